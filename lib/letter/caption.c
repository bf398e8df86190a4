/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/caption.h"
#include "letter/date.h"
#include "letter/place-date.h"
#include "letter/spelling.h"

#include <string.h>

#define RUNS_MAX 3

/* A word of a caption, without what follows it. */
typedef struct {
    char *folded;
    guint32 end;          /* byte in the line's text */
    gboolean ends_clause; /* a separator or a bracket follows */
} Run;

typedef struct {
    ArsipCaptionKind kind;
    const char *words[RUNS_MAX + 1];
} Phrase;

/* Longer phrases first. */
static const Phrase phrases[] = {
    {ARSIP_CAPTION_KEPADA, {"kepada", "yang", "terhormat"}},
    {ARSIP_CAPTION_TANGGAL_OTHER, {"tempat", "tanggal", "lahir"}},
    {ARSIP_CAPTION_RINGKASAN, {"ringkasan", "isi", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"nomor", "tanggal", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"nomor", "tgl", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"no", "tgl", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"no", "tanggal", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"tanggal", "nomor", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"tgl", "no", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"tanggal", "no", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"nomor", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"no", "surat"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"surat", "nomor"}},
    {ARSIP_CAPTION_NOMOR_SURAT, {"surat", "no"}},
    {ARSIP_CAPTION_NOMOR, {"nomor", "naskah"}},
    {ARSIP_CAPTION_SIFAT, {"sifat", "surat"}},
    {ARSIP_CAPTION_SIFAT, {"sifat", "naskah"}},
    {ARSIP_CAPTION_HAL, {"hal", "surat"}},
    {ARSIP_CAPTION_HAL, {"perihal", "surat"}},
    {ARSIP_CAPTION_OTHER, {"isi", "disposisi"}},
    {ARSIP_CAPTION_OTHER, {"dengan", "hormat", "harap"}},
    {ARSIP_CAPTION_RINGKASAN, {"isi", "ringkas"}},
    {ARSIP_CAPTION_RINGKASAN, {"isi", "surat"}},
    {ARSIP_CAPTION_RINGKASAN, {"ringkasan", "isi"}},
    {ARSIP_CAPTION_KEPADA, {"kepada", "yth"}},
    {ARSIP_CAPTION_KEPADA, {"yang", "terhormat"}},
    {ARSIP_CAPTION_KEPADA, {"yth", "kepada"}},
    {ARSIP_CAPTION_DARI, {"surat", "dari"}},
    {ARSIP_CAPTION_DARI, {"asal", "surat"}},
    {ARSIP_CAPTION_DARI, {"dari", "instansi"}},
    {ARSIP_CAPTION_DARI, {"pengirim", "surat"}},
    {ARSIP_CAPTION_TANGGAL_SURAT, {"tanggal", "surat"}},
    {ARSIP_CAPTION_TANGGAL_SURAT, {"tgl", "surat"}},
    {ARSIP_CAPTION_TANGGAL_SURAT, {"surat", "tanggal"}},
    {ARSIP_CAPTION_TANGGAL_SURAT, {"surat", "tgl"}},
    {ARSIP_CAPTION_TANGGAL_SURAT, {"tertanggal"}},
    {ARSIP_CAPTION_TANGGAL_OTHER, {"diterima", "tanggal"}},
    {ARSIP_CAPTION_TANGGAL_OTHER, {"diterima", "tgl"}},
    {ARSIP_CAPTION_TANGGAL_OTHER, {"diterima"}},
    {ARSIP_CAPTION_TANGGAL_OTHER, {"terima"}},
    {ARSIP_CAPTION_HARI, {"hari", "tanggal"}},
    {ARSIP_CAPTION_HARI, {"haritanggal"}},
    {ARSIP_CAPTION_HARI, {"haritgl"}},
    {ARSIP_CAPTION_HARI, {"hari", "tgl"}},
    {ARSIP_CAPTION_NOMOR, {"nomor"}},
    {ARSIP_CAPTION_NOMOR, {"nomer"}},
    {ARSIP_CAPTION_NOMOR, {"nornor"}},
    {ARSIP_CAPTION_NOMOR, {"no"}},
    {ARSIP_CAPTION_SIFAT, {"sifat"}},
    {ARSIP_CAPTION_SIFAT, {"klasifikasi"}},
    {ARSIP_CAPTION_LAMPIRAN, {"lampiran"}},
    {ARSIP_CAPTION_LAMPIRAN, {"lamp"}},
    {ARSIP_CAPTION_HAL, {"perihal"}},
    {ARSIP_CAPTION_HAL, {"hal"}},
    {ARSIP_CAPTION_TENTANG, {"tentang"}},
    {ARSIP_CAPTION_KEPADA, {"yth"}},
    {ARSIP_CAPTION_KEPADA, {"yih"}},
    {ARSIP_CAPTION_KEPADA, {"kepada"}},
    {ARSIP_CAPTION_KEPADA, {"untuk"}},
    {ARSIP_CAPTION_DARI, {"dari"}},
    {ARSIP_CAPTION_DARI, {"pengirim"}},
    {ARSIP_CAPTION_MELALUI, {"melalui"}},
    {ARSIP_CAPTION_TANGGAL, {"tanggal"}},
    {ARSIP_CAPTION_TANGGAL, {"tgl"}},
    {ARSIP_CAPTION_TEMBUSAN, {"tembusan"}},
    {ARSIP_CAPTION_ALAMAT, {"alamat"}},
    {ARSIP_CAPTION_ALAMAT, {"beralamat"}},
    {ARSIP_CAPTION_TELEPON, {"telepon"}},
    {ARSIP_CAPTION_TELEPON, {"telp"}},
    {ARSIP_CAPTION_TELEPON, {"hp"}},
    {ARSIP_CAPTION_TELEPON, {"handphone"}},
    {ARSIP_CAPTION_TELEPON, {"ponsel"}},
    {ARSIP_CAPTION_OTHER, {"disposisi"}},
    {ARSIP_CAPTION_OTHER, {"diteruskan"}},
    {ARSIP_CAPTION_OTHER, {"catatan"}},
    {ARSIP_CAPTION_OTHER, {"paraf"}},
    {ARSIP_CAPTION_OTHER, {"indeks"}},
};

