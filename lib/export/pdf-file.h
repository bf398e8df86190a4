/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_FILE_H
#define ARSIP_EXPORT_PDF_FILE_H

#include <arsip/error.h>
#include <stdio.h>

/*
 * A PDF while it is written, object after object (ISO 32000-1, 7.5), in such a way that PDF/A-2 has nothing
 * to complain about. Whether the stream took it is the caller's to look at.
 */
typedef struct ArsipPdfFile ArsipPdfFile;

/* The stream is borrowed. */
ArsipPdfFile *arsip_pdf_file_new(FILE *out);
void arsip_pdf_file_free(ArsipPdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPdfFile, arsip_pdf_file_free)

/* A number for an object that is written later. */
guint arsip_pdf_file_reserve(ArsipPdfFile *file);

/* What the object is, as PDF writes it. */
void arsip_pdf_file_object(ArsipPdfFile *file, guint number, const char *object);

/* entries: of the stream's dictionary, without its length and, where it is packed here, its filter. */
void arsip_pdf_file_packed(ArsipPdfFile *file, guint number, const char *entries, const void *bytes,
                           gsize length);
void arsip_pdf_file_plain(ArsipPdfFile *file, guint number, const char *entries, const void *bytes,
                          gsize length);
/* `length` bytes of a file, from its beginning. */
gboolean arsip_pdf_file_copied(ArsipPdfFile *file, guint number, const char *entries, int fd, guint64 length,
                               GError **error);

/* entries: of the trailer, without its size. Every reserved object must have been written. */
void arsip_pdf_file_finish(ArsipPdfFile *file, const char *entries);

/* Appends UTF-8 as a text string, in hexadecimal where it is not plain ASCII. */
void arsip_pdf_append_text(GString *object, const char *text);

/* Appends bytes in hexadecimal. */
void arsip_pdf_append_hex(GString *object, const void *bytes, gsize length);

#endif
