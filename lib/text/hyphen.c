/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/hyphen.h"

#include <stdlib.h>
#include <string.h>

/* Letters of a word that can be told again inside another. */
#define STEM_MIN 4
/* Letters from which on words that differ in one sound are no halves of one word: rang-sang, but sayur-mayur.
 */
#define ECHO_MIN 5

/*
 * Words that offices put side by side, with a hyphen or without. No two of them make up another word, so that
 * two of them with a hyphen between are two words. Parts that stand in front of other words (antar, non) are
 * not among them, nor are short ones that end many others (kali, raga). In the order of strcmp().
 */
static const char *const whole_words[] = {
    "ahli",         "akta",         "aktif",        "alamat",      "alat",         "ambang",
    "anak",         "anggaran",     "anggota",      "angka",       "aparat",       "aparatur",
    "asas",         "aset",         "asli",         "atas",        "aturan",       "awal",
    "bagian",       "bahan",        "baik",         "bangsa",      "bangunan",     "bantuan",
    "barang",       "barat",        "baru",         "bawah",       "beban",        "belanja",
    "benar",        "benda",        "bendahara",    "berkas",      "besar",        "betina",
    "biaya",        "bidang",       "bimbingan",    "biru",        "budaya",       "buku",
    "bumi",         "bupati",       "cadangan",     "camat",       "contoh",       "daerah",
    "daftar",       "dagang",       "dalam",        "dampak",      "dana",         "darat",
    "dasar",        "data",         "debat",        "depan",       "desa",         "devisa",
    "devisen",      "dinas",        "direktur",     "doa",         "dosen",        "dua",
    "duda",         "duduk",        "ekonomi",      "ekonomis",    "empat",        "evaluasi",
    "formal",       "fungsional",   "gaji",         "gedung",      "gizi",         "gubernur",
    "guru",         "hak",          "harga",        "hari",        "harta",        "hasil",
    "hidup",        "hijau",        "hitam",        "honorer",     "hubungan",     "hukum",
    "hutan",        "ilmu",         "indeks",       "induk",       "industri",     "informasi",
    "instansi",     "jabatan",      "jaga",         "jaksa",       "jalan",        "jam",
    "janda",        "janji",        "jantan",       "jasa",        "jawab",        "jenderal",
    "jual",         "juru",         "kabar",        "kabupaten",   "kader",        "kain",
    "kakak",        "kaki",         "kamar",        "kampung",     "kantor",       "karya",
    "kasus",        "kata",         "kawasan",      "kawin",       "kayu",         "keamanan",
    "kebersihan",   "kebijakan",    "kebudayaan",   "kecamatan",   "kegiatan",     "kehutanan",
    "keindahan",    "kejaksaan",    "kelas",        "kelautan",    "keluar",       "kemah",
    "kendaraan",    "kepala",       "kependudukan", "kepolisian",  "keras",        "kerja",
    "kesehatan",    "keterangan",   "ketertiban",   "ketua",       "keuangan",     "kewajiban",
    "kiri",         "kolusi",       "konsultasi",   "kontrak",     "koordinasi",   "koran",
    "korupsi",      "kota",         "kuasa",        "kuliah",      "kunci",        "kuning",
    "kurang",       "kursi",        "laba",         "laki",        "lambang",      "lampiran",
    "lanjut",       "lapangan",     "laporan",      "latar",       "latihan",      "laut",
    "lembaga",      "lembaran",     "lepas",        "limbah",      "lingkungan",   "lintas",
    "listrik",      "luar",         "lulus",        "lurah",       "maju",         "makan",
    "makanan",      "malam",        "manusia",      "masalah",     "masuk",        "masyarakat",
    "meja",         "menteri",      "merah",        "milik",       "minum",        "minuman",
    "monitoring",   "muda",         "muka",         "mulai",       "murah",        "mutlak",
    "mutu",         "naik",         "nama",         "nasional",    "naskah",       "negara",
    "negeri",       "nepotisme",    "niaga",        "nikah",       "nilai",        "nomor",
    "obat",         "objek",        "olah",         "olahan",      "olahraga",     "opini",
    "orang",        "organisasi",   "otonomi",      "pagi",        "pajak",        "pakai",
    "pakaian",      "pangan",       "pangkat",      "panitia",     "paraf",        "pariwisata",
    "pasal",        "pasar",        "pasien",       "pegawai",     "pekerjaan",    "pelajar",
    "pelaksanaan",  "pelatihan",    "pelayanan",    "pembangunan", "pembeli",      "pemeriksaan",
    "pemerintah",   "pemilik",      "pemuda",       "pemukiman",   "pendapat",     "pendapatan",
    "pendidikan",   "penduduk",     "penelitian",   "pengadaan",   "pengadilan",   "pengawasan",
    "pengembangan", "pengendalian", "penjual",      "penuntut",    "penyidikan",   "penyuluhan",
    "peradilan",    "peraturan",    "perdagangan",  "perdana",     "perempuan",    "perencanaan",
    "perhubungan",  "perikanan",    "perintah",     "perjalanan",  "perkebunan",   "permukiman",
    "pertambangan", "pertanian",    "perumahan",    "perusahaan",  "peserta",      "petani",
    "peternakan",   "piatu",        "pihak",        "pimpinan",    "pinjam",       "pokok",
    "polisi",       "politik",      "potensi",      "presiden",    "pria",         "produk",
    "produksi",     "program",      "provinsi",     "proyek",      "pulang",       "pulau",
    "pusat",        "putih",        "putra",        "putri",       "rakyat",       "ramah",
    "rapat",        "ratus",        "rekening",     "rencana",     "republik",     "resiko",
    "retribusi",    "ringan",       "rugi",         "rumah",       "rupiah",       "rusak",
    "saham",        "sakit",        "sarana",       "satuan",      "sawah",        "sekolah",
    "sekretariat",  "sekretaris",   "selatan",      "sendiri",     "serah",        "sertifikat",
    "sertipikat",   "setoran",      "simpan",       "simpanan",    "sinkronisasi", "sipil",
    "siswa",        "sosial",       "sosialisasi",  "staf",        "stasiun",      "status",
    "struktural",   "suami",        "subjek",       "substitusi",  "sumber",       "surat",
    "swadaya",      "swasta",       "syarat",       "tahun",       "tambahan",     "tamu",
    "tanah",        "tanda",        "tangan",       "tangga",      "tanggal",      "tanggung",
    "tata",         "tebal",        "teknik",       "teknis",      "telepon",      "teman",
    "tempat",       "tenaga",       "tengah",       "terang",      "tertib",       "tetap",
    "timur",        "tingkat",      "titik",        "tokoh",       "tua",          "tugas",
    "tujuan",       "tukang",       "tunai",        "tunjangan",   "turun",        "uang",
    "ujian",        "umum",         "undangan",     "unit",        "upah",         "upaya",
    "urusan",       "usaha",        "usulan",       "utama",       "utara",        "utusan",
    "wajib",        "wakil",        "waktu",        "wali",        "walikota",     "wanita",
    "warga",        "warta",        "wilayah",      "wisata",      "yatim",        "zaman"};

