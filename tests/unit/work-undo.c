/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules changed can be taken back, as long as nobody touched it since. */
#include "plan-house.h"

#include <arsip/log.h>

static void
undoing_gives_back_labels_with_rules_and_evidence(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    g_autofree char *path = NULL;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    GError *error = NULL;

    open_house(&house);
    before = portrait(&house);
    path = make_plan(&house, NULL);
    g_assert_cmpint(apply(&house, path), ==, 1);

    arsip_label_undo(house.archive, 0, &outcome, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(outcome.documents, ==, 3);
    g_assert_cmpuint(outcome.left, ==, 0);
    after = portrait(&house);
    g_assert_cmpstr(after, ==, before);
    house_close(&house);
}

static void
undoing_twice_is_refused(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    apply(&house, path);
    g_assert_true(arsip_label_undo(house.archive, 1, &outcome, NULL));
    arsip_outcome_clear(&outcome);

    g_assert_false(arsip_label_undo(house.archive, 0, &outcome, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    house_close(&house);
}

static void
a_plan_that_was_taken_back_can_be_applied_again(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    g_autofree char *path = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    apply(&house, path);
    g_assert_true(arsip_label_undo(house.archive, 0, &outcome, NULL));

    g_assert_cmpint(apply(&house, path), ==, 2);

    assert_labels(&house, 2, "");
    house_close(&house);
}

static void
applications_are_taken_back_one_after_another(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    ArsipRelabelCount count;

    open_house(&house);
    before = portrait(&house);
    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));
    set_rules(&house, "rules:\n  - label: perihal/lain\n    any: [ 'isi:undangan' ]\n");
    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));
    g_assert_cmpint(count.application, ==, 2);

    g_assert_true(arsip_label_undo(house.archive, 0, &outcome, NULL));
    arsip_outcome_clear(&outcome);
    g_assert_true(arsip_label_undo(house.archive, 1, &outcome, NULL));

    g_assert_cmpuint(outcome.left, ==, 0);
    after = portrait(&house);
    g_assert_cmpstr(after, ==, before);
    house_close(&house);
}

/* The later one changed the same documents: it would have to be taken back first. */
static void
an_earlier_application_leaves_what_a_later_one_changed(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    g_autoptr(GError) error = NULL;
    ArsipRelabelCount count;

    open_house(&house);
    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));
    set_rules(&house, "rules:\n  - label: perihal/lain\n    any: [ 'isi:undangan OR isi:notulen' ]\n");
    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));

    g_assert_false(arsip_label_undo(house.archive, 1, &outcome, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    g_assert_cmpuint(outcome.left, ==, 3);
    assert_labels(&house, 1, "perihal/lain");
    house_close(&house);
}

static void
a_correction_that_left_the_labels_does_not_hinder_undoing(void)
{
    House house;
    const char *const set[] = {"lokasi=Rak 3", NULL};
    const ArsipCorrection correction = {.set = set};
    g_auto(ArsipOutcome) outcome = {0};
    ArsipRelabelCount count;

    open_house(&house);
    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));
    g_assert_true(arsip_correct(house.archive, 3, &correction, NULL));
    set_rules(&house, "rules:\n  - label: jenis/undangan\n    any: [ 'isi:undangan' ]\n");

    g_assert_true(arsip_label_undo(house.archive, 0, &outcome, NULL));

    g_assert_cmpuint(outcome.left, ==, 0);
    assert_labels(&house, 3, "");
    house_close(&house);
}

static void
rules_applied_without_a_plan_can_be_taken_back(void)
{
    House house;
    ArsipRelabelCount count;
    g_auto(ArsipOutcome) outcome = {0};
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    GError *error = NULL;

    open_house(&house);
    before = labels_of(&house, 2);
    arsip_relabel(house.archive, NULL, &count, &error);
    g_assert_no_error(error);
    g_assert_cmpint(count.application, ==, 1);
    assert_labels(&house, 2, "");

    arsip_label_undo(house.archive, count.application, &outcome, &error);

    g_assert_no_error(error);
    after = labels_of(&house, 2);
    g_assert_cmpstr(after, ==, before);
    house_close(&house);
}

