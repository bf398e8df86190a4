/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/correct.h>

typedef struct {
    char **words;
    char **set;
    char *name;
    char *note;
    char *text_page;
} EditWords;

static void
clear_words(EditWords *words)
{
    g_strfreev(words->words);
    g_strfreev(words->set);
    g_free(words->name);
    g_free(words->note);
    g_free(words->text_page);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EditWords, clear_words)

/* `--text PAGE FILE` has two words: the second is left over behind the document. */
static int
read_words(ArsipCommand *command, int argc, char **argv, EditWords *words)
{
    const GOptionEntry entries[] = {
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->set, N_("set this field; an empty value clears it"),
         N_("NAME=VALUE")},
        {"name", 0, 0, G_OPTION_ARG_STRING, &words->name, N_("give the document this name"), N_("NAME")},
        {"note", 0, 0, G_OPTION_ARG_STRING, &words->note, N_("keep this note with the document"), N_("TEXT")},
        {"text", 0, 0, G_OPTION_ARG_STRING, &words->text_page,
         N_("the text of this page is what FILE holds (UTF-8)"), N_("PAGE FILE")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words->words, NULL, NULL},
        {0},
    };
    guint expected;
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("DOC - correct a document by hand"),
                             _("What is set here no reading and no rule ever overwrites.\n"
                               "The old value stays in the log."),
                             &status))
        return status;
    expected = words->text_page != NULL ? 2 : 1;
    if (words->words == NULL || g_strv_length(words->words) != expected)
        return arsip_command_usage(words->text_page != NULL
                                       ? _("edit: --text takes a page and a file, beside the document")
                                       : _("edit: name one document, by its number or its UUID"));
    if (words->set == NULL && words->name == NULL && words->note == NULL && words->text_page == NULL)
        return arsip_command_usage(_("edit: say what to correct: --set, --name, --note or --text"));
    return -1;
}

/* `edit 7 --text 2 page.txt` and `edit --text 2 page.txt 7` both leave two words; the one that is a file is
 * the text. */
static gboolean
read_text(EditWords *words, ArsipCorrection *correction, char **text, int *status)
{
    GError *error = NULL;
    gint64 page;

    if (words->text_page == NULL)
        return TRUE;
    if (!arsip_command_number(words->text_page, _("the number of a page"), 1, &page, status))
        return FALSE;
    if (!g_file_test(words->words[1], G_FILE_TEST_EXISTS) &&
        g_file_test(words->words[0], G_FILE_TEST_EXISTS)) {
        char *document = words->words[1];

        words->words[1] = words->words[0];
        words->words[0] = document;
    }
    if (!g_file_get_contents(words->words[1], text, NULL, &error)) {
        *status = arsip_command_fail(error);
        return FALSE;
    }
    correction->page = (guint)page;
    correction->text = *text;
    return TRUE;
}

int
arsip_cmd_edit(ArsipCommand *command, int argc, char **argv)
{
    g_auto(EditWords) words = {0};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GArray) documents = NULL;
    g_autofree char *text = NULL;
    ArsipCorrection correction = {0};
    GError *error = NULL;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    if (!read_text(&words, &correction, &text, &status))
        return status;
    g_clear_pointer(&words.words[1], g_free);
    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL || (documents = arsip_command_documents(archive, words.words, &status)) == NULL)
        return status;
    correction.set = (const char *const *)words.set;
    correction.name = words.name;
    correction.note = words.note;
    if (!arsip_correct(archive, g_array_index(documents, gint64, 0), &correction, &error))
        return arsip_command_fail(error);
    return ARSIP_EXIT_DONE;
}
