/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/record.h"
#include "search/index.h"
#include "work/filing.h"

#include <arsip/document.h>

void
arsip_folio_free(ArsipFolio *folio)
{
    if (folio == NULL)
        return;
    arsip_stored_pages_free(folio->pages);
    g_free(folio->reading_ids);
    arsip_letter_free(folio->letter);
    g_strfreev(folio->fixed);
    g_strfreev(folio->barred);
    g_free(folio->uuid);
    g_free(folio->name);
    g_free(folio->media_type);
    g_free(folio->received);
    g_free(folio);
}

/* A person has emptied the field that tells of another letter: there is none. */
static gboolean
is_one_letter(ArsipArchive *archive, gint64 id)
{
    g_auto(GStrv) pairs = arsip_field_by_persons(archive, id, NULL);

    for (guint i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        if (g_str_equal(pairs[i], ARSIP_FIELD_ANOTHER))
            return *pairs[i + 1] == '\0';
    return FALSE;
}

static gboolean
list_readings(ArsipArchive *archive, ArsipFolio *folio, GError **error)
{
    g_autoptr(GPtrArray) rows = arsip_page_rows(archive, folio->id, error);

    if (rows == NULL)
        return FALSE;
    folio->reading_ids = g_new0(gint64, rows->len + 1);
    folio->n_pages = rows->len;
    for (guint i = 0; i < rows->len; i++)
        folio->reading_ids[i] = ((const ArsipPageRow *)rows->pdata[i])->reading;
    folio->pages = arsip_stored_pages_new(archive, folio->reading_ids, folio->n_pages);
    return TRUE;
}

static gboolean
read_letter(ArsipArchive *archive, ArsipFolio *folio, GError **error)
{
    g_autoptr(ArsipLetterReader) reader = arsip_letter_reader_new(folio->n_pages);

    for (guint i = 0; i < folio->n_pages; i++) {
        gint64 id = folio->reading_ids[i];
        g_autoptr(ArsipReading) page =
            id != 0 ? arsip_reading_load(archive, id, NULL, error) : arsip_reading_new();

        if (page == NULL)
            return FALSE;
        arsip_letter_reader_add(reader, page);
    }
    if (is_one_letter(archive, folio->id))
        arsip_letter_reader_take_as_one(reader);
    folio->letter = arsip_letter_reader_end(g_steal_pointer(&reader));
    return TRUE;
}

static char **
labels_by_persons(const ArsipDocument *document, gboolean is_given)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        if (label->who != NULL && label->is_given == is_given)
            g_ptr_array_add(names, g_strdup(label->name));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* A person's "there is none" is an empty value in the catalogue. */
static gboolean
apply_persons_fields(ArsipArchive *archive, ArsipFolio *folio, GError **error)
{
    g_auto(GStrv) pairs = arsip_field_by_persons(archive, folio->id, error);

    if (pairs == NULL)
        return FALSE;
    for (guint i = 0; pairs[i] != NULL; i += 2)
        arsip_letter_set_field(folio->letter, pairs[i], *pairs[i + 1] != '\0' ? pairs[i + 1] : NULL);
    return TRUE;
}

static ArsipFolio *
load_head(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(ArsipFolio) folio = g_new0(ArsipFolio, 1);
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, id, FALSE, error);

    if (document == NULL)
        return NULL;
    folio->id = id;
    folio->uuid = g_steal_pointer(&document->uuid);
    folio->name = g_steal_pointer(&document->name);
    folio->media_type = g_steal_pointer(&document->media_type);
    folio->received = g_steal_pointer(&document->received);
    folio->batch = document->batch;
    folio->fixed = labels_by_persons(document, TRUE);
    folio->barred = labels_by_persons(document, FALSE);
    return list_readings(archive, folio, error) ? g_steal_pointer(&folio) : NULL;
}

ArsipFolio *
arsip_folio_load(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(ArsipFolio) folio = load_head(archive, id, error);

    if (folio == NULL || !read_letter(archive, folio, error) || !apply_persons_fields(archive, folio, error))
        return NULL;
    return g_steal_pointer(&folio);
}

ArsipFolio *
arsip_folio_recall(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(ArsipFolio) folio = load_head(archive, id, error);

    if (folio == NULL ||
        !arsip_index_recall(archive, id, folio->reading_ids, folio->n_pages, &folio->letter, error))
        return NULL;
    folio->is_as_filed = folio->letter != NULL;
    if (folio->letter == NULL &&
        (!read_letter(archive, folio, error) || !apply_persons_fields(archive, folio, error)))
        return NULL;
    return g_steal_pointer(&folio);
}

ArsipVerdict *
arsip_folio_judge(const ArsipFolio *folio, const ArsipRules *rules, GError **error)
{
    ArsipSubject subject = {.letter = folio->letter,
                            .pages = arsip_stored_pages(folio->pages),
                            .file_name = folio->name,
                            .media_type = folio->media_type,
                            .received = folio->received,
                            .batch = folio->batch,
                            .labels = (const char *const *)folio->fixed};
    g_autoptr(ArsipVerdict) verdict = arsip_rules_judge(rules, &subject, (const char *const *)folio->fixed,
                                                        (const char *const *)folio->barred);

    return arsip_stored_pages_check(folio->pages, error) ? g_steal_pointer(&verdict) : NULL;
}

ArsipRules *
arsip_folio_rules(ArsipArchive *archive, GError **error)
{
    g_autofree char *folder = g_build_filename(arsip_archive_folder(archive), "rules", NULL);

    return arsip_rules_load(folder, error);
}
