/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-text.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *folder; /* ends in /rules, so that faults are told under that name */
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
    g_autofree char *parent = g_dir_make_tmp("arsip-label-XXXXXX", NULL);

    (void)data;
    fixture->folder = g_build_filename(parent, "rules", NULL);
    g_assert_no_errno(g_mkdir(fixture->folder, 0700));
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GDir) directory = g_dir_open(fixture->folder, 0, NULL);
    g_autofree char *parent = g_path_get_dirname(fixture->folder);
    const char *name;

    (void)data;
    while ((name = g_dir_read_name(directory)) != NULL) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

        g_unlink(path);
    }
    g_rmdir(fixture->folder);
    g_rmdir(parent);
    g_free(fixture->folder);
}

static void
write_file(const Fixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
assert_fault(const Fixture *fixture, const char *text, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipRules) rules = NULL;

    write_file(fixture, "10-jenis.yaml", text);
    rules = arsip_rules_load(fixture->folder, &error);

    g_assert_null(rules);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_cmpstr(error->message, ==, expected);
}

static void
test_key_misspelt(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_fault(
        fixture,
        "exclusive: jenis\n"
        "rules:\n"
        "  - label: jenis/undangan\n"
        "    anny: [ 'hal:undangan' ]\n",
        "rules/10-jenis.yaml:4:5: unknown key `anny`: expected label, priority, why, any, all, none, guard "
        "or examples");
}

static void
test_key_twice(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_fault(fixture,
                 "rules:\n"
                 "  - label: jenis/undangan\n"
                 "    any: hal:undangan\n"
                 "    label: jenis/panggilan\n",
                 "rules/10-jenis.yaml:4:5: `label` is given a second time (first on line 2)");
}

static void
test_query_faulty(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipRules) rules = NULL;

    (void)data;
    write_file(fixture, "10-jenis.yaml",
               "rules:\n"
               "  - label: jenis/undangan\n"
               "    any:\n"
               "      - hal:undangan\n"
               "      - '(undangan OR'\n");
    rules = arsip_rules_load(fixture->folder, &error);

    g_assert_null(rules);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_true(
        g_str_has_prefix(error->message, "rules/10-jenis.yaml:5:9: in the query (undangan OR: column "));
}

static void
test_label_name_bad(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_fault(fixture,
                 "rules:\n"
                 "  - label: Jenis/Surat Tugas\n"
                 "    any: judul:tugas\n",
                 "rules/10-jenis.yaml:2:12: `Jenis/Surat Tugas` is no label: expected lower case words, "
                 "digits, hyphens "
                 "and slashes, such as jenis/surat-tugas");
}

static void
test_rule_asks_nothing(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_fault(
        fixture,
        "rules:\n"
        "  - label: jenis/undangan\n"
        "    none: hal:menghadiri\n",
        "rules/10-jenis.yaml:2:5: the rule for jenis/undangan asks for nothing: it needs `any` or `all`");
}

static void
test_query_forgotten(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_fault(fixture,
                 "rules:\n"
                 "  - label: jenis/undangan\n"
                 "    any:\n",
                 "rules/10-jenis.yaml:3:9: an empty query in `any`");
}

static void
test_yaml_broken(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipRules) rules = NULL;

    (void)data;
    write_file(fixture, "10-jenis.yaml", "rules:\n  - label: [jenis/undangan\n");
    rules = arsip_rules_load(fixture->folder, &error);

    g_assert_null(rules);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_true(g_str_has_prefix(error->message, "rules/10-jenis.yaml:3:1: this is no YAML: "));
}

static void
test_alias_refused(Fixture *fixture, gconstpointer data)
{
    (void)data;
    assert_fault(
        fixture,
        "rules: &all\n"
        "  - label: a\n"
        "    any: *all\n",
        "rules/10-jenis.yaml:3:10: an alias (`*name`): write the value out, or put the query in quotes");
}

static void
test_check_tells_all_faults(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GPtrArray) sentences = NULL;

    (void)data;
    write_file(fixture, "10-jenis.yaml",
               "rules:\n"
               "  - label: jenis/undangan\n"
               "    anny: hal:undangan\n"
               "  - label: jenis/panggilan\n"
               "    priority: tinggi\n"
               "    any: hal:panggilan\n");
    write_file(fixture, "20-perihal.yaml", "aturan: []\n");
    sentences = arsip_rules_check(fixture->folder);

    g_assert_cmpuint(sentences->len, ==, 3);
    g_assert_true(g_str_has_prefix(g_ptr_array_index(sentences, 0), "rules/10-jenis.yaml:3:5: "));
    g_assert_true(g_str_has_prefix(g_ptr_array_index(sentences, 1), "rules/10-jenis.yaml:5:15: "));
    g_assert_true(g_str_has_prefix(g_ptr_array_index(sentences, 2), "rules/20-perihal.yaml:1:1: "));
}

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

