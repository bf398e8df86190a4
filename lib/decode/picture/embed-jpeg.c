/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/embed.h"

#include <string.h>

/* ITU-T T.81, table B.1 */
#define MARKER_BASELINE    0xc0
#define MARKER_PROGRESSIVE 0xc2
#define MARKER_HUFFMAN     0xc4
#define MARKER_ARITHMETIC  0xcc
#define MARKER_RESTART     0xd0
#define MARKER_SCAN        0xda
#define MARKER_JFIF        0xe0
#define MARKER_ADOBE       0xee

typedef struct {
    ArsipEmbedded *embedded;
    gboolean has_frame, is_adobe, is_known;
} Head;

static guint
number_at(const guint8 *bytes)
{
    return (guint)bytes[0] << 8 | bytes[1];
}

/* PDF knows the sequential and the progressive ones of 8 bits (ISO 32000-1, 7.4.8). */
static void
take_frame(Head *head, guint8 marker, const guint8 *content, gsize length)
{
    ArsipEmbedded *embedded = head->embedded;

    head->has_frame = TRUE;
    if (length < 6 || marker > MARKER_PROGRESSIVE || content[0] != 8)
        return;
    embedded->height = (gint32)number_at(content + 1);
    embedded->width = (gint32)number_at(content + 3);
    embedded->space = (ArsipEmbeddedSpace)content[5];
    head->is_known = embedded->width > 0 && embedded->height > 0 &&
                     (content[5] == 1 || content[5] == 3 || content[5] == 4);
}

/* JFIF 1.02: unit 1 is dots to an inch, 2 to a centimetre. */
static void
take_resolution(ArsipEmbedded *embedded, const guint8 *content, gsize length)
{
    guint unit = length >= 12 && memcmp(content, "JFIF", 5) == 0 ? content[7] : 0;

    if (unit != 1 && unit != 2)
        return;
    embedded->across = number_at(content + 8) * (unit == 2 ? 254u : 100u) / 100;
    embedded->down = number_at(content + 10) * (unit == 2 ? 254u : 100u) / 100;
}

static gboolean
is_frame(guint8 marker)
{
    return marker >= MARKER_BASELINE && marker < MARKER_RESTART && marker != MARKER_HUFFMAN &&
           marker != 0xc8 && marker != MARKER_ARITHMETIC;
}

static void
take_segment(Head *head, guint8 marker, const guint8 *content, gsize length)
{
    if (is_frame(marker))
        take_frame(head, marker, content, length);
    else if (marker == MARKER_JFIF)
        take_resolution(head->embedded, content, length);
    else if (marker == MARKER_ADOBE && length >= 12 && memcmp(content, "Adobe", 5) == 0)
        head->is_adobe = TRUE;
}

GBytes *
arsip_embed_jpeg(const ArsipSource *source, ArsipEmbedded *embedded)
{
    Head head = {.embedded = embedded};
    gsize at = 2;

    while (at + 4 <= source->size && source->data[at] == 0xff && source->data[at + 1] != MARKER_SCAN) {
        guint8 marker = source->data[at + 1];
        gsize length = number_at(source->data + at + 2);

        /* Any number of 0xff may stand before a marker. */
        if (marker == 0xff) {
            at++;
            continue;
        }
        if (length < 2 || length > source->size - at - 2)
            return NULL;
        take_segment(&head, marker, source->data + at + 4, length - 2);
        at += 2 + length;
    }
    if (!head.has_frame || !head.is_known)
        return NULL;
    embedded->coding = ARSIP_EMBEDDED_JPEG;
    embedded->n_bits = 8;
    /* Adobe's programs, and those that follow them, write inks as light. */
    embedded->is_inverted = embedded->space == ARSIP_EMBEDDED_CMYK && head.is_adobe;
    embedded->is_plain = embedded->space != ARSIP_EMBEDDED_CMYK;
    return g_bytes_new_static(source->data, source->size);
}
