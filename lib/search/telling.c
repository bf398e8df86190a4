/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/telling.h"

#include <math.h>
#include <string.h>
#include "archive/catalogue.h"
#include "search/tokenizer.h"
#include "text/token.h"

/* A word of so many letters or fewer is left out, and the words behind so many are. */
#define SHORT       2
#define WORDS_READ  20000u
#define NUMBER_MOST 60 /* bytes of a letter number */

/*
 * The documents with a word are counted up to here, and a word that so many have is left out: to count all of
 * them would take as long as finding them, which then had to be done as well. A subject has a few words only.
 */
#define COUNTED_ISI  2000
#define COUNTED_HEAD 50000

/* A word that more than every third document has tells nothing. */
#define COMMON 3

static const double weights[] = {
    [ARSIP_TELLING_HAL] = 4, [ARSIP_TELLING_JUDUL] = 4, [ARSIP_TELLING_DARI] = 1.5, [ARSIP_TELLING_ISI] = 1};

typedef struct {
    GHashTable *words; /* folded -> ArsipTelling, which owns the key */
    ArsipTellingPart part;
    guint n_read;
} Reading;

static void
free_telling(gpointer data)
{
    ArsipTelling *telling = data;

    g_free(telling->folded);
    g_free(telling);
}

static gboolean
is_word(const ArsipToken *token)
{
    return g_utf8_strlen(token->folded, -1) > SHORT && strpbrk(token->folded, G_CSET_DIGITS) == NULL;
}

static gboolean
note_word(const ArsipToken *token, gpointer data)
{
    Reading *reading = data;
    ArsipTelling *telling;

    if (!is_word(token))
        return TRUE;
    telling = g_hash_table_lookup(reading->words, token->folded);
    if (telling == NULL) {
        telling = g_new0(ArsipTelling, 1);
        telling->folded = g_strdup(token->folded);
        telling->part = reading->part;
        g_hash_table_insert(reading->words, telling->folded, telling);
    }
    telling->n++;
    return ++reading->n_read < WORDS_READ;
}

static void
read_field(Reading *reading, const ArsipLetter *letter, const char *name, ArsipTellingPart part)
{
    const ArsipField *field = arsip_letter_field(letter, name);

    reading->part = part;
    if (field != NULL)
        arsip_tokenize(field->value, -1, note_word, reading);
}

static gboolean
read_piece(const char *text, gsize length, gpointer data)
{
    Reading *reading = data;

    arsip_tokenize(text, (gssize)length, note_word, reading);
    return reading->n_read < WORDS_READ;
}

/* Letterhead and signature stand alike on most letters of an office. */
static void
read_letter(Reading *reading, const ArsipLetter *letter, ArsipPages *pages)
{
    read_field(reading, letter, "hal", ARSIP_TELLING_HAL);
    reading->part = ARSIP_TELLING_JUDUL;
    arsip_zone_text_each(&letter->zones[ARSIP_ZONE_JUDUL], pages, read_piece, reading);
    read_field(reading, letter, "dari", ARSIP_TELLING_DARI);
    reading->part = ARSIP_TELLING_ISI;
    arsip_zone_text_each(&letter->zones[ARSIP_ZONE_ISI], pages, read_piece, reading);
}

static gint64
count_documents(ArsipArchive *archive, const char *folded, gint64 most, GError **error)
{
    static const char sql[] = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ?1 LIMIT ?2)";
    g_autofree char *expression = g_strdup_printf("\"%s\"", folded);

    return arsip_fetch_number(archive, 0, error, sql, "si", expression, most);
}

/* Negative on failure; 0: it tells nothing. */
static double
weigh(ArsipArchive *archive, const ArsipTelling *telling, double total, GError **error)
{
    gint64 most = telling->part == ARSIP_TELLING_ISI ? COUNTED_ISI : COUNTED_HEAD;
    GError *fault = NULL;
    gint64 n = count_documents(archive, telling->folded, most, &fault);

    if (!arsip_rows_ended(fault, error))
        return -1;
    if (n < 2 || n == most || (double)n * COMMON > total)
        return 0;
    return weights[telling->part] * (1 + log(telling->n)) * log(total / (double)n);
}