/* What a colon may be read as, or stand among. */
static gboolean
is_dirt(const char *at)
{
    return *at != '\0' && strchr(".,'`\"*_~^<>", *at) != NULL;
}

static gboolean
is_separator(char c)
{
    return c != '\0' && strchr(":;=", c) != NULL;
}

static guint
read_runs(const ArsipLine *line, guint32 from, Run runs[RUNS_MAX])
{
    const char *at = line->text + from;
    guint n = 0;

    while (*at != '\0' && !g_ascii_isalnum(*at) &&
           !is_separator(*at)) /* a quote or a bullet, often a speck */
        at = g_utf8_next_char(at);
    while (n < RUNS_MAX && *at != '\0') {
        const char *begin;

        at += strspn(at, " .,'`/");
        begin = at;
        at += strcspn(at, " :;=.,'`\"()/");
        if (at == begin)
            break;
        runs[n].folded = arsip_spelling_fold(begin, (gsize)(at - begin));
        runs[n].end = (guint32)(at - line->text);
        runs[n].ends_clause = *at != '\0' && strchr(":;=(\"", at[strspn(at, " .,'`")]) != NULL;
        if (runs[n++].ends_clause)
            break;
    }
    return n;
}

/* A caption before a colon may have lost a letter more than a bare one. */
static gboolean
is_word(const Run *run, const char *keyword)
{
    gsize length = strlen(keyword);

    if (arsip_spelling_is(run->folded, keyword))
        return TRUE;
    if (!run->ends_clause || strcmp(run->folded, "kepala") == 0)
        return FALSE;
    if (length >= 7)
        return arsip_spelling_distance(run->folded, keyword, 2) <= 2;
    /* Dori, Hol: the vowel may be wrong, never the letters round it (Hari, Hak). */
    return (length == 3 || length == 4) && arsip_spelling_distance(run->folded, keyword, 1) <= 1 &&
           run->folded[0] == keyword[0] && strlen(run->folded) == length &&
           (run->folded[length - 1] == keyword[length - 1] || length == 4);
}

/* Yfh., Ytb., Vth.: nothing else looks like it. */
static gboolean
is_honoured(const ArsipLine *line, const Run *run)
{
    const char *word = run->folded;

    return strlen(word) == 3 && strchr("yv", word[0]) != NULL && strchr("hbn", word[2]) != NULL &&
           !g_ascii_isdigit(word[1]) && line->text[run->end] == '.';
}

static guint
match_phrase(const Phrase *phrase, const Run *runs, guint n)
{
    guint i;

    for (i = 0; i < RUNS_MAX && phrase->words[i] != NULL; i++) {
        if (i >= n || !is_word(&runs[i], phrase->words[i]))
            return 0;
    }
    return i;
}

