/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include <arsip/plan.h>

#include "base/escape.h"

/* Kinds of change that are told; the file has them all. */
#define GROUPS_SHOWN  40
#define REASONS_SHOWN 5

static void
print_counts(const ArsipPlanSummary *summary)
{
    arsip_command_print_count(_("held against the rules"), (gint64)summary->documents, "");
    arsip_command_print_count(_("would get other labels"), (gint64)summary->changed, "");
    arsip_command_print_count(_("stay as they are"), (gint64)(summary->documents - summary->changed), "");
    if (summary->by_hand > 0)
        arsip_command_print_count(_("with a decision by hand"), (gint64)summary->by_hand,
                                  _("what persons gave or took away is not touched"));
    if (summary->passed > 0)
        arsip_command_print_count(_("passed over"), (gint64)summary->passed, _("withdrawn, or not read yet"));
}

/* As people look at it. The caller owns it. */
static char *
shown(const char *text)
{
    g_autofree char *masked = arsip_command_mask(text);

    return arsip_escape_text(masked);
}

static void
print_labels(const GPtrArray *labels)
{
    if (labels->len > 0)
        printf("\n%s\n", _("Documents that would gain (+) and lose (-) each label"));
    for (guint i = 0; i < labels->len; i++) {
        const ArsipPlanLabel *label = labels->pdata[i];
        g_autofree char *gained =
            label->gained > 0 ? g_strdup_printf("+%d", (int)label->gained) : g_strdup("");
        g_autofree char *lost = label->lost > 0 ? g_strdup_printf("-%d", (int)label->lost) : g_strdup("");
        g_autofree char *name = arsip_escape(label->label);

        printf("  %-34s %8s %8s\n", name, gained, lost);
    }
}

static void
print_change(const ArsipPlanGroup *group)
{
    g_autofree char *lost = arsip_escape(group->lost);
    g_autofree char *gained = arsip_escape(group->gained);

    if (*lost == '\0')
        printf(_("\nDocuments that would gain %s: %d\n"), gained, (int)group->documents);
    else if (*gained == '\0')
        printf(_("\nDocuments that would lose %s: %d\n"), lost, (int)group->documents);
    else
        printf(_("\nDocuments that would change from %s to %s: %d\n"), lost, gained, (int)group->documents);
}

static void
print_reason(const ArsipPlanReason *reason, gboolean is_only)
{
    g_autofree char *rule = arsip_escape(reason->rule);
    g_autofree char *why = shown(reason->why);

    if (is_only)
        printf(_("  by the rule at %s"), rule);
    else
        printf(_("  %d by the rule at %s"), (int)reason->documents, rule);
    printf(*why != '\0' ? ": %s\n" : "%s\n", why);
}

static void
print_reasons(const ArsipPlanGroup *group)
{
    for (guint i = 0; i < MIN(group->reasons->len, REASONS_SHOWN); i++)
        print_reason(group->reasons->pdata[i], group->reasons->len == 1);
    if (group->reasons->len > REASONS_SHOWN)
        printf(_("  and %d more rules\n"), (int)(group->reasons->len - REASONS_SHOWN));
    if (group->reasons->len == 0)
        printf("  %s\n", _("no rule gives it any more"));
}

static void
print_group(const ArsipPlanGroup *group)
{
    print_change(group);
    print_reasons(group);
    printf("  %s\n", group->documents > group->examples->len ? _("for example:") : _("namely:"));
    for (guint i = 0; i < group->examples->len; i++) {
        const ArsipPlanExample *example = group->examples->pdata[i];
        g_autofree char *title = shown(example->title);
        g_autofree char *words = shown(example->words);

        printf("  %5d  %s\n", (int)example->id, title);
        if (*words != '\0')
            printf("         %s\n", words);
    }
}

