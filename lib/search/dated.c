/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dated.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/strip-find.h"

/*
 * The date of a document: the days since the end of 1899. ODD is one that is before or far behind that, or
 * that somebody set in other words; the catalogue is asked for it.
 */
#define UNDATED 0
#define ODD     G_MAXUINT16

/* The day before the first, in days since the beginning of year 1 as GDate counts them. */
#define BEFORE_1900 693595u

static guint
number_at(const char *digits, guint n)
{
    guint number = 0;

    for (guint i = 0; i < n; i++)
        number = number * 10 + (guint)g_ascii_digit_value(digits[i]);
    return number;
}

/* As GDate counts them; 0: it is not the date of a day. */
static guint32
count_days(const char *date)
{
    static const char form[] = "0000-00-00";
    GDate counted;

    for (guint i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? !g_ascii_isdigit(date[i]) : form[i] != date[i])
            return 0;
    if (!g_date_valid_dmy((GDateDay)number_at(date + 8, 2), (GDateMonth)number_at(date + 5, 2),
                          (GDateYear)number_at(date, 4)))
        return 0;
    g_date_clear(&counted, 1);
    g_date_set_dmy(&counted, (GDateDay)number_at(date + 8, 2), (GDateMonth)number_at(date + 5, 2),
                   (GDateYear)number_at(date, 4));
    return g_date_get_julian(&counted);
}

static guint16
code_of(const char *date)
{
    guint32 days = count_days(date);

    if (*date == '\0')
        return UNDATED;
    return days > BEFORE_1900 && days - BEFORE_1900 < ODD ? (guint16)(days - BEFORE_1900) : ODD;
}

/* ---- keeping them: as they are kept, the lower byte first */

static gboolean
read_codes(ArsipArchive *archive, gint64 strip, guint16 codes[ARSIP_STRIP], GError **error)
{
    /* Document by document, as there are eight other fields for each date. */
    static const char sql[] = "SELECT document.id - ?1, field.value"
                              "  FROM document CROSS JOIN field"
                              "    ON field.document = document.id AND field.name = 'tanggal'"
                              " WHERE document.id >= ?1 AND document.id < ?2";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    memset(codes, 0, ARSIP_STRIP * sizeof *codes);
    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "ii", strip * ARSIP_STRIP, (strip + 1) * ARSIP_STRIP))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        codes[sqlite3_column_int64(statement, 0)] = GUINT16_TO_LE(code_of(arsip_column_text(statement, 1)));
    return arsip_rows_ended(fault, error);
}

static gboolean
keep_strip(ArsipArchive *archive, gint64 strip, GError **error)
{
    guint16 codes[ARSIP_STRIP];

    if (!read_codes(archive, strip, codes, error))
        return FALSE;
    return arsip_strip_write_packed(archive, ARSIP_ROW_DATES, strip, (const guint8 *)codes, sizeof codes,
                                    error);
}

static gboolean
examine_strip(ArsipArchive *archive, gint64 strip, gint64 *wrong, GError **error)
{
    g_autoptr(GBytes) packed = arsip_strip_read_packed(archive, ARSIP_ROW_DATES, strip, error);
    guint16 codes[ARSIP_STRIP], kept[ARSIP_STRIP] = {0};

    *wrong = 0;
    if (packed == NULL || !read_codes(archive, strip, codes, error))
        return FALSE;
    if (g_bytes_get_size(packed) == sizeof kept)
        memcpy(kept, g_bytes_get_data(packed, NULL), sizeof kept);
    for (guint place = 0; place < ARSIP_STRIP && *wrong == 0; place++)
        if (codes[place] != kept[place])
            *wrong = strip * ARSIP_STRIP + place;
    return TRUE;
}

const ArsipUpkeep arsip_dated = {
    .kept_sql = "SELECT strip FROM dated ORDER BY strip",
    .note_sql = "INSERT INTO dated (strip) VALUES (?1)",
    .strike_sql = "DELETE FROM dated",
    .keep = keep_strip,
    .examine = examine_strip,
};

/* ---- asking them */

struct ArsipDays {
    ArsipArchive *archive;
    GArray *dated; /* a set of strips */
    gint64 last;   /* document */
};

ArsipDays *
arsip_days_open(ArsipArchive *archive, GError **error)
{
    g_autoptr(ArsipDays) days = g_new0(ArsipDays, 1);
    GError *fault = NULL;

    days->archive = archive;
    days->dated = arsip_upkeep_kept(archive, &arsip_dated, error);
    if (days->dated == NULL)
        return NULL;
    days->last = arsip_upkeep_last(archive, &fault);
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&days) : NULL;
}

void
arsip_days_free(ArsipDays *days)
{
    if (days == NULL)
        return;
    g_clear_pointer(&days->dated, g_array_unref);
    g_free(days);
}

