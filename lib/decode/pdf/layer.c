/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/layer.h"

#include <string.h>

#include "decode/known.h"

/* Shares of the characters, found on layers of born-digital and recognised papers and on worthless ones. */
#define GOOD_SHARE_MIN  0.65
#define VOWEL_SHARE_MIN 0.25
#define VOWEL_SHARE_MAX 0.65

/* Fewer letters tell nothing of the language. */
#define LETTERS_FEW 20u

/* No text in a language of Latin letters has fewer known words: Dutch has 24, Latin 12; glyph numbers
 * under 7. */
#define KNOWN_LANGUAGE 10.0

/* Below this an implausible layer is not even worth a comparison. */
#define KNOWN_SOME 50.0

/*
 * On a scan, where some program recognised the words, known ones do not suffice: misread capitals look like
 * names (REPUBUK). What has hardly any such and no figure in a word is good; the rest is read again, which
 * costs no more than if there were no layer, and compared.
 */
#define SCAN_KNOWN_MIN   99.0
#define SCAN_NAMES_MAX   0.04
#define SCAN_COVERED_MIN 70.0

/* A layer lies over nine tenths of the ink, one that is a watermark or a footer over hardly any. */
#define COVERED_MIN 50.0

/* What a recognition must say more, in letters of known words, or better. */
#define MORE_MIN   1.1
#define AS_MUCH    0.95
#define BETTER_MIN 1.0

/* What the words under a scan that are doubted must say more than our own reading of it to be kept. */
#define SCAN_MORE_MIN 1.02

typedef struct {
    guint letters; /* of any script */
    guint latin;   /* of these */
    guint plain;   /* a to z */
    guint vowels;  /* of these */
    guint digits;
    guint bad;              /* replacement characters, private use, controls, signs inside a word */
    guint run, longest_run; /* consonants in a row */
    guint changes;          /* from small to capital letters */
} Count;

static gboolean
is_bad(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);

    return c == 0xfffd || type == G_UNICODE_CONTROL || type == G_UNICODE_PRIVATE_USE ||
           type == G_UNICODE_UNASSIGNED || type == G_UNICODE_SURROGATE || type == G_UNICODE_MODIFIER_SYMBOL ||
           type == G_UNICODE_OTHER_NUMBER;
}

static void
count_letter(Count *count, gunichar c, gunichar before)
{
    gunichar small = g_unichar_tolower(c);

    count->letters++;
    count->latin += g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN ? 1 : 0;
    count->changes += g_unichar_isupper(c) && g_unichar_islower(before) ? 1 : 0;
    if (small < 'a' || small > 'z') {
        count->run = 0;
        return;
    }
    count->plain++;
    if (strchr("aeiouy", (int)small) != NULL) {
        count->vowels++;
        count->run = 0;
        return;
    }
    count->run++;
    count->longest_run = MAX(count->longest_run, count->run);
}

static Count
count_word(const char *word)
{
    Count count = {0};
    gunichar before = 0;

    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalpha(c))
            count_letter(&count, c, before);
        else if (g_unichar_isdigit(c))
            count.digits++;
        else if (is_bad(c) || (c >= 0xa1 && c <= 0xbf))
            count.bad++;
        if (!g_unichar_isalpha(c))
            count.run = 0;
        before = c;
    }
    return count;
}

static gboolean
is_good(const Count *count)
{
    if (count->bad > 0)
        return FALSE;
    if (count->letters == 0)
        return count->digits > 0;
    /* Another script altogether is taken as it is: the engine could not read it either. */
    if (count->latin == 0)
        return count->letters > 1;
    if (count->plain * 10 < count->latin * 7 || count->changes > 1)
        return FALSE;
    if (count->letters >= 5 && count->digits == 0)
        return count->vowels * 10 >= count->plain && count->longest_run <= 6;
    return TRUE;
}

gboolean
arsip_layer_is_plausible(const ArsipSeenWords *words)
{
    gsize characters = 0, good = 0, plain = 0, vowels = 0;

    for (guint i = 0; i < words->len; i++) {
        const char *text = g_array_index(words, ArsipSeen, i).text;
        gsize length = (gsize)g_utf8_strlen(text, -1);
        Count count = count_word(text);
        gboolean is_sign = count.letters + count.digits + count.bad == 0;
        characters += is_sign ? 0 : length;
        good += !is_sign && is_good(&count) ? length : 0;
        plain += count.plain;
        vowels += count.vowels;
    }
    if (characters == 0 || (double)good < GOOD_SHARE_MIN * (double)characters)
        return FALSE;
    return plain < 50 || ((double)vowels >= VOWEL_SHARE_MIN * (double)plain &&
                          (double)vowels <= VOWEL_SHARE_MAX * (double)plain);
}

static gboolean
is_well_recognised(const ArsipKnown *count, double known, double covered)
{
    gsize all = count->known + count->names + count->strange;

    return known >= SCAN_KNOWN_MIN && count->mixed == 0 && covered >= SCAN_COVERED_MIN &&
           (double)count->names <= SCAN_NAMES_MAX * (double)all;
}

ArsipLayerVerdict
arsip_layer_judge(const ArsipSeenWords *words, const ArsipLayerPage *page)
{
    ArsipKnown count = arsip_known_count(words);
    gsize latin = count.known + count.names + count.strange;
    double known = arsip_known_share(words);
    gboolean is_latin = latin >= LETTERS_FEW && latin > count.foreign;

    if (!arsip_layer_is_plausible(words))
        return known < KNOWN_SOME || !is_latin ? ARSIP_LAYER_BAD : ARSIP_LAYER_DOUBTFUL;
    if (page->covered >= 0 && page->covered < COVERED_MIN)
        return ARSIP_LAYER_DOUBTFUL;
    if (is_latin && known < KNOWN_LANGUAGE)
        return ARSIP_LAYER_DOUBTFUL;
    if (page->is_scan && !is_well_recognised(&count, known, page->covered))
        return ARSIP_LAYER_DOUBTFUL;
    return ARSIP_LAYER_GOOD;
}

/* Text that was drawn is exact as far as it goes; text that another program recognised has no such merit. */
gboolean
arsip_layer_is_better(const ArsipReading *layer, const ArsipReading *recognised, gboolean is_scan)
{
    ArsipKnown own = arsip_known_count_of_text(layer->text),
               other = arsip_known_count_of_text(recognised->text);
    double own_share = arsip_known_share_of_text(layer->text),
           other_share = arsip_known_share_of_text(recognised->text);

    if (is_scan)
        return (double)own.known > SCAN_MORE_MIN * (double)other.known &&
               own_share + BETTER_MIN >= other_share;
    if ((double)other.known > MORE_MIN * (double)own.known)
        return FALSE;
    return own_share + BETTER_MIN >= other_share || (double)other.known < AS_MUCH * (double)own.known;
}
