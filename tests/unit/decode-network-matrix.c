/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/matrix.h"

#include "decode/recognise/activation.h"
#include "network-help.h"

#ifdef ARSIP_KNOWS_TESSERACT

static void
fill_floats(float *values, int n, float range)
{
    for (int i = 0; i < n; i++)
        values[i] = (float)g_test_rand_double_range((double)-range, (double)range);
}

static void
hold_products(int n_inputs, int n_outputs)
{
    g_autoptr(ArsipFullyConnected) layer = new_connected(ARSIP_LAYER_TANH, n_inputs, n_outputs, 0.5f, TRUE);
    void (*multiply)(const ArsipWeights *, const gint8 *, float *);
    gint8 inputs[256];
    float ours[256], theirs[256];

    arsip_find_theirs("_ZNK9tesseract12WeightMatrix15MatrixDotVectorEPKaPf", &multiply);
    for (int k = 0; k < 8; k++) {
        for (gsize i = 0; i < G_N_ELEMENTS(inputs); i++)
            inputs[i] = k < 2 ? (gint8)(k * 254 - 127) : (gint8)g_test_rand_int_range(-127, 128);

        arsip_matrix_multiply(&layer->weights, inputs, ours);
        multiply(&layer->weights, inputs, theirs);

        g_assert_cmpint(arsip_matrix_outputs(&layer->weights), >=, n_outputs);
        g_assert_true(memcmp(ours, theirs, (gsize)n_outputs * sizeof *ours) == 0);
        for (int i = n_outputs; i < arsip_matrix_outputs(&layer->weights); i++)
            g_assert_true(ours[i] == 0);
    }
}

static void
test_products_are_the_library_s(void)
{
    if (!arsip_matrix_is_possible()) {
        g_test_skip("a processor without AVX2");
        return;
    }
    for (int n_outputs = 1; n_outputs <= 230; n_outputs++)
        hold_products(1 + n_outputs * 37 % 210, n_outputs);
}

/* Edges of the tables, and everything between them. */
static void
fill_activations(float *values, int n)
{
    static const float edges[] = {0,           -0.0f,        1e-30f,      -1e-30f,  15.99f, -15.99f,
                                  15.9960937f, -15.9960937f, 15.996f,     -15.996f, 16,     -16,
                                  1e6f,        -1e6f,        0.00390625f, 127};

    fill_floats(values, n, 20);
    memcpy(values, edges, sizeof edges);
}

#define N 4096

typedef void (*Activate)(ArsipFullyConnected *layer, int t, float *values);

static void
activate(int type, float *values, int n)
{
    g_autoptr(ArsipFullyConnected) layer = new_connected(type, 1, n, 0.5f, FALSE);
    Activate theirs;

    arsip_find_theirs("_ZN9tesseract14FullyConnected15ForwardTimeStepEiPf", &theirs);
    theirs(layer, 0, values);
}

/* By the network's own WriteTimeStepPart(), which decode-network.c holds against the library's. */
static void
write_bytes(float *values, int n, gint8 *bytes)
{
    ArsipTimeSteps steps = {.is_bytes = TRUE, .bytes = {NULL, bytes, 0, 1, n, n}};

    arsip_network_write_step(&steps, 0, 0, n, values);
}

static void
test_tangents_are_the_library_s(void)
{
    float values[N];
    gint8 ours[N], theirs[N];

    if (!arsip_matrix_is_possible()) {
        g_test_skip("a processor without AVX2");
        return;
    }
    fill_activations(values, N);

    arsip_activation_tanh(values, N, ours);
    activate(ARSIP_LAYER_TANH, values, N);
    write_bytes(values, N, theirs);

    g_assert_true(memcmp(ours, theirs, sizeof ours) == 0);
}

static void
test_shares_are_the_library_s(void)
{
    for (int n = 1; n < 130; n++) {
        float ours[130], theirs[130];
        fill_floats(ours, n, n % 3 == 0 ? 300 : 12);
        memcpy(theirs, ours, sizeof ours);

        arsip_activation_softmax(ours, n);
        activate(ARSIP_LAYER_SOFTMAX, theirs, n);

        g_assert_true(memcmp(ours, theirs, (gsize)n * sizeof *ours) == 0);
    }
}

/* NT_LOGISTIC */
#define LOGISTIC (ARSIP_LAYER_TANH - 3)

/* As LSTM::Forward() has it, with the library's activations. */
static void
remember(float gates[][N], float *state, gint8 *outputs)
{
    float values[N];

    activate(ARSIP_LAYER_TANH, gates[ARSIP_CELL_INPUT], N);
    for (int i = ARSIP_GATE_INPUT; i < ARSIP_N_GATES; i++)
        activate(LOGISTIC, gates[i], N);
    for (int i = 0; i < N; i++) {
        state[i] *= gates[ARSIP_GATE_FORGET][i];
        float input = gates[ARSIP_CELL_INPUT][i] * gates[ARSIP_GATE_INPUT][i];
        state[i] += input;
        values[i] = state[i] = CLAMP(state[i], -100.0f, 100.0f);
    }
    activate(ARSIP_LAYER_TANH, values, N);
    for (int i = 0; i < N; i++)
        values[i] *= gates[ARSIP_GATE_OUTPUT][i];
    write_bytes(values, N, outputs);
}

static void
test_states_are_the_library_s(void)
{
    static float gates[ARSIP_N_GATES][N], ours[N], theirs[N];
    gint8 our_bytes[N], their_bytes[N];

    if (!arsip_matrix_is_possible()) {
        g_test_skip("a processor without AVX2");
        return;
    }
    fill_floats(ours, N, 101);
    memcpy(theirs, ours, sizeof ours);
    for (int k = 0; k < 20; k++) {
        for (int i = 0; i < ARSIP_N_GATES; i++)
            fill_activations(gates[i], N);

        arsip_activation_remember((const float *const[]){gates[0], gates[1], gates[2], gates[3]}, N, ours,
                                  our_bytes);
        remember(gates, theirs, their_bytes);

        g_assert_true(memcmp(ours, theirs, sizeof ours) == 0);
        g_assert_true(memcmp(our_bytes, their_bytes, sizeof our_bytes) == 0);
    }
}

static void
add_tests(void)
{
    g_test_add_func("/matrix/products_are_the_library_s", test_products_are_the_library_s);
    g_test_add_func("/activation/tangents_are_the_library_s", test_tangents_are_the_library_s);
    g_test_add_func("/activation/shares_are_the_library_s", test_shares_are_the_library_s);
    g_test_add_func("/activation/states_are_the_library_s", test_states_are_the_library_s);
}

#else

static void
add_tests(void)
{
}

#endif

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_tests();
    return g_test_run();
}
