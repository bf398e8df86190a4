/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/plan.h"

#include "base/i18n.h"
#include "base/json-reader.h"
#include "base/json.h"

#include <string.h>

/* Bytes of one line: labels in their hundreds, each with the most evidence that a rule keeps. */
#define LINE_MAX_BYTES (4u << 20)

static const char kind[] = "arsip label";

struct ArsipPlanWriter {
    FILE *stream; /* borrowed */
    ArsipHash *hash;
    gint64 documents;
};

static void
write_line(ArsipPlanWriter *writer, const char *line)
{
    arsip_hash_update(writer->hash, line, strlen(line));
    arsip_hash_update(writer->hash, "\n", 1);
    fprintf(writer->stream, "%s\n", line);
}

ArsipPlanWriter *
arsip_plan_writer_new(FILE *stream, const ArsipPlanHead *head)
{
    ArsipPlanWriter *writer = g_new0(ArsipPlanWriter, 1);
    g_autoptr(ArsipJson) json = arsip_json_new();

    writer->stream = stream;
    writer->hash = arsip_hash_new();
    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", ARSIP_PLAN_SCHEMA);
    arsip_json_text(json, "plan", kind);
    arsip_json_text(json, "archive", head->archive);
    arsip_json_text(json, "rules", head->rules);
    arsip_json_number(json, "event", head->event);
    arsip_json_text(json, "hash", head->hash);
    arsip_json_text(json, "made", head->made);
    arsip_json_end(json);
    write_line(writer, arsip_json_line(json));
    return writer;
}

void
arsip_plan_writer_add(ArsipPlanWriter *writer, const ArsipPlanItem *item)
{
    g_autofree char *line = arsip_plan_item_line(item, FALSE);

    write_line(writer, line);
    writer->documents++;
}

void
arsip_plan_writer_seal(ArsipPlanWriter *writer)
{
    g_autoptr(ArsipJson) json = arsip_json_new();
    guint8 digest[ARSIP_HASH_SIZE];
    g_autofree char *hex = NULL;

    arsip_hash_finish(writer->hash, digest);
    hex = arsip_hash_hex(digest);
    arsip_json_object(json, NULL);
    arsip_json_number(json, "documents", writer->documents);
    arsip_json_text(json, "sha256", hex);
    arsip_json_end(json);
    fprintf(writer->stream, "%s\n", arsip_json_line(json));
}

void
arsip_plan_writer_free(ArsipPlanWriter *writer)
{
    if (writer == NULL)
        return;
    arsip_hash_free(writer->hash);
    g_free(writer);
}

struct ArsipPlanReader {
    FILE *stream; /* borrowed */
    char *name;
    GString *line;
    guint number;
    ArsipHash *hash; /* of the lines before this one */
    ArsipPlanHead head;
    gint64 documents;
    gint64 last; /* number of the document before */
    char *seal;
};

static gboolean
fail(const ArsipPlanReader *reader, GError **error, const char *fault)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, "%s:%u: %s", reader->name, reader->number, fault);
    return FALSE;
}

/* Every line ends with a line feed: what has none was cut short. */
static gboolean
read_line(ArsipPlanReader *reader, GError **error)
{
    int byte;

    g_string_truncate(reader->line, 0);
    reader->number++;
    while ((byte = getc(reader->stream)) != EOF && byte != '\n') {
        if (byte == '\0')
            return fail(reader, error, _("this is no plan: it holds a NUL byte"));
        if (reader->line->len >= LINE_MAX_BYTES)
            return fail(reader, error, _("this is no plan: the line is too long"));
        g_string_append_c(reader->line, (char)byte);
    }
    if (ferror(reader->stream))
        return fail(reader, error, _("the plan cannot be read"));
    return byte == '\n' || fail(reader, error, _("the plan is cut short here; make it anew"));
}

static void
hash_line(ArsipPlanReader *reader)
{
    arsip_hash_update(reader->hash, reader->line->str, reader->line->len);
    arsip_hash_update(reader->hash, "\n", 1);
}

