/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/layer.h"

#include <string.h>

#include "decode/recognise/activation.h"
#include "decode/recognise/layout.h"
#include "decode/recognise/matrix.h"
#include "decode/recognise/theirs.h"

void
arsip_layer_use(void)
{
}

#ifdef ARSIP_KNOWS_TESSERACT

typedef void (*Forward)(void *layer, _Bool is_debug, const ArsipTimeSteps *input, const void *transposed,
                        void *scratch, ArsipTimeSteps *output);

static void
run_theirs(const char *symbol, void *layer, gboolean is_debug, const ArsipTimeSteps *input,
           const void *transposed, void *scratch, ArsipTimeSteps *output)
{
    Forward theirs;

    arsip_find_theirs(symbol, &theirs);
    theirs(layer, is_debug != FALSE, input, transposed, scratch, output);
}

/* Whether the weights are shaped for AVX2, and nobody wants to learn or see anything. */
static gboolean
is_usual(const ArsipLayer *layer, gboolean is_debug, const ArsipTimeSteps *input)
{
    return !is_debug && input->is_bytes && layer->training != ARSIP_TRAINING && arsip_matrix_is_possible();
}

static inline gint8 *
row_at(const ArsipTimeSteps *steps, int t)
{
    return steps->bytes.cells + (gssize)t * steps->bytes.n_columns;
}

/* A picture that is put together from another one, row by row. */
typedef struct {
    const ArsipConvolve *layer;
    const ArsipTimeSteps *input;
    ArsipTimeSteps *output;
    int last_x, last_y; /* in this picture of the batch */
} Window;

/* The points from above y to below it, of the column at the time step `from`, for the time step t. */
static inline void
put_column(const Window *window, int from, int y, int t, int first)
{
    int n = window->layer->layer.n_inputs, step = window->input->map.steps[ARSIP_HEIGHT];

    for (int i = -window->layer->reach_y; i <= window->layer->reach_y; i++, first += n)
        if (y + i < 0 || y + i > window->last_y)
            arsip_steps_randomize(window->output, t, first, n, window->layer->layer.random);
        else if (n == 1)
            row_at(window->output, t)[first] = *row_at(window->input, from + i * step);
        else
            memcpy(row_at(window->output, t) + first, row_at(window->input, from + i * step), (gsize)n);
}

/* The row y, from the time step t on. Beyond the picture there is noise, drawn in the library's order. */
static void
put_row(const Window *window, int y, int t)
{
    int n_column = (2 * window->layer->reach_y + 1) * window->layer->layer.n_inputs;
    int step = window->input->map.steps[ARSIP_WIDTH], reach = window->layer->reach_x;

    for (int x = 0; x <= window->last_x; x++, t += step)
        for (int i = -reach, first = 0; i <= reach; i++, first += n_column)
            if (x + i < 0 || x + i > window->last_x)
                arsip_steps_randomize(window->output, t, first, n_column, window->layer->layer.random);
            else
                put_column(window, t + i * step, y, t, first);
}

void
arsip_network_convolve(ArsipConvolve *layer, _Bool is_debug, const ArsipTimeSteps *input,
                       const void *transposed, void *scratch, ArsipTimeSteps *output)
{
    ArsipStrideIndex index = {&output->map, 0, {0}};
    Window window = {layer, input, output, 0, 0};

    if (is_debug || !input->is_bytes) {
        run_theirs(ARSIP_SYMBOL_CONVOLVE, layer, is_debug, input, transposed, scratch, output);
        return;
    }
    arsip_steps_resize(output, TRUE, &input->map, layer->layer.n_outputs);
    do {
        window.last_x = arsip_network_last_index(&index, ARSIP_WIDTH);
        window.last_y = arsip_network_last_index(&index, ARSIP_HEIGHT);
        put_row(&window, index.at[ARSIP_HEIGHT], index.t);
        arsip_network_move_index(&index, window.last_x, ARSIP_WIDTH);
    } while (arsip_network_next_index(&index));
}

static gboolean
is_known_connection(const ArsipFullyConnected *layer)
{
    return layer->weights.is_bytes &&
           (layer->layer.type == ARSIP_LAYER_TANH || layer->layer.type == ARSIP_LAYER_SOFTMAX);
}

