/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/check.h"

#include "archive/transaction.h"
#include "archive/verify.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "search/dated.h"
#include "search/frequent.h"
#include "search/health.h"
#include "search/index.h"
#include "search/labelled.h"
#include <arsip/search.h>
#include "work/filing.h"

/* While it is waited for, whoever wants to stop is heard so often. */
#define EVERY_MICROSECONDS (G_USEC_PER_SEC / 10)

static const char *
kind_of(ArsipHealthFault fault)
{
    static const char *const kinds[] = {"index.missing",  "index.strange",    "index.unreadable",
                                        "index.outdated", "index.different",  "index.unfound",
                                        "index.unlisted", "index.misweighed", "index.misnoted"};

    return kinds[fault];
}

/* What is amiss, and what that means for who searches. */
static char *
sentence_of(ArsipHealthFault fault, const char *paper, const char *word)
{
    switch (fault) {
    case ARSIP_HEALTH_MISSING:
        return g_strdup_printf(_("%s: it is filed, but not in the index: no search finds it"), paper);
    case ARSIP_HEALTH_STRANGE:
        return g_strdup_printf(
            _("%s: words of it stand in the index that do not belong there: searches may find "
              "it wrongly"),
            paper);
    case ARSIP_HEALTH_UNREADABLE:
        return g_strdup_printf(_("%s: what the index keeps of it is damaged: searches cannot show where its "
                                 "words stand"),
                               paper);
    case ARSIP_HEALTH_OUTDATED:
        return g_strdup_printf(
            _("%s: the index has the words of an older reading of it: searches miss what was "
              "read since"),
            paper);
    case ARSIP_HEALTH_DIFFERENT:
        return g_strdup_printf(
            _("%s: its words in the index are not those of its text: searches may miss it, or "
              "find it wrongly"),
            paper);
    case ARSIP_HEALTH_UNFOUND:
        return g_strdup_printf(_("%s: the index does not find it by the word %s that it has"), paper, word);
    case ARSIP_HEALTH_UNLISTED:
        return g_strdup_printf(_("%s: the archive's list of words lacks %s: misspelt, it is not found"),
                               paper, word);
    case ARSIP_HEALTH_MISWEIGHED:
        return g_strdup_printf(_("%s: how often it has the word %s is noted wrongly beside the index: "
                                 "searches may miss it, or rank it wrongly"),
                               paper, word);
    case ARSIP_HEALTH_MISNOTED:
        return g_strdup_printf(
            _("%s: its labels or its date are noted wrongly beside the catalogue: searches "
              "for a label or for dates may miss it, or find it wrongly"),
            paper);
    default:
        g_assert_not_reached();
    }
}

/* These are not put right by filling the index from what it keeps of its documents. */
static gboolean
wants_the_letter(ArsipHealthFault fault)
{
    return fault == ARSIP_HEALTH_MISSING || fault == ARSIP_HEALTH_UNREADABLE ||
           fault == ARSIP_HEALTH_OUTDATED;
}

static gboolean
is_mending(const ArsipCheck *check)
{
    return check->options->repairs && !check->is_text_damaged;
}

static void
tell(ArsipCheck *check, ArsipHealthFault fault, gint64 document, const char *word)
{
    g_autofree char *paper = arsip_verify_paper(check->archive, document);
    g_autofree char *safe = word != NULL ? arsip_escape(word) : NULL;

    if (fault == ARSIP_HEALTH_MISNOTED)
        check->is_note_damaged = TRUE;
    else if (fault == ARSIP_HEALTH_MISWEIGHED)
        check->is_strip_damaged = TRUE;
    else
        check->is_index_damaged = TRUE;
    if (wants_the_letter(fault))
        g_array_append_val(check->to_index, document);
    /* If the repair that follows fails, the check fails with its reason. */
    if (is_mending(check)) {
        arsip_check_tell_mended(check, kind_of(fault), document, sentence_of(fault, paper, safe));
        return;
    }
    arsip_check_tell(check, kind_of(fault), document, sentence_of(fault, paper, safe));
}

