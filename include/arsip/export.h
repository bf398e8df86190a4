/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_H
#define ARSIP_EXPORT_H

#include <arsip/document.h>
#include <arsip/ingest.h>
#include <stdio.h>

/* What leaves the archive. Nothing is masked: what is exported is whole. */

/* One document as one line of JSON, schema 1 of arsip-json.5, without a line feed. The caller owns it. */
char *arsip_export_json(const ArsipDocument *document);

/* One document as text: a heading of its title and fields, then its pages, each under a line with its number.
 * The caller owns it. */
char *arsip_export_text(const ArsipDocument *document);

typedef enum {
    ARSIP_EXPORT_JSONL,
    ARSIP_EXPORT_TEXT,
    ARSIP_EXPORT_HOCR, /* hOCR 1.2: the words' places on the pages, as XHTML */
    ARSIP_EXPORT_ALTO, /* ALTO 4.2: the same as XML */
    ARSIP_EXPORT_PDF,  /* searchable PDF: only by arsip_pdf_write() */
    ARSIP_EXPORT_DAFTAR_BERKAS,
    ARSIP_EXPORT_DAFTAR_ISI,
    ARSIP_EXPORT_AGENDA,
    ARSIP_EXPORT_BAG
} ArsipExportFormat;

/* "jsonl", "text", "hocr", "alto", "pdf", "daftar-berkas", "daftar-isi", "agenda", "bag". */
gboolean arsip_export_format_from_name(const char *name, ArsipExportFormat *format);
const char *arsip_export_format_name(ArsipExportFormat format);
/* ".jsonl", ".txt", ".hocr", ".alto.xml", ".pdf", ".csv", "" */
const char *arsip_export_ending(ArsipExportFormat format);

/* A format whose file holds one document. */
gboolean arsip_export_is_single(ArsipExportFormat format);

/* A format that is a table over all documents: arsip_export_list() writes it, and arsip_export_write() does
 * not; nor does that write a bag, which is arsip/bag.h's. */
gboolean arsip_export_is_list(ArsipExportFormat format);

typedef struct {
    char separator;    /* of CSV's cells */
    gboolean is_sheet; /* XLSX: out must be a file */
} ArsipListStyle;

/*
 * The lists that archive offices keep: Daftar Berkas, Daftar Isi Berkas, Buku Agenda. documents: of gint64.
 * *is_personal becomes TRUE where one of them shows personal numbers, and stays so.
 */
gboolean arsip_export_list(ArsipArchive *archive, const GArray *documents, ArsipExportFormat format,
                           const ArsipListStyle *style, FILE *out, gboolean *is_personal, GError **error);

/*
 * One document in any format but PDF; it needs no text, which is asked for page by page. What is written to
 * the stream is safe to look at on a terminal, but for jsonl and text. Whether the stream took it is the
 * caller's to look at.
 */
gboolean arsip_export_write(ArsipArchive *archive, const ArsipDocument *document, ArsipExportFormat format,
                            FILE *out, GError **error);

/*
 * Searchable PDF. Pictures are put in by a reader, which goes from document to document; the archive is
 * borrowed.
 */
typedef struct ArsipPdfMaker ArsipPdfMaker;

ArsipPdfMaker *arsip_pdf_maker_new(ArsipArchive *archive, const ArsipReaderOptions *options, GError **error);
void arsip_pdf_maker_free(ArsipPdfMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPdfMaker, arsip_pdf_maker_free)

typedef struct {
    gboolean is_whole; /* every page is in it */
    char **notes;      /* sentences about what is not as it might be, NULL-terminated */
} ArsipPdfReport;
void arsip_pdf_report_clear(ArsipPdfReport *report);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipPdfReport, arsip_pdf_report_clear)

/*
 * One document as a PDF, written whole or not at all; the document needs no text. Each page is the original's
 * picture, its own bytes where PDF can hold them, upright, with the words over it where they stand; PDF/A-2b
 * where the pictures allow it. Of an original that is a PDF the pages are kept, and those whose text was
 * recognised get it; where none is, the file is the original. A page that cannot be put in is crossed out.
 * UNSUPPORTED for a document without pictures of its pages, DAMAGED, PASSWORD and what else a page may give;
 * NO_SPACE. The same document in the same state gives the same bytes.
 */
gboolean arsip_pdf_write(ArsipPdfMaker *maker, const ArsipDocument *document, const char *path,
                         gboolean must_be_new, ArsipPdfReport *report, GError **error);

/*
 * The name of a document's file in a folder of such, `2024-03-12 005-117-Um Undangan Rapat.hocr`, unlike all
 * that were given with the same `taken`, an empty table for strings that owns its keys. The caller owns it.
 */
char *arsip_export_name(const ArsipDocument *document, ArsipExportFormat format, GHashTable *taken);

/*
 * `2024-03-12 005-117-Um Undangan Rapat.pdf`: date, number, subject and what the original is, safe as a file
 * name on Windows and Linux alike, at most 200 bytes. original: which of the document's originals, from 0.
 * The caller owns it.
 */
char *arsip_export_file_name(const ArsipDocument *document, guint original);

/* The different originals of its pages, in order: hashes, hexadecimal, NULL-terminated. */
char **arsip_export_originals(const ArsipDocument *document);

/* Where the archive keeps them, never to be changed there: absolute paths, bytes, NULL-terminated. */
char **arsip_export_original_paths(ArsipArchive *archive, const ArsipDocument *document);

/*
 * Puts copies of a document's originals into `folder` (made where it is missing), mode 0444, each checked
 * against its hash. A file of that name with other bytes is not overwritten: the copy gets a number. paths
 * (may be NULL): where they are now, NULL-terminated.
 */
gboolean arsip_export_copy(ArsipArchive *archive, const ArsipDocument *document, const char *folder,
                           char ***paths, GError **error);

/* Notes in the log what was taken out. The archive must be open for writing. */
gboolean arsip_export_note(ArsipArchive *archive, const char *format, const char *query, guint64 documents,
                           GError **error);

#endif
