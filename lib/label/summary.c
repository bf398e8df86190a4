/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/summary.h"
#include "base/i18n.h"
#include "label/rule.h"

#include <string.h>

#define EXAMPLES   3
#define GROUPS_MAX 1000
#define WORDS_MAX  60 /* characters of what an example shows */

struct ArsipSummaryMaker {
    ArsipPlanSummary *summary;
    GHashTable *group_of; /* lost and gained -> ArsipPlanGroup, of the summary */
    GHashTable *label_of; /* name -> ArsipPlanLabel, of the summary */
};

static void
free_reason(ArsipPlanReason *reason)
{
    g_free(reason->rule);
    g_free(reason->why);
    g_free(reason);
}

static void
free_example(ArsipPlanExample *example)
{
    g_free(example->title);
    g_free(example->words);
    g_free(example);
}

static void
free_group(ArsipPlanGroup *group)
{
    g_ptr_array_unref(group->reasons);
    g_ptr_array_unref(group->examples);
    g_free(group->lost);
    g_free(group->gained);
    g_free(group);
}

static void
free_label(ArsipPlanLabel *label)
{
    g_free(label->label);
    g_free(label);
}

void
arsip_plan_summary_free(ArsipPlanSummary *summary)
{
    if (summary == NULL)
        return;
    g_ptr_array_unref(summary->labels);
    g_ptr_array_unref(summary->groups);
    g_free(summary);
}

ArsipSummaryMaker *
arsip_summary_maker_new(void)
{
    ArsipSummaryMaker *maker = g_new0(ArsipSummaryMaker, 1);

    maker->summary = g_new0(ArsipPlanSummary, 1);
    maker->summary->labels = g_ptr_array_new_with_free_func((GDestroyNotify)free_label);
    maker->summary->groups = g_ptr_array_new_with_free_func((GDestroyNotify)free_group);
    maker->group_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    maker->label_of = g_hash_table_new(g_str_hash, g_str_equal);
    return maker;
}

static ArsipPlanLabel *
label_named(ArsipSummaryMaker *maker, const char *name)
{
    ArsipPlanLabel *label = g_hash_table_lookup(maker->label_of, name);

    if (label != NULL)
        return label;
    label = g_new0(ArsipPlanLabel, 1);
    label->label = g_strdup(name);
    g_ptr_array_add(maker->summary->labels, label);
    g_hash_table_insert(maker->label_of, label->label, label);
    return label;
}

/* What a document would lose and gain among the labels of one namespace; all is borrowed from its item. */
typedef struct {
    char *space;
    GPtrArray *lost;   /* of ArsipPlanBefore */
    GPtrArray *gained; /* of ArsipAssignment */
} Change;

static void
free_change(Change *change)
{
    g_ptr_array_unref(change->lost);
    g_ptr_array_unref(change->gained);
    g_free(change->space);
    g_free(change);
}

static Change *
change_in(GPtrArray *changes, const char *label)
{
    g_autofree char *space = g_strndup(label, strcspn(label, "/"));
    Change *change;

    for (guint i = 0; i < changes->len; i++)
        if (g_str_equal(((const Change *)changes->pdata[i])->space, space))
            return changes->pdata[i];
    change = g_new0(Change, 1);
    change->space = g_steal_pointer(&space);
    change->lost = g_ptr_array_new();
    change->gained = g_ptr_array_new();
    g_ptr_array_add(changes, change);
    return change;
}

/* Also counts the labels. */
static GPtrArray *
list_changes(ArsipSummaryMaker *maker, const ArsipPlanItem *item)
{
    GPtrArray *changes = g_ptr_array_new_with_free_func((GDestroyNotify)free_change);

    for (guint i = 0; i < item->before->len; i++) {
        const ArsipPlanBefore *before = item->before->pdata[i];

        if (arsip_plan_item_gets(item, before->label))
            continue;
        g_ptr_array_add(change_in(changes, before->label)->lost, item->before->pdata[i]);
        label_named(maker, before->label)->lost++;
    }
    for (guint i = 0; i < item->after->len; i++) {
        const ArsipAssignment *after = item->after->pdata[i];

        if (arsip_plan_item_had(item, after->label))
            continue;
        g_ptr_array_add(change_in(changes, after->label)->gained, item->after->pdata[i]);
        label_named(maker, after->label)->gained++;
    }
    return changes;
}

