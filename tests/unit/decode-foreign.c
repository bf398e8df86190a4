/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"

static const ArsipUnpackLimits limits = {.max_entries = 100000, .max_bytes = 1 << 30, .max_ratio = 200};

typedef struct {
    ArsipDecoder *decoder;
    int unpacked;
    guint n_files, n_readable, n_refused;
} Foreign;

static gboolean
ignore_member(const ArsipMember *member, gpointer data, GError **error)
{
    (void)data;
    (void)error;
    g_assert_true(*member->path != '\0' && *member->path != '/');
    g_assert_true(member->error == NULL || *member->error->message != '\0');
    return TRUE;
}

static int
copy_member(int from, const ArsipMember *member)
{
    g_autofree guint8 *bytes = g_malloc(member->size + 1);

    g_assert_cmpint(pread(from, bytes, member->size, (off_t)member->offset), ==, (gssize)member->size);
    return open_bytes(bytes, member->size);
}

/* Opens a file that nobody here has written; what is in it is unpacked, what cannot be is told in words. */
static gboolean
take_foreign(const ArsipMember *member, gpointer data, GError **error)
{
    Foreign *foreign = data;
    g_autoptr(GError) refusal = NULL;

    (void)error;
    if (member->error != NULL)
        return TRUE;
    g_auto(ArsipFd) fd = copy_member(foreign->unpacked, member);
    g_autoptr(ArsipOpened) opened = arsip_decoder_open(foreign->decoder, fd, NULL, &refusal);
    foreign->n_files++;
    if (opened != NULL && opened->sort == ARSIP_SORT_CONTAINER) {
        g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
        arsip_decoder_unpack(foreign->decoder, fd, output, &limits, ignore_member, NULL, &refusal);
    }
    if (opened == NULL || refusal != NULL) {
        g_assert_nonnull(refusal);
        g_assert_true(refusal->domain == ARSIP_ERROR && *refusal->message != '\0');
        foreign->n_refused++;
    } else {
        foreign->n_readable += opened->sort == ARSIP_SORT_PAGES ? 1 : 0;
    }
    return TRUE;
}

static void
test_every_foreign_file_is_opened_or_refused_in_words(void)
{
    const char *shared =
        g_getenv("ARSIP_SHARED") != NULL ? g_getenv("ARSIP_SHARED") : ARSIP_SOURCE_DIR "/../shared";
    g_autofree char *path = g_build_filename(shared, "corpora", "files.tar.gz", NULL);
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    g_auto(ArsipFd) output = memfd_create("files", MFD_CLOEXEC);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    Foreign foreign = {.decoder = decoder, .unpacked = output};
    g_autoptr(GError) error = NULL;

    if (fd < 0) {
        g_test_skip("the collection of foreign files is not here");
        return;
    }
    arsip_decoder_unpack(decoder, fd, output, &limits, take_foreign, &foreign, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(foreign.n_files, >, 300);
    g_assert_cmpuint(foreign.n_readable, >, 200);
    g_assert_cmpuint(foreign.n_refused, >, 30);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/decode/every_foreign_file_is_opened_or_refused_in_words",
                    test_every_foreign_file_is_opened_or_refused_in_words);
    return g_test_run();
}
