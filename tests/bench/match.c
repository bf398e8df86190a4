/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "query/matcher.h"
#include "text/token.h"

/*
 * How fast letters are tokenised and matched, against a plain walk over its bytes in the same run: ratios, as
 * the machine's own speed says nothing. Prints a line for each; bench-match [MEGABYTES].
 */
#define WORDS    20000
#define SECONDS  1.0
#define MEGABYTE 1000000.0
#define LETTER   4000 /* bytes: two pages */

static char *
make_word(GRand *rand)
{
    static const char *const syllables[] = {"ke",   "te", "ra",   "ngan", "sur", "at",  "tu",
                                            "gas",  "me", "nyam", "pai",  "kan", "per", "un",
                                            "dang", "an", "da",   "lam",  "bu",  "pa",  "ti"};
    GString *word = g_string_new(NULL);

    for (gint n = g_rand_int_range(rand, 1, 5); n > 0; n--)
        g_string_append(word, syllables[g_rand_int_range(rand, 0, G_N_ELEMENTS(syllables))]);
    return g_string_free(word, FALSE);
}

/* Few words are common and most are rare, as in any language. */
static const char *
choose_word(GRand *rand, char **words)
{
    double skewed = g_rand_double(rand);

    return words[(gsize)(skewed * skewed * skewed * WORDS)];
}

static GPtrArray *
make_letters(GRand *rand, char **words, gsize size)
{
    GPtrArray *letters = g_ptr_array_new_with_free_func(g_free);

    for (gsize made = 0; made < size; made += LETTER) {
        GString *text = g_string_sized_new(LETTER + 32);

        for (guint i = 1; text->len < LETTER; i++) {
            g_string_append(text, choose_word(rand, words));
            g_string_append(text, i % 300 == 0 ? ".\n\n" : i % 12 == 0 ? "\n" : i % 29 == 0 ? ", " : " ");
        }
        g_string_truncate(text, LETTER);
        g_ptr_array_add(letters, g_string_free(text, FALSE));
    }
    return letters;
}

static gboolean
count_token(const ArsipToken *token, gpointer data)
{
    (void)token;
    *(guint64 *)data += 1;
    return TRUE;
}

static guint64
walk(const char *text)
{
    guint64 n = 0;
    gboolean was_word = FALSE;

    for (const char *at = text; *at != '\0'; at++) {
        gboolean is_word = g_ascii_isalnum(*at);

        n += is_word && !was_word ? 1 : 0;
        was_word = is_word;
    }
    return n;
}

typedef guint64 (*Work)(const char *text, gpointer data);

static guint64
do_walk(const char *text, gpointer data)
{
    (void)data;
    return walk(text);
}

static guint64
do_tokenize(const char *text, gpointer data)
{
    guint64 n = 0;

    (void)data;
    arsip_tokenize(text, -1, count_token, &n);
    return n;
}

static guint64
do_match(const char *text, gpointer data)
{
    GArray *pieces = g_array_new(FALSE, TRUE, sizeof(ArsipPiece));
    GArray *none = g_array_new(FALSE, TRUE, sizeof(ArsipPiece));
    ArsipPiece piece = {0, {1, 0, (guint32)strlen(text)}};
    ArsipLetter letter = {.fields = NULL};
    ArsipSubject subject = {.letter = &letter};

    g_array_append_val(pieces, piece);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        letter.zones[i] = (ArsipZoneText){NULL, none, NULL};
    letter.zones[ARSIP_ZONE_ISI] = (ArsipZoneText){(char *)text, pieces, NULL};
    letter.fields = g_ptr_array_new();
    letter.personal = g_ptr_array_new();
    g_autoptr(ArsipMatch) match = arsip_matcher_run(data, &subject);
    guint64 n = match->hits->len;

    g_ptr_array_unref(letter.fields);
    g_ptr_array_unref(letter.personal);
    g_array_unref(pieces);
    g_array_unref(none);
    return n;
}

/* Bytes in a second: the best of the runs that fit into the time. */
static double
speed_of(Work work, const GPtrArray *letters, gpointer data, guint64 *result)
{
    gint64 end = g_get_monotonic_time() + (gint64)(SECONDS * G_USEC_PER_SEC);
    double best = 0;

    do {
        gint64 start = g_get_monotonic_time();

        *result = 0;
        for (guint i = 0; i < letters->len; i++)
            *result += work(g_ptr_array_index(letters, i), data);
        best = MAX(best,
                   (double)letters->len * LETTER * G_USEC_PER_SEC / (double)(g_get_monotonic_time() - start));
    } while (g_get_monotonic_time() < end);
    return best;
}

static void
tell(const char *what, double speed, double plain, guint64 result)
{
    printf("%-28s %8.1f MB/s  %6.3f of a plain walk  (%" G_GUINT64_FORMAT ")\n", what, speed / MEGABYTE,
           speed / plain, result);
}

static ArsipMatcher *
make_matcher(GRand *rand, char **words, guint n)
{
    ArsipMatcher *matcher = arsip_matcher_new();

    for (guint i = 0; i < n; i++) {
        g_autofree char *text = g_strdup_printf("isi:\"%s %s%s%s\"", words[g_rand_int_range(rand, 0, WORDS)],
                                                choose_word(rand, words), i % 3 == 0 ? " " : "",
                                                i % 3 == 0 ? choose_word(rand, words) : "");
        g_autoptr(ArsipQuery) query = arsip_query_parse(text, ARSIP_QUERY_AS_RULE, NULL);

        arsip_matcher_add(matcher, query, TRUE);
    }
    return matcher;
}

int
main(int argc, char **argv)
{
    static const guint counts[] = {100, 1000, 10000};
    gsize size = (gsize)(MEGABYTE * (argc > 1 ? g_ascii_strtod(argv[1], NULL) : 4));
    GRand *rand = g_rand_new_with_seed(1);
    g_auto(GStrv) words = g_new0(char *, WORDS + 1);
    guint64 result;

    for (guint i = 0; i < WORDS; i++)
        words[i] = make_word(rand);
    g_autoptr(GPtrArray) letters = make_letters(rand, words, size);
    double plain = speed_of(do_walk, letters, NULL, &result);

    tell("plain walk", plain, plain, result);
    tell("tokenizer", speed_of(do_tokenize, letters, NULL, &result), plain, result);
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
        gint64 start = g_get_monotonic_time();
        g_autoptr(ArsipMatcher) matcher = make_matcher(rand, words, counts[i]);
        double milliseconds = (double)(g_get_monotonic_time() - start) / 1000;
        g_autofree char *what = g_strdup_printf("matcher, %u phrases", counts[i]);

        tell(what, speed_of(do_match, letters, matcher, &result), plain, result);
        printf("%-28s %8.1f ms to build\n", "", milliseconds);
    }
    g_rand_free(rand);
    return 0;
}
