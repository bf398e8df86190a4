/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/health-strip.h"

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/frequent-strip.h"
#include "search/set.h"

/* Each takes FTS5 some milliseconds. */
#define COMPARED 100

static gboolean
compare_strip(ArsipArchive *archive, gint64 row, const char *word, gint64 strip,
              const ArsipHealthOptions *options, GError **error)
{
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);
    guint8 kept[ARSIP_STRIP], known[ARSIP_STRIP];

    if (!arsip_strip_read(archive, row, strip, kept, error) ||
        !arsip_frequent_weigh_strips(archive, lengths, word, strip, 1, known, error))
        return FALSE;
    for (guint i = 0; i < ARSIP_STRIP; i++)
        if (kept[i] != known[i]) {
            options->tell(ARSIP_HEALTH_MISWEIGHED, strip * ARSIP_STRIP + i, word, options->data);
            break;
        }
    return TRUE;
}

static gboolean
goes_on(const ArsipHealthOptions *options, GError **error)
{
    if (options->should_stop == NULL || !options->should_stop(options->data))
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED, _("stopped as asked"));
    return FALSE;
}

gboolean
arsip_strips_examine(ArsipArchive *archive, const ArsipHealthOptions *options, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) words = arsip_frequent_list(archive, rows, error);
    g_autoptr(GArray) weighed = words != NULL ? arsip_frequent_weighed(archive, error) : NULL;
    gint64 n_left, n_wanted;

    if (weighed == NULL)
        return FALSE;
    n_left = (gint64)words->len * weighed->len;
    n_wanted = MIN(n_left, COMPARED);
    for (guint i = 0; i < words->len; i++)
        for (guint k = 0; k < weighed->len; k++)
            if (arsip_health_chooses(&n_wanted, n_left--) &&
                (!compare_strip(archive, g_array_index(rows, gint64, i), words->pdata[i],
                                arsip_set_at(weighed, k), options, error) ||
                 !goes_on(options, error)))
                return FALSE;
    return TRUE;
}
