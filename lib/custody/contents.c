/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/contents.h"
#include "base/i18n.h"

#include <string.h>

#define DOCUMENTS "data/documents.jsonl"
#define PAGES     "data/pages.jsonl"
#define EVENTS    "data/events/"

typedef struct {
    const ArsipCrate *crate;
    const ArsipBagFacts *facts;
    const ArsipContentsVisitor *visitor;
    ArsipLines *pages;
    char *last_uuid;
    GArray *n_readings; /* of guint: of each page of the document in hand */
    guint64 line;       /* of the file in hand */
} Contents;

static void
clear_contents(Contents *contents)
{
    arsip_lines_free(contents->pages);
    g_array_unref(contents->n_readings);
    g_free(contents->last_uuid);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Contents, clear_contents)

static gboolean
fail(GError **error, const char *subject, const char *words)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, "%s: %s", subject, words);
    return FALSE;
}

static gboolean
check_original(const Contents *contents, const ArsipWholeOriginal *original, GError **error)
{
    g_autofree char *path = arsip_record_original_path(original);
    g_autofree char *hex = arsip_hash_hex(original->sha256);
    const char *sum = g_hash_table_lookup(contents->facts->sums, path);

    if (sum == NULL || arsip_crate_size(contents->crate, path) != (gint64)original->size)
        return fail(error, path, _("a document names this original, and it is not in the bag"));
    return g_str_equal(sum, hex) || fail(error, path, _("its bytes are not those that its name tells"));
}

static gboolean
is_place(const Contents *contents, const ArsipWholeSpan *span)
{
    return span->page <= contents->n_readings->len &&
           (span->page == 0 ? span->reading == 0
                            : span->reading <= g_array_index(contents->n_readings, guint, span->page - 1));
}

static gboolean
check_places(const Contents *contents, const ArsipWhole *whole, GError **error)
{
    gboolean is_right = TRUE;

    for (guint i = 0; i < whole->fields->len; i++)
        is_right = is_right && is_place(contents, &((const ArsipWholeField *)whole->fields->pdata[i])->span);
    for (guint i = 0; i < whole->proofs->len; i++)
        is_right = is_right && is_place(contents, &((const ArsipWholeProof *)whole->proofs->pdata[i])->span);
    return is_right ||
           fail(error, whole->uuid, _("a field or a label stands in a reading that is not there"));
}

static gboolean
read_pages(Contents *contents, const ArsipWhole *whole, GError **error)
{
    const ArsipContentsVisitor *visitor = contents->visitor;

    g_array_set_size(contents->n_readings, 0);
    for (guint number = 1; number <= whole->n_pages; number++) {
        g_autoptr(GError) fault = NULL;
        const char *line = arsip_lines_next(contents->pages, &fault);
        g_autoptr(ArsipWholePage) page =
            fault == NULL ? arsip_record_read_page(line != NULL ? line : "", whole, number, &fault) : NULL;

        if (page == NULL) {
            g_set_error(error, ARSIP_ERROR, fault->code, "%s: %s", PAGES, fault->message);
            return FALSE;
        }
        g_array_append_val(contents->n_readings, page->readings->len);
        if (visitor->page != NULL && !visitor->page(whole, page, visitor->data, error))
            return FALSE;
    }
    return check_places(contents, whole, error);
}

static gboolean
read_document(Contents *contents, const char *line, GError **error)
{
    const ArsipContentsVisitor *visitor = contents->visitor;
    g_autoptr(GError) fault = NULL;
    g_autoptr(ArsipWhole) whole = arsip_record_read_document(line, &fault);

    if (whole == NULL) {
        g_set_error(error, ARSIP_ERROR, fault->code, _("%s: line %d: %s"), DOCUMENTS, (int)contents->line,
                    fault->message);
        return FALSE;
    }
    if (contents->last_uuid != NULL && strcmp(contents->last_uuid, whole->uuid) >= 0)
        return fail(error, whole->uuid, _("the documents are not in the order of their UUIDs"));
    g_free(contents->last_uuid);
    contents->last_uuid = g_strdup(whole->uuid);
    for (guint i = 0; i < whole->originals->len; i++)
        if (!check_original(contents, whole->originals->pdata[i], error))
            return FALSE;
    return (visitor->document == NULL || visitor->document(whole, visitor->data, error)) &&
           (contents->pages == NULL || read_pages(contents, whole, error)) &&
           (visitor->document_end == NULL || visitor->document_end(whole, visitor->data, error));
}

