/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/check.h"

#include "archive/event.h"
#include "archive/lock.h"
#include "archive/seal.h"
#include "archive/transaction.h"
#include "archive/verify.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"
#include "search/snapshot.h"

#include <string.h>

void
arsip_check_tell(ArsipCheck *check, const char *kind, gint64 document, char *sentence)
{
    const ArsipFault fault = {kind, sentence, document, FALSE};

    check->count->faults++;
    check->options->tell(&fault, check->options->data);
    g_free(sentence);
}

void
arsip_check_tell_mended(ArsipCheck *check, const char *kind, gint64 document, char *sentence)
{
    const ArsipFault fault = {kind, sentence, document, TRUE};

    check->count->faults++;
    check->count->mended++;
    check->options->tell(&fault, check->options->data);
    g_free(sentence);
}

void
arsip_check_note(const ArsipCheck *check, const char *sentence)
{
    if (check->options->note != NULL)
        check->options->note(sentence, check->options->data);
}

gboolean
arsip_check_survives(ArsipCheck *check, GError *fault, GError **error)
{
    if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED)) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    arsip_check_tell(
        check, "catalogue.damaged", 0,
        g_strdup_printf(_("%s: a part of the catalogue cannot be read; fetch arsip.db from a backup"),
                        fault->message));
    g_error_free(fault);
    return TRUE;
}

gboolean
arsip_check_goes_on(const ArsipCheck *check, GError **error)
{
    const ArsipCheckOptions *options = check->options;

    if (options->should_stop == NULL || !options->should_stop(options->data))
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED,
                        options->resume != NULL
                            ? _("stopped as asked; the same command goes on from there")
                            : _("stopped as asked; with --resume FILE a check can go on later"));
    return FALSE;
}

gint64
arsip_check_part(const ArsipCheck *check, gint64 n)
{
    double part = check->options->part;

    return part > 0 ? MIN(n, (gint64)((double)n * part + 0.999999)) : n;
}

/* Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S. */
gboolean
arsip_check_chooses(gint64 *n_wanted, gint64 *n_left)
{
    gboolean is_chosen = *n_left > 0 && g_random_double() * (double)*n_left < (double)*n_wanted;

    *n_wanted -= is_chosen ? 1 : 0;
    --*n_left;
    return is_chosen;
}

/* ---- the catalogue and the events */

/* SQLite's own check takes a core for itself: beside the others, over a connection of its own. */
typedef struct {
    const char *folder;
    GThread *thread;
    GPtrArray *sentences; /* of char: what it found */
    GError *fault;
} Catalogue;

static void
keep_sentence(const char *sentence, gpointer data)
{
    g_ptr_array_add(data, g_strdup(sentence));
}

static gpointer
look_through(gpointer data)
{
    Catalogue *catalogue = data;
    g_autoptr(ArsipArchive) archive =
        arsip_archive_open(catalogue->folder, ARSIP_ARCHIVE_READ, &catalogue->fault);

    if (archive != NULL)
        arsip_verify_catalogue(archive, keep_sentence, catalogue->sentences, &catalogue->fault);
    return NULL;
}

static void
begin_catalogue(Catalogue *catalogue, const ArsipCheck *check)
{
    catalogue->folder = arsip_archive_folder(check->archive);
    catalogue->sentences = g_ptr_array_new_with_free_func(g_free);
    catalogue->thread = g_thread_new("catalogue", look_through, catalogue);
}

/* Waits for it. */
static gboolean
end_catalogue(Catalogue *catalogue, ArsipCheck *check, GError **error)
{
    g_thread_join(g_steal_pointer(&catalogue->thread));
    for (guint i = 0; i < catalogue->sentences->len; i++)
        arsip_check_tell(check, "catalogue.damaged", 0, g_strdup(catalogue->sentences->pdata[i]));
    return catalogue->fault == NULL || arsip_check_survives(check, g_steal_pointer(&catalogue->fault), error);
}

static void
clear_catalogue(Catalogue *catalogue)
{
    if (catalogue->thread != NULL)
        g_thread_join(catalogue->thread);
    g_ptr_array_unref(catalogue->sentences);
    g_clear_error(&catalogue->fault);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Catalogue, clear_catalogue)

static gboolean
check_events(ArsipCheck *check, GError **error)
{
    GError *fault = NULL;

    if (arsip_event_verify(check->archive, &check->count->events, &fault))
        return TRUE;
    if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED)) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    arsip_check_tell(check, "event.broken", 0, g_strdup(fault->message));
    g_error_free(fault);
    return TRUE;
}

/* ---- the texts */

typedef struct {
    ArsipCheck *check;
    gboolean has_seals;
    gint64 n_wanted, n_left;
} Texts;

static void
tell_text(ArsipCheck *check, const ArsipSealed *sealed)
{
    g_autofree char *paper = arsip_verify_paper(check->archive, sealed->document);

    check->is_text_damaged = TRUE;
    if (!sealed->has_seal)
        arsip_check_tell(
            check, "text.unsealed", sealed->document,
            g_strdup_printf(_("%s, page %u: its text has no seal, so nobody can tell whether it is as "
                              "it was read"),
                            paper, sealed->page));
    else
        arsip_check_tell(
            check, "text.changed", sealed->document,
            g_strdup_printf(_("%s, page %u: its text, or where its words stand, is no longer what was "
                              "read (reading %d): searches and labels may be wrong, the original is "
                              "not concerned; fetch arsip.db from a backup"),
                            paper, sealed->page, (int)sealed->reading));
}

