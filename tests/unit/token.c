/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "text/token.h"

static gboolean
add_token(const ArsipToken *token, gpointer data)
{
    GString *all = data;

    if (all->len > 0)
        g_string_append_c(all, '|');
    g_string_append(all, token->folded);
    return TRUE;
}

static char *
tokens_of(const char *text)
{
    GString *all = g_string_new(NULL);

    arsip_tokenize(text, -1, add_token, all);
    return g_string_free(all, FALSE);
}

static void
assert_tokens(const char *text, const char *expected)
{
    g_autofree char *tokens = tokens_of(text);

    g_assert_cmpstr(tokens, ==, expected);
}

static void
test_words_are_folded(void)
{
    assert_tokens("Pemerintah KOTA Cendana, 2024.", "pemerintah|kota|cendana|2024");
    assert_tokens("\357\274\263urat \357\254\201le m\302\262",
                  "surat|file|m2"); /* full width, ligature, power */
    assert_tokens("E\314\201lan \303\211LAN", "\303\251lan|\303\251lan");
    assert_tokens("", "");
    assert_tokens(" \n .,;-- ", "");
}

static gboolean
add_token_and_kind(const ArsipToken *token, gpointer data)
{
    g_string_append_printf(data, "%s%s%s|", token->folded, token->is_acronym ? "^" : "",
                           token->is_number ? "#" : "");
    return TRUE;
}

/* Full-width letters fold to those of ASCII, by the long way that others go. */
static void
test_letters_of_two_widths_give_the_same_tokens(void)
{
    static const char bits[] = "aAbB09-- \n.'undangUNDANG";

    for (guint round = 0; round < 20000; round++) {
        g_autoptr(GString) narrow = g_string_new(NULL);
        g_autoptr(GString) wide = g_string_new(NULL);
        g_autoptr(GString) tokens = g_string_new(NULL);
        g_autoptr(GString) wide_tokens = g_string_new(NULL);

        for (gint n = g_test_rand_int_range(0, 30); n > 0; n--) {
            char c = bits[g_test_rand_int_range(0, (gint)strlen(bits))];
            gboolean has_wide = g_ascii_isalpha(c) || (c == '-' && g_test_rand_bit());

            g_string_append_c(narrow, c);
            g_string_append_unichar(wide, has_wide ? (gunichar)c - 0x20 + 0xff00 : (gunichar)c);
        }
        arsip_tokenize(narrow->str, -1, add_token_and_kind, tokens);
        arsip_tokenize(wide->str, -1, add_token_and_kind, wide_tokens);

        g_assert_cmpstr(tokens->str, ==, wide_tokens->str);
    }
}

static void
test_letter_numbers_are_split(void)
{
    assert_tokens("100.3.4.3/2746/III/2024", "100|3|4|3|2746|iii|2024");
    assert_tokens("005/117-Um", "005|117|um");
    assert_tokens("R-99/IJ/KP.07.6/04/2020", "r|99|ij|kp|07|6|04|2020");
}

static void
test_apostrophes_between_letters_are_dropped(void)
{
    assert_tokens("Jum'at Jum\342\200\231at Ma`ruf", "jumat|jumat|maruf");
    assert_tokens("'surat' 'tugas'", "surat|tugas");
    assert_tokens("5'at", "5|at");
}

static void
test_perundang_undangan_is_one_word(void)
{
    assert_tokens("perundang-undangan", "perundangundangan");
    assert_tokens("PERUNDANG - UNDANGAN", "perundangundangan");
    assert_tokens("perundang-\nundangan", "perundangundangan");
    assert_tokens("perundang undangan", "perundangundangan");
    assert_tokens("per-undang-undangan", "per|undangundangan");
    assert_tokens("perun-\ndang-un-\ndangan", "perundangundangan");
    assert_tokens("Undang\342\200\223Undang", "undangundang");
    assert_tokens("undang undang", "undangundang");
    assert_tokens("Undang-undangnya", "undangundangnya");
}