static gboolean
should_stop(gpointer data)
{
    const ArsipCheck *check = data;

    return check->options->should_stop != NULL && check->options->should_stop(check->options->data);
}

/* ---- in a thread */

typedef struct {
    ArsipHealthFault fault;
    gint64 document;
    char *word;
} Finding;

struct ArsipIndexLook {
    const char *folder;
    double part;
    GThread *thread;
    GMutex mutex;
    GCond ended;
    /* Behind the mutex: */
    GArray *findings; /* that nobody has taken yet */
    gboolean is_unwanted, has_ended;
    /* Once it has ended: */
    ArsipHealthCount count;
    GError *error;
};

static void
clear_finding(gpointer data)
{
    g_free(((Finding *)data)->word);
}

static GArray *
new_findings(void)
{
    GArray *findings = g_array_new(FALSE, FALSE, sizeof(Finding));

    g_array_set_clear_func(findings, clear_finding);
    return findings;
}

static void
find(ArsipHealthFault fault, gint64 document, const char *word, gpointer data)
{
    ArsipIndexLook *look = data;
    const Finding finding = {fault, document, g_strdup(word)};

    g_mutex_lock(&look->mutex);
    g_array_append_val(look->findings, finding);
    g_mutex_unlock(&look->mutex);
}

static gboolean
is_unwanted(gpointer data)
{
    ArsipIndexLook *look = data;
    gboolean is_so;

    g_mutex_lock(&look->mutex);
    is_so = look->is_unwanted;
    g_mutex_unlock(&look->mutex);
    return is_so;
}

static gpointer
look_at_index(gpointer data)
{
    ArsipIndexLook *look = data;
    const ArsipHealthOptions options = {
        .part = look->part, .tell = find, .should_stop = is_unwanted, .data = look};
    g_autoptr(ArsipArchive) archive = arsip_archive_open(look->folder, ARSIP_ARCHIVE_READ, &look->error);

    if (archive != NULL)
        arsip_index_examine(archive, &options, &look->count, &look->error);
    g_mutex_lock(&look->mutex);
    look->has_ended = TRUE;
    g_cond_signal(&look->ended);
    g_mutex_unlock(&look->mutex);
    return NULL;
}

/* ---- repair */

static gboolean
index_anew(ArsipCheck *check, gint64 document, GError **error)
{
    g_autoptr(ArsipFolio) folio = NULL;
    gboolean is_done;

    if (!arsip_begin(check->archive, error))
        return FALSE;
    folio = arsip_folio_load(check->archive, document, error);
    is_done = folio != NULL && arsip_index_restate(check->archive, document, folio->letter,
                                                   folio->reading_ids, folio->n_pages, folio->name, error);
    if (is_done)
        return arsip_commit(check->archive, error);
    arsip_rollback(check->archive);
    return FALSE;
}

