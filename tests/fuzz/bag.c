/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "custody/manifest.h"
#include "custody/record.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* What was read is written down again, and is the same when that is read. */
static void
check_document(const char *line)
{
    g_autoptr(ArsipWhole) whole = arsip_record_read_document(line, NULL);
    g_autoptr(ArsipJson) json = arsip_json_new();
    g_autoptr(ArsipJson) same = arsip_json_new();
    g_autoptr(ArsipWhole) again = NULL;

    if (whole == NULL)
        return;
    arsip_record_add_document(json, whole);
    again = arsip_record_read_document(arsip_json_line(json), NULL);
    g_assert_nonnull(again);
    arsip_record_add_document(same, again);
    g_assert_cmpstr(arsip_json_line(same), ==, arsip_json_line(json));
}

static void
check_page(const char *line)
{
    ArsipWholeOriginal original = {0};
    g_autoptr(GPtrArray) originals = g_ptr_array_new();
    ArsipWhole whole = {.uuid = (char *)"14be56c2-0e4d-40b6-a4fb-7e24e1b7b7f0", .originals = originals};
    g_autoptr(ArsipWholePage) page = NULL;
    g_autoptr(ArsipWholePage) again = NULL;
    g_autoptr(ArsipJson) json = arsip_json_new();

    g_ptr_array_add(originals, &original);
    page = arsip_record_read_page(line, &whole, 1, NULL);
    if (page == NULL)
        return;
    arsip_record_add_page(json, &whole, page);
    again = arsip_record_read_page(arsip_json_line(json), &whole, 1, NULL);
    g_assert_nonnull(again);
    g_assert_cmpuint(again->readings->len, ==, page->readings->len);
}

static void
check_link(const char *line)
{
    g_auto(ArsipLink) link = {0};
    g_auto(ArsipLink) again = {0};
    g_autoptr(ArsipJson) json = arsip_json_new();

    if (!arsip_record_read_link(line, &link, NULL))
        return;
    arsip_record_add_link(json, &link, FALSE);
    g_assert_true(arsip_record_read_link(arsip_json_line(json), &again, NULL));
    g_assert_cmpstr(again.event.detail, ==, link.event.detail);
}

/* A path that a manifest may name stays below the bag, and is the same when it is written down again. */
static void
check_manifest(const char *line)
{
    for (ArsipDigestKind kind = 0; kind < ARSIP_DIGEST_KINDS; kind++) {
        g_autofree char *sum = NULL;
        g_autofree char *path = NULL;
        g_autofree char *written = NULL;
        g_autofree char *whole = NULL;
        g_autofree char *again = NULL;
        g_autofree char *same = NULL;

        if (!arsip_manifest_read_line(line, kind, TRUE, &sum, &path, NULL))
            continue;
        g_assert_true(*path != '/' && !g_str_has_prefix(path, "../") && strstr(path, "/../") == NULL);
        written = arsip_manifest_write_path(path);
        whole = g_strdup_printf("%s  %s", sum, written);
        g_assert_true(arsip_manifest_read_line(whole, kind, TRUE, &again, &same, NULL));
        g_assert_cmpstr(same, ==, path);
    }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *copy = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", 100);

    for (guint i = 0; lines[i] != NULL; i++) {
        check_document(lines[i]);
        check_page(lines[i]);
        check_link(lines[i]);
        check_manifest(lines[i]);
    }
    return 0;
}
