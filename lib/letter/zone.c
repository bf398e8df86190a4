/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/zone.h"
#include "letter/addressee.h"
#include "letter/caption.h"
#include "letter/letterhead.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/signature.h"
#include "letter/spelling.h"
#include "letter/subject.h"

#include <string.h>

/* Lines that are neither caption nor value within a head: stamps, specks, receipts. */
#define STRANGE_LINES_MAX 3

/* An attachment names itself within its first lines, and its heading has no more than that many. */
#define ATTACHMENT_TOP_MAX  4
#define ATTACHMENT_HEAD_MAX 10

static void
put(ArsipSheet *sheet, guint i, ArsipZone zone)
{
    ArsipLine *line = arsip_sheet_line(sheet, i);

    if (line->is_zoned)
        return;
    line->zone = zone;
    line->is_zoned = TRUE;
}

static void
put_all(ArsipSheet *sheet, guint first, guint end, ArsipZone zone)
{
    for (guint i = first; i < end; i++)
        put(sheet, i, zone);
}

/* A date, specks round it apart, from byte `from` to the end of the line. */
static gboolean
is_date_alone(const char *text, guint32 from)
{
    ArsipDate date;

    return arsip_date_find(text, from, &date) && date.start < from + 4 && strlen(text) < date.end + 4;
}

/* Rows of captions that belong to the head of the letter, unlike "Nama :" or "Nomor rekening :". */
static gboolean
is_head_caption(const ArsipLayout *layout, const ArsipCaption *caption, const ArsipLine *line)
{
    switch (caption->kind) {
    case ARSIP_CAPTION_NOMOR:
        return caption->has_separator || strpbrk(line->text, "0123456789") != NULL || line->n_words == 1;
    case ARSIP_CAPTION_SIFAT:
    case ARSIP_CAPTION_LAMPIRAN:
    case ARSIP_CAPTION_MELALUI:
    case ARSIP_CAPTION_NOMOR_FORM:
    case ARSIP_CAPTION_TANGGAL_OTHER:
        return TRUE;
    case ARSIP_CAPTION_HAL:
        return caption->has_separator || g_ascii_isupper(line->text[0]);
    case ARSIP_CAPTION_KEPADA:
        return g_ascii_isupper(line->text[0]) && layout->kind != ARSIP_TITLE_RECEIPT;
    case ARSIP_CAPTION_TANGGAL:
        return caption->has_separator || line->n_words == 1 || layout->kind == ARSIP_TITLE_FORM ||
               is_date_alone(line->text, caption->value);
    case ARSIP_CAPTION_DARI:
        if (layout->kind == ARSIP_TITLE_NOTE)
            return TRUE;
        G_GNUC_FALLTHROUGH;
    case ARSIP_CAPTION_TENTANG:
    case ARSIP_CAPTION_TEMBUSAN:
        return caption->has_separator || line->n_words == 1 || layout->kind == ARSIP_TITLE_FORM;
    case ARSIP_CAPTION_NOMOR_SURAT:
    case ARSIP_CAPTION_TANGGAL_SURAT:
    case ARSIP_CAPTION_NOMOR_OTHER:
    case ARSIP_CAPTION_RINGKASAN:
        return layout->kind == ARSIP_TITLE_FORM || layout->title < 0;
    default:
        return FALSE;
    }
}

static void
put_extents(ArsipSheet *sheet, const GArray *extents, guint *last)
{
    for (guint i = 0; i < extents->len; i++) {
        guint line = g_array_index(extents, ArsipExtent, i).line;

        put(sheet, line, ARSIP_ZONE_KEPALA);
        *last = MAX(*last, line + 1);
    }
}

