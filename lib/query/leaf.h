/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_LEAF_H
#define ARSIP_QUERY_LEAF_H

#include "query/lexer.h"
#include "query/query.h"

/* The leaf that a value means under its scope (NULL: none). lexeme: WORD or REGEX. */
ArsipNode *arsip_leaf_make(const ArsipLexeme *lexeme, const char *scope, ArsipQueryFlags flags,
                           GError **error);

#endif
