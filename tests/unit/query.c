/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/query.h"

#include "query-draw.h"

static ArsipQuery *
parse(const char *text, ArsipQueryFlags flags)
{
    g_autoptr(GError) error = NULL;
    ArsipQuery *query = arsip_query_parse(text, flags, &error);

    g_test_message("%s", text);
    g_assert_no_error(error);
    return query;
}

/* Also holds every query that is tried here against its own normal form. */
static void
assert_tree_as(const char *text, ArsipQueryFlags flags, const char *expected)
{
    g_autoptr(ArsipQuery) query = parse(text, flags);
    g_autofree char *tree = drawn(query);
    g_autofree char *normal = arsip_query_print(query);
    g_autoptr(ArsipQuery) again = parse(normal, flags);
    g_autofree char *tree_again = drawn(again);

    g_assert_cmpstr(tree, ==, expected);
    g_assert_cmpstr(tree_again, ==, expected);
}

static void
assert_tree(const char *text, const char *expected)
{
    assert_tree_as(text, ARSIP_QUERY_PLAIN, expected);
}

static void
assert_fault(const char *text, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, ARSIP_QUERY_PLAIN, &error);

    g_test_message("%s", text);
    g_assert_null(query);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_true(g_str_has_prefix(error->message, "column "));
    g_assert_cmpstr(error->message, ==, expected);
}

static void
test_words_stand_for_all_of_them(void)
{
    assert_tree("undangan", "undangan");
    assert_tree("Undangan Rapat", "and(undangan rapat)");
    assert_tree("undangan AND rapat DAN dinas", "and(undangan rapat dinas)");
    assert_tree("undang*", "undang*");
    assert_tree("misread~ =exact", "and(misread~ =exact)");
    assert_tree("", "all");
    assert_tree("  & -", "all");
    assert_tree("Hal : Undangan", "and(hal undangan)");
}

static void
test_operators_bind_as_told(void)
{
    assert_tree("a b OR c d", "or(and(a b) and(c d))");
    assert_tree("a ATAU b ATAU c", "or(a b c)");
    assert_tree("a (b OR c) NOT d", "and(a or(b c) not(d))");
    assert_tree("BUKAN a b", "and(not(a) b)");
    assert_tree("NOT NOT a", "a");
    assert_tree("NOT (NOT a)", "a");
    assert_tree("NOT a NEAR/3 b", "not(near3(a b))");
    assert_tree("a (b (c))", "and(a b c)");
    assert_tree("a NEAR/5 b NEAR/5 \"c d\"", "near5(a b c+d)");
    assert_tree("a NEAR b", "near10(a b)");
    assert_tree("and or not near", "and(and or not near)");
}

static void
test_capitals_make_operators_words(void)
{
    assert_tree("SURAT DAN TUGAS", "and(surat dan tugas)");
    assert_tree("SPP OR SPM", "and(spp or spm)");
    assert_tree("\"SPP\" OR \"SPM\"", "or(spp spm)");
    assert_tree("hal:SPP OR hal:SPM", "or(hal:spp hal:spm)");
    assert_tree("2024 OR 2023", "or(2024 2023)");
    assert_tree("SURAT NEAR/2 TUGAS", "near2(surat tugas)");
}

static void
test_split_words_are_phrases(void)
{
    assert_tree("005/117-Um", "005+117+um");
    assert_tree("kode:800.1.11*", "kode:800+1+11*");
    assert_tree("\"Surat Perintah\"", "surat+perintah");
    assert_tree("\"surat per*\"", "surat+per*");
    assert_tree("\342\200\234surat tugas\342\200\235", "surat+tugas");
    assert_tree("\"surat tugas\"~ =\"surat tugas\"", "and(surat~+tugas~ =surat+=tugas)");
}

static void
test_words_are_joined_as_in_a_text(void)
{
    assert_tree("undang undang", "undangundang");
    assert_tree("hal:undang undang tugas", "and(hal:undangundang tugas)");
    assert_tree("perundang - undangan", "perundangundangan");
    assert_tree("\"undang\" \"undangan\"", "and(undang undangan)");
    assert_tree("\"undang, undangan\"", "undang+undangan");
    assert_tree("surat - surat", "surat");
    assert_tree("label:undang undang", "and(1<undang> undang)");
}