/* The label that asks a person to look stands for one of another namespace: it goes when that comes, and
 * comes when that goes. */
static void
pair_review(GPtrArray *changes)
{
    for (guint i = 0; i < changes->len; i++) {
        Change *review = changes->pdata[i];

        for (guint j = 0; g_str_equal(review->space, ARSIP_LABEL_TO_REVIEW) && j < changes->len; j++) {
            Change *other = changes->pdata[j];

            if (other == review || (review->lost->len > 0 ? other->lost->len : other->gained->len) > 0)
                continue;
            g_ptr_array_extend(other->lost, review->lost, NULL, NULL);
            g_ptr_array_extend(other->gained, review->gained, NULL, NULL);
            g_ptr_array_remove_index(changes, i);
            return;
        }
    }
}

static void
append_name(GString *names, const char *name)
{
    g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", name);
}

/* NULL where there are too many kinds already. */
static ArsipPlanGroup *
group_of(ArsipSummaryMaker *maker, const Change *change)
{
    g_autoptr(GString) lost = g_string_new(NULL);
    g_autoptr(GString) gained = g_string_new(NULL);
    g_autofree char *key = NULL;
    ArsipPlanGroup *group;

    for (guint i = 0; i < change->lost->len; i++)
        append_name(lost, ((const ArsipPlanBefore *)change->lost->pdata[i])->label);
    for (guint i = 0; i < change->gained->len; i++)
        append_name(gained, ((const ArsipAssignment *)change->gained->pdata[i])->label);
    key = g_strdup_printf("%s\n%s", lost->str, gained->str);
    group = g_hash_table_lookup(maker->group_of, key);
    if (group != NULL || maker->summary->groups->len >= GROUPS_MAX)
        return group;
    group = g_new0(ArsipPlanGroup, 1);
    group->lost = g_strdup(lost->str);
    group->gained = g_strdup(gained->str);
    group->reasons = g_ptr_array_new_with_free_func((GDestroyNotify)free_reason);
    group->examples = g_ptr_array_new_with_free_func((GDestroyNotify)free_example);
    g_ptr_array_add(maker->summary->groups, group);
    g_hash_table_insert(maker->group_of, g_steal_pointer(&key), group);
    return group;
}

static void
count_reason(ArsipPlanGroup *group, const ArsipAssignment *after)
{
    ArsipPlanReason *reason;

    for (guint i = 0; i < group->reasons->len; i++) {
        reason = group->reasons->pdata[i];
        if (g_str_equal(reason->rule, after->rule)) {
            reason->documents++;
            return;
        }
    }
    reason = g_new0(ArsipPlanReason, 1);
    reason->rule = g_strdup(after->rule);
    reason->why = g_strdup(after->why);
    reason->documents = 1;
    g_ptr_array_add(group->reasons, reason);
}

static void
append_proof(GString *words, const ArsipEvidence *evidence)
{
    gsize length = MIN((gsize)g_utf8_strlen(evidence->text, -1), WORDS_MAX);
    g_autofree char *begin = g_utf8_substring(evidence->text, 0, (glong)length);
    const char *more = strlen(begin) < strlen(evidence->text) ? "…" : "";

    if (words->len > 0)
        g_string_append(words, "; ");
    if (evidence->place.page > 0)
        g_string_append_printf(words, _("\"%s%s\" in %s, page %u"), begin, more, evidence->where,
                               evidence->place.page);
    else
        g_string_append_printf(words, _("\"%s%s\" in %s"), begin, more, evidence->where);
}