typedef struct {
    const char *first, *last;      /* as they are asked for */
    guint16 first_code, last_code; /* those between have a date in the span */
} Span;

/* FALSE where the ends are not dates, so that codes cannot tell. */
static gboolean
read_span(Span *span, const char *first, const char *last)
{
    guint32 from = *first != '\0' ? count_days(first) : BEFORE_1900 + 1;
    guint32 to = *last != '\0' ? count_days(last) : BEFORE_1900 + ODD - 1;

    *span = (Span){first, last, (guint16)(CLAMP(from, BEFORE_1900 + 1, BEFORE_1900 + ODD) - BEFORE_1900),
                   (guint16)(CLAMP(to, BEFORE_1900, BEFORE_1900 + ODD - 1) - BEFORE_1900)};
    return from != 0 && to != 0;
}

static gboolean
look_up(ArsipArchive *archive, gint64 document, const Span *span, guint8 *byte, GError **error)
{
    static const char sql[] = "SELECT 1 FROM field WHERE document = ?1 AND name = 'tanggal' AND value <> ''"
                              " AND value >= ?2 AND (?3 = '' OR value <= ?3)";
    GError *fault = NULL;

    *byte = arsip_fetch_number(archive, 0, &fault, sql, "iss", document, span->first, span->last) != 0;
    return arsip_rows_ended(fault, error);
}

/* 1 for each document in the span. */
static gboolean
choose(ArsipArchive *archive, const Span *span, gint64 strip, const guint16 codes[ARSIP_STRIP],
       guint8 bytes[ARSIP_STRIP], GError **error)
{
    gboolean has_odd = FALSE;

    for (guint i = 0; i < ARSIP_STRIP; i++) {
        guint16 code = GUINT16_FROM_LE(codes[i]);

        bytes[i] = code >= span->first_code && code <= span->last_code;
        has_odd |= code == ODD;
    }
    for (guint i = 0; has_odd && i < ARSIP_STRIP; i++)
        if (GUINT16_FROM_LE(codes[i]) == ODD &&
            !look_up(archive, strip * ARSIP_STRIP + i, span, &bytes[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
ask(const ArsipStripSource *source, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error)
{
    guint16 codes[ARSIP_STRIP];

    return read_codes(source->archive, strip, codes, error) &&
           choose(source->archive, source->what, strip, codes, bytes, error);
}

static gboolean
unpack(const ArsipStripSource *source, gint64 strip, const guint8 *packed, guint length,
       guint8 bytes[ARSIP_STRIP], GError **error)
{
    guint16 codes[ARSIP_STRIP];

    if (length != sizeof codes)
        return ask(source, strip, bytes, error);
    memcpy(codes, packed, sizeof codes);
    return choose(source->archive, source->what, strip, codes, bytes, error);
}

static ArsipStripSource
source_of(const ArsipDays *days, const Span *span)
{
    return (ArsipStripSource){.archive = days->archive,
                              .row = ARSIP_ROW_DATES,
                              .kept = days->dated,
                              .last = days->last,
                              .ask = ask,
                              .unpack = unpack,
                              .what = span,
                              .scores = {[0] = ARSIP_FOUND_NOT}};
}

/* To ask for a strip takes SQLite milliseconds: where more are struck off, the fields are asked for the span.
 */
#define ASKED_MOST 4

static gboolean
can_tell(const ArsipDays *days, Span *span, const char *first, const char *last)
{
    return days->last / ARSIP_STRIP + 1 - days->dated->len <= ASKED_MOST && read_span(span, first, last);
}

/* Up to so many documents are found sooner among the fields. */
#define FEW 2000

ArsipFound *
arsip_days_find(ArsipDays *days, const char *first, const char *last, GError **error)
{
    Span span;
    gboolean is_known = can_tell(days, &span, first, last);
    guint most = is_known ? FEW : G_MAXUINT;
    g_autoptr(GArray) set = arsip_leaf_dated(days->archive, first, last, most, error);

    if (is_known && set != NULL && set->len == most) {
        ArsipStripSource source = source_of(days, &span);

        return arsip_strips_find(&source, error);
    }
    return arsip_found_from_set(g_steal_pointer(&set));
}

gboolean
arsip_days_narrow(ArsipDays *days, const char *first, const char *last, ArsipFound **found, GError **error)
{
    Span span;
    g_autoptr(ArsipFound) dated = NULL;

    if (can_tell(days, &span, first, last)) {
        ArsipStripSource source = source_of(days, &span);

        return arsip_strips_narrow(&source, found, error);
    }
    dated = arsip_found_from_set(arsip_leaf_dated(days->archive, first, last, G_MAXUINT, error));
    if (dated == NULL)
        return FALSE;
    *found = arsip_found_both(g_steal_pointer(found), dated);
    return TRUE;
}
