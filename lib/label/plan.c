/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/plan.h"
#include "base/json-reader.h"
#include "base/json.h"
#include "label/verdict.h"

#include <string.h>

/* What no real plan comes near, so that a foreign one costs no memory. */
#define LABELS_MAX   10000
#define EVIDENCE_MAX 100
#define COST_MAX     1e6

void
arsip_plan_head_clear(ArsipPlanHead *head)
{
    g_free(head->archive);
    g_free(head->rules);
    g_free(head->hash);
    g_free(head->made);
    *head = (ArsipPlanHead){0};
}

static void
free_before(ArsipPlanBefore *before)
{
    g_free(before->label);
    g_free(before->who);
    g_free(before->rule);
    g_free(before->reason);
    g_free(before);
}

ArsipPlanItem *
arsip_plan_item_new(void)
{
    ArsipPlanItem *item = g_new0(ArsipPlanItem, 1);

    item->before = g_ptr_array_new_with_free_func((GDestroyNotify)free_before);
    item->after = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_assignment_free);
    return item;
}

void
arsip_plan_item_free(ArsipPlanItem *item)
{
    if (item == NULL)
        return;
    g_ptr_array_unref(item->before);
    g_ptr_array_unref(item->after);
    g_free(item->uuid);
    g_free(item->title);
    g_free(item->revision);
    g_free(item);
}

void
arsip_plan_item_add_before(ArsipPlanItem *item, const char *label, const char *who, const char *rule,
                           const char *reason)
{
    ArsipPlanBefore *before = g_new0(ArsipPlanBefore, 1);

    before->label = g_strdup(label);
    before->who = g_strdup(who);
    before->rule = g_strdup(rule);
    before->reason = g_strdup(reason);
    g_ptr_array_add(item->before, before);
}

static const ArsipPlanBefore *
find_before(const ArsipPlanItem *item, const char *label)
{
    for (guint i = 0; i < item->before->len; i++) {
        const ArsipPlanBefore *before = item->before->pdata[i];

        if (g_str_equal(before->label, label))
            return before;
    }
    return NULL;
}

gboolean
arsip_plan_item_had(const ArsipPlanItem *item, const char *label)
{
    return find_before(item, label) != NULL;
}

gboolean
arsip_plan_item_gets(const ArsipPlanItem *item, const char *label)
{
    const ArsipPlanBefore *before = find_before(item, label);

    for (guint i = 0; i < item->after->len; i++)
        if (g_str_equal(((const ArsipAssignment *)item->after->pdata[i])->label, label))
            return TRUE;
    return before != NULL && before->who != NULL;
}

static void
add_before(ArsipJson *json, const ArsipPlanBefore *before, gboolean is_bare)
{
    arsip_json_object(json, NULL);
    arsip_json_text(json, "name", before->label);
    arsip_json_text(json, "who", before->who);
    arsip_json_text(json, "rule", before->rule);
    arsip_json_text(json, "reason", is_bare ? NULL : before->reason);
    arsip_json_end(json);
}

static void
add_evidence(ArsipJson *json, const ArsipEvidence *evidence)
{
    arsip_json_object(json, NULL);
    arsip_json_number(json, "page", evidence->place.page);
    arsip_json_number(json, "start", evidence->place.start);
    arsip_json_number(json, "length", evidence->place.length);
    arsip_json_text(json, "where", evidence->where);
    arsip_json_text(json, "text", evidence->text);
    arsip_json_real(json, "cost", evidence->cost, 9);
    arsip_json_end(json);
}

static void
add_after(ArsipJson *json, const ArsipAssignment *after, gboolean is_bare)
{
    arsip_json_object(json, NULL);
    arsip_json_text(json, "name", after->label);
    arsip_json_text(json, "rule", after->rule);
    arsip_json_text(json, "why", is_bare ? "" : after->why);
    arsip_json_number(json, "priority", after->priority);
    arsip_json_array(json, "evidence");
    for (guint i = 0; i < after->evidence->len; i++)
        add_evidence(json, after->evidence->pdata[i]);
    arsip_json_end(json);
    arsip_json_end(json);
}

char *
arsip_plan_item_line(const ArsipPlanItem *item, gboolean is_bare)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "id", item->id);
    arsip_json_text(json, "uuid", item->uuid);
    arsip_json_text(json, "title", is_bare ? "" : item->title);
    arsip_json_text(json, "revision", item->revision);
    arsip_json_array(json, "before");
    for (guint i = 0; i < item->before->len; i++)
        add_before(json, item->before->pdata[i], is_bare);
    arsip_json_end(json);
    arsip_json_array(json, "after");
    for (guint i = 0; i < item->after->len; i++)
        add_after(json, item->after->pdata[i], is_bare);
    arsip_json_end(json);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static void
