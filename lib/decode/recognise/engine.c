/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/engine.h"

#include <string.h>
#include <tesseract/capi.h>

#include "base/i18n.h"
#include "decode/picture/morphology.h"
#include "decode/recognise/network.h"

struct ArsipEngine {
    TessBaseAPI *api;
};

/*
 * Tesseract 5.3.0 packs every line of text into a PNG in memory and unpacks it again, an eighth of its time.
 * This definition takes the place of Leptonica's in the whole program: it hands over the pixels as they are,
 * in a form that pixReadMem() knows. Nothing else in the program calls it.
 */
l_ok
pixWriteMem(l_uint8 **data, size_t *size, PIX *pix, l_int32 format)
{
    return format == IFF_PNG ? pixWriteMemSpix(data, size, pix) : 1;
}

/*
 * What libtesseract calls of libgomp, by the ABI that GCC has kept since 4.9. It opens a parallel section for
 * each step of its network, hundreds of thousands a page, and with one thread libgomp still makes a team of
 * one each time: a twenty-fifth of the time for a page. Here the work is done where it is asked for, and no
 * thread can start. Calls of another Tesseract that are not among these go to libgomp, under
 * OMP_THREAD_LIMIT.
 */
void GOMP_parallel(void (*work)(void *), void *data, unsigned n_threads, unsigned flags);
void GOMP_parallel_sections(void (*work)(void *), void *data, unsigned n_threads, unsigned n_sections,
                            unsigned flags);
unsigned GOMP_sections_next(void);
void GOMP_sections_end_nowait(void);

/* Between these functions there is only the compiler's code: nothing can be handed through it. */
static _Thread_local struct {
    unsigned done, n;
} sections;

void
GOMP_parallel(void (*work)(void *), void *data, unsigned n_threads, unsigned flags)
{
    (void)n_threads;
    (void)flags;
    work(data);
}

void
GOMP_parallel_sections(void (*work)(void *), void *data, unsigned n_threads, unsigned n_sections,
                       unsigned flags)
{
    unsigned done = sections.done, n = sections.n;

    (void)n_threads;
    (void)flags;
    sections.done = 0;
    sections.n = n_sections;
    work(data);
    sections.done = done;
    sections.n = n;
}

/* The number of the next section, from 1; 0 after the last. */
unsigned
GOMP_sections_next(void)
{
    return sections.done < sections.n ? ++sections.done : 0;
}

void
GOMP_sections_end_nowait(void)
{
}

/*
 * Tesseract reads its built-in list of letters that are easily confused for each language when it starts,
 * which takes most of that time. Only the old engine, which is not used, ever asks it.
 */
void leave_out_ambiguities(gpointer ambiguities, gconstpointer encoder, gpointer letters) __asm__(
    "_ZN9tesseract13UnicharAmbigs13LoadUniversalERKNS_10UNICHARSETEPS1_");

void
leave_out_ambiguities(gpointer ambiguities, gconstpointer encoder, gpointer letters)
{
    (void)ambiguities;
    (void)encoder;
    (void)letters;
}

/*
 * A line is one word to the network, which finds the spaces itself. Measuring whether letters stand at equal
 * distances took a thirtieth of the time for a page; without it the text of 107 of 107 scanned letters and
 * books was the same, and of 6 of 8 receipts.
 */
static void
set_variables(TessBaseAPI *api)
{
    TessBaseAPISetVariable(api, "debug_file", "/dev/null");
    TessBaseAPISetVariable(api, "textord_all_prop", "1");
}

ArsipEngine *
arsip_engine_new(const char *languages, GError **error)
{
    g_autoptr(ArsipEngine) engine = NULL;

    arsip_morphology_use();
    if (!arsip_network_use(error))
        return NULL;
    engine = g_new0(ArsipEngine, 1);
    engine->api = TessBaseAPICreate();
    set_variables(engine->api);
    if (TessBaseAPIInit2(engine->api, NULL, languages, OEM_LSTM_ONLY) != 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("Tesseract has no data for the languages “%s”: install tesseract-ocr-ind and "
                      "tesseract-ocr-eng"),
                    languages);
        return NULL;
    }
    TessBaseAPISetPageSegMode(engine->api, PSM_AUTO);
    return g_steal_pointer(&engine);
}

void
arsip_engine_free(ArsipEngine *engine)
{
    if (engine == NULL)
        return;
    TessBaseAPIEnd(engine->api);
    TessBaseAPIDelete(engine->api);
    g_free(engine);
}

