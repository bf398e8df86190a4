/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/phrasebook.h"
#include "query/wordbook.h"

#define WORDS 5000

/* Of 1 to 24 letters, so that some are longer than what a word is told by at once. */
static char *
random_word(void)
{
    GString *word = g_string_new(NULL);

    for (gint n = g_test_rand_int_range(1, 25); n > 0; n--)
        g_string_append_c(word, (char)g_test_rand_int_range('a', 'z' + 1));
    return g_string_free(word, FALSE);
}

static guint
add_phrase(ArsipKeywords *keywords, const char *const *words)
{
    g_autoptr(GArray) terms = g_array_new(FALSE, TRUE, sizeof(ArsipTerm));

    for (; *words != NULL; words++) {
        ArsipTerm term = {.folded = (char *)*words};

        g_array_append_val(terms, term);
    }
    return arsip_keywords_add(keywords, terms);
}

static const ArsipBookWord *
find(const ArsipWordbook *book, const char *word)
{
    char folded[64] = {0};
    ArsipToken token = {.folded = folded, .folded_length = (guint32)strlen(word)};
    const ArsipBookWord *found;

    g_strlcpy(folded, word, sizeof folded);
    arsip_wordbook_find(book, &token, 1, &found);
    return found;
}

static void
test_every_word_is_found_and_no_other(void)
{
    g_autoptr(ArsipKeywords) keywords = arsip_keywords_new();
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    ArsipWordbook book;

    for (guint i = 0; i < WORDS; i++) {
        char *word = random_word();
        guint keyword = add_phrase(keywords, (const char *const[]){word, NULL});

        g_hash_table_insert(numbers, word, GUINT_TO_POINTER(keyword + 1));
    }
    arsip_wordbook_init(&book, keywords);

    g_assert_false(book.is_by_number);
    for (guint i = 0; i < 2 * WORDS; i++) {
        g_autofree char *word = random_word();

        g_assert_cmpuint(find(&book, word)->keyword, ==,
                         GPOINTER_TO_UINT(g_hash_table_lookup(numbers, word)));
    }
    GHashTableIter each;
    gpointer word, keyword;
    g_hash_table_iter_init(&each, numbers);
    while (g_hash_table_iter_next(&each, &word, &keyword))
        g_assert_cmpuint(find(&book, word)->keyword, ==, GPOINTER_TO_UINT(keyword));
    arsip_wordbook_clear(&book);
}

/* No perfect hash parts these two. */
static void
test_words_of_one_hash_are_told_apart(void)
{
    static const char *const words[] = {"mmmmmmmlmmmmmmmg", "mmmmmmmommmmmmmt", "surat"};
    g_autoptr(ArsipKeywords) keywords = arsip_keywords_new();
    ArsipWordbook book;

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        add_phrase(keywords, (const char *const[]){words[i], NULL});
    arsip_wordbook_init(&book, keywords);

    g_assert_cmpuint(arsip_lexicon_hash(words[0], 16), ==, arsip_lexicon_hash(words[1], 16));
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        g_assert_cmpuint(find(&book, words[i])->keyword, ==, i + 1);
    g_assert_cmpuint(find(&book, "mmmmmmmlmmmmmmmt")->number, ==, 0);
    arsip_wordbook_clear(&book);
}

/* Whether the phrase's edges lead on to a node that ends a keyword with this number + 1. */
static guint32
follow(const ArsipWordbook *words, const ArsipPhrasebook *phrases, const char *const *phrase)
{
    guint32 node = find(words, phrase[0])->symbol.first, keyword = 0;

    for (phrase++; *phrase != NULL; phrase++) {
        const ArsipBookEdge *edge = arsip_phrasebook_find(phrases, node, find(words, *phrase)->symbol.number);

        node = edge->node;
        keyword = edge->keyword;
    }
    return keyword;
}