/* Every form of undang-undang(an) with any way to write, break or misread what stands between its halves. */
static void
test_no_form_of_undang_undang_gives_undangan(void)
{
    static const char *const firsts[] = {"undang",     "Undang",    "UNDANG",       "perundang",  "PERUNDANG",
                                         "per-undang", "un-\ndang", "perun-\ndang", "pengundang", "diundang"};
    static const char *const joints[] = {
        "-",          " - ",        "- ",           " -",           "-\n",
        "- \n  ",     "\302\255\n", "\342\200\220", "\342\200\223", " \342\200\224 ",
        "\302\254\n", "--"};
    static const char *const seconds[] = {"undangan",    "Undangan",    "UNDANGAN",       "undang",
                                          "un-\ndangan", "undang-\nan", "undang-undangan"};

    for (guint i = 0; i < G_N_ELEMENTS(firsts); i++)
        for (guint j = 0; j < G_N_ELEMENTS(joints); j++)
            for (guint k = 0; k < G_N_ELEMENTS(seconds); k++) {
                g_autofree char *text =
                    g_strconcat("sesuai ", firsts[i], joints[j], seconds[k], " yang", NULL);
                g_autofree char *tokens = tokens_of(text);
                g_autofree char *framed = g_strconcat("|", tokens, "|", NULL);

                g_test_message("%s", text);
                g_assert_null(strstr(framed, "|undangan|"));
            }
    for (guint i = 0; i < 5; i++)
        for (guint k = 0; k < 3; k++) {
            g_autofree char *spaced = g_strconcat(firsts[i], " ", seconds[k], NULL);
            g_autofree char *tokens = tokens_of(spaced);

            g_assert_cmpstr(tokens, !=, "undangan");
            g_assert_null(strchr(tokens, '|'));
        }
    assert_tokens("perundang~undangan perundang=undangan perundang_undangan",
                  "perundangundangan|perundangundangan|perundangundangan");
}

static void
test_an_invitation_stays_an_invitation(void)
{
    assert_tokens("Hal: Undangan Rapat", "hal|undangan|rapat");
    assert_tokens("un-\ndangan", "undangan");
    assert_tokens("yang diundang Undangan ini", "yang|diundang|undangan|ini");
    assert_tokens("undang-undang. Undangan ini", "undangundang|undangan|ini");
    assert_tokens("tentang Undang\n\nUndangan ini", "tentang|undang|undangan|ini");
    assert_tokens("pemerintah perintah petugas tugas", "pemerintah|perintah|petugas|tugas");
}

static void
test_repeated_words_are_one(void)
{
    assert_tokens("surat-surat", "surat");
    assert_tokens("Surat - surat", "surat");
    assert_tokens("surat-\nsurat", "surat");
    assert_tokens("surat-surat-surat", "surat");
    assert_tokens("sebaik-baiknya", "sebaikbaiknya");
    assert_tokens("setinggi - tingginya", "setinggitingginya");
    assert_tokens("berturut-turut", "berturutturut");
    assert_tokens("surat surat", "surat|surat");
}

static void
test_words_broken_at_a_lines_end_are_mended(void)
{
    assert_tokens("kete-\nrangan", "keterangan");
    assert_tokens("kete-\r\n  rangan", "keterangan");
    assert_tokens("me-\nnindak-\nlanjuti", "menindaklanjuti");
    assert_tokens("kete\302\255rangan", "keterangan");
    assert_tokens("KETE\302\255\nRANGAN", "keterangan");
    assert_tokens("surat-\n\nsurat", "surat|surat");
    assert_tokens("kesela-\nmatan kerja", "keselamatan|kerja");
    assert_tokens("Bagian Um-\num", "bagian|umum");
    assert_tokens("menandata-\nngani ke-\nputusan per-\naturan", "menandatangani|keputusan|peraturan");
}

static void
test_words_in_capitals_are_mended_where_no_abbreviation_can_stand(void)
{
    assert_tokens("KESELA-\nMATAN KERJA", "keselamatan|kerja");
    assert_tokens("PERA-\nTURAN PER-\nATURAN PEMERIN-\nTAHAN", "peraturan|peraturan|pemerintahan");
    assert_tokens("SETDA-\nUMUM", "setda|umum");
    assert_tokens("DPRD-\nKOTA KTP-\nEL", "dprd|kota|ktp|el");
    assert_tokens("SURAT-\nSURAT UNDANG-\nUNDANG", "surat|undangundang");
    assert_tokens("SR-03/DINSOS-\nPPATK/2023 700/DIN-\nSOSIAL", "sr|03|dinsos|ppatk|2023|700|din|sosial");
}