static gboolean
check_text(const ArsipSealed *sealed, gpointer data, GError **error)
{
    Texts *texts = data;
    ArsipCheck *check = texts->check;

    arsip_tally_text(&check->made, sealed->reading, sealed->digest);
    arsip_tally_text(&check->held, sealed->reading, sealed->digest);
    if (check->since != NULL && strcmp(sealed->made, check->since) < 0)
        return TRUE;
    if (check->options->part > 0 && !arsip_check_chooses(&texts->n_wanted, &texts->n_left))
        return TRUE;
    check->count->texts++;
    if (!sealed->is_whole && (sealed->has_seal || texts->has_seals))
        tell_text(check, sealed);
    return arsip_check_goes_on(check, error);
}

static gboolean
check_texts(ArsipCheck *check, GError **error)
{
    Texts texts = {.check = check, .has_seals = arsip_seal_is_kept(check->archive)};
    GError *fault = NULL;

    texts.n_left = check->last_reading;
    texts.n_wanted = arsip_check_part(check, texts.n_left);
    if (!texts.has_seals)
        arsip_check_note(check,
                         _("this archive is of an older version of arsip that kept no seals of texts; the "
                           "next command that writes makes them"));
    return arsip_seal_each(check->archive, check_text, &texts, &fault) ||
           arsip_check_survives(check, fault, error);
}

/* ---- receipts */

static gboolean
begin_receipts(ArsipCheck *check, ArsipReceipt *made, GError **error)
{
    const ArsipCheckOptions *options = check->options;
    g_auto(ArsipSnapshot) snapshot = {0};

    if (options->against != NULL) {
        check->against = arsip_receipt_read(options->against, error);
        if (check->against == NULL)
            return FALSE;
        if (!g_str_equal(check->against->archive, arsip_archive_uuid(check->archive))) {
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("this receipt is of another archive: %s"),
                        check->against->archive);
            return FALSE;
        }
        arsip_tally_begin(&check->held, check->against->last_original, check->against->last_text);
    }
    if (!arsip_snapshot_begin(&snapshot, check->archive, error))
        return FALSE;
    check->last_original = arsip_verify_newest_original(check->archive);
    check->last_reading = arsip_verify_newest_reading(check->archive);
    if (options->receipt == NULL)
        return TRUE;
    arsip_tally_begin(&check->made, check->last_original, check->last_reading);
    made->archive = g_strdup(arsip_archive_uuid(check->archive));
    made->made = arsip_now();
    made->event_hash = arsip_event_hash(check->archive, &made->last_event, error);
    return made->event_hash != NULL;
}

static void
tell_difference(ArsipCheck *check, const char *what, gint64 then, gint64 now)
{
    g_autofree char *when = g_strndup(check->against->made, 10);

    if (now < then)
        arsip_check_tell(
            check, "receipt.differs", 0,
            g_strdup_printf(_("the receipt of %s counts %d %s, and of those %d are there: some were "
                              "taken out since"),
                            when, (int)then, what, (int)now));
    else
        arsip_check_tell(
            check, "receipt.differs", 0,
            g_strdup_printf(_("the %d %s that the receipt of %s counts are not what they were then: "
                              "at least one was changed since"),
                            (int)then, what, when));
}

/* Where the chain holds up to an event of that hash, all before it are what they were. */
static gboolean
hold_events(ArsipCheck *check, GError **error)
{
    const ArsipReceipt *then = check->against;
    gint64 event = then->last_event;
    GError *fault = NULL;
    g_autofree char *now = event > 0 ? arsip_event_hash(check->archive, &event, &fault) : g_strdup("");

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (now == NULL || check->count->events < then->last_event ||
        g_ascii_strcasecmp(now, then->event_hash) != 0)
        arsip_check_tell(check, "receipt.differs", 0,
                         g_strdup_printf(_("the chain of events up to the %dth, which the receipt of %.10s "
                                           "counts, is not what it was then"),
                                         (int)then->last_event, then->made));
    return TRUE;
}

static gboolean
hold_against(ArsipCheck *check, GError **error)
{
    const ArsipReceipt *then = check->against;
    g_autoptr(ArsipReceipt) now = g_new0(ArsipReceipt, 1);
    gint64 faults = check->count->faults;
    g_autofree char *sentence = NULL;

    arsip_tally_end(&check->held, now);
    if (now->originals != then->originals ||
        g_ascii_strcasecmp(now->originals_root, then->originals_root) != 0)
        tell_difference(check, _("originals"), then->originals, now->originals);
    if (now->texts != then->texts || g_ascii_strcasecmp(now->texts_root, then->texts_root) != 0)
        tell_difference(check, _("texts"), then->texts, now->texts);
    if (!hold_events(check, error))
        return FALSE;
    if (check->count->faults > faults)
        return TRUE;
    sentence =
        g_strdup_printf(_("all that the receipt of %.10s counts is there, unchanged: %d originals, %d texts, "
                          "%d events"),
                        then->made, (int)then->originals, (int)then->texts, (int)then->last_event);
    arsip_check_note(check, sentence);
    return TRUE;
}

