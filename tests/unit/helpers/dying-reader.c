/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader to which every file has forty pages, of which it dies by all but those that DYING_READER_READS
 * lists. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/message.h"
#include "text/reading.h"

static gboolean
can_read(guint32 page)
{
    const char *told = g_getenv("DYING_READER_READS");
    g_auto(GStrv) pages = g_strsplit(told != NULL ? told : "", ",", -1);
    g_autofree char *number = g_strdup_printf("%u", page);

    return g_strv_contains((const char *const *)pages, number);
}

static GVariant *
answer_to(const ArsipMessage *request)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    guint32 page = 0;

    if (g_str_equal(request->kind, "open"))
        return g_variant_new_parsed(
            "{'media-type': <'application/pdf'>, 'sort': <@u 0>, 'pages': <@u 40>, 'members': <false>}");
    if (!g_variant_lookup(request->values, "page", "u", &page) || !can_read(page))
        _exit(ARSIP_MESSAGE_EXIT_MEMORY);
    g_free(reading->text);
    reading->text = g_strdup("Undangan rapat");
    return arsip_reading_to_variant(reading);
}

int
main(void)
{
    if (!arsip_message_send(ARSIP_MESSAGE_CHANNEL, 0, "ready", g_variant_new_parsed("{'landlock': <false>}"),
                            NULL, 0, NULL))
        return 1;
    for (;;) {
        g_autoptr(ArsipMessage) request = arsip_message_receive(ARSIP_MESSAGE_CHANNEL, NULL);

        if (request == NULL)
            return 0;
        if (!arsip_message_send(ARSIP_MESSAGE_CHANNEL, request->number, "done", answer_to(request), NULL, 0,
                                NULL))
            return 1;
    }
}
