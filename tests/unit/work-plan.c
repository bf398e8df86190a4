/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan tells what the rules would change, and applying it does that or nothing. */
#include "plan-house.h"

static void
assert_refused(const House *house, const char *path, gint code, guint left, const char *words)
{
    g_auto(ArsipOutcome) outcome = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *before = portrait(house);
    g_autofree char *after = NULL;
    gint64 events, events_after;

    g_assert_true(arsip_event_verify(house->archive, &events, NULL));

    g_assert_false(arsip_plan_apply(house->archive, path, &outcome, &error));

    g_assert_error(error, ARSIP_ERROR, code);
    g_assert_nonnull(strstr(error->message, words));
    g_assert_cmpuint(outcome.left, ==, left);
    after = portrait(house);
    g_assert_cmpstr(after, ==, before);
    g_assert_true(arsip_event_verify(house->archive, &events_after, NULL));
    g_assert_cmpint(events_after, ==, events);
}

static void
a_plan_counts_what_would_change_and_changes_nothing(void)
{
    House house;
    g_autoptr(ArsipPlanSummary) summary = NULL;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    g_autofree char *path = NULL;
    const ArsipPlanGroup *group;

    open_house(&house);
    arsip_label_add(house.archive, 4, "perihal/keluarga", NULL, NULL, NULL);
    before = portrait(&house);

    path = make_plan(&house, &summary);

    after = portrait(&house);
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpuint(summary->documents, ==, 4);
    g_assert_cmpuint(summary->changed, ==, 3);
    g_assert_cmpuint(summary->by_hand, ==, 1);
    g_assert_cmpuint(summary->groups->len, ==, 2);
    group = summary->groups->pdata[0];
    g_assert_cmpstr(group->lost, ==, "");
    g_assert_cmpstr(group->gained, ==, "perihal/rapat");
    g_assert_cmpuint(group->documents, ==, 2);
    g_assert_cmpstr(((const ArsipPlanReason *)group->reasons->pdata[0])->rule, ==, "10-jenis.yaml:5");
    g_assert_cmpuint(group->examples->len, ==, 2);
    g_assert_nonnull(strstr(((const ArsipPlanExample *)group->examples->pdata[0])->words, "rapat"));
    house_close(&house);
}

static void
applying_a_plan_equals_applying_the_rules(void)
{
    House house;
    ArsipRelabelCount count;
    g_autofree char *path = NULL;
    g_autofree char *planned = NULL;
    g_autofree char *plain = NULL;
    GError *error = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    apply(&house, path);
    planned = portrait(&house);

    arsip_relabel(house.archive, NULL, &count, &error);

    g_assert_no_error(error);
    plain = portrait(&house);
    g_assert_cmpstr(planned, ==, plain);
    g_assert_cmpuint(count.changed, ==, 0);
    assert_labels(&house, 1, "jenis/undangan perihal/rapat");
    assert_labels(&house, 2, "");
    assert_labels(&house, 3, "perihal/rapat");
    house_close(&house);
}

static void
a_label_given_by_hand_since_is_named_and_nothing_applied(void)
{
    House house;
    g_autofree char *path = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    arsip_label_add(house.archive, 3, "perihal/cuti", NULL, NULL, NULL);

    assert_refused(&house, path, ARSIP_ERROR_FAILED, 1, "moved on");

    house_close(&house);
}

static void
a_document_withdrawn_or_corrected_since_is_named(void)
{
    House house;
    const char *const set[] = {"hal=Rapat", NULL};
    const ArsipCorrection correction = {.set = set};
    g_autofree char *path = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    arsip_withdraw(house.archive, (const gint64[]){2}, 1, "salah unggah", NULL);
    arsip_correct(house.archive, 3, &correction, NULL);

    assert_refused(&house, path, ARSIP_ERROR_FAILED, 2, "moved on");

    house_close(&house);
}

