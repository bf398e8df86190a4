/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/personal.h"
#include "letter/shape.h"
#include "letter/spelling.h"

#include <string.h>

/* A NIK with a digit doubled. */
#define DIGITS_MAX 17

/* A telephone and an address belong together within so many lines. */
#define ADDRESS_NEAR 6

/* A caption stands so many words before its number at most. */
#define WORDS_BEFORE 8

/* The shortest number that counts: a telephone. */
#define DIGITS_MIN 9

/* Fewer digits at the beginning of a line number an item of a list. */
#define REST_MIN 3

/* What the words before a number say it is. */
typedef enum { SAID_NOTHING, SAID_NIK, SAID_KK, SAID_NPWP, SAID_TELEPON, SAID_OTHER } Said;

/* Groups of digits with single signs between them: "97301825 10660031", "01.234.567.8-912.000". */
typedef struct {
    char digits[DIGITS_MAX + 1];
    gsize n;
    guint32 start, end; /* bytes of the line's text */
    gsize smallest;     /* group */
} Run;

static gint
two(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/* Region 6 (province, regency, district, none of them 00), birth DDMMYY (day + 40 for women), serial 4:
 * Permendagri 72/2022. */
static gboolean
is_nik(const char *digits)
{
    gint day = two(digits + 6), month = two(digits + 8);

    if (two(digits) < 11 || two(digits + 2) == 0 || two(digits + 4) == 0 || strcmp(digits + 12, "0000") == 0)
        return FALSE;
    if (day > 40)
        day -= 40;
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

static gboolean
is_between(char c)
{
    return c == ' ' || c == '.' || c == '-';
}

/* The length of the group of digits at `at`, misread ones among them; 0 where it is no such group. */
static gsize
group_length(const char *at)
{
    gsize n = 0, sure = 0;

    for (; arsip_spelling_digit(at[n], TRUE) >= 0; n++)
        sure += g_ascii_isdigit(at[n]) != 0;
    return sure * 10 >= n * 6 && !g_ascii_isalpha(at[n]) && (guchar)at[n] < 0x80 ? n : 0;
}

/* Reads whole groups from byte `from` on, up to `most` digits together. */
static Run
read_run(const ArsipLine *line, guint32 from, gsize most)
{
    const char *text = line->text;
    Run run = {.start = from, .end = from, .smallest = most};

    for (guint32 at = from;; at++) {
        gsize n = group_length(text + at);

        if (n == 0 || run.n + n > most)
            break;
        for (gsize i = 0; i < n; i++)
            run.digits[run.n++] = (char)('0' + arsip_spelling_digit(text[at + i], TRUE));
        at += (guint32)n;
        run.end = at;
        run.smallest = MIN(run.smallest, n);
        if (!is_between(text[at]))
            break;
    }
    return run;
}

static Said
said_by(const char *folded)
{
    static const struct {
        const char *word;
        Said said;
    } words[] = {{"nik", SAID_NIK},          {"ktp", SAID_NIK},
                 {"kependudukan", SAID_NIK}, {"kk", SAID_KK},
                 {"npwp", SAID_NPWP},        {"telepon", SAID_TELEPON},
                 {"ponsel", SAID_TELEPON},   {"hp", SAID_TELEPON},
                 {"telp", SAID_TELEPON},     {"handphone", SAID_TELEPON},
                 {"wa", SAID_TELEPON},       {"whatsapp", SAID_TELEPON},
                 {"seluler", SAID_TELEPON},  {"tlp", SAID_TELEPON},
                 {"nip", SAID_OTHER},        {"rekening", SAID_OTHER},
                 {"rek", SAID_OTHER},        {"va", SAID_OTHER},
                 {"virtual", SAID_OTHER},    {"nrp", SAID_OTHER},
                 {"nuptk", SAID_OTHER},      {"imei", SAID_OTHER},
                 {"nisn", SAID_OTHER},       {"bpjs", SAID_OTHER}};

    if (strstr(folded, "nik") == folded && strlen(folded) <= 6 &&
        (folded[3] == '\0' || strstr(folded, "ktp") != NULL))
        return SAID_NIK;
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        if (arsip_spelling_is(folded, words[i].word))
            return words[i].said;
    }
    return SAID_NOTHING;
}

/* The nearest telling word before the number on its line; "Kartu Keluarga" is two. */
static Said
said_before(const ArsipSheet *sheet, const ArsipLine *line, guint32 at)
{
    guint last = MIN(arsip_line_word_at(sheet, line, at), line->n_words - 1);

    for (guint i = last + 1; i > 0 && i + WORDS_BEFORE > last;) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, --i);
        Said said;

        if (arsip_spelling_is(word->folded, "keluarga") && i > 0 &&
            arsip_spelling_is(arsip_line_word(sheet, line, i - 1)->folded, "kartu"))
            return SAID_KK;
        said = said_by(word->folded);
        if (said != SAID_NOTHING)
            return said;
    }
    return SAID_NOTHING;
}