/* What a line's end leaves of a word with a hyphen of its own is what one line would give. */
static void
test_a_hyphen_of_its_own_parts_at_a_lines_end_too(void)
{
    static const char *const words[] = {
        "tamu-undangan",   "surat-menyurat", "terus-menerus",   "beri-memberi", "sayur-mayur",
        "bolak-balik",     "tata-tertib",    "rumah-tangganya", "KTP-el",       "ASN-nya",
        "e-kinerja",       "Jawa-Barat",     "005/117-Um",      "117-um",       "hal-hal",
        "undang-undang",   "sebaik-baiknya", "berturut-turut",  "anak-anak",    "KP.07-um",
        "undang-undangan", "pasal-pasalnya"};

    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        g_auto(GStrv) parts = g_strsplit(words[i], "-", -1);
        g_autofree char *broken = g_strjoinv("-\n", parts);
        g_autofree char *whole = tokens_of(words[i]);

        assert_tokens(broken, whole);
    }
}

static void
assert_break(const char *line, const char *next, const char *first)
{
    gsize end = 0;
    gboolean is_broken = arsip_line_breaks_word(line, strlen(line), next, strlen(next), &end);

    g_assert_cmpint(is_broken, ==, first != NULL);
    if (first != NULL)
        g_assert_true(end == strlen(first) && strncmp(line, first, end) == 0);
}

static void
test_a_line_tells_whether_its_last_word_goes_on(void)
{
    assert_break("Rapat Kesela-", "matan Kerja", "Rapat Kesela");
    assert_break("Rapat Kesela\302\255 ", "  matan Kerja", "Rapat Kesela");
    assert_break("(\"Kesela-", "matan\"", "(\"Kesela");
    assert_break("Undang-", "undang Nomor", NULL);
    assert_break("surat-", "menyurat", NULL);
    assert_break("005/117-", "Um/2024", NULL);
    assert_break("edaran -", "rapat", NULL);
    assert_break("rapat", "kerja", NULL);
    assert_break("rapat-", "", NULL);
    assert_break("", "kerja", NULL);
    assert_break("-", "kerja", NULL);
    assert_break("kesela-", "- matan", NULL);
}

static void
test_other_hyphens_part_words(void)
{
    assert_tokens("Bag-Umum", "bag|umum");
    assert_tokens("KTP-el", "ktp|el");
    assert_tokens("non-formal", "non|formal");
    assert_tokens("Jawa-\nBarat", "jawa|barat");
    assert_tokens("edaran -\nrapat", "edaran|rapat");
    assert_tokens("12-12-2024", "12|12|2024");
}

static void
test_a_list_does_not_join_its_items(void)
{
    assert_tokens("surat\n- surat tugas\n- surat kuasa", "surat|surat|tugas|surat|kuasa");
    assert_tokens("surat ----- surat", "surat|surat");
    assert_tokens("kesela-\n- matan", "kesela|matan");
}

static gboolean
add_kind(const ArsipToken *token, gpointer data)
{
    g_string_append_c(data, token->is_acronym ? 'A' : token->is_number ? 'N' : '.');
    return TRUE;
}

static void
test_acronyms_and_numbers_are_told_as_written(void)
{
    GString *kinds = g_string_new(NULL);

    arsip_tokenize("SPP SP2D Spp spp PEMERINTAH 2024 A2 B SPPDLN SPMT-SPMT 12a KETE-\nRANGAN KTP-\nel", -1,
                   add_kind, kinds);

    g_assert_cmpstr(kinds->str, ==, "AA...N..AA..A.");
    g_string_free(kinds, TRUE);
}