/* What a person set makes the rules say what is there already: that is no fault of the plan's file. */
static void
a_correction_after_which_nothing_would_change_is_named_too(void)
{
    House house;
    const char *const set[] = {"hal=Cuti", NULL};
    const ArsipCorrection correction = {.set = set};
    g_auto(ArsipOutcome) outcome = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;

    house_open(&house);
    house_put(&house, "1.txt", "Nomor : 005/117-Um\nHal : Rapat Kerja\n\nYth. Kepala Bagian\n");
    house_ingest(&house, FALSE, NULL, NULL);
    set_rules(&house, "rules:\n  - label: perihal/rapat\n    any: [ 'hal:rapat' ]\n");
    path = make_plan(&house, NULL);
    arsip_correct(house.archive, 1, &correction, NULL);
    assert_labels(&house, 1, "");

    g_assert_false(arsip_plan_apply(house.archive, path, &outcome, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    g_assert_cmpuint(outcome.left, ==, 1);
    house_close(&house);
}

static void
documents_that_are_not_in_the_plan_may_change_meanwhile(void)
{
    House house;
    const ArsipCorrection correction = {.note = "rak 3"};
    g_autofree char *path = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    arsip_label_add(house.archive, 4, "perihal/keluarga", NULL, NULL, NULL);
    arsip_correct(house.archive, 4, &correction, NULL);

    g_assert_cmpint(apply(&house, path), ==, 1);

    assert_labels(&house, 2, "");
    house_close(&house);
}

static void
other_rules_since_are_told(void)
{
    House house;
    g_autofree char *path = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    set_rules(&house, "rules:\n  - label: perihal/rapat\n    any: [ 'isi:rapat' ]\n");

    assert_refused(&house, path, ARSIP_ERROR_FAILED, 0, "rules in force");

    house_close(&house);
}

static void
the_plan_of_another_archive_is_refused(void)
{
    House house, other;
    g_autofree char *path = NULL;

    open_house(&house);
    open_house(&other);
    path = make_plan(&other, NULL);

    assert_refused(&house, path, ARSIP_ERROR_FAILED, 0, "another archive");

    house_close(&other);
    house_close(&house);
}

static void
replace_in(const char *path, const char *old, const char *new)
{
    g_autofree char *text = NULL;
    g_autoptr(GString) changed = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    changed = g_string_new(text);
    g_assert_cmpuint(g_string_replace(changed, old, new, 1), ==, 1);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
}

static void
a_plan_that_was_edited_or_cut_is_refused(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autofree char *text = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    replace_in(path, "perihal/rapat", "perihal/rapot");
    assert_refused(&house, path, ARSIP_ERROR_DAMAGED, 0, "plan.json:5");

    /* No rule says what a document is called. */
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    replace_in(path, "\"3.txt\"", "\"4.txt\"");
    assert_refused(&house, path, ARSIP_ERROR_DAMAGED, 0, "seal");

    *strrchr(text, '{') = '\0';
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    assert_refused(&house, path, ARSIP_ERROR_DAMAGED, 0, "cut short");

    g_assert_true(g_file_set_contents(path, "", -1, NULL));
    assert_refused(&house, path, ARSIP_ERROR_DAMAGED, 0, "cut short");
    house_close(&house);
}

/* The seal keeps accidents out, not a forger, who can make it anew. */
static void
a_forged_plan_is_refused_by_the_rules_themselves(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autofree char *text = NULL;
    g_autofree char *sealed = NULL;
    g_autofree char *seal = NULL;
    char *end;

    open_house(&house);
    path = make_plan(&house, NULL);
    replace_in(path, "{\"name\":\"perihal/rapat\"", "{\"name\":\"perihal/rapot\"");
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    end = g_strrstr(text, "{\"documents\"");
    *end = '\0';
    seal = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    sealed = g_strdup_printf("%s{\"documents\":3,\"sha256\":\"%s\"}\n", text, seal);
    g_assert_true(g_file_set_contents(path, sealed, -1, NULL));

    assert_refused(&house, path, ARSIP_ERROR_DAMAGED, 0, "say otherwise");

    house_close(&house);
}

static void
applying_again_at_once_changes_nothing_and_later_is_refused(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    ArsipRelabelCount count;
    g_autofree char *path = NULL;
    GError *error = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    apply(&house, path);

    arsip_plan_apply(house.archive, path, &outcome, &error);

    g_assert_no_error(error);
    g_assert_true(outcome.was_done);
    g_assert_cmpuint(outcome.documents, ==, 0);
    set_rules(&house, "rules:\n  - label: perihal/rapat\n    any: [ 'isi:lelang' ]\n");
    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));
    set_rules(&house, other_rules);
    assert_refused(&house, path, ARSIP_ERROR_FAILED, 2, "moved on");
    house_close(&house);
}

