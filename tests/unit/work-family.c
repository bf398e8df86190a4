/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include "archive/batch.h"
#include "archive/record.h"
#include "work/family.h"

#define MEBIBYTE (G_GUINT64_CONSTANT(1) << 20)

/* An arrival of bytes that nothing else has; container: 0 for one that came alone. */
static gint64
arrive(const House *house, gint64 batch, gint64 container, guint64 size)
{
    static guint8 sha256[32] = {0};
    ArsipArrival arrival = {
        .batch = batch, .container = container, .path = "x", .name = "x", .size = size, .sha256 = sha256};
    GError *error = NULL;
    gint64 original, id;
    gboolean is_new;

    sha256[0]++;
    arsip_arrival_add(house->archive, &arrival, &original, &id, &is_new, &error);
    g_assert_no_error(error);
    return id;
}

static gint64
begin(House *house)
{
    GError *error = NULL;
    gboolean is_resumed;
    gint64 batch = 0;

    house_open(house);
    g_assert_true(arsip_begin(house->archive, &error));
    arsip_batch_begin(house->archive, "{}", &batch, &is_resumed, &error);
    g_assert_no_error(error);
    return batch;
}

static void
end(House *house)
{
    arsip_rollback(house->archive);
    house_close(house);
}

static gboolean
admits(ArsipFamilies *families, gint64 container, guint64 n, guint64 bytes)
{
    const ArsipFamily members = {n, bytes};
    g_autoptr(GError) error = NULL;
    gboolean is_admitted = arsip_families_admit(families, container, &members, &error);

    if (!is_admitted)
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
    return is_admitted;
}

static void
archives_in_an_archive_count_together(void)
{
    House house;
    gint64 batch = begin(&house);
    g_autoptr(ArsipFamilies) families = arsip_families_new(house.archive);
    gint64 head = arrive(&house, batch, 0, MEBIBYTE);
    gint64 one = arrive(&house, batch, head, 1000), other = arrive(&house, batch, head, 1000);

    g_assert_true(admits(families, one, 60000, 0));
    g_assert_false(admits(families, other, 40000, 0));
    g_assert_true(admits(families, other, 39998, 0));
    end(&house);
}

static void
another_archive_has_a_count_of_its_own(void)
{
    House house;
    gint64 batch = begin(&house);
    g_autoptr(ArsipFamilies) families = arsip_families_new(house.archive);
    gint64 head = arrive(&house, batch, 0, MEBIBYTE), stranger = arrive(&house, batch, 0, MEBIBYTE);

    g_assert_true(admits(families, head, 100000, 0));
    g_assert_true(admits(families, stranger, 100000, 0));
    end(&house);
}

static void
bytes_are_weighed_against_what_was_given(void)
{
    House house;
    gint64 batch = begin(&house);
    g_autoptr(ArsipFamilies) families = arsip_families_new(house.archive);
    gint64 head = arrive(&house, batch, 0, MEBIBYTE);
    gint64 inner = arrive(&house, batch, head, MEBIBYTE);

    g_assert_true(admits(families, inner, 1, 100 * MEBIBYTE));
    g_assert_true(admits(families, head, 1, 100 * MEBIBYTE));
    g_assert_false(admits(families, head, 1, 100 * MEBIBYTE));
    end(&house);
}

/* An interrupted run named some of the members. */
static void
what_is_named_already_counts_once(void)
{
    House house;
    gint64 batch = begin(&house);
    g_autoptr(ArsipFamilies) families = arsip_families_new(house.archive);
    gint64 head = arrive(&house, batch, 0, MEBIBYTE);
    for (guint i = 0; i < 50; i++)
        arrive(&house, batch, head, 1);

    g_assert_true(admits(families, head, 100000, 50));
    end(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/family/archives_in_an_archive_count_together", archives_in_an_archive_count_together);
    g_test_add_func("/family/another_archive_has_a_count_of_its_own", another_archive_has_a_count_of_its_own);
    g_test_add_func("/family/bytes_are_weighed_against_what_was_given",
                    bytes_are_weighed_against_what_was_given);
    g_test_add_func("/family/what_is_named_already_counts_once", what_is_named_already_counts_once);
    return g_test_run();
}
