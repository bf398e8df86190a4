/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/batch.h>
#include <arsip/status.h>

#include "archive/private.h"
#include "archive/record.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <string.h>

/* More than a clerk looks through in one report; `status --low` lists them all. */
#define LOW_PAGES 20

static void
free_count(ArsipCount *count)
{
    g_free(count->name);
    g_free(count);
}

static void
free_problem(ArsipProblem *problem)
{
    g_free(problem->path);
    g_free(problem->reason);
    g_free(problem);
}

void
arsip_report_free(ArsipReport *report)
{
    if (report == NULL)
        return;
    arsip_batch_free(report->batch);
    g_ptr_array_unref(report->labels);
    g_ptr_array_unref(report->problems);
    g_clear_pointer(&report->low, g_ptr_array_unref);
    g_free(report);
}

static gboolean
count_arrivals(ArsipArchive *archive, ArsipReport *report, GError **error)
{
    static const char sql[] =
        "SELECT count(*), coalesce(sum(size), 0), count(*) FILTER (WHERE outcome <> 'new'),"
        "       count(*) FILTER (WHERE outcome = 'back'),"
        "       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM arrival AS member WHERE member.container = "
        "arrival.id))"
        " FROM arrival JOIN original ON original.id = arrival.original WHERE batch = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", report->batch->id) ||
        !arsip_statement_step(statement, error))
        return FALSE;
    report->files = sqlite3_column_int64(statement, 0);
    report->bytes = sqlite3_column_int64(statement, 1);
    report->duplicates = sqlite3_column_int64(statement, 2);
    report->brought_back = sqlite3_column_int64(statement, 3);
    report->containers = sqlite3_column_int64(statement, 4);
    return TRUE;
}

static gboolean
count_pages(ArsipArchive *archive, ArsipReport *report, GError **error)
{
    static const char sql[] =
        "SELECT count(DISTINCT document.id), count(*), count(*) FILTER (WHERE page.state = 'read'),"
        "       count(*) FILTER (WHERE page.state = 'read' AND reading.blank),"
        "       count(*) FILTER (WHERE page.state = 'failed'), count(*) FILTER (WHERE page.state = "
        "'waiting'),"
        "       count(*) FILTER (WHERE page.state = 'read' AND NOT reading.blank AND reading.confidence < ?2)"
        " FROM document JOIN page ON page.document = document.id LEFT JOIN reading ON reading.id = "
        "page.reading"
        " WHERE document.batch = ?1 AND document.state <> 'container'";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "id", report->batch->id, (double)ARSIP_LOW_CONFIDENCE) ||
        !arsip_statement_step(statement, error))
        return FALSE;
    report->new_documents = sqlite3_column_int64(statement, 0);
    report->pages = sqlite3_column_int64(statement, 1);
    report->pages_read = sqlite3_column_int64(statement, 2);
    report->pages_blank = sqlite3_column_int64(statement, 3);
    report->pages_failed = sqlite3_column_int64(statement, 4);
    report->pages_waiting = sqlite3_column_int64(statement, 5);
    report->pages_low = sqlite3_column_int64(statement, 6);
    return TRUE;
}

static gboolean
count_labels(ArsipArchive *archive, ArsipReport *report, GError **error)
{
    static const char sql[] =
        "SELECT label.name, count(*) FROM document JOIN assignment ON assignment.document = document.id"
        " JOIN label ON label.id = assignment.label"
        " WHERE document.batch = ?1 AND assignment.given GROUP BY label.id ORDER BY label.name";
    static const char bare[] =
        "SELECT count(*) FROM document WHERE batch = ?1 AND state = 'filed'"
        " AND NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.document = document.id AND given)";
    static const char several[] =
        "SELECT count(*) FROM document JOIN field ON field.document = document.id"
        " WHERE document.batch = ?1 AND field.name = 'surat-lain' AND field.value <> ''";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", report->batch->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipCount *count = g_new0(ArsipCount, 1);

        count->name = arsip_column_dup(statement, 0);
        count->count = sqlite3_column_int64(statement, 1);
        if (g_str_equal(count->name, "perlu-tinjau"))
            report->to_review = count->count;
        g_ptr_array_add(report->labels, count);
    }
    if (fault == NULL)
        report->unlabelled = arsip_fetch_number(archive, 0, &fault, bare, "i", report->batch->id);
    if (fault == NULL)
        report->several = arsip_fetch_number(archive, 0, &fault, several, "i", report->batch->id);
    return arsip_rows_ended(fault, error);
}

