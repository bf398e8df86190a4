/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <math.h>
#include <string.h>

/* Zipf-Mandelbrot: of rank r is a share of 1 / (r + SHIFT)^SLOPE. */
#define SHIFT 3.0
#define SLOPE 1.1

/* How often the next word is the one that follows in a letter, in place of any. */
#define GOES_ON 0.72

/* Shares of misread words: two letters confused, and up to here one; the others are blurred. */
#define TWICE   0.25
#define BLURRED 0.7

#define SENTENCE_MOST 28
#define SUBJECT_LEAST 12
#define LONG_NUMBER   6
#define LONG_NUMBERS  20000

typedef struct {
    const char *written; /* as it stands in the letter, with what sticks to it */
    guint rank;          /* G_MAXUINT: no word */
} Step;

struct BenchWords {
    char *letters, *list;
    GPtrArray *ranked; /* of char, the most frequent first */
    GArray *shares;    /* of double: sums up to each rank */
    GArray *steps;     /* of Step: the running text of the letters */
    GPtrArray *places; /* for each rank in the letters: a GArray of guint, its steps */
    GPtrArray *subjects;
    GStringChunk *kept;
};

void
bench_words_free(BenchWords *words)
{
    if (words == NULL)
        return;
    g_free(words->letters);
    g_free(words->list);
    g_ptr_array_unref(words->ranked);
    g_array_unref(words->shares);
    g_array_unref(words->steps);
    g_ptr_array_unref(words->places);
    g_ptr_array_unref(words->subjects);
    g_string_chunk_free(words->kept);
    g_free(words);
}

/* The word in small letters without what sticks to it; NULL for numbers and signs. */
static char *
bare(const char *written)
{
    gsize length = strlen(written);

    while (length > 0 && g_ascii_ispunct(*written))
        written++, length--;
    while (length > 0 && g_ascii_ispunct(written[length - 1]))
        length--;
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isalpha(written[i]) && written[i] != '-')
            return NULL;
    return length > 0 ? g_ascii_strdown(written, (gssize)length) : NULL;
}

/* Heads, captions, rows of tables and what is written in capitals have places of their own in a letter. */
static gboolean
is_running(const char *line)
{
    guint n_small = 0, n_digits = 0;

    for (const char *at = line; *at != '\0'; at++) {
        n_small += g_ascii_islower(*at) ? 1 : 0;
        n_digits += g_ascii_isdigit(*at) ? 1 : 0;
    }
    return n_small > 5 * n_digits && strstr(line, " : ") == NULL && !g_str_has_prefix(line, "NIP") &&
           !g_str_has_prefix(line, "Yth") && !g_str_has_prefix(line, "Jalan");
}

static void
take_line(BenchWords *words, const char *line)
{
    const char *subject = strstr(line, "al : ");
    g_auto(GStrv) written = g_strsplit(line, " ", -1);

    if (subject != NULL && strlen(subject + 5) >= SUBJECT_LEAST &&
        (g_str_has_prefix(line, "Hal") || g_str_has_prefix(line, "Perihal")))
        g_ptr_array_add(words->subjects, g_string_chunk_insert(words->kept, subject + 5));
    for (guint i = 0; is_running(line) && written[i] != NULL; i++) {
        Step step = {g_string_chunk_insert(words->kept, written[i]), G_MAXUINT};

        if (*written[i] != '\0')
            g_array_append_val(words->steps, step);
    }
}

typedef struct {
    char *word;
    guint n;
} Count;

static gint
compare_counts(gconstpointer a, gconstpointer b)
{
    const Count *x = a, *y = b;

    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->word, y->word);
}

/* ranks: word -> its rank + 1. */
static void
rank_letters(BenchWords *words, GHashTable *ranks)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(Count));
    g_auto(GStrv) written = g_strsplit_set(words->letters, " \n", -1);

    for (guint i = 0; written[i] != NULL; i++) {
        g_autofree char *word = bare(written[i]);
        gpointer at = word != NULL ? g_hash_table_lookup(seen, word) : NULL;

        if (word == NULL)
            continue;
        if (at == NULL) {
            Count count = {g_string_chunk_insert(words->kept, word), 0};

            g_array_append_val(counts, count);
            at = GUINT_TO_POINTER(counts->len);
            g_hash_table_insert(seen, count.word, at);
        }
        g_array_index(counts, Count, GPOINTER_TO_UINT(at) - 1).n++;
    }
    g_array_sort(counts, compare_counts);
    for (guint i = 0; i < counts->len; i++) {
        char *word = g_array_index(counts, Count, i).word;

        g_ptr_array_add(words->ranked, word);
        g_ptr_array_add(words->places, g_array_new(FALSE, FALSE, sizeof(guint)));
        g_hash_table_insert(ranks, word, GUINT_TO_POINTER(i + 1));
    }
}

