/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/json-reader.h"
#include "custody/record.h"
#include "label/rule.h"

#include <math.h>
#include <string.h>

#define PAGES_MAX    1000000
#define READINGS_MAX 10000

static gboolean
fail(GError **error, const char *sentence)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, sentence);
    return FALSE;
}

static double
read_exact(ArsipJsonReader *reader, const char *key)
{
    g_autofree char *digits = arsip_json_read_text(reader, key, FALSE);
    char *end = NULL;
    double value = digits != NULL ? g_ascii_strtod(digits, &end) : 0;

    if (digits == NULL || *digits == '\0' || *end != '\0' || !isfinite(value)) {
        reader->has_failed = TRUE;
        return 0;
    }
    return value;
}

static void
read_hash(ArsipJsonReader *reader, const char *key, gboolean may_be_null, guint8 *sha256)
{
    g_autofree char *hex = arsip_json_read_text(reader, key, may_be_null);

    if (hex == NULL ? !may_be_null : !arsip_hash_from_hex(hex, sha256))
        reader->has_failed = TRUE;
}

static guint32
read_count(ArsipJsonReader *reader, const char *key, gint64 least, gint64 most)
{
    return (guint32)arsip_json_read_number(reader, key, least, most);
}

static char *
read_text(ArsipJsonReader *reader, const char *key, gboolean may_be_null, ArsipArena *arena)
{
    g_autofree char *text = arsip_json_read_text(reader, key, may_be_null);

    return arsip_arena_text(arena, text);
}

static ArsipWholeSpan
read_span(ArsipJsonReader *reader)
{
    ArsipWholeSpan span;

    span.page = read_count(reader, "page", 0, PAGES_MAX);
    span.reading = read_count(reader, "reading", 0, READINGS_MAX);
    span.start = read_count(reader, "start", 0, G_MAXUINT32);
    span.length = read_count(reader, "length", 0, G_MAXUINT32);
    return span;
}

static void
read_originals(ArsipJsonReader *reader, ArsipWhole *whole)
{
    arsip_json_read_array(reader, "originals");
    while (arsip_json_read_more(reader)) {
        ArsipWholeOriginal *original = ARSIP_ARENA_NEW(whole->arena, ArsipWholeOriginal);
        g_autofree char *path = NULL;
        g_autofree char *right_path = NULL;

        g_ptr_array_add(whole->originals, original);
        arsip_json_read_object(reader, NULL);
        read_hash(reader, "sha256", FALSE, original->sha256);
        original->size = (guint64)arsip_json_read_number(reader, "size", 0, G_MAXINT64);
        original->media_type = read_text(reader, "media_type", TRUE, whole->arena);
        path = arsip_json_read_text(reader, "path", FALSE);
        arsip_json_read_end(reader);
        right_path = arsip_record_original_path(original);
        if (g_strcmp0(path, right_path) != 0)
            reader->has_failed = TRUE;
    }
}

static void
read_arrivals(ArsipJsonReader *reader, ArsipWhole *whole)
{
    arsip_json_read_array(reader, "arrivals");
    while (arsip_json_read_more(reader)) {
        ArsipWholeArrival *arrival = ARSIP_ARENA_NEW(whole->arena, ArsipWholeArrival);
        g_autofree char *path = NULL;
        g_autofree char *bytes = NULL;

        g_ptr_array_add(whole->arrivals, arrival);
        arsip_json_read_object(reader, NULL);
        arrival->original = read_count(reader, "original", 1, MAX(whole->originals->len, 1)) - 1;
        arrival->batch = read_text(reader, "batch", FALSE, whole->arena);
        path = arsip_json_read_text(reader, "path", FALSE);
        bytes = path != NULL ? arsip_record_path_bytes(path) : NULL;
        arrival->path = arsip_arena_text(whole->arena, bytes);
        arrival->modified = arsip_json_read_number(reader, "modified", G_MININT64, G_MAXINT64);
        read_hash(reader, "within", TRUE, arrival->holder);
        arrival->holder_arrival = read_count(reader, "within_arrival", 0, G_MAXINT32);
        arsip_json_read_end(reader);
    }
}

static void
read_fields(ArsipJsonReader *reader, ArsipWhole *whole)
{
    arsip_json_read_array(reader, "fields");
    while (arsip_json_read_more(reader)) {
        ArsipWholeField *field = ARSIP_ARENA_NEW(whole->arena, ArsipWholeField);

        g_ptr_array_add(whole->fields, field);
        arsip_json_read_object(reader, NULL);
        field->name = read_text(reader, "name", FALSE, whole->arena);
        field->value = read_text(reader, "value", FALSE, whole->arena);
        field->who = read_text(reader, "who", TRUE, whole->arena);
        field->span = read_span(reader);
        arsip_json_read_end(reader);
    }
}

