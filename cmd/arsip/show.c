/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/document.h>
#include <arsip/export.h>
#include <arsip/mask.h>

#include "base/escape.h"
#include "image.h"

static void
print_line(const char *name, const char *value)
{
    g_autofree char *safe = arsip_escape(value);

    printf("  %-10s %s\n", name, safe);
}

/* Others are named by their number, which every command takes. */
#define COMPANIONS_SHOWN 20

static void
print_companion(const ArsipCompanion *companion)
{
    g_autofree char *masked = arsip_command_mask(companion->name);
    g_autofree char *safe = arsip_escape(masked);

    printf("%d  %s\n", (int)companion->id, safe);
}

static void
print_holders(ArsipArchive *archive, const ArsipDocument *document)
{
    g_autoptr(GPtrArray) holders = arsip_document_holders(archive, document->id, COMPANIONS_SHOWN, NULL);

    for (guint i = 0; holders != NULL && i < holders->len; i++) {
        printf("  %-10s ", i == 0 ? _("came with") : "");
        print_companion(holders->pdata[i]);
    }
}

static void
print_members(ArsipArchive *archive, const ArsipDocument *document)
{
    g_autoptr(GPtrArray) members = arsip_document_members(archive, document->id, COMPANIONS_SHOWN + 1, NULL);

    if (members != NULL && members->len > 0)
        printf("\n%s\n", _("What came with it"));
    for (guint i = 0; members != NULL && i < MIN(members->len, COMPANIONS_SHOWN); i++) {
        printf("  ");
        print_companion(members->pdata[i]);
    }
    if (members != NULL && members->len > COMPANIONS_SHOWN)
        printf("  %s\n", _("and more"));
}

static void
print_head(const ArsipDocument *document)
{
    g_autofree char *title = arsip_document_title(document);
    g_autofree char *safe = arsip_escape_text(title);

    printf("%d  %s\n", (int)document->id, safe);
    print_line("uuid", document->uuid);
    print_line(_("state"), document->state);
    if (document->failure != NULL)
        print_line(_("reason"), document->failure);
    if (document->withdrawn != NULL)
        print_line(_("withdrawn"), document->withdrawn);
    else if (document->is_hidden)
        print_line(_("withdrawn"), _("with its batch"));
    print_line(_("source"), document->source);
    print_line(_("received"), document->received);
    if (document->media_type != NULL)
        print_line(_("type"), document->media_type);
    printf("  %-10s %d\n", _("batch"), (int)document->batch);
    if (*document->note != '\0')
        print_line(_("note"), document->note);
}

static void
print_fields(const ArsipDocument *document)
{
    if (document->fields->len > 0)
        printf("\n%s\n", _("Fields"));
    for (guint i = 0; i < document->fields->len; i++) {
        const ArsipFieldValue *field = document->fields->pdata[i];
        g_autofree char *value = arsip_escape(field->value);
        g_autofree char *where = NULL;

        if (field->who != NULL)
            where = g_strdup_printf(_("set by %s"), field->who);
        else if (g_str_equal(field->name, "surat-lain"))
            where = g_strdup(_("another letter seems to begin on that page"));
        else
            where = g_strdup_printf(_("page %u"), field->page);
        printf("  %-10s %s  (%s)\n", field->name, value, where);
    }
}

static void
print_proofs(const ArsipLabel *label)
{
    for (guint i = 0; i < label->proofs->len; i++) {
        const ArsipProof *proof = label->proofs->pdata[i];
        g_autofree char *words = arsip_escape(proof->text);

        if (proof->cost > 0)
            printf(_("      \"%s\" in %s, page %u, as it was misread\n"), words, proof->where, proof->page);
        else
            printf(_("      \"%s\" in %s, page %u\n"), words, proof->where, proof->page);
    }
}

static void
print_labels(const ArsipDocument *document)
{
    if (document->labels->len > 0)
        printf("\n%s\n", _("Labels"));
    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];
        g_autofree char *why = arsip_escape_text(label->why);

        if (!label->is_given)
            printf(_("  %s was taken away by %s"), label->name, label->who);
        else if (label->who != NULL)
            printf(_("  %s, set by %s"), label->name, label->who);
        else
            printf(_("  %s, by the rule at %s"), label->name, label->rule);
        printf(*why != '\0' ? ": %s\n" : "%s\n", why);
        print_proofs(label);
    }
}

/* mask: NULL to show all. */
static char *
load_text(ArsipArchive *archive, const ArsipPage *page, const ArsipMask *mask, GError **error)
{
    g_autofree char *text = arsip_page_text(archive, page, error);

    if (text != NULL && mask != NULL)
        arsip_mask_page(mask, page, text);
    return text != NULL ? arsip_escape_text(text) : NULL;
}

static void
print_page(const ArsipPage *page)
{
    g_autofree char *failure = page->failure != NULL ? arsip_escape_text(page->failure) : NULL;

    if (g_str_equal(page->state, "none"))
        printf("  %s\n",
               _("none: this is an archive (ZIP, TAR, ...) whose files are documents of their own"));
    else if (failure != NULL)
        printf(_("  %u: could not be read: %s\n"), page->number, failure);
    else if (page->is_blank)
        printf(_("  %u: blank\n"), page->number);
    else if (*page->method == '\0')
        printf(_("  %u: waits to be read\n"), page->number);
    else
        printf(_("  %u: read by %s, confidence %.0f, turned by %d, skew %.1f\n"), page->number, page->method,
               page->confidence, page->rotation, page->skew);
}