/* Paths first, as an undisturbed run notes them: a resumed one looks at them again when documents have had
 * theirs. */
static gboolean
list_problems(ArsipArchive *archive, ArsipReport *report, GError **error)
{
    static const char sql[] = "SELECT path, coalesce(document, 0), page, code, reason FROM problem"
                              " WHERE batch = ?1 ORDER BY document IS NOT NULL, id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", report->batch->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipProblem *problem = g_new0(ArsipProblem, 1);
        g_autofree char *path =
            g_strndup(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));

        problem->path = arsip_escape(path);
        problem->document = sqlite3_column_int64(statement, 1);
        problem->page = (guint)sqlite3_column_int64(statement, 2);
        problem->code = sqlite3_column_int(statement, 3);
        problem->reason = arsip_column_dup(statement, 4);
        g_ptr_array_add(report->problems, problem);
    }
    return arsip_rows_ended(fault, error);
}

/*
 * Bytes that are known and could not be read, under a name that is new: told again. Under the same name they
 * were told before, and a nightly run over the same folder is not to complain of them each night. Members of
 * containers are told once: an archive may hold thousands of empty files.
 */
static gboolean
list_known_problems(ArsipArchive *archive, ArsipReport *report, GError **error)
{
    static const char sql[] =
        "SELECT arrival.id, document.id, document.code, document.failure FROM arrival"
        " JOIN page ON page.original = arrival.original AND page.number = 1"
        " JOIN document ON document.id = page.document"
        " WHERE arrival.batch = ?1 AND arrival.container IS NULL AND arrival.outcome <> 'new'"
        "   AND document.state = 'failed'"
        "   AND NOT EXISTS (SELECT 1 FROM arrival AS earlier"
        "     WHERE earlier.original = arrival.original AND earlier.id < arrival.id AND earlier.path = "
        "arrival.path)"
        " ORDER BY arrival.id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", report->batch->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        g_autofree char *path = arsip_arrival_path(archive, sqlite3_column_int64(statement, 0), error);
        ArsipProblem *problem;

        if (path == NULL)
            return FALSE;
        problem = g_new0(ArsipProblem, 1);
        problem->path = arsip_escape(path);
        problem->document = sqlite3_column_int64(statement, 1);
        problem->code = sqlite3_column_int(statement, 2);
        problem->reason = g_strdup_printf(_("%s: the same bytes are known and could not be read: %s"),
                                          problem->path, arsip_column_text(statement, 3));
        g_ptr_array_add(report->problems, problem);
    }
    return arsip_rows_ended(fault, error);
}

static double
seconds_between(const char *from, const char *to)
{
    g_autoptr(GDateTime) begin = g_date_time_new_from_iso8601(from, NULL);
    g_autoptr(GDateTime) end = to != NULL ? g_date_time_new_from_iso8601(to, NULL) : NULL;

    return begin != NULL && end != NULL ? (double)g_date_time_difference(end, begin) / G_USEC_PER_SEC : 0;
}

ArsipReport *
arsip_report_make(ArsipArchive *archive, gint64 batch, GError **error)
{
    g_autoptr(ArsipReport) report = g_new0(ArsipReport, 1);

    report->labels = g_ptr_array_new_with_free_func((GDestroyNotify)free_count);
    report->problems = g_ptr_array_new_with_free_func((GDestroyNotify)free_problem);
    report->batch = arsip_batch_load(archive, batch, error);
    if (report->batch == NULL || !count_arrivals(archive, report, error) ||
        !count_pages(archive, report, error) || !count_labels(archive, report, error) ||
        !list_problems(archive, report, error) || !list_known_problems(archive, report, error))
        return NULL;
    report->low = arsip_low_pages(archive, ARSIP_LOW_CONFIDENCE, batch, LOW_PAGES, error);
    if (report->low == NULL)
        return NULL;
    report->seconds = seconds_between(report->batch->started, report->batch->finished);
    return g_steal_pointer(&report);
}