static gint
compare_worth(gconstpointer one, gconstpointer other)
{
    const ArsipTelling *a = *(const ArsipTelling *const *)one, *b = *(const ArsipTelling *const *)other;

    return a->worth != b->worth ? (a->worth < b->worth) - (a->worth > b->worth)
                                : strcmp(a->folded, b->folded);
}

GPtrArray *
arsip_telling_words(ArsipArchive *archive, const ArsipEntry *entry, guint most, GError **error)
{
    /* Numbers are given one after another, so the last of them is near enough to how many there are. */
    static const char sql[] = "SELECT max(document) FROM indexed";
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_telling);
    g_autoptr(GPtrArray) telling = g_ptr_array_new_with_free_func(free_telling);
    g_autoptr(ArsipLetter) alone = arsip_letter_alone(entry->content->letter);
    Reading reading = {.words = words};
    double total = (double)arsip_fetch_number(archive, 0, NULL, sql, "");
    GHashTableIter each;
    gpointer value;

    read_letter(&reading, alone != NULL ? alone : entry->content->letter, entry->pages);
    g_hash_table_iter_init(&each, words);
    while (g_hash_table_iter_next(&each, NULL, &value)) {
        ArsipTelling *one = value;

        one->worth = weigh(archive, one, total, error);
        if (one->worth < 0)
            return NULL;
        if (one->worth > 0) {
            g_hash_table_iter_steal(&each);
            g_ptr_array_add(telling, one);
        }
    }
    g_ptr_array_sort(telling, compare_worth);
    if (telling->len > most)
        g_ptr_array_set_size(telling, (gint)most);
    return g_steal_pointer(&telling);
}

/* ---- numbers of letters */

typedef struct {
    GRegex *regex;
    GPtrArray *numbers;
    guint most;
} Numbers;

static void
add_number(Numbers *numbers, const char *number)
{
    if (numbers->numbers->len < numbers->most && strlen(number) <= NUMBER_MOST &&
        !g_ptr_array_find_with_equal_func(numbers->numbers, number, g_str_equal, NULL))
        g_ptr_array_add(numbers->numbers, g_strdup(number));
}

static gboolean
find_numbers(const char *text, gsize length, gpointer data)
{
    Numbers *numbers = data;
    g_autoptr(GMatchInfo) match = NULL;

    g_regex_match_full(numbers->regex, text, (gssize)length, 0, 0, &match, NULL);
    while (g_match_info_matches(match)) {
        g_autofree char *number = g_match_info_fetch(match, 0);

        add_number(numbers, number);
        if (!g_match_info_next(match, NULL))
            break;
    }
    return numbers->numbers->len < numbers->most;
}

/*
 * Parts between slashes, a digit in the first and a letter in another: 005/117-Um and
 * 800.1.11/45/BKPSDM/2021, not 12/03/2024, RT 003/004 or dan/atau.
 */
GPtrArray *
arsip_telling_numbers(const ArsipEntry *entry, guint most)
{
    static const char pattern[] =
        "(?<![\\w/.])(?=[\\w/.-]*/[\\w.-]*[A-Za-z])\\w*\\d[\\w.-]*(?:/[\\w.-]*\\w)+(?![\\w/])";
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
    Numbers numbers = {regex, g_ptr_array_new_with_free_func(g_free), most};
    const ArsipLetter *letter = entry->content->letter;
    const ArsipField *own = arsip_letter_field(letter, "nomor");

    if (own != NULL && strpbrk(own->value, G_CSET_DIGITS) != NULL && strchr(own->value, '"') == NULL)
        add_number(&numbers, own->value);
    arsip_zone_text_each(&letter->zones[ARSIP_ZONE_ISI], entry->pages, find_numbers, &numbers);
    return numbers.numbers;
}