static gboolean
check_place(const ArsipToken *token, gpointer data)
{
    const char *text = data;
    g_autofree char *written = g_strndup(text + token->start, token->length);
    g_autofree char *folded = arsip_fold(written);

    g_assert_cmpstr(folded, ==, token->folded);
    return TRUE;
}

static void
test_every_token_knows_its_bytes(void)
{
    static const char text[] = "\n\"Surat\"-surat \303\211lan, perundang -\nundangan; kete-\nrangan: Jum'at; "
                               "005/117-Um (\357\254\201le)";

    arsip_tokenize(text, -1, check_place, (gpointer)text);
}

static void
test_folding_twice_changes_nothing(void)
{
    for (guint round = 0; round < 20000; round++) {
        GString *text = g_string_new(NULL);
        gunichar limit = g_test_rand_bit() ? 0x250 : 0x11000;

        for (gint n = g_test_rand_int_range(1, 9); n > 0; n--) {
            gunichar c = (gunichar)g_test_rand_int_range(1, (gint32)limit);

            g_string_append_unichar(text, g_unichar_validate(c) ? c : 'x');
        }
        g_autofree char *once = arsip_fold(text->str);
        g_autofree char *twice = arsip_fold(once);

        g_assert_cmpstr(once, ==, twice);
        g_string_free(text, TRUE);
    }
}

static gboolean
check_length(const ArsipToken *token, gpointer data)
{
    guint *count = data;

    g_assert_cmpuint(strlen(token->folded), <=, ARSIP_TOKEN_MAX);
    g_assert_true(g_utf8_validate(token->folded, -1, NULL));
    *count += 1;
    return TRUE;
}

static void
test_long_tokens_are_cut_between_characters(void)
{
    GString *text = g_string_new(NULL);
    guint count = 0;

    for (guint i = 0; i < 5000; i++)
        g_string_append(text, i < 2500 ? "x\303\251" : "yz-\nxy");
    arsip_tokenize(text->str, (gssize)text->len, check_length, &count);

    g_assert_cmpuint(count, ==, 1);
    g_string_free(text, TRUE);
}

static void
test_bytes_that_are_no_text_part_tokens(void)
{
    GString *all = g_string_new(NULL);

    arsip_tokenize("surat\377tugas\0kuasa\303", 18, add_token, all);

    g_assert_cmpstr(all->str, ==, "surat|tugas|kuasa");
    g_string_free(all, TRUE);
}

static gboolean
stop_at_second(const ArsipToken *token, gpointer data)
{
    guint *count = data;

    (void)token;
    *count += 1;
    return *count < 2;
}

static void
test_the_caller_can_stop(void)
{
    guint count = 0;

    arsip_tokenize("satu dua tiga empat", -1, stop_at_second, &count);

    g_assert_cmpuint(count, ==, 2);
}

static gboolean
print_token(const ArsipToken *token, gpointer data)
{
    g_string_append_printf(data, "%s@%u+%u%s%s ", token->folded, token->start, token->length,
                           token->is_acronym ? "A" : "", token->is_number ? "9" : "");
    return TRUE;
}

/* Joined by line feeds, and given one by one. */
static void
assert_same_in_pieces(const char *const *pieces)
{
    g_autofree char *text = g_strjoinv("\n", (char **)pieces);
    g_autoptr(GString) whole = g_string_new(NULL);
    g_autoptr(GString) streamed = g_string_new(NULL);
    ArsipTokenStream *stream = arsip_token_stream_new(print_token, streamed);

    arsip_tokenize(text, -1, print_token, whole);
    for (; *pieces != NULL; pieces++)
        arsip_token_stream_add(stream, *pieces, strlen(*pieces));
    arsip_token_stream_end(stream);
    g_assert_cmpstr(streamed->str, ==, whole->str);
}

