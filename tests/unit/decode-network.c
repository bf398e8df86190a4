/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/network.h"

#include <tesseract/capi.h>

#include "decode/recognise/engine.h"
#include "network-help.h"

#ifdef ARSIP_KNOWS_TESSERACT

/* Stands before the library's own: what it says is the test's. */
static const char *version = TESSERACT_VERSION_STR;

const char *TessVersion(void);

const char *
TessVersion(void)
{
    return version;
}

/* Two pictures of which one is smaller, in a batch that says nothing of a third. */
static const int heights[] = {4, 2}, widths[] = {5, 7};
static const ArsipStrideMap map = {
    {3, 4, 7}, {28, 7, 1}, {heights, heights + 2, heights + 2}, {widths, widths + 2, widths + 2}};

static void
test_places_are_told_as_the_library_tells_them(void)
{
    int (*last_index)(const ArsipStrideIndex *, int);
    _Bool (*move_index)(ArsipStrideIndex *, int, int);
    guint n_inside = 0;

    arsip_find_theirs("_ZNK9tesseract9StrideMap5Index13MaxIndexOfDimENS_14FlexDimensionsE", &last_index);
    arsip_find_theirs("_ZN9tesseract9StrideMap5Index9AddOffsetEiNS_14FlexDimensionsE", &move_index);
    for (int i = 0; i < 5 * 7 * 10 * 3; i++) {
        ArsipStrideIndex one = {&map, 0, {i / 210, i / 30 % 7 - 1, i / 3 % 10 - 1}}, other;
        int dimension = i % 3, offset = i % 5 - 2;

        if (one.at[ARSIP_BATCH] > 2)
            one.at[ARSIP_BATCH] = -1;
        other = one;
        if (one.at[ARSIP_BATCH] >= 0)
            g_assert_cmpint(arsip_network_last_index(&one, dimension), ==, last_index(&other, dimension));
        gboolean is_in = arsip_network_move_index(&one, offset, dimension);
        g_assert_cmpint(is_in, ==, move_index(&other, offset, dimension));
        g_assert_true(memcmp(&one, &other, sizeof one) == 0);
        n_inside += is_in ? 1 : 0;
    }
    g_assert_cmpuint(n_inside, >, 100);
}

#define ROWS    3
#define COLUMNS 40

typedef struct {
    float floats[ROWS * COLUMNS];
    gint8 bytes[ROWS * COLUMNS];
    ArsipTimeSteps steps;
} Layer;

static void
init_layer(Layer *layer, gboolean is_bytes, guint32 seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);

    memset(layer, 0, sizeof *layer);
    for (guint i = 0; i < ROWS * COLUMNS; i++) {
        layer->floats[i] = (float)g_rand_double_range(random, -1, 1);
        layer->bytes[i] = (gint8)g_rand_int_range(random, -127, 128);
    }
    layer->steps.floats = (ArsipFloatRows){
        methods_of("_ZTVN9tesseract16GENERIC_2D_ARRAYIfEE"), layer->floats, 0, ROWS, COLUMNS, ROWS * COLUMNS};
    layer->steps.bytes = (ArsipByteRows){
        methods_of("_ZTVN9tesseract16GENERIC_2D_ARRAYIaEE"), layer->bytes, 0, ROWS, COLUMNS, ROWS * COLUMNS};
    layer->steps.is_bytes = is_bytes != FALSE;
}

static void
assert_same(const Layer *one, const Layer *other)
{
    g_assert_true(memcmp(one->floats, other->floats, sizeof one->floats) == 0);
    g_assert_true(memcmp(one->bytes, other->bytes, sizeof one->bytes) == 0);
}

static void
test_places_follow_one_another_as_in_the_library(void)
{
    _Bool (*next_index)(ArsipStrideIndex *);
    ArsipStrideIndex one = {&map, 0, {0}}, other = one;
    guint n = 0;

    arsip_find_theirs("_ZN9tesseract9StrideMap5Index9IncrementEv", &next_index);
    for (gboolean is_more = TRUE; is_more; n++) {
        is_more = arsip_network_next_index(&one);
        g_assert_cmpint(is_more, ==, next_index(&other));
        g_assert_true(memcmp(&one, &other, sizeof one) == 0);
    }
    g_assert_cmpuint(n, ==, 4 * 5 + 2 * 7 + 4 * 7);
}

