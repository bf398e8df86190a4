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
    "ptsp",        "kodim",        "polres",    "polsek",       "komando",     "sekretaris", "ombudsman",
    "karang",      "akper",        "stikes",    "pos",          NULL};

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

static gboolean
is_small_word(const char *word)
{
    static const char *const small[] = {"dan",  "di",     "ke",   "dari", "pada",  "untuk",
                                        "yang", "dengan", "atas", "bagi", "serta", NULL};

    return g_strv_contains(small, word);
}

static gboolean
stays_capital(const char *word)
{
    static const char *const acronyms[] = {
        "UPTD", "UPT",  "SD",   "SDN", "SMP", "SMPN", "SMA", "SMAN", "SMK", "SMKN", "RSUD", "DPRD",
        "PTSP", "PDAM", "CV",   "PT",  "RW",  "RT",   "II",  "III",  "IV",  "VI",   "VII",  "KPU",
        "TNI",  "KB",   "PAUD", "TK",  "BPS", "BPN",  "MI",  "MTS",  "MAN", "BLUD", "PKK",  NULL};
    return g_strv_contains(acronyms, word);
}

char *
arsip_office_spell(const char *capitals)
{
    g_auto(GStrv) words = g_strsplit(capitals, " ", -1);
    GString *spelt = g_string_new(NULL);

    for (gsize i = 0; words[i] != NULL; i++) {
        g_autofree char *lower = g_utf8_strdown(words[i], -1);

        if (words[i][0] == '\0')
            continue;
        if (spelt->len > 0)
            g_string_append_c(spelt, ' ');
        if (stays_capital(words[i]) || g_utf8_strlen(words[i], -1) < 2) {
            g_string_append(spelt, words[i]);
        } else if (spelt->len > 0 && is_small_word(lower)) {
            g_string_append(spelt, lower);
        } else {
            char *rest = g_utf8_next_char(lower);
            gunichar first = g_unichar_toupper(g_utf8_get_char(lower));

            g_string_append_unichar(spelt, first);
            g_string_append(spelt, rest);
        }
    }
    return g_string_free(spelt, FALSE);
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

/* The last unit of the lines before `end`: its first line and the one past it. */
static gboolean
find_unit(const ArsipSheet *sheet, guint end, guint *first, guint *past)
{
    gboolean found = FALSE;

    for (guint i = 0; i < end; i++) {
        static const char *const regions[] = {"provinsi", "kabupaten", "kota", "republik", NULL};
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        gboolean follows = found && i == *past;

        if (arsip_line_is_noise(sheet, line) || (found && arsip_line_find(sheet, line, 1, regions) == 0))
            continue;
        if (is_address(sheet, line))
            break;
        if (arsip_line_names_office(sheet, line) &&
            !(follows && g_str_has_suffix(arsip_sheet_line(sheet, i - 1)->text, " DAN")))
            *first = i;
        else if (!follows)
            continue;
        found = TRUE;
        *past = i + 1;
    }
    return found;
}

char *
arsip_letterhead_office(const ArsipSheet *sheet, guint end, ArsipPlace *place)
{
    g_autofree char *region = NULL;
    g_autofree char *unit = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    guint first = 0, past = 0;

    if (!find_unit(sheet, end, &first, &past))
        return NULL;
    for (guint i = 0; i < first && region == NULL; i++)
        region = region_of(sheet, arsip_sheet_line(sheet, i));
    *place = arsip_line_place(sheet, arsip_sheet_line(sheet, first), 0, G_MAXUINT32);
    for (guint i = first; i < past; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);

        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", line->text);
        if (line->page == place->page && i > first) {
            ArsipPlace more = arsip_line_place(sheet, line, 0, G_MAXUINT32);

            place->length =
                MAX(place->length, more.start + more.length - MIN(place->start, more.start + more.length));
        }
    }
    unit = arsip_office_spell(text->str);
    if (region != NULL &&
        strstr(text->str, strchr(region, ' ') != NULL ? strchr(region, ' ') : region) == NULL) {
        g_autofree char *spelt = arsip_office_spell(region);

        return g_strdup_printf("%s %s", unit, spelt);
    }
    return g_steal_pointer(&unit);
}