/*
 * The length of a colon that was read as a stroke (1, l, i, !), with what follows it up to the value; 0 where
 * it is none: "Nomor 1 TAHUN 2020", "Tanggal 1 Mei 2020", "Lampiran 1 (satu) berkas".
 */
static guint32
stray_stroke(const char *at)
{
    const char *next;
    gsize word;

    if (*at == '\0' || strchr("1lIi!|t8", *at) == NULL || at[1] != ' ')
        return 0;
    next = at + 2;
    word = strcspn(next, " ");
    if (g_ascii_isdigit(next[0]) ? memchr(next, '/', word) == NULL : !g_ascii_isalpha(next[0]))
        return 0;
    if (g_ascii_isalpha(next[0])) {
        g_autofree char *folded = arsip_spelling_fold(next, word);

        if (arsip_month_read(folded) > 0 || arsip_spelling_is(folded, "tahun"))
            return 0;
    }
    return 2;
}

static guint32
skip_separator(const ArsipLine *line, guint32 at, gboolean *found)
{
    const char *text = line->text;

    *found = FALSE;
    while (text[at] == ' ' || is_separator(text[at]) || is_dirt(text + at)) {
        *found = *found || is_separator(text[at]);
        at++;
    }
    return *found ? at : at + stray_stroke(text + at);
}

/* Nomor SPM, No. Agenda: what number is it? */
static void
qualify(ArsipCaption *caption, const Run *runs, guint n)
{
    static const char *const forms[] = {"spp",      "spm",        "sp2d", "spd", "sppd",      "bukti",
                                        "kuitansi", "kwitansi",   "spt",  "st",  "keputusan", "sk",
                                        "kontrak",  "perjanjian", "spk",  "ba",  "dokumen",   NULL};
    static const char *const others[] = {
        "agenda",    "urut",    "telepon", "telp",    "rekening", "ponsel",   "hp",        "induk",
        "pokok",     "kk",      "ktp",     "nik",     "kartu",    "polisi",   "pol",       "registrasi",
        "reg",       "arsip",   "berkas",  "kendali", "kontak",   "wa",       "handphone", "bku",
        "rek",       "seri",    "absen",   "peserta", "npwp",     "faks",     "fax",       "tlp",
        "identitas", "anggota", "tanggal", "nama",    "uraian",   "kegiatan", "jabatan",   NULL};

    if (n < 2 || (caption->kind != ARSIP_CAPTION_NOMOR && caption->kind != ARSIP_CAPTION_TANGGAL))
        return;
    if (caption->kind == ARSIP_CAPTION_TANGGAL) {
        static const char *const dates[] = {"terima",       "diterima",   "agenda",    "lahir",
                                            "masuk",        "penerimaan", "berangkat", "kembali",
                                            "penyelesaian", "harus",      NULL};
        if (arsip_spelling_find(runs[1].folded, dates) >= 0 ||
            (g_strv_contains(forms, runs[1].folded) && runs[1].ends_clause))
            caption->kind = ARSIP_CAPTION_TANGGAL_OTHER;
        return;
    }
    if (g_strv_contains(forms, runs[1].folded) && runs[1].ends_clause) {
        caption->kind = ARSIP_CAPTION_NOMOR_FORM;
        g_strlcpy(caption->qualifier, runs[1].folded, sizeof caption->qualifier);
        return;
    }
    if (g_strv_contains(others, runs[1].folded) ||
        (strlen(runs[1].folded) >= 5 && arsip_spelling_find(runs[1].folded, others) >= 0))
        caption->kind = ARSIP_CAPTION_NOMOR_OTHER;
}

static ArsipCaption
read_at(const ArsipLine *line, guint32 from)
{
    ArsipCaption caption = {.kind = ARSIP_CAPTION_NONE, .at = from};
    Run runs[RUNS_MAX] = {0};
    guint n = read_runs(line, from, runs);
    guint used = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(phrases) && used == 0; i++) {
        used = match_phrase(&phrases[i], runs, n);
        caption.kind = used > 0 ? phrases[i].kind : ARSIP_CAPTION_NONE;
    }
    if (used == 0 && n > 0 && is_honoured(line, &runs[0])) {
        caption.kind = ARSIP_CAPTION_KEPADA;
        used = 1;
    }
    if (used > 0) {
        qualify(&caption, runs, n);
        if (caption.kind == ARSIP_CAPTION_NOMOR_FORM)
            used = 2;
        while (used < n && line->text[runs[used - 1].end] == '/' &&
               g_ascii_isalpha(line->text[runs[used - 1].end + 1]))
            used++; /* Hal/Isi : */
        caption.value = skip_separator(line, runs[used - 1].end, &caption.has_separator);
    }
    /* "Untuk itu ...", "Melalui surat ini ...", "Klasifikasi arsip ..." */
    if ((caption.kind == ARSIP_CAPTION_MELALUI || (used > 0 && strcmp(runs[0].folded, "klasifikasi") == 0) ||
         (caption.kind == ARSIP_CAPTION_KEPADA && strcmp(runs[0].folded, "untuk") == 0)) &&
        !caption.has_separator)
        caption.kind = ARSIP_CAPTION_NONE;
    for (guint i = 0; i < n; i++)
        g_free(runs[i].folded);
    return caption;
}

