/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "label/plan.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* An item that was read is written down again, and is the same when that is read. */
static void
check_item(const ArsipPlanItem *item)
{
    g_autofree char *line = arsip_plan_item_line(item, FALSE);
    g_autoptr(ArsipPlanItem) again = arsip_plan_item_parse(line);
    g_autofree char *same = again != NULL ? arsip_plan_item_line(again, FALSE) : NULL;

    g_assert_cmpstr(same, ==, line);
}

/* The whole as a file, and its lines as items: no seal stands in their way. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *copy = g_strndup((const char *)data, size);
    FILE *stream = size > 0 ? fmemopen((void *)data, size, "r") : NULL;
    g_autoptr(ArsipPlanReader) reader = stream != NULL ? arsip_plan_reader_new(stream, "plan", NULL) : NULL;
    g_auto(GStrv) lines = g_strsplit(copy, "\n", 100);

    while (reader != NULL) {
        g_autoptr(ArsipPlanItem) item = arsip_plan_reader_next(reader, NULL);

        if (item == NULL)
            break;
        check_item(item);
    }
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autoptr(ArsipPlanItem) item = arsip_plan_item_parse(lines[i]);

        if (item != NULL)
            check_item(item);
    }
    if (stream != NULL)
        fclose(stream);
    return 0;
}
