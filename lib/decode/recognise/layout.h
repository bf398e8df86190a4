/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LAYOUT_H
#define ARSIP_DECODE_LAYOUT_H

#include <leptonica/allheaders.h>
#include <glib.h>
#include <tesseract/version.h>

#if TESSERACT_MAJOR_VERSION == 5 && TESSERACT_MINOR_VERSION == 3 && defined __x86_64__
#define ARSIP_KNOWS_TESSERACT

/*
 * The library's objects: src/lstm/stridemap.h, src/lstm/networkio.h and src/ccstruct/matrix.h of
 * Tesseract 5.3, laid out by the Itanium C++ ABI.
 */

/* FlexDimensions */
enum { ARSIP_BATCH, ARSIP_HEIGHT, ARSIP_WIDTH, ARSIP_N_DIMENSIONS };

/* std::vector<int> */
typedef struct {
    const int *begin, *end, *room;
} ArsipIntVector;

/* StrideMap: how the pixels of a batch of pictures follow one another. */
typedef struct {
    int shape[ARSIP_N_DIMENSIONS];
    int steps[ARSIP_N_DIMENSIONS];
    ArsipIntVector heights, widths; /* of each picture */
} ArsipStrideMap;

/* StrideMap::Index: one pixel of them. */
typedef struct {
    const ArsipStrideMap *map;
    int t;
    int at[ARSIP_N_DIMENSIONS];
} ArsipStrideIndex;

/* GENERIC_2D_ARRAY<float> and <int8_t>: rows of as many cells as there are columns. */
typedef struct {
    const void *vtable;
    float *cells;
    float empty;
    int n_rows, n_columns, n_allocated;
} ArsipFloatRows;

typedef struct {
    const void *vtable;
    gint8 *cells;
    gint8 empty;
    int n_rows, n_columns, n_allocated;
} ArsipByteRows;

/* NetworkIO: what a layer hands to the next one, a row for each time step. */
typedef struct {
    ArsipFloatRows floats;
    ArsipByteRows bytes;
    _Bool is_bytes;
    ArsipStrideMap map;
} ArsipTimeSteps;

/* std::vector<float> and <int8_t> */
typedef struct {
    const float *begin, *end, *room;
} ArsipFloatVector;

typedef struct {
    const gint8 *begin, *end, *room;
} ArsipByteVector;

/* WeightMatrix: a row of weights for each output, the bias last. */
typedef struct {
    ArsipFloatRows floats;
    ArsipByteRows bytes;
    ArsipFloatRows transposed;
    _Bool is_bytes, is_adam;
    ArsipFloatVector scales;
    ArsipFloatRows changes, updates, squares;
    ArsipByteVector shaped; /* by IntSimdMatrix::Init() */
} ArsipWeights;

/* NetworkType, TrainingState */
enum { ARSIP_LAYER_LSTM = 14, ARSIP_LAYER_LSTM_SUMMARY, ARSIP_LAYER_TANH = 19, ARSIP_LAYER_SOFTMAX = 22 };
enum { ARSIP_TRAINING = 1 };

/* Network, of which every layer is one. */
typedef struct {
    const void *vtable;
    int type, training;
    _Bool needs_errors;
    int flags, n_inputs, n_outputs, n_weights;
    struct {
        char *at;
        gsize length;
        char here[16];
    } name; /* std::string */
    void *forward_window, *backward_window;
    void *random; /* TRand */
} ArsipLayer;

typedef struct {
    ArsipLayer layer;
    int reach_x, reach_y; /* pixels to either side */
} ArsipConvolve;

typedef struct {
    ArsipLayer layer;
    ArsipWeights weights;
} ArsipFullyConnected; /* the beginning of it */

/* LSTM::WeightType */
enum { ARSIP_CELL_INPUT, ARSIP_GATE_INPUT, ARSIP_GATE_FORGET, ARSIP_GATE_OUTPUT, ARSIP_N_GATES };

typedef struct {
    ArsipLayer layer;
    int n_all_inputs, n_states, n_fed_back;
    _Bool has_two_dimensions;
    ArsipWeights gates[ARSIP_N_GATES + 1]; /* the last for the second dimension */
    const void *softmax;
} ArsipLstm; /* the beginning of it */

/* IntSimdMatrix */
typedef struct {
    void (*multiply)(int n_outputs, int n_inputs, const gint8 *weights, const float *scales,
                     const gint8 *inputs, float *outputs);
    int numbers[4];
} ArsipArithmetic;

/* ImageThresholder, src/ccmain/thresholder.h. */
typedef struct {
    const void *vtable;
    PIX *pix;
    int picture_width, picture_height, n_channels, n_words;
    int scale, dpi, guessed_dpi;
    int left, top, width, height; /* what of it is wanted */
} ArsipThresholder;

