/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SAVED_H
#define ARSIP_SEARCH_SAVED_H

#include "search-words.h"

/* --save, --saved and --forget. Return the exit status. */
int arsip_search_save(const ArsipSearchWords *words, const ArsipCommand *command);
int arsip_search_list_saved(const ArsipSearchWords *words, const ArsipCommand *command);
int arsip_search_forget(const ArsipSearchWords *words, const ArsipCommand *command);

/* Where the query is nothing but one saved search, and no order was asked for, it is shown in its own. */
gboolean arsip_search_take_order(ArsipSearchWords *words, ArsipArchive *archive, GError **error);

#endif
