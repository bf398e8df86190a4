/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/application.h"
#include "archive/event.h"
#include "archive/lock.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/system.h"
#include "search/snapshot.h"
#include "work/application.h"
#include "work/filing.h"
#include "work/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Nothing of a plan's file gets into the archive. Each of its documents is held against the rules again,
 * outside of any transaction, as that takes time; what comes out goes into a scratch file, and has to be what
 * the plan says. Then one short transaction writes what the scratch file has, unless a document has changed
 * meanwhile.
 */
typedef struct {
    ArsipArchive *archive;
    const ArsipRules *rules;
    const char *name; /* of the plan's file, escaped */
    FILE *stream;     /* the plan's file */
    FILE *scratch;
    gint64 event; /* the newest one when the plan was made */
    char *seal;
    ArsipOutcome *outcome;
} Applying;

static void
clear_applying(Applying *applying)
{
    if (applying->stream != NULL)
        fclose(applying->stream);
    if (applying->scratch != NULL)
        fclose(applying->scratch);
    g_free(applying->seal);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Applying, clear_applying)

static gboolean
open_plan(Applying *applying, const char *path, GError **error)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;

    if (fd < 0 || fstat(fd, &status) != 0)
        return arsip_set_errno(error, errno, applying->name, _("the plan cannot be read"));
    if (!S_ISREG(status.st_mode)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("%s: this is no plan: it is no regular file"),
                    applying->name);
        return FALSE;
    }
    applying->stream = fdopen(arsip_fd_steal(&fd), "r");
    return applying->stream != NULL ||
           arsip_set_errno(error, errno, applying->name, _("the plan cannot be read"));
}

/* Without a name, so that no end of the process leaves anything of it; on the archive's own disk, where that
 * can make such a file. */
static gboolean
open_scratch(Applying *applying, GError **error)
{
    g_autofree char *folder = g_build_filename(arsip_archive_folder(applying->archive), "incoming", NULL);
    g_auto(ArsipFd) fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    applying->scratch = fd >= 0 ? fdopen(arsip_fd_steal(&fd), "w+") : tmpfile();
    return applying->scratch != NULL || arsip_set_errno(error, errno, NULL, _("no scratch file can be made"));
}

static gboolean
refuse(const Applying *applying, GError **error, const char *reason)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, "%s: %s", applying->name, reason);
    return FALSE;
}

/* The plan's event stands in this archive's chain, unless an older copy of the archive took its place. */
static gboolean
check_head(Applying *applying, const ArsipPlanHead *head, GError **error)
{
    GError *fault = NULL;
    gint64 event = head->event;
    g_autofree char *hash = event > 0 ? arsip_event_hash(applying->archive, &event, &fault) : g_strdup("");

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (!g_str_equal(head->archive, arsip_archive_uuid(applying->archive)))
        return refuse(applying, error, _("this plan was made for another archive; nothing was changed"));
    if (!g_str_equal(head->rules, arsip_rules_version(applying->rules)))
        return refuse(
            applying, error,
            _("the rules in force are others than when this plan was made; nothing was changed: make "
              "the plan anew"));
    if (g_strcmp0(hash, head->hash) != 0)
        return refuse(applying, error,
                      _("the log of this archive does not hold what it held when this plan was made: another "
                        "copy of the archive is here; nothing was changed: make the plan anew"));
    applying->event = head->event;
    return TRUE;
}

/* From the beginning to the seal, before anything is done for it. */
static gboolean
read_through(Applying *applying, GError **error)
{
    g_autoptr(ArsipPlanReader) reader = arsip_plan_reader_new(applying->stream, applying->name, error);
    ArsipPlanItem *item;

    if (reader == NULL)
        return FALSE;
    while ((item = arsip_plan_reader_next(reader, error)) != NULL)
        arsip_plan_item_free(item);
    if (arsip_plan_reader_seal(reader) == NULL)
        return FALSE;
    applying->seal = g_strdup(arsip_plan_reader_seal(reader));
    rewind(applying->stream);
    return check_head(applying, arsip_plan_reader_head(reader), error);
}