static void
a_run_that_changes_nothing_is_no_application(void)
{
    House house;
    ArsipRelabelCount count;
    g_auto(ArsipOutcome) outcome = {0};
    g_autoptr(GError) error = NULL;

    house_open(&house);
    house_put(&house, "1.txt", "Undangan\n");
    house_ingest(&house, FALSE, NULL, NULL);

    g_assert_true(arsip_relabel(house.archive, NULL, &count, NULL));

    g_assert_cmpint(count.application, ==, 0);
    g_assert_false(arsip_label_undo(house.archive, 0, &outcome, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND);
    house_close(&house);
}

static void
undoing_leaves_and_names_what_somebody_touched_since(void)
{
    House house;
    g_auto(ArsipOutcome) outcome = {0};
    g_autofree char *path = NULL;
    GError *error = NULL;

    open_house(&house);
    path = make_plan(&house, NULL);
    apply(&house, path);
    arsip_label_remove(house.archive, 1, "perihal/rapat", "hanya undangan", NULL, NULL);

    arsip_label_undo(house.archive, 0, &outcome, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(outcome.documents, ==, 2);
    g_assert_cmpuint(outcome.left, ==, 1);
    g_assert_cmpint(((const ArsipMoved *)outcome.moved->pdata[0])->id, ==, 1);
    g_assert_nonnull(strstr(((const ArsipMoved *)outcome.moved->pdata[0])->reason, "by hand"));
    assert_labels(&house, 1, "jenis/undangan -perihal/rapat");
    assert_labels(&house, 2, "jenis/undangan");
    assert_labels(&house, 3, "");
    house_close(&house);
}

static void
every_change_is_an_event_with_the_applications_number(void)
{
    House house;
    g_autofree char *path = NULL;
    g_auto(ArsipOutcome) outcome = {0};
    g_autoptr(GPtrArray) events = NULL;
    guint relabelled = 0, applied = 0, undone = 0;

    open_house(&house);
    path = make_plan(&house, NULL);
    apply(&house, path);
    arsip_label_undo(house.archive, 0, &outcome, NULL);

    events = arsip_event_list(house.archive, NULL, 0, NULL);

    for (guint i = 0; i < events->len; i++) {
        const ArsipEvent *event = events->pdata[i];

        relabelled += g_str_equal(event->what, "document.relabelled") &&
                      (strstr(event->detail, "\"application\":1,") || strstr(event->detail, "\"undoes\":1,"));
        applied += g_str_equal(event->what, "labels.applied") && strstr(event->detail, "\"documents\":3");
        undone += g_str_equal(event->what, "labels.undone") && strstr(event->detail, "\"application\":1");
    }
    g_assert_cmpuint(relabelled, ==, 6);
    g_assert_cmpuint(applied, ==, 1);
    g_assert_cmpuint(undone, ==, 1);
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/undo/undoing_gives_back_labels_with_rules_and_evidence",
                    undoing_gives_back_labels_with_rules_and_evidence);
    g_test_add_func("/undo/undoing_twice_is_refused", undoing_twice_is_refused);
    g_test_add_func("/undo/a_plan_that_was_taken_back_can_be_applied_again",
                    a_plan_that_was_taken_back_can_be_applied_again);
    g_test_add_func("/undo/applications_are_taken_back_one_after_another",
                    applications_are_taken_back_one_after_another);
    g_test_add_func("/undo/an_earlier_application_leaves_what_a_later_one_changed",
                    an_earlier_application_leaves_what_a_later_one_changed);
    g_test_add_func("/undo/a_correction_that_left_the_labels_does_not_hinder_undoing",
                    a_correction_that_left_the_labels_does_not_hinder_undoing);
    g_test_add_func("/undo/rules_applied_without_a_plan_can_be_taken_back",
                    rules_applied_without_a_plan_can_be_taken_back);
    g_test_add_func("/undo/a_run_that_changes_nothing_is_no_application",
                    a_run_that_changes_nothing_is_no_application);
    g_test_add_func("/undo/undoing_leaves_and_names_what_somebody_touched_since",
                    undoing_leaves_and_names_what_somebody_touched_since);
    g_test_add_func("/undo/every_change_is_an_event_with_the_applications_number",
                    every_change_is_an_event_with_the_applications_number);
    return g_test_run();
}