static void
print_summary(const ArsipArchive *archive, const ArsipPlanSummary *summary, const char *path)
{
    guint64 untold = summary->other;
    g_autofree char *name = arsip_escape(path);

    printf(_("What the rules in force would change in %s; nothing has been changed.\n"),
           arsip_archive_name(archive));
    print_counts(summary);
    print_labels(summary->labels);
    for (guint i = 0; i < summary->groups->len; i++) {
        if (i < GROUPS_SHOWN)
            print_group(summary->groups->pdata[i]);
        else
            untold += ((const ArsipPlanGroup *)summary->groups->pdata[i])->documents;
    }
    if (untold > 0)
        printf(_("\nFurther changes: %d; the plan names them all.\n"), (int)untold);
    if (summary->changed > 0)
        printf(_("\nTo do it: arsip label --apply %s\n"), name);
    else
        printf(_("\nThere is nothing to do.\n"));
}

int
arsip_plan_write(ArsipArchive *archive, const GArray *documents, const char *path)
{
    GError *error = NULL;
    g_autoptr(ArsipPlanSummary) summary = arsip_plan_make(archive, documents, path, &error);

    if (summary == NULL)
        return arsip_command_fail(error);
    print_summary(archive, summary, path);
    return ARSIP_EXIT_DONE;
}

/* Of documents that were left as they are. */
static void
tell_moved(const ArsipOutcome *outcome)
{
    for (guint i = 0; outcome->moved != NULL && i < outcome->moved->len; i++) {
        const ArsipMoved *moved = outcome->moved->pdata[i];
        g_autofree char *title = shown(moved->title);
        g_autofree char *reason = shown(moved->reason);

        fprintf(stderr, "  %5d  %s\n         %s\n", (int)moved->id, title, reason);
    }
    if (outcome->moved != NULL && outcome->left > outcome->moved->len)
        fprintf(stderr, _("  and %d more\n"), (int)(outcome->left - outcome->moved->len));
}

void
arsip_plan_tell_undo(gint64 application)
{
    fprintf(stderr, _("This is application %d of the rules; to take it back: arsip label --undo %d\n"),
            (int)application, (int)application);
}

int
arsip_plan_apply_file(ArsipArchive *archive, const char *path)
{
    g_auto(ArsipOutcome) outcome = {0};
    GError *error = NULL;
    int status;

    if (!arsip_plan_apply(archive, path, &outcome, &error)) {
        status = arsip_command_fail(error);
        tell_moved(&outcome);
        return status;
    }
    if (outcome.was_done) {
        fprintf(stderr, _("%s: this plan was applied already, as application %d; nothing was changed now\n"),
                arsip_archive_name(archive), (int)outcome.application);
        return ARSIP_EXIT_DONE;
    }
    fprintf(stderr, _("%s: %d documents have other labels now\n"), arsip_archive_name(archive),
            (int)outcome.documents);
    if (outcome.application != 0)
        arsip_plan_tell_undo(outcome.application);
    return ARSIP_EXIT_DONE;
}

int
arsip_plan_undo(ArsipArchive *archive, char **words)
{
    g_auto(ArsipOutcome) outcome = {0};
    GError *error = NULL;
    gint64 application = 0;
    int status = ARSIP_EXIT_DONE;

    if (words != NULL && words[1] != NULL)
        return arsip_command_usage(_("label --undo: give one number at most"));
    if (words != NULL &&
        !arsip_command_number(words[0], _("the number of an application"), 1, &application, &status))
        return status;
    if (!arsip_label_undo(archive, application, &outcome, &error)) {
        status = arsip_command_fail(error);
        tell_moved(&outcome);
        return status;
    }
    fprintf(stderr,
            _("%s: application %d was taken back: %d documents have the labels again that they had\n"),
            arsip_archive_name(archive), (int)outcome.application, (int)outcome.documents);
    fprintf(stderr, "%s\n",
            _("The rule files were not changed: as long as they say so, arsip label would do it again."));
    if (outcome.left == 0)
        return ARSIP_EXIT_DONE;
    fprintf(stderr, _("These have moved on since and were left as they are:\n"));
    tell_moved(&outcome);
    return ARSIP_EXIT_PARTLY;
}
