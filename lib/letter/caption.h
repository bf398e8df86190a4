/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_CAPTION_H
#define ARSIP_LETTER_CAPTION_H

#include "letter/sheet.h"

/* The words before a value: "Nomor :", "Hal", "Kepada Yth.", "Tgl. surat". */
typedef enum {
    ARSIP_CAPTION_NONE,
    ARSIP_CAPTION_NOMOR,
    ARSIP_CAPTION_NOMOR_SURAT, /* of the letter that a form is about */
    ARSIP_CAPTION_NOMOR_FORM,  /* named after its form: Nomor SPM, No. Bukti; `qualifier` has the name */
    ARSIP_CAPTION_NOMOR_OTHER, /* agenda, telephone, account, ... */
    ARSIP_CAPTION_SIFAT,
    ARSIP_CAPTION_LAMPIRAN,
    ARSIP_CAPTION_HAL,
    ARSIP_CAPTION_RINGKASAN, /* a form's words on what the letter is about */
    ARSIP_CAPTION_TENTANG,
    ARSIP_CAPTION_KEPADA,
    ARSIP_CAPTION_DARI,
    ARSIP_CAPTION_MELALUI, /* through whose hands a note goes */
    ARSIP_CAPTION_TANGGAL,
    ARSIP_CAPTION_TANGGAL_SURAT,
    ARSIP_CAPTION_TANGGAL_OTHER, /* of receipt, of birth, ... */
    ARSIP_CAPTION_HARI,          /* Hari/tanggal */
    ARSIP_CAPTION_TEMBUSAN,
    ARSIP_CAPTION_ALAMAT,
    ARSIP_CAPTION_TELEPON,
    ARSIP_CAPTION_OTHER /* of a form's other boxes: it only ends the value above it */
} ArsipCaptionKind;

typedef struct {
    ArsipCaptionKind kind;
    guint32 at;             /* byte in the line's text where it begins */
    guint32 value;          /* byte where the value begins; the line's length if nothing follows */
    gboolean has_separator; /* a colon, or what a colon was read as */
    char qualifier[16];     /* folded; NOMOR_FORM only */
} ArsipCaption;

/* The caption that begins at byte `from` of the line; kind NONE for none. */
ArsipCaption arsip_caption_read(const ArsipSheet *sheet, const ArsipLine *line, guint32 from);

/*
 * Whether line i is a value whose caption was not read, as ": Undangan Rapat" below "Sifat : Biasa"; then as
 * that of Hal, which is the shortest and is lost most often.
 */
gboolean arsip_caption_is_lost(const ArsipSheet *sheet, guint i, ArsipCaption *caption);

/* The next caption with a separator inside the line, past byte `from`; kind NONE for none. */
ArsipCaption arsip_caption_within(const ArsipSheet *sheet, const ArsipLine *line, guint32 from);

/* A value of one line. */
typedef struct {
    guint line;
    guint32 from, to; /* bytes of that line's text */
} ArsipExtent;

/*
 * Where the value of the caption that begins line i stands: behind it, or beside it in the same row.
 * FALSE where there is none.
 */
gboolean arsip_caption_value(const ArsipSheet *sheet, guint i, const ArsipCaption *caption,
                             ArsipExtent *value);

#endif
