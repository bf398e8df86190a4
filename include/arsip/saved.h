/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SAVED_H
#define ARSIP_SAVED_H

#include <arsip/search.h>

/*
 * Searches that persons saved under a name, for whoever uses the archive: @name in a query stands for the
 * query and for the labels and dates that were saved with it. A saved search may use others; what they say
 * counts when the query is asked.
 */
typedef struct {
    char *name;     /* letters, digits and hyphens, in lower case */
    char *query;    /* as it was written */
    char **labels;  /* as in ArsipSearchOptions; NULL-terminated */
    char *since;    /* likewise, or "" */
    char *until;    /* likewise, or "" */
    ArsipSort sort; /* the order of a search that is nothing but this one */
    char *who;      /* who saved it; set by the archive */
    char *made;     /* UTC, RFC 3339 with milliseconds; set by the archive */
} ArsipSavedSearch;

void arsip_saved_free(ArsipSavedSearch *saved);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSavedSearch, arsip_saved_free)

/* "best", "newest" or "oldest"; static. */
const char *arsip_sort_name(ArsipSort sort);
gboolean arsip_sort_from_name(const char *name, ArsipSort *sort);

/*
 * Keeps it, in the place of another of its name, and leaves an event. A name in capitals is taken in lower
 * case. ARSIP_ERROR_USAGE for a name or a date that is none, ARSIP_ERROR_SYNTAX for a query with a fault: one
 * that would find itself, or a saved search that is not there, are such; BUSY, READ_ONLY.
 */
gboolean arsip_saved_keep(ArsipArchive *archive, const ArsipSavedSearch *saved, GError **error);

/* Forgets it and leaves an event. ARSIP_ERROR_USAGE where there is none; BUSY, READ_ONLY. */
gboolean arsip_saved_forget(ArsipArchive *archive, const char *name, GError **error);

/* By its name, without the @ and in whatever letters; NULL without *error where there is none. The caller
 * owns it. */
ArsipSavedSearch *arsip_saved_load(ArsipArchive *archive, const char *name, GError **error);

/* All of them, of ArsipSavedSearch, by name; the caller owns them. */
GPtrArray *arsip_saved_list(ArsipArchive *archive, GError **error);

#endif
