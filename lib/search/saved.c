/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/saved.h"

#include <string.h>
#include "base/i18n.h"
#include "query/node.h"
#include "search/named.h"
#include "search/narrow.h"

#define NAME_MOST 64

static gboolean
check_name(const char *name, GError **error)
{
    gsize length = strlen(name);

    if (length > 0 && length <= NAME_MOST && strspn(name, ARSIP_SAVED_LETTERS) == length &&
        strspn(name, "-") < length)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                _("\"%s\" is no name for a search: expected letters, digits and hyphens, at most %d"), name,
                NAME_MOST);
    return FALSE;
}

/* As whoever asks for it later would find a fault in it. */
static gboolean
check_query(ArsipArchive *archive, const ArsipSavedSearch *saved, GError **error)
{
    ArsipQuery *query = arsip_named_parse_as(archive, saved->name, saved->query, error);
    g_autoptr(ArsipNode) root =
        query != NULL ? arsip_narrow(arsip_query_take_root(query), (const char *const *)saved->labels,
                                     saved->since, saved->until, error)
                      : NULL;

    return root != NULL;
}

gboolean
arsip_saved_keep(ArsipArchive *archive, const ArsipSavedSearch *saved, GError **error)
{
    g_autofree char *name = g_ascii_strdown(saved->name, -1);
    ArsipSavedSearch row = *saved;

    row.name = name;
    return check_name(name, error) && check_query(archive, &row, error) &&
           arsip_saved_store(archive, &row, error);
}
