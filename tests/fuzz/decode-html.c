/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-reading.h"
#include "decode/writing/writing.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
check_writing(const ArsipSource *source, ArsipWay way)
{
    g_autoptr(ArsipWriting) writing = arsip_writing_open(source, way, NULL);

    for (guint number = 1; writing != NULL && number <= MIN(arsip_writing_count(writing), 4); number++)
        check_reading(arsip_writing_read(writing, number, NULL));
}

/* HTML and XML of any kind. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const ArsipSource source = {.data = data, .size = size};

    if (size == 0)
        return 0;
    check_writing(&source, ARSIP_WAY_HTML);
    check_writing(&source, ARSIP_WAY_XML);
    return 0;
}