/* What speaks for the labels that come; where none does, why those go that go. */
static char *
words_for(const Change *change)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint i = 0; i < change->gained->len; i++) {
        const ArsipAssignment *after = change->gained->pdata[i];

        if (after->evidence->len > 0)
            append_proof(words, after->evidence->pdata[0]);
    }
    for (guint i = 0; change->gained->len == 0 && i < change->lost->len; i++) {
        const ArsipPlanBefore *before = change->lost->pdata[i];

        if (before->reason != NULL)
            g_string_append_printf(words, "%s%s", words->len > 0 ? "; " : "", before->reason);
    }
    return g_strdup(words->str);
}

static void
add_to_group(ArsipPlanGroup *group, const ArsipPlanItem *item, const Change *change)
{
    ArsipPlanExample *example;

    group->documents++;
    for (guint i = 0; i < change->gained->len; i++)
        count_reason(group, change->gained->pdata[i]);
    if (group->examples->len >= EXAMPLES)
        return;
    example = g_new0(ArsipPlanExample, 1);
    example->id = item->id;
    example->title = g_strdup(item->title);
    example->words = words_for(change);
    g_ptr_array_add(group->examples, example);
}

void
arsip_summary_maker_add(ArsipSummaryMaker *maker, const ArsipPlanItem *item, gboolean is_by_hand)
{
    g_autoptr(GPtrArray) changes = NULL;

    maker->summary->documents++;
    maker->summary->by_hand += is_by_hand ? 1 : 0;
    if (item == NULL)
        return;
    maker->summary->changed++;
    changes = list_changes(maker, item);
    pair_review(changes);
    for (guint i = 0; i < changes->len; i++) {
        ArsipPlanGroup *group = group_of(maker, changes->pdata[i]);

        if (group != NULL)
            add_to_group(group, item, changes->pdata[i]);
        else
            maker->summary->other++;
    }
}

void
arsip_summary_maker_pass(ArsipSummaryMaker *maker)
{
    maker->summary->passed++;
}

static gint
compare_labels(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const ArsipPlanLabel *const *)a)->label, (*(const ArsipPlanLabel *const *)b)->label);
}

static gint
compare_counts(guint64 a, guint64 b)
{
    return a > b ? -1 : a < b;
}

static gint
compare_groups(gconstpointer a, gconstpointer b)
{
    const ArsipPlanGroup *one = *(const ArsipPlanGroup *const *)a;
    const ArsipPlanGroup *other = *(const ArsipPlanGroup *const *)b;
    gint order = compare_counts(one->documents, other->documents);

    if (order == 0)
        order = strcmp(one->gained, other->gained);
    return order != 0 ? order : strcmp(one->lost, other->lost);
}

static gint
compare_reasons(gconstpointer a, gconstpointer b)
{
    const ArsipPlanReason *one = *(const ArsipPlanReason *const *)a;
    const ArsipPlanReason *other = *(const ArsipPlanReason *const *)b;
    gint order = compare_counts(one->documents, other->documents);

    return order != 0 ? order : strcmp(one->rule, other->rule);
}

ArsipPlanSummary *
arsip_summary_maker_end(ArsipSummaryMaker *maker)
{
    ArsipPlanSummary *summary = g_steal_pointer(&maker->summary);

    g_ptr_array_sort(summary->labels, compare_labels);
    g_ptr_array_sort(summary->groups, compare_groups);
    for (guint i = 0; i < summary->groups->len; i++)
        g_ptr_array_sort(((const ArsipPlanGroup *)summary->groups->pdata[i])->reasons, compare_reasons);
    arsip_summary_maker_free(maker);
    return summary;
}

void
arsip_summary_maker_free(ArsipSummaryMaker *maker)
{
    if (maker == NULL)
        return;
    g_hash_table_unref(maker->group_of);
    g_hash_table_unref(maker->label_of);
    arsip_plan_summary_free(maker->summary);
    g_free(maker);
}