static gboolean
read_head(ArsipPlanReader *reader, GError **error)
{
    ArsipJsonReader json;
    ArsipPlanHead *head = &reader->head;
    g_autofree char *found = NULL;
    gint64 schema;

    if (!read_line(reader, error))
        return FALSE;
    json = arsip_json_reader(reader->line->str);
    arsip_json_read_object(&json, NULL);
    schema = arsip_json_read_number(&json, "schema", 1, G_MAXINT32);
    found = arsip_json_read_text(&json, "plan", FALSE);
    if (g_strcmp0(found, kind) != 0)
        return fail(reader, error, _("this is no plan of arsip label --plan"));
    if (schema > ARSIP_PLAN_SCHEMA)
        return fail(reader, error,
                    _("this plan was made by a newer arsip; install that one, or make it anew"));
    head->archive = arsip_json_read_text(&json, "archive", FALSE);
    head->rules = arsip_json_read_text(&json, "rules", FALSE);
    head->event = arsip_json_read_number(&json, "event", 0, G_MAXINT64);
    head->hash = arsip_json_read_text(&json, "hash", FALSE);
    head->made = arsip_json_read_text(&json, "made", FALSE);
    arsip_json_read_end(&json);
    if (!arsip_json_read_whole(&json))
        return fail(reader, error, _("this line was changed after the plan was made; make it anew"));
    hash_line(reader);
    return TRUE;
}

ArsipPlanReader *
arsip_plan_reader_new(FILE *stream, const char *name, GError **error)
{
    g_autoptr(ArsipPlanReader) reader = g_new0(ArsipPlanReader, 1);

    reader->stream = stream;
    reader->name = g_strdup(name);
    reader->line = g_string_new(NULL);
    reader->hash = arsip_hash_new();
    return read_head(reader, error) ? g_steal_pointer(&reader) : NULL;
}

const ArsipPlanHead *
arsip_plan_reader_head(const ArsipPlanReader *reader)
{
    return &reader->head;
}

static gboolean
check_seal(ArsipPlanReader *reader, GError **error)
{
    ArsipJsonReader json = arsip_json_reader(reader->line->str);
    guint8 digest[ARSIP_HASH_SIZE];
    g_autofree char *hex = NULL;
    g_autofree char *told = NULL;
    gint64 documents;

    arsip_json_read_object(&json, NULL);
    documents = arsip_json_read_number(&json, "documents", 0, G_MAXINT64);
    told = arsip_json_read_text(&json, "sha256", FALSE);
    arsip_json_read_end(&json);
    if (!arsip_json_read_whole(&json))
        return fail(reader, error, _("this line was changed after the plan was made; make it anew"));
    arsip_hash_finish(reader->hash, digest);
    hex = arsip_hash_hex(digest);
    if (documents != reader->documents || !g_str_equal(told, hex))
        return fail(reader, error,
                    _("the plan was changed after it was made: its seal does not fit; make it anew"));
    if (getc(reader->stream) != EOF)
        return fail(reader, error, _("something stands behind the plan's end; make it anew"));
    reader->seal = g_steal_pointer(&hex);
    return TRUE;
}

ArsipPlanItem *
arsip_plan_reader_next(ArsipPlanReader *reader, GError **error)
{
    ArsipPlanItem *item;

    if (reader->seal != NULL || !read_line(reader, error))
        return NULL;
    if (g_str_has_prefix(reader->line->str, "{\"documents\":")) {
        check_seal(reader, error);
        return NULL;
    }
    item = arsip_plan_item_parse(reader->line->str);
    if (item == NULL || item->id <= reader->last) {
        fail(reader, error, _("this line was changed after the plan was made; make it anew"));
        arsip_plan_item_free(item);
        return NULL;
    }
    hash_line(reader);
    reader->last = item->id;
    reader->documents++;
    return item;
}

guint
arsip_plan_reader_line(const ArsipPlanReader *reader)
{
    return reader->number;
}

const char *
arsip_plan_reader_seal(const ArsipPlanReader *reader)
{
    return reader->seal;
}

void
arsip_plan_reader_free(ArsipPlanReader *reader)
{
    if (reader == NULL)
        return;
    arsip_plan_head_clear(&reader->head);
    g_string_free(reader->line, TRUE);
    arsip_hash_free(reader->hash);
    g_free(reader->name);
    g_free(reader->seal);
    g_free(reader);
}