static void
test_values_are_written_as_the_library_writes_them(void)
{
    void (*write_step)(ArsipTimeSteps *, int, int, int, const float *);
    g_autofree Layer *one = g_new(Layer, 1), *other = g_new(Layer, 1);
    float values[COLUMNS] = {0,          -0.0f,       1,    -1,    0.5f / 127, -0.5f / 127,
                             1.5f / 127, -1.5f / 127, 1.5f, -1.5f, 1e-9f,      -1e-9f};

    arsip_find_theirs("_ZN9tesseract9NetworkIO17WriteTimeStepPartEiiiPKf", &write_step);
    for (int i = 12; i < COLUMNS; i++)
        values[i] = (float)g_random_double_range(-1.1, 1.1);
    for (int i = 0; i < 2 * ROWS * COLUMNS; i++) {
        int row = i / 2 % ROWS, first = i % 7, n = i % (COLUMNS - 7);
        init_layer(one, i % 2, (guint32)i);
        init_layer(other, i % 2, (guint32)i);

        arsip_network_write_step(&one->steps, row, first, n, values);
        write_step(&other->steps, row, first, n, values);

        assert_same(one, other);
    }
}

static void
test_the_greater_values_are_kept_as_the_library_keeps_them(void)
{
    void (*pool_step)(ArsipTimeSteps *, int, const ArsipTimeSteps *, int, int *);
    g_autofree Layer *one = g_new(Layer, 1), *other = g_new(Layer, 1), *from = g_new(Layer, 1);

    arsip_find_theirs("_ZN9tesseract9NetworkIO15MaxpoolTimeStepEiRKS0_iPi", &pool_step);
    for (int i = 0; i < 2 * ROWS * COLUMNS; i++) {
        int to_row = i / 2 % ROWS, from_row = i / 3 % ROWS;
        int chosen[COLUMNS] = {0}, theirs[COLUMNS] = {0};
        init_layer(one, i % 2, (guint32)i);
        init_layer(other, i % 2, (guint32)i);
        init_layer(from, i % 2, (guint32)i + 1);

        arsip_network_pool_step(&one->steps, to_row, &from->steps, from_row, chosen);
        pool_step(&other->steps, to_row, &from->steps, from_row, theirs);

        assert_same(one, other);
        g_assert_true(memcmp(chosen, theirs, sizeof chosen) == 0);
    }
}

static void
test_another_tesseract_than_it_was_built_for_is_refused(void)
{
    g_autoptr(GError) error = NULL;

    version = "5.3.99";
    g_autoptr(ArsipEngine) engine = arsip_engine_new("ind+eng", &error);
    version = TESSERACT_VERSION_STR;

    g_assert_null(engine);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, "5.3.99"));
    g_assert_true(arsip_network_use(NULL));
}

static void
add_tests(void)
{
    g_test_add_func("/network/places_are_told_as_the_library_tells_them",
                    test_places_are_told_as_the_library_tells_them);
    g_test_add_func("/network/places_follow_one_another_as_in_the_library",
                    test_places_follow_one_another_as_in_the_library);
    g_test_add_func("/network/values_are_written_as_the_library_writes_them",
                    test_values_are_written_as_the_library_writes_them);
    g_test_add_func("/network/the_greater_values_are_kept_as_the_library_keeps_them",
                    test_the_greater_values_are_kept_as_the_library_keeps_them);
    g_test_add_func("/network/another_tesseract_than_it_was_built_for_is_refused",
                    test_another_tesseract_than_it_was_built_for_is_refused);
}

#else

static void
test_the_library_does_it_all_itself(void)
{
    g_assert_true(arsip_network_use(NULL));
}

static void
add_tests(void)
{
    g_test_add_func("/network/the_library_does_it_all_itself", test_the_library_does_it_all_itself);
}

#endif

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_tests();
    return g_test_run();
}
