/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/layer.h"

#include "network-help.h"

#ifdef ARSIP_KNOWS_TESSERACT

typedef void (*Forward)(void *, _Bool, const ArsipTimeSteps *, const void *, void *, ArsipTimeSteps *);

/* NetworkScratch: all nought but that it is for bytes. What it borrows it keeps. */
static guint64 scratch[512] = {1};

/* Two pictures of which one is smaller, and one alone. */
static const int heights[] = {4, 2}, widths[] = {5, 7}, height = 6, width = 90;
static const ArsipStrideMap maps[] = {
    {{2, 4, 7}, {28, 7, 1}, {heights, heights + 2, heights + 2}, {widths, widths + 2, widths + 2}},
    {{1, 6, 90}, {540, 90, 1}, {&height, &height + 1, &height + 1}, {&width, &width + 1, &width + 1}}};

static void
assert_same(const ArsipTimeSteps *one, const ArsipTimeSteps *other)
{
    g_assert_cmpint(one->is_bytes, ==, other->is_bytes);
    g_assert_true(memcmp(one->map.shape, other->map.shape, sizeof one->map.shape) == 0);
    g_assert_cmpint(one->bytes.n_rows * one->bytes.n_columns, ==,
                    other->bytes.n_rows * other->bytes.n_columns);
    g_assert_cmpint(one->floats.n_rows * one->floats.n_columns, ==,
                    other->floats.n_rows * other->floats.n_columns);
    if (one->is_bytes)
        g_assert_true(memcmp(one->bytes.cells, other->bytes.cells,
                             (gsize)(one->bytes.n_rows * one->bytes.n_columns)) == 0);
    else
        g_assert_true(memcmp(one->floats.cells, other->floats.cells,
                             (gsize)(one->floats.n_rows * one->floats.n_columns) * sizeof(float)) == 0);
}

static void
hold_against_theirs(ArsipLayer *layer, Forward ours, const char *symbol, gboolean is_bytes)
{
    static Random random;
    Forward theirs;

    arsip_find_theirs(symbol, &theirs);
    layer->random = &random;
    for (gsize i = 0; i < G_N_ELEMENTS(maps); i++) {
        g_auto(ArsipTimeSteps) input = {0}, one = {0}, other = {0};
        fill_steps(&input, is_bytes, &maps[i], layer->n_inputs, (guint32)i);
        init_steps(&one);
        init_steps(&other);

        random.state = 1;
        ours(layer, FALSE, &input, NULL, scratch, &one);
        random.state = 1;
        theirs(layer, FALSE, &input, NULL, scratch, &other);

        assert_same(&one, &other);
    }
}

static void
hold_connected(int type, int n_inputs, int n_outputs, float range, gboolean is_bytes)
{
    g_autoptr(ArsipFullyConnected) layer = new_connected(type, n_inputs, n_outputs, range, is_bytes);

    hold_against_theirs(&layer->layer, (Forward)arsip_network_connect, ARSIP_SYMBOL_CONNECT, is_bytes);
}

static void
hold_lstm(int type, int n_inputs, int n_cells, gboolean has_two_dimensions, float range, gboolean is_bytes)
{
    g_autoptr(ArsipLstm) layer = new_lstm(type, n_inputs, n_cells, has_two_dimensions, range, is_bytes);

    hold_against_theirs(&layer->layer, (Forward)arsip_network_remember, ARSIP_SYMBOL_REMEMBER, is_bytes);
}

static void
test_points_are_put_together_as_the_library_puts_them(void)
{
    for (int i = 0; i < 3 * 3 * 3 * 2; i++) {
        g_autoptr(ArsipConvolve) layer = new_convolve(1 + i % 3, i / 3 % 3, i / 9 % 3);

        hold_against_theirs(&layer->layer, (Forward)arsip_network_convolve, ARSIP_SYMBOL_CONVOLVE, i < 27);
    }
}

static void
test_outputs_hang_on_inputs_as_in_the_library(void)
{
    static const int types[] = {ARSIP_LAYER_TANH, ARSIP_LAYER_SOFTMAX};

    for (int i = 0; i < 60; i++)
        hold_connected(types[i % 2], 1 + i * 7 % 61, 1 + i * 11 % 139, i % 3 == 0 ? 9.0f : 0.3f, TRUE);
}

static void
test_cells_remember_as_in_the_library(void)
{
    static const int types[] = {ARSIP_LAYER_LSTM, ARSIP_LAYER_LSTM_SUMMARY};

    for (int i = 0; i < 60; i++)
        hold_lstm(types[i % 2], 1 + i * 7 % 61, 1 + i * 11 % 139, FALSE, i % 3 == 0 ? 5.0f : 0.3f, TRUE);
}

/* ARSIP_LAYER_TANH is followed by one that is not known here, and preceded by the logistic function. */
static void
test_what_is_not_known_is_left_to_the_library(void)
{
    hold_connected(ARSIP_LAYER_TANH + 1, 9, 16, 0.3f, TRUE);
    hold_connected(ARSIP_LAYER_LSTM_SUMMARY + 1, 9, 16, 0.3f, TRUE);
    hold_connected(ARSIP_LAYER_TANH, 9, 16, 0.3f, FALSE);
    hold_lstm(ARSIP_LAYER_LSTM, 9, 16, FALSE, 0.3f, FALSE);
    hold_lstm(ARSIP_LAYER_LSTM, 9, 16, TRUE, 0.3f, TRUE);
    hold_lstm(ARSIP_LAYER_LSTM_SUMMARY + 9, 9, 16, FALSE, 0.3f, TRUE);
}

static void
add_tests(void)
{
    g_test_add_func("/layer/points_are_put_together_as_the_library_puts_them",
                    test_points_are_put_together_as_the_library_puts_them);
    g_test_add_func("/layer/outputs_hang_on_inputs_as_in_the_library",
                    test_outputs_hang_on_inputs_as_in_the_library);
    g_test_add_func("/layer/cells_remember_as_in_the_library", test_cells_remember_as_in_the_library);
    g_test_add_func("/layer/what_is_not_known_is_left_to_the_library",
                    test_what_is_not_known_is_left_to_the_library);
}

#else

static void
test_the_library_does_it_all_itself(void)
{
    arsip_layer_use();
}

static void
add_tests(void)
{
    g_test_add_func("/layer/the_library_does_it_all_itself", test_the_library_does_it_all_itself);
}

#endif

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_tests();
    return g_test_run();
}
