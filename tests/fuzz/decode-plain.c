/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-reading.h"
#include "decode/writing/plain.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* Text in whatever characters. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const ArsipSource source = {.data = data, .size = size};
    g_autoptr(ArsipPlain) plain = NULL;

    if (size == 0)
        return 0;
    (void)arsip_plain_is_likely(&source);
    plain = arsip_plain_open(&source);
    for (guint number = 1; number <= MIN(arsip_plain_count(plain), 5); number++)
        check_reading(arsip_plain_read(plain, number, NULL));
    return 0;
}
