/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "decode-help.h"
#include "decode/container/member-path.h"

/* What offices send each other packed: formats, compressions, passwords, names. */

#define LINE "Surat undangan rapat.\n"
#define ROOM (4u * 1024 * 1024)

static const ArsipUnpackLimits usual = {
    .max_entries = 1000, .max_bytes = G_GUINT64_CONSTANT(1) << 30, .max_ratio = 200};

/* An archive being made in memory by libarchive. */
typedef struct {
    struct archive *archive;
    guint8 *bytes;
    size_t length;
} Packed;

static void
pack_begin(Packed *packed, int format, int filter, const char *options, const char *password)
{
    packed->archive = archive_write_new();
    packed->bytes = g_malloc0(ROOM);
    packed->length = 0;
    g_assert_cmpint(archive_write_set_format(packed->archive, format), ==, ARCHIVE_OK);
    g_assert_cmpint(archive_write_add_filter(packed->archive, filter), ==, ARCHIVE_OK);
    g_assert_cmpint(archive_write_set_options(packed->archive, options), ==, ARCHIVE_OK);
    if (password != NULL)
        g_assert_cmpint(archive_write_set_passphrase(packed->archive, password), ==, ARCHIVE_OK);
    g_assert_cmpint(archive_write_open_memory(packed->archive, packed->bytes, ROOM, &packed->length), ==,
                    ARCHIVE_OK);
}

/* target: of a hard link, else NULL. */
static void
pack_entry(Packed *packed, const char *path, const char *text, const char *target)
{
    struct archive_entry *entry = archive_entry_new();
    gsize length = strlen(text);

    archive_entry_copy_pathname(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    archive_entry_set_size(entry, (gint64)length);
    if (target != NULL)
        archive_entry_copy_hardlink(entry, target);
    g_assert_cmpint(archive_write_header(packed->archive, entry), >=, ARCHIVE_WARN);
    if (length > 0)
        g_assert_cmpint(archive_write_data(packed->archive, text, length), ==, (gssize)length);
    archive_entry_free(entry);
}

/* The archive as an open file. */
static int
pack_end(Packed *packed)
{
    g_assert_cmpint(archive_write_free(packed->archive), ==, ARCHIVE_OK);
    int fd = open_bytes(packed->bytes, packed->length);
    g_free(packed->bytes);
    return fd;
}

static int
pack_one(int format, int filter, const char *options, const char *password)
{
    Packed packed;

    pack_begin(&packed, format, filter, options, password);
    pack_entry(&packed, "surat/satu.txt", LINE, NULL);
    return pack_end(&packed);
}

/* The members as lines: path, size or the code of the error. */
static gboolean
note_member(const ArsipMember *member, gpointer data, GError **error)
{
    g_autofree char *path = g_strescape(member->path, NULL);

    (void)error;
    if (member->error != NULL)
        g_string_append_printf(data, "%s !%d\n", path, member->error->code);
    else
        g_string_append_printf(data, "%s %" G_GUINT64_FORMAT "\n", path, member->size);
    return TRUE;
}

static char *
members_of(int fd, const char *const *passwords, int output, GError **error)
{
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GString) members = g_string_new(NULL);

    arsip_decoder_set_passwords(decoder, passwords);
    arsip_decoder_unpack(decoder, fd, output, &usual, note_member, members, error);
    return g_string_free(g_steal_pointer(&members), FALSE);
}

/* given: closed here. */
static void
check(int given, const char *const *passwords, const char *expected)
{
    g_auto(ArsipFd) fd = given;
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(GError) error = NULL;

    g_autofree char *members = members_of(fd, passwords, output, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(members, ==, expected);
}

static void
check_fails(int given, ArsipError code, const char *expected)
{
    g_auto(ArsipFd) fd = given;
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(GError) error = NULL;

    g_autofree char *members = members_of(fd, NULL, output, &error);

    g_assert_error(error, ARSIP_ERROR, (gint)code);
    g_assert_cmpstr(members, ==, expected);
}

static ArsipSort
sort_of(int given)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, &error);

    g_assert_no_error(error);
    return opened->sort;
}

