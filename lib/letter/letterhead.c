/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/letterhead.h"
#include "letter/caption.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/spelling.h"
#include "letter/title.h"

#include <string.h>

/* No letterhead has more lines, its specks and logo included. */
#define LINES_MAX 16

static const char *const offices[] = {
    "pemerintah",  "dinas",        "badan",     "sekretariat",  "inspektorat", "kecamatan",  "kelurahan",
    "kementerian", "bupati",       "wali",      "walikota",     "gubernur",    "kantor",     "rumah",
    "puskesmas",   "uptd",         "upt",       "unit",         "satuan",      "sekolah",    "smp",
    "sma",         "smk",          "sdn",       "sd",           "balai",       "lembaga",    "komisi",
    "dewan",       "kepolisian",   "kejaksaan", "pengadilan",   "universitas", "institut",   "politeknik",
    "perusahaan",  "perumda",      "pdam",      "rsud",         "bagian",      "camat",      "lurah",
    "kepala",      "menteri",      "republik",  "panitia",      "pusat",       "direktorat", "yayasan",
    "perkumpulan", "koperasi",     "pt",        "cv",           "bank",        "majelis",    "ikatan",
    "persatuan",   "forum",        "kelompok",  "tim",          "bidang",      "cabang",     "asosiasi",
    "desa",        "laboratorium", "museum",    "perpustakaan", "taman",       "provinsi",   "kabupaten",
    "kota",        "nagari",       "gampong",   "dusun",        "rukun",       "mahkamah",   "arsip",
    "presiden",    "palang",       "gerakan",   "fakultas",     "akademi",     "madrasah",   "pondok",
    "pejabat",     "ptsp",         "kodim",     "polres",       "polsek",      "komando",    "sekretaris",
    "ombudsman",   "karang",       "akper",     "stikes",       "pos",         NULL};

static gboolean
is_address(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const starts[] = {"jalan",     "jln",  "jl",    "j1",     "telepon", "telp",  "tlp",
                                         "faksimile", "faks", "fax",   "laman",  "website", "posel", "email",
                                         "surel",     "kode", "situs", "alamat", NULL};
    static const char *const inside[] = {"telepon", "faksimile", "website", "kodepos",
                                         "laman",   "posel",     NULL};
    const char *first = line->n_words > 0 ? arsip_line_word(sheet, line, 0)->folded : "";

    for (gsize i = 0; starts[i] != NULL; i++) {
        if (g_str_has_prefix(first, starts[i]) && (strlen(starts[i]) > 2 || strcmp(first, starts[i]) == 0))
            return TRUE;
    }
    if (strpbrk(line->text, "@") != NULL || strstr(line->text, "www.") != NULL ||
        strstr(line->text, "http") != NULL || strstr(line->text, ".go.id") != NULL)
        return TRUE;
    return arsip_line_find(sheet, line, line->n_words, inside) >= 0;
}

gboolean
arsip_word_names_office(const char *folded)
{
    return arsip_spelling_find(folded, offices) >= 0;
}

gboolean
arsip_line_names_office(const ArsipSheet *sheet, const ArsipLine *line)
{
    gint at = arsip_line_find(sheet, line, 2, offices);

    /* A second word counts only behind a remnant of the logo. */
    return at == 0 || (at == 1 && strlen(arsip_line_word(sheet, line, 0)->folded) <= 2);
}

/* Where the letter itself begins, whatever stands above. */
static gboolean
ends_letterhead(const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    ArsipCaption caption = arsip_caption_read(sheet, line, 0);

    if (arsip_title_is(sheet, i) || arsip_place_date_is(sheet, line) || arsip_line_is_class(sheet, line))
        return TRUE;
    if (is_address(sheet, line))
        return FALSE;
    if (caption.kind != ARSIP_CAPTION_NONE && caption.kind != ARSIP_CAPTION_ALAMAT &&
        caption.kind != ARSIP_CAPTION_TELEPON && caption.kind != ARSIP_CAPTION_NOMOR_OTHER)
        return TRUE;
    return arsip_line_is_prose(sheet, line) || arsip_line_is_item(line) || strchr(line->text, ':') != NULL;
}

