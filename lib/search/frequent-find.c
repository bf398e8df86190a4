/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a query asks of the frequent words and bigrams. */
#include "search/frequent.h"

#include "archive/catalogue.h"
#include "query/node.h"
#include "search/frequent-bigram.h"
#include "search/frequent-strip.h"
#include "search/index.h"
#include "search/strip-find.h"
#include "search/weight.h"

/* Once so many words have been asked for one by one, all are read. */
#define ASKED_MOST 100

/* What is kept of a word. */
typedef struct {
    gint64 row;   /* of strips; 0: it is not frequent */
    gint64 since; /* the strip from which on its bigrams are kept; G_MAXINT64: they are not */
} Kept;

static const Kept nothing = {0, G_MAXINT64};

struct ArsipFrequents {
    ArsipArchive *archive;
    gint64 last;
    GHashTable *words; /* word -> Kept, as far as they have been asked for */
    guint n_asked;
    gboolean has_all;
    GArray *weighed; /* a set of the strips that are as the index is */
    ArsipLengths *lengths;
};

/* ---- opening */

#define KEPT "SELECT row, coalesce(since, ?1), word FROM frequent LEFT JOIN bigram USING (row)"

static void
note_kept(ArsipFrequents *frequents, const char *word, const Kept *kept)
{
    g_hash_table_insert(frequents->words, g_strdup(word), g_memdup2(kept, sizeof *kept));
}

static gboolean
load_words(ArsipFrequents *frequents, const char *sql, const char *word, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(frequents->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, word != NULL ? "is" : "i", nothing.since, word))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        Kept kept = {sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1)};

        note_kept(frequents, arsip_column_text(statement, 2), &kept);
    }
    return arsip_rows_ended(fault, error);
}

ArsipFrequents *
arsip_frequents_open(ArsipArchive *archive, gint64 last, ArsipLengths *lengths, GError **error)
{
    g_autoptr(ArsipFrequents) frequents = g_new0(ArsipFrequents, 1);

    frequents->archive = archive;
    frequents->last = last;
    frequents->lengths = lengths;
    frequents->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!arsip_index_is_current(archive, NULL))
        return g_steal_pointer(&frequents);
    frequents->weighed = arsip_frequent_weighed(archive, error);
    return frequents->weighed != NULL ? g_steal_pointer(&frequents) : NULL;
}

void
arsip_frequents_free(ArsipFrequents *frequents)
{
    if (frequents == NULL)
        return;
    g_clear_pointer(&frequents->words, g_hash_table_unref);
    g_clear_pointer(&frequents->weighed, g_array_unref);
    g_free(frequents);
}

/* `nothing` where it is not frequent. */
static Kept
find_kept(ArsipFrequents *frequents, const char *word)
{
    const Kept *kept;

    if (frequents->weighed == NULL)
        return nothing;
    kept = g_hash_table_lookup(frequents->words, word);
    if (kept != NULL)
        return *kept;
    if (frequents->has_all)
        return nothing;
    if (frequents->n_asked++ == ASKED_MOST)
        frequents->has_all = load_words(frequents, KEPT " WHERE word <> ''", NULL, NULL);
    else if (!load_words(frequents, KEPT " WHERE word = ?2", word, NULL))
        return nothing;
    if (!g_hash_table_contains(frequents->words, word))
        note_kept(frequents, word, &nothing);
    return *(const Kept *)g_hash_table_lookup(frequents->words, word);
}

static Kept
find_kept_term(ArsipFrequents *frequents, const ArsipTerm *term)
{
    return term->is_prefix || term->is_acronym ? nothing : find_kept(frequents, term->folded);
}

/* Where the strips of a leaf are. */
typedef struct {
    gint64 row;
    gint64 second; /* the row of a bigram's second word; 0: it is a word */
    gint64 since;  /* from this strip on */
} Strips;

/* Where bigrams are kept only of some later strips, the words' own places are sooner compared than FTS5 asked
 * for all the earlier ones: as many may lie before. */
#define BEFORE_MOST  4
#define BEFORE_SHARE 4 /* of all strips one in so many */

static gboolean
is_worth_asking(const ArsipFrequents *frequents, gint64 since)
{
    return since <= MAX(BEFORE_MOST, (frequents->last / ARSIP_STRIP + 1) / BEFORE_SHARE);
}

