/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_UNIT_SEARCH_DESK_H
#define TESTS_UNIT_SEARCH_DESK_H

#include <arsip/search.h>

#include <glib/gstdio.h>
#include <string.h>

#include "archive/catalogue.h"
#include "archive/create.h"
#include "archive/record.h"
#include "search/index.h"

/* An archive to try the index on, and letters that are put into it by hand, zone by zone. */
typedef struct {
    char *folder;
    ArsipArchive *archive;
    gint64 n_originals;
} Desk;

static inline gboolean
desk_needs_no_files(G_GNUC_UNUSED const char *folder, G_GNUC_UNUSED GError **error)
{
    return TRUE;
}

static inline void
desk_open(Desk *desk)
{
    const ArsipSharing sharing = {NULL, FALSE};
    GError *error = NULL;

    desk->folder = g_dir_make_tmp("arsip-search-XXXXXX", &error);
    g_assert_no_error(error);
    desk->n_originals = 0;
    arsip_archive_create(desk->folder, &sharing, desk_needs_no_files, arsip_index_create, &error);
    g_assert_no_error(error);
    desk->archive = arsip_archive_open(desk->folder, ARSIP_ARCHIVE_WRITE, &error);
    g_assert_no_error(error);
    arsip_execute(
        desk->archive, &error,
        "INSERT INTO batch (id, uuid, arguments, who, started, state) VALUES (1, 'b', '', 'w', '', 'done'),"
        " (2, 'c', '', 'w', '', 'done')",
        "");
    g_assert_no_error(error);
}

static inline void
desk_remove_tree(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name;

    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *inside = g_build_filename(path, name, NULL);

        desk_remove_tree(inside);
    }
    g_remove(path);
}

static inline void
desk_close(Desk *desk)
{
    arsip_archive_close(desk->archive);
    desk_remove_tree(desk->folder);
    g_free(desk->folder);
}

static inline void
desk_run(Desk *desk, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipStatement) statement = arsip_statement_once(desk->archive, sql, &error);

    g_assert_no_error(error);
    arsip_statement_step(statement, &error);
    g_assert_no_error(error);
}

/* A letter under way: its pages' text grows with each zone. */
typedef struct {
    ArsipLetter *letter;
    GPtrArray *pages; /* of GString */
} Paper;

static inline void
paper_free_page(gpointer page)
{
    g_string_free(page, TRUE);
}

static inline Paper *
paper_new(void)
{
    Paper *paper = g_new0(Paper, 1);

    paper->letter = arsip_letter_read(NULL, 0);
    paper->pages = g_ptr_array_new_with_free_func(paper_free_page);
    g_ptr_array_add(paper->pages, g_string_new(NULL));
    return paper;
}

static inline void
paper_free(Paper *paper)
{
    arsip_letter_free(paper->letter);
    g_ptr_array_unref(paper->pages);
    g_free(paper);
}

static inline void
paper_turn(Paper *paper)
{
    g_ptr_array_add(paper->pages, g_string_new(NULL));
}

static inline ArsipPlace
paper_write(Paper *paper, const char *text)
{
    GString *page = g_ptr_array_index(paper->pages, paper->pages->len - 1);
    ArsipPlace place = {paper->pages->len, (guint32)page->len, (guint32)strlen(text)};

    g_string_append_printf(page, "%s\n\n", text);
    return place;
}

static inline ArsipPlace
paper_zone(Paper *paper, ArsipZone zone, const char *text)
{
    ArsipZoneText *written = &paper->letter->zones[zone];
    gboolean is_first = written->pieces->len == 0;
    ArsipPiece piece = {(guint32)(is_first ? 0 : strlen(written->text) + 1), paper_write(paper, text)};
    char *before = written->text;

    written->text = is_first ? g_strdup(text) : g_strconcat(before, "\n", text, NULL);
    g_free(before);
    g_array_append_val(written->pieces, piece);
    return piece.place;
}

static inline void
paper_field_at(Paper *paper, const char *name, const char *value, ArsipPlace place)
{
    arsip_letter_set_field(paper->letter, name, value);
    for (guint i = 0; i < paper->letter->fields->len; i++) {
        ArsipField *field = g_ptr_array_index(paper->letter->fields, i);

        if (g_str_equal(field->name, name))
            field->place = place;
    }
}

static inline void
paper_field(Paper *paper, const char *name, const char *value)
{
    paper_field_at(paper, name, value, (ArsipPlace){0, 0, 0});
}

static inline void
paper_personal(Paper *paper, const char *kind, const char *digits, ArsipPlace place)
{
    ArsipPersonal *personal = g_new0(ArsipPersonal, 1);

    personal->kind = g_intern_string(kind);
    personal->value = g_strdup(digits);
    personal->place = place;
    g_ptr_array_add(paper->letter->personal, personal);
}

static inline gint64
desk_add_original(Desk *desk)
{
    g_autofree char *sql = g_strdup_printf("INSERT INTO original (id, sha256, size, media_type)"
                                           " VALUES (%d, randomblob(32), 1, 'image/tiff')",
                                           (int)++desk->n_originals);

    desk_run(desk, sql);
    return desk->n_originals;
}

