/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-folder.h"

static void
assert_doubt(const Fixture *fixture, const char *text, const char *expected)
{
    g_autoptr(GPtrArray) sentences = NULL;

    write_file(fixture, "10-jenis.yaml", text);
    sentences = arsip_rules_check(fixture->folder);

    g_assert_cmpuint(sentences->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(sentences, 0), ==, expected);
}

static void
test_check_rule_never_wins(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(
        fixture,
        "exclusive: jenis\n"
        "rules:\n"
        "  - label: jenis/rapat\n"
        "    priority: 10\n"
        "    any: [ 'hal:undangan' ]\n"
        "    all: [ 'isi:rapat' ]\n"
        "  - label: jenis/undangan\n"
        "    priority: 40\n"
        "    any: [ 'judul:undangan', 'hal:undangan' ]\n",
        "rules/10-jenis.yaml:3:5: jenis/rapat can never win: jenis/undangan (10-jenis.yaml, line 7) holds "
        "wherever it does, with priority 40 against 10");
}

static void
test_check_narrower_rule_above_is_fine(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GPtrArray) sentences = NULL;

    (void)data;
    write_file(fixture, "10-jenis.yaml",
               "exclusive: jenis\n"
               "rules:\n"
               "  - label: jenis/rapat\n"
               "    priority: 50\n"
               "    any: [ 'hal:undangan' ]\n"
               "    all: [ 'isi:rapat' ]\n"
               "  - label: jenis/undangan\n"
               "    priority: 40\n"
               "    any: [ 'hal:undangan' ]\n");
    sentences = arsip_rules_check(fixture->folder);

    g_assert_cmpuint(sentences->len, ==, 0);
}

static void
test_check_same_queries_twice(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(
        fixture,
        "rules:\n"
        "  - label: perihal/cuti\n"
        "    any: [ 'hal:cuti', 'judul:cuti' ]\n"
        "  - label: perihal/cuti\n"
        "    any: [ 'judul:cuti', 'hal:(cuti)' ]\n",
        "rules/10-jenis.yaml:4:5: perihal/cuti has the same queries already (10-jenis.yaml, line 2)");
}

static void
test_check_none_contradicts(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(fixture,
                 "rules:\n"
                 "  - label: perihal/cuti\n"
                 "    any: [ 'hal:cuti', 'hal:\"cuti bersama\"' ]\n"
                 "    none: [ 'hal:\"cuti bersama\"' ]\n",
                 "rules/10-jenis.yaml:3:24: hal:\"cuti bersama\" stands in `none` of the same rule, so it is "
                 "no use in `any`");
}

static void
test_check_wider_rule_above(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(fixture,
                 "exclusive: jenis\n"
                 "rules:\n"
                 "  - label: jenis/rapat\n"
                 "    any: hal:\"undangan rapat\"\n"
                 "  - label: jenis/undangan\n"
                 "    priority: 5\n"
                 "    any: [ 'hal:undang*', 'judul:undangan' ]\n",
                 "rules/10-jenis.yaml:3:5: jenis/rapat can never win: jenis/undangan (10-jenis.yaml, line 5) "
                 "holds wherever it does, with priority 5 against 0");
}

static void
test_check_two_rules_above(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(
        fixture,
        "exclusive: jenis\n"
        "rules:\n"
        "  - label: jenis/rapat\n"
        "    any: [ 'hal:rapat', 'judul:rapat' ]\n"
        "  - label: jenis/undangan\n"
        "    priority: 5\n"
        "    any: hal:rapat\n"
        "  - label: jenis/notula\n"
        "    priority: 6\n"
        "    any: judul:rapat\n",
        "rules/10-jenis.yaml:3:5: jenis/rapat can never win: for each query of its `any` another rule "
        "holds too and comes before it, such as jenis/undangan (10-jenis.yaml, line 5)");
}

static void
test_check_other_file_above(Fixture *fixture, gconstpointer data)
{
    (void)data;
    write_file(fixture, "90-kantor.yaml",
               "rules:\n"
               "  - label: jenis/kartu\n"
               "    any: judul:kartu\n");
    assert_doubt(
        fixture,
        "exclusive: jenis\n"
        "rules:\n"
        "  - label: jenis/formulir\n"
        "    priority: 5\n"
        "    any: [ 'judul:kartu', 'judul:formulir' ]\n",
        "rules/90-kantor.yaml:2:5: jenis/kartu can never win: jenis/formulir (10-jenis.yaml, line 3) "
        "holds wherever it does, with priority 5 against 0");
}

static void
test_check_all_contradicts(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(
        fixture,
        "rules:\n"
        "  - label: perihal/cuti\n"
        "    all:\n"
        "      - hal:\"cuti besar\"\n"
        "      - NOT hal:cuti\n",
        "rules/10-jenis.yaml:5:9: NOT hal:cuti contradicts hal:\"cuti besar\" (line 4), and `all` asks "
        "for both: the rule for perihal/cuti can never hold");
}

