/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"

#include <string.h>

#include "archive/record.h"
#include "text/form.h"
#include "text/token.h"

#define DOCUMENTS 600 /* looked at */
#define TRIES     60  /* for each query wanted */

/* Shares of the documents looked at that have a word. */
#define IN_NEARLY_ALL 0.7
#define COMMON        0.2
#define IN_1_PERCENT  0.01

/* Documents of the archive that have a word, for the classes that want few. */
#define RARE 100
#define FEW  20 /* fewer than a page of hits: then other forms, and words that come near, are asked for */

typedef struct {
    ArsipArchive *archive;
    GRand *rand;
    GStringChunk *kept;
    GPtrArray *documents; /* of a GPtrArray of char: its words in their order, "" for what is no word */
    GPtrArray *numbers;   /* of char: their fields nomor */
    GPtrArray *labels;    /* of char, without repetition */
    GPtrArray *dates;     /* of char */
    GHashTable *shares;   /* word -> documents that have it */
    GPtrArray *words;     /* of char: those of shares */
} Sample;

static void
free_query(gpointer data)
{
    BenchQuery *query = data;

    g_free(query->text);
    g_free(query->labels[0]);
    g_free(query);
}

static void
free_class(gpointer data)
{
    BenchClass *class = data;

    g_ptr_array_unref(class->queries);
    g_free(class);
}

/* ---- what is in the archive */

typedef struct {
    Sample *sample;
    GPtrArray *words;
} Reading;

static gboolean
keep_token(const ArsipToken *token, gpointer data)
{
    Reading *reading = data;
    gboolean is_word = token->folded_length >= 3 && !token->is_acronym;

    for (guint32 i = 0; i < token->folded_length; i++)
        is_word = is_word && g_ascii_islower(token->folded[i]);
    g_ptr_array_add(reading->words,
                    g_string_chunk_insert_const(reading->sample->kept, is_word ? token->folded : ""));
    return TRUE;
}

static void
count_words(Sample *sample, const GPtrArray *words)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < words->len; i++) {
        char *word = words->pdata[i];
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(sample->shares, word));

        if (*word == '\0' || !g_hash_table_add(seen, word))
            continue;
        if (n == 0)
            g_ptr_array_add(sample->words, word);
        g_hash_table_insert(sample->shares, word, GUINT_TO_POINTER(n + 1));
    }
}

static gboolean
look_at(Sample *sample, gint64 id, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(sample->archive, id, TRUE, error);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    Reading reading = {sample, words};
    const char *number = document != NULL ? arsip_document_field(document, "nomor") : NULL;
    const char *date = document != NULL ? arsip_document_field(document, "tanggal") : NULL;

    for (guint i = 0; document != NULL && i < document->pages->len; i++)
        arsip_tokenize(((const ArsipPage *)document->pages->pdata[i])->text, -1, keep_token, &reading);
    for (guint i = 0; document != NULL && i < document->labels->len; i++) {
        const char *label = ((const ArsipLabel *)document->labels->pdata[i])->name;

        if (!g_ptr_array_find_with_equal_func(sample->labels, label, g_str_equal, NULL))
            g_ptr_array_add(sample->labels, g_string_chunk_insert_const(sample->kept, label));
    }
    if (number != NULL)
        g_ptr_array_add(sample->numbers, g_string_chunk_insert(sample->kept, number));
    if (date != NULL)
        g_ptr_array_add(sample->dates, g_string_chunk_insert(sample->kept, date));
    count_words(sample, words);
    g_ptr_array_add(sample->documents, g_steal_pointer(&words));
    return document != NULL;
}

static void
clear_sample(Sample *sample)
{
    g_rand_free(sample->rand);
    g_string_chunk_free(sample->kept);
    g_ptr_array_unref(sample->documents);
    g_ptr_array_unref(sample->numbers);
    g_ptr_array_unref(sample->labels);
    g_ptr_array_unref(sample->dates);
    g_ptr_array_unref(sample->words);
    g_hash_table_unref(sample->shares);
}

static double
share_of(const Sample *sample, const char *word)
{
    return (double)GPOINTER_TO_UINT(g_hash_table_lookup(sample->shares, word)) / sample->documents->len;
}

