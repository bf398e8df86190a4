/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/facts.h"

#include <string.h>

#include "text/token.h"

static const ArsipPlace nowhere;

void
arsip_facts_init(ArsipFacts *facts, const ArsipSubject *subject)
{
    g_autofree char *folded = arsip_fold(subject->file_name != NULL ? subject->file_name : "");

    facts->subject = subject;
    facts->file_name = g_strdup_printf(" %s ", folded);
}

void
arsip_facts_clear(ArsipFacts *facts)
{
    g_clear_pointer(&facts->file_name, g_free);
}

/* The words of the value stand in the name beside one another; the last may be a beginning. */
static gboolean
file_holds(const ArsipFacts *facts, const ArsipNode *leaf)
{
    g_autofree char *words = g_strconcat(" ", leaf->value, leaf->is_prefix ? "" : " ", NULL);

    return facts->subject->file_name != NULL && strstr(facts->file_name, words) != NULL;
}

static gboolean
label_holds(const ArsipSubject *subject, const ArsipNode *leaf)
{
    for (guint i = 0; subject->labels != NULL && subject->labels[i] != NULL; i++)
        if (leaf->is_prefix ? g_str_has_prefix(subject->labels[i], leaf->value)
                            : g_str_equal(subject->labels[i], leaf->value))
            return TRUE;
    return FALSE;
}

static gboolean
date_holds(const char *date, const ArsipNode *leaf)
{
    return date != NULL && date[0] != '\0' && strcmp(date, leaf->first) >= 0 &&
           (leaf->last[0] == '\0' || strcmp(date, leaf->last) <= 0);
}

gboolean
arsip_query_type_matches(const char *value, const char *media_type)
{
    static const struct {
        const char *usual, *registered;
    } others[] = {
        {"jpg", "jpeg"},
        {"tif", "tiff"},
        {"txt", "plain"},
        {"htm", "html"},
        {"docx", "vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"xlsx", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"pptx", "vnd.openxmlformats-officedocument.presentationml.presentation"},
        {"odt", "vnd.oasis.opendocument.text"},
        {"ods", "vnd.oasis.opendocument.spreadsheet"},
        {"odp", "vnd.oasis.opendocument.presentation"},
        {"doc", "msword"},
        {"xls", "vnd.ms-excel"},
        {"ppt", "vnd.ms-powerpoint"},
    };
    const char *slash = strchr(media_type, '/');

    if (g_ascii_strcasecmp(value, media_type) == 0)
        return TRUE;
    if (slash == NULL)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        if (g_str_equal(value, others[i].usual))
            value = others[i].registered;
    const char *kind = slash + 1;
    gboolean is_group = strlen(value) == (gsize)(slash - media_type) &&
                        g_ascii_strncasecmp(value, media_type, (gsize)(slash - media_type)) == 0;

    return is_group || g_ascii_strcasecmp(value, kind) == 0 ||
           (g_ascii_strncasecmp(kind, "x-", 2) == 0 && g_ascii_strcasecmp(value, kind + 2) == 0);
}

static const ArsipField *
field_with_value(const ArsipLetter *letter, const char *name)
{
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);

        if (g_str_equal(field->name, name) && field->value[0] != '\0')
            return field;
    }
    return NULL;
}

static void
ask_personal(const ArsipLetter *letter, const char *kind, ArsipFactFunc found, gpointer data)
{
    for (guint i = 0; letter->personal != NULL && i < letter->personal->len; i++) {
        const ArsipPersonal *personal = g_ptr_array_index(letter->personal, i);

        if (g_str_equal(personal->kind, kind))
            found(personal->kind, personal->place, data);
    }
}

static void
ask_fields(const ArsipLetter *letter, const ArsipNode *leaf, const GRegex *regex, ArsipFactFunc found,
           gpointer data)
{
    const ArsipField *field =
        field_with_value(letter, leaf->kind == ARSIP_NODE_HAS ? leaf->value : leaf->scope);

    if (field == NULL)
        return;
    gboolean holds = leaf->kind == ARSIP_NODE_REGEX  ? g_regex_match(regex, field->value, 0, NULL)
                     : leaf->kind == ARSIP_NODE_DATE ? date_holds(field->value, leaf)
                                                     : TRUE;

    if (holds)
        found(field->name, field->place, data);
}

void
arsip_facts_ask(const ArsipFacts *facts, const ArsipNode *leaf, const GRegex *regex, ArsipFactFunc found,
                gpointer data)
{
    const ArsipSubject *subject = facts->subject;

    switch (leaf->kind) {
    case ARSIP_NODE_HAS:
        ask_personal(subject->letter, leaf->value, found, data);
        ask_fields(subject->letter, leaf, NULL, found, data);
        break;
    case ARSIP_NODE_REGEX:
        ask_fields(subject->letter, leaf, regex, found, data);
        break;
    case ARSIP_NODE_DATE:
        if (!g_str_equal(leaf->scope, "received"))
            ask_fields(subject->letter, leaf, NULL, found, data);
        else if (date_holds(subject->received, leaf))
            found("received", nowhere, data);
        break;
    case ARSIP_NODE_LABEL:
        if (label_holds(subject, leaf))
            found("label", nowhere, data);
        break;
    case ARSIP_NODE_FILE:
        if (file_holds(facts, leaf))
            found("file", nowhere, data);
        break;
    case ARSIP_NODE_BATCH:
        if (subject->batch == leaf->number)
            found("batch", nowhere, data);
        break;
    case ARSIP_NODE_TYPE:
        if (subject->media_type != NULL && arsip_query_type_matches(leaf->value, subject->media_type))
            found("type", nowhere, data);
        break;
    default:
        break;
    }
}
