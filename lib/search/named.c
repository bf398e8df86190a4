/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/named.h"

#include <arsip/saved.h>
#include "base/i18n.h"
#include "query/fault.h"
#include "query/node.h"
#include "search/narrow.h"

/* The saved searches that are being read, the innermost first. */
typedef struct Naming Naming;
struct Naming {
    ArsipArchive *archive;
    const char *name; /* NULL: the query itself */
    const Naming *outer;
};

static gboolean
is_within(const Naming *naming, const char *name)
{
    for (; naming != NULL; naming = naming->outer)
        if (g_strcmp0(naming->name, name) == 0)
            return TRUE;
    return FALSE;
}

static guint
depth_of(const Naming *naming)
{
    guint depth = 0;

    for (; naming->outer != NULL; naming = naming->outer)
        depth++;
    return depth;
}

static ArsipNode *find_saved(const char *name, guint column, gpointer data, GError **error);

/* Bounded by ARSIP_SAVED_DEPTH. */
static ArsipNode *
read_saved(const Naming *outer, const ArsipSavedSearch *saved, GError **error)
{
    Naming naming = {outer->archive, saved->name, outer};
    ArsipQuery *query = arsip_query_parse_with(saved->query, ARSIP_QUERY_PLAIN, find_saved, &naming, error);

    return query != NULL ? arsip_narrow(arsip_query_take_root(query), (const char *const *)saved->labels,
                                        saved->since, saved->until, error)
                         : NULL;
}

static ArsipNode *
find_saved(const char *name, guint column, gpointer data, GError **error)
{
    const Naming *naming = data;
    g_autoptr(ArsipSavedSearch) saved = NULL;
    GError *fault = NULL;
    ArsipNode *node;

    if (is_within(naming, name)) {
        arsip_query_fault(error, column, _("expected another saved search: @%s would hold itself"), name);
        return NULL;
    }
    if (depth_of(naming) == ARSIP_SAVED_DEPTH) {
        arsip_query_fault(error, column, _("expected at most %d saved searches within one another"),
                          ARSIP_SAVED_DEPTH);
        return NULL;
    }
    saved = arsip_saved_load(naming->archive, name, &fault);
    if (saved == NULL && fault == NULL)
        arsip_query_fault(&fault, column,
                          _("expected a saved search: there is no @%s; `arsip search --saved` lists them"),
                          name);
    node = saved != NULL ? read_saved(naming, saved, &fault) : NULL;
    if (saved != NULL && g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_SYNTAX))
        g_prefix_error(&fault, _("column %u: in the saved search @%s: "), column, name);
    if (node == NULL)
        g_propagate_error(error, fault);
    return node;
}

ArsipQuery *
arsip_named_parse(ArsipArchive *archive, const char *text, ArsipQueryFlags flags, GError **error)
{
    Naming naming = {.archive = archive};

    return arsip_query_parse_with(text, flags, find_saved, &naming, error);
}

ArsipQuery *
arsip_named_parse_as(ArsipArchive *archive, const char *name, const char *text, GError **error)
{
    Naming naming = {archive, name, NULL};

    return arsip_query_parse_with(text, ARSIP_QUERY_PLAIN, find_saved, &naming, error);
}