/* What is put before a word and is none itself. */
static const char *const prefixes[] = {"antar", "bel",   "ber",  "di",  "ke",  "mem", "men",
                                       "meng",  "menge", "meny", "pel", "pem", "pen", "peng",
                                       "penge", "peny",  "per",  "se",  "ter"};

static int
compare_words(const void *word, const void *entry)
{
    return strcmp(word, *(const char *const *)entry);
}

static gboolean
is_whole_word(const char *word)
{
    return bsearch(word, whole_words, G_N_ELEMENTS(whole_words), sizeof *whole_words, compare_words) != NULL;
}

/* "tangganya" is "tangga" too. */
static gboolean
is_whole_second(const char *second)
{
    gsize length = strlen(second);

    if (is_whole_word(second))
        return TRUE;
    if (length <= 3 || strcmp(second + length - 3, "nya") != 0)
        return FALSE;
    g_autofree char *stem = g_strndup(second, length - 3);
    return is_whole_word(stem);
}

static gboolean
is_prefix(const char *part)
{
    for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (strcmp(part, prefixes[i]) == 0)
            return TRUE;
    return FALSE;
}

gboolean
arsip_repeats_stem(const char *first, const char *second)
{
    const char *end = first + strlen(first);
    const char *at = end;

    for (guint letters = 1; at > first; letters++) {
        at = g_utf8_prev_char(at);
        if (letters >= STEM_MIN && strncmp(second, at, (gsize)(end - at)) == 0)
            return TRUE;
    }
    return FALSE;
}

/* beri-memberi, surat-menyurat: whole, or but for the letter that the prefix takes. */
static gboolean
stands_inside(const char *first, const char *second)
{
    glong letters = g_utf8_strlen(first, -1);

    return (letters >= STEM_MIN && strstr(second, first) != NULL) ||
           (letters > STEM_MIN && strstr(second, g_utf8_next_char(first)) != NULL);
}

static gboolean
is_vowel(char letter)
{
    return strchr("aeiou", letter) != NULL;
}

/* bolak-balik: other vowels between the same consonants. */
static gboolean
shares_consonants(const char *first, const char *second)
{
    gsize length = strlen(first);

    for (gsize i = 0; i < length; i++)
        if (is_vowel(first[i]) != is_vowel(second[i]) || (!is_vowel(first[i]) && first[i] != second[i]))
            return FALSE;
    return TRUE;
}

/* sayur-mayur, bolak-balik */
static gboolean
is_echo(const char *first, const char *second)
{
    gsize length = strlen(first);

    return length >= ECHO_MIN && length == strlen(second) &&
           (strcmp(first + 1, second + 1) == 0 || shares_consonants(first, second));
}

/* um-\num is a broken umum: no word of two letters is repeated. */
static gboolean
is_repeated(const char *first, const char *second)
{
    return strcmp(first, second) == 0 && g_utf8_strlen(first, -1) > 2;
}

static gboolean
is_single(const char *part)
{
    return *part == '\0' || *g_utf8_next_char(part) == '\0';
}

gboolean
arsip_hyphen_is_own(const char *first, const char *second)
{
    return is_single(first) || is_single(second) || is_repeated(first, second) ||
           arsip_repeats_stem(first, second) || stands_inside(first, second) || is_echo(first, second) ||
           (is_whole_word(first) && is_whole_second(second));
}

static gboolean
can_be_spoken(const char *part)
{
    return strpbrk(part, "aeiou") != NULL;
}

gboolean
arsip_hyphen_is_own_in_capitals(const char *first, const char *second)
{
    if (arsip_hyphen_is_own(first, second) || !can_be_spoken(first) || !can_be_spoken(second))
        return TRUE;
    if (is_prefix(first))
        return strlen(second) < 3;
    return strlen(first) + strlen(second) < 6 || is_whole_word(first) || is_whole_second(second);
}