/* In the whole archive, as it stands there. */
static guint64
count_in_archive(const Sample *sample, const char *query)
{
    const ArsipSearchOptions options = {.query = query, .flags = ARSIP_SEARCH_EXACT};
    g_autoptr(ArsipAnswer) answer = arsip_search(sample->archive, &options, NULL);

    return answer != NULL ? answer->total : 0;
}

static gpointer
any_of(const Sample *sample, const GPtrArray *of)
{
    return of->len > 0 ? of->pdata[g_rand_int_range(sample->rand, 0, (gint32)of->len)] : NULL;
}

/* Any word whose share lies within the bounds, or NULL. */
static const char *
any_word(const Sample *sample, double least, double most)
{
    for (guint i = 0; i < 2000; i++) {
        const char *word = any_of(sample, sample->words);
        double share = share_of(sample, word);

        if (share >= least && share <= most)
            return word;
    }
    return NULL;
}

/* A word of the document whose share lies within the bounds, or NULL; at: where it stands. */
static const char *
word_of(const Sample *sample, const GPtrArray *document, double least, double most, guint *at)
{
    for (guint i = 0; i < 200 && document->len > 1; i++) {
        const char *word =
            document->pdata[ *at = (guint)g_rand_int_range(sample->rand, 0, (gint32)document->len - 1)];
        double share = share_of(sample, word);

        if (*word != '\0' && share >= least && share <= most)
            return word;
    }
    return NULL;
}

/* ---- the classes: each gives a query, or FALSE when this try gave none */

static gboolean
draw_rare(const Sample *sample, BenchQuery *query)
{
    query->text = g_strdup(any_word(sample, 0, 2.0 / DOCUMENTS));
    return query->text != NULL && count_in_archive(sample, query->text) <= RARE;
}

static gboolean
draw_1_percent(const Sample *sample, BenchQuery *query)
{
    query->text = g_strdup(any_word(sample, IN_1_PERCENT / 2, IN_1_PERCENT * 2));
    return query->text != NULL;
}

static gboolean
draw_nearly_all(const Sample *sample, BenchQuery *query)
{
    query->text = g_strdup(any_word(sample, IN_NEARLY_ALL, 1));
    query->share = IN_NEARLY_ALL;
    return query->text != NULL;
}

static gboolean
draw_pair(const Sample *sample, BenchQuery *query, double least, double most)
{
    const GPtrArray *document = any_of(sample, sample->documents);
    guint at;
    const char *one = word_of(sample, document, least, most, &at);
    const char *other = word_of(sample, document, least, most, &at);

    if (one == NULL || other == NULL || g_str_equal(one, other))
        return FALSE;
    query->text = g_strdup_printf("%s %s", one, other);
    query->share = MIN(share_of(sample, one), share_of(sample, other));
    return TRUE;
}

static gboolean
draw_two(const Sample *sample, BenchQuery *query)
{
    return draw_pair(sample, query, 0, COMMON / 2);
}

static gboolean
draw_two_common(const Sample *sample, BenchQuery *query)
{
    return draw_pair(sample, query, COMMON, 1);
}

static gboolean
draw_phrase(const Sample *sample, BenchQuery *query)
{
    const GPtrArray *document = any_of(sample, sample->documents);
    guint at;
    const char *word = word_of(sample, document, COMMON, 1, &at);
    const char *next = word != NULL ? document->pdata[at + 1] : "";

    if (*next == '\0' || share_of(sample, next) < COMMON)
        return FALSE;
    query->text = g_strdup_printf("\"%s %s\"", word, next);
    query->share = COMMON;
    return TRUE;
}

static gboolean
draw_prefix(const Sample *sample, BenchQuery *query)
{
    const GPtrArray *document = any_of(sample, sample->documents);
    guint at;
    const char *word = word_of(sample, document, 0, 1, &at);

    if (word == NULL || strlen(word) < 6)
        return FALSE;
    query->text = g_strdup_printf("%.*s*", g_rand_int_range(sample->rand, 4, 6), word);
    query->share = COMMON; /* of so many words one is */
    return TRUE;
}

