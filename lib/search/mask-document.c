/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/mask.h"

#include <string.h>

#include "archive/catalogue.h"
#include "archive/event.h"
#include "archive/transaction.h"
#include "base/json.h"
#include "search/entry.h"

/* Of a document that is not indexed, *entry is NULL. */
static gboolean
load_entry(ArsipArchive *archive, gint64 document, ArsipEntry **entry, GError **error)
{
    GError *fault = NULL;

    *entry = arsip_entry_load(archive, document, &fault);
    return arsip_rows_ended(fault, error);
}

static void
mask_optional(char *text, const ArsipLetter *letter)
{
    if (text != NULL)
        arsip_mask_name_of(text, letter);
}

static void
mask_labels(ArsipDocument *document, const ArsipLetter *letter)
{
    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        arsip_mask_text_of(label->why, letter);
        for (guint j = 0; j < label->proofs->len; j++)
            arsip_mask_text_of(((const ArsipProof *)label->proofs->pdata[j])->text, letter);
    }
}

static void
mask_fields(ArsipDocument *document, const ArsipLetter *letter)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const ArsipFieldValue *field = document->fields->pdata[i];

        arsip_mask_field_of(field->name, field->value, letter);
    }
}

struct ArsipMask {
    ArsipEntry *entry; /* NULL: the document is not indexed */
};

ArsipMask *
arsip_mask_new(ArsipArchive *archive, const ArsipDocument *document, GError **error)
{
    g_autoptr(ArsipMask) mask = g_new0(ArsipMask, 1);

    return load_entry(archive, document->id, &mask->entry, error) ? g_steal_pointer(&mask) : NULL;
}

void
arsip_mask_free(ArsipMask *mask)
{
    if (mask == NULL)
        return;
    arsip_entry_free(mask->entry);
    g_free(mask);
}

/* The index knows places in the readings that it was given, and a page may have another by now. */
void
arsip_mask_page(const ArsipMask *mask, const ArsipPage *page, char *text)
{
    const ArsipContent *content = mask->entry != NULL ? mask->entry->content : NULL;
    gboolean is_known = content != NULL && page->number <= content->readings->len &&
                        g_array_index(content->readings, gint64, page->number - 1) == page->reading;

    if (is_known)
        arsip_mask_page_of(text, content->letter, page->number, 0, strlen(text));
    else
        arsip_mask_text_of(text, content != NULL ? content->letter : NULL);
}

static void
mask_pages(ArsipDocument *document, const ArsipMask *mask)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

        mask_optional(page->failure, NULL);
        if (page->text != NULL)
            arsip_mask_page(mask, page, page->text);
    }
}

gboolean
arsip_mask_document(ArsipArchive *archive, ArsipDocument *document, GError **error)
{
    g_autoptr(ArsipMask) mask = arsip_mask_new(archive, document, error);
    const ArsipLetter *letter;

    if (mask == NULL)
        return FALSE;
    letter = mask->entry != NULL ? mask->entry->content->letter : NULL;
    arsip_mask_name_of(document->name, letter);
    arsip_mask_name_of(document->source, letter);
    mask_optional(document->failure, letter);
    mask_optional(document->withdrawn, letter);
    arsip_mask_text_of(document->note, letter);
    mask_fields(document, letter);
    mask_labels(document, letter);
    mask_pages(document, mask);
    return TRUE;
}

static gboolean
would_change(const char *text, void (*mask)(char *text))
{
    g_autofree char *masked = NULL;

    if (!arsip_mask_may_change(text))
        return FALSE;
    masked = g_strdup(text);
    mask(masked);
    return !g_str_equal(masked, text);
}

gboolean
arsip_persons_are_known(ArsipArchive *archive, gboolean *are_known, GError **error)
{
    gint64 found = arsip_fetch_number(archive, -1, error, "SELECT EXISTS (SELECT 1 FROM personal)", "");

    *are_known = found == 1;
    return found >= 0;
}

static gboolean
is_field_personal(const ArsipFieldValue *field)
{
    g_autofree char *masked = NULL;

    if (!arsip_mask_may_change(field->value))
        return FALSE;
    masked = g_strdup(field->value);
    arsip_mask_field_of(field->name, masked, NULL);
    return !g_str_equal(masked, field->value);
}

gboolean
arsip_document_tells_person(const ArsipDocument *document)
{
    if (would_change(document->name, arsip_mask_name) || would_change(document->source, arsip_mask_name) ||
        would_change(document->note, arsip_mask_text))
        return TRUE;
    for (guint i = 0; i < document->fields->len; i++)
        if (is_field_personal(document->fields->pdata[i]))
            return TRUE;
    return FALSE;
}

gboolean
arsip_document_is_personal(ArsipArchive *archive, const ArsipDocument *document, gboolean *is_personal,
                           GError **error)
{
    static const char sql[] =
        "SELECT EXISTS (SELECT 1 FROM personal WHERE kind = 'nik' AND document = ?1)"
        "    OR EXISTS (SELECT 1 FROM personal WHERE kind = 'kk' AND document = ?1)"
        "    OR EXISTS (SELECT 1 FROM personal WHERE kind = 'npwp' AND document = ?1)"
        "    OR EXISTS (SELECT 1 FROM personal WHERE kind = 'telepon' AND document = ?1)";
    gint64 is_found = arsip_fetch_number(archive, -1, error, sql, "i", document->id);

    *is_personal = is_found == 1 || arsip_document_tells_person(document);
    return is_found >= 0;
}

static char *
describe(const char *command, const char *query)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "command", command);
    if (query != NULL)
        arsip_json_text(json, "query", query);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

gboolean
arsip_mask_note_lifted(ArsipArchive *archive, const char *command, const char *query,
                       const char *const *documents, GError **error)
{
    g_autofree char *detail = describe(command, query);

    if (!arsip_begin(archive, error))
        return FALSE;
    for (guint i = 0; documents[i] != NULL; i++) {
        if (arsip_event_add(archive, "mask.lifted", documents[i], detail, error))
            continue;
        arsip_rollback(archive);
        return FALSE;
    }
    return arsip_commit(archive, error);
}
