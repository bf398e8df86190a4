/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letters.h"

#include <string.h>

/* A page of A4 at 300 dpi, with letters of one width. */
#define PAGE_WIDTH  2480
#define PAGE_HEIGHT 3508
#define PAGE_DPI    300
#define MARGIN      290
#define LETTER_WIDE 21
#define LETTER_HIGH 34
#define LINE_HIGH   52
#define LINE_MOST   86 /* bytes */

#define BODY_LEAST  1050 /* bytes */
#define BODY_MOST   1750
#define BOX         1000 /* letters of a box of paper */
#define FIRST_YEAR  2015
#define YEARS       10
#define MISREAD     0.005
#define JOINED      0.001 /* the space before a word was not seen */
#define NAMED       0.3   /* paragraphs that name a person */
#define UNSURE      0.04
#define SECOND_PAGE 0.08
#define TOPIC       0.4
#define UNDATED     0.03

typedef struct {
    const char *label;
    const char *title; /* NULL: a letter with Nomor, Sifat, Lampiran, Hal */
    double share;
} Kind;

static const Kind kinds[] = {
    {"jenis/surat-dinas", NULL, 0.30},
    {"jenis/undangan", NULL, 0.19},
    {"jenis/nota-dinas", "NOTA DINAS", 0.14},
    {"jenis/surat-tugas", "SURAT TUGAS", 0.11},
    {"jenis/keputusan", "KEPUTUSAN", 0.08},
    {"jenis/pengumuman", "PENGUMUMAN", 0.06},
    {"jenis/laporan", "LAPORAN", 0.045},
    {"jenis/surat-edaran", "SURAT EDARAN", 0.03},
    {"jenis/berita-acara", "BERITA ACARA", 0.02},
    {"jenis/perjanjian", "PERJANJIAN KERJA SAMA", 0.01},
    {"jenis/instruksi", "INSTRUKSI", 0.004},
    {"jenis/peraturan", "PERATURAN", 0.001},
};

static const Kind topics[] = {
    {"perihal/anggaran", NULL, 0.28},         {"perihal/pengadaan", NULL, 0.22},
    {"perihal/kenaikan-pangkat", NULL, 0.17}, {"perihal/cuti", NULL, 0.13},
    {"perihal/perizinan", NULL, 0.1},         {"perihal/kependudukan", NULL, 0.06},
    {"perihal/pensiun", NULL, 0.03},          {"perihal/pengawasan", NULL, 0.01},
};

