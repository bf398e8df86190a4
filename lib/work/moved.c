/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/event.h"
#include "archive/record.h"
#include "base/i18n.h"
#include "work/plan.h"

#define MOVED_SHOWN 20
/* Of a document's newest events, so many are looked through for what moved it on. */
#define EVENTS_SEEN 20

static void
free_moved(ArsipMoved *moved)
{
    g_free(moved->title);
    g_free(moved->reason);
    g_free(moved);
}

void
arsip_outcome_clear(ArsipOutcome *outcome)
{
    g_clear_pointer(&outcome->moved, g_ptr_array_unref);
    *outcome = (ArsipOutcome){0};
}

static const char *
told(const char *what)
{
    static const struct {
        const char *what, *sentence;
    } tellings[] = {
        {"label.added", N_("a label was given by hand")},
        {"label.removed", N_("a label was taken away by hand")},
        {"document.corrected", N_("it was corrected by hand")},
        {"document.withdrawn", N_("it was withdrawn")},
        {"document.restored", N_("it was brought back")},
        {"document.relabelled", N_("it got other labels")},
        {"document.filed", N_("it was read again")},
        {"document.failed", N_("it was read again, and could not be read")},
        {"page.kept", N_("it was read again")},
    };

    for (guint i = 0; i < G_N_ELEMENTS(tellings); i++)
        if (g_str_equal(tellings[i].what, what))
            return _(tellings[i].sentence);
    return NULL;
}

static char *
tell_event(const ArsipEvent *event, const char *sentence)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_iso8601(event->at, NULL);
    g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local(utc) : NULL;
    g_autofree char *at = local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M") : g_strdup(event->at);

    /* TRANSLATORS: what happened, by whom, when */
    return g_strdup_printf(_("%s, by %s, %s"), sentence, event->who, at);
}

/* The newest that tells something; that labels followed from another act tells less than the act. */
static const ArsipEvent *
find_cause(const GPtrArray *events, gint64 since)
{
    const ArsipEvent *relabelled = NULL;

    for (guint i = events->len; i > 0; i--) {
        const ArsipEvent *event = events->pdata[i - 1];

        if (event->id <= since || told(event->what) == NULL)
            continue;
        if (!g_str_equal(event->what, "document.relabelled"))
            return event;
        relabelled = relabelled == NULL ? event : relabelled;
    }
    return relabelled;
}

static char *
reason_of(ArsipArchive *archive, const ArsipDocumentRow *row, gint64 since)
{
    g_autoptr(GPtrArray) events = arsip_event_list(archive, row->uuid, EVENTS_SEEN, NULL);
    const ArsipEvent *cause = events != NULL ? find_cause(events, since) : NULL;

    if (cause != NULL)
        return tell_event(cause, told(cause->what));
    if (row->is_hidden)
        return g_strdup(_("it was withdrawn, with its batch"));
    if (!g_str_equal(row->state, "filed"))
        return g_strdup(_("its pages wait to be read, or could not be read"));
    return g_strdup(_("it has changed since"));
}

void
arsip_outcome_add_moved(ArsipOutcome *outcome, ArsipArchive *archive, gint64 id, gint64 since)
{
    g_autoptr(ArsipDocumentRow) row = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    ArsipMoved *moved;

    if (outcome->moved == NULL)
        outcome->moved = g_ptr_array_new_with_free_func((GDestroyNotify)free_moved);
    if (++outcome->left > MOVED_SHOWN)
        return;
    moved = g_new0(ArsipMoved, 1);
    moved->id = id;
    row = arsip_document_row(archive, id, NULL);
    document = row != NULL ? arsip_document_load(archive, id, FALSE, NULL) : NULL;
    moved->title = document != NULL ? arsip_document_title(document) : g_strdup("?");
    moved->reason = row != NULL ? reason_of(archive, row, since) : g_strdup(_("it is not in this archive"));
    g_ptr_array_add(outcome->moved, moved);
}
