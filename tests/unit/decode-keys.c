/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"

/* Locked members, and passwords that seem to fit them. */

static const ArsipUnpackLimits usual = {
    .max_entries = 1000, .max_bytes = G_GUINT64_CONSTANT(1) << 30, .max_ratio = 200};

typedef struct {
    GString *told;
    int output;
} Members;

/* A line for each: its path, and its bytes or the code of its error. */
static gboolean
note_member(const ArsipMember *member, gpointer data, GError **error)
{
    const Members *members = data;
    g_autofree char *bytes = g_malloc0(member->size + 1);

    (void)error;
    g_assert_cmpint(pread(members->output, bytes, member->size, (off_t)member->offset), ==,
                    (gssize)member->size);
    g_autofree char *text = g_strescape(bytes, NULL);
    if (member->error != NULL)
        g_string_append_printf(members->told, "%s !%d\n", member->path, member->error->code);
    else
        g_string_append_printf(members->told, "%s %s\n", member->path, text);
    return TRUE;
}

/* fd: closed here. */
static void
check(int fd, const char *const *passwords, const char *expected)
{
    g_auto(ArsipFd) packed = fd;
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GString) told = g_string_new(NULL);
    Members members = {.told = told, .output = output};
    g_autoptr(GError) error = NULL;

    arsip_decoder_set_passwords(decoder, passwords);
    arsip_decoder_unpack(decoder, packed, output, &usual, note_member, &members, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(told->str, ==, expected);
}

#define STORED   "simpan.txt Surat mutasi pegawai, disimpan.\\n\n"
#define OTHER    "lain.txt Dikunci dengan kata sandi yang lain.\\n\n"
#define LINE     "Surat kenaikan pangkat, dimampatkan.\\n"
#define DEFLATED "mampat.txt " LINE LINE LINE "\n"

/* "salah" agrees with the byte that is kept of the password of each of the three. */
static void
test_a_wrong_password_that_agrees_with_the_check_is_not_taken_for_the_right_one(void)
{
    const char *const wrong_first[] = {"salah", "rahasia", NULL};
    const char *const right_first[] = {"rahasia", "salah", NULL};

    check(open_sample("bad-one-byte.zip"), wrong_first, STORED "lain.txt !9\n" DEFLATED);
    check(open_sample("bad-one-byte.zip"), right_first, STORED "lain.txt !9\n" DEFLATED);
}

static void
test_each_member_is_opened_with_its_own_password(void)
{
    const char *const passwords[] = {"salah", "keliru", "tersembunyi", "rahasia", NULL};

    check(open_sample("bad-one-byte.zip"), passwords, STORED OTHER DEFLATED);
}

static void
test_a_wrong_password_that_agrees_with_the_check_alone_opens_nothing(void)
{
    const char *const wrong[] = {"salah", NULL};

    check(open_sample("bad-one-byte.zip"), wrong, "simpan.txt !9\nlain.txt !9\nmampat.txt !9\n");
}

/* Of its password two bytes are kept, and "salah-128382" agrees with them. */
static void
test_with_aes_it_is_the_same(void)
{
    const char *const wrong_first[] = {"salah-128382", "rahasia", NULL};
    const char *const right_first[] = {"rahasia", "salah-128382", NULL};
    const char *const wrong[] = {"salah-128382", NULL};

    check(open_sample("bad-two-bytes.zip"), wrong_first, "aes.txt Surat rahasia dengan AES.\\n\n");
    check(open_sample("bad-two-bytes.zip"), right_first, "aes.txt Surat rahasia dengan AES.\\n\n");
    check(open_sample("bad-two-bytes.zip"), wrong, "aes.txt !9\n");
}

/* The sample with one of its bytes another. */
static int
open_harmed(const char *name, gsize at)
{
    g_auto(ArsipFd) whole = open_sample(name);
    guint8 bytes[1024];
    gssize length = pread(whole, bytes, sizeof bytes, 0);

    g_assert_cmpint(length, >, (gssize)at);
    bytes[at] ^= 1;
    return open_bytes(bytes, (gsize)length);
}

/* The first byte of the first member stands behind its header, its name and the 12 bytes of its lock. */
static void
test_a_locked_member_that_is_damaged_is_told(void)
{
    const char *const right[] = {"rahasia", NULL};

    check(open_harmed("bad-one-byte.zip", 30 + strlen("simpan.txt") + 12), right,
          "simpan.txt !9\nlain.txt !9\n" DEFLATED);
}

/* A ZIP of one stored member whose sum is another: 0. */
static void
test_what_is_not_locked_is_taken_whatever_its_sum(void)
{
    static const guint8 zip[] =
        "PK\3\4\12\0\0\0\0\0\0\0\41\0\0\0\0\0\5\0\0\0\5\0\0\0\1\0\0\0sSurat"
        "PK\1\2\12\0\12\0\0\0\0\0\0\0\41\0\0\0\0\0\5\0\0\0\5\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0s"
        "PK\5\6\0\0\0\0\1\0\1\0\57\0\0\0\44\0\0\0\0";

    check(open_bytes(zip, sizeof zip), NULL, "s Surat\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/keys/" #name, test_##name)
    ADD(a_wrong_password_that_agrees_with_the_check_is_not_taken_for_the_right_one);
    ADD(each_member_is_opened_with_its_own_password);
    ADD(a_wrong_password_that_agrees_with_the_check_alone_opens_nothing);
    ADD(with_aes_it_is_the_same);
    ADD(a_locked_member_that_is_damaged_is_told);
    ADD(what_is_not_locked_is_taken_whatever_its_sum);
#undef ADD
    return g_test_run();
}
