/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/system.h"
#include "decode/pdf/overlay.h"

#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* One page of one word. qpdf finds its objects where no table tells of them. */
static const char layer[] =
    "%PDF-1.7\n"
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R>>\nendobj\n"
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 100]/Contents 4 0 R>>\nendobj\n"
    "4 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 72 100]/Length 6>>\nstream\nBT ET\n\nendstream\nendobj\n"
    "5 0 obj\n<</Title(a)>>\nendobj\n"
    "6 0 obj\n<</Type/Metadata/Subtype/XML/Length 1>>\nstream\n \nendstream\nendobj\n"
    "trailer\n<</Root 1 0 R/Info 5 0 R/ID[<00><01>]/Size 7>>\nstartxref\n0\n%%EOF\n";

/* A page of text laid over the first page of any PDF; its first byte says how. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(ArsipLayered));
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    const ArsipSource layers = {(const guint8 *)layer, sizeof layer - 1};
    gboolean was_signed = FALSE;
    guint64 written = 0;

    if (size < 2)
        return 0;
    const ArsipSource source = {data + 1, size - 1};
    const ArsipLayered page = {
        .is_left = (data[0] & 8) != 0, .turn = data[0] % 4 * 90, .is_clear = (data[0] & 4) != 0};
    g_array_append_val(pages, page);
    if (arsip_overlay(&source, NULL, &layers, pages, output, &written, &was_signed, NULL))
        g_assert_cmpuint(written, >, 0);
    return 0;
}