/* A caption alone at the left of the same row speaks for the value beside it. */
static Said
said_of(const ArsipSheet *sheet, guint i, guint32 at)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    Said said = said_before(sheet, line, at);

    if (said != SAID_NOTHING || i == 0 || arsip_sheet_line(sheet, i - 1)->row != line->row || at > 4)
        return said;
    return said_before(sheet, arsip_sheet_line(sheet, i - 1), G_MAXUINT32);
}

static gboolean
holds(const ArsipLine *line, const Run *run, char sign)
{
    return memchr(line->text + run->start, sign, run->end - run->start) != NULL;
}

static gboolean
is_npwp_shape(const ArsipLine *line, const Run *run)
{
    return run->n == 15 && holds(line, run, '.') && holds(line, run, '-');
}

static gboolean
is_mobile(const Run *run)
{
    if (g_str_has_prefix(run->digits, "628"))
        return run->n >= 11 && run->n <= 14;
    return g_str_has_prefix(run->digits, "08") && run->n >= 10 && run->n <= 13;
}

/* A home: an address that is not an office's, near the number and in the body. */
static gboolean
has_home_near(const ArsipSheet *sheet, guint i)
{
    static const char *const homes[] = {"alamat", "beralamat", "bertempat", "domisili", "kediaman", NULL};
    static const char *const offices[] = {"kantor", "dinas", "badan", "kompleks", "sekretariat", NULL};
    guint first = i > ADDRESS_NEAR ? i - ADDRESS_NEAR : 0;

    for (guint j = first; j < MIN(i + ADDRESS_NEAR + 1, sheet->lines->len); j++) {
        const ArsipLine *line = arsip_sheet_line(sheet, j);

        if (line->page != arsip_sheet_line(sheet, i)->page || line->zone == ARSIP_ZONE_KOP)
            continue;
        if (arsip_line_find(sheet, line, 12, homes) >= 0 &&
            arsip_line_find(sheet, line, line->n_words, offices) < 0)
            return TRUE;
    }
    return FALSE;
}

/* Without a word that says so: whole, or in groups as people write it, which amounts and codes are not. */
static gboolean
is_bare_nik(const ArsipLine *line, const Run *run)
{
    return run->smallest >= 4 && !holds(line, run, '.') && !holds(line, run, '-') && is_nik(run->digits);
}

/* The words before say which kind of number of a person it is. */
static gboolean
is_announced(Said said)
{
    return said == SAID_NIK || said == SAID_KK || said == SAID_NPWP;
}

/* The page has nothing between the ends of the two lines that a line feed and a hyphen would not explain. */
static gboolean
follows_on_page(const ArsipSheet *sheet, const ArsipLine *line, const ArsipLine *next)
{
    const ArsipLineWord *last = arsip_line_word(sheet, line, line->n_words - 1);
    const ArsipLineWord *first = arsip_line_word(sheet, next, 0);

    return next->page == line->page && first->start > last->start &&
           first->start - last->start - last->length <= 2;
}

