/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <arsip/correct.h>
#include <arsip/document.h>
#include <arsip/label.h>

#include "archive/record.h"

static ArsipDocument *
load(const House *house)
{
    GError *error = NULL;
    ArsipDocument *document = arsip_document_load(house->archive, 1, TRUE, &error);

    g_assert_no_error(error);
    return document;
}

static void
take_letter(House *house, gboolean stores_only)
{
    GError *error = NULL;

    house_open(house);
    house_put(house, "a.txt", "Laporan bulanan\n");
    house_ingest(house, stores_only, NULL, &error);
    g_assert_no_error(error);
}

static const char *
text_of(const ArsipDocument *document)
{
    return ((const ArsipPage *)document->pages->pdata[0])->text;
}

static void
text_by_hand_labels_and_outlasts_reading_again(void)
{
    House house;
    const ArsipCorrection correction = {.page = 1, .text = "Undangan rapat\n"};
    const ArsipReadOptions again = {.redoes = TRUE, .readers = {.readers = 1}};
    ArsipReadCount count;
    g_autoptr(ArsipDocument) document = NULL;
    GError *error = NULL;

    take_letter(&house, FALSE);
    arsip_correct(house.archive, 1, &correction, &error);
    g_assert_no_error(error);

    arsip_read_waiting(house.archive, &again, NULL, &count, &error);

    g_assert_no_error(error);
    document = load(&house);
    g_assert_cmpstr(text_of(document), ==, "Undangan rapat\n");
    g_assert_cmpuint(document->labels->len, ==, 1);
    house_close(&house);
}

/* A reader had the page in hand when a person set its text. */
static void
a_reader_that_comes_late_does_not_count(void)
{
    House house;
    const ArsipCorrection correction = {.page = 1, .text = "by hand"};
    g_autoptr(ArsipReading) late = arsip_reading_new();
    g_autoptr(GError) failure = g_error_new(ARSIP_ERROR, ARSIP_ERROR_CRASHED, "late");
    g_autoptr(GPtrArray) rows = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    gint64 page;
    GError *error = NULL;

    take_letter(&house, FALSE);
    rows = arsip_page_rows(house.archive, 1, &error);
    page = ((const ArsipPageRow *)rows->pdata[0])->id;
    arsip_page_set_waiting(house.archive, page, &error);
    arsip_correct(house.archive, 1, &correction, &error);
    g_assert_no_error(error);

    arsip_begin(house.archive, &error);
    arsip_page_add_reading(house.archive, page, late, NULL, NULL, &error);
    arsip_page_set_failed(house.archive, page, failure, &error);
    arsip_commit(house.archive, &error);

    g_assert_no_error(error);
    document = load(&house);
    g_assert_cmpstr(text_of(document), ==, "by hand");
    g_assert_cmpstr(((const ArsipPage *)document->pages->pdata[0])->state, ==, "read");
    house_close(&house);
}

static void
text_waits_until_the_pages_are_known(void)
{
    House house;
    const ArsipCorrection correction = {.page = 1, .text = "by hand"};
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GError) error = NULL;

    take_letter(&house, TRUE);

    g_assert_false(arsip_correct(house.archive, 1, &correction, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE);
    document = load(&house);
    g_assert_cmpstr(document->state, ==, "stored");
    house_close(&house);
}

static void
a_correction_is_whole_or_not_at_all(void)
{
    House house;
    const char *const set[] = {"nomor=1/A", "tanggal=soon", NULL};
    const ArsipCorrection correction = {.set = set, .note = "seen"};
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GError) error = NULL;
    gint64 events, after;

    take_letter(&house, FALSE);
    g_assert_true(arsip_event_verify(house.archive, &events, NULL));

    g_assert_false(arsip_correct(house.archive, 1, &correction, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE);
    document = load(&house);
    g_assert_null(arsip_document_field(document, "nomor"));
    g_assert_cmpstr(document->note, ==, "");
    g_assert_true(arsip_event_verify(house.archive, &after, NULL));
    g_assert_cmpint(after, ==, events);
    house_close(&house);
}

static void
a_label_that_a_person_took_away_stays_away(void)
{
    House house;
    ArsipRelabelCount count;
    g_autoptr(ArsipDocument) document = NULL;
    const ArsipLabel *label;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "Undangan rapat\n");
    house_ingest(&house, FALSE, NULL, &error);
    arsip_label_remove(house.archive, 1, "jenis/undangan", "a report", NULL, &error);
    g_assert_no_error(error);

    arsip_relabel(house.archive, NULL, &count, &error);

    g_assert_no_error(error);
    document = load(&house);
    g_assert_cmpuint(document->labels->len, ==, 1);
    label = document->labels->pdata[0];
    g_assert_false(label->is_given);
    g_assert_cmpstr(label->who, ==, arsip_event_who(house.archive));
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/work/text_by_hand_labels_and_outlasts_reading_again",
                    text_by_hand_labels_and_outlasts_reading_again);
    g_test_add_func("/work/a_reader_that_comes_late_does_not_count", a_reader_that_comes_late_does_not_count);
    g_test_add_func("/work/text_waits_until_the_pages_are_known", text_waits_until_the_pages_are_known);
    g_test_add_func("/work/a_correction_is_whole_or_not_at_all", a_correction_is_whole_or_not_at_all);
    g_test_add_func("/work/a_label_that_a_person_took_away_stays_away",
                    a_label_that_a_person_took_away_stays_away);
    return g_test_run();
}