static void
test_every_compression_is_opened(void)
{
    static const int filters[] = {ARCHIVE_FILTER_NONE,     ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2,
                                  ARCHIVE_FILTER_COMPRESS, ARCHIVE_FILTER_LZMA, ARCHIVE_FILTER_XZ,
                                  ARCHIVE_FILTER_LZIP,     ARCHIVE_FILTER_LZ4,  ARCHIVE_FILTER_ZSTD};

    for (gsize i = 0; i < G_N_ELEMENTS(filters); i++) {
        g_assert_cmpint(sort_of(pack_one(ARCHIVE_FORMAT_TAR_USTAR, filters[i], "", NULL)), ==,
                        ARSIP_SORT_CONTAINER);
        check(pack_one(ARCHIVE_FORMAT_TAR_USTAR, filters[i], "", NULL), NULL, "surat/satu.txt 22\n");
    }
}

static void
test_every_format_is_opened(void)
{
    static const int formats[] = {ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FORMAT_TAR_GNUTAR,
                                  ARCHIVE_FORMAT_ZIP, ARCHIVE_FORMAT_7ZIP, ARCHIVE_FORMAT_ISO9660};

    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_assert_cmpint(sort_of(pack_one(formats[i], ARCHIVE_FILTER_NONE, "", NULL)), ==,
                        ARSIP_SORT_CONTAINER);
        check(pack_one(formats[i], ARCHIVE_FILTER_NONE, "", NULL), NULL, "surat/satu.txt 22\n");
    }
}