/* A number that its caption announces and a line's end breaks: the rest begins the next line. */
static const char *
read_broken(const ArsipSheet *sheet, guint i, guint32 at, Said said, Run *run, guint32 *rest)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i), *next;
    gsize whole = said == SAID_NPWP ? 15 : 16;
    Run more;

    *run = read_run(line, at, DIGITS_MAX);
    if (!is_announced(said) || run->n < 4 || run->n >= whole || run->end + 1 < line->length ||
        i + 1 >= sheet->lines->len)
        return NULL;
    next = arsip_sheet_line(sheet, i + 1);
    if (next->n_words == 0 || !follows_on_page(sheet, line, next))
        return NULL;
    for (; whole <= 16; whole++) {
        more = read_run(next, 0, whole - run->n);
        if (more.n < REST_MIN || run->n + more.n != whole)
            continue;
        memcpy(run->digits + run->n, more.digits, more.n);
        run->n = whole;
        *rest = more.end;
        return said == SAID_NIK ? "nik" : said == SAID_KK ? "kk" : "npwp";
    }
    return NULL;
}

/* NIK, KK or NPWP, and in *run its digits; NULL for none. */
static const char *
read_identity(const ArsipLine *line, guint32 at, Said said, Run *run)
{
    *run = read_run(line, at, 16);
    if (run->n == 16 && said == SAID_KK)
        return "kk";
    if (run->n == 16 && said == SAID_NPWP)
        return "npwp";
    if (run->n == 16 && (said == SAID_NIK || (said != SAID_TELEPON && is_bare_nik(line, run))))
        return "nik";
    *run = read_run(line, at, 15);
    if (run->n == 15 && (said == SAID_NPWP || is_npwp_shape(line, run)))
        return "npwp";
    /* A digit lost or doubled in reading does not make a NIK less of one. */
    *run = read_run(line, at, 17);
    return said == SAID_NIK && run->n >= 15 ? "nik" : NULL;
}

static gboolean
read_telephone(const ArsipLine *line, guint32 at, Said said, Run *run)
{
    for (gsize most = 9; most <= 14; most++) {
        *run = read_run(line, at, most);
        if (run->n == most &&
            (is_mobile(run) || (said == SAID_TELEPON && run->digits[0] == '0' && run->n >= 9)))
            return TRUE;
    }
    return FALSE;
}

/* rest: bytes of the next line's text that belong to the number. */
static const char *
read_number(const ArsipSheet *sheet, guint i, guint32 at, Run *run, guint32 *rest)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    const char *kind;
    Said said;

    *rest = 0;
    *run = read_run(line, at, DIGITS_MAX);
    if (run->n < DIGITS_MIN && run->end + 1 < line->length)
        return NULL;
    said = said_of(sheet, i, at);
    if (said == SAID_OTHER)
        return NULL;
    kind = read_identity(line, at, said, run);
    if (kind == NULL)
        kind = read_broken(sheet, i, at, said, run, rest);
    if (kind != NULL)
        return kind;
    if ((line->zone == ARSIP_ZONE_ISI || line->zone == ARSIP_ZONE_KEPALA) &&
        read_telephone(line, at, said, run) && has_home_near(sheet, i))
        return "telepon";
    return NULL;
}

static gboolean
begins_group(const ArsipLine *line, guint32 at)
{
    char before = at > 0 ? line->text[at - 1] : ' ';

    return !g_ascii_isalnum(before) && before != '/' && (guchar)before < 0x80 &&
           group_length(line->text + at) > 0;
}

static ArsipPersonal *
make_personal(const ArsipSheet *sheet, guint i, const char *kind, const Run *run, guint32 rest)
{
    ArsipPersonal *personal = g_new0(ArsipPersonal, 1);

    personal->kind = kind;
    personal->value = g_strndup(run->digits, run->n);
    personal->place = arsip_line_place(sheet, arsip_sheet_line(sheet, i), run->start, run->end);
    if (rest > 0) {
        ArsipPlace more = arsip_line_place(sheet, arsip_sheet_line(sheet, i + 1), 0, rest);

        personal->place.length = more.start + more.length - personal->place.start;
    }
    return personal;
}

GPtrArray *
arsip_personal_find(const ArsipSheet *sheet)
{
    GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_personal_free);

    for (guint i = 0; i < sheet->lines->len; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);

        for (guint32 at = 0; at < line->length; at++) {
            const char *kind;
            guint32 rest;
            Run run;

            if (!begins_group(line, at))
                continue;
            kind = read_number(sheet, i, at, &run, &rest);
            if (kind == NULL) {
                at += (guint32)group_length(line->text + at);
                continue;
            }
            g_ptr_array_add(found, make_personal(sheet, i, kind, &run, rest));
            at = run.end;
        }
    }
    return found;
}
