/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "text/reading.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* What a reader sends is not trusted: a message, and the reading in its values. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autoptr(GBytes) body = g_bytes_new(data, size);
    g_autoptr(ArsipMessage) message = arsip_message_parse(body, NULL);
    g_autoptr(ArsipReading) reading =
        message != NULL ? arsip_reading_from_variant(message->values, NULL) : NULL;

    if (reading != NULL) {
        g_autoptr(GVariant) again = g_variant_ref_sink(arsip_reading_to_variant(reading));
        g_autoptr(ArsipReading) copy = arsip_reading_from_variant(again, NULL);

        g_assert_nonnull(copy);
        g_assert_cmpstr(copy->text, ==, reading->text);
    }
    return 0;
}
