/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TESTS_DECODE_PACKAGE_H
#define ARSIP_TESTS_DECODE_PACKAGE_H

#include <archive.h>
#include <archive_entry.h>

#include "decode-help.h"

/* Documents as small as they can be, for tests: members of a ZIP, ended by one without a name. */
typedef struct {
    const char *name, *text;
} Part;

#define PARTS_MAX 16

#define WORD_TYPE  "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define SLIDE_TYPE "application/vnd.openxmlformats-officedocument.presentationml.presentation"

#define OFFICE_LINK "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#define WORD_SPACES                                                                                          \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='" OFFICE_LINK "' "      \
    "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "                     \
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "                                       \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "                                \
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "                         \
    "xmlns:v='urn:schemas-microsoft-com:vml'"

#define RELATIONS(inner)                                                                                     \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inner             \
    "</Relationships>"
#define RELATION(id, kind, target)                                                                           \
    "<Relationship Id='" id "' Type='" OFFICE_LINK "/" kind "' Target='" target "'/>"

#define CONTENT_TYPES(part, type)                                                                            \
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"                           \
    "<Default Extension='xml' ContentType='application/xml'/>"                                               \
    "<Override PartName='/" part "' ContentType='" type ".main+xml'/></Types>"

/* options: libarchive's for ZIPs, or NULL */
static inline int
open_parts_as(const Part *parts, guint n_parts, const char *options)
{
    gsize size = 1 << 20, used = 0;
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();

    for (guint i = 0; i < n_parts; i++)
        size += strlen(parts[i].text) + 1024;
    g_autofree guint8 *bytes = g_malloc(size);
    archive_write_set_format_zip(archive);
    g_assert_cmpint(archive_write_set_options(archive, options), ==, ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(archive, 1);
    g_assert_cmpint(archive_write_open_memory(archive, bytes, size, &used), ==, ARCHIVE_OK);
    for (guint i = 0; i < n_parts; i++) {
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts[i].text));
        g_assert_cmpint(archive_write_header(archive, entry), ==, ARCHIVE_OK);
        g_assert_cmpint(archive_write_data(archive, parts[i].text, strlen(parts[i].text)), ==,
                        (la_ssize_t)strlen(parts[i].text));
    }
    archive_entry_free(entry);
    archive_write_close(archive);
    archive_write_free(archive);
    return open_bytes(bytes, used);
}

static inline int
open_parts(const Part *parts, guint n_parts)
{
    return open_parts_as(parts, n_parts, NULL);
}

/* parts: those of the document itself; its frame is put before them. */
static inline int
open_office(const char *main_part, const char *types, const Part *parts)
{
    g_autofree char *relations =
        g_strdup_printf(RELATIONS(RELATION("rId1", "officeDocument", "%s")), main_part);
    Part all[PARTS_MAX] = {{"[Content_Types].xml", types}, {"_rels/.rels", relations}};
    guint n_parts = 2;

    for (; parts->name != NULL; parts++)
        all[n_parts++] = *parts;
    return open_parts(all, n_parts);
}

/* The pages of a document with a line of dashes between two of them. */
static inline char *
read_pages(int given, GError **error)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, "key", error);
    g_autoptr(GString) pages = g_string_new(NULL);

    if (opened == NULL)
        return NULL;
    g_assert_cmpint(opened->sort, ==, ARSIP_SORT_PAGES);
    for (guint number = 1; number <= opened->n_pages; number++) {
        g_autoptr(ArsipReading) reading = arsip_decoder_read(decoder, fd, "key", number, error);
        if (reading == NULL)
            return NULL;
        g_assert_true(g_utf8_validate(reading->text, -1, NULL));
        g_string_append_printf(pages, "%s%s", number > 1 ? "---\n" : "", reading->text);
    }
    return g_string_free(g_steal_pointer(&pages), FALSE);
}

static inline void
check_pages(int fd, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *pages = read_pages(fd, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(pages, ==, expected);
}

static inline void
check_not_read(int fd, ArsipError code, const char *told)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *pages = read_pages(fd, &error);

    g_assert_null(pages);
    g_assert_error(error, ARSIP_ERROR, (gint)code);
    if (strstr(error->message, told) == NULL)
        g_test_message("told: %s", error->message);
    g_assert_nonnull(strstr(error->message, told));
}

#endif
