/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft.h"

#include <string.h>

#define BODY_LEAST  1050 /* bytes */
#define BODY_MOST   1750
#define BOX         1000 /* letters of a box of paper */
#define FIRST_YEAR  2015
#define YEARS       10
#define NAMED       0.3 /* paragraphs that name a person */
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

static BenchLine *
begin_line(BenchDraft *draft, ArsipZone zone, gboolean is_apart)
{
    BenchLine line = {zone, is_apart, FALSE, NULL, draft->text->len, draft->text->len};

    g_array_append_val(draft->lines, line);
    return &g_array_index(draft->lines, BenchLine, draft->lines->len - 1);
}

static void
begin_value(BenchDraft *draft, const char *field)
{
    BenchLine *line = &g_array_index(draft->lines, BenchLine, draft->lines->len - 1);

    line->field = field;
    line->value = draft->text->len;
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
choose_date(BenchDraft *draft, guint32 seed, guint number)
{
    g_autoptr(GRand) box = g_rand_new_with_seed(seed ^ (number / BOX * 2654435761u));
    gint32 middle = g_rand_int_range(box, 60, YEARS * 365 - 60);
    gint32 day = middle + (gint32)((g_rand_double(draft->rand) + g_rand_double(draft->rand) - 1) * 60);
    g_autoptr(GDate) date = g_date_new_dmy(1, G_DATE_JANUARY, FIRST_YEAR);

    g_date_add_days(date, (guint)day);
    draft->letter->year = g_date_get_year(date);
    draft->letter->month = (guint)g_date_get_month(date);
    draft->letter->day = g_date_get_day(date);
}

static void
write_number(BenchDraft *draft)
{
    begin_value(draft, "nomor");
    g_string_append_printf(draft->text, "%s/%d/%s/%s/%u", draft->class,
                           g_rand_int_range(draft->rand, 1, 2500), offices[draft->office].code,
                           romans[draft->letter->month - 1], draft->letter->year);
}

static void
write_date(BenchDraft *draft)
{
    g_string_append_printf(draft->text, "%u %s %u", draft->letter->day, months[draft->letter->month - 1],
                           draft->letter->year);
}

static void
write_person(BenchDraft *draft)
{
    bench_name(draft->rand, draft->text);
    g_string_append_c(draft->text, ' ');
    if (g_rand_boolean(draft->rand))
        g_string_append(draft->text, ONE_OF(draft->rand, family));
    else
        bench_name(draft->rand, draft->text);
}

static void
write_capital(BenchDraft *draft, const char *word)
{
    g_string_append_c(draft->text, g_ascii_toupper(*word));
    g_string_append(draft->text, word + 1);
}

static void
write_subject(BenchDraft *draft)
{
    const char *const *subjects = bench_words_subjects(draft->words);
    guint n = g_strv_length((GStrv)subjects);

    begin_value(draft, "hal");
    if (n > 0 && g_rand_double(draft->rand) < 0.3) {
        g_string_append(draft->text, subjects[g_rand_int_range(draft->rand, 0, (gint32)n)]);
        return;
    }
    g_string_append(draft->text, ONE_OF(draft->rand, deeds));
    for (gint i = g_rand_int_range(draft->rand, 2, 5); i > 0; i--) {
        g_string_append_c(draft->text, ' ');
        write_capital(draft, bench_words_draw(draft->words, draft->rand));
    }
}

static void
write_letterhead(BenchDraft *draft)
{
    g_autofree char *place = g_ascii_strup(draft->place, -1);
    int house = g_rand_int_range(draft->rand, 1, 90);
    const char *street = ONE_OF(draft->rand, family);

    begin_line(draft, ARSIP_ZONE_KOP, FALSE);
    g_string_append_printf(draft->text, "PEMERINTAH KABUPATEN %s", place);
    begin_line(draft, ARSIP_ZONE_KOP, FALSE);
    begin_value(draft, "dari");
    g_string_append(draft->text, offices[draft->office].name);
    begin_line(draft, ARSIP_ZONE_KOP, FALSE);
    g_string_append_printf(draft->text, "Jalan %s Nomor %d %s 972%02u, Telepon (0788) 41%04u", street, house,
                           draft->place, draft->office, draft->office * 137);
}

static void
write_captions(BenchDraft *draft)
{
    begin_line(draft, ARSIP_ZONE_KEPALA, TRUE);
    g_string_append(draft->text, "Nomor : ");
    write_number(draft);
    begin_line(draft, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(draft->text, "Sifat : ");
    begin_value(draft, "sifat");
    g_string_append(draft->text, ONE_OF(draft->rand, sifat));
    begin_line(draft, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(draft->text, g_rand_boolean(draft->rand) ? "Lampiran : 1 (satu) berkas" : "Lampiran : -");
    begin_line(draft, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(draft->text, "Hal : ");
    write_subject(draft);
    begin_line(draft, ARSIP_ZONE_KEPALA, TRUE);
    g_string_append(draft->text, "Yth. ");
    begin_value(draft, "kepada");
    g_string_append_printf(draft->text, "Kepala %s Kabupaten %s",
                           offices[g_rand_int_range(draft->rand, 0, G_N_ELEMENTS(offices))].name,
                           draft->place);
    begin_line(draft, ARSIP_ZONE_KEPALA, FALSE);
    g_string_append(draft->text, "di Tempat");
    begin_line(draft, ARSIP_ZONE_ISI, TRUE);
    g_string_append(draft->text, "Dengan hormat,");
}

static void
write_title(BenchDraft *draft, const char *title)
{
    gsize start;

    begin_line(draft, ARSIP_ZONE_JUDUL, TRUE);
    g_string_append(draft->text, title);
    begin_line(draft, ARSIP_ZONE_JUDUL, FALSE);
    g_string_append(draft->text, "NOMOR ");
    write_number(draft);
    begin_line(draft, ARSIP_ZONE_JUDUL, FALSE);
    g_string_append(draft->text, "TENTANG");
    begin_line(draft, ARSIP_ZONE_JUDUL, FALSE);
    start = draft->text->len;
    write_subject(draft);
    for (gsize at = start; at < draft->text->len; at++)
        draft->text->str[at] = g_ascii_toupper(draft->text->str[at]);
}

static void
write_body(BenchDraft *draft)
{
    gsize end = draft->text->len + (gsize)g_rand_int_range(draft->rand, BODY_LEAST, BODY_MOST);
    gboolean may_turn = g_rand_double(draft->rand) < SECOND_PAGE;

    for (guint n = 0; draft->text->len < end; n++) {
        BenchLine *line = begin_line(draft, ARSIP_ZONE_ISI, TRUE);

        line->turns = may_turn && n == 1;
        if (g_rand_double(draft->rand) < NAMED) {
            g_string_append(draft->text, "Saudara ");
            write_person(draft);
            g_string_append_c(draft->text, ' ');
        }
        bench_words_write(draft->words, draft->rand, draft->text,
                          (gsize)g_rand_int_range(draft->rand, 150, 600));
    }
}

static void
write_end(BenchDraft *draft)
{
    begin_line(draft, ARSIP_ZONE_ISI, TRUE);
    g_string_append(draft->text,
                    "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima "
                    "kasih.");
    begin_line(draft, ARSIP_ZONE_AKHIR, TRUE);
    g_string_append_printf(draft->text, "%s, ", draft->place);
    if (g_rand_double(draft->rand) >= UNDATED) {
        begin_value(draft, "tanggal");
        write_date(draft);
    }
    begin_line(draft, ARSIP_ZONE_AKHIR, FALSE);
    g_string_append_printf(draft->text, "Kepala %s,", offices[draft->office].name);
    begin_line(draft, ARSIP_ZONE_AKHIR, TRUE);
    write_person(draft);
    begin_line(draft, ARSIP_ZONE_AKHIR, FALSE);
    g_string_append(draft->text, "NIP ");
    bench_digits(draft->rand, draft->text, "19###### ###### # ###");
}

BenchLetter *
bench_letter_write(const BenchWords *words, guint32 seed, guint number)
{
    BenchLetter *letter = g_new0(BenchLetter, 1);
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed * 2246822519u + number);
    g_autoptr(GString) text = g_string_sized_new(4096);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(BenchLine));
    BenchDraft draft = {.words = words, .rand = rand, .letter = letter, .text = text, .lines = lines};
    const Kind *kind, *topic;

    /* One draw to a statement: in what order a list of them is drawn is the compiler's choice. */
    draft.place = ONE_OF(rand, places);
    draft.class = ONE_OF(rand, classes);
    draft.office = (guint)(G_N_ELEMENTS(offices) * g_rand_double(rand) * g_rand_double(rand));
    draft.from = offices[draft.office].name;
    kind = choose_kind(rand, kinds, G_N_ELEMENTS(kinds));
    topic = g_rand_double(rand) < TOPIC ? choose_kind(rand, topics, G_N_ELEMENTS(topics)) : NULL;
    letter->letter = arsip_letter_read(NULL, 0);
    letter->pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_reading_free);
    letter->kind = kind != NULL ? kind->label : NULL;
    letter->topic = topic != NULL ? topic->label : NULL;
    letter->name = g_strdup_printf("scan-%06u.tif", number);
    choose_date(&draft, seed, number);
    write_letterhead(&draft);
    if (kind != NULL && kind->title != NULL)
        write_title(&draft, kind->title);
    else
        write_captions(&draft);
    write_body(&draft);
    write_end(&draft);
    bench_draft_set(&draft);
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