static gboolean
print_pages(ArsipArchive *archive, const ArsipDocument *document, const ArsipMask *mask, guint only,
            GError **error)
{
    printf("\n%s\n", _("Pages"));
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];
        g_autofree char *text = NULL;

        if (only != 0 && page->number != only)
            continue;
        text = load_text(archive, page, mask, error);
        if (text == NULL)
            return FALSE;
        print_page(page);
        if (*text != '\0')
            printf("\n%s\n", text);
    }
    return TRUE;
}

/* The text alone: for pipes. */
static gboolean
print_text(ArsipArchive *archive, const ArsipDocument *document, const ArsipMask *mask, guint only,
           GError **error)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];
        g_autofree char *text = NULL;

        if (only != 0 && page->number != only)
            continue;
        text = load_text(archive, page, mask, error);
        if (text == NULL)
            return FALSE;
        printf("%s%s", text, g_str_has_suffix(text, "\n") || *text == '\0' ? "" : "\n");
    }
    return TRUE;
}

static int
print_story(ArsipArchive *archive, const ArsipDocument *document, guint number)
{
    GError *error = NULL;
    g_auto(GStrv) story = arsip_page_story(archive, document->id, number, &error);
    g_autofree char *name = arsip_escape_text(document->name);

    if (story == NULL)
        return arsip_command_fail(error);
    printf(_("%s, page %u of %u\n"), name, number, document->pages->len);
    for (guint i = 0; story[i] != NULL; i++) {
        g_autofree char *sentence = arsip_escape_text(story[i]);

        printf("  - %s\n", sentence);
    }
    return ARSIP_EXIT_DONE;
}

/* What is shown unmasked is noted before anything of it is shown. */
static gboolean
mask_or_note(ArsipArchive *archive, ArsipDocument *document, gboolean is_unmasked, ArsipMask **mask,
             GError **error)
{
    const char *const documents[] = {document->uuid, NULL};

    if (is_unmasked)
        return arsip_mask_note_lifted(archive, "show", NULL, documents, error);
    *mask = arsip_mask_new(archive, document, error);
    return *mask != NULL && arsip_mask_document(archive, document, error);
}

static gboolean
print_json(ArsipArchive *archive, const ArsipDocument *document, const ArsipMask *mask, GError **error)
{
    g_autofree char *json = NULL;

    if (mask == NULL)
        return arsip_export_write(archive, document, ARSIP_EXPORT_JSONL, stdout, error);
    json = arsip_export_json(document);
    printf("%s\n", json);
    return TRUE;
}

int
arsip_cmd_show(ArsipCommand *command, int argc, char **argv)
{
    g_auto(GStrv) words = NULL;
    g_autofree char *format_name = NULL;
    gboolean wants_text = FALSE, is_unmasked = FALSE;
    int number = 0, explained = 0;
    g_auto(ArsipImageWords) image = {0};
    g_autoptr(ArsipMask) mask = NULL;
    const GOptionEntry entries[] = {
        {"page", 'p', 0, G_OPTION_ARG_INT, &number, N_("only this page"), "N"},
        {"text", 't', 0, G_OPTION_ARG_NONE, &wants_text, N_("the text alone"), NULL},
        {"explain-page", 0, 0, G_OPTION_ARG_INT, &explained, N_("how this page was read, step by step"), "N"},
        ARSIP_IMAGE_ENTRIES(&image),
        {"unmask", 0, 0, G_OPTION_ARG_NONE, &is_unmasked, N_("show NIK, KK and NPWP whole; leaves an event"),
         NULL},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("text or jsonl"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GArray) documents = NULL;
    ArsipFormat format;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("DOC - show one document"),
                             _("Shows a document's fields, its labels with their reasons, and its text."),
                             &status) ||
        !arsip_command_format(format_name, FALSE, &format, &status))
        return status;
    if (words == NULL || words[1] != NULL || number < 0 || explained < 0)
        return arsip_command_usage(_("show: name one document, by its number or its UUID"));
    if (image.path == NULL && (image.query != NULL || image.is_forced || image.readers.password_file != NULL))
        return arsip_command_usage(_("show: --query, --force and --password-file go with --image"));
    if (image.path != NULL && (explained > 0 || wants_text || format_name != NULL))
        return arsip_command_usage(_("show: --image goes with --page, and with nothing else that is shown"));
    archive = arsip_command_open_to_show(command, is_unmasked, &status);
    if (archive == NULL || (documents = arsip_command_documents(archive, words, &status)) == NULL)
        return status;
    /* JSON Lines that are masked are masked in memory. */
    document = arsip_document_load(archive, g_array_index(documents, gint64, 0),
                                   format == ARSIP_FORMAT_JSONL && !is_unmasked, &error);
    if (document == NULL)
        return arsip_command_fail(error);
    if ((guint)MAX(number, explained) > document->pages->len) {
        fprintf(stderr, _("arsip: document %d has no page %d; it has %u\n"), (int)document->id,
                MAX(number, explained), document->pages->len);
        return ARSIP_EXIT_FAILED;
    }
    if (image.path != NULL)
        return arsip_image_make(archive, document, (guint)number, &image);
    if (!mask_or_note(archive, document, is_unmasked, &mask, &error))
        return arsip_command_fail(error);
    if (explained > 0)
        return print_story(archive, document, (guint)explained);
    if (format == ARSIP_FORMAT_JSONL)
        return print_json(archive, document, mask, &error) ? ARSIP_EXIT_DONE : arsip_command_fail(error);
    if (wants_text)
        return print_text(archive, document, mask, (guint)number, &error) ? ARSIP_EXIT_DONE
                                                                          : arsip_command_fail(error);
    print_head(document);
    print_holders(archive, document);
    print_fields(document);
    print_labels(document);
    print_members(archive, document);
    return print_pages(archive, document, mask, (guint)number, &error) ? ARSIP_EXIT_DONE
                                                                       : arsip_command_fail(error);
}
