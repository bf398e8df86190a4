/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a bag's manifests, and texts of records that must come back as they were. */
#include "custody/manifest.h"
#include "custody/record.h"

#define ZEROS "00000000000000000000000000000000"

static char *
path_of(const char *rest, gboolean decodes)
{
    g_autofree char *line = g_strconcat(ZEROS, rest, NULL);
    g_autofree char *sum = NULL;
    char *path = NULL;
    GError *error = NULL;

    if (arsip_manifest_read_line(line, ARSIP_DIGEST_MD5, decodes, &sum, &path, &error))
        return path;
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_clear_error(&error);
    return NULL;
}

static void
assert_path(const char *rest, gboolean decodes, const char *expected)
{
    g_autofree char *path = path_of(rest, decodes);

    g_assert_cmpstr(path, ==, expected);
}

static void
blanks_stars_and_ends_of_lines_are_read_as_the_standard_has_them(void)
{
    assert_path("  data/a b.txt", TRUE, "data/a b.txt");
    assert_path("\tdata/a", TRUE, "data/a");
    assert_path(" *data/a", TRUE, "data/a");
    assert_path("  *a", TRUE, "*a");
    assert_path("  ./data/a", TRUE, "data/a");
    assert_path("  data/a%0Ab%0dc", TRUE, "data/a\nb\rc");
    assert_path("  data/100%25", TRUE, "data/100%");
    assert_path("  data/100%25", FALSE, "data/100%25");
    assert_path("  data/%41", TRUE, "data/%41");
}

static void
a_path_that_leads_out_is_none(void)
{
    static const char *const paths[] = {
        "  /etc/passwd", "  ../a", "  data/../../a", "  data/..", "  data//a", "  ./../a", "  data/",
        "  .",           "  ",     "  \xff",         "data/a",    "0  data/a"};

    for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_path(paths[i], TRUE, NULL);
}

static void
what_a_manifest_cannot_hold_is_encoded_and_comes_back(void)
{
    static const char path[] = "data/a\r\n100%/%0A %25";
    g_autofree char *written = arsip_manifest_write_path(path);
    g_autofree char *rest = g_strconcat("  ", written, NULL);

    g_assert_cmpstr(written, ==, "data/a%0D%0A100%25/%250A %2525");
    assert_path(rest, TRUE, path);
}

static void
names_of_manifests_tell_what_they_list(void)
{
    gboolean is_of_tags, is_known;
    ArsipDigestKind kind;

    g_assert_true(arsip_manifest_read_name("manifest-sha512.txt", &is_of_tags, &is_known, &kind));
    g_assert_true(!is_of_tags && is_known && kind == ARSIP_DIGEST_SHA512);
    g_assert_true(arsip_manifest_read_name("tagmanifest-md5.txt", &is_of_tags, &is_known, &kind));
    g_assert_true(is_of_tags && is_known && kind == ARSIP_DIGEST_MD5);
    g_assert_true(arsip_manifest_read_name("manifest-blake3.txt", &is_of_tags, &is_known, &kind));
    g_assert_false(is_known);
    g_assert_false(arsip_manifest_read_name("manifest.txt", &is_of_tags, &is_known, &kind));
    g_assert_false(arsip_manifest_read_name("data/manifest-md5.txt", &is_of_tags, &is_known, &kind));
}

static void
a_path_of_any_bytes_comes_back(void)
{
    static const char *const paths[] = {"a b", "100%", "%41", "\xff\xfe/x", "é/\xc3", "\n\x01", "%%FF\xff"};

    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *text = arsip_record_path_text(paths[i]);
        g_autofree char *bytes = arsip_record_path_bytes(text);

        g_assert_true(g_utf8_validate(text, -1, NULL));
        g_assert_cmpstr(bytes, ==, paths[i]);
    }
}

static void
digests_are_those_of_others(void)
{
    g_autoptr(ArsipDigest) digest =
        arsip_digest_new(ARSIP_DIGEST_BIT(ARSIP_DIGEST_MD5) | ARSIP_DIGEST_BIT(ARSIP_DIGEST_SHA1));

    arsip_digest_update(digest, "ab", 2);
    arsip_digest_update(digest, "c", 1);
    arsip_digest_end(digest);
    g_assert_cmpstr(arsip_digest_text(digest, ARSIP_DIGEST_MD5), ==, "900150983cd24fb0d6963f7d28e17f72");
    g_assert_cmpstr(arsip_digest_text(digest, ARSIP_DIGEST_SHA1), ==,
                    "a9993e364706816aba3e25717850c26c9cd0d89d");
    g_assert_null(arsip_digest_text(digest, ARSIP_DIGEST_SHA256));
    arsip_digest_end(digest);
    g_assert_cmpstr(arsip_digest_text(digest, ARSIP_DIGEST_MD5), ==, "d41d8cd98f00b204e9800998ecf8427e");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/custody/blanks_stars_and_ends_of_lines_are_read_as_the_standard_has_them",
                    blanks_stars_and_ends_of_lines_are_read_as_the_standard_has_them);
    g_test_add_func("/custody/a_path_that_leads_out_is_none", a_path_that_leads_out_is_none);
    g_test_add_func("/custody/what_a_manifest_cannot_hold_is_encoded_and_comes_back",
                    what_a_manifest_cannot_hold_is_encoded_and_comes_back);
    g_test_add_func("/custody/names_of_manifests_tell_what_they_list",
                    names_of_manifests_tell_what_they_list);
    g_test_add_func("/custody/a_path_of_any_bytes_comes_back", a_path_of_any_bytes_comes_back);
    g_test_add_func("/custody/digests_are_those_of_others", digests_are_those_of_others);
    return g_test_run();
}