/* Whether the document can be looked at as the plan saw it. */
static gboolean
is_as_planned(ArsipArchive *archive, const ArsipPlanItem *item)
{
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, item->id, NULL);
    g_autofree char *revision = row != NULL ? arsip_document_revision(archive, item->id, NULL) : NULL;

    return revision != NULL && !row->is_hidden && g_str_equal(row->uuid, item->uuid) &&
           g_str_equal(revision, item->revision);
}

static gboolean
says_the_same(const ArsipPlanItem *planned, const ArsipPlanItem *found)
{
    g_autofree char *one = arsip_plan_item_line(planned, TRUE);
    g_autofree char *other = found != NULL ? arsip_plan_item_line(found, TRUE) : NULL;

    return g_strcmp0(one, other) == 0;
}

static gboolean
check_item(Applying *applying, const ArsipPlanItem *planned, guint line, ArsipPlanWriter *writer,
           GError **error)
{
    g_auto(ArsipSnapshot) snapshot = {0};
    g_auto(ArsipOutlook) outlook = {0};

    if (!arsip_snapshot_begin(&snapshot, applying->archive, error))
        return FALSE;
    if (!is_as_planned(applying->archive, planned)) {
        arsip_outcome_add_moved(applying->outcome, applying->archive, planned->id, applying->event);
        return TRUE;
    }
    if (!arsip_outlook(applying->archive, planned->id, applying->rules, &outlook, error))
        return FALSE;
    if (!says_the_same(planned, outlook.item)) {
        g_set_error(
            error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
            _("%s:%u: of document %d the rules in force say otherwise: the plan was changed, or made by "
              "another version of arsip; nothing was changed: make the plan anew"),
            applying->name, line, (int)planned->id);
        return FALSE;
    }
    arsip_plan_writer_add(writer, outlook.item);
    return TRUE;
}

static gboolean
check_all(Applying *applying, GError **error)
{
    g_autoptr(ArsipPlanReader) reader = arsip_plan_reader_new(applying->stream, applying->name, error);
    g_autoptr(ArsipPlanWriter) writer =
        reader != NULL ? arsip_plan_writer_new(applying->scratch, arsip_plan_reader_head(reader)) : NULL;
    gboolean is_good = TRUE;

    while (reader != NULL && is_good) {
        g_autoptr(ArsipPlanItem) item = arsip_plan_reader_next(reader, error);

        if (item == NULL)
            break;
        is_good = check_item(applying, item, arsip_plan_reader_line(reader), writer, error);
    }
    if (reader == NULL || !is_good || arsip_plan_reader_seal(reader) == NULL)
        return FALSE;
    arsip_plan_writer_seal(writer);
    if (fflush(applying->scratch) != 0 || ferror(applying->scratch))
        return arsip_set_errno(error, errno, arsip_archive_name(applying->archive),
                               _("the archive cannot be written"));
    rewind(applying->scratch);
    return TRUE;
}

