/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/direct.h"

#include "search/columns.h"
#include "search/doclist.h"
#include "search/expression.h"
#include "search/segment.h"
#include "search/weight.h"

gboolean
arsip_direct_can(const ArsipSegments *segments, const ArsipNode *leaf)
{
    if (!segments->is_known || leaf->kind != ARSIP_NODE_TERMS || leaf->scope != NULL)
        return FALSE;
    for (guint i = 0; i < leaf->terms->len; i++)
        if (g_array_index(leaf->terms, ArsipTerm, i).is_prefix)
            return FALSE;
    return leaf->terms->len > 0;
}

/* The words of a phrase, each with its documents. */
typedef struct {
    GPtrArray *lists; /* of ArsipDoclist */
    GArray *places;   /* of guint64: those of the first word where the phrase is, in the document in hand */
} Phrase;

static void
clear_phrase(Phrase *phrase)
{
    g_ptr_array_unref(phrase->lists);
    g_array_unref(phrase->places);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Phrase, clear_phrase)

static GPtrArray *
new_lists(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)arsip_doclist_free);
}

static ArsipDoclist *
list_of(const Phrase *phrase, guint i)
{
    return phrase->lists->pdata[i];
}

static gboolean
open_lists(GPtrArray *lists, const ArsipSegments *segments, const ArsipNode *leaf, GError **error)
{
    g_auto(GStrv) forms = arsip_expression_forms(leaf);

    for (guint i = 0; forms[i] != NULL; i++) {
        ArsipDoclist *list = arsip_doclist_open(segments, forms[i], error);

        if (list == NULL)
            return FALSE;
        g_ptr_array_add(lists, list);
        if (!list->is_there)
            break; /* then there is nothing to be found */
    }
    return TRUE;
}

/* To the next document that all words have, from where they stand on; *is_there: whether there is one. */
static gboolean
meet(const GPtrArray *lists, gboolean *is_there, GError **error)
{
    guint n_alike = 0;
    gint64 document = G_MININT64;

    *is_there = FALSE;
    for (guint i = 0; n_alike < lists->len; i = (i + 1) % lists->len) {
        ArsipDoclist *list = lists->pdata[i];

        while (list->is_there && list->document < document)
            if (!arsip_doclist_next(list, error))
                return FALSE;
        if (!list->is_there)
            return TRUE;
        n_alike = list->document == document ? n_alike + 1 : 1;
        document = list->document;
    }
    *is_there = TRUE;
    return TRUE;
}

/* ---- in a document */

static void
add_place(ArsipOften *often, guint64 place)
{
    arsip_often_add(often, (ArsipColumn)MIN(place >> 32, ARSIP_N_COLUMNS - 1));
}

static gboolean
add_word(const ArsipDoclist *list, ArsipOften *often, GError **error)
{
    const guint8 *at = list->places, *end = at + list->n_places;
    guint64 place = 0;

    while (arsip_segment_place(&at, end, &place))
        add_place(often, place);
    return at != NULL || arsip_segment_fail(error);
}

/* Where the second word stands right behind the first; the places of the first. */
static gboolean
pair(const ArsipDoclist *first, const ArsipDoclist *second, GArray *places, GError **error)
{
    const guint8 *a_at = first->places, *a_end = a_at + first->n_places;
    const guint8 *b_at = second->places, *b_end = b_at + second->n_places;
    guint64 a = 0, b = 0;
    gboolean is_more = arsip_segment_place(&a_at, a_end, &a) && arsip_segment_place(&b_at, b_end, &b);

    g_array_set_size(places, 0);
    while (is_more) {
        if (b == a + 1)
            g_array_append_val(places, a);
        is_more = b <= a ? arsip_segment_place(&b_at, b_end, &b) : arsip_segment_place(&a_at, a_end, &a);
    }
    return (a_at != NULL && b_at != NULL) || arsip_segment_fail(error);
}

/* Keeps of the first word's places those that have the word so many places behind them. */
static gboolean
narrow(const ArsipDoclist *list, guint behind, GArray *places, GError **error)
{
    const guint8 *at = list->places, *end = at + list->n_places;
    guint64 place = 0;
    guint kept = 0, k = 0;

    while (k < places->len && arsip_segment_place(&at, end, &place)) {
        while (k < places->len && g_array_index(places, guint64, k) + behind < place)
            k++;
        if (k < places->len && g_array_index(places, guint64, k) + behind == place)
            g_array_index(places, guint64, kept++) = place - behind;
    }
    g_array_set_size(places, kept);
    return at != NULL || arsip_segment_fail(error);
}

static gboolean
add_phrase(const Phrase *phrase, ArsipOften *often, GError **error)
{
    GArray *places = phrase->places;

    if (!pair(list_of(phrase, 0), list_of(phrase, 1), places, error))
        return FALSE;
    for (guint i = 2; i < phrase->lists->len && places->len > 0; i++)
        if (!narrow(list_of(phrase, i), i, places, error))
            return FALSE;
    for (guint k = 0; k < places->len; k++)
        add_place(often, g_array_index(places, guint64, k));
    return TRUE;
}

/* ---- in all of them */