static void
test_a_scope_holds_for_what_follows(void)
{
    assert_tree("hal:undangan rapat", "and(hal:undangan rapat)");
    assert_tree("Judul:\"surat tugas\"", "judul:surat+tugas");
    assert_tree("hal:(a OR NOT b)", "or(hal:a not(hal:b))");
    assert_tree("hal:(a NEAR/4 b)", "near4(hal:a hal:b)");
    assert_tree("lokasi:\"Rak 3\"", "lokasi:rak+3");
    assert_tree("09:30", "09+30");
}

static void
test_dates_are_ranges(void)
{
    assert_tree("tanggal:2024-01..2024-03", "tanggal:[2024-01-01,2024-03-31]");
    assert_tree("tanggal:12-01-2024", "tanggal:[2024-01-12,2024-01-12]");
    assert_tree("tanggal:\"Maret 2024\"", "tanggal:[2024-03-01,2024-03-31]");
    assert_tree("tanggal:..2024", "tanggal:[,2024-12-31]");
    assert_tree("tanggal:2024..", "tanggal:[2024-01-01,]");
    assert_tree("tanggal:(2023 OR 2024-02)",
                "or(tanggal:[2023-01-01,2023-12-31] tanggal:[2024-02-01,2024-02-29])");
    assert_tree("received:2024-03", "received:[2024-03-01,2024-03-31]");
}

static void
test_the_other_leaves(void)
{
    assert_tree("nomor:/^R-/", "nomor:/^R-/");
    assert_tree("nomor:/a\\/b (c|d)\\\\/", "nomor:/a/b (c|d)\\\\/");
    assert_tree("has:NIK", "0<nik>");
    assert_tree("label:jenis/undangan label:perihal/*", "and(1<jenis/undangan> 1<perihal/*>)");
    assert_tree("label:\"Rak Tiga\"", "1<Rak Tiga>");
    assert_tree("file:scan* file:Scan-014.tif", "and(2<scan*> 2<scan 014 tif>)");
    assert_tree("batch:3", "batch#3");
    assert_tree("type:PDF type:image/tiff", "and(4<pdf> 4<image/tiff>)");
}

static void
test_capitals_are_acronyms_in_a_rule(void)
{
    assert_tree_as("judul:SPP", ARSIP_QUERY_AS_RULE, "judul:^spp");
    assert_tree_as("judul:\"pengajuan SP2D\" SPPDLN", ARSIP_QUERY_AS_RULE,
                   "and(judul:pengajuan+^sp2d sppdln)");
    assert_tree_as("hal:spp A 2024 A2", ARSIP_QUERY_AS_RULE, "and(hal:spp a 2024 a2)");
    assert_tree_as("\"SPP\" OR \"SPM\"", ARSIP_QUERY_AS_RULE, "or(^spp ^spm)");
    assert_tree("SPP spp", "and(spp spp)");
    assert_tree("=SPP =Spp =SPPDLN", "and(=^spp =spp =^sppdln)");
}

static void
test_or_without_right_side_is_told_with_its_column(void)
{
    assert_fault("rapat OR", "column 9: expected a word or a phrase after OR");
    assert_fault("r\303\251pat OR  ", "column 9: expected a word or a phrase after OR");
    assert_fault("a OR OR b", "column 6: expected a word or a phrase after OR");
    assert_fault("(a OR) b", "column 6: expected a word or a phrase after OR");
    assert_fault("OR a", "column 1: expected a word or a phrase before OR");
    assert_fault("a NOT", "column 6: expected a word or a phrase after NOT");
    assert_fault("a ATAU -", "column 7: expected a word or a phrase after ATAU");
}

static void
test_parentheses_and_quotes_must_close(void)
{
    assert_fault("a (b OR c", "column 10: expected a ) for the ( in column 3");
    assert_fault("a b) c", "column 4: expected no ) here, as no ( is open");
    assert_fault("a ()", "column 4: expected a word or a phrase after (");
    assert_fault("a \"b c", "column 3: expected a closing quotation mark for the phrase that begins here");
    assert_fault("nomor:/abc", "column 7: expected a closing / for the regular expression that begins here");
    assert_fault("\"\"", "column 1: expected a word or a phrase with at least one letter or digit");
}

