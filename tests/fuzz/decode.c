/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/system.h"
#include "decode/decode.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static gboolean
count_member(const ArsipMember *member, gpointer data, GError **error)
{
    guint *n_members = data;

    (void)error;
    g_assert_true(*member->path != '\0' && *member->path != '/');
    (*n_members)++;
    return TRUE;
}

/* Bytes from anywhere: what they are, how many pages they have, and what a container among them holds. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const ArsipUnpackLimits limits = {.max_entries = 100, .max_bytes = 16 << 20, .max_ratio = 200};
    g_auto(ArsipFd) file = memfd_create("input", MFD_CLOEXEC);
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(ArsipDecoder) decoder = arsip_decoder_new("ind+eng", NULL);
    g_autoptr(ArsipOpened) opened = NULL;
    guint n_members = 0;

    g_assert_cmpint(write(file, data, size), ==, (gssize)size);
    opened = arsip_decoder_open(decoder, file, NULL, NULL);
    if (opened != NULL && opened->sort == ARSIP_SORT_PAGES)
        g_assert_cmpuint(opened->n_pages, >=, 1);
    if (opened != NULL && opened->sort == ARSIP_SORT_CONTAINER)
        (void)arsip_decoder_unpack(decoder, file, output, &limits, count_member, &n_members, NULL);
    return 0;
}