static void
read_proofs(ArsipJsonReader *reader, const ArsipWhole *whole, ArsipWholeLabel *label)
{
    label->proofs = whole->proofs->len;
    arsip_json_read_array(reader, "evidence");
    for (; arsip_json_read_more(reader); label->n_proofs++) {
        ArsipWholeProof *proof = ARSIP_ARENA_NEW(whole->arena, ArsipWholeProof);

        g_ptr_array_add(whole->proofs, proof);
        arsip_json_read_object(reader, NULL);
        proof->span = read_span(reader);
        proof->where = read_text(reader, "where", FALSE, whole->arena);
        proof->text = read_text(reader, "text", FALSE, whole->arena);
        proof->cost = read_exact(reader, "cost");
        arsip_json_read_end(reader);
    }
}

static void
read_labels(ArsipJsonReader *reader, ArsipWhole *whole)
{
    arsip_json_read_array(reader, "labels");
    while (arsip_json_read_more(reader)) {
        ArsipWholeLabel *label = ARSIP_ARENA_NEW(whole->arena, ArsipWholeLabel);

        g_ptr_array_add(whole->labels, label);
        arsip_json_read_object(reader, NULL);
        label->name = read_text(reader, "name", FALSE, whole->arena);
        label->who = read_text(reader, "who", TRUE, whole->arena);
        label->is_given = read_count(reader, "given", 0, 1) != 0;
        label->rule = read_text(reader, "rule", TRUE, whole->arena);
        label->why = read_text(reader, "why", TRUE, whole->arena);
        label->rules = read_text(reader, "rules", TRUE, whole->arena);
        label->priority = (gint)arsip_json_read_number(reader, "priority", G_MININT32, G_MAXINT32);
        read_proofs(reader, whole, label);
        arsip_json_read_end(reader);
    }
}

static gboolean
is_one_of(const char *word, const char *const *words)
{
    return word != NULL && g_strv_contains(words, word);
}