/* Puts a caption's row and what belongs to it into the head. */
static void
put_caption(ArsipSheet *sheet, guint i, const ArsipCaption *caption, guint *last)
{
    gint beside = arsip_sheet_beside(sheet, i);

    put(sheet, i, ARSIP_ZONE_KEPALA);
    *last = MAX(*last, i + 1);
    if (caption->kind == ARSIP_CAPTION_HAL) {
        g_autoptr(GArray) extents = arsip_subject_of_caption(sheet, i, caption);

        put_extents(sheet, extents, last);
    } else if (caption->kind == ARSIP_CAPTION_KEPADA) {
        g_autoptr(ArsipAddressee) addressee = arsip_addressee_read(sheet, i, caption);

        for (guint j = 0; j < addressee->lines->len; j++) {
            guint line = g_array_index(addressee->lines, guint, j);

            put(sheet, line, ARSIP_ZONE_KEPALA);
            *last = MAX(*last, line + 1);
        }
    } else if (beside >= 0) {
        put(sheet, (guint)beside, ARSIP_ZONE_KEPALA);
        *last = MAX(*last, (guint)beside + 1);
    }
}

static gboolean
may_be_title(const ArsipSheet *sheet, const ArsipLayout *layout, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);

    if (layout->title >= 0)
        return FALSE;
    if (arsip_title_is(sheet, i))
        return TRUE;
    /* An unknown type of paper still stands in capitals above its number. */
    return arsip_line_is_capitals(sheet, line) && line->n_words <= 8 && !arsip_line_is_class(sheet, line) &&
           i + 1 < sheet->lines->len && strchr(",:", line->text[line->length - 1]) == NULL &&
           arsip_caption_read(sheet, line, 0).kind == ARSIP_CAPTION_NONE &&
           arsip_caption_read(sheet, arsip_sheet_line(sheet, i + 1), 0).kind == ARSIP_CAPTION_NOMOR &&
           arsip_line_is_capitals(sheet, arsip_sheet_line(sheet, i + 1));
}

static void
take_title(ArsipSheet *sheet, ArsipLayout *layout, guint i)
{
    layout->title = (gint)i;
    layout->kind = arsip_title_kind(sheet, i);
    if (layout->kind == ARSIP_TITLE_NONE)
        layout->kind = ARSIP_TITLE_OTHER;
    layout->title_end = arsip_title_end(sheet, i);
    put_all(sheet, i, layout->title_end, ARSIP_ZONE_JUDUL);
}

/* "Nama :", "Pukul :", "Hari/tanggal :": rows of a body, whatever the line above them was. */
static gboolean
is_body_row(const ArsipLayout *layout, const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const rows[] = {
        "nama",     "nip",        "nik",    "jabatan",     "pangkat",    "tempat",    "waktu",
        "pukul",    "acara",      "hari",   "agama",       "umur",       "pekerjaan", "uang",
        "jumlah",   "terbilang",  "maksud", "mengharap",   "mengundang", "memohon",   "diminta",
        "diharap",  "diharapkan", "lokasi", "pelaksanaan", "peserta",    "periode",   "pelapor",
        "kegiatan", "agenda",     NULL};

    if (layout->kind == ARSIP_TITLE_FORM || line->n_words == 0)
        return FALSE;
    return arsip_spelling_find(arsip_line_word(sheet, line, 0)->folded, rows) >= 0 &&
           !arsip_line_is_capitals(sheet, line);
}