static const char *const months[] = {"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                     "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
static const char *const romans[] = {"I",   "II",   "III", "IV", "V",  "VI",
                                     "VII", "VIII", "IX",  "X",  "XI", "XII"};

static const struct {
    const char *name, *code;
} offices[] = {
    {"BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA", "BKPSDM"},
    {"DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "DISDUKCAPIL"},
    {"DINAS PENDIDIKAN", "DISDIK"},
    {"DINAS KESEHATAN", "DINKES"},
    {"DINAS PEKERJAAN UMUM DAN PENATAAN RUANG", "DPUPR"},
    {"DINAS SOSIAL", "DINSOS"},
    {"DINAS PERHUBUNGAN", "DISHUB"},
    {"BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH", "BPKAD"},
    {"BADAN PERENCANAAN PEMBANGUNAN DAERAH", "BAPPEDA"},
    {"DINAS PERPUSTAKAAN DAN KEARSIPAN", "DISPUSIP"},
    {"DINAS PENANAMAN MODAL DAN PELAYANAN PERIZINAN TERPADU", "DPMPTSP"},
    {"SEKRETARIAT DAERAH", "SETDA"},
    {"INSPEKTORAT", "ITDA"},
    {"DINAS LINGKUNGAN HIDUP", "DLH"},
    {"SATUAN POLISI PAMONG PRAJA", "SATPOLPP"},
    {"KECAMATAN TIRTAJAYA", "KEC-TJ"},
};

static const char *const places[] = {"Lembayung", "Tirtajaya",  "Sukamaju",    "Banjarsari",
                                     "Wanareja",  "Karangasem", "Mekarjaya",   "Purwodadi",
                                     "Kertasari", "Argomulyo",  "Sindangsari", "Gunungsari"};
static const char *const classes[] = {"005", "027", "045", "050", "090", "100", "180", "400", "420", "440",
                                      "460", "470", "503", "700", "800", "821", "824", "851", "870", "900"};
static const char *const family[] = {"Arumdalu", "Sekarwangi", "Laksmi",  "Wibowo",    "Hidayat", "Kusuma",
                                     "Pratama",  "Santoso",    "Utami",   "Nugroho",   "Siregar", "Rahayu",
                                     "Setiawan", "Maharani",   "Saputra", "Handayani", "Wijaya",  "Permata"};
static const char *const deeds[] = {"Undangan Rapat", "Permohonan",      "Penyampaian",   "Laporan",
                                    "Usulan",         "Permintaan Data", "Pemberitahuan", "Rekomendasi",
                                    "Tindak Lanjut",  "Pelaksanaan",     "Evaluasi",      "Sosialisasi"};
static const char *const sifat[] = {"Biasa", "Biasa", "Biasa", "Penting", "Segera", "Rahasia"};

#define ONE_OF(rand, array) ((array)[g_rand_int_range((rand), 0, G_N_ELEMENTS(array))])

/* A line before it is broken into those of the page. */
typedef struct {
    ArsipZone zone;
    gboolean is_apart;  /* an empty line before it */
    gboolean turns;     /* it begins a page */
    const char *field;  /* or NULL */
    gsize start, value; /* bytes of the text; value: where the field's begins */
} Line;

typedef struct {
    const BenchWords *words;
    GRand *rand;
    BenchLetter *letter;
    const char *place;
    const char *class;
    guint office;
    GString *text; /* lines, one behind the other */
    GArray *lines; /* of Line */
} Writer;

static Line *
begin_line(Writer *writer, ArsipZone zone, gboolean is_apart)
{
    Line line = {zone, is_apart, FALSE, NULL, writer->text->len, writer->text->len};

    g_array_append_val(writer->lines, line);
    return &g_array_index(writer->lines, Line, writer->lines->len - 1);
}

static void
begin_value(Writer *writer, const char *field)
{
    Line *line = &g_array_index(writer->lines, Line, writer->lines->len - 1);

    line->field = field;
    line->value = writer->text->len;
}

static const Kind *
choose_kind(GRand *rand, const Kind *from, guint n)
{
    double at = g_rand_double(rand);

    for (guint i = 0; i < n; i++) {
        if (at < from[i].share)
            return &from[i];
        at -= from[i].share;
    }
    return NULL;
}

static void
choose_date(Writer *writer, guint32 seed, guint number)
{
    g_autoptr(GRand) box = g_rand_new_with_seed(seed ^ (number / BOX * 2654435761u));
    gint32 middle = g_rand_int_range(box, 60, YEARS * 365 - 60);
    gint32 day = middle + (gint32)((g_rand_double(writer->rand) + g_rand_double(writer->rand) - 1) * 60);
    g_autoptr(GDate) date = g_date_new_dmy(1, G_DATE_JANUARY, FIRST_YEAR);

    g_date_add_days(date, (guint)day);
    writer->letter->year = g_date_get_year(date);
    writer->letter->month = (guint)g_date_get_month(date);
    writer->letter->day = g_date_get_day(date);
}

static void
write_number(Writer *writer)
{
    begin_value(writer, "nomor");
    g_string_append_printf(writer->text, "%s/%d/%s/%s/%u", writer->class,
                           g_rand_int_range(writer->rand, 1, 2500), offices[writer->office].code,
                           romans[writer->letter->month - 1], writer->letter->year);
}

static void
write_date(Writer *writer)
{
    g_string_append_printf(writer->text, "%u %s %u", writer->letter->day, months[writer->letter->month - 1],
                           writer->letter->year);
}

static void
write_person(Writer *writer)
{
    bench_name(writer->rand, writer->text);
    g_string_append_c(writer->text, ' ');
    if (g_rand_boolean(writer->rand))
        g_string_append(writer->text, ONE_OF(writer->rand, family));
    else
        bench_name(writer->rand, writer->text);
}

static void
write_capital(Writer *writer, const char *word)
{
    g_string_append_c(writer->text, g_ascii_toupper(*word));
    g_string_append(writer->text, word + 1);
}

static void
write_subject(Writer *writer)
{
    const char *const *subjects = bench_words_subjects(writer->words);
    guint n = g_strv_length((GStrv)subjects);

    begin_value(writer, "hal");
    if (n > 0 && g_rand_double(writer->rand) < 0.3) {
        g_string_append(writer->text, subjects[g_rand_int_range(writer->rand, 0, (gint32)n)]);
        return;
    }
    g_string_append(writer->text, ONE_OF(writer->rand, deeds));
    for (gint i = g_rand_int_range(writer->rand, 2, 5); i > 0; i--) {
        g_string_append_c(writer->text, ' ');
        write_capital(writer, bench_words_draw(writer->words, writer->rand));
    }
}

static void
write_letterhead(Writer *writer)
{
    g_autofree char *place = g_ascii_strup(writer->place, -1);

    begin_line(writer, ARSIP_ZONE_KOP, FALSE);
    g_string_append_printf(writer->text, "PEMERINTAH KABUPATEN %s", place);
    begin_line(writer, ARSIP_ZONE_KOP, FALSE);
    begin_value(writer, "dari");
    g_string_append(writer->text, offices[writer->office].name);
    begin_line(writer, ARSIP_ZONE_KOP, FALSE);
    g_string_append_printf(writer->text, "Jalan %s Nomor %d %s 972%02u, Telepon (0788) 41%04u",
                           ONE_OF(writer->rand, family), g_rand_int_range(writer->rand, 1, 90), writer->place,
                           writer->office, writer->office * 137);
}

static void
write_captions(Writer *writer)
{
    begin_line(writer, ARSIP_ZONE_KEPALA, TRUE);
    g_string_append(writer->text, "Nomor : ");
    write_number(writer);
    begin_line(writer, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(writer->text, "Sifat : ");
    begin_value(writer, "sifat");
    g_string_append(writer->text, ONE_OF(writer->rand, sifat));
    begin_line(writer, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(writer->text,
                    g_rand_boolean(writer->rand) ? "Lampiran : 1 (satu) berkas" : "Lampiran : -");
    begin_line(writer, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(writer->text, "Hal : ");
    write_subject(writer);
    begin_line(writer, ARSIP_ZONE_KEPALA, TRUE);
    g_string_append(writer->text, "Yth. ");
    begin_value(writer, "kepada");
    g_string_append_printf(writer->text, "Kepala %s Kabupaten %s",
                           offices[g_rand_int_range(writer->rand, 0, G_N_ELEMENTS(offices))].name,
                           writer->place);
    begin_line(writer, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(writer->text, "di Tempat");
    begin_line(writer, ARSIP_ZONE_ISI, TRUE);
    g_string_append(writer->text, "Dengan hormat,");
}

static void
write_title(Writer *writer, const char *title)
{
    gsize start;

    begin_line(writer, ARSIP_ZONE_JUDUL, TRUE);
    g_string_append(writer->text, title);
    begin_line(writer, ARSIP_ZONE_JUDUL, FALSE);
    g_string_append(writer->text, "NOMOR ");
    write_number(writer);
    begin_line(writer, ARSIP_ZONE_JUDUL, FALSE);
    g_string_append(writer->text, "TENTANG");
    begin_line(writer, ARSIP_ZONE_JUDUL, FALSE);
    start = writer->text->len;
    write_subject(writer);
    for (gsize at = start; at < writer->text->len; at++)
        writer->text->str[at] = g_ascii_toupper(writer->text->str[at]);
}

static void
write_body(Writer *writer)
{
    gsize end = writer->text->len + (gsize)g_rand_int_range(writer->rand, BODY_LEAST, BODY_MOST);
    gboolean may_turn = g_rand_double(writer->rand) < SECOND_PAGE;

    for (guint n = 0; writer->text->len < end; n++) {
        Line *line = begin_line(writer, ARSIP_ZONE_ISI, TRUE);

        line->turns = may_turn && n == 1;
        if (g_rand_double(writer->rand) < NAMED) {
            g_string_append(writer->text, "Saudara ");
            write_person(writer);
            g_string_append_c(writer->text, ' ');
        }
        bench_words_write(writer->words, writer->rand, writer->text,
                          (gsize)g_rand_int_range(writer->rand, 150, 600));
    }
}

static void
write_end(Writer *writer)
{
    begin_line(writer, ARSIP_ZONE_ISI, TRUE);
    g_string_append(writer->text,
                    "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima "
                    "kasih.");
    begin_line(writer, ARSIP_ZONE_AKHIR, TRUE);
    g_string_append_printf(writer->text, "%s, ", writer->place);
    if (g_rand_double(writer->rand) >= UNDATED) {
        begin_value(writer, "tanggal");
        write_date(writer);
    }
    begin_line(writer, ARSIP_ZONE_AKHIR, FALSE);
    g_string_append_printf(writer->text, "Kepala %s,", offices[writer->office].name);
    begin_line(writer, ARSIP_ZONE_AKHIR, TRUE);
    write_person(writer);
    begin_line(writer, ARSIP_ZONE_AKHIR, FALSE);
    g_string_append(writer->text, "NIP ");
    bench_digits(writer->rand, writer->text, "19###### ###### # ###");
}

/* ---- from lines to pages */

typedef struct {
    ArsipReading *page;
    GString *text;
    guint number; /* from 1 */
    guint row;
    gsize line; /* where the page's line begins */
} Sheet;

static void
end_page(Writer *writer, Sheet *sheet)
{
    ArsipReading *page = sheet->page;

    if (page == NULL)
        return;
    writer->letter->bytes += sheet->text->len;
    g_free(page->text);
    page->text = g_string_free(sheet->text, FALSE);
    page->confidence = 94;
    page->width = PAGE_WIDTH;
    page->height = PAGE_HEIGHT;
    page->dpi = PAGE_DPI;
    page->known = 90;
    g_free(page->method);
    page->method = g_strdup("otsu");
    g_free(page->languages);
    page->languages = g_strdup("ind+eng");
    g_ptr_array_add(writer->letter->pages, page);
}

static void
begin_page(Writer *writer, Sheet *sheet)
{
    end_page(writer, sheet);
    *sheet = (Sheet){arsip_reading_new(), g_string_sized_new(3000), sheet->number + 1, 0, 0};
}

static void
break_line(Sheet *sheet)
{
    g_string_append_c(sheet->text, '\n');
    sheet->line = sheet->text->len;
    sheet->row++;
}

/* Its place in the zone's text is that behind what came before. */
static guint32
piece_for(Writer *writer, const Sheet *sheet, ArsipZone zone, gboolean is_new, guint32 *at)
{
    GArray *pieces = writer->letter->letter->zones[zone].pieces;
    ArsipPiece piece = {0, {sheet->number, (guint32)sheet->text->len, 0}};

    if (is_new) {
        const ArsipPiece *last = pieces->len > 0 ? &g_array_index(pieces, ArsipPiece, pieces->len - 1) : NULL;

        piece.at = last != NULL ? last->at + last->place.length + 1 : 0;
        g_array_append_val(pieces, piece);
    }
    const ArsipPiece *now = &g_array_index(pieces, ArsipPiece, pieces->len - 1);
    *at = now->at + (guint32)sheet->text->len - now->place.start;
    return pieces->len - 1;
}

static void
add_doubt(ArsipZoneText *zone, guint32 at, guint32 length, guint confidence)
{
    ArsipDoubt doubt = {at, length, (guint8)MIN(ARSIP_SURE - confidence, ARSIP_DOUBT_MOST)};

    if (zone->doubts == NULL)
        zone->doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
    g_array_append_val(zone->doubts, doubt);
}

static void
set_word(Writer *writer, Sheet *sheet, ArsipZone zone, gboolean *is_new, const char *written)
{
    g_autofree char *misread =
        g_rand_double(writer->rand) < MISREAD ? bench_misread(writer->rand, written) : NULL;
    const char *word = misread != NULL ? misread : written;
    guint32 length = (guint32)strlen(word), at;
    guint confidence = misread != NULL ? (guint)g_rand_int_range(writer->rand, 45, 90)
                                       : (g_rand_double(writer->rand) < UNSURE ? 80 : 97);
    ArsipZoneText *text = &writer->letter->letter->zones[zone];
    guint piece;

    if (sheet->text->len > sheet->line && sheet->text->len - sheet->line + length > LINE_MOST)
        break_line(sheet);
    else if (sheet->text->len > sheet->line)
        g_string_append_c(sheet->text, ' ');
    piece = piece_for(writer, sheet, zone, *is_new, &at);
    *is_new = FALSE;
    ArsipWord box = {(guint32)sheet->text->len,
                     length,
                     MARGIN + LETTER_WIDE * (gint32)(sheet->text->len - sheet->line),
                     MARGIN + LINE_HIGH * (gint32)sheet->row,
                     LETTER_WIDE * (gint32)length - 4,
                     LETTER_HIGH,
                     (guint8)confidence};
    g_array_append_val(sheet->page->words, box);
    if (confidence < ARSIP_SURE)
        add_doubt(text, at, length, confidence);
    g_string_append(sheet->text, word);
    ArsipPlace *place = &g_array_index(text->pieces, ArsipPiece, piece).place;
    place->length = (guint32)sheet->text->len - place->start;
}

/* What a letter reader would give for it. */
static void
set_field(Writer *writer, const Sheet *sheet, const char *name, gsize start)
{
    const BenchLetter *letter = writer->letter;
    ArsipField *field = g_new0(ArsipField, 1);

    field->name = g_strdup(name);
    if (g_str_equal(name, "tanggal"))
        field->value = g_strdup_printf("%04u-%02u-%02u", letter->year, letter->month, letter->day);
    else if (g_str_equal(name, "dari"))
        field->value = g_strdup_printf("%s Kabupaten %s", offices[writer->office].name, writer->place);
    else
        field->value = g_strdelimit(g_strdup(sheet->text->str + start), "\n", ' ');
    field->place = (ArsipPlace){sheet->number, (guint32)start, (guint32)(sheet->text->len - start)};
    g_ptr_array_add(letter->letter->fields, field);
    if (g_str_equal(name, "nomor")) {
        ArsipField *code = g_new0(ArsipField, 1);

        code->name = g_strdup("kode");
        code->value = g_strdup(writer->class);
        code->place = (ArsipPlace){sheet->number, (guint32)start, (guint32)strlen(writer->class)};
        g_ptr_array_add(letter->letter->fields, code);
    }
}

static void
set_line(Writer *writer, Sheet *sheet, const Line *line, gsize end, gboolean *is_new)
{
    g_autofree char *written = g_strndup(writer->text->str + line->start, end - line->start);
    g_auto(GStrv) words = g_strsplit(written, " ", -1);
    gsize at = line->start, value = 0;

    for (guint i = 0; words[i] != NULL; i++) {
        gboolean begins = line->field != NULL && at == line->value;
        gsize length = strlen(words[i]);

        if (line->field == NULL && words[i + 1] != NULL && g_rand_double(writer->rand) < JOINED) {
            g_autofree char *both = g_strconcat(words[i], words[i + 1], NULL);

            set_word(writer, sheet, line->zone, is_new, both);
            i++;
            continue;
        }
        if (length > 0)
            set_word(writer, sheet, line->zone, is_new, words[i]);
        if (begins)
            value = g_array_index(sheet->page->words, ArsipWord, sheet->page->words->len - 1).start;
        at += length + 1;
    }
    if (line->field != NULL)
        set_field(writer, sheet, line->field, value);
    break_line(sheet);
}

static void
set_pages(Writer *writer)
{
    Sheet sheet = {0};
    gboolean is_new = TRUE;

    for (guint i = 0; i < writer->lines->len; i++) {
        const Line *line = &g_array_index(writer->lines, Line, i);
        gsize end = i + 1 < writer->lines->len ? line[1].start : writer->text->len;

        if (i == 0 || line->turns)
            begin_page(writer, &sheet);
        else if (line->is_apart)
            break_line(&sheet);
        is_new = i == 0 || line->turns || line[-1].zone != line->zone;
        set_line(writer, &sheet, line, end, &is_new);
    }
    end_page(writer, &sheet);
}

BenchLetter *
bench_letter_write(const BenchWords *words, guint32 seed, guint number)
{
    BenchLetter *letter = g_new0(BenchLetter, 1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed * 2246822519u + number);
    g_autoptr(GString) text = g_string_sized_new(4096);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(Line));
    Writer writer = {words,
                     rand,
                     letter,
                     ONE_OF(rand, places),
                     ONE_OF(rand, classes),
                     (guint)(G_N_ELEMENTS(offices) * g_rand_double(rand) * g_rand_double(rand)),
                     text,
                     lines};
    const Kind *kind = choose_kind(rand, kinds, G_N_ELEMENTS(kinds));
    const Kind *topic = g_rand_double(rand) < TOPIC ? choose_kind(rand, topics, G_N_ELEMENTS(topics)) : NULL;

    letter->letter = arsip_letter_read(NULL, 0);
    letter->pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_reading_free);
    letter->kind = kind != NULL ? kind->label : NULL;
    letter->topic = topic != NULL ? topic->label : NULL;
    letter->name = g_strdup_printf("scan-%06u.tif", number);
    choose_date(&writer, seed, number);
    write_letterhead(&writer);
    if (kind != NULL && kind->title != NULL)
        write_title(&writer, kind->title);
    else
        write_captions(&writer);
    write_body(&writer);
    write_end(&writer);
    set_pages(&writer);
    return letter;
}

void
bench_letter_free(BenchLetter *letter)
{
    if (letter == NULL)
        return;
    arsip_letter_free(letter->letter);
    g_ptr_array_unref(letter->pages);
    g_free(letter->name);
    g_free(letter);
}
