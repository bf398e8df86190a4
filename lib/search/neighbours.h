/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_NEIGHBOURS_H
#define ARSIP_SEARCH_NEIGHBOURS_H

#include <arsip/search.h>

/*
 * The words of the archive that may be meant by words of a query: other forms of them (text/form.h), and what
 * they may have been misread or misspelt as. Each is looked for when it is first asked for, and then
 * remembered as long as the query is answered, whatever part of the answer asks again.
 */
typedef struct ArsipNeighbours ArsipNeighbours;

/* The likeliest of them, where there are very many. */
#define ARSIP_NEIGHBOURS_MOST 500

typedef struct {
    char *word;       /* folded; two with a space between, where the query joined them */
    guint cost;       /* hundredths: of what was misread, or misspelt */
    gboolean is_slip; /* what may not have been misread for it (query/vague.h), but misspelt */
} ArsipNeighbour;

/* is_wide: more of them, as far as it makes any sense. */
ArsipNeighbours *arsip_neighbours_new(ArsipArchive *archive, gboolean is_wide);
void arsip_neighbours_free(ArsipNeighbours *neighbours);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipNeighbours, arsip_neighbours_free)

/* Whether the archive has the word. FALSE with *error set on failure. */
gboolean arsip_neighbours_is_written(ArsipNeighbours *neighbours, const char *word, GError **error);

/* Of ArsipNeighbour, without the word itself, by their letters. NULL on failure. Borrowed. */
const GArray *arsip_neighbours_forms(ArsipNeighbours *neighbours, const char *word, GError **error);

/*
 * Of ArsipNeighbour, without the word itself, the likeliest first. A word that nobody wrote in any form is
 * held to be misspelt: then slips of the fingers are forgiven it (a letter too many, too few, another, two
 * swapped: arsip_misspelt_bound(); a space left out), whatever they look like, but nothing that is much
 * farther than the likeliest. NULL on failure. Borrowed.
 */
const GArray *arsip_neighbours_near(ArsipNeighbours *neighbours, const char *word, GError **error);

/*
 * What somebody may have meant who asked for a word that nobody wrote in any form: of ArsipGuess, those
 * first that are near and in many documents; NULL on failure. The caller owns it.
 */
GPtrArray *arsip_neighbours_guess(ArsipNeighbours *neighbours, const char *word, GError **error);

/* The same for what was certainly meant: of one ArsipGuess. */
GPtrArray *arsip_neighbours_count(ArsipNeighbours *neighbours, const char *word, GError **error);

#endif
