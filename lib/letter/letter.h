/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_LETTER_H
#define ARSIP_LETTER_LETTER_H

#include "text/pages.h"

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

/*
 * A word of which the engine was not sure: of those whose confidence is below ARSIP_SURE one in seven is
 * misread on coarse pages and one in 60 on good ones, of the others one in 300 and fewer. Doubt is what the
 * confidence lacks to ARSIP_SURE; at ARSIP_DOUBT_MOST nothing is certain.
 */
#define ARSIP_SURE       90
#define ARSIP_DOUBT_MOST 50
typedef struct {
    guint32 at, length; /* bytes of the text */
    guint8 doubt;       /* 1 to ARSIP_DOUBT_MOST */
} ArsipDoubt;

typedef struct {
    char *text;     /* NULL where it is not held: the pages have it (arsip_zone_text_each) */
    GArray *pieces; /* of ArsipPiece, rising by `at` */
    GArray *doubts; /* of ArsipDoubt, rising by `at`; NULL: none */
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
    guint8 doubt; /* of its words the greatest; 0: none */
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
 * Raise it with every change of what the room makes of the same pages: whoever keeps a letter must know
 * whether it would be read so today.
 */
#define ARSIP_LETTER_VERSION 2

/*
 * Reads the pages (in order; none may be NULL; the letter keeps no pointer to them), and holds the zones'
 * texts. Never fails: pages without words give an empty letter. The same pages give the same letter.
 */
ArsipLetter *arsip_letter_read(const ArsipReading *const *pages, guint n_pages);

/*
 * The same for whoever cannot hold all pages at once; the letter does not hold the zones' texts then. A
 * letter has its head on its first pages and its signature on the last: of a document of more than
 * ARSIP_LETTER_PAGES_MOST pages those between are body, and looked through for personal data alone, so that
 * of each no more than its place is kept.
 */
#define ARSIP_LETTER_PAGES_FIRST 96
#define ARSIP_LETTER_PAGES_LAST  32
#define ARSIP_LETTER_PAGES_MOST  (ARSIP_LETTER_PAGES_FIRST + ARSIP_LETTER_PAGES_LAST)

typedef struct ArsipLetterReader ArsipLetterReader;
ArsipLetterReader *arsip_letter_reader_new(guint n_pages);

/* A person says that what looks like another letter is none. Before the end. */
void arsip_letter_reader_take_as_one(ArsipLetterReader *reader);

/* The next page, borrowed for the call only. */
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

/* Where a byte of a zone's text stands. at must lie within the text. */
ArsipPlace arsip_zone_text_place(const ArsipZoneText *zone, guint32 at, guint32 length);

/*
 * Gives a zone's text from its beginning, in pieces that a line feed joins; `each` returns FALSE to stop.
 * pages: those that the letter was read from; NULL will do where the text is held. FALSE, and the pages are
 * damaged, when a piece is not on them.
 */
typedef gboolean (*ArsipZoneTextFunc)(const char *text, gsize length, gpointer data);
gboolean arsip_zone_text_each(const ArsipZoneText *zone, ArsipPages *pages, ArsipZoneTextFunc each,
                              gpointer data);

/* Holds the text from now on. FALSE when a piece is not on the pages. */
gboolean arsip_zone_text_hold(ArsipZoneText *zone, ArsipPages *pages);

/*
 * A date as letters write it (DOMAIN 1: `12 Januari 2024`, `12-01-2024`, `3 Mei 2023`, old spellings,
 * `Maret 2024`, `2024-03`, `2024`) as the first and last day it can mean, YYYY-MM-DD each. Shared by
 * fields and queries. FALSE when it is none.
 */
gboolean arsip_date_parse(const char *text, char first[11], char last[11]);

#endif
