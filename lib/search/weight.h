/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_WEIGHT_H
#define ARSIP_SEARCH_WEIGHT_H

#include <arsip/archive.h>
#include <sqlite3.h>
#include "search/columns.h"
#include "search/found.h"
#include "search/length.h"
#include "search/strip.h"

/*
 * How much speaks for a document: of each word or phrase of the query that it holds
 *
 *     rarity x presence                                                             and their sum
 *
 *     rarity    ln(1 + N / n): N documents in the archive, n of them with the word (search/rarity.h)
 *     presence  f / (f + 1.2), in steps of 1/255; f adds up where the word stands: a word counts
 *               by its column (weight.c has the table), in the body divided by 0.5 + 0.5 x length / 250
 *
 * That is BM25F (Robertson, Zaragoza and Taylor, Simple BM25 extension to multiple weighted fields, 2004)
 * with its usual k1 of 1.2. The body's length alone counts, with half of its weight: subjects and titles
 * are short, and half of a letter's length is form. 250 words are a page of a letter; a fixed measure in
 * place of the archive's mean makes a presence a fact about the document, which can be kept.
 */

/* What a query weighs with, for one statement; the caller sets archive and weights and 0 otherwise. */
typedef struct {
    ArsipArchive *archive;
    const float *weights; /* of each phrase of the expression, in its order: the rarity, 0: does not count */
    guint n_weights;
    ArsipLengths *lengths; /* not for arsip_nearness() */
    ArsipFound *found;     /* for arsip_gather() */
} ArsipWeighing;

/*
 * Binds it to a parameter of SQL, where `arsip_weight(words, ?n)` then is the score of a row that a MATCH
 * gives, and `WHERE words MATCH ... AND arsip_gather(words, ?n)` adds all rows with their scores to `found`
 * and gives none, which takes a third of the time; beside it, `arsip_places(words, i)` tells where its phrase
 * i stands, as "hal 1, isi 2". It must live until the statement ends.
 */
gboolean arsip_weighing_bind(ArsipWeighing *weighing, sqlite3_stmt *statement, int parameter, GError **error);

/* What was bound, for a function that is called with it; NULL for anything else. */
ArsipWeighing *arsip_weighing_of(int n_values, sqlite3_value **values);

/* A presence as it is kept: 1 .. 255, 0 for none; what arsip_weight() gives for a rarity of 1, and back. */
#define ARSIP_PRESENCE_MOST 255
guint8 arsip_presence_of_weight(double weight);

/* How often a word stands in a document, each time by the weight of its column; and its presence there, of a
 * length as a share of a page's (search/length.h). */
typedef struct {
    double in_body, elsewhere;
} ArsipOften;
void arsip_often_add(ArsipOften *often, ArsipColumn column);
guint8 arsip_presence(const ArsipOften *often, double length_share);

/* Makes the functions known to the connection: for arsip_search_attach(). */
struct fts5_api;
gboolean arsip_weight_attach(ArsipArchive *archive, struct fts5_api *api, GError **error);

#endif
