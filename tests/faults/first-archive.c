/* SPDX-License-Identifier: GPL-3.0-or-later */
/* first-archive FOLDER: makes an archive as the first version of arsip did, with one letter of two pages in
 * it. */
#include <arsip/archive.h>

#include <fcntl.h>
#include <glib/gstdio.h>

#include "archive/catalogue.h"
#include "archive/event.h"
#include "archive/intake.h"
#include "archive/private.h"
#include "archive/schema.h"
#include "archive/transaction.h"
#include "search/index.h"
#include "work/filing.h"

static const char letter[] = "Nomor : 005/117-Um\nundangan rapat\n";

/* The words have no boxes. */
static const char rows[] =
    "INSERT INTO archive (id, uuid, schema, tokenizer, rules, created) VALUES"
    "  (1, '0b0e1f7c-0000-4000-8000-000000000001', 1, 0, '', '2024-03-12T03:04:05.678Z');"
    "INSERT INTO batch (id, uuid, arguments, who, started, finished, state) VALUES"
    "  (1, '0b0e1f7c-0000-4000-8000-000000000002', '{}', 'budi', '2024-03-12T03:04:05.678Z',"
    "   '2024-03-12T03:04:06.678Z', 'done');"
    "INSERT INTO arrival (id, batch, original, name, path, modified, outcome) VALUES"
    "  (1, 1, 1, 'surat.txt', CAST('/surat/surat.txt' AS BLOB), 0, 'new');"
    "INSERT INTO document (id, uuid, batch, name, state, received) VALUES"
    "  (1, '0b0e1f7c-0000-4000-8000-000000000003', 1, 'surat.txt', 'filed', '2024-03-12');"
    "INSERT INTO page (id, document, number, original, original_page, state) VALUES"
    "  (1, 1, 1, 1, 1, 'read'), (2, 1, 2, 1, 2, 'read');"
    "INSERT INTO main.reading (id, page, made, who, text, words, confidence, rotation, skew, width, height, "
    "dpi,"
    "                          blank, method) VALUES"
    "  (1, 1, '2024-03-12T03:04:06.000Z', NULL, 'Nomor : 005/117-Um' || char(10) || 'undangan rapat' || "
    "char(10),"
    "   x'0100', 51.5, 0, 0, 1653, 2339, 200, 0, 'otsu'),"
    "  (2, 2, '2024-03-12T03:04:06.000Z', NULL, '', x'0100', 0, 0, 0, 1653, 2339, 200, 1, 'otsu');"
    "UPDATE page SET reading = id;";

static void
check(gboolean is_done, GError *error)
{
    if (!is_done)
        g_error("the archive cannot be made: %s", error != NULL ? error->message : "?");
}

static void
run(ArsipArchive *archive, const char *sql)
{
    check(sqlite3_exec(archive->database, sql, NULL, NULL, NULL) == SQLITE_OK, NULL);
}

static void
make_folders(const char *folder)
{
    static const char *const inside[] = {"", "files", "incoming", "rules", "words"};
    g_autofree char *rules = g_build_filename(folder, "rules", "10-jenis.yaml", NULL);
    g_autofree char *catalogue = g_build_filename(folder, "arsip.db", NULL);
    GError *error = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(inside); i++) {
        g_autofree char *path = g_build_filename(folder, inside[i], NULL);

        check(g_mkdir_with_parents(path, 0700) == 0, NULL);
    }
    check(g_file_set_contents(rules, "rules:\n  - label: jenis/undangan\n    any: [ 'isi:undangan' ]\n", -1,
                              &error),
          error);
    check(g_file_set_contents(catalogue, "", 0, &error), error);
}

static void
store_letter(ArsipArchive *archive)
{
    static const char sql[] =
        "INSERT INTO original (id, sha256, size, media_type) VALUES (1, ?1, ?2, 'text/plain')";
    g_autofree char *path = NULL;
    guint8 sha256[ARSIP_HASH_SIZE];
    guint64 size;
    GError *error = NULL;
    int fd = g_file_open_tmp(NULL, &path, &error);
    ArsipIntake *intake = arsip_intake_begin(archive, &error);

    check(fd >= 0 && intake != NULL && g_file_set_contents(path, letter, -1, &error), error);
    g_close(fd, NULL);
    fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    check(arsip_intake_take(intake, fd, "surat.txt", 0, G_MAXUINT64, sha256, &size, &error), error);
    g_close(fd, NULL);
    g_unlink(path);
    arsip_intake_end(intake);
    check(arsip_execute(archive, &error, sql, "hi", sha256, (gint64)size), error);
}

static void
fill(ArsipArchive *archive)
{
    g_autoptr(ArsipRules) rules = NULL;
    GError *error = NULL;

    run(archive, "PRAGMA journal_mode = WAL");
    check(arsip_begin(archive, &error), error);
    for (const char *const *part = arsip_schema_step(0); *part != NULL; part++)
        run(archive, *part);
    store_letter(archive);
    run(archive, rows);
    run(archive, arsip_schema_view(1)); /* for what files the letter and knows only today's tables */
    rules = arsip_folio_rules(archive, &error);
    check(rules != NULL && arsip_index_create(archive, &error) &&
              arsip_file_document(archive, 1, rules, "document.filed", NULL, &error) &&
              arsip_commit(archive, &error),
          error);
}

int
main(int count, char **arguments)
{
    g_autoptr(ArsipArchive) archive = NULL;
    GError *error = NULL;

    if (count != 2)
        return 64;
    make_folders(arguments[1]);
    archive = arsip_archive_connect(arguments[1], ARSIP_ARCHIVE_WRITE, SQLITE_OPEN_READWRITE, &error);
    check(archive != NULL, error);
    fill(archive);
    return 0;
}