static void
test_pieces_give_the_tokens_of_their_lines_together(void)
{
    static const char *const bits[] = {"undang",   "-",        " ", "surat", "-surat",   "kesela-",
                                       "matan",    "KTP",      "/", ".",     "\n",       "12",
                                       "\303",     "\302\255", "'", "at",    "UM-",      "UM",
                                       "\314\201", "=",        "",  "\n\n",  "a\303\251"};

    for (guint round = 0; round < 20000; round++) {
        char *pieces[8] = {NULL};
        guint n = (guint)g_test_rand_int_range(0, 7);

        for (guint i = 0; i < n; i++) {
            GString *piece = g_string_new(NULL);

            for (gint k = g_test_rand_int_range(0, 6); k > 0; k--)
                g_string_append(piece, bits[g_test_rand_int_range(0, G_N_ELEMENTS(bits))]);
            pieces[i] = g_string_free(piece, FALSE);
        }
        assert_same_in_pieces((const char *const *)pieces);
        for (guint i = 0; i < n; i++)
            g_free(pieces[i]);
    }
}

static void
test_a_stream_that_was_flushed_begins_another_text(void)
{
    g_autoptr(GString) apart = g_string_new(NULL);
    g_autoptr(GString) streamed = g_string_new(NULL);
    ArsipTokenStream *stream = arsip_token_stream_new(print_token, streamed);

    arsip_tokenize("surat kesela-", -1, print_token, apart);
    arsip_tokenize("matan kerja", -1, print_token, apart);
    arsip_token_stream_add(stream, "surat kesela-", 13);
    arsip_token_stream_flush(stream);
    arsip_token_stream_add(stream, "matan kerja", 11);
    arsip_token_stream_end(stream);

    g_assert_cmpstr(streamed->str, ==, apart->str);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/words_are_folded", test_words_are_folded);
    g_test_add_func("/text/pieces_give_the_tokens_of_their_lines_together",
                    test_pieces_give_the_tokens_of_their_lines_together);
    g_test_add_func("/text/a_stream_that_was_flushed_begins_another_text",
                    test_a_stream_that_was_flushed_begins_another_text);
    g_test_add_func("/text/letters_of_two_widths_give_the_same_tokens",
                    test_letters_of_two_widths_give_the_same_tokens);
    g_test_add_func("/text/letter_numbers_are_split", test_letter_numbers_are_split);
    g_test_add_func("/text/apostrophes_between_letters_are_dropped",
                    test_apostrophes_between_letters_are_dropped);
    g_test_add_func("/text/perundang_undangan_is_one_word", test_perundang_undangan_is_one_word);
    g_test_add_func("/text/no_form_of_undang_undang_gives_undangan",
                    test_no_form_of_undang_undang_gives_undangan);
    g_test_add_func("/text/an_invitation_stays_an_invitation", test_an_invitation_stays_an_invitation);
    g_test_add_func("/text/repeated_words_are_one", test_repeated_words_are_one);
    g_test_add_func("/text/words_broken_at_a_lines_end_are_mended",
                    test_words_broken_at_a_lines_end_are_mended);
    g_test_add_func("/text/words_in_capitals_are_mended_where_no_abbreviation_can_stand",
                    test_words_in_capitals_are_mended_where_no_abbreviation_can_stand);
    g_test_add_func("/text/a_hyphen_of_its_own_parts_at_a_lines_end_too",
                    test_a_hyphen_of_its_own_parts_at_a_lines_end_too);
    g_test_add_func("/text/a_line_tells_whether_its_last_word_goes_on",
                    test_a_line_tells_whether_its_last_word_goes_on);
    g_test_add_func("/text/other_hyphens_part_words", test_other_hyphens_part_words);
    g_test_add_func("/text/a_list_does_not_join_its_items", test_a_list_does_not_join_its_items);
    g_test_add_func("/text/acronyms_and_numbers_are_told_as_written",
                    test_acronyms_and_numbers_are_told_as_written);
    g_test_add_func("/text/every_token_knows_its_bytes", test_every_token_knows_its_bytes);
    g_test_add_func("/text/folding_twice_changes_nothing", test_folding_twice_changes_nothing);
    g_test_add_func("/text/long_tokens_are_cut_between_characters",
                    test_long_tokens_are_cut_between_characters);
    g_test_add_func("/text/bytes_that_are_no_text_part_tokens", test_bytes_that_are_no_text_part_tokens);
    g_test_add_func("/text/the_caller_can_stop", test_the_caller_can_stop);
    return g_test_run();
}