static gboolean
is_date(const char *text)
{
    return text != NULL &&
           g_regex_match_simple("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
check_document(const ArsipWhole *whole, GError **error)
{
    static const char *const states[] = {"stored", "read", "filed", "failed", "container", NULL};

    if (!g_uuid_string_is_valid(whole->uuid))
        return fail(error, _("a document's UUID is none"));
    if (!is_one_of(whole->state, states) || !is_date(whole->received))
        return fail(error, _("a document's state or date is none"));
    if (whole->originals->len == 0)
        return fail(error, _("a document has no original"));
    for (guint i = 0; i < whole->arrivals->len; i++)
        if (!g_uuid_string_is_valid(((const ArsipWholeArrival *)whole->arrivals->pdata[i])->batch))
            return fail(error, _("a batch's UUID is none"));
    for (guint i = 0; i < whole->labels->len; i++) {
        const ArsipWholeLabel *label = whole->labels->pdata[i];

        if (!arsip_is_label(label->name, TRUE) || (!label->is_given && label->who == NULL))
            return fail(error, _("a label that nobody gave and nobody took away"));
    }
    return TRUE;
}

static gboolean
check_schema(const char *line, gint64 *schema, GError **error)
{
    ArsipJsonReader reader = arsip_json_reader(line);

    arsip_json_read_object(&reader, NULL);
    *schema = arsip_json_read_number(&reader, "schema", 1, G_MAXINT32);
    if (reader.has_failed)
        return fail(error, _("a line of documents is none"));
    if (*schema <= ARSIP_RECORD_SCHEMA)
        return TRUE;
    g_set_error(
        error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
        _("the bag was made by a newer arsip (records of schema %d, this one knows %d); install that one"),
        (int)*schema, ARSIP_RECORD_SCHEMA);
    return FALSE;
}

ArsipWhole *
arsip_record_read_document(const char *line, GError **error)
{
    ArsipJsonReader reader = arsip_json_reader(line);
    g_autoptr(ArsipWhole) whole = arsip_whole_new();
    gint64 schema;

    if (!check_schema(line, &schema, error))
        return NULL;
    arsip_json_read_object(&reader, NULL);
    arsip_json_read_number(&reader, "schema", schema, schema);
    whole->uuid = read_text(&reader, "uuid", FALSE, whole->arena);
    whole->name = read_text(&reader, "name", FALSE, whole->arena);
    whole->named_by = read_text(&reader, "named_by", TRUE, whole->arena);
    whole->state = read_text(&reader, "state", FALSE, whole->arena);
    whole->code = (gint)arsip_json_read_number(&reader, "code", 0, G_MAXINT32);
    whole->failure = read_text(&reader, "failure", TRUE, whole->arena);
    whole->received = read_text(&reader, "received", FALSE, whole->arena);
    whole->note = read_text(&reader, "note", FALSE, whole->arena);
    whole->n_pages = read_count(&reader, "pages", 1, PAGES_MAX);
    read_originals(&reader, whole);
    read_arrivals(&reader, whole);
    read_fields(&reader, whole);
    read_labels(&reader, whole);
    arsip_json_read_end(&reader);
    if (!arsip_json_read_whole(&reader)) {
        fail(error, _("a line of documents is not as it is written down"));
        return NULL;
    }
    return check_document(whole, error) ? g_steal_pointer(&whole) : NULL;
}

static void
read_reading(ArsipJsonReader *reader, ArsipWholePage *page)
{
    ArsipWholeReading *reading = ARSIP_ARENA_NEW(page->arena, ArsipWholeReading);
    g_autofree char *words = NULL;
    g_autofree guchar *bytes = NULL;

    g_ptr_array_add(page->readings, reading);
    arsip_json_read_object(reader, NULL);
    reading->made = read_text(reader, "made", FALSE, page->arena);
    reading->who = read_text(reader, "who", TRUE, page->arena);
    reading->text = read_text(reader, "text", FALSE, page->arena);
    words = arsip_json_read_text(reader, "words", FALSE);
    bytes = words != NULL ? g_base64_decode(words, &reading->words_size) : NULL;
    reading->words = arsip_arena_copy(page->arena, bytes, reading->words_size);
    reading->confidence = read_exact(reader, "confidence");
    reading->rotation = (gint)arsip_json_read_number(reader, "rotation", 0, 359);
    reading->skew = read_exact(reader, "skew");
    reading->width = (gint)arsip_json_read_number(reader, "width", 0, G_MAXINT32);
    reading->height = (gint)arsip_json_read_number(reader, "height", 0, G_MAXINT32);
    reading->dpi = (gint)arsip_json_read_number(reader, "dpi", 0, G_MAXINT32);
    reading->is_blank = arsip_json_read_number(reader, "blank", 0, 1) != 0;
    reading->method = read_text(reader, "method", FALSE, page->arena);
    reading->languages = read_text(reader, "languages", FALSE, page->arena);
    reading->known = read_exact(reader, "known");
    reading->steps = read_text(reader, "steps", FALSE, page->arena);
    arsip_json_read_end(reader);
}

/* Boxes out of their page, or words out of their text, would come to light much later. */
static gboolean
check_page(const ArsipWholePage *page, GError **error)
{
    static const char *const states[] = {"waiting", "read", "failed", "none", NULL};

    if (!is_one_of(page->state, states) || page->counts > page->readings->len)
        return fail(error, _("a page's state is none"));
    for (guint i = 0; i < page->readings->len; i++) {
        const ArsipWholeReading *reading = page->readings->pdata[i];
        g_autoptr(GBytes) packed = g_bytes_new_static(reading->words, reading->words_size);
        g_autoptr(GArray) words = NULL;

        if (reading->rotation % 90 != 0)
            return fail(error, _("a page's state is none"));
        words = arsip_words_unpack(packed, strlen(reading->text), error);
        if (words == NULL)
            return FALSE;
    }
    return TRUE;
}

ArsipWholePage *
arsip_record_read_page(const char *line, const ArsipWhole *whole, guint number, GError **error)
{
    ArsipJsonReader reader = arsip_json_reader(line);
    g_autoptr(ArsipWholePage) page = arsip_whole_page_new();
    g_autofree char *document = NULL;

    arsip_json_read_object(&reader, NULL);
    document = arsip_json_read_text(&reader, "document", FALSE);
    page->number = read_count(&reader, "number", number, number);
    page->original = read_count(&reader, "original", 1, whole->originals->len) - 1;
    page->original_page = read_count(&reader, "original_page", 1, PAGES_MAX);
    page->state = read_text(&reader, "state", FALSE, page->arena);
    page->code = (gint)arsip_json_read_number(&reader, "code", 0, G_MAXINT32);
    page->failure = read_text(&reader, "failure", TRUE, page->arena);
    page->counts = read_count(&reader, "counts", 0, READINGS_MAX);
    arsip_json_read_array(&reader, "readings");
    while (arsip_json_read_more(&reader))
        read_reading(&reader, page);
    arsip_json_read_end(&reader);
    if (!arsip_json_read_whole(&reader) || g_strcmp0(document, whole->uuid) != 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                    _("document %s lacks page %u, or its line is none"), whole->uuid, number);
        return NULL;
    }
    return check_page(page, error) ? g_steal_pointer(&page) : NULL;
}

gboolean
arsip_record_read_link(const char *line, ArsipLink *link, GError **error)
{
    ArsipJsonReader reader = arsip_json_reader(line);

    arsip_json_read_object(&reader, NULL);
    link->event.id = arsip_json_read_number(&reader, "number", 1, G_MAXINT64);
    read_hash(&reader, "hash", FALSE, link->hash);
    if (arsip_json_read_number(&reader, "withheld", 0, 1) == 0) {
        link->event.at = arsip_json_read_text(&reader, "at", FALSE);
        link->event.who = arsip_json_read_text(&reader, "who", FALSE);
        link->event.what = arsip_json_read_text(&reader, "what", FALSE);
        link->event.subject = arsip_json_read_text(&reader, "subject", FALSE);
        link->event.detail = arsip_json_read_text(&reader, "detail", FALSE);
    }
    arsip_json_read_end(&reader);
    return arsip_json_read_whole(&reader) || fail(error, _("a line of events is not as it is written down"));
}
