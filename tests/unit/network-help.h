/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEST_NETWORK_HELP_H
#define ARSIP_TEST_NETWORK_HELP_H

#include <dlfcn.h>
#include <string.h>

#include "decode/recognise/layout.h"
#include "decode/recognise/theirs.h"

#ifdef ARSIP_KNOWS_TESSERACT

/* An object begins with a pointer to its class's methods, which stand behind two words of the class's own. */
static inline const void *
methods_of(const char *class)
{
    const char *table = dlsym(RTLD_DEFAULT, class);

    g_assert_nonnull(table);
    return table + 2 * sizeof(gpointer);
}

static inline void
init_steps(ArsipTimeSteps *steps)
{
    memset(steps, 0, sizeof *steps);
    steps->floats.vtable = methods_of("_ZTVN9tesseract16GENERIC_2D_ARRAYIfEE");
    steps->bytes.vtable = methods_of("_ZTVN9tesseract16GENERIC_2D_ARRAYIaEE");
}

static inline void
clear_steps(ArsipTimeSteps *steps)
{
    void (*destroy)(ArsipTimeSteps *);

    arsip_find_theirs("_ZN9tesseract9NetworkIOD1Ev", &destroy);
    destroy(steps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipTimeSteps, clear_steps)

static inline void
fill_steps(ArsipTimeSteps *steps, gboolean is_bytes, const ArsipStrideMap *map, int n_columns, guint32 seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);

    init_steps(steps);
    arsip_steps_resize(steps, is_bytes != FALSE, map, n_columns);
    for (int i = 0; is_bytes && i < steps->bytes.n_rows * n_columns; i++)
        steps->bytes.cells[i] = (gint8)g_rand_int_range(random, -127, 128);
    for (int i = 0; !is_bytes && i < steps->floats.n_rows * n_columns; i++)
        steps->floats.cells[i] = (float)g_rand_double_range(random, -1, 1);
}

/* More than the largest of the library's layers has. */
#define LAYER_ROOM 8192

/* TRand, a std::minstd_rand. */
typedef struct {
    guint64 state;
} Random;

typedef struct {
    char *at;
    gsize length;
    char here[16];
} String;

static inline void
init_string(String *string)
{
    *string = (String){string->here, 5, "layer"};
}

/* Weights of -range to range; in bytes where is_bytes. */
static inline void
set_weights(ArsipLayer *layer, const char *class, float range, gboolean is_bytes)
{
    g_autofree char *init_symbol = g_strdup_printf("%s11InitWeightsEfPNS_5TRandE", class);
    g_autofree char *convert_symbol = g_strdup_printf("%s12ConvertToIntEv", class);
    static Random random;
    int (*init)(ArsipLayer *, float, Random *);
    void (*convert)(ArsipLayer *);

    random.state = 1;
    arsip_find_theirs(init_symbol, &init);
    arsip_find_theirs(convert_symbol, &convert);
    init(layer, range, &random);
    if (is_bytes)
        convert(layer);
    layer->training = 0;
}

#define STRING "ERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"

static inline ArsipFullyConnected *
new_connected(int type, int n_inputs, int n_outputs, float range, gboolean is_bytes)
{
    void (*create)(void *, const String *, int, int, int);
    void *layer = g_malloc0(LAYER_ROOM);
    String name;

    init_string(&name);
    arsip_find_theirs("_ZN9tesseract14FullyConnectedC1" STRING "iiNS_11NetworkTypeE", &create);
    create(layer, &name, n_inputs, n_outputs, type);
    set_weights(layer, "_ZN9tesseract14FullyConnected", range, is_bytes);
    return layer;
}

static inline void
free_connected(ArsipFullyConnected *layer)
{
    void (*destroy)(ArsipFullyConnected *);

    arsip_find_theirs("_ZN9tesseract14FullyConnectedD1Ev", &destroy);
    destroy(layer);
    g_free(layer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFullyConnected, free_connected)

static inline ArsipLstm *
new_lstm(int type, int n_inputs, int n_cells, gboolean has_two_dimensions, float range, gboolean is_bytes)
{
    void (*create)(void *, const String *, int, int, int, _Bool, int);
    void *layer = g_malloc0(LAYER_ROOM);
    String name;

    init_string(&name);
    arsip_find_theirs("_ZN9tesseract4LSTMC1" STRING "iiibNS_11NetworkTypeE", &create);
    create(layer, &name, n_inputs, n_cells, n_cells, has_two_dimensions != FALSE, type);
    set_weights(layer, "_ZN9tesseract4LSTM", range, is_bytes);
    return layer;
}

static inline void
free_lstm(ArsipLstm *layer)
{
    void (*destroy)(ArsipLstm *);

    arsip_find_theirs("_ZN9tesseract4LSTMD1Ev", &destroy);
    destroy(layer);
    g_free(layer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLstm, free_lstm)

static inline ArsipConvolve *
new_convolve(int n_inputs, int reach_x, int reach_y)
{
    void (*create)(void *, const String *, int, int, int);
    ArsipConvolve *layer = g_malloc0(LAYER_ROOM);
    String name;

    init_string(&name);
    arsip_find_theirs("_ZN9tesseract8ConvolveC1" STRING "iii", &create);
    create(layer, &name, n_inputs, reach_x, reach_y);
    layer->layer.training = 0;
    return layer;
}

static inline void
free_convolve(ArsipConvolve *layer)
{
    void (*destroy)(ArsipConvolve *);

    arsip_find_theirs("_ZN9tesseract8ConvolveD1Ev", &destroy);
    destroy(layer);
    g_free(layer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipConvolve, free_convolve)

#endif
#endif
