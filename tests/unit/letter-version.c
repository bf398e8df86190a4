/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"

#include "letter-page.h"

/*
 * The index keeps letters, and takes them for what would be read today as long as ARSIP_LETTER_VERSION says
 * so. Who changes what is made of these pages raises it, and notes the new digest here.
 */
#define KNOWN_VERSION 2
#define KNOWN_DIGEST  "49ba15d947d05e285800452d9c5be363c0a589774d314fc9aeb60e1e4f89b204"

static const char plain_letter[] =
    "            PEMERINTAH KOTA CENDANA\n                 DINAS SOSIAL\n"
    "        Jalan Melati Nomor 4 Cendana 17111\n\n"
    "Nomor    : 400.9/118/Dinsos            Cendana, 4 Juni 2024\nSifat    : Segera\n"
    "Lampiran : 1 berkas                    Kepada\n"
    "Hal      : Penyaluran Bantuan          Yth. Camat Ranusari\n           Pangan Bulan Juni\n"
    "                                       di -\n                                          Ranusari\n\n"
    "Menindaklanjuti Surat Edaran Nomor 5 Tahun 2024, kami sampaikan jadwal\npenyaluran bantuan pangan.\n\n"
    "                                       Kepala Dinas Sosial,\n\n\n"
    "                                       Dra. Wulan\n                                       NIP "
    "197001011995032001\n"
    "Tembusan:\n1. Wali Kota Cendana\n";
static const char decree[] =
    "BUPATI SUKAMAJU\nKEPUTUSAN BUPATI SUKAMAJU\nNOMOR 188.4/77/2023\nTENTANG\nPENUNJUKAN BENDAHARA "
    "PENERIMAAN\n"
    "BUPATI SUKAMAJU,\nMenimbang : bahwa perlu ditunjuk bendahara;\nMengingat : 1. Undang-Undang Nomor 1 "
    "Tahun 2004;\n"
    "MEMUTUSKAN:\nMenetapkan :\nKESATU : Menunjuk Saudari Rini.\nDitetapkan di Sukamaju\npada tanggal 2 "
    "Oktober 2023\n"
    "BUPATI SUKAMAJU,\nHARTONO\n";
static const char note[] =
    "NOTA DINAS\n\nYth.      : Kepala Bagian Umum\nDari      : Kasubbag Rumah Tangga\nTanggal   : 12 Maret "
    "2024\n"
    "Nomor     : 000.2/31/RT\nSifat     : Biasa\nHal       : Perbaikan Atap Gudang\n\n"
    "Atap gudang bocor. Mohon persetujuan perbaikan.\n\nKasubbag Rumah Tangga,\nSuyono\nNIP "
    "198001012005011002\n";
static const char receipt[] =
    "KUITANSI\nSudah terima dari : Bendahara Dinas Sosial\nUang sejumlah : satu juta rupiah\n"
    "Untuk pembayaran : sewa tenda\nCendana, 3 Mei 2023\nYang menerima,\nBudi\nNIK 3273014507900003\n";
static const char *const papers[] = {plain_letter, decree, note, receipt};

static void
add_text(ArsipHash *hash, const char *text)
{
    arsip_hash_update(hash, text, strlen(text) + 1);
}

static void
add_letter(ArsipHash *hash, const ArsipLetter *letter)
{
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        add_text(hash, letter->zones[i].text);
    for (guint i = 0; i < letter->fields->len; i++) {
        add_text(hash, ((const ArsipField *)letter->fields->pdata[i])->name);
        add_text(hash, ((const ArsipField *)letter->fields->pdata[i])->value);
    }
    for (guint i = 0; i < letter->personal->len; i++)
        add_text(hash, ((const ArsipPersonal *)letter->personal->pdata[i])->kind);
}

static void
test_what_is_read_otherwise_has_another_version(void)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 digest[ARSIP_HASH_SIZE];

    for (gsize i = 0; i < G_N_ELEMENTS(papers); i++) {
        g_autoptr(ArsipLetter) plain = letter_of(papers[i]);
        g_autoptr(ArsipLetter) laid = letter_laid_out(papers[i], FALSE, 0);

        add_letter(hash, plain);
        add_letter(hash, laid);
    }
    arsip_hash_finish(hash, digest);
    g_autofree char *hex = arsip_hash_hex(digest);

    g_test_message("these letters are read otherwise: raise ARSIP_LETTER_VERSION, and note both here");
    g_assert_cmpstr(hex, ==, KNOWN_DIGEST);
    g_assert_cmpint(ARSIP_LETTER_VERSION, ==, KNOWN_VERSION);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/what_is_read_otherwise_has_another_version",
                    test_what_is_read_otherwise_has_another_version);
    return g_test_run();
}