/* Where a line begins, half a dozen rooms of the letter ask. */
ArsipCaption
arsip_caption_read(const ArsipSheet *sheet, const ArsipLine *line, guint32 from)
{
    guint number = (guint)(line - arsip_sheet_line(sheet, 0));
    ArsipCaption caption;

    if (from > 0)
        return read_at(line, from);
    if (number >= sheet->captions->len)
        g_ptr_array_set_size(sheet->captions, (gint)sheet->lines->len);
    if (sheet->captions->pdata[number] != NULL)
        return *(const ArsipCaption *)sheet->captions->pdata[number];
    caption = read_at(line, 0);
    sheet->captions->pdata[number] = g_memdup2(&caption, sizeof caption);
    return caption;
}

gboolean
arsip_caption_is_lost(const ArsipSheet *sheet, guint i, ArsipCaption *caption)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i), *above = i > 0 ? line - 1 : NULL;
    guint32 value = line->text[0] == ':' ? 1 + (guint32)strspn(line->text + 1, " ") : 0;

    if (value == 0 || above == NULL || above->page != line->page || line->n_words < 3 ||
        !g_ascii_isupper(line->text[value]))
        return FALSE;
    switch (arsip_caption_read(sheet, above, 0).kind) {
    case ARSIP_CAPTION_NOMOR:
    case ARSIP_CAPTION_SIFAT:
    case ARSIP_CAPTION_LAMPIRAN:
    case ARSIP_CAPTION_TANGGAL:
        *caption = (ArsipCaption){.kind = ARSIP_CAPTION_HAL, .value = value, .has_separator = TRUE};
        return TRUE;
    default:
        return FALSE;
    }
}

ArsipCaption
arsip_caption_within(const ArsipSheet *sheet, const ArsipLine *line, guint32 from)
{
    ArsipCaption none = {.kind = ARSIP_CAPTION_NONE, .at = line->length, .value = line->length};

    for (guint i = arsip_line_word_at(sheet, line, from); i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);
        ArsipCaption caption;

        if (word->at <= from || !g_ascii_isupper(word->text[0]))
            continue;
        caption = arsip_caption_read(sheet, line, word->at);
        /* Yth. needs no colon: where columns have run into one line, it begins the second. */
        if (caption.kind != ARSIP_CAPTION_NONE && (caption.has_separator || strcmp(word->folded, "yth") == 0))
            return caption;
    }
    return none;
}

gboolean
arsip_caption_value(const ArsipSheet *sheet, guint i, const ArsipCaption *caption, ArsipExtent *value)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    gboolean found;
    gint beside;

    if (caption->value < line->length) {
        *value = (ArsipExtent){i, caption->value, arsip_caption_within(sheet, line, caption->value).at};
        /* "Kepada : Yth.     Kepala Dinas": these blanks part nothing. */
        if (caption->kind != ARSIP_CAPTION_KEPADA)
            value->to = MIN(value->to, arsip_line_column_end(sheet, line, caption->value));
        return value->from < value->to;
    }
    beside = arsip_sheet_beside(sheet, i);
    if (beside < 0 && i + 1 < sheet->lines->len && is_separator(arsip_sheet_line(sheet, i + 1)->text[0]))
        beside = (gint)i + 1;
    if (beside < 0)
        return FALSE;
    line = arsip_sheet_line(sheet, (guint)beside);
    if (arsip_caption_read(sheet, line, 0).kind != ARSIP_CAPTION_NONE || arsip_place_date_is(sheet, line))
        return FALSE;
    value->line = (guint)beside;
    value->from = skip_separator(line, 0, &found);
    value->to = arsip_caption_within(sheet, line, value->from).at;
    return value->from < value->to;
}