static gboolean
write_receipt(ArsipCheck *check, ArsipReceipt *made, GError **error)
{
    arsip_tally_end(&check->made, made);
    if (check->count->faults > check->count->mended) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("no receipt was written: there are faults"));
        return FALSE;
    }
    return arsip_receipt_write(made, arsip_archive_name(check->archive), arsip_event_who(check->archive),
                               check->options->receipt, error);
}

/* ---- the whole */

/* A mended archive is another one than before: its log tells. */
static gboolean
note_repair(ArsipCheck *check, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "strays", check->n_strays);
    arsip_json_number(json, "closed", check->n_closed);
    arsip_json_number(json, "index",
                      (check->is_index_damaged || check->is_strip_damaged || check->is_note_damaged) &&
                          !check->is_text_damaged);
    arsip_json_end(json);
    if (!arsip_begin(check->archive, error))
        return FALSE;
    if (arsip_event_add(check->archive, "archive.repaired", "", arsip_json_line(json), error))
        return arsip_commit(check->archive, error);
    arsip_rollback(check->archive);
    return FALSE;
}

static gboolean
check_each_part(ArsipCheck *check, GError **error)
{
    g_auto(Catalogue) catalogue = {0};

    begin_catalogue(&catalogue, check);
    arsip_check_index_begin(check);
    return check_events(check, error) && check_texts(check, error) && arsip_check_folders(check, error) &&
           arsip_check_originals(check, error) && arsip_check_index_wait(check, error) &&
           end_catalogue(&catalogue, check, error);
}

/* Of all that is done, the originals alone take so long that it is worth while to go on with them later. */
static gboolean
check_parts(ArsipCheck *check, GError **error)
{
    gboolean is_done;

    if (!arsip_position_begin(&check->position, check->options->resume, arsip_archive_uuid(check->archive),
                              check->since, error))
        return FALSE;
    is_done = check_each_part(check, error);
    arsip_check_index_end(check);
    if (is_done)
        arsip_position_end(&check->position);
    else
        arsip_position_save(&check->position, NULL);
    return is_done;
}

static gboolean
check_all(ArsipCheck *check, GError **error)
{
    g_autoptr(ArsipReceipt) made = g_new0(ArsipReceipt, 1);

    return begin_receipts(check, made, error) && check_parts(check, error) &&
           (check->against == NULL || hold_against(check, error)) &&
           (check->count->mended == 0 || note_repair(check, error)) &&
           (check->options->receipt == NULL || write_receipt(check, made, error));
}

static gboolean
read_since(const char *day, char **since, GError **error)
{
    g_autofree char *text = day != NULL ? g_strdup_printf("%sT00:00:00", day) : NULL;
    g_autoptr(GTimeZone) local = g_time_zone_new_local();
    g_autoptr(GDateTime) begin = text != NULL ? g_date_time_new_from_iso8601(text, local) : NULL;
    g_autoptr(GDateTime) utc = begin != NULL ? g_date_time_to_utc(begin) : NULL;

    if (day == NULL)
        return TRUE;
    if (utc == NULL) {
        g_autofree char *safe = arsip_escape(day);

        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("--since %s: expected a day, as in 2024-03-12"),
                    safe);
        return FALSE;
    }
    *since = g_date_time_format(utc, "%Y-%m-%dT%H:%M:%S");
    return TRUE;
}

static gboolean
fits_together(const ArsipCheckOptions *options, GError **error)
{
    const char *fault = NULL;

    if (options->part > 0 && options->resume != NULL)
        fault = _("--sample chooses anew each time, so that --resume cannot go on with it");
    else if ((options->part > 0 || options->since != NULL) &&
             (options->receipt != NULL || options->against != NULL))
        fault = _("a receipt is of the whole archive: without --sample and --since");
    if (fault != NULL)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, fault);
    return fault == NULL;
}

gboolean
arsip_check(ArsipArchive *archive, const ArsipCheckOptions *options, ArsipCheckCount *count, GError **error)
{
    ArsipCheck check = {.archive = archive, .options = options, .count = count};
    g_autoptr(ArsipLock) lock = NULL;
    gboolean is_done;

    *count = (ArsipCheckCount){0};
    if (!fits_together(options, error) || !read_since(options->since, &check.since, error))
        return FALSE;
    lock = options->repairs ? arsip_lock_take(archive, "check", error) : NULL;
    if (options->repairs && lock == NULL) {
        g_free(check.since);
        return FALSE;
    }
    check.to_index = g_array_new(FALSE, FALSE, sizeof(gint64));
    is_done = check_all(&check, error);
    arsip_tally_clear(&check.made);
    arsip_tally_clear(&check.held);
    arsip_receipt_free(check.against);
    arsip_position_clear(&check.position);
    g_array_unref(check.to_index);
    g_free(check.since);
    return is_done;
}