/* Rules of tables and folds are read as these; no letter or number begins or ends with one. */
static gboolean
is_rule(gunichar c)
{
    return c == '|' || c == 0xa6;
}

static char *
strip_rules(const char *text)
{
    const char *end = text + strlen(text);

    while (is_rule(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    while (end > text && is_rule(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return g_strndup(text, (gsize)(end - text));
}

/*
 * Stamps, signatures and stains give short words that the engine itself does not believe. On degraded letters
 * four of five words of up to three letters below 45 are such; above, or longer, most are real.
 */
static gboolean
is_noise(const char *text, guint8 confidence)
{
    guint letters = 0, digits = 0, marks = 0;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        letters += g_unichar_isalpha(c) ? 1 : 0;
        digits += g_unichar_isdigit(c) ? 1 : 0;
        marks += strchr("-:/.,;()&%+", (int)MIN(c, 127)) != NULL ? 1 : 0;
    }
    if (letters + digits == 0)
        return marks == 0 ? confidence < 90 : confidence < 45;
    return digits == 0 && letters <= 3 && confidence < 45;
}

/* Pages come upright: what the engine takes for a line that runs downwards is a column of list numbers. */
static gboolean
is_upright(TessResultIterator *iterator)
{
    TessOrientation orientation = ORIENTATION_PAGE_UP;
    TessWritingDirection direction;
    TessTextlineOrder order;
    float skew;

    TessPageIteratorOrientation(TessResultIteratorGetPageIterator(iterator), &orientation, &direction, &order,
                                &skew);
    return orientation == ORIENTATION_PAGE_UP;
}

static void
add_word(ArsipSeenWords *words, TessResultIterator *iterator, guint32 line)
{
    char *raw = TessResultIteratorGetUTF8Text(iterator, RIL_WORD);
    g_autofree char *text = raw != NULL ? strip_rules(g_strstrip(raw)) : NULL;
    ArsipSeen word = {.line = line};

    TessDeleteText(raw);
    if (!is_upright(iterator))
        return;
    word.confidence = (guint8)CLAMP(TessResultIteratorConfidence(iterator, RIL_WORD), 0.0f, 100.0f);
    if (text == NULL || *text == '\0' || is_noise(text, word.confidence))
        return;
    if (!TessPageIteratorBoundingBox(TessResultIteratorGetPageIteratorConst(iterator), RIL_WORD, &word.left,
                                     &word.top, &word.right, &word.bottom))
        return;
    word.text = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    if (word.text != NULL)
        arsip_seen_words_add(words, &word);
}

ArsipSeenWords *
arsip_engine_recognise(ArsipEngine *engine, PIX *pix, gint dpi, GError **error)
{
    TessBaseAPISetImage2(engine->api, pix);
    TessBaseAPISetSourceResolution(engine->api, CLAMP(dpi, 70, 2400));
    if (TessBaseAPIRecognize(engine->api, NULL) != 0) {
        TessBaseAPIClear(engine->api);
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, _("the text could not be recognised"));
        return NULL;
    }
    ArsipSeenWords *words = arsip_seen_words_new();
    TessResultIterator *iterator = TessBaseAPIGetIterator(engine->api);
    guint32 line = 0;
    while (iterator != NULL) {
        line +=
            TessPageIteratorIsAtBeginningOf(TessResultIteratorGetPageIteratorConst(iterator), RIL_TEXTLINE)
                ? 1
                : 0;
        add_word(words, iterator, line);
        if (!TessResultIteratorNext(iterator, RIL_WORD))
            break;
    }
    TessResultIteratorDelete(iterator);
    TessBaseAPIClear(engine->api);
    /* What was learnt from one page must not change the reading of the next. */
    TessBaseAPIClearAdaptiveClassifier(engine->api);
    return words;
}

static ArsipSeenWords *
recognise_as(ArsipEngine *engine, TessPageSegMode mode, PIX *pix, gint dpi)
{
    TessBaseAPISetPageSegMode(engine->api, mode);
    ArsipSeenWords *words = arsip_engine_recognise(engine, pix, dpi, NULL);
    TessBaseAPISetPageSegMode(engine->api, PSM_AUTO);
    return words;
}

ArsipSeenWords *
arsip_engine_recognise_block(ArsipEngine *engine, PIX *pix, gint dpi)
{
    return recognise_as(engine, PSM_SINGLE_BLOCK, pix, dpi);
}

ArsipSeenWords *
arsip_engine_recognise_line(ArsipEngine *engine, PIX *pix, gint dpi)
{
    return recognise_as(engine, PSM_SINGLE_LINE, pix, dpi);
}
