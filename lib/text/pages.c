/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/pages.h"

#include <string.h>

const char *
arsip_pages_find(ArsipPages *pages, guint number, guint32 start, guint32 length)
{
    gsize size = 0;
    const char *text = number >= 1 && number <= pages->n_pages ? pages->text(pages, number, &size) : NULL;

    return text != NULL && (gsize)start + length <= size ? text + start : NULL;
}

static const char *
text_of_held(ArsipPages *pages, guint number, gsize *length)
{
    const ArsipHeldPages *held = (const ArsipHeldPages *)pages;
    const char *text = held->readings[number - 1]->text;

    *length = strlen(text);
    return text;
}

void
arsip_held_pages_init(ArsipHeldPages *held, const ArsipReading *const *readings, guint n_readings)
{
    held->pages = (ArsipPages){.n_pages = n_readings, .text = text_of_held};
    held->readings = readings;
}