static void
test_faults_of_values_are_told(void)
{
    assert_fault("a hal: b", "column 7: expected a word, a phrase or a ( right after hal:");
    assert_fault("hal:(a isi:b)", "column 8: expected a word or a phrase without isi:, as hal: holds here");
    assert_fault("isi:/a/",
                 "column 5: expected a word or a phrase after isi:, regular expressions are for fields");
    assert_fault("tanggal:kemarin",
                 "column 9: expected a date after tanggal: such as 2024-03-12, 12-03-2024, 2024-03 or "
                 "\"12 Maret 2024\", or two of them with .. between");
    assert_fault("tanggal:2024..2023", "column 9: expected a first date that is not after the last");
    assert_fault("batch:tiga", "column 7: expected the number of a batch after batch:");
    assert_fault("type:pd*", "column 6: expected a whole name without * after type:");
    assert_fault("a NEAR/9999 b", "column 8: expected a number up to 1000 after NEAR/");
    assert_fault("a NEAR/2 b NEAR/3 c", "column 12: expected NEAR/2 again, as before");
    assert_fault("hal:a NEAR b",
                 "column 12: expected the same field or zone on both sides of NEAR, as in hal:(a NEAR b)");
    assert_fault("a NEAR (b c)", "column 9: expected a word or a phrase beside NEAR");
    assert_fault("pre*~", "column 1: expected only one of =, * and ~ with a word, not pre*~");
    assert_fault("\377", "column 1: expected text in UTF-8");
}

static void
test_a_bad_expression_is_told_with_its_column(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse("a nomor:/(b/", ARSIP_QUERY_PLAIN, &error);

    g_assert_null(query);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_true(g_str_has_prefix(error->message, "column 9: expected a regular expression: "));
}

static void
refuse_repeated(const char *open, guint times, const char *middle, const char *close)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < times; i++)
        g_string_append(text, open);
    g_string_append(text, middle);
    for (guint i = 0; i < times; i++)
        g_string_append(text, close);
    g_autoptr(ArsipQuery) query = arsip_query_parse(text->str, ARSIP_QUERY_PLAIN, &error);

    g_assert_null(query);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
}

static void
test_depth_leaves_and_size_are_bounded(void)
{
    refuse_repeated("(", 65, "a", ")");
    refuse_repeated("NOT (", 12000, "a", ")");
    refuse_repeated("a ", 3000, "", "");
    refuse_repeated("aaaaaaaaaa", 7000, "", "");
    refuse_repeated("(", 30000, "", "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/words_stand_for_all_of_them", test_words_stand_for_all_of_them);
    g_test_add_func("/query/operators_bind_as_told", test_operators_bind_as_told);
    g_test_add_func("/query/capitals_make_operators_words", test_capitals_make_operators_words);
    g_test_add_func("/query/split_words_are_phrases", test_split_words_are_phrases);
    g_test_add_func("/query/words_are_joined_as_in_a_text", test_words_are_joined_as_in_a_text);
    g_test_add_func("/query/a_scope_holds_for_what_follows", test_a_scope_holds_for_what_follows);
    g_test_add_func("/query/dates_are_ranges", test_dates_are_ranges);
    g_test_add_func("/query/names_numbers_and_expressions_are_leaves", test_the_other_leaves);
    g_test_add_func("/query/capitals_are_acronyms_in_a_rule", test_capitals_are_acronyms_in_a_rule);
    g_test_add_func("/query/or_without_right_side_is_told_with_its_column",
                    test_or_without_right_side_is_told_with_its_column);
    g_test_add_func("/query/parentheses_and_quotes_must_close", test_parentheses_and_quotes_must_close);
    g_test_add_func("/query/faults_of_values_are_told", test_faults_of_values_are_told);
    g_test_add_func("/query/a_bad_expression_is_told_with_its_column",
                    test_a_bad_expression_is_told_with_its_column);
    g_test_add_func("/query/depth_leaves_and_size_are_bounded", test_depth_leaves_and_size_are_bounded);
    return g_test_run();
}