static void
test_every_phrase_is_followed_to_its_end(void)
{
    g_autoptr(ArsipKeywords) keywords = arsip_keywords_new();
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    ArsipPhrasebook phrases;
    ArsipWordbook words;

    for (guint i = 0; i < WORDS; i++) {
        char **phrase = g_new0(char *, 4);
        gint n = g_test_rand_int_range(2, 4);

        for (gint k = 0; k < n; k++)
            phrase[k] = g_strdup_printf("kata%d", g_test_rand_int_range(0, 200));
        guint number = add_phrase(keywords, (const char *const *)phrase) + 1;
        g_ptr_array_add(all, phrase);
        g_array_append_val(numbers, number);
    }
    arsip_wordbook_init(&words, keywords);
    arsip_phrasebook_init(&phrases, keywords);

    for (guint i = 0; i < all->len; i++)
        g_assert_cmpuint(follow(&words, &phrases, g_ptr_array_index(all, i)), ==,
                         g_array_index(numbers, guint, i));
    g_assert_cmpuint(follow(&words, &phrases, (const char *const[]){"kata1", "nihil", NULL}), ==, 0);
    arsip_phrasebook_clear(&phrases);
    arsip_wordbook_clear(&words);
}

static void
test_keys_have_places_of_their_own(void)
{
    for (guint32 n = 0; n < 3000; n = n * 3 / 2 + 1) {
        g_autofree guint64 *hashes = g_new(guint64, n + 1);
        g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
        ArsipPerfect perfect;

        for (guint32 i = 0; i < n; i++)
            hashes[i] = (guint64)(guint32)g_test_rand_int() << 32 | (guint32)g_test_rand_int();
        g_assert_true(arsip_perfect_init(&perfect, hashes, n));
        for (guint32 i = 0; i < n; i++) {
            guint32 place = arsip_perfect_place(&perfect, hashes[i]);

            g_assert_cmpuint(place, >=, 1);
            g_assert_cmpuint(place, <=, perfect.n_places);
            g_assert_true(g_hash_table_add(places, GUINT_TO_POINTER(place)));
        }
        arsip_perfect_clear(&perfect);
    }
}

/* They lie in one bucket, and so near that they have one place whatever the factor. */
static void
test_keys_of_nearly_one_hash_have_places_of_their_own(void)
{
    guint64 hashes[1000];
    ArsipPerfect perfect;

    for (guint i = 0; i < G_N_ELEMENTS(hashes); i++)
        hashes[i] = (guint64)i << 54 | i;
    hashes[0] = G_GUINT64_CONSTANT(0xbd987920ed8d5a7a);
    hashes[1] = G_GUINT64_CONSTANT(0xbd33642046905afc);

    g_assert_true(arsip_perfect_init(&perfect, hashes, G_N_ELEMENTS(hashes)));
    g_assert_cmpuint(arsip_perfect_place(&perfect, hashes[0]), !=, arsip_perfect_place(&perfect, hashes[1]));
    arsip_perfect_clear(&perfect);
}

static void
test_keys_of_one_hash_have_none(void)
{
    const guint64 hashes[] = {G_MAXUINT64 / 3, 5, G_MAXUINT64 / 3};
    ArsipPerfect perfect;

    g_assert_false(arsip_perfect_init(&perfect, hashes, G_N_ELEMENTS(hashes)));
    arsip_perfect_clear(&perfect);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wordbook/every_word_is_found_and_no_other", test_every_word_is_found_and_no_other);
    g_test_add_func("/wordbook/words_of_one_hash_are_told_apart", test_words_of_one_hash_are_told_apart);
    g_test_add_func("/wordbook/every_phrase_is_followed_to_its_end",
                    test_every_phrase_is_followed_to_its_end);
    g_test_add_func("/wordbook/keys_have_places_of_their_own", test_keys_have_places_of_their_own);
    g_test_add_func("/wordbook/keys_of_nearly_one_hash_have_places_of_their_own",
                    test_keys_of_nearly_one_hash_have_places_of_their_own);
    g_test_add_func("/wordbook/keys_of_one_hash_have_none", test_keys_of_one_hash_have_none);
    return g_test_run();
}
