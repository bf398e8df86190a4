/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/recognise.h"

#include "base/i18n.h"
#include "decode/known.h"
#include "decode/picture/faint.h"
#include "decode/recognise/noise.h"
#include "decode/picture/orient.h"
#include "decode/picture/prepare.h"
#include "decode/recognise/rescue.h"
#include "decode/recognise/spacing.h"
#include "decode/picture/stamp.h"
#include "text/step.h"

/* A page read below this is looked at a second time in another way. */
#define CONFIDENCE_DOUBTFUL 70.0

/* So is one of whose letters less than this share stands in known words, unless the engine is sure of another
 * language; or that shows twice as many as were read. */
#define CONFIDENCE_SURE 85.0
#define KNOWN_DOUBTFUL  50.0
#define LOST_LETTERS    2u

/* An upright page of any quality that can be used is read above this, one upside down below. */
#define CONFIDENCE_GOOD 80.0

/* What the engine says of words that it made out of stains. */
#define CONFIDENCE_NOISE 50.0

/* On a sheet larger than this, A3 at 300 dpi, further looks are taken only while they fit into this time. */
#define LARGE_PIXELS  20e6
#define LARGE_SECONDS 40

/* A page that seems to be smaller than A4 by this, by its letters, may have been misjudged. */
#define SMALL_PAPER 1.5

#define TURN_GAIN_MIN       1.25
#define TURN_CONFIDENCE_MIN 60.0
#define TURN_LETTERS_MIN    25

/* Spots of the size of letters that may lie on an empty page. */
#define LETTERS_NEGLIGIBLE 4u
#define SHARE_NEGLIGIBLE   0.001

static gboolean
set_no_memory(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY,
                        _("there is not enough memory for this page"));
    return FALSE;
}

/* What was read with how much trust: letters count for as much as the engine and the dictionary believe them.
 */
static double
worth(const ArsipSeenWords *words)
{
    return (double)arsip_seen_words_letters(words) * arsip_seen_words_confidence(words) *
           (100 + arsip_known_share(words));
}

static gboolean
is_good(const ArsipSeenWords *words)
{
    return words->len >= 3 && arsip_seen_words_confidence(words) >= CONFIDENCE_GOOD;
}

/* One way of looking at the page, and what was seen so. */
typedef struct {
    ArsipPrepared *prepared;
    ArsipSeenWords *words;
    const char *method;
} Look;