void
arsip_network_connect(ArsipFullyConnected *layer, _Bool is_debug, const ArsipTimeSteps *input,
                      const void *transposed, void *scratch, ArsipTimeSteps *output)
{
    gboolean is_softmax = layer->layer.type == ARSIP_LAYER_SOFTMAX;
    int n = layer->layer.n_outputs;

    if (!is_usual(&layer->layer, is_debug, input) || !is_known_connection(layer)) {
        run_theirs(ARSIP_SYMBOL_CONNECT, layer, is_debug, input, transposed, scratch, output);
        return;
    }
    int n_padded = arsip_matrix_outputs(&layer->weights);
    g_autofree float *sums = g_new(float, n_padded);
    g_autofree gint8 *bytes = g_new(gint8, n_padded);

    arsip_steps_resize(output, !is_softmax, &input->map, n);
    for (int t = 0; t < input->bytes.n_rows; t++) {
        arsip_matrix_multiply(&layer->weights, row_at(input, t), sums);
        if (is_softmax) {
            arsip_activation_softmax(sums, n);
            memcpy(output->floats.cells + (gssize)t * n, sums, (gsize)n * sizeof *sums);
        } else {
            arsip_activation_tanh(sums, n_padded, n == n_padded ? row_at(output, t) : bytes);
            if (n != n_padded)
                memcpy(row_at(output, t), bytes, (gsize)n);
        }
    }
    arsip_steps_clear_padding(output);
}

/* What stays the same from one time step to the next, and what is handed on. */
typedef struct {
    float *sums[ARSIP_N_GATES];
    float *state;
    gint8 *inputs;  /* of the layer, then what it put out last */
    gint8 *outputs; /* by eight */
    int n_cells;    /* rounded up to eight */
} Memory;

static void
init_memory(Memory *memory, const ArsipLstm *layer)
{
    memory->n_cells = arsip_matrix_outputs(&layer->gates[0]);
    for (int i = 0; i < ARSIP_N_GATES; i++)
        memory->sums[i] = g_new(float, memory->n_cells);
    memory->state = g_new0(float, memory->n_cells);
    memory->inputs = g_new0(gint8, layer->layer.n_inputs + memory->n_cells + 4);
    memory->outputs = g_new0(gint8, memory->n_cells);
}

static void
clear_memory(Memory *memory)
{
    for (int i = 0; i < ARSIP_N_GATES; i++)
        g_free(memory->sums[i]);
    g_free(memory->state);
    g_free(memory->inputs);
    g_free(memory->outputs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Memory, clear_memory)

/* One time step: cells that see a new input beside what they last put out. */
static void
step(Memory *memory, const ArsipLstm *layer, const gint8 *input)
{
    int n_inputs = layer->layer.n_inputs;

    memcpy(memory->inputs, input, (gsize)n_inputs);
    memcpy(memory->inputs + n_inputs, memory->outputs, (gsize)layer->n_states);
    for (int i = 0; i < ARSIP_N_GATES; i++)
        arsip_matrix_multiply(&layer->gates[i], memory->inputs, memory->sums[i]);
    arsip_activation_remember((const float *const *)memory->sums, memory->n_cells, memory->state,
                              memory->outputs);
}

static void
forget(Memory *memory)
{
    memset(memory->state, 0, (gsize)memory->n_cells * sizeof *memory->state);
    memset(memory->outputs, 0, (gsize)memory->n_cells);
}

static gboolean
is_known_memory(const ArsipLstm *layer)
{
    return layer->gates[0].is_bytes && !layer->has_two_dimensions && layer->softmax == NULL &&
           (layer->layer.type == ARSIP_LAYER_LSTM || layer->layer.type == ARSIP_LAYER_LSTM_SUMMARY);
}

void
arsip_network_remember(ArsipLstm *layer, _Bool is_debug, const ArsipTimeSteps *input, const void *transposed,
                       void *scratch, ArsipTimeSteps *output)
{
    gboolean is_summary = layer->layer.type == ARSIP_LAYER_LSTM_SUMMARY;
    ArsipStrideIndex from = {&input->map, 0, {0}}, to = {&output->map, 0, {0}};
    g_auto(Memory) memory = {0};

    if (!is_usual(&layer->layer, is_debug, input) || !is_known_memory(layer)) {
        run_theirs(ARSIP_SYMBOL_REMEMBER, layer, is_debug, input, transposed, scratch, output);
        return;
    }
    init_memory(&memory, layer);
    if (is_summary)
        arsip_steps_resize_to_one(output, input, layer->layer.n_outputs);
    else
        arsip_steps_resize(output, TRUE, &input->map, layer->layer.n_outputs);
    do {
        gboolean is_last = from.at[ARSIP_WIDTH] == arsip_network_last_index(&from, ARSIP_WIDTH);
        step(&memory, layer, row_at(input, from.t));
        if (!is_summary || is_last) {
            memcpy(row_at(output, is_summary ? to.t : from.t), memory.outputs, (gsize)layer->n_states);
            arsip_network_next_index(&to);
        }
        if (is_last)
            forget(&memory);
    } while (arsip_network_next_index(&from));
}

#endif