/* The word with the affix round it; N: the nasal that its first letter asks for, which some give way to. */
static char *
put_affix(const char *shape, const char *root)
{
    static const char *const nasals[] = {"pmem-", "tmen-", "kmeng-", "smeny-", "bmem",  "fmem",
                                         "dmen",  "cmen",  "jmen",   "gmeng",  "hmeng", "ameng",
                                         "imeng", "umeng", "emeng",  "omeng"};
    const char *hole = strchr(shape, '-');
    const char *nasal = "";

    for (guint i = 0; strchr(shape, 'N') != NULL && i < G_N_ELEMENTS(nasals); i++)
        if (nasals[i][0] == *root)
            nasal = nasals[i] + 3;
    if (*nasal != '\0' && nasal[strlen(nasal) - 1] == '-')
        root++;
    return g_strdup_printf("%.*s%.*s%s%s", (int)strcspn(shape, "N-"), shape, (int)strcspn(nasal, "-"), nasal,
                           root, hole + 1);
}

static gboolean
is_root(const char *word)
{
    static const char *const begin[] = {"di", "ter", "ber", "pe", "ke", "me", "se"};
    static const char *const end[] = {"an", "nya", "i", "lah"};
    gboolean is_bare = strlen(word) >= 4;

    for (guint i = 0; i < G_N_ELEMENTS(begin); i++)
        is_bare = is_bare && !g_str_has_prefix(word, begin[i]);
    for (guint i = 0; i < G_N_ELEMENTS(end); i++)
        is_bare = is_bare && !g_str_has_suffix(word, end[i]);
    return is_bare;
}

/*
 * A form of a word that stands in the archive too with another affix (so that it takes affixes), of which
 * there is less than a page of hits.
 */
static gboolean
draw_form(const Sample *sample, BenchQuery *query)
{
    static const char *const shapes[] = {"di-",   "ter-", "ber-",    "peN-",   "peN-an",
                                         "ke-an", "meN-", "meN-kan", "di-kan", "-kan",
                                         "-an",   "-nya", "meN-i",   "se-",    "di-i"};
    const char *root = any_word(sample, 0, 1);
    const char *shape = shapes[g_rand_int_range(sample->rand, 0, G_N_ELEMENTS(shapes))];
    guint n = 0;

    if (root == NULL || !is_root(root))
        return FALSE;
    query->share = share_of(sample, root);
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_autofree char *other = put_affix(shapes[i], root);

        n += g_hash_table_contains(sample->shares, other) ? 1 : 0;
        query->share = MAX(query->share, share_of(sample, other));
    }
    query->text = put_affix(shape, root);
    return n > 0 && arsip_forms_are(query->text, root) && count_in_archive(sample, query->text) < FEW;
}

/* A finger that went astray: two letters in the wrong order, one left out, doubled, or another one. */
static gboolean
draw_misspelt(const Sample *sample, BenchQuery *query)
{
    const GPtrArray *document = any_of(sample, sample->documents);
    guint place;
    const char *word = word_of(sample, document, 1.5 / DOCUMENTS, 1, &place); /* not one that was misread */
    gsize length = word != NULL ? strlen(word) : 0, at;
    g_autoptr(GString) typed = g_string_new(word);

    if (length < 6)
        return FALSE;
    at = (gsize)g_rand_int_range(sample->rand, 1, (gint32)length - 1);
    switch (g_rand_int_range(sample->rand, 0, 4)) {
    case 0:
        typed->str[at] = word[at + 1];
        typed->str[at + 1] = word[at];
        break;
    case 1:
        g_string_erase(typed, (gssize)at, 1);
        break;
    case 2:
        g_string_insert_c(typed, (gssize)at, word[at]);
        break;
    default:
        typed->str[at] = (char)('a' + g_rand_int_range(sample->rand, 0, 26));
    }
    query->text = g_strdup(typed->str);
    query->share = share_of(sample, word);
    return count_in_archive(sample, query->text) == 0;
}

static gboolean
draw_number(const Sample *sample, BenchQuery *query)
{
    const char *number = any_of(sample, sample->numbers);

    query->text = g_strdup(number);
    return number != NULL && strpbrk(number, "\"()") == NULL;
}

static gboolean
draw_label(const Sample *sample, BenchQuery *query)
{
    query->labels[0] = g_strdup(any_of(sample, sample->labels));
    query->share = COMMON;
    return query->labels[0] != NULL;
}