static void
what_persons_decided_is_in_no_plan(void)
{
    House house;
    g_autofree char *path = NULL;
    g_auto(ArsipOutcome) outcome = {0};

    open_house(&house);
    arsip_label_remove(house.archive, 1, "perihal/rapat", NULL, NULL, NULL);
    arsip_label_add(house.archive, 2, "jenis/undangan", "lelang juga undangan", NULL, NULL);
    path = make_plan(&house, NULL);

    apply(&house, path);

    assert_labels(&house, 1, "jenis/undangan -perihal/rapat");
    assert_labels(&house, 2, "jenis/undangan");
    assert_labels(&house, 3, "perihal/rapat");
    g_assert_true(arsip_label_undo(house.archive, 0, &outcome, NULL));
    assert_labels(&house, 1, "jenis/undangan -perihal/rapat");
    assert_labels(&house, 2, "jenis/undangan");
    house_close(&house);
}

static void
a_plan_never_overwrites_a_file(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    open_house(&house);
    path = plan_path(&house);
    g_assert_true(g_file_set_contents(path, "mine", -1, NULL));

    g_assert_null(arsip_plan_make(house.archive, NULL, path, &error));

    g_assert_nonnull(error);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "mine");
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/a_plan_counts_what_would_change_and_changes_nothing",
                    a_plan_counts_what_would_change_and_changes_nothing);
    g_test_add_func("/plan/applying_a_plan_equals_applying_the_rules",
                    applying_a_plan_equals_applying_the_rules);
    g_test_add_func("/plan/a_label_given_by_hand_since_is_named_and_nothing_applied",
                    a_label_given_by_hand_since_is_named_and_nothing_applied);
    g_test_add_func("/plan/a_document_withdrawn_or_corrected_since_is_named",
                    a_document_withdrawn_or_corrected_since_is_named);
    g_test_add_func("/plan/a_correction_after_which_nothing_would_change_is_named_too",
                    a_correction_after_which_nothing_would_change_is_named_too);
    g_test_add_func("/plan/documents_that_are_not_in_the_plan_may_change_meanwhile",
                    documents_that_are_not_in_the_plan_may_change_meanwhile);
    g_test_add_func("/plan/other_rules_since_are_told", other_rules_since_are_told);
    g_test_add_func("/plan/the_plan_of_another_archive_is_refused", the_plan_of_another_archive_is_refused);
    g_test_add_func("/plan/a_plan_that_was_edited_or_cut_is_refused",
                    a_plan_that_was_edited_or_cut_is_refused);
    g_test_add_func("/plan/a_forged_plan_is_refused_by_the_rules_themselves",
                    a_forged_plan_is_refused_by_the_rules_themselves);
    g_test_add_func("/plan/applying_again_at_once_changes_nothing_and_later_is_refused",
                    applying_again_at_once_changes_nothing_and_later_is_refused);
    g_test_add_func("/plan/what_persons_decided_is_in_no_plan", what_persons_decided_is_in_no_plan);
    g_test_add_func("/plan/a_plan_never_overwrites_a_file", a_plan_never_overwrites_a_file);
    return g_test_run();
}
