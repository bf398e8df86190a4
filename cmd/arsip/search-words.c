/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-words.h"

#include <arsip/saved.h>
#include <string.h>

#define LIMIT 20

void
arsip_search_words_clear(ArsipSearchWords *words)
{
    g_strfreev(words->words);
    g_strfreev(words->labels);
    g_strfreev(words->given);
    g_free(words->query);
    g_free(words->since);
    g_free(words->until);
    g_free(words->sort_name);
    g_free(words->format_name);
    g_free(words->like);
    g_free(words->name_to_save);
    g_free(words->name_to_forget);
    arsip_image_words_clear(&words->image);
}

static gboolean
parse(ArsipSearchWords *words, ArsipCommand *command, int argc, char **argv, int *status)
{
    const GOptionEntry entries[] = {
        {"label", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &words->labels,
         N_("only with this label; may be repeated"), N_("LABEL")},
        {"since", 0, 0, G_OPTION_ARG_STRING, &words->since, N_("only letters dated on this day or later"),
         N_("DATE")},
        {"until", 0, 0, G_OPTION_ARG_STRING, &words->until, N_("only letters dated on this day or earlier"),
         N_("DATE")},
        {"like", 0, 0, G_OPTION_ARG_STRING, &words->like, N_("documents like this one"), N_("DOC")},
        {"limit", 'n', 0, G_OPTION_ARG_INT, &words->limit, N_("how many to show (20)"), "N"},
        {"offset", 0, 0, G_OPTION_ARG_INT, &words->offset, N_("skip this many at the start"), "N"},
        {"sort", 0, 0, G_OPTION_ARG_STRING, &words->sort_name, N_("best, newest or oldest first"),
         N_("ORDER")},
        {"exact", 0, 0, G_OPTION_ARG_NONE, &words->is_exact, N_("only words exactly as they are written"),
         NULL},
        {"fuzzy", 0, 0, G_OPTION_ARG_NONE, &words->is_fuzzy,
         N_("other forms and near words too, even where enough is found, and more of them"), NULL},
        {"no-synonyms", 0, 0, G_OPTION_ARG_NONE, &words->has_no_synonyms,
         N_("no other names of an office or a paper than those in the query"), NULL},
        {"count", 'c', 0, G_OPTION_ARG_NONE, &words->counts, N_("print only how many there are"), NULL},
        {"facets", 0, 0, G_OPTION_ARG_NONE, &words->wants_facets,
         N_("print how many there are of each label and each year"), NULL},
        {"open", 0, 0, G_OPTION_ARG_INT, &words->opened,
         N_("print only where the original of the Nth of them is"), "N"},
        {"image", 'i', 0, G_OPTION_ARG_FILENAME, &words->image.path,
         N_("with --open: draw its page into this PNG instead, with the words marked"), N_("FILE")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &words->image.is_forced, N_("overwrite an existing file"), NULL},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &words->image.readers.password_file,
         N_("passwords for locked files, one a line"), N_("FILE")},
        {"null", '0', 0, G_OPTION_ARG_NONE, &words->wants_files,
         N_("print only where their originals are, each ended by a NUL, for xargs -0"), NULL},
        {"save", 0, 0, G_OPTION_ARG_STRING, &words->name_to_save,
         N_("keep this search; @NAME in a query stands for it"), N_("NAME")},
        {"saved", 0, 0, G_OPTION_ARG_NONE, &words->wants_saved, N_("list the searches that were kept"), NULL},
        {"forget", 0, 0, G_OPTION_ARG_STRING, &words->name_to_forget, N_("forget a search that was kept"),
         N_("NAME")},
        {"as-rule", 0, 0, G_OPTION_ARG_NONE, &words->is_rule, N_("read the query as a label rule does"),
         NULL},
        {"unmask", 0, 0, G_OPTION_ARG_NONE, &words->is_unmasked,
         N_("show NIK, KK and NPWP whole; leaves an event"), NULL},
        {"explain", 0, 0, G_OPTION_ARG_NONE, &words->explains, N_("say what each score is made of"), NULL},
        {"rebuild", 0, 0, G_OPTION_ARG_NONE, &words->rebuilds,
         N_("make the index anew from the stored text; nothing is searched for"), NULL},
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name, N_("text, jsonl or tsv"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->words, NULL, NULL},
        {0},
    };

    return arsip_command_parse(
        command, &argc, &argv, entries, _("QUERY... - find documents"),
        _("Words must all be there; \"a phrase\" in quotes, pre* for beginnings, OR, NOT,\n"
          "hal:word, label:jenis/undangan, tanggal:2024-01..2024-03; see arsip-query(7)."),
        status);
}

/* What shows something else than hits, or does something else than search. */
static guint
count_ends(const ArsipSearchWords *words)
{
    return (guint)(words->counts + words->wants_facets + (words->opened != 0) + words->wants_files +
                   words->wants_saved + (words->name_to_save != NULL) + (words->name_to_forget != NULL));
}