static gboolean
keep_evidence(ArsipArchive *archive, gint64 document, const GPtrArray *pages, const ArsipAssignment *given,
              GError **error)
{
    for (guint i = 0; i < given->evidence->len; i++) {
        const ArsipEvidence *evidence = given->evidence->pdata[i];
        const ArsipPlace *place = &evidence->place;
        gint64 reading = place->page >= 1 && place->page <= pages->len
                             ? ((const ArsipPageRow *)pages->pdata[place->page - 1])->reading
                             : 0;

        if (!arsip_evidence_add(archive, document, given->label, i, reading, place->start, place->length,
                                evidence->where, evidence->text, evidence->cost, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
keep_labels(const Applying *applying, const ArsipPlanItem *item, const GPtrArray *pages, GError **error)
{
    ArsipArchive *archive = applying->archive;

    if (!arsip_assignment_clear_rules(archive, item->id, error))
        return FALSE;
    for (guint i = 0; i < item->after->len; i++) {
        const ArsipAssignment *given = item->after->pdata[i];
        ArsipAssignmentRow row = {.label = given->label,
                                  .is_given = TRUE,
                                  .rule = given->rule,
                                  .why = given->why,
                                  .rules = arsip_rules_version(applying->rules),
                                  .priority = given->priority};

        if (!arsip_assignment_set(archive, item->id, &row, error) ||
            !keep_evidence(archive, item->id, pages, given, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
change_document(const Applying *applying, const ArsipPlanItem *item, ArsipApplication *application,
                GError **error)
{
    ArsipArchive *archive = applying->archive;
    g_autoptr(GPtrArray) pages = arsip_page_rows(archive, item->id, error);
    g_auto(GStrv) before = pages != NULL ? arsip_assignment_labels(archive, item->id, error) : NULL;
    g_auto(GStrv) after = NULL;
    ArsipRelabelling relabelling;

    if (before == NULL || !arsip_application_take(archive, application, item->id, error) ||
        !keep_labels(applying, item, pages, error))
        return FALSE;
    after = arsip_assignment_labels(archive, item->id, error);
    relabelling = (ArsipRelabelling){item->id, item->uuid, pages->len, before, after};
    return after != NULL && arsip_application_leave(archive, application, &relabelling, error);
}

static gboolean
change_all(Applying *applying, ArsipApplication *application, GError **error)
{
    g_autoptr(ArsipPlanReader) reader = arsip_plan_reader_new(applying->scratch, applying->name, error);

    while (reader != NULL) {
        g_autoptr(ArsipPlanItem) item = arsip_plan_reader_next(reader, error);

        if (item == NULL)
            return arsip_plan_reader_seal(reader) != NULL;
        if (!is_as_planned(applying->archive, item)) {
            arsip_outcome_add_moved(applying->outcome, applying->archive, item->id, applying->event);
            continue;
        }
        if (!change_document(applying, item, application, error))
            return FALSE;
        applying->outcome->documents++;
    }
    return FALSE;
}

static gboolean
refuse_moved(const Applying *applying, GError **error)
{
    guint64 left = applying->outcome->left;

    if (left == 0)
        return TRUE;
    g_set_error(
        error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
        _("%s: documents of this plan that have moved on since it was made: %d; nothing was changed: make "
          "the plan anew"),
        applying->name, (int)left);
    return FALSE;
}

static gboolean
write_all(Applying *applying, GError **error)
{
    ArsipArchive *archive = applying->archive;
    ArsipApplication application = {.rules = arsip_rules_version(applying->rules), .plan = applying->seal};

    if (!arsip_begin(archive, error))
        return FALSE;
    if (!arsip_application_begin(archive, &application, error) ||
        !change_all(applying, &application, error) || !refuse_moved(applying, error) ||
        !arsip_application_end(archive, &application, error)) {
        arsip_rollback(archive);
        return FALSE;
    }
    applying->outcome->application = application.id;
    if (!arsip_commit(archive, error))
        return FALSE;
    arsip_trim_log(archive);
    return TRUE;
}

/* A run that was ended between its transaction and its report may be run again. */
static gboolean
was_done(Applying *applying)
{
    g_autoptr(ArsipApplicationRow) newest = arsip_application_row(applying->archive, 0, NULL);

    if (newest == NULL || newest->state != ARSIP_APPLICATION_DONE ||
        g_strcmp0(newest->plan, applying->seal) != 0)
        return FALSE;
    applying->outcome->application = newest->id;
    applying->outcome->was_done = TRUE;
    return TRUE;
}

gboolean
arsip_plan_apply(ArsipArchive *archive, const char *path, ArsipOutcome *outcome, GError **error)
{
    g_autofree char *name = arsip_escape(path);
    g_autoptr(ArsipRules) rules = arsip_folio_rules(archive, error);
    g_autoptr(ArsipLock) lock = NULL;
    g_auto(Applying) applying = {.archive = archive, .rules = rules, .name = name, .outcome = outcome};

    *outcome = (ArsipOutcome){0};
    if (rules == NULL || !open_plan(&applying, path, error) || !read_through(&applying, error))
        return FALSE;
    lock = arsip_lock_take(archive, "label", error);
    if (lock == NULL)
        return FALSE;
    if (was_done(&applying))
        return TRUE;
    return open_scratch(&applying, error) && check_all(&applying, error) && refuse_moved(&applying, error) &&
           write_all(&applying, error);
}
