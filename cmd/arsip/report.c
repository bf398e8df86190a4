/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include "base/escape.h"
#include "base/json.h"
#include "low.h"

static char *
describe_time(double seconds)
{
    int whole = (int)(seconds + 0.5);

    if (seconds < 10)
        return g_strdup_printf(_("%.1f s"), seconds);
    if (whole < 120)
        return g_strdup_printf(_("%d s"), whole);
    return g_strdup_printf(_("%d min %d s"), whole / 60, whole % 60);
}

static void
print_files(const ArsipReport *report)
{
    g_autofree char *size = g_format_size((guint64)report->bytes);
    gint64 unreadable = 0;

    for (guint i = 0; i < report->problems->len; i++)
        unreadable += ((const ArsipProblem *)report->problems->pdata[i])->document == 0;
    arsip_command_print_count(_("files found"), report->files + unreadable, size);
    if (report->containers > 0)
        arsip_command_print_count(_("archives and mails opened"), report->containers, "");
    arsip_command_print_count(_("new documents"), report->new_documents, "");
    arsip_command_print_count(_("duplicates (known already)"), report->duplicates, "");
    if (report->brought_back > 0)
        arsip_command_print_count(_("withdrawn before, brought back"), report->brought_back, "");
}

static void
print_pages(const ArsipReport *report)
{
    arsip_command_print_count(_("pages"), report->pages, "");
    arsip_command_print_count(_("pages read"), report->pages_read, "");
    arsip_command_print_count(_("blank pages"), report->pages_blank, "");
    if (report->pages_waiting > 0)
        arsip_command_print_count(_("pages that wait to be read"), report->pages_waiting,
                                  _("read them with: arsip ocr"));
    arsip_command_print_count(_("pages that were hard to read"), report->pages_low, "");
    arsip_command_print_count(_("documents that need a look"), report->to_review,
                              report->to_review > 0 ? "arsip search label:perlu-tinjau" : "");
    if (report->several > 0)
        arsip_command_print_count(_("documents of several letters"), report->several,
                                  "arsip search has:surat-lain");
}

static void
print_labels(const ArsipReport *report)
{
    if (report->labels->len == 0)
        return;
    printf("%s\n", _("Documents per label:"));
    for (guint i = 0; i < report->labels->len; i++) {
        const ArsipCount *count = report->labels->pdata[i];

        arsip_command_print_count(count->name, count->count, "");
    }
}

static void
print_problems(const ArsipReport *report)
{
    if (report->problems->len == 0) {
        printf("%s\n", _("Everything could be taken and read."));
        return;
    }
    printf(_("Not taken or not read (%u):\n"), report->problems->len);
    for (guint i = 0; i < report->problems->len; i++) {
        g_autofree char *masked =
            arsip_command_mask(((const ArsipProblem *)report->problems->pdata[i])->reason);
        g_autofree char *reason = arsip_escape_text(masked);

        printf("  %s\n", reason);
    }
}

/* The sheets that are worth another scan, while they still lie beside the scanner. */
static void
print_low(const ArsipReport *report)
{
    if (report->low->len == 0)
        return;
    printf("%s\n", _("Hard to read, look at them and perhaps scan them again (confidence of 100):"));
    for (guint i = 0; i < report->low->len; i++)
        arsip_low_print(report->low->pdata[i]);
    if (report->pages_low > report->low->len)
        printf(_("  and %d more: arsip status --low\n"), (int)(report->pages_low - report->low->len));
}

static void
print_left(const ArsipAway *away)
{
    if (away == NULL || away->left == 0)
        return;
    printf(_("Left where they are (%d):\n"), (int)away->left);
    for (guint i = 0; i < away->sentences->len; i++) {
        g_autofree char *masked = arsip_command_mask(away->sentences->pdata[i]);
        g_autofree char *safe = arsip_escape_text(masked);

        printf("  %s\n", safe);
    }
}

static void
print_text(ArsipArchive *archive, const ArsipReport *report, const ArsipAway *away)
{
    g_autofree char *taken = describe_time(report->seconds);
    g_autofree char *begun = arsip_command_local_time(report->batch->started, FALSE);

    printf(_("Batch %d in %s, by %s\n"), (int)report->batch->id, arsip_archive_name(archive),
           report->batch->who);
    if (report->batch->finished != NULL)
        printf(_("begun %s, time taken %s\n"), begun, taken);
    else
        printf(_("begun %s, not finished: run the same ingest again\n"), begun);
    if (g_str_equal(report->batch->state, "withdrawn"))
        printf(_("This batch is withdrawn; bring it back with: arsip batch redo %d\n"),
               (int)report->batch->id);
    print_files(report);
    if (away != NULL)
        arsip_command_print_count(_("source files taken away"), (gint64)away->taken, "");
    print_pages(report);
    print_labels(report);
    print_low(report);
    print_problems(report);
    print_left(away);
}

