/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_LETTER_H
#define ARSIP_LETTER_LETTER_H

#include "text/reading.h"

/*
 * What a letter says of itself: its zones and its fields, read from recognised pages.
 * Zones (DOMAIN: tata naskah dinas) part the pages' text among them: every byte that is not white
 * space belongs to exactly one zone.
 */
typedef enum {
    ARSIP_ZONE_KOP,    /* letterhead: the office and its address, top of page 1 */
    ARSIP_ZONE_JUDUL,  /* title: document type, NOMOR ..., TENTANG ... */
    ARSIP_ZONE_KEPALA, /* Nomor, Sifat, Lampiran, Hal, place and date, Yth. ... di Tempat */
    ARSIP_ZONE_ISI,    /* body */
    ARSIP_ZONE_AKHIR,  /* signature block, NIP, Tembusan, attachments' heads */
    ARSIP_N_ZONES
} ArsipZone;

/* "kop", "judul", "kepala", "isi", "akhir". */
const char *arsip_zone_name(ArsipZone zone);
gboolean arsip_zone_from_name(const char *name, ArsipZone *zone);

/* Bytes of one page's text. */
typedef struct {
    guint page; /* from 1; 0 for a value that stands on no page (set by a person) */
    guint32 start;
    guint32 length;
} ArsipPlace;

/* One zone's text: its parts in reading order over all pages, joined by a line feed. */
typedef struct {
    guint32 at; /* byte offset in the zone's text */
    ArsipPlace place;
} ArsipPiece;
typedef struct {
    char *text;
    GArray *pieces; /* of ArsipPiece, rising by `at` */
} ArsipZoneText;

/*
 * Where the pages hold another letter behind the first for certain, this field says on which pages which one
 * begins, "3: 005/117-Um; 5: 800/45/BKPSDM/2021", and stands where the first of these numbers does.
 */
#define ARSIP_FIELD_ANOTHER "surat-lain"

/*
 * A field: nomor (as printed, OCR's spaces round / and . removed), tanggal (YYYY-MM-DD), hal, sifat,
 * kode (leading classification code), kepada, dari; the others are set by people and have place.page 0.
 */
typedef struct {
    char *name;
    char *value;
    ArsipPlace place;
} ArsipField;

/* Personal data found on the pages: kind is "nik", "kk", "npwp" or "telepon" (a citizen's, with address). */
typedef struct {
    const char *kind; /* static */
    char *value;      /* digits only */
    ArsipPlace place;
} ArsipPersonal;

typedef struct {
    ArsipZoneText zones[ARSIP_N_ZONES];
    GPtrArray *fields;   /* of ArsipField, at most one of a name */
    GPtrArray *personal; /* of ArsipPersonal */
    guint own_pages;     /* behind them stand other papers with a head of their own: another letter, or a copy
                            that is attached; 0: all pages are the letter's */
} ArsipLetter;

/*
 * Reads the pages (in order; none may be NULL; the letter keeps no pointer to them). Never fails:
 * pages without words give an empty letter. The same pages give the same letter.
 */
ArsipLetter *arsip_letter_read(const ArsipReading *const *pages, guint n_pages);

/*
 * The same for whoever cannot hold the words of all pages at once. A letter has its head on its first pages
 * and its signature on the last: of a document of more than ARSIP_LETTER_PAGES_MOST pages those between are
 * body, and looked through for personal data alone, so that memory grows with the text only.
 */
#define ARSIP_LETTER_PAGES_FIRST 96
#define ARSIP_LETTER_PAGES_LAST  32
#define ARSIP_LETTER_PAGES_MOST  (ARSIP_LETTER_PAGES_FIRST + ARSIP_LETTER_PAGES_LAST)

typedef struct ArsipLetterReader ArsipLetterReader;
ArsipLetterReader *arsip_letter_reader_new(guint n_pages);

/* A person says that what looks like another letter is none. Before the end. */
void arsip_letter_reader_take_as_one(ArsipLetterReader *reader);

/* The next page: its text must stay until the end, its words only for the call. */
void arsip_letter_reader_add(ArsipLetterReader *reader, const ArsipReading *page);

/* Once all n_pages have been added; frees the reader. */
ArsipLetter *arsip_letter_reader_end(ArsipLetterReader *reader);
void arsip_letter_reader_free(ArsipLetterReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLetterReader, arsip_letter_reader_free)

void arsip_letter_free(ArsipLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLetter, arsip_letter_free)

/* The value, or NULL; borrowed from the letter. */
const ArsipField *arsip_letter_field(const ArsipLetter *letter, const char *name);

/* Sets or, with NULL, removes a value that a person gave; its place is then page 0. */
void arsip_letter_set_field(ArsipLetter *letter, const char *name, const char *value);

/*
 * The letter without the pages behind its own: its zones are cut short, everything else is as it is. NULL
 * where all pages are its own. The caller owns it.
 */
ArsipLetter *arsip_letter_alone(const ArsipLetter *letter);

/* Where a byte of a zone's text stands. at must be < strlen(zone->text). */
ArsipPlace arsip_zone_text_place(const ArsipZoneText *zone, guint32 at, guint32 length);

/*
 * A date as letters write it (DOMAIN 1: `12 Januari 2024`, `12-01-2024`, `3 Mei 2023`, old spellings,
 * `Maret 2024`, `2024-03`, `2024`) as the first and last day it can mean, YYYY-MM-DD each. Shared by
 * fields and queries. FALSE when it is none.
 */
gboolean arsip_date_parse(const char *text, char first[11], char last[11]);

#endif