static gboolean
find_strips(ArsipFrequents *frequents, const ArsipNode *leaf, Strips *strips)
{
    const ArsipTerm *terms = (const ArsipTerm *)(gpointer)leaf->terms->data;
    Kept first, second;

    if (leaf->scope != NULL || leaf->terms->len < 1 || leaf->terms->len > 2)
        return FALSE;
    first = find_kept_term(frequents, &terms[0]);
    *strips = (Strips){.row = first.row};
    if (leaf->terms->len == 1 || first.since == nothing.since)
        return leaf->terms->len == 1 && first.row != 0;
    second = find_kept_term(frequents, &terms[1]);
    *strips = (Strips){arsip_bigram_row(first.row, second.row), second.row, MAX(first.since, second.since)};
    return second.since != nothing.since && is_worth_asking(frequents, strips->since);
}

gboolean
arsip_frequents_has(ArsipFrequents *frequents, const ArsipNode *leaf)
{
    Strips strips;

    return find_strips(frequents, leaf, &strips);
}

gboolean
arsip_frequents_has_words(ArsipFrequents *frequents, const ArsipNode *leaf)
{
    for (guint i = 0; i < leaf->terms->len; i++)
        if (find_kept_term(frequents, &g_array_index(leaf->terms, ArsipTerm, i)).row == 0)
            return FALSE;
    return TRUE;
}

/* ---- what they find */

/* A leaf's strips. */
typedef struct {
    ArsipFrequents *frequents;
    char *words;
    Strips strips;
    ArsipStripSource source;
} Asked;

static void
clear_asked(Asked *asked)
{
    g_free(asked->words);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, clear_asked)

static gboolean
ask(const ArsipStripSource *source, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error)
{
    const Asked *asked = source->what;

    return arsip_frequent_weigh_strips(source->archive, asked->frequents->lengths, asked->words, strip, 1,
                                       bytes, error);
}

static gboolean
unpack_bigram(const ArsipStripSource *source, gint64 strip, const guint8 *packed, guint length,
              guint8 bytes[ARSIP_STRIP], G_GNUC_UNUSED GError **error)
{
    const Asked *asked = source->what;

    return arsip_bigram_unpack(packed, length, asked->strips.second, strip, asked->frequents->lengths, bytes);
}

/* FALSE where the leaf has none. */
static gboolean
fill_asked(Asked *asked, ArsipFrequents *frequents, const ArsipNode *leaf, double rarity)
{
    ArsipStripSource *source = &asked->source;

    *asked = (Asked){.frequents = frequents, .words = arsip_node_words(leaf)};
    if (!find_strips(frequents, leaf, &asked->strips))
        return FALSE;
    *source = (ArsipStripSource){.archive = frequents->archive,
                                 .row = asked->strips.row,
                                 .kept = frequents->weighed,
                                 .since = asked->strips.since,
                                 .last = frequents->last,
                                 .ask = ask,
                                 .unpack = asked->strips.second != 0 ? unpack_bigram : NULL,
                                 .what = asked};
    source->scores[0] = ARSIP_FOUND_NOT;
    for (guint presence = 1; presence < G_N_ELEMENTS(source->scores); presence++)
        source->scores[presence] = (float)(rarity * presence / ARSIP_PRESENCE_MOST);
    return TRUE;
}

ArsipFound *
arsip_frequents_find(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity, GError **error)
{
    g_auto(Asked) asked;

    return fill_asked(&asked, frequents, leaf, rarity) ? arsip_strips_find(&asked.source, error)
                                                       : arsip_found_new();
}

gboolean
arsip_frequents_add(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity, ArsipFound *table,
                    GError **error)
{
    g_auto(Asked) asked;

    return !fill_asked(&asked, frequents, leaf, rarity) || arsip_strips_add(&asked.source, table, error);
}

static void
gather_strip(gint64 strip, const guint8 *packed, guint length, gpointer sheaf)
{
    arsip_sheaf_add_strip(sheaf, strip, packed, length);
}

gboolean
arsip_frequents_gather(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity, ArsipSheaf *sheaf,
                       GError **error)
{
    g_auto(Asked) asked;

    arsip_sheaf_weigh(sheaf, rarity);
    return !fill_asked(&asked, frequents, leaf, rarity) ||
           arsip_strips_walk(&asked.source, gather_strip, sheaf, error);
}

gboolean
arsip_frequents_narrow(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity, ArsipFound **found,
                       GError **error)
{
    g_auto(Asked) asked;
    gboolean has_strips = fill_asked(&asked, frequents, leaf, rarity);

    g_assert(has_strips);
    return arsip_strips_narrow(&asked.source, found, error);
}