static void
clear_look(Look *look)
{
    g_clear_pointer(&look->prepared, arsip_prepared_free);
    g_clear_pointer(&look->words, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, clear_look)

/* A page on its way. */
typedef struct {
    ArsipEngine *engine;
    const ArsipPicture *picture;
    ArsipSheet *sheet;
    ArsipStance stance;
    guint leave_out;
    gint64 began; /* microseconds, as g_get_monotonic_time */
} Page;

static ArsipReading *
begin_reading(const Page *page)
{
    ArsipReading *reading = arsip_reading_new();

    reading->width = pixGetWidth(page->picture->pix);
    reading->height = pixGetHeight(page->picture->pix);
    reading->dpi = page->picture->dpi;
    g_free(reading->steps);
    reading->steps = g_strdup(page->sheet->steps);
    return reading;
}

static ArsipReading *
finish(const Page *page, const Look *look)
{
    ArsipReading *reading = begin_reading(page);

    reading->rotation = look->prepared->rotation;
    reading->skew = look->prepared->skew;
    g_free(reading->method);
    reading->method = g_strdup(look->method);
    arsip_order_words(look->words, reading);
    reading->confidence = arsip_seen_words_confidence(look->words);
    reading->known = arsip_known_share(look->words);
    for (guint i = 0; i < reading->words->len; i++) {
        ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        arsip_affine_box(&look->prepared->back, &word->x, &word->y, &word->width, &word->height,
                         reading->width, reading->height);
    }
    return reading;
}

static ArsipReading *
finish_blank(const Page *page)
{
    ArsipReading *reading = begin_reading(page);

    reading->rotation = page->picture->rotation;
    reading->blank = TRUE;
    g_free(reading->method);
    reading->method = g_strdup("otsu");
    arsip_steps_add(&reading->steps, "blank", page->sheet->count.share * 1e6);
    return reading;
}

static ArsipSeenWords *
recognise(const Page *page, const ArsipPrepared *prepared, GError **error)
{
    PIX *pix = prepared->grey != NULL ? prepared->grey : prepared->ink;

    return arsip_engine_recognise(page->engine, pix, prepared->dpi, error);
}

static void
add_read(const Page *page, const char *step, const ArsipSeenWords *words)
{
    arsip_steps_add(&page->sheet->steps, step, arsip_seen_words_confidence(words),
                    (double)arsip_seen_words_letters(words));
}

static gboolean
take_look(const Page *page, gint rotation, Look *look, GError **error)
{
    look->method = "otsu";
    look->prepared = arsip_prepare(page->sheet, rotation, page->stance.skew);
    if (look->prepared == NULL)
        return set_no_memory(error);
    /* In black and white a stamp is no paler than print. */
    gboolean has_tones = pixGetDepth(page->picture->pix) != 1 && !(page->leave_out & ARSIP_LEAVE_STAMPS);
    guint stamps = has_tones ? arsip_stamps_clear(look->prepared) : 0;
    if (stamps > 0)
        arsip_steps_add(&page->sheet->steps, "stamp", (double)stamps);
    guint rules = page->leave_out & ARSIP_LEAVE_RULES ? 0 : arsip_prepare_without_rules(look->prepared);
    if (rules > 0)
        arsip_steps_add(&page->sheet->steps, "rules", (double)rules);
    look->words = recognise(page, look->prepared, error);
    if (look->words != NULL)
        add_read(page, "read-otsu", look->words);
    return look->words != NULL;
}

/* Whether there is time for as long a look as the first one, which a large sheet may have taken long for. */
static gboolean
has_time(const Page *page, guint n_looks)
{
    double pixels = (double)pixGetWidth(page->sheet->ink) * pixGetHeight(page->sheet->ink);
    gint64 spent = g_get_monotonic_time() - page->began;

    return pixels <= LARGE_PIXELS || spent + spent / n_looks < LARGE_SECONDS * G_USEC_PER_SEC;
}

/* A page is turned only where that reads clearly better: most pages that are hard to read are upright. */
static gboolean
keep_better(Look *best, Look *other)
{
    if (arsip_seen_words_confidence(other->words) < TURN_CONFIDENCE_MIN ||
        arsip_seen_words_letters(other->words) < TURN_LETTERS_MIN ||
        worth(other->words) <= TURN_GAIN_MIN * worth(best->words))
        return FALSE;
    Look worse = *best;
    *best = *other;
    *other = worse;
    return TRUE;
}

/* Where the ink does not say where up is, the words do; and where it seemed to say, they may know better. */
static void
try_rotations(const Page *page, Look *best)
{
    static const gint more[] = {180, 90, 270};
    guint n_looks = 1;
    gint first = page->stance.rotation;

    for (gsize i = 0; i < G_N_ELEMENTS(more) && !is_good(best->words) && has_time(page, n_looks); i++) {
        g_auto(Look) other = {0};
        n_looks++;
        if (take_look(page, (first + more[i]) % 360, &other, NULL) && keep_better(best, &other))
            arsip_steps_add(&page->sheet->steps, "turned-by-words", (double)best->prepared->rotation);
    }
}

/* Low confidence, hardly a known word, or little text for the page's letters. */
static gboolean
is_doubtful(const Page *page, const ArsipSeenWords *words)
{
    double confidence = arsip_seen_words_confidence(words);

    return confidence < CONFIDENCE_DOUBTFUL ||
           (confidence < CONFIDENCE_SURE && arsip_known_share(words) < KNOWN_DOUBTFUL) ||
           arsip_seen_words_letters(words) * LOST_LETTERS < page->stance.tight;
}

/* Reads another rendering of the page, and keeps what is read so if it is worth more. */
static gboolean
try_other(const Page *page, PIX *pix, const char *step, Look *best)
{
    ArsipSeenWords *words =
        pix != NULL ? arsip_engine_recognise(page->engine, pix, best->prepared->dpi, NULL) : NULL;

    if (words == NULL)
        return FALSE;
    add_read(page, step, words);
    gboolean is_better = worth(words) > worth(best->words);
    g_array_unref(is_better ? best->words : words);
    if (is_better)
        best->words = words;
    return is_better;
}

/*
 * A local threshold finds what one for the whole page loses, on stains and in shadows; pale print beside dark
 * ink needs the pale levels spread.
 */
static void
try_thresholds(const Page *page, Look *best)
{
    g_auto(ArsipPix) ink = arsip_prepare_sauvola(best->prepared);
    const char *kept = "kept-otsu";

    if (try_other(page, ink, "read-sauvola", best))
        kept = "kept-sauvola";
    if (is_doubtful(page, best->words) && best->prepared->grey != NULL && has_time(page, 2)) {
        g_auto(ArsipPix) pale = arsip_prepare_pale(best->prepared);
        if (try_other(page, pale, "read-pale", best))
            kept = "kept-pale";
    }
    best->method = g_str_equal(kept, "kept-sauvola") ? "sauvola" : "otsu";
    arsip_steps_add(&page->sheet->steps, kept);
}

/* No ink at all, or so little that nobody can read anything in it. */
static gboolean
is_blank(const ArsipSheet *sheet, const ArsipSeenWords *words)
{
    if (sheet->is_even || sheet->count.letters + sheet->count.large == 0)
        return TRUE;
    return words != NULL && sheet->count.letters <= LETTERS_NEGLIGIBLE && sheet->count.large == 0 &&
           sheet->count.share < SHARE_NEGLIGIBLE &&
           (words->len == 0 || arsip_seen_words_confidence(words) < CONFIDENCE_NOISE);
}

static gboolean
is_credible(const ArsipSeenWords *words)
{
    return arsip_seen_words_confidence(words) >= CONFIDENCE_NOISE &&
           arsip_known_share(words) >= KNOWN_DOUBTFUL;
}

/* What shines through from the back is mirrored, and reads better so. */
static gboolean
is_shadow(const Page *page, const Look *look)
{
    g_auto(ArsipPix) mirrored = NULL;
    g_autoptr(ArsipSeenWords) words = NULL;

    if (look->words->len > 0 && is_credible(look->words))
        return FALSE;
    mirrored = pixFlipLR(NULL, look->prepared->grey);
    words =
        mirrored != NULL ? arsip_engine_recognise(page->engine, mirrored, look->prepared->dpi, NULL) : NULL;
    if (words == NULL)
        return FALSE;
    add_read(page, "read-mirrored", words);
    return worth(words) > TURN_GAIN_MIN * worth(look->words);
}

static void
find_stance(Page *page)
{
    const ArsipSheet *sheet = page->sheet;

    page->stance = arsip_find_stance(sheet->ink, sheet->spots, sheet->ink_dpi, page->picture->rotation);
    if (page->leave_out & ARSIP_LEAVE_TURNING) {
        page->stance.rotation = page->picture->rotation;
        page->stance.is_sure = TRUE;
    }
    if (page->leave_out & ARSIP_LEAVE_SKEW)
        page->stance.skew = 0;
    arsip_steps_add(&page->sheet->steps, "turned", (double)page->stance.rotation,
                    page->stance.is_sure ? 1.0 : 0.0);
    if (page->stance.skew != 0)
        arsip_steps_add(&page->sheet->steps, "skew", -page->stance.skew, page->stance.confidence);
}

/* Second opinions on what the first look saw. */
static void
look_again(const Page *page, Look *look)
{
    gboolean is_turned = page->stance.rotation != page->picture->rotation;

    if ((!page->stance.is_sure || is_turned) && !is_good(look->words) &&
        !(page->leave_out & ARSIP_LEAVE_TURNING))
        try_rotations(page, look);
    if (!(page->leave_out & ARSIP_LEAVE_SAUVOLA) && is_doubtful(page, look->words) && has_time(page, 1))
        try_thresholds(page, look);
    if (!(page->leave_out & ARSIP_LEAVE_RESCUE) && look->words->len > 0) {
        guint found = arsip_rescue(page->engine, look->prepared, look->words);
        if (found > 0)
            arsip_steps_add(&page->sheet->steps, "rescued", (double)found);
    }
}

/* What can be told of the words by the ink and by one another. */
static void
mend(const Page *page, Look *look)
{
    guint dropped = page->leave_out & ARSIP_LEAVE_NOISE ? 0 : arsip_noise_drop(look->words);
    guint parted =
        page->leave_out & ARSIP_LEAVE_SPACING ? 0 : arsip_spacing_mend(look->prepared, look->words);

    if (dropped > 0)
        arsip_steps_add(&page->sheet->steps, "words-dropped", (double)dropped);
    if (parted > 0)
        arsip_steps_add(&page->sheet->steps, "words-parted", (double)parted);
}

/* guess: ArsipSheet's. */
static ArsipReading *
read_once(ArsipEngine *engine, const ArsipPicture *picture, guint leave_out, double *guess, GError **error)
{
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new(picture, leave_out);
    Page page = {engine, picture, sheet, {0}, leave_out, g_get_monotonic_time()};
    g_auto(Look) look = {0};

    if (sheet == NULL)
        return set_no_memory(error), NULL;
    *guess = sheet->guess;
    if (is_blank(sheet, NULL) && !arsip_faint_find(sheet))
        return finish_blank(&page);
    find_stance(&page);
    if (!take_look(&page, page.stance.rotation, &look, error))
        return NULL;
    if (is_blank(sheet, look.words) || (sheet->is_faint && is_shadow(&page, &look)))
        return finish_blank(&page);
    look_again(&page, &look);
    mend(&page, &look);
    if (look.words->len == 0) {
        look.prepared->rotation = picture->rotation;
        look.prepared->skew = 0;
    }
    return finish(&page, &look);
}

/* As worth(), of a whole reading. */
static double
worth_of(const ArsipReading *reading)
{
    gsize letters = 0;

    for (const char *at = reading->text; *at != '\0'; at = g_utf8_next_char(at))
        letters += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
    return (double)letters * reading->confidence * (100 + reading->known);
}

/* Blurred words run together into what seem to be large letters: then the paper seems small, and reads badly.
 */
static gboolean
seems_too_small(const ArsipReading *reading, double guess)
{
    return guess > SMALL_PAPER && !reading->blank && reading->confidence < CONFIDENCE_SURE;
}

ArsipReading *
arsip_recognise_without(ArsipEngine *engine, const ArsipPicture *picture, guint leave_out, GError **error)
{
    gint64 began = g_get_monotonic_time();
    double guess = 0;
    ArsipReading *reading = read_once(engine, picture, leave_out, &guess, error);
    ArsipPicture as_a4 = *picture;

    /* A page that took long would not be done a second time before its deadline. */
    if (reading == NULL || !seems_too_small(reading, guess) ||
        g_get_monotonic_time() - began > LARGE_SECONDS * G_USEC_PER_SEC)
        return reading;
    as_a4.assumed_dpi = arsip_sheet_dpi_of_a4(picture);
    ArsipReading *other = read_once(engine, &as_a4, leave_out, &guess, NULL);
    if (other != NULL && worth_of(other) > TURN_GAIN_MIN * worth_of(reading)) {
        arsip_reading_free(reading);
        return other;
    }
    arsip_reading_free(other);
    return reading;
}

ArsipReading *
arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture, GError **error)
{
    return arsip_recognise_without(engine, picture, 0, error);
}