/* By the names under which the library calls them. */
/* clang-format off */
#define ARSIP_FORWARD "EbRKNS_9NetworkIOEPKNS_15TransposedArrayEPNS_14NetworkScratchEPS1_"
#define ARSIP_SYMBOL_CONVOLVE "_ZN9tesseract8Convolve7Forward" ARSIP_FORWARD
#define ARSIP_SYMBOL_CONNECT "_ZN9tesseract14FullyConnected7Forward" ARSIP_FORWARD
#define ARSIP_SYMBOL_REMEMBER "_ZN9tesseract4LSTM7Forward" ARSIP_FORWARD
#define ARSIP_SYMBOL_THRESHOLD \
    "_ZNK9tesseract16ImageThresholder18ThresholdRectToPixENS_5ImageEiRKSt6vectorIiSaIiEES6_PS1_"
void arsip_network_convolve(ArsipConvolve *layer, _Bool is_debug, const ArsipTimeSteps *input,
                            const void *transposed, void *scratch, ArsipTimeSteps *output)
    __asm__(ARSIP_SYMBOL_CONVOLVE);
void arsip_network_connect(ArsipFullyConnected *layer, _Bool is_debug, const ArsipTimeSteps *input,
                           const void *transposed, void *scratch, ArsipTimeSteps *output)
    __asm__(ARSIP_SYMBOL_CONNECT);
void arsip_network_remember(ArsipLstm *layer, _Bool is_debug, const ArsipTimeSteps *input,
                            const void *transposed, void *scratch, ArsipTimeSteps *output)
    __asm__(ARSIP_SYMBOL_REMEMBER);
int arsip_network_last_index(const ArsipStrideIndex *index, int dimension)
    __asm__("_ZNK9tesseract9StrideMap5Index13MaxIndexOfDimENS_14FlexDimensionsE");
_Bool arsip_network_move_index(ArsipStrideIndex *index, int offset, int dimension)
    __asm__("_ZN9tesseract9StrideMap5Index9AddOffsetEiNS_14FlexDimensionsE");
void arsip_network_write_step(ArsipTimeSteps *steps, int t, int first, int n, const float *values)
    __asm__("_ZN9tesseract9NetworkIO17WriteTimeStepPartEiiiPKf");
void arsip_network_pool_step(ArsipTimeSteps *to, int to_t, const ArsipTimeSteps *from, int from_t, int *chosen)
    __asm__("_ZN9tesseract9NetworkIO15MaxpoolTimeStepEiRKS0_iPi");
_Bool arsip_network_next_index(ArsipStrideIndex *index)
    __asm__("_ZN9tesseract9StrideMap5Index9IncrementEv");
void arsip_threshold_count(PIX *pix, int channel, int left, int top, int width, int height, int *counts)
    __asm__("_ZN9tesseract13HistogramRectENS_5ImageEiiiiiPi");
void arsip_threshold_apply(const ArsipThresholder *thresholder, PIX *pix, int n_channels,
                           const ArsipIntVector *tones, const ArsipIntVector *highs, PIX **ink)
    __asm__(ARSIP_SYMBOL_THRESHOLD);

/* The library's own, called here. */
extern const float arsip_tanh_table[] __asm__("_ZN9tesseract9TanhTableE");
extern const float arsip_logistic_table[] __asm__("_ZN9tesseract13LogisticTableE");
extern const ArsipArithmetic arsip_arithmetic_avx2 __asm__("_ZN9tesseract13IntSimdMatrix17intSimdMatrixAVX2E");
extern const ArsipArithmetic *arsip_arithmetic __asm__("_ZN9tesseract13IntSimdMatrix13intSimdMatrixE");
void arsip_steps_resize(ArsipTimeSteps *steps, _Bool is_bytes, const ArsipStrideMap *map, int n_columns)
    __asm__("_ZN9tesseract9NetworkIO11ResizeToMapEbRKNS_9StrideMapEi");
void arsip_steps_resize_to_one(ArsipTimeSteps *steps, const ArsipTimeSteps *source, int n_columns)
    __asm__("_ZN9tesseract9NetworkIO10ResizeXTo1ERKS0_i");
void arsip_steps_randomize(ArsipTimeSteps *steps, int t, int first, int n, void *random)
    __asm__("_ZN9tesseract9NetworkIO9RandomizeEiiiPNS_5TRandE");
void arsip_steps_clear_padding(ArsipTimeSteps *steps)
    __asm__("_ZN9tesseract9NetworkIO19ZeroInvalidElementsEv");
/* clang-format on */

#endif
#endif