static const char *
find_contradiction(const ArsipSearchWords *words)
{
    if (words->limit < 0 || words->offset < 0)
        return _("--limit and --offset take numbers from 0 up");
    if (words->opened < 0)
        return _("--open takes a number from 1 up");
    if (words->rebuilds && (words->words != NULL || words->like != NULL || count_ends(words) > 0))
        return _("--rebuild searches for nothing: give no words with it");
    if (count_ends(words) > 1)
        return _(
            "only one of --count, --facets, --open, --null, --save, --saved and --forget can be asked for");
    if (words->is_fuzzy && (words->is_exact || words->is_rule || words->like != NULL))
        return _("--fuzzy cannot be combined with --exact, --as-rule or --like");
    if (words->is_unmasked && count_ends(words) > 0)
        return _("--unmask goes with hits that are shown, and with nothing else");
    if (words->opened == 0 &&
        (words->image.path != NULL || words->image.is_forced || words->image.readers.password_file != NULL))
        return _("--image, --force and --password-file go with --open");
    if (words->like != NULL &&
        (words->is_rule || words->sort_name != NULL || words->wants_facets || words->name_to_save != NULL))
        return _("--like gives what is nearest first, and goes with none of --as-rule, --sort, --facets and "
                 "--save");
    if (words->like != NULL && words->explains)
        return _("--explain adds up the scores of a query, and --like changes them");
    if (words->name_to_save != NULL && (words->is_rule || words->is_exact || words->is_fuzzy))
        return _(
            "--save keeps the query with its labels, dates and order, and none of --as-rule, --exact and "
            "--fuzzy");
    if ((words->wants_saved || words->name_to_forget != NULL) && words->words != NULL)
        return _("--saved and --forget take no query");
    return NULL;
}

int
arsip_search_words_read(ArsipSearchWords *words, ArsipCommand *command, int argc, char **argv)
{
    const char *contradiction;
    int status;

    words->limit = LIMIT;
    words->given = g_strdupv(argv);
    if (!parse(words, command, argc, argv, &status) ||
        !arsip_command_format(words->format_name, TRUE, &words->format, &status))
        return status;
    words->query = words->words != NULL ? g_strjoinv(" ", words->words) : g_strdup("");
    if (words->sort_name != NULL && !arsip_sort_from_name(words->sort_name, &words->sort))
        return arsip_command_usage(_("--sort %s: expected best, newest or oldest"), words->sort_name);
    contradiction = find_contradiction(words);
    return contradiction != NULL ? arsip_command_usage("%s", contradiction) : -1;
}

ArsipSearchOptions
arsip_search_words_options(const ArsipSearchWords *words)
{
    ArsipSearchOptions options = {.query = words->query,
                                  .labels = (const char *const *)words->labels,
                                  .since = words->since,
                                  .until = words->until,
                                  .limit = (guint)words->limit,
                                  .offset = (guint)words->offset,
                                  .sort = words->sort};

    options.flags =
        (words->is_rule ? ARSIP_SEARCH_AS_RULE : 0) | (words->is_exact ? ARSIP_SEARCH_EXACT : 0) |
        (words->is_unmasked ? ARSIP_SEARCH_UNMASKED : 0) | (words->explains ? ARSIP_SEARCH_EXPLAIN : 0) |
        (words->is_fuzzy ? ARSIP_SEARCH_FUZZY : 0) | (words->has_no_synonyms ? ARSIP_SEARCH_NO_SYNONYMS : 0);
    if (words->counts)
        options.limit = 0;
    if (words->opened > 0) {
        options.offset += (guint)words->opened - 1;
        options.limit = 1;
    }
    return options;
}

/* ---- the next page */

static void
append_word(GString *line, const char *word)
{
    static const char plain[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_@%+=:,./-";
    g_autofree char *quoted = NULL;

    if (*word == '\0' || word[strspn(word, plain)] != '\0')
        quoted = g_shell_quote(word);
    g_string_append_printf(line, " %s", quoted != NULL ? quoted : word);
}

/* How many words an option that is given anew takes; 0: it is another word. */
static guint
is_replaced(const char *word)
{
    if (g_str_equal(word, "--offset") || g_str_equal(word, "--archive") || g_str_equal(word, "-a"))
        return 2;
    return g_str_has_prefix(word, "--offset=") || g_str_has_prefix(word, "--archive=") ? 1 : 0;
}

char *
arsip_search_words_next(const ArsipSearchWords *words, const ArsipCommand *command, int offset)
{
    g_autoptr(GString) line = g_string_new("arsip");
    g_autofree char *number = g_strdup_printf("%d", offset);
    g_autofree char *masked = NULL;
    gboolean is_option = TRUE;

    if (command->archive != NULL) {
        append_word(line, "--archive");
        append_word(line, command->archive);
    }
    append_word(line, words->given[0]);
    append_word(line, "--offset");
    append_word(line, number);
    for (guint i = 1; words->given[i] != NULL; i++) {
        guint replaced = is_option ? is_replaced(words->given[i]) : 0;

        is_option = is_option && !g_str_equal(words->given[i], "--");
        if (replaced == 0)
            append_word(line, words->given[i]);
        else if (replaced == 2 && words->given[i + 1] != NULL)
            i++;
    }
    masked = arsip_command_mask(line->str);
    return g_str_equal(masked, line->str) ? g_string_free(g_steal_pointer(&line), FALSE) : NULL;
}