parse_before(ArsipJsonReader *reader, ArsipPlanItem *item)
{
    g_autofree char *label = NULL;
    g_autofree char *who = NULL;
    g_autofree char *rule = NULL;
    g_autofree char *reason = NULL;

    arsip_json_read_object(reader, NULL);
    label = arsip_json_read_text(reader, "name", FALSE);
    who = arsip_json_read_text(reader, "who", TRUE);
    rule = arsip_json_read_text(reader, "rule", TRUE);
    reason = arsip_json_read_text(reader, "reason", TRUE);
    arsip_json_read_end(reader);
    if (!reader->has_failed)
        arsip_plan_item_add_before(item, label, who, rule, reason);
}

static void
parse_evidence(ArsipJsonReader *reader, GPtrArray *evidence)
{
    ArsipEvidence *found = g_new0(ArsipEvidence, 1);

    g_ptr_array_add(evidence, found);
    arsip_json_read_object(reader, NULL);
    found->place.page = (guint)arsip_json_read_number(reader, "page", 0, G_MAXUINT32);
    found->place.start = (guint32)arsip_json_read_number(reader, "start", 0, G_MAXUINT32);
    found->place.length = (guint32)arsip_json_read_number(reader, "length", 0, G_MAXUINT32);
    found->where = arsip_json_read_text(reader, "where", FALSE);
    found->text = arsip_json_read_text(reader, "text", FALSE);
    found->cost = arsip_json_read_real(reader, "cost", 0, COST_MAX);
    arsip_json_read_end(reader);
}

static void
parse_after(ArsipJsonReader *reader, ArsipPlanItem *item)
{
    ArsipAssignment *after = arsip_assignment_new("", "", 0, "", 0);

    g_ptr_array_add(item->after, after);
    g_clear_pointer(&after->label, g_free);
    g_clear_pointer(&after->rule, g_free);
    g_clear_pointer(&after->why, g_free);
    arsip_json_read_object(reader, NULL);
    after->label = arsip_json_read_text(reader, "name", FALSE);
    after->rule = arsip_json_read_text(reader, "rule", FALSE);
    after->why = arsip_json_read_text(reader, "why", FALSE);
    after->priority = (gint)arsip_json_read_number(reader, "priority", G_MININT32, G_MAXINT32);
    arsip_json_read_array(reader, "evidence");
    while (arsip_json_read_more(reader) && after->evidence->len < EVIDENCE_MAX)
        parse_evidence(reader, after->evidence);
    arsip_json_read_end(reader);
}

/* By rising names, so that none stands there twice. */
static gboolean
are_in_order(const ArsipPlanItem *item)
{
    for (guint i = 1; i < item->before->len; i++)
        if (strcmp(((const ArsipPlanBefore *)item->before->pdata[i - 1])->label,
                   ((const ArsipPlanBefore *)item->before->pdata[i])->label) >= 0)
            return FALSE;
    for (guint i = 1; i < item->after->len; i++)
        if (strcmp(((const ArsipAssignment *)item->after->pdata[i - 1])->label,
                   ((const ArsipAssignment *)item->after->pdata[i])->label) >= 0)
            return FALSE;
    return TRUE;
}

ArsipPlanItem *
arsip_plan_item_parse(const char *line)
{
    ArsipJsonReader reader = arsip_json_reader(line);
    g_autoptr(ArsipPlanItem) item = arsip_plan_item_new();

    arsip_json_read_object(&reader, NULL);
    item->id = arsip_json_read_number(&reader, "id", 1, G_MAXINT64);
    item->uuid = arsip_json_read_text(&reader, "uuid", FALSE);
    item->title = arsip_json_read_text(&reader, "title", FALSE);
    item->revision = arsip_json_read_text(&reader, "revision", FALSE);
    arsip_json_read_array(&reader, "before");
    while (arsip_json_read_more(&reader) && item->before->len < LABELS_MAX)
        parse_before(&reader, item);
    arsip_json_read_array(&reader, "after");
    while (arsip_json_read_more(&reader) && item->after->len < LABELS_MAX)
        parse_after(&reader, item);
    arsip_json_read_end(&reader);
    return arsip_json_read_whole(&reader) && are_in_order(item) ? g_steal_pointer(&item) : NULL;
}
