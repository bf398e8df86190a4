/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

#include "letter/personal.h"

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
test_broken_line(void)
{
    assert_found("Nomor Induk Kependudukan 16050112\n05700003", "nik:1605011205700003");
    assert_found("wajib pajak dengan NPWP 01.234.567.8-\n912.000 di kota ini", "npwp:012345678912000");
    assert_found("No. KK 160501211210000\n1. Parto", "");
    assert_found("bernomor 16050112\n05700003", "");
    assert_found("NIP 19860813\n19980320", "");
}

static void
test_broken_place(void)
{
    const char *text =
        "SURAT KUASA\nSaya yang bertanda tangan di bawah ini\nNIK : 16050112\n0570 0003 Parto\n";
    g_autoptr(ArsipLetter) letter = letter_of(text);
    const ArsipPersonal *personal = letter->personal->pdata[0];
    g_autofree char *printed = g_strndup(text + personal->place.start, personal->place.length);

    g_assert_cmpstr(printed, ==, "16050112\n0570 0003");
}

/* The bytes of the text that are a number of a person, in brackets. */
static char *
bracketed(const char *text, ArsipTextKind kind)
{
    g_autoptr(GPtrArray) found = arsip_personal_find_in(text, kind);
    GString *out = g_string_new(text);

    for (guint i = found->len; i > 0; i--) {
        const ArsipPersonal *personal = found->pdata[i - 1];

        g_string_insert_c(out, personal->place.start + personal->place.length, ']');
        g_string_insert_c(out, personal->place.start, '[');
    }
    return g_string_free(out, FALSE);
}

static void
assert_bracketed(const char *text, ArsipTextKind kind, const char *wanted)
{
    g_autofree char *found = bracketed(text, kind);

    g_assert_cmpstr(found, ==, wanted);
}

static void
test_names(void)
{
    assert_bracketed("surat/1605011205700003/KTP_1605015205700004.pdf", ARSIP_TEXT_NAME,
                     "surat/[1605011205700003]/KTP_[1605015205700004].pdf");
    assert_bracketed("KTP1605011205700003B.jpg", ARSIP_TEXT_NAME, "KTP[1605011205700003]B.jpg");
    assert_bracketed("npwp_0012345678912000.pdf", ARSIP_TEXT_NAME, "npwp_[0012345678912000].pdf");
    assert_bracketed("npwp (01.234.567.8-912.000).pdf", ARSIP_TEXT_NAME, "npwp ([01.234.567.8-912.000]).pdf");
    assert_bracketed("a\xff 1605011205700003", ARSIP_TEXT_NAME, "a\xff [1605011205700003]");
}

static void
test_other_names(void)
{
    const char *const names[] = {
        "IMG_20240512_103015123.jpg",    "IMG_20240512_10301512.jpg",  "1612/2024/0512/0003.tif",
        "rekening_1605011205700003.pdf", "NIP 198212252007011003.pdf", "va1605011205700003.pdf",
        "nota 0012345678912000.pdf",     "16050112057000031.pdf",      NULL};

    for (guint i = 0; names[i] != NULL; i++)
        assert_bracketed(names[i], ARSIP_TEXT_NAME, names[i]);
}

static void
test_other_words(void)
{
    const char *const words[] = {"045.2/1605011205700003/Bag-Umum",
                                 "800/1605/0112/0570/0003",
                                 "100.3.4.3/2746/III/2024",
                                 "Rekening BPD 1605011205700003",
                                 "Nomor rekening virtual 1605 0112 0570 0003",
                                 "kartu 4539578763621486",
                                 "HP 0812-5543-8574, +62 812 5543 8574",
                                 "NIP. 19821225 200701 1 003",
                                 "nomor 012345678912000",
                                 "nomor 0012345678912000",
                                 NULL};

    for (guint i = 0; words[i] != NULL; i++)
        assert_bracketed(words[i], ARSIP_TEXT_WORDS, words[i]);
}

static void
test_json(void)
{
    assert_bracketed("{\"what\":\"npwp\",\"before\":null,\"after\":\"0012345678912000\"}", ARSIP_TEXT_JSON,
                     "{\"what\":\"npwp\",\"before\":null,\"after\":\"[0012345678912000]\"}");
    assert_bracketed("{\"before\":\"NIK 16050112\\n05700003\"}", ARSIP_TEXT_JSON,
                     "{\"before\":\"NIK [16050112\\n05700003]\"}");
    assert_bracketed("{\"what\":\"nip\",\"before\":\"198212252007011003\"}", ARSIP_TEXT_JSON,
                     "{\"what\":\"nip\",\"before\":\"198212252007011003\"}");
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
    g_test_add_func("/personal/an_announced_number_may_be_broken_at_a_lines_end", test_broken_line);
    g_test_add_func("/personal/a_broken_number_stands_on_both_lines", test_broken_place);
    g_test_add_func("/personal/a_files_name_may_hold_a_number_of_a_person", test_names);
    g_test_add_func("/personal/dates_accounts_and_codes_in_a_files_name_are_nobodys", test_other_names);
    g_test_add_func("/personal/accounts_telephones_and_letter_numbers_are_nobodys", test_other_words);
    g_test_add_func("/personal/a_members_name_is_the_caption_of_its_value", test_json);
    return g_test_run();
}