/* Walks from the letterhead down to the body. */
static void
walk_head(ArsipSheet *sheet, ArsipLayout *layout)
{
    guint strange = 0, last = layout->kop_end;
    gboolean in_summary = FALSE;

    for (guint i = layout->kop_end; i < sheet->lines->len && strange <= STRANGE_LINES_MAX; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        ArsipCaption caption = arsip_caption_read(sheet, line, 0);

        if (line->page != 1)
            break;
        if (line->is_zoned || arsip_line_is_noise(sheet, line))
            continue;
        if (may_be_title(sheet, layout, i)) {
            take_title(sheet, layout, i);
            last = MAX(last, layout->title_end);
            strange = 0;
        } else if (is_head_caption(layout, &caption, line)) {
            put_caption(sheet, i, &caption, &last);
            in_summary = layout->kind == ARSIP_TITLE_FORM && caption.kind == ARSIP_CAPTION_RINGKASAN;
            strange = 0;
        } else if (arsip_caption_is_lost(sheet, i, &caption)) {
            put_caption(sheet, i, &caption, &last);
        } else if (arsip_place_date_is(sheet, line) || arsip_line_is_class(sheet, line)) {
            put(sheet, i, ARSIP_ZONE_KEPALA);
            last = MAX(last, i + 1);
        } else if (!in_summary && (arsip_line_is_prose(sheet, line) || arsip_line_opens_body(sheet, line) ||
                                   is_body_row(layout, sheet, line))) {
            break;
        } else {
            strange++;
        }
    }
    put_all(sheet, layout->kop_end, last, ARSIP_ZONE_KEPALA);
    layout->head_end = last;
}

/* LAMPIRAN KEPUTUSAN ..., Lampiran II Surat ...: the heading of an attachment. */
static gboolean
begins_attachment(const ArsipSheet *sheet, guint i, guint top)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    const char *first;

    if (line->page < 2 || i > top + ATTACHMENT_TOP_MAX || line->n_words > 12)
        return FALSE;
    first = arsip_line_word(sheet, line, 0)->folded;
    return arsip_spelling_is(first, "lampiran") && g_ascii_isupper(line->text[0]);
}

static guint
attachment_head_end(const ArsipSheet *sheet, guint i)
{
    guint end = i + 1;

    while (end < sheet->lines->len && end < i + ATTACHMENT_HEAD_MAX) {
        const ArsipLine *line = arsip_sheet_line(sheet, end);
        ArsipCaptionKind kind = arsip_caption_read(sheet, line, 0).kind;
        gboolean is_row = kind == ARSIP_CAPTION_NOMOR || kind == ARSIP_CAPTION_TANGGAL ||
                          kind == ARSIP_CAPTION_TENTANG || kind == ARSIP_CAPTION_NOMOR_SURAT ||
                          kind == ARSIP_CAPTION_HAL;

        if (line->page != arsip_sheet_line(sheet, i)->page)
            break;
        if (!is_row && !(arsip_line_is_capitals(sheet, line) && line->gap < 2))
            break;
        end++;
    }
    return end;
}

/* The first line of the next attachment at or past `from`. */
static guint
next_attachment(const ArsipSheet *sheet, guint from)
{
    guint top = from;

    for (guint i = from; i < sheet->lines->len; i++) {
        if (i == 0 || arsip_sheet_line(sheet, i)->page != arsip_sheet_line(sheet, i - 1)->page)
            top = i;
        if (begins_attachment(sheet, i, top))
            return i;
    }
    return sheet->lines->len;
}

void
arsip_zones_set_body(ArsipSheet *sheet)
{
    put_all(sheet, 0, sheet->lines->len, ARSIP_ZONE_ISI);
}

void
arsip_zones_find(ArsipSheet *sheet, ArsipLayout *layout)
{
    guint begin, end;

    *layout = (ArsipLayout){.title = -1, .kind = ARSIP_TITLE_NONE};
    layout->kop_end = arsip_letterhead_end(sheet);
    put_all(sheet, 0, layout->kop_end, ARSIP_ZONE_KOP);
    walk_head(sheet, layout);

    layout->body_end = end = next_attachment(sheet, layout->head_end);
    layout->signature = arsip_signature_begin(sheet, layout->head_end, end);
    put_all(sheet, layout->signature, end, ARSIP_ZONE_AKHIR);
    for (begin = end; begin < sheet->lines->len; begin = end) {
        guint head = attachment_head_end(sheet, begin);

        end = next_attachment(sheet, head);
        put_all(sheet, begin, head, ARSIP_ZONE_AKHIR);
        put_all(sheet, arsip_signature_begin(sheet, head, end), end, ARSIP_ZONE_AKHIR);
    }
    arsip_zones_set_body(sheet);
}