/* The list has no order of its own that says how frequent a word is. */
static void
rank_list(BenchWords *words, GHashTable *ranks)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    g_auto(GStrv) lines = g_strsplit(words->list, "\n", -1);
    guint first = words->ranked->len;

    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *word = bare(lines[i]);

        if (word == NULL || strlen(word) < 3 || g_hash_table_contains(ranks, word))
            continue;
        g_ptr_array_add(words->ranked, g_string_chunk_insert(words->kept, word));
        g_hash_table_insert(ranks, words->ranked->pdata[words->ranked->len - 1], GUINT_TO_POINTER(1));
    }
    for (guint i = words->ranked->len; i > first + 1; i--) {
        guint other = (guint)g_rand_int_range(rand, (gint32)first, (gint32)i);
        gpointer word = words->ranked->pdata[i - 1];

        words->ranked->pdata[i - 1] = words->ranked->pdata[other];
        words->ranked->pdata[other] = word;
    }
}

static void
share_out(BenchWords *words)
{
    double sum = 0;

    for (guint i = 0; i < words->ranked->len; i++) {
        sum += pow((double)i + 1 + SHIFT, -SLOPE);
        g_array_append_val(words->shares, sum);
    }
}

BenchWords *
bench_words_new(const char *letters, const char *list, GError **error)
{
    g_autoptr(BenchWords) words = g_new0(BenchWords, 1);
    g_autoptr(GHashTable) ranks = g_hash_table_new(g_str_hash, g_str_equal);
    g_auto(GStrv) lines = NULL;

    words->ranked = g_ptr_array_new();
    words->shares = g_array_new(FALSE, FALSE, sizeof(double));
    words->steps = g_array_new(FALSE, FALSE, sizeof(Step));
    words->places = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    words->subjects = g_ptr_array_new();
    words->kept = g_string_chunk_new(1 << 16);
    if (!g_file_get_contents(letters, &words->letters, NULL, error) ||
        !g_file_get_contents(list, &words->list, NULL, error))
        return NULL;
    rank_letters(words, ranks);
    lines = g_strsplit(words->letters, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        take_line(words, lines[i]);
    for (guint i = 0; i < words->steps->len; i++) {
        Step *step = &g_array_index(words->steps, Step, i);
        g_autofree char *word = bare(step->written);
        guint rank = word != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(ranks, word)) : 0;

        if (rank == 0)
            continue;
        step->rank = rank - 1;
        g_array_append_val((GArray *)words->places->pdata[rank - 1], i);
    }
    rank_list(words, ranks);
    share_out(words);
    g_ptr_array_add(words->subjects, NULL);
    return g_steal_pointer(&words);
}

