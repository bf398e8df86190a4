/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-folder.h"

#include <sys/stat.h>
#include <unistd.h>

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
    ADD("check_says_that_a_folder_has_no_rules", test_check_finds_no_files);
    ADD("the_version_follows_names_and_bytes", test_version_follows_names_and_bytes);
    ADD("a_missing_folder_is_an_error", test_folder_missing);
    ADD("a_pipe_under_a_rule_files_name_is_not_waited_for", test_pipe_is_not_waited_for);
    ADD("deep_nesting_is_refused", test_deep_nesting_is_refused);
    return g_test_run();
}