guint
arsip_letterhead_end(const ArsipSheet *sheet)
{
    gboolean seen_office = FALSE, seen_address = FALSE;
    guint end = 0;

    for (guint i = 0; i < MIN(sheet->lines->len, LINES_MAX); i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        gboolean is_kop = FALSE;

        if (line->page != 1)
            break;
        if (arsip_line_is_noise(sheet, line) || (end == 0 && arsip_line_is_class(sheet, line)))
            continue;
        if (ends_letterhead(sheet, i))
            break;
        if (is_address(sheet, line))
            is_kop = seen_address = TRUE;
        else if (arsip_line_is_capitals(sheet, line))
            is_kop = (arsip_line_names_office(sheet, line) || seen_office) &&
                     (!seen_address || line->n_words <= 3);
        else
            is_kop = (seen_office && i <= end + 1 && line->n_words <= 8 && !g_ascii_islower(line->text[0]) &&
                      !arsip_line_opens_body(sheet, line)) ||
                     (arsip_line_names_office(sheet, line) && line->n_words <= 8 && !seen_address);
        if (!is_kop && (seen_office || line->n_words > 5))
            break;
        seen_office = seen_office || is_kop;
        end = is_kop ? i + 1 : end;
    }
    return end;
}

/* "KOTA CENDANA" of "PEMERINTAH KOTA CENDANA"; NULL for another line. The caller owns it. */
static char *
region_of(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const governments[] = {"pemerintah", "pemerintahan", "pemkab", "pemkot", NULL};
    gint at = arsip_line_find(sheet, line, 2, governments);

    if (at < 0 || at + 1 >= (gint)line->n_words)
        return NULL;
    return g_strdup(line->text + arsip_line_word(sheet, line, (guint)at + 1)->at);
}

/* One office of a letterhead: lines from first to past, and below them the line that tells where it is. */
typedef struct {
    guint first, past;
    gint region; /* -1 for none */
} Unit;

static gboolean
begins_with(const ArsipSheet *sheet, guint i, const char *const *words)
{
    return arsip_line_find(sheet, arsip_sheet_line(sheet, i), 1, words) == 0;
}

/* BUPATI MERANTI / PROVINSI RIAU: the name has its region, and another below it is not the head's. */
static gboolean
is_head_of_region(const ArsipSheet *sheet, const Unit *unit)
{
    static const char *const heads[] = {"bupati", "gubernur", "wali", "walikota", NULL};

    return begins_with(sheet, unit->first, heads);
}

/* KELURAHAN below PEMERINTAH or KECAMATAN is an office; below a school or an association it tells the place.
 */
static gboolean
tells_region(const ArsipSheet *sheet, guint i, const Unit *above)
{
    static const char *const regions[] = {"provinsi", "kabupaten", "kota", NULL};
    static const char *const lower[] = {"kecamatan", "kelurahan", "desa", NULL};
    static const char *const governments[] = {"pemerintah", "pemerintahan", "pemkab",    "pemkot",
                                              "kabupaten",  "kecamatan",    "kelurahan", NULL};

    return begins_with(sheet, i, regions) ||
           (begins_with(sheet, i, lower) && !begins_with(sheet, above->first, governments));
}

/* TERAKREDITASI A, NPSN 20364417, Akta Notaris No. 14: by what it is registered. */
static gboolean
is_registration(const ArsipSheet *sheet, guint i)
{
    static const char *const starts[] = {"terakreditasi", "akreditasi", "nsm",       "npsn",   "nss",
                                         "nis",           "sk",         "akta",      "akte",   "izin",
                                         "nib",           "npwp",       "terdaftar", "status", NULL};
    const char *first = arsip_line_word(sheet, arsip_sheet_line(sheet, i), 0)->folded;

    return strlen(first) < 5 ? g_strv_contains(starts, first) : begins_with(sheet, i, starts);
}

/* Does the line go on with the name above it? What is not in capitals as the name is says something else. */
static gboolean
goes_on(const ArsipSheet *sheet, guint i, const Unit *unit)
{
    return i == unit->past && !is_registration(sheet, i) &&
           (arsip_line_is_capitals(sheet, arsip_sheet_line(sheet, i)) ||
            !arsip_line_is_capitals(sheet, arsip_sheet_line(sheet, unit->first)));
}

/* A word read out of the logo, beside a line of the name. */
static gboolean
is_remnant(const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);

    return line->n_words == 1 && !arsip_line_is_capitals(sheet, line) && arsip_sheet_beside(sheet, i) >= 0;
}

/* The last unit of the lines before `end`, and the one above it. The number of them that were found, 2 at
 * most. */