static void
test_check_phrase_has_forbidden_word(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(fixture,
                 "rules:\n"
                 "  - label: perihal/cuti\n"
                 "    any: [ 'hal:cuti', 'hal:\"cuti bersama\"' ]\n"
                 "    none: hal:bersama\n",
                 "rules/10-jenis.yaml:3:24: hal:\"cuti bersama\" is no use in `any`: wherever it holds, "
                 "hal:bersama of `none` (line 4) holds too");
}

static void
test_check_equals_sign_idle(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(
        fixture,
        "rules:\n"
        "  - label: jenis/pencairan-dana\n"
        "    any: [ 'judul:=SPP', 'judul:=spm' ]\n",
        "rules/10-jenis.yaml:3:26: the = of judul:spm does nothing in a rule: words match as they are "
        "written, and only a word of 2 to 6 capitals (=SPP) must stand in capitals");
}

static void
test_check_field_misspelt(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(
        fixture,
        "rules:\n"
        "  - label: perihal/cuti\n"
        "    any: [ 'unit:umum', 'perihal:cuti', 'lokasi:rak' ]\n",
        "rules/10-jenis.yaml:3:25: perihal: in perihal:cuti is no zone, and no field that is read from "
        "a letter: is hal: meant?");
}

static void
test_check_keyword_twice(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(fixture,
                 "rules:\n"
                 "  - label: perihal/cuti\n"
                 "    any: hal:(cuti OR cltn OR Cuti)\n",
                 "rules/10-jenis.yaml:3:10: hal:cuti stands twice in hal:(cuti OR cltn OR Cuti)");
}

static void
test_check_exclusive_without_rules(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(fixture,
                 "exclusive: jenls\n"
                 "rules:\n"
                 "  - label: jenis/kartu\n"
                 "    any: judul:kartu\n",
                 "rules/10-jenis.yaml:1:12: jenls is exclusive, but no rule gives a label that begins with "
                 "jenls/");
}

static void
test_check_otherwise_of_another_exclusive(Fixture *fixture, gconstpointer data)
{
    (void)data;
    write_file(fixture, "20-keamanan.yaml",
               "exclusive: keamanan\n"
               "otherwise: jenis/biasa\n"
               "rules:\n"
               "  - label: keamanan/rahasia\n"
               "    any: sifat:rahasia\n");
    assert_doubt(fixture,
                 "exclusive: jenis\n"
                 "rules:\n"
                 "  - label: jenis/kartu\n"
                 "    any: judul:kartu\n",
                 "rules/20-keamanan.yaml:2:1: `otherwise` for keamanan gives jenis/biasa, but jenis is "
                 "exclusive as well (10-jenis.yaml, line 1): a document could get two of its labels");
}

static void
test_check_runs_examples(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_doubt(fixture,
                 "rules:\n"
                 "  - label: perihal/cuti\n"
                 "    any: isi:cuti\n"
                 "    examples:\n"
                 "      match: [ 'Permohonan cuti tahunan pegawai kami ajukan.' ]\n"
                 "      no match:\n"
                 "        - 'Permohonan cuti bersama tidak diajukan.'\n",
                 "rules/10-jenis.yaml:7:11: this example should not get perihal/cuti but does");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("check_finds_a_rule_that_never_wins", test_check_rule_never_wins);
    ADD("check_lets_a_narrower_rule_stand_above_a_wider_one", test_check_narrower_rule_above_is_fine);
    ADD("check_finds_the_same_queries_twice", test_check_same_queries_twice);
    ADD("check_finds_a_none_that_contradicts_any", test_check_none_contradicts);
    ADD("check_finds_a_wider_rule_of_higher_priority", test_check_wider_rule_above);
    ADD("check_finds_rules_that_win_together_wherever_one_would", test_check_two_rules_above);
    ADD("check_finds_a_rule_that_another_file_puts_in_the_shade", test_check_other_file_above);
    ADD("check_finds_a_query_beside_its_contrary", test_check_all_contradicts);
    ADD("check_finds_a_phrase_with_a_word_that_none_forbids", test_check_phrase_has_forbidden_word);
    ADD("check_finds_an_equals_sign_that_does_nothing", test_check_equals_sign_idle);
    ADD("check_finds_a_misspelt_field_and_lets_an_own_one_be", test_check_field_misspelt);
    ADD("check_finds_a_keyword_twice_in_one_query", test_check_keyword_twice);
    ADD("check_finds_an_exclusive_namespace_without_rules", test_check_exclusive_without_rules);
    ADD("check_finds_an_otherwise_of_another_exclusive_namespace", test_check_otherwise_of_another_exclusive);
    ADD("check_tries_the_examples", test_check_runs_examples);
    return g_test_run();
}
