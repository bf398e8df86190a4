/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_WRITING_H
#define ARSIP_DECODE_WRITING_H

#include "decode/identify.h"
#include "decode/picture/pix.h"
#include "decode/source.h"
#include "text/reading.h"

/*
 * A document that was written, not scanned: an office document, HTML, XML. Its text is had as it was
 * written; a picture in it that shows a page is a page to be recognised.
 */
typedef struct ArsipWriting ArsipWriting;

/*
 * way: OFFICE, HTML or XML. source is borrowed and must outlive it. PASSWORD, DAMAGED, LIMIT. All of it is
 * read now: which page something stands on is known only at the end.
 */
ArsipWriting *arsip_writing_open(const ArsipSource *source, ArsipWay way, GError **error);
void arsip_writing_free(ArsipWriting *writing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipWriting, arsip_writing_free)

guint arsip_writing_count(const ArsipWriting *writing);

/* What a page says; NULL without an error where it is a picture. */
ArsipReading *arsip_writing_read(const ArsipWriting *writing, guint number, GError **error);

/* A page that is a picture. */
ArsipPicture *arsip_writing_picture(const ArsipWriting *writing, guint number, GError **error);

#endif