static guint
draw_rank(const BenchWords *words, GRand *rand)
{
    guint low = 0, high = words->shares->len - 1;
    double at = g_rand_double(rand) * g_array_index(words->shares, double, high);

    while (low < high) {
        guint middle = (low + high) / 2;

        if (g_array_index(words->shares, double, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *
bench_words_draw(const BenchWords *words, GRand *rand)
{
    return words->ranked->pdata[draw_rank(words, rand)];
}

const char *const *
bench_words_subjects(const BenchWords *words)
{
    return (const char *const *)words->subjects->pdata;
}

void
bench_digits(GRand *rand, GString *text, const char *shape)
{
    guint n = 0;
    guint64 value;

    for (const char *at = shape; *at != '\0'; at++)
        n += *at == '#' ? 1 : 0;
    /* Spread over all digits by a multiplication, and the same for the same draw. */
    value = n >= LONG_NUMBER ? (guint64)(LONG_NUMBERS * pow(g_rand_double(rand), 2)) + 1 : g_rand_int(rand);
    value *= G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    for (const char *at = shape; *at != '\0'; at++) {
        g_string_append_c(text, *at == '#' ? (char)('0' + (value >> 32) % 10) : *at);
        if (*at == '#')
            value = value * G_GUINT64_CONSTANT(6364136223846793005) + 1442695040888963407u;
    }
}

/* The step's own number again, but for years. */
static void
write_number(GRand *rand, GString *text, const char *written)
{
    g_autofree char *shape = g_strdup(written);
    gboolean is_year =
        strlen(written) >= 4 && (g_str_has_prefix(written, "20") || g_str_has_prefix(written, "19"));

    if (is_year && !g_ascii_isdigit(written[4])) {
        g_string_append_printf(text, "20%02d%s", g_rand_int_range(rand, 14, 25), written + 4);
        return;
    }
    for (char *at = shape; *at != '\0'; at++)
        *at = g_ascii_isdigit(*at) && at != shape ? '#' : *at;
    bench_digits(rand, text, shape);
}

static void
write_step(const BenchWords *words, GRand *rand, GString *text, const Step *step)
{
    (void)words;
    if (step->rank == G_MAXUINT && strpbrk(step->written, "0123456789") != NULL)
        write_number(rand, text, step->written);
    else
        g_string_append(text, step->written);
}

void
bench_words_write(const BenchWords *words, GRand *rand, GString *text, gsize length)
{
    gsize end = text->len + length;
    guint next = G_MAXUINT, n = 0;

    while (text->len < end || n > 0) {
        gboolean goes_on = next < words->steps->len && g_rand_double(rand) < GOES_ON;
        guint rank = goes_on ? g_array_index(words->steps, Step, next).rank : draw_rank(words, rand);
        gsize start = text->len;

        if (goes_on)
            write_step(words, rand, text, &g_array_index(words->steps, Step, next));
        else
            g_string_append(text, words->ranked->pdata[rank]);
        if (n == 0)
            text->str[start] = g_ascii_toupper(text->str[start]);
        /* On from anywhere where this word stands in a letter. */
        const GArray *places = rank < words->places->len ? words->places->pdata[rank] : NULL;
        if (places != NULL && places->len > 0)
            next = g_array_index(places, guint, g_rand_int_range(rand, 0, (gint32)places->len)) + 1;
        else
            next = goes_on ? next + 1 : G_MAXUINT;
        n++;
        if (n >= SENTENCE_MOST && text->str[text->len - 1] != '.')
            g_string_append_c(text, '.');
        if (n >= 4 && text->str[text->len - 1] == '.')
            n = 0;
        g_string_append_c(text, ' ');
    }
}

/* One of the pairs that look alike, at one of its places; FALSE if the word has none of those tried. */
static gboolean
confuse(GRand *rand, GString *word)
{
    static const char *const pairs[][2] = {
        {"rn", "m"}, {"m", "rn"}, {"l", "1"}, {"i", "l"}, {"o", "0"}, {"e", "c"}, {"c", "e"},  {"a", "o"},
        {"h", "b"},  {"n", "u"},  {"u", "n"}, {"s", "5"}, {"g", "q"}, {"t", "f"}, {"d", "cl"}, {"b", "6"}};

    for (guint tries = 0; tries < 8; tries++) {
        const char *const *pair = pairs[g_rand_int_range(rand, 0, G_N_ELEMENTS(pairs))];
        const char *at = strstr(word->str, pair[0]);
        const char *later = at != NULL ? strstr(at + 1, pair[0]) : NULL;
        gsize place;

        if (at == NULL)
            continue;
        place = (gsize)((later != NULL && g_rand_boolean(rand) ? later : at) - word->str);
        g_string_erase(word, (gssize)place, (gssize)strlen(pair[0]));
        g_string_insert(word, (gssize)place, pair[1]);
        return TRUE;
    }
    return FALSE;
}

/* A letter lost or taken for any other, where paper or ink were bad. */
static void
blur(GRand *rand, GString *word)
{
    gsize at = (gsize)g_rand_int_range(rand, 0, (gint32)word->len);

    if (g_rand_boolean(rand))
        g_string_erase(word, (gssize)at, 1);
    else
        word->str[at] = (char)('a' + g_rand_int_range(rand, 0, 26));
}

char *
bench_misread(GRand *rand, const char *written)
{
    g_autoptr(GString) word = g_string_new(written);
    double how = g_rand_double(rand);

    if (word->len < 4 || !g_ascii_isalpha(*written) || (how < TWICE && !confuse(rand, word)) ||
        (how < BLURRED && !confuse(rand, word)))
        return NULL;
    if (how >= BLURRED)
        blur(rand, word);
    return g_string_free(g_steal_pointer(&word), FALSE);
}

void
bench_name(GRand *rand, GString *text)
{
    static const char *const first[] = {"a",  "ba", "cah", "de", "e",  "fa",  "gu",  "han",
                                        "i",  "ja", "kar", "la", "ma", "nur", "o",   "pra",
                                        "ra", "su", "tri", "u",  "wi", "ya",  "sri", "har"};
    static const char *const middle[] = {"di", "ma", "na", "ri", "sa",  "ta",   "wa",  "ya",
                                         "nu", "li", "ra", "yo", "sti", "ndra", "rni", "ki",
                                         "lo", "mu", "pa", "si", "tu",  "win",  "gi",  "de"};
    static const char *const last[] = {"wati", "yanto", "ningsih", "to", "di", "man", "ni",   "yah",
                                       "din",  "no",    "so",      "na", "ri", "tun", "yono", "san",
                                       "lina", "rto",   "wan",     "ti", "ka", "nto"};
    gsize start = text->len;
    /* Few names are borne by many. */
    guint which = (guint)(pow(g_rand_double(rand), 4) * G_N_ELEMENTS(first) * G_N_ELEMENTS(middle) *
                          G_N_ELEMENTS(middle) * G_N_ELEMENTS(last));

    which = (guint)((guint64)which * 7919 %
                    (G_N_ELEMENTS(first) * G_N_ELEMENTS(middle) * G_N_ELEMENTS(middle) * G_N_ELEMENTS(last)));
    g_string_append(text, first[which % G_N_ELEMENTS(first)]);
    which /= G_N_ELEMENTS(first);
    g_string_append(text, middle[which % G_N_ELEMENTS(middle)]);
    which /= G_N_ELEMENTS(middle);
    if (which % 2 == 0)
        g_string_append(text, middle[which % G_N_ELEMENTS(middle)]);
    g_string_append(text, last[which / G_N_ELEMENTS(middle)]);
    text->str[start] = g_ascii_toupper(text->str[start]);
}
