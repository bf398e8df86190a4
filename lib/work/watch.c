/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/watch.h"
#include "base/i18n.h"

gboolean
arsip_watch_set_interrupted(GError **error)
{
    g_set_error_literal(
        error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED,
        _("stopped as asked; what was done is kept, and the same command goes on from there"));
    return FALSE;
}

gboolean
arsip_watch_goes_on(const ArsipWatcher *watcher, GError **error)
{
    if (watcher == NULL || watcher->should_stop == NULL || !watcher->should_stop(watcher->data))
        return TRUE;
    return arsip_watch_set_interrupted(error);
}

void
arsip_watch_tell(const ArsipWatcher *watcher, const char *sentence)
{
    if (watcher != NULL && watcher->tell != NULL)
        watcher->tell(sentence, watcher->data);
}