static gboolean
read_documents(Contents *contents, GError **error)
{
    g_autoptr(ArsipLines) lines = arsip_lines_open(contents->crate, DOCUMENTS, ARSIP_RECORD_LINE_MAX, error);
    const char *line;
    GError *fault = NULL;

    if (lines == NULL)
        return FALSE;
    while ((line = arsip_lines_next(lines, &fault)) != NULL) {
        contents->line++;
        if (!read_document(contents, line, error))
            return FALSE;
    }
    if (fault == NULL && contents->pages != NULL && arsip_lines_next(contents->pages, &fault) != NULL)
        return fail(error, PAGES, _("pages of no document"));
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

/* The archive whose chain a file holds; NULL for other files. The caller owns it. */
static char *
owner_of(const char *path)
{
    g_autofree char *uuid = NULL;

    if (!g_str_has_prefix(path, EVENTS) || !g_str_has_suffix(path, ".jsonl"))
        return NULL;
    uuid = g_strndup(path + strlen(EVENTS), strlen(path) - strlen(EVENTS) - strlen(".jsonl"));
    return g_uuid_string_is_valid(uuid) ? g_steal_pointer(&uuid) : NULL;
}

static gboolean
check_link(ArsipHash *hash, const ArsipLink *link, const guint8 *before, gint64 number)
{
    guint8 digest[ARSIP_HASH_SIZE];

    if (link->event.id != number)
        return FALSE;
    if (link->event.detail == NULL)
        return TRUE;
    arsip_event_digest(hash, before, &link->event, digest);
    return memcmp(digest, link->hash, sizeof digest) == 0;
}

static gboolean
read_chain(const Contents *contents, const char *path, const char *owner, GError **error)
{
    g_autoptr(ArsipLines) lines = arsip_lines_open(contents->crate, path, ARSIP_RECORD_LINE_MAX, error);
    const ArsipContentsVisitor *visitor = contents->visitor;
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 before[ARSIP_HASH_SIZE] = {0};
    gint64 number = 0;
    const char *line;
    GError *fault = NULL;

    if (lines == NULL)
        return FALSE;
    while ((line = arsip_lines_next(lines, &fault)) != NULL) {
        g_auto(ArsipLink) link = {0};

        if (!arsip_record_read_link(line, &link, error))
            return FALSE;
        if (!check_link(hash, &link, before, ++number)) {
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("%s: event %d: the chain of events is broken here"), path, (int)number);
            return FALSE;
        }
        memcpy(before, link.hash, sizeof before);
        if (visitor->link != NULL && !visitor->link(owner, &link, visitor->data, error))
            return FALSE;
    }
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

static gboolean
read_chains(const Contents *contents, GError **error)
{
    const GPtrArray *paths = arsip_crate_paths(contents->crate);

    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *owner = owner_of(paths->pdata[i]);

        if (owner != NULL && !read_chain(contents, paths->pdata[i], owner, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_contents_read(const ArsipCrate *crate, const ArsipBagFacts *facts, const ArsipContentsVisitor *visitor,
                    GError **error)
{
    g_auto(Contents) contents = {.crate = crate,
                                 .facts = facts,
                                 .visitor = visitor,
                                 .n_readings = g_array_new(FALSE, FALSE, sizeof(guint))};

    if (visitor->page != NULL) {
        contents.pages = arsip_lines_open(crate, PAGES, ARSIP_RECORD_LINE_MAX, error);
        if (contents.pages == NULL)
            return FALSE;
    }
    return (visitor->document == NULL || read_documents(&contents, error)) &&
           (visitor->link == NULL || read_chains(&contents, error));
}
