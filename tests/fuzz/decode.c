/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/system.h"
#include "check-reading.h"
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

/* Recognition takes a second, and finds no fault that a picture of noise would not. */
static gboolean
needs_engine(const char *media_type)
{
    return g_str_has_prefix(media_type, "image/") || strcmp(media_type, "application/pdf") == 0;
}

static void
read_pages(ArsipDecoder *decoder, int file, guint n_pages)
{
    for (guint number = 1; number <= MIN(n_pages, 3); number++)
        check_reading(arsip_decoder_read(decoder, file, "same", number, NULL));
    arsip_reading_free(arsip_decoder_read(decoder, file, NULL, 1, NULL)); /* forgets the key */
}

/* Bytes from anywhere: what they are, how many pages they have, and what a container among them holds. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const ArsipUnpackLimits limits = {.max_entries = 100, .max_bytes = 16 << 20, .max_ratio = 200};
    static ArsipDecoder *decoder = NULL;
    g_auto(ArsipFd) file = memfd_create("input", MFD_CLOEXEC);
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(ArsipOpened) opened = NULL;
    guint n_members = 0;

    if (decoder == NULL)
        decoder = arsip_decoder_new("ind+eng", NULL);
    g_assert_cmpint(write(file, data, size), ==, (gssize)size);
    opened = arsip_decoder_open(decoder, file, NULL, NULL);
    if (opened == NULL)
        return 0;
    if (opened->sort == ARSIP_SORT_PAGES)
        g_assert_cmpuint(opened->n_pages, >=, 1);
    if (opened->sort == ARSIP_SORT_PAGES && !needs_engine(opened->media_type))
        read_pages(decoder, file, opened->n_pages);
    if (opened->sort == ARSIP_SORT_CONTAINER || opened->has_members)
        (void)arsip_decoder_unpack(decoder, file, output, &limits, count_member, &n_members, NULL);
    return 0;
}