/* The readings of the paper's pages become those that count. */
static inline GArray *
desk_read(Desk *desk, gint64 id, const Paper *paper)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = arsip_page_rows(desk->archive, id, &error);
    GArray *readings = g_array_new(FALSE, TRUE, sizeof(gint64));

    g_assert_no_error(error);
    g_assert_cmpuint(rows->len, ==, paper->pages->len);
    for (guint i = 0; i < rows->len; i++) {
        g_autoptr(ArsipReading) reading = arsip_reading_new();
        gint64 made;

        g_free(reading->text);
        reading->text = g_strdup(((GString *)g_ptr_array_index(paper->pages, i))->str);
        arsip_page_add_reading(desk->archive, ((ArsipPageRow *)g_ptr_array_index(rows, i))->id, reading, NULL,
                               &made, &error);
        g_assert_no_error(error);
        g_array_append_val(readings, made);
    }
    return readings;
}

static inline void
desk_index(Desk *desk, gint64 id, const char *name, const Paper *paper)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) readings = desk_read(desk, id, paper);

    for (guint i = 0; i < paper->letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(paper->letter->fields, i);
        ArsipFieldRow row = {.name = field->name, .value = field->value};

        arsip_field_set(desk->archive, id, &row, &error);
        g_assert_no_error(error);
    }
    arsip_index_add(desk->archive, id, paper->letter, (const gint64 *)(void *)readings->data, readings->len,
                    name, &error);
    g_assert_no_error(error);
}

/* Files the paper, frees it, and gives the document's number. */
static inline gint64
desk_file(Desk *desk, const char *name, Paper *paper)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *uuid = NULL;
    gint64 original = desk_add_original(desk);
    gint64 id = 0;

    arsip_begin(desk->archive, &error);
    g_assert_no_error(error);
    arsip_document_add(desk->archive, 1, name, original, &id, &uuid, &error);
    g_assert_no_error(error);
    arsip_document_set_pages(desk->archive, id, original, paper->pages->len, &error);
    g_assert_no_error(error);
    desk_index(desk, id, name, paper);
    arsip_document_set_state(desk->archive, id, "filed", NULL, &error);
    g_assert_no_error(error);
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);
    paper_free(paper);
    return id;
}

/* A letter of one page that has a body and nothing else. */
static inline gint64
desk_file_body(Desk *desk, const char *body)
{
    Paper *paper = paper_new();

    paper_zone(paper, ARSIP_ZONE_ISI, body);
    return desk_file(desk, "scan.tif", paper);
}

static inline void
desk_remove(Desk *desk, gint64 id)
{
    GError *error = NULL;

    arsip_begin(desk->archive, &error);
    arsip_index_remove(desk->archive, id, &error);
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);
}

static inline void
desk_label(Desk *desk, gint64 id, const char *label)
{
    g_autoptr(GError) error = NULL;
    ArsipAssignmentRow row = {.label = label, .is_given = TRUE};

    arsip_assignment_set(desk->archive, id, &row, &error);
    g_assert_no_error(error);
}

/* "1 3 4": the documents that a query finds, rising. */
static inline char *
desk_find(Desk *desk, const char *query, ArsipSearchFlags flags)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) ids = NULL;
    GString *found = g_string_new(NULL);

    arsip_search_ids(desk->archive, query, flags, &ids, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(found, "%s%d", i > 0 ? " " : "", (int)g_array_index(ids, gint64, i));
    return g_string_free(found, FALSE);
}

#define assert_finds(desk, query, expected)                                                                  \
    do {                                                                                                     \
        g_autofree char *found = desk_find(desk, query, ARSIP_SEARCH_PLAIN);                                 \
        g_assert_cmpstr(found, ==, expected);                                                                \
    } while (0)

static inline ArsipAnswer *
desk_ask(Desk *desk, const ArsipSearchOptions *options)
{
    g_autoptr(GError) error = NULL;
    ArsipAnswer *answer = arsip_search(desk->archive, options, &error);

    g_assert_no_error(error);
    return answer;
}

/* Whatever the index holds, in words: how often each stands in how many documents. */
static inline char *
dump_vocabulary(Desk *desk)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipStatement) statement = NULL;
    GString *dump = g_string_new(NULL);

    desk_run(desk, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.every_word USING fts5vocab(main, words, col)");
    statement = arsip_statement_once(desk->archive,
                                     "SELECT term, col, doc, cnt FROM temp.every_word ORDER BY 1, 2", &error);
    g_assert_no_error(error);
    while (arsip_statement_step(statement, &error))
        g_string_append_printf(dump, "%s %s %s %s\n", arsip_column_text(statement, 0),
                               arsip_column_text(statement, 1), arsip_column_text(statement, 2),
                               arsip_column_text(statement, 3));
    g_assert_no_error(error);
    return g_string_free(dump, FALSE);
}

static inline Paper *
desk_letter(void)
{
    Paper *paper = paper_new();

    paper_zone(paper, ARSIP_ZONE_JUDUL, "SURAT TUGAS");
    paper_zone(paper, ARSIP_ZONE_ISI, "rapat pertama SPP");
    paper_turn(paper);
    paper_zone(paper, ARSIP_ZONE_ISI, "rapat kedua");
    paper_zone(paper, ARSIP_ZONE_AKHIR, "Tembusan");
    paper_field_at(paper, "hal", "Tugas", (ArsipPlace){1, 6, 5});
    paper_field(paper, "lokasi", "Rak 3");
    return paper;
}

static inline void
index_again(Desk *desk, gint64 id, const char *name, Paper *paper)
{
    g_autoptr(GError) error = NULL;

    arsip_begin(desk->archive, &error);
    g_assert_no_error(error);
    desk_index(desk, id, name, paper);
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);
    paper_free(paper);
}

#endif