static guint
find_units(const ArsipSheet *sheet, guint end, Unit *unit, Unit *above)
{
    static const char *const republic[] = {"republik", NULL};
    guint n = 0;

    for (guint i = 0; i < end; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);

        if (arsip_line_is_noise(sheet, line) || arsip_line_is_class(sheet, line))
            continue;
        if (n > 0 && tells_region(sheet, i, unit)) {
            if (i == unit->past && !is_head_of_region(sheet, unit))
                unit->region = (gint)i;
            continue;
        }
        if (is_address(sheet, line))
            break;
        if (arsip_line_names_office(sheet, line) && !is_registration(sheet, i) &&
            !(n > 0 && i == unit->past &&
              (begins_with(sheet, i, republic) ||
               g_str_has_suffix(arsip_sheet_line(sheet, i - 1)->text, " DAN")))) {
            *above = *unit;
            *unit = (Unit){i, i + 1, -1};
            n = MIN(n + 1, 2);
        } else if (n > 0 && (goes_on(sheet, i, unit) || (i == unit->past && is_remnant(sheet, i)))) {
            unit->past = i + 1;
        }
    }
    return n;
}

/* BAGIAN KEPEGAWAIAN, KANTOR CABANG UTAMA: every large office has one. */
static gboolean
is_part(const ArsipSheet *sheet, const Unit *unit, const Unit *above)
{
    static const char *const universities[] = {"universitas", "institut", "politeknik", NULL};
    static const char *const parts[] = {"sekretariat", "bagian", "bidang", "fakultas",  "komisi", "jurusan",
                                        "kelompok",    "unit",   "cabang", "subbagian", "seksi",  NULL};
    static const char *const firsts[] = {"kantor", "badan", "satuan", NULL};
    static const char *const seconds[] = {"cabang",   "regional",   "wilayah",    "unit",
                                          "kas",      "anggaran",   "musyawarah", "kehormatan",
                                          "pengawas", "pengawasan", NULL};
    const ArsipLine *line = arsip_sheet_line(sheet, unit->first);

    if (begins_with(sheet, unit->first, parts) || begins_with(sheet, above->first, universities))
        return TRUE;
    return begins_with(sheet, unit->first, firsts) && line->n_words > 1 &&
           g_strv_contains(seconds, arsip_line_word(sheet, line, 1)->folded);
}

/* In small letters with capitals; the caller owns it. */
static char *
spell_unit(const ArsipSheet *sheet, const Unit *unit)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = unit->first; i < unit->past; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        /* Behind a remnant of the logo: "MM DINAS SOSIAL". */
        guint from = i == unit->first && arsip_line_find(sheet, line, 1, offices) < 0 ? 1 : 0;

        if (is_remnant(sheet, i) || from >= line->n_words)
            continue;
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
                               line->text + arsip_line_word(sheet, line, from)->at);
    }
    if (unit->region >= 0)
        g_string_append_printf(text, " %s", arsip_sheet_line(sheet, (guint)unit->region)->text);
    return arsip_office_spell(text->str);
}

static ArsipPlace
place_of_unit(const ArsipSheet *sheet, const Unit *unit)
{
    ArsipPlace place = arsip_line_place(sheet, arsip_sheet_line(sheet, unit->first), 0, G_MAXUINT32);

    for (guint i = unit->first + 1; i < unit->past; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        ArsipPlace more = arsip_line_place(sheet, line, 0, G_MAXUINT32);

        if (line->page == place.page)
            place.length =
                MAX(place.length, more.start + more.length - MIN(place.start, more.start + more.length));
    }
    return place;
}

/* The unit with the region of the government above it, which a head of region has without KABUPATEN. */
static char *
join_region(const ArsipSheet *sheet, const Unit *unit, const char *spelt, const char *region)
{
    const char *name = strchr(region, ' ') != NULL ? strchr(region, ' ') + 1 : region;
    g_autofree char *region_spelt = arsip_office_spell(is_head_of_region(sheet, unit) ? name : region);
    g_autofree char *name_spelt = arsip_office_spell(name);

    if (strstr(spelt, name_spelt) != NULL)
        return g_strdup(spelt);
    return g_strdup_printf("%s %s", spelt, region_spelt);
}

char *
arsip_letterhead_office(const ArsipSheet *sheet, guint end, ArsipPlace *place)
{
    g_autofree char *region = NULL;
    g_autofree char *spelt = NULL;
    Unit unit = {0}, above = {0};
    guint n = find_units(sheet, end, &unit, &above);

    if (n == 0)
        return NULL;
    for (guint i = 0; i < unit.first && region == NULL; i++)
        region = region_of(sheet, arsip_sheet_line(sheet, i));
    *place = place_of_unit(sheet, &unit);
    if (region != NULL)
        unit.region = -1;
    spelt = spell_unit(sheet, &unit);
    if (region != NULL)
        return join_region(sheet, &unit, spelt, region);
    if (n > 1 && is_part(sheet, &unit, &above)) {
        g_autofree char *whole = spell_unit(sheet, &above);

        return g_strdup_printf("%s %s", spelt, whole);
    }
    return g_steal_pointer(&spelt);
}
