/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/hit.h"

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/mask.h"
#include "search/snippet.h"

static void
free_field(gpointer data)
{
    ArsipHitField *field = data;

    g_free(field->name);
    g_free(field->value);
    g_free(field);
}

void
arsip_hit_free(ArsipSearchHit *hit)
{
    if (hit == NULL)
        return;
    g_free(hit->uuid);
    g_free(hit->name);
    g_free(hit->state);
    g_free(hit->snippet);
    g_clear_pointer(&hit->marks, g_array_unref);
    g_strfreev(hit->labels);
    g_clear_pointer(&hit->fields, g_ptr_array_unref);
    g_clear_pointer(&hit->factors, g_ptr_array_unref);
    g_free(hit);
}

static gboolean
load_document(ArsipArchive *archive, ArsipSearchHit *hit, GError **error)
{
    static const char sql[] = "SELECT uuid, name, state FROM document WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", hit->id))
        return FALSE;
    if (arsip_statement_step(statement, &fault)) {
        hit->uuid = g_strdup(arsip_column_text(statement, 0));
        hit->name = g_strdup(arsip_column_text(statement, 1));
        hit->state = g_strdup(arsip_column_text(statement, 2));
        return TRUE;
    }
    if (fault != NULL)
        g_propagate_error(error, fault);
    else
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                    _("the index names document %lld, which the catalogue does not know"),
                    (long long)hit->id);
    return FALSE;
}

static gboolean
load_labels(ArsipArchive *archive, ArsipSearchHit *hit, GError **error)
{
    static const char sql[] = "SELECT label.name"
                              "  FROM assignment JOIN label ON label.id = assignment.label"
                              " WHERE assignment.document = ?1 AND assignment.given"
                              " ORDER BY label.name";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", hit->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        g_ptr_array_add(labels, g_strdup(arsip_column_text(statement, 0)));
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    g_ptr_array_add(labels, NULL);
    hit->labels = (char **)g_ptr_array_free(g_steal_pointer(&labels), FALSE);
    return TRUE;
}

static guint
rank_of_field(const char *name)
{
    static const char *const order[] = {"nomor", "tanggal", "hal", "sifat", "kode", "kepada", "dari"};
    guint rank = 0;

    while (rank < G_N_ELEMENTS(order) && !g_str_equal(name, order[rank]))
        rank++;
    return rank;
}

static gint
compare_fields(gconstpointer one, gconstpointer other)
{
    const ArsipHitField *a = *(const ArsipHitField *const *)one, *b = *(const ArsipHitField *const *)other;
    guint a_rank = rank_of_field(a->name), b_rank = rank_of_field(b->name);

    return a_rank != b_rank ? (a_rank > b_rank) - (a_rank < b_rank) : g_strcmp0(a->name, b->name);
}

static gboolean
load_fields(ArsipArchive *archive, ArsipSearchHit *hit, GError **error)
{
    static const char sql[] = "SELECT name, value FROM field WHERE document = ?1 AND value <> ''";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", hit->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipHitField *field = g_new0(ArsipHitField, 1);

        field->name = g_strdup(arsip_column_text(statement, 0));
        field->value = g_strdup(arsip_column_text(statement, 1));
        g_ptr_array_add(hit->fields, field);
    }
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    g_ptr_array_sort(hit->fields, compare_fields);
    return TRUE;
}

static void
mask_head(ArsipSearchHit *hit, const ArsipLetter *letter)
{
    arsip_mask_name_of(hit->name, letter);
    for (guint i = 0; i < hit->fields->len; i++) {
        const ArsipHitField *field = g_ptr_array_index(hit->fields, i);

        arsip_mask_field_of(field->name, field->value, letter);
    }
}

ArsipSearchHit *
arsip_hit_load(ArsipArchive *archive, gint64 id, double score, ArsipMatcher *matcher, gboolean is_masked,
               GError **error)
{
    g_autoptr(ArsipSearchHit) hit = g_new0(ArsipSearchHit, 1);
    g_autoptr(ArsipEntry) entry = NULL;
    GError *fault = NULL;

    hit->id = id;
    hit->score = score;
    hit->snippet = g_strdup("");
    hit->marks = g_array_new(FALSE, FALSE, sizeof(ArsipMark));
    hit->fields = g_ptr_array_new_with_free_func(free_field);
    if (!load_document(archive, hit, error) || !load_labels(archive, hit, error) ||
        !load_fields(archive, hit, error))
        return NULL;
    entry = arsip_entry_load(archive, id, &fault);
    if (!arsip_rows_ended(fault, error))
        return NULL;
    if (is_masked)
        mask_head(hit, entry != NULL ? entry->content->letter : NULL);
    if (entry == NULL)
        return g_steal_pointer(&hit);
    arsip_snippet_make(hit, entry, matcher, is_masked);
    return arsip_stored_pages_check(entry->stored, error) ? g_steal_pointer(&hit) : NULL;
}