static double
weigh(const ArsipOften *often, double rarity, ArsipLengths *lengths, gint64 document)
{
    if (rarity <= 0)
        return 0;
    return rarity * arsip_presence(often, arsip_lengths_share(lengths, document)) / ARSIP_PRESENCE_MOST;
}

static gboolean
find_all(const Phrase *phrase, double rarity, ArsipLengths *lengths, ArsipFound *found, GError **error)
{
    gboolean is_there, is_word = phrase->lists->len == 1;
    gboolean is_plain = is_word && rarity <= 0; /* where it stands matters to nothing */

    if (!meet(phrase->lists, &is_there, error))
        return FALSE;
    while (is_there) {
        ArsipDoclist *list = list_of(phrase, 0);
        ArsipOften often = {0};

        if (!is_plain && !(is_word ? add_word(list, &often, error) : add_phrase(phrase, &often, error)))
            return FALSE;
        if (is_plain || often.in_body + often.elsewhere > 0)
            arsip_found_add(found, list->document, weigh(&often, rarity, lengths, list->document));
        if (!arsip_doclist_next(list, error) || !meet(phrase->lists, &is_there, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- of many words */

/* How often the word stands in the body, and elsewhere. */
static gboolean
count_places(const ArsipDoclist *list, guint *n_in_body, ArsipOften *elsewhere, GError **error)
{
    const guint8 *at = list->places, *end = at + list->n_places;
    guint64 place = 0;

    while (arsip_segment_place(&at, end, &place))
        if (place >> 32 == ARSIP_COLUMN_ISI)
            ++*n_in_body;
        else
            add_place(elsewhere, place);
    return at != NULL || arsip_segment_fail(error);
}

static gboolean
gather_document(const ArsipDoclist *list, ArsipLengths *lengths, ArsipSheaf *sheaf, GError **error)
{
    ArsipOften often = {0};
    guint n_in_body = 0;

    if (!count_places(list, &n_in_body, &often, error))
        return FALSE;
    if (often.elsewhere <= 0 && n_in_body <= ARSIP_SHEAF_BODY_MOST) {
        if (n_in_body > 0)
            arsip_sheaf_add_body(sheaf, list->document, n_in_body);
        return TRUE;
    }
    for (; n_in_body > 0; n_in_body--)
        arsip_often_add(&often, ARSIP_COLUMN_ISI);
    arsip_sheaf_add(sheaf, list->document,
                    arsip_presence(&often, arsip_lengths_share(lengths, list->document)));
    return TRUE;
}

gboolean
arsip_direct_gather(ArsipDoclist *list, double rarity, ArsipLengths *lengths, ArsipSheaf *sheaf,
                    GError **error)
{
    arsip_sheaf_weigh(sheaf, rarity);
    while (list->is_there) {
        if (rarity <= 0)
            arsip_sheaf_add(sheaf, list->document, ARSIP_PRESENCE_MOST);
        else if (!gather_document(list, lengths, sheaf, error))
            return FALSE;
        if (!arsip_doclist_next(list, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- of one leaf */

ArsipFound *
arsip_direct_find(const ArsipSegments *segments, const ArsipNode *leaf, double rarity, ArsipLengths *lengths,
                  GError **error)
{
    g_auto(Phrase) phrase = {new_lists(), g_array_new(FALSE, FALSE, sizeof(guint64))};
    g_autoptr(ArsipFound) found = arsip_found_new();

    if (!open_lists(phrase.lists, segments, leaf, error) || !find_all(&phrase, rarity, lengths, found, error))
        return NULL;
    return g_steal_pointer(&found);
}

/* ---- words that a document must all have */

/* What speaks for the document that all lists stand at. */
static gboolean
weigh_words(const GPtrArray *lists, const GArray *rarities, ArsipLengths *lengths, double *score,
            GError **error)
{
    *score = 0;
    for (guint i = 0; i < lists->len; i++) {
        const ArsipDoclist *list = lists->pdata[i];
        ArsipOften often = {0};

        if (!add_word(list, &often, error))
            return FALSE;
        *score += weigh(&often, (double)g_array_index(rarities, float, i), lengths, list->document);
    }
    return TRUE;
}

ArsipFound *
arsip_direct_find_words(const ArsipSegments *segments, const GPtrArray *leaves, const GArray *rarities,
                        ArsipLengths *lengths, GError **error)
{
    g_autoptr(GPtrArray) lists = new_lists();
    g_autoptr(ArsipFound) found = arsip_found_new();
    gboolean is_there = TRUE;

    for (guint i = 0; i < leaves->len; i++)
        if (!open_lists(lists, segments, leaves->pdata[i], error))
            return NULL;
    if (!meet(lists, &is_there, error))
        return NULL;
    while (is_there) {
        ArsipDoclist *first = lists->pdata[0];
        double score = 0;

        if (rarities != NULL && !weigh_words(lists, rarities, lengths, &score, error))
            return NULL;
        arsip_found_add(found, first->document, score);
        if (!arsip_doclist_next(first, error) || !meet(lists, &is_there, error))
            return NULL;
    }
    return g_steal_pointer(&found);
}