static void
test_formats_that_only_their_makers_write_are_opened(void)
{
    static const struct {
        const char *sample, *members;
    } known[] = {
        {"good-small.rar", "test.txt 20\ntestlink !8\ntestdir/test.txt 20\n"},
        {"good-small-5.rar", "test1.bin 4096\ntest2.bin 4096\ntest3.bin 4096\ntest4.bin 4096\n"},
        {"good-small.cab", "empty 0\ndir1/file1 60\ndir2/file2 78\n"},
        {"good-small.lzh", "caf\\303\\251.txt 22\n"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        g_assert_cmpint(sort_of(open_sample(known[i].sample)), ==, ARSIP_SORT_CONTAINER);
        check(open_sample(known[i].sample), NULL, known[i].members);
    }
}

/* A CD begins with zeros, as an empty TAR does. */
static void
test_a_compressed_cd_is_one_file(void)
{
    g_auto(ArsipFd) cd = pack_one(ARCHIVE_FORMAT_ISO9660, ARCHIVE_FILTER_NONE, "", NULL);
    off_t size = lseek(cd, 0, SEEK_END);
    g_autofree char *expected = g_strdup_printf("data %" G_GINT64_FORMAT "\n", (gint64)size);

    check(pack_one(ARCHIVE_FORMAT_ISO9660, ARCHIVE_FILTER_COMPRESS, "", NULL), NULL, expected);
}

/* gzip's of no bytes (RFC 1952). */
static void
test_nothing_that_was_compressed_is_nothing(void)
{
    static const guint8 bytes[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    check_fails(open_bytes(bytes, sizeof bytes), ARSIP_ERROR_EMPTY, "");
}

static void
test_packages_of_programs_are_not_opened(void)
{
    static const char deb[] = "!<arch>\ndebian-binary   1700000000  0     0     100644  4         `\n2.0\n";
    static const char lzop[] = "\x89LZO\0\r\n\x1a\n\x10\x30\x20\x60";

    g_assert_cmpint(sort_of(pack_one(ARCHIVE_FORMAT_CPIO_POSIX, ARCHIVE_FILTER_NONE, "", NULL)), ==,
                    ARSIP_SORT_UNSUPPORTED);
    g_assert_cmpint(sort_of(open_bytes(deb, sizeof deb)), ==, ARSIP_SORT_UNSUPPORTED);
    g_assert_cmpint(sort_of(open_bytes(lzop, sizeof lzop)), ==, ARSIP_SORT_UNSUPPORTED);
}

/* libarchive 3.6.2 alone never comes back from this one. */
static void
test_filters_within_filters_are_not_followed(void)
{
    check(open_sample("bad-recursive.gz"), NULL, "data 408\n");
}

static void
test_the_right_password_of_several_opens_a_zip(void)
{
    static const char *const encryptions[] = {"zip:encryption=zipcrypt", "zip:encryption=aes128",
                                              "zip:encryption=aes256"};
    const char *const passwords[] = {"salah", "rahasia \xc3\xa9", "lain", NULL};

    for (gsize i = 0; i < G_N_ELEMENTS(encryptions); i++)
        check(pack_one(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, encryptions[i], "rahasia \xc3\xa9"),
              passwords, "surat/satu.txt 22\n");
}

static void
test_without_the_right_password_a_member_is_told_as_locked(void)
{
    const char *const wrong[] = {"salah", NULL};

    check(pack_one(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:encryption=aes256", "benar"), wrong,
          "surat/satu.txt !9\n");
    check(pack_one(ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:encryption=aes256", "benar"), NULL,
          "surat/satu.txt !9\n");
}

static void
test_a_locked_7z_is_told_whatever_the_passwords(void)
{
    const char *const passwords[] = {"password", NULL};

    check(open_sample("bad-password.7z"), NULL, "bar.txt !9\n");
    check(open_sample("bad-password.7z"), passwords, "bar.txt !9\n");
}

static int
pack_name(int format, const char *options, const char *path)
{
    Packed packed;

    pack_begin(&packed, format, ARCHIVE_FILTER_NONE, options, NULL);
    pack_entry(&packed, path, LINE, NULL);
    return pack_end(&packed);
}

/* 0x82 is an e with an acute accent in 437 and 850. */
static void
test_names_in_a_windows_code_page_are_readable(void)
{
    check(pack_name(ARCHIVE_FORMAT_ZIP, "", "caf\x82.txt"), NULL, "caf\\303\\251.txt 22\n");
}

static void
test_names_in_utf8_stay(void)
{
    check(pack_name(ARCHIVE_FORMAT_ZIP, "", "caf\xc3\xa9.txt"), NULL, "caf\\303\\251.txt 22\n");
    check(pack_name(ARCHIVE_FORMAT_TAR_USTAR, "", "caf\xc3\xa9.txt"), NULL, "caf\\303\\251.txt 22\n");
}

static void
test_bytes_that_nothing_is_known_of_stay(void)
{
    check(pack_name(ARCHIVE_FORMAT_TAR_GNUTAR, "", "caf\xff\x82.txt"), NULL, "caf\\377\\202.txt 22\n");
}

/* What failed before for want of memory has left its errno behind. */
static void
test_a_name_that_cannot_be_converted_ends_nothing(void)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_copy_pathname(entry, "caf\xff.txt");

    errno = ENOMEM;
    g_autofree char *path = arsip_member_path(entry, ARCHIVE_FORMAT_TAR_USTAR);

    g_assert_cmpstr(path, ==, "caf\xff.txt");
    archive_entry_free(entry);
}

static void
test_no_name_leads_out(void)
{
    check(pack_name(ARCHIVE_FORMAT_TAR_USTAR, "", "../../etc/./passwd"), NULL, "etc/passwd 22\n");
    check(pack_name(ARCHIVE_FORMAT_TAR_USTAR, "", "//server/../bagi"), NULL, "server/bagi 22\n");
    check(pack_name(ARCHIVE_FORMAT_ZIP, "", "..\\..\\Windows\\win.ini"), NULL, "Windows/win.ini 22\n");
    check(pack_name(ARCHIVE_FORMAT_TAR_USTAR, "", ".."), NULL, "data 22\n");
}

static void
test_a_second_name_has_the_bytes_of_the_first(void)
{
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    char bytes[44];
    Packed packed;
    pack_begin(&packed, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, "", NULL);
    pack_entry(&packed, "satu.txt", LINE, NULL);
    pack_entry(&packed, "dua.txt", "", "satu.txt");
    pack_entry(&packed, "tiga.txt", "", "/etc/passwd");
    g_auto(ArsipFd) fd = pack_end(&packed);

    g_autofree char *members = members_of(fd, NULL, output, NULL);

    g_assert_cmpstr(members, ==, "satu.txt 22\ndua.txt 22\ntiga.txt !8\n");
    g_assert_cmpint(pread(output, bytes, sizeof bytes, 0), ==, sizeof bytes);
    g_assert_true(memcmp(bytes, LINE LINE, sizeof bytes) == 0);
}

/* A TAR of GNU's with one file: a hole, then one line (GNU tar manual, "Basic Tar Format": oldgnu sparse). */
static int
pack_hole(guint64 hole)
{
    guint8 bytes[2048] = "lubang.txt";
    char *header = (char *)bytes;
    guint sum = 0;

    memcpy(header + 100,
           "0000600\0"
           "0000000\0"
           "0000000\0",
           24);
    g_snprintf(header + 124, 12, "%011o", 22u);
    memcpy(header + 136,
           "14000000000\0"
           "        "
           "S",
           21);
    memcpy(header + 257, "ustar  ", 8);
    g_snprintf(header + 386, 12, "%011" G_GINT64_MODIFIER "o", hole);
    g_snprintf(header + 398, 12, "%011o", 22u);
    g_snprintf(header + 483, 12, "%011" G_GINT64_MODIFIER "o", hole + 22);
    for (guint i = 0; i < 512; i++)
        sum += bytes[i];
    g_snprintf(header + 148, 8, "%06o", sum);
    memcpy(bytes + 512, LINE, strlen(LINE));
    return open_bytes(bytes, sizeof bytes);
}

static void
test_holes_are_zeros(void)
{
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_auto(ArsipFd) fd = pack_hole(100000);
    char bytes[23];

    g_autofree char *members = members_of(fd, NULL, output, NULL);

    g_assert_cmpstr(members, ==, "lubang.txt 100022\n");
    g_assert_cmpint(pread(output, bytes, sizeof bytes, 99999), ==, sizeof bytes);
    g_assert_true(memcmp(bytes, "\0" LINE, sizeof bytes) == 0);
}

static void
test_a_hole_as_large_as_a_disk_is_a_bomb(void)
{
    check_fails(pack_hole(G_GUINT64_CONSTANT(1) << 32), ARSIP_ERROR_LIMIT, "");
}

static void
test_archives_one_after_the_other_are_all_opened(void)
{
    g_auto(ArsipFd) first = pack_name(ARCHIVE_FORMAT_TAR_USTAR, "", "satu.txt");
    g_auto(ArsipFd) second = pack_name(ARCHIVE_FORMAT_TAR_USTAR, "", "dua.txt");
    guint8 bytes[65536];
    gssize length = pread(first, bytes, sizeof bytes / 2, 0);
    length += pread(second, bytes + length, sizeof bytes / 2, 0);

    check(open_bytes(bytes, (gsize)length), NULL, "satu.txt 22\ndua.txt 22\n");
}

/* In the middle of its second member, so without its table of contents, which stands at the end. */
static void
test_a_zip_that_is_cut_short_gives_what_is_left(void)
{
    g_auto(ArsipFd) whole = open_sample("good-batch.zip");
    guint8 bytes[128];
    g_assert_cmpint(pread(whole, bytes, sizeof bytes, 0), ==, sizeof bytes);

    check_fails(open_bytes(bytes, sizeof bytes), ARSIP_ERROR_DAMAGED,
                "surat/satu.txt 22\nsurat/dua \\303\\251.txt !7\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/archive/" #name, test_##name)
    ADD(every_compression_is_opened);
    ADD(every_format_is_opened);
    ADD(formats_that_only_their_makers_write_are_opened);
    ADD(a_compressed_cd_is_one_file);
    ADD(nothing_that_was_compressed_is_nothing);
    ADD(packages_of_programs_are_not_opened);
    ADD(filters_within_filters_are_not_followed);
    ADD(the_right_password_of_several_opens_a_zip);
    ADD(without_the_right_password_a_member_is_told_as_locked);
    ADD(a_locked_7z_is_told_whatever_the_passwords);
    ADD(names_in_a_windows_code_page_are_readable);
    ADD(names_in_utf8_stay);
    ADD(bytes_that_nothing_is_known_of_stay);
    ADD(a_name_that_cannot_be_converted_ends_nothing);
    ADD(no_name_leads_out);
    ADD(a_second_name_has_the_bytes_of_the_first);
    ADD(holes_are_zeros);
    ADD(a_hole_as_large_as_a_disk_is_a_bomb);
    ADD(archives_one_after_the_other_are_all_opened);
    ADD(a_zip_that_is_cut_short_gives_what_is_left);
#undef ADD
    return g_test_run();
}
