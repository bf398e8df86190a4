/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_EXPRESSION_H
#define ARSIP_SEARCH_EXPRESSION_H

#include "query/query.h"

/*
 * Trees as FTS5 MATCH expressions. FTS5 knows words, phrases, prefixes, NEAR, columns, AND, OR and a binary
 * NOT; not a NOT that stands alone, nor anything that the catalogue must be asked. Its parser's stack is
 * small (100 entries in 3.40), so that what lies deep is left to sets too.
 */

/* Whether the whole tree can be one expression. A word~ is taken as it is written: search/vocabulary.h has
 * spread it out before. */
gboolean arsip_expression_can(const ArsipNode *node);

/*
 * The expression of a tree that can. field_names: the names of all fields without a column of their own (NEAR
 * is asked of each by itself, so that it does not reach from one value into the next); NULL-terminated.
 * leaves: gets for each phrase of the expression, in its order, the TERMS leaf that it is of, borrowed from
 * the tree, and NULL for one that must not be there; or NULL.
 */
char *arsip_expression_make(const ArsipNode *node, const char *const *field_names, GPtrArray *leaves);

/* The forms (search/tokenizer.h) of a TERMS leaf without a scope and a prefix, one behind the other:
 * g_strfreev(). */
char **arsip_expression_forms(const ArsipNode *leaf);

/* The documents that hold a word, or words one behind the other with a space between, as they are folded
 * (text/token.h). */
char *arsip_expression_for_words(const char *folded);

/*
 * The file names that a FILE leaf means: its words beside one another, the last perhaps a beginning; of no
 * words at all, every name. By itself: documents that nobody has read have a name too, and are not in the
 * index.
 */
char *arsip_expression_for_file(const ArsipNode *leaf);

/* "(one) AND (other)", and so on; NULL stands for nothing. Takes both strings, gives a new one. */
char *arsip_expression_join(char *one, const char *operator, char * other);

#endif