/* Within a transaction of their own. */
static gboolean
strike_off(ArsipArchive *archive, gboolean (*strike)(ArsipArchive *archive, GError **error), GError **error)
{
    if (!arsip_begin(archive, error))
        return FALSE;
    if (strike(archive, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

static gboolean
strike_notes(ArsipArchive *archive, GError **error)
{
    return arsip_upkeep_strike_all(archive, &arsip_labelled, error) &&
           arsip_upkeep_strike_all(archive, &arsip_dated, error);
}

static gboolean
note_anew(ArsipCheck *check, const ArsipRebuildOptions *options, GError **error)
{
    return strike_off(check->archive, strike_notes, error) &&
           arsip_upkeep_settle_all(check->archive, &arsip_labelled, options, error) &&
           arsip_upkeep_settle_all(check->archive, &arsip_dated, options, error);
}

static gboolean
weigh_anew(ArsipCheck *check, const ArsipRebuildOptions *options, GError **error)
{
    return strike_off(check->archive, arsip_frequent_strike_all, error) &&
           arsip_frequent_settle_all(check->archive, ARSIP_FREQUENT_LEAST, options, error);
}

static gboolean
repair(ArsipCheck *check, GError **error)
{
    const ArsipRebuildOptions options = {.should_stop = should_stop, .data = check};

    if (check->is_note_damaged && !note_anew(check, &options, error))
        return FALSE;
    if (!check->is_index_damaged)
        return !check->is_strip_damaged || weigh_anew(check, &options, error);
    for (guint i = 0; i < check->to_index->len; i++)
        if (!index_anew(check, g_array_index(check->to_index, gint64, i), error))
            return FALSE;
    return arsip_search_rebuild(check->archive, &options, error);
}

/* One that cannot be gone through can be made anew all the same. */
static gboolean
survives(ArsipCheck *check, GError *fault, GError **error)
{
    char *sentence;

    if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED)) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    sentence =
        g_strdup_printf(_("%s: the index is damaged, searches fail or miss documents; arsip search --rebuild "
                          "makes it anew"),
                        fault->message);
    check->is_index_damaged = TRUE;
    if (is_mending(check))
        arsip_check_tell_mended(check, "index.unreadable", 0, sentence);
    else
        arsip_check_tell(check, "index.unreadable", 0, sentence);
    g_error_free(fault);
    return TRUE;
}

static gboolean
settle(ArsipCheck *check, GError **error)
{
    if (check->look->count.is_stale)
        arsip_check_note(check,
                         _("the index is of another version of arsip, so its words were not compared; the "
                           "next `arsip ingest` or `arsip label` renews it"));
    if ((!check->is_index_damaged && !check->is_strip_damaged && !check->is_note_damaged) ||
        !check->options->repairs)
        return TRUE;
    if (check->is_text_damaged) {
        arsip_check_note(check,
                         _("the index was left as it is: the texts that it would be made from are damaged"));
        return TRUE;
    }
    return repair(check, error);
}

void
arsip_check_index_begin(ArsipCheck *check)
{
    ArsipIndexLook *look = g_new0(ArsipIndexLook, 1);

    look->folder = arsip_archive_folder(check->archive);
    look->part = check->options->part > 0 ? check->options->part : 1;
    look->findings = new_findings();
    g_mutex_init(&look->mutex);
    g_cond_init(&look->ended);
    look->thread = g_thread_new("index", look_at_index, look);
    check->look = look;
}

gboolean
arsip_check_index_take(ArsipCheck *check, GError **error)
{
    ArsipIndexLook *look = check->look;
    g_autoptr(GArray) findings = NULL;
    gboolean has_ended;

    if (look == NULL)
        return TRUE;
    g_mutex_lock(&look->mutex);
    findings = look->findings;
    look->findings = new_findings();
    has_ended = look->has_ended;
    g_mutex_unlock(&look->mutex);
    for (guint i = 0; i < findings->len; i++) {
        const Finding *finding = &g_array_index(findings, Finding, i);

        tell(check, finding->fault, finding->document, finding->word);
    }
    if (!has_ended)
        return TRUE;
    check->count->documents = look->count.documents;
    if ((look->error != NULL && !survives(check, g_steal_pointer(&look->error), error)) ||
        !settle(check, error))
        return FALSE;
    arsip_check_index_end(check);
    return TRUE;
}

gboolean
arsip_check_index_wait(ArsipCheck *check, GError **error)
{
    while (check->look != NULL) {
        ArsipIndexLook *look = check->look;
        gint64 end = g_get_monotonic_time() + EVERY_MICROSECONDS;

        g_mutex_lock(&look->mutex);
        while (!look->has_ended && g_cond_wait_until(&look->ended, &look->mutex, end))
            ;
        g_mutex_unlock(&look->mutex);
        if (!arsip_check_index_take(check, error) || !arsip_check_goes_on(check, error))
            return FALSE;
    }
    return TRUE;
}

void
arsip_check_index_end(ArsipCheck *check)
{
    ArsipIndexLook *look = g_steal_pointer(&check->look);

    if (look == NULL)
        return;
    g_mutex_lock(&look->mutex);
    look->is_unwanted = TRUE;
    g_mutex_unlock(&look->mutex);
    g_thread_join(look->thread);
    g_array_unref(look->findings);
    g_clear_error(&look->error);
    g_mutex_clear(&look->mutex);
    g_cond_clear(&look->ended);
    g_free(look);
}