/* A month, or a year. */
static gboolean
draw_dates(const Sample *sample, BenchQuery *query)
{
    const char *date = any_of(sample, sample->dates);
    int length = g_rand_boolean(sample->rand) ? 4 : 7;

    if (date == NULL)
        return FALSE;
    query->share = COMMON;
    g_snprintf(query->since, sizeof query->since, "%.*s", length, date);
    g_snprintf(query->until, sizeof query->until, "%.*s", length, date);
    return TRUE;
}

static gboolean
draw_dates_and_word(const Sample *sample, BenchQuery *query)
{
    query->text = g_strdup(any_word(sample, COMMON, 1));
    return query->text != NULL && draw_dates(sample, query);
}

static gboolean
draw_label_and_word(const Sample *sample, BenchQuery *query)
{
    query->text = g_strdup(any_word(sample, COMMON, 1));
    return query->text != NULL && draw_label(sample, query);
}

static const struct {
    const char *name;
    gboolean (*draw)(const Sample *sample, BenchQuery *query);
} classes[] = {
    {"rare", draw_rare},
    {"percent", draw_1_percent},
    {"nearly-all", draw_nearly_all},
    {"two", draw_two},
    {"two-common", draw_two_common},
    {"phrase", draw_phrase},
    {"prefix", draw_prefix},
    {"form", draw_form},
    {"misspelt", draw_misspelt},
    {"number", draw_number},
    {"label", draw_label},
    {"date", draw_dates},
    {"label-common", draw_label_and_word},
    {"date-common", draw_dates_and_word},
};
#define P99 50

static BenchClass *
draw_class(const Sample *sample, guint which, guint n)
{
    BenchClass *class = g_new0(BenchClass, 1);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    *class = (BenchClass){classes[which].name, P99, g_ptr_array_new_with_free_func(free_query)};
    for (guint i = 0; class->queries->len < n && i < n * TRIES; i++) {
        BenchQuery *query = g_new0(BenchQuery, 1);
        gboolean is_drawn = classes[which].draw(sample, query);

        if (is_drawn && g_hash_table_add(seen, g_strjoin("|", query->text != NULL ? query->text : "",
                                                         query->labels[0] != NULL ? query->labels[0] : "",
                                                         query->since, NULL)))
            g_ptr_array_add(class->queries, query);
        else
            free_query(query);
    }
    return class;
}

GPtrArray *
bench_cases_draw(ArsipArchive *archive, const char *const *only, guint32 seed, guint n, GError **error)
{
    Sample sample = {archive,
                     g_rand_new_with_seed(seed),
                     g_string_chunk_new(1 << 16),
                     g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
                     g_ptr_array_new(),
                     g_ptr_array_new(),
                     g_ptr_array_new(),
                     g_hash_table_new(g_str_hash, g_str_equal),
                     g_ptr_array_new()};
    g_autoptr(GPtrArray) drawn = g_ptr_array_new_with_free_func(free_class);
    gint32 newest = (gint32)arsip_document_newest(archive);
    gboolean is_read = newest > 0;

    for (guint i = 0; is_read && i < DOCUMENTS; i++)
        is_read = look_at(&sample, g_rand_int_range(sample.rand, 1, newest + 1), error);
    for (guint i = 0; is_read && i < G_N_ELEMENTS(classes); i++) {
        /* The same queries whichever other classes are asked for. */
        g_rand_set_seed(sample.rand, seed + i);
        if (only == NULL || g_strv_contains(only, classes[i].name))
            g_ptr_array_add(drawn, draw_class(&sample, i, n));
    }
    clear_sample(&sample);
    if (!is_read && error != NULL && *error == NULL)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, "the archive is empty");
    return is_read ? g_steal_pointer(&drawn) : NULL;
}

ArsipAnswer *
bench_query_run(ArsipArchive *archive, const BenchQuery *query, GError **error)
{
    const ArsipSearchOptions options = {
        .query = query->text,
        .labels = query->labels[0] != NULL ? (const char *const *)query->labels : NULL,
        .since = *query->since != '\0' ? query->since : NULL,
        .until = *query->until != '\0' ? query->until : NULL,
        .limit = 20,
    };

    return arsip_search(archive, &options, error);
}
