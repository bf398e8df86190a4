/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_BERKAS_H
#define ARSIP_EXPORT_BERKAS_H

#include <arsip/document.h>

/*
 * A berkas: the file of documents that are kept together. Documents whose field `berkas` says the same, of
 * one `unit`, are one; those without that field are one where classification code, unit and year are the
 * same. All strings belong to the record, none is NULL.
 */
typedef struct {
    char *number; /* the field, or the next number that no field has */
    char *code;   /* what the codes of its documents have in common, cut at a dot */
    char *unit;
    char *subject;                    /* field `uraian`, or what its documents are about */
    char *place;                      /* field `lokasi` */
    char first_year[5], last_year[5]; /* of its dated documents; "" without one */
    gint64 count;                     /* documents */
    guint n_subjects, n_places;       /* different ones, as far as they were counted */
    gboolean is_described;            /* subject is the field's */
} ArsipBerkas;

typedef struct ArsipBerkasList ArsipBerkasList;
ArsipBerkasList *arsip_berkas_list_new(void);
void arsip_berkas_list_free(ArsipBerkasList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBerkasList, arsip_berkas_list_free)

/* The document is looked at for the call only. The record grows with each, and is put in order by the end. */
ArsipBerkas *arsip_berkas_add(ArsipBerkasList *list, const ArsipDocument *document);

/* Puts them in the order of code, unit, year and number, and numbers those without one. Of ArsipBerkas,
 * borrowed from the list. */
GPtrArray *arsip_berkas_settle(ArsipBerkasList *list);

/* What a document is about: its `hal`, or else its type in words, or "". The caller owns it. */
char *arsip_berkas_subject(const ArsipDocument *document);

/* A text in which numbers stand in their order when it is compared byte by byte: 9 before 10. The caller owns
 * it. */
char *arsip_berkas_order(const char *text);

#endif
