/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/again.h"
#include "archive/event.h"
#include "base/i18n.h"
#include "base/json.h"
#include "text/worth.h"
#include "work/watch.h"

static void
add_reading(ArsipJson *json, const char *key, const ArsipReading *reading)
{
    arsip_json_object(json, key);
    arsip_json_number(json, "letters", (gint64)arsip_reading_letters(reading));
    arsip_json_real(json, "confidence", reading->confidence, 1);
    if (reading->known >= 0)
        arsip_json_real(json, "known", reading->known, 1);
    arsip_json_end(json);
}

static gboolean
note(const ArsipKeeper *keeper, const ArsipTask *task, const ArsipTaskPage *page, const ArsipReading *older,
     GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "page", page->row->number);
    add_reading(json, "kept", older);
    if (page->reading != NULL)
        add_reading(json, "refused", page->reading);
    else {
        arsip_json_number(json, "code", page->failure->code);
        arsip_json_text(json, "reason", page->failure->message);
    }
    arsip_json_end(json);
    return arsip_event_add(keeper->archive, "page.kept", task->row->uuid, arsip_json_line(json), error);
}

static char *
describe(const ArsipReading *reading)
{
    int letters = (int)arsip_reading_letters(reading);

    if (reading->known < 0)
        return g_strdup_printf(_("%d letters, confidence %.0f"), letters, reading->confidence);
    return g_strdup_printf(_("%d letters, confidence %.0f, known words %.0f%%"), letters, reading->confidence,
                           reading->known);
}

static void
tell(const ArsipKeeper *keeper, const ArsipTask *task, const ArsipTaskPage *page, const ArsipReading *older)
{
    g_autofree char *sentence = NULL;

    if (page->reading == NULL)
        sentence = g_strdup_printf(_("%s: page %u: could not be read again, its older text was kept: %s"),
                                   task->name, page->row->number, page->failure->message);
    else {
        g_autofree char *before = describe(older);
        g_autofree char *now = describe(page->reading);

        sentence = g_strdup_printf(_("%s: page %u: its older text was kept (%s): it reads worse now (%s)"),
                                   task->name, page->row->number, before, now);
    }
    arsip_watch_tell(keeper->watcher, sentence);
}

gboolean
arsip_keep_older(const ArsipKeeper *keeper, const ArsipTask *task, const ArsipTaskPage *page,
                 gboolean *is_kept, GError **error)
{
    g_autoptr(ArsipReading) older = NULL;

    *is_kept = FALSE;
    if (page->row->reading == 0 || (page->reading != NULL && keeper->takes_worse))
        return TRUE;
    older = arsip_reading_load(keeper->archive, page->row->reading, NULL, error);
    if (older == NULL)
        return FALSE;
    if (page->reading != NULL && !arsip_reading_is_worse(page->reading, older))
        return TRUE;
    *is_kept = TRUE;
    tell(keeper, task, page, older);
    return arsip_page_keep_reading(keeper->archive, page->row->id, error) &&
           note(keeper, task, page, older, error);
}
