/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

static const char form[] =
    "PEMERINTAH KOTA MEKARSARI\nKELURAHAN SUKASARI\nJalan Anggrek Nomor 5 Telepon (0711) 445566\n"
    "SURAT KETERANGAN\nNomor : 470/55/2017\nYang bertanda tangan di bawah ini menerangkan bahwa:\n%s\n"
    "adalah benar warga kelurahan kami yang tidak mampu.\nMekarsari, 7 Juli 2017\nLurah,\nHendra\n"
    "NIP 19821225 200701 1 003\n";

/* The kinds and digits found when `rows` stand in the body: "nik:1605..." in order, parted by spaces. */
static char *
found_in(const char *rows)
{
    g_autofree char *text = g_strdup_printf(form, rows);
    g_autoptr(ArsipLetter) letter = letter_of(text);
    GString *found = g_string_new(NULL);

    for (guint i = 0; i < letter->personal->len; i++) {
        const ArsipPersonal *personal = letter->personal->pdata[i];

        g_string_append_printf(found, "%s%s:%s", i > 0 ? " " : "", personal->kind, personal->value);
        g_assert_cmpuint(personal->place.start + personal->place.length, <=, strlen(text));
    }
    return g_string_free(found, FALSE);
}

static void
assert_found(const char *rows, const char *wanted)
{
    g_autofree char *found = found_in(rows);

    g_assert_cmpstr(found, ==, wanted);
}

static void
test_nik(void)
{
    assert_found("NIK : 1605011205700003", "nik:1605011205700003");
    assert_found("NIK : 1605 0152 0570 0003", "nik:1605015205700003");
    assert_found("NIK : l6O5011205700003", "nik:1605011205700003");
    assert_found("Nomor Induk Kependudukan 1605011205700003", "nik:1605011205700003");
    assert_found("nama dan nomor 1605011205700003 tercatat", "nik:1605011205700003");
}

static void
test_list(void)
{
    assert_found("1 1605011205700003 Parto\n2 1605015205700004 Wati",
                 "nik:1605011205700003 nik:1605015205700004");
}

static void
test_no_nik(void)
{
    assert_found("NIP : 19860813 199803 2 010", "");
    assert_found("NIP. 198608131998032010", "");
    assert_found("kode 1605019905700003", "");
    assert_found("16.050.112 05.700.003", "");
    assert_found("jumlah 16 05 01 12057000 03", "");
    assert_found("Nomor rekening : 1605011205700003", "");
    assert_found("Fotokopi NIK, KK dan NPWP yang masih berlaku", "");
    assert_found("5.2.02.05.01.0001 Belanja modal 84.600.000 1.143.243", "");
}

static void
test_kk(void)
{
    assert_found("No. KK : 1605012112100006", "kk:1605012112100006");
    assert_found("Nomor Kartu Keluarga 1605012112100006", "kk:1605012112100006");
}

static void
test_npwp(void)
{
    assert_found("NPWP : 01.234.567.8-912.000", "npwp:012345678912000");
    assert_found("wajib pajak 01.234.567.8-912.000", "npwp:012345678912000");
    assert_found("NPWP : 012345678912000", "npwp:012345678912000");
    assert_found("NPWP 0012 3456 7891 2000", "npwp:0012345678912000");
}

static void
test_telephone(void)
{
    assert_found("Nama : Parto\nAlamat : Jalan Kutilang Nomor 2 RT 03\nNomor telepon : 0812-5543-8574",
                 "telepon:081255438574");
    assert_found("Alamat : Dusun Wangi\nHP : +62 812 5543 8574", "telepon:6281255438574");
}

static void
test_office_telephone(void)
{
    assert_found("Hubungi narahubung di 0812-5543-8574.", "");
    assert_found("Alamat : Kantor Kelurahan Sukasari\nTelepon : 0812-5543-8574", "");
    assert_found("Nama : Parto\nAlamat : Jalan Kutilang Nomor 2", "");
}

static void
test_place(void)
{
    const char *text = "SURAT KUASA\nSaya yang bertanda tangan di bawah ini:\nNIK : 1605 0112 0570 0003\n";
    g_autoptr(ArsipLetter) letter = letter_of(text);
    const ArsipPersonal *personal = letter->personal->pdata[0];
    g_autofree char *printed = g_strndup(text + personal->place.start, personal->place.length);

    g_assert_cmpstr(printed, ==, "1605 0112 0570 0003");
}

static void
test_beside_caption(void)
{
    g_autoptr(ArsipLetter) letter = letter_laid_out("SURAT KUASA\nSaya yang bertanda tangan di bawah ini\n"
                                                    "NIK                    1605015205700003\n",
                                                    FALSE, 0);

    g_assert_cmpuint(letter->personal->len, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/personal/a_nik_is_found_spaced_or_misread", test_nik);
    g_test_add_func("/personal/every_nik_of_a_list_is_found", test_list);
    g_test_add_func("/personal/a_nip_an_account_or_a_bare_word_is_no_nik", test_no_nik);
    g_test_add_func("/personal/a_family_card_is_a_kk", test_kk);
    g_test_add_func("/personal/a_tax_number_has_fifteen_or_sixteen_digits", test_npwp);
    g_test_add_func("/personal/a_citizens_telephone_with_an_address_counts", test_telephone);
    g_test_add_func("/personal/an_offices_telephone_does_not_count", test_office_telephone);
    g_test_add_func("/personal/a_number_knows_where_it_stands", test_place);
    g_test_add_func("/personal/a_caption_speaks_for_the_number_beside_it", test_beside_caption);
    return g_test_run();
}