static void
test_check_finds_no_files(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GPtrArray) sentences = NULL;

    (void)data;
    write_file(fixture, "10-jenis.yml", "rules: []\n");
    sentences = arsip_rules_check(fixture->folder);

    g_assert_cmpuint(sentences->len, ==, 1);
    g_assert_true(g_str_has_suffix(g_ptr_array_index(sentences, 0), "no rules: expected files named *.yaml"));
}

static void
test_version_follows_names_and_bytes(Fixture *fixture, gconstpointer data)
{
    g_autofree char *first = NULL;
    g_autofree char *path = g_build_filename(fixture->folder, "10-jenis.yaml", NULL);
    g_autofree char *renamed = g_build_filename(fixture->folder, "11-jenis.yaml", NULL);
    ArsipRules *rules;

    (void)data;
    write_file(fixture, "10-jenis.yaml", "rules:\n  - { label: a, any: b }\n");
    rules = arsip_rules_load(fixture->folder, NULL);
    g_assert_cmpuint(arsip_rules_count(rules), ==, 1);
    g_assert_cmpuint(strlen(arsip_rules_version(rules)), ==, 64);
    first = g_strdup(arsip_rules_version(rules));
    arsip_rules_unref(rules);

    rules = arsip_rules_load(fixture->folder, NULL);
    g_assert_cmpstr(arsip_rules_version(rules), ==, first);
    arsip_rules_unref(rules);

    write_file(fixture, "10-jenis.yaml", "rules:\n  - { label: a, any: c }\n");
    rules = arsip_rules_load(fixture->folder, NULL);
    g_assert_cmpstr(arsip_rules_version(rules), !=, first);
    arsip_rules_unref(rules);

    write_file(fixture, "10-jenis.yaml", "rules:\n  - { label: a, any: b }\n");
    g_assert_no_errno(g_rename(path, renamed));
    rules = arsip_rules_load(fixture->folder, NULL);
    g_assert_cmpstr(arsip_rules_version(rules), !=, first);
    arsip_rules_unref(rules);
}

static void
test_folder_missing(Fixture *fixture, gconstpointer data)
{
    g_autofree char *missing = g_build_filename(fixture->folder, "none", NULL);
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_null(arsip_rules_load(missing, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_pipe_is_not_waited_for(Fixture *fixture, gconstpointer data)
{
    g_autofree char *path = g_build_filename(fixture->folder, "10-jenis.yaml", NULL);
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_no_errno(mkfifo(path, 0600));

    g_assert_null(arsip_rules_load(fixture->folder, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
}

static void
test_deep_nesting_is_refused(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GString) text = g_string_new("rules: ");
    g_autoptr(GError) error = NULL;

    (void)data;
    for (guint i = 0; i < 100000; i++)
        g_string_append_c(text, '[');
    write_file(fixture, "10-jenis.yaml", text->str);

    g_assert_null(arsip_rules_load(fixture->folder, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
}

#define ADD(name, function) g_test_add("/label/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("a_misspelt_key_is_told_with_line_and_column", test_key_misspelt);
    ADD("a_key_given_twice_is_a_fault", test_key_twice);
    ADD("a_faulty_query_is_told_with_its_place", test_query_faulty);
    ADD("a_label_is_of_lower_case_words", test_label_name_bad);
    ADD("a_rule_with_none_alone_asks_for_nothing", test_rule_asks_nothing);
    ADD("a_forgotten_query_does_not_hold_for_all", test_query_forgotten);
    ADD("broken_yaml_is_told_with_its_place", test_yaml_broken);
    ADD("an_alias_is_refused", test_alias_refused);
    ADD("check_tells_all_faults_of_all_files", test_check_tells_all_faults);
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
    ADD("check_says_that_a_folder_has_no_rules", test_check_finds_no_files);
    ADD("the_version_follows_names_and_bytes", test_version_follows_names_and_bytes);
    ADD("a_missing_folder_is_an_error", test_folder_missing);
    ADD("a_pipe_under_a_rule_files_name_is_not_waited_for", test_pipe_is_not_waited_for);
    ADD("deep_nesting_is_refused", test_deep_nesting_is_refused);
    return g_test_run();
}