static void
add_counts(ArsipJson *json, const ArsipReport *report)
{
    arsip_json_number(json, "files", report->files);
    arsip_json_number(json, "containers", report->containers);
    arsip_json_number(json, "bytes", report->bytes);
    arsip_json_number(json, "new_documents", report->new_documents);
    arsip_json_number(json, "duplicates", report->duplicates);
    arsip_json_number(json, "brought_back", report->brought_back);
    arsip_json_number(json, "pages", report->pages);
    arsip_json_number(json, "pages_read", report->pages_read);
    arsip_json_number(json, "pages_blank", report->pages_blank);
    arsip_json_number(json, "pages_failed", report->pages_failed);
    arsip_json_number(json, "pages_waiting", report->pages_waiting);
    arsip_json_number(json, "pages_low", report->pages_low);
    arsip_json_number(json, "to_review", report->to_review);
    arsip_json_number(json, "unlabelled", report->unlabelled);
    arsip_json_number(json, "several", report->several);
}

static void
add_problems(ArsipJson *json, const ArsipReport *report)
{
    arsip_json_array(json, "problems");
    for (guint i = 0; i < report->problems->len; i++) {
        const ArsipProblem *problem = report->problems->pdata[i];
        g_autofree char *path = arsip_command_mask(problem->path);
        g_autofree char *reason = arsip_command_mask(problem->reason);

        arsip_json_object(json, NULL);
        arsip_json_text(json, "path", path);
        if (problem->document != 0)
            arsip_json_number(json, "id", problem->document);
        if (problem->page != 0)
            arsip_json_number(json, "page", problem->page);
        arsip_json_number(json, "code", problem->code);
        arsip_json_text(json, "reason", reason);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
add_low(ArsipJson *json, const ArsipReport *report)
{
    arsip_json_array(json, "low");
    for (guint i = 0; i < report->low->len; i++)
        arsip_low_add_json(json, report->low->pdata[i]);
    arsip_json_end(json);
}

static void
add_away(ArsipJson *json, const ArsipAway *away)
{
    if (away == NULL)
        return;
    arsip_json_number(json, "sources_taken", (gint64)away->taken);
    arsip_json_number(json, "sources_left", (gint64)away->left);
    arsip_json_array(json, "left");
    for (guint i = 0; away->sentences != NULL && i < away->sentences->len; i++) {
        g_autofree char *masked = arsip_command_mask(away->sentences->pdata[i]);

        arsip_json_text(json, NULL, masked);
    }
    arsip_json_end(json);
}

static void
print_json(ArsipArchive *archive, const ArsipReport *report, const ArsipAway *away)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "archive", arsip_archive_name(archive));
    arsip_json_number(json, "batch", report->batch->id);
    arsip_json_text(json, "uuid", report->batch->uuid);
    arsip_json_text(json, "who", report->batch->who);
    arsip_json_text(json, "started", report->batch->started);
    arsip_json_text(json, "finished", report->batch->finished);
    arsip_json_text(json, "state", report->batch->state);
    arsip_json_real(json, "seconds", report->seconds, 3);
    add_counts(json, report);
    arsip_json_object(json, "labels");
    for (guint i = 0; i < report->labels->len; i++) {
        const ArsipCount *count = report->labels->pdata[i];

        arsip_json_number(json, count->name, count->count);
    }
    arsip_json_end(json);
    add_problems(json, report);
    add_low(json, report);
    add_away(json, away);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

void
arsip_report_print(ArsipArchive *archive, const ArsipReport *report, const ArsipAway *away,
                   ArsipFormat format)
{
    if (format == ARSIP_FORMAT_JSONL)
        print_json(archive, report, away);
    else
        print_text(archive, report, away);
}

void
arsip_report_print_problems(const ArsipReport *report, const ArsipAway *away)
{
    for (guint i = 0; i < report->problems->len; i++) {
        g_autofree char *masked =
            arsip_command_mask(((const ArsipProblem *)report->problems->pdata[i])->reason);
        g_autofree char *reason = arsip_escape_text(masked);

        fprintf(stderr, "arsip: %s\n", reason);
    }
    if (report->duplicates > 0)
        fprintf(stderr, _("arsip: %d files were known already\n"), (int)report->duplicates);
    for (guint i = 0; away != NULL && away->sentences != NULL && i < away->sentences->len; i++) {
        g_autofree char *masked = arsip_command_mask(away->sentences->pdata[i]);
        g_autofree char *safe = arsip_escape_text(masked);

        fprintf(stderr, _("arsip: left where it is: %s\n"), safe);
    }
}

int
arsip_report_status(const ArsipReport *report, const ArsipAway *away)
{
    return report->problems->len > 0 || (away != NULL && away->left > 0) ? ARSIP_EXIT_PARTLY
                                                                         : ARSIP_EXIT_DONE;
}
