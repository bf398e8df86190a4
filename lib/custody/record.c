/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Below, a whole number has the same digits however it is written. */
#define WHOLE_MOST 1e6

/* The least digits that give the same number again: what goes from archive to archive does not change by a
 * hair. As text, because JSON's readers round. */
static void
add_exact(ArsipJson *json, const char *key, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    gint whole = fabs(value) < WHOLE_MOST ? (gint)value : 0;

    /* What most are takes no search for digits. */
    if (value >= whole && value <= whole && (whole != 0 || !signbit(value))) {
        arsip_json_number_text(json, key, whole);
        return;
    }
    g_ascii_formatd(digits, sizeof digits, "%.15g", value);
    if (g_ascii_strtod(digits, NULL) < value || g_ascii_strtod(digits, NULL) > value)
        g_ascii_dtostr(digits, sizeof digits, value);
    arsip_json_text(json, key, digits);
}

static void
add_hash(ArsipJson *json, const char *key, const guint8 *sha256)
{
    char hex[ARSIP_HASH_HEX_SIZE];

    arsip_hash_write_hex(sha256, hex);
    arsip_json_text(json, key, hex);
}

/* ASCII but the percent sign. */
static gsize
count_plain(const char *path)
{
    const char *at = path;

    while (*at != '\0' && *at != '%' && (guchar)*at < 0x80)
        at++;
    return (gsize)(at - path);
}

/* Gives where the next one begins. */
static const char *
append_other(GString *text, const char *path)
{
    gunichar c = g_utf8_get_char_validated(path, -1);

    if (c == (gunichar)-1 || c == (gunichar)-2 || *path == '%') {
        g_string_append_printf(text, "%%%02X", (guint)(guchar)*path);
        return path + 1;
    }
    g_string_append_unichar(text, c);
    return g_utf8_next_char(path);
}

char *
arsip_record_path_text(const char *path)
{
    GString *text = g_string_sized_new(strlen(path) + 1);

    while (*path != '\0') {
        gsize plain = count_plain(path);

        g_string_append_len(text, path, (gssize)plain);
        path += plain;
        if (*path != '\0')
            path = append_other(text, path);
    }
    return g_string_free(text, FALSE);
}

char *
arsip_record_path_bytes(const char *text)
{
    GString *path = g_string_new(NULL);

    for (; *text != '\0'; text++) {
        int high = *text == '%' ? g_ascii_xdigit_value(text[1]) : -1;
        int low = high >= 0 ? g_ascii_xdigit_value(text[2]) : -1;

        if (low >= 0 && (high > 0 || low > 0)) {
            g_string_append_c(path, (char)(high * 16 + low));
            text += 2;
        } else
            g_string_append_c(path, *text);
    }
    return g_string_free(path, FALSE);
}

typedef struct {
    const char *type, *ending;
} Ending;

static int
compare_types(const void *a, const void *b)
{
    return strcmp(((const Ending *)a)->type, ((const Ending *)b)->type);
}

static const char *
ending_of(const char *type)
{
    /* By type. */
    static const Ending endings[] = {
        {"application/pdf", ".pdf"},
        {"application/vnd.oasis.opendocument.presentation", ".odp"},
        {"application/vnd.oasis.opendocument.spreadsheet", ".ods"},
        {"application/vnd.oasis.opendocument.text", ".odt"},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
        {"application/zip", ".zip"},
        {"image/bmp", ".bmp"},
        {"image/gif", ".gif"},
        {"image/jpeg", ".jpg"},
        {"image/png", ".png"},
        {"image/tiff", ".tif"},
        {"image/webp", ".webp"},
        {"image/x-ms-bmp", ".bmp"},
        {"message/rfc822", ".eml"},
        {"text/csv", ".csv"},
        {"text/html", ".html"},
        {"text/plain", ".txt"},
    };
    const Ending wanted = {.type = type};
    const Ending *found =
        type != NULL ? bsearch(&wanted, endings, G_N_ELEMENTS(endings), sizeof *endings, compare_types)
                     : NULL;

    return found != NULL ? found->ending : "";
}

char *
arsip_record_original_path(const ArsipWholeOriginal *original)
{
    char hex[ARSIP_HASH_HEX_SIZE];

    arsip_hash_write_hex(original->sha256, hex);
    return g_strconcat("data/originals/", (const char[]){hex[0], hex[1], '/', '\0'}, hex + 2,
                       ending_of(original->media_type), NULL);
}

static void
add_originals(ArsipJson *json, const ArsipWhole *whole)
{
    arsip_json_array(json, "originals");
    for (guint i = 0; i < whole->originals->len; i++) {
        const ArsipWholeOriginal *original = whole->originals->pdata[i];
        g_autofree char *path = arsip_record_original_path(original);

        arsip_json_object(json, NULL);
        add_hash(json, "sha256", original->sha256);
        arsip_json_number(json, "size", (gint64)original->size);
        arsip_json_text(json, "media_type", original->media_type);
        arsip_json_text(json, "path", path);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
add_arrivals(ArsipJson *json, const ArsipWhole *whole)
{
    arsip_json_array(json, "arrivals");
    for (guint i = 0; i < whole->arrivals->len; i++) {
        const ArsipWholeArrival *arrival = whole->arrivals->pdata[i];
        g_autofree char *path = arsip_record_path_text(arrival->path);

        arsip_json_object(json, NULL);
        arsip_json_number(json, "original", arrival->original + 1);
        arsip_json_text(json, "batch", arrival->batch);
        arsip_json_text(json, "path", path);
        arsip_json_number(json, "modified", arrival->modified);
        if (arrival->holder_arrival > 0)
            add_hash(json, "within", arrival->holder);
        else
            arsip_json_text(json, "within", NULL);
        arsip_json_number(json, "within_arrival", arrival->holder_arrival);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
add_span(ArsipJson *json, const ArsipWholeSpan *span)
{
    arsip_json_number(json, "page", span->page);
    arsip_json_number(json, "reading", span->reading);
    arsip_json_number(json, "start", span->start);
    arsip_json_number(json, "length", span->length);
}

static void
add_fields(ArsipJson *json, const ArsipWhole *whole)
{
    arsip_json_array(json, "fields");
    for (guint i = 0; i < whole->fields->len; i++) {
        const ArsipWholeField *field = whole->fields->pdata[i];

        arsip_json_object(json, NULL);
        arsip_json_text(json, "name", field->name);
        arsip_json_text(json, "value", field->value);
        arsip_json_text(json, "who", field->who);
        add_span(json, &field->span);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
add_label(ArsipJson *json, const ArsipWhole *whole, const ArsipWholeLabel *label)
{
    arsip_json_object(json, NULL);
    arsip_json_text(json, "name", label->name);
    arsip_json_text(json, "who", label->who);
    arsip_json_number(json, "given", label->is_given ? 1 : 0);
    arsip_json_text(json, "rule", label->rule);
    arsip_json_text(json, "why", label->why);
    arsip_json_text(json, "rules", label->rules);
    arsip_json_number(json, "priority", label->priority);
    arsip_json_array(json, "evidence");
    for (guint i = 0; i < label->n_proofs; i++) {
        const ArsipWholeProof *proof = whole->proofs->pdata[label->proofs + i];

        arsip_json_object(json, NULL);
        add_span(json, &proof->span);
        arsip_json_text(json, "where", proof->where);
        arsip_json_text(json, "text", proof->text);
        add_exact(json, "cost", proof->cost);
        arsip_json_end(json);
    }
    arsip_json_end(json);
    arsip_json_end(json);
}

void
arsip_record_add_document(ArsipJson *json, const ArsipWhole *whole)
{
    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", ARSIP_RECORD_SCHEMA);
    arsip_json_text(json, "uuid", whole->uuid);
    arsip_json_text(json, "name", whole->name);
    arsip_json_text(json, "named_by", whole->named_by);
    arsip_json_text(json, "state", whole->state);
    arsip_json_number(json, "code", whole->code);
    arsip_json_text(json, "failure", whole->failure);
    arsip_json_text(json, "received", whole->received);
    arsip_json_text(json, "note", whole->note);
    arsip_json_number(json, "pages", whole->n_pages);
    add_originals(json, whole);
    add_arrivals(json, whole);
    add_fields(json, whole);
    arsip_json_array(json, "labels");
    for (guint i = 0; i < whole->labels->len; i++)
        add_label(json, whole, whole->labels->pdata[i]);
    arsip_json_end(json);
    arsip_json_end(json);
}

static void
add_reading(ArsipJson *json, const ArsipWholeReading *reading)
{
    arsip_json_object(json, NULL);
    arsip_json_text(json, "made", reading->made);
    arsip_json_text(json, "who", reading->who);
    arsip_json_text(json, "text", reading->text);
    arsip_json_base64(json, "words", reading->words, reading->words_size);
    add_exact(json, "confidence", reading->confidence);
    arsip_json_number(json, "rotation", reading->rotation);
    add_exact(json, "skew", reading->skew);
    arsip_json_number(json, "width", reading->width);
    arsip_json_number(json, "height", reading->height);
    arsip_json_number(json, "dpi", reading->dpi);
    arsip_json_number(json, "blank", reading->is_blank ? 1 : 0);
    arsip_json_text(json, "method", reading->method);
    arsip_json_text(json, "languages", reading->languages);
    add_exact(json, "known", reading->known);
    arsip_json_text(json, "steps", reading->steps);
    arsip_json_end(json);
}

void
arsip_record_add_page(ArsipJson *json, const ArsipWhole *whole, const ArsipWholePage *page)
{
    arsip_json_object(json, NULL);
    arsip_json_text(json, "document", whole->uuid);
    arsip_json_number(json, "number", page->number);
    arsip_json_number(json, "original", page->original + 1);
    arsip_json_number(json, "original_page", page->original_page);
    arsip_json_text(json, "state", page->state);
    arsip_json_number(json, "code", page->code);
    arsip_json_text(json, "failure", page->failure);
    arsip_json_number(json, "counts", page->counts);
    arsip_json_array(json, "readings");
    for (guint i = 0; i < page->readings->len; i++)
        add_reading(json, page->readings->pdata[i]);
    arsip_json_end(json);
    arsip_json_end(json);
}

void
arsip_record_add_link(ArsipJson *json, const ArsipLink *link, gboolean is_withheld)
{
    const ArsipEvent *event = &link->event;
    gboolean is_told = !is_withheld && event->detail != NULL;

    arsip_json_object(json, NULL);
    arsip_json_number(json, "number", event->id);
    add_hash(json, "hash", link->hash);
    arsip_json_number(json, "withheld", is_told ? 0 : 1);
    if (is_told) {
        arsip_json_text(json, "at", event->at);
        arsip_json_text(json, "who", event->who);
        arsip_json_text(json, "what", event->what);
        arsip_json_text(json, "subject", event->subject);
        arsip_json_text(json, "detail", event->detail);
    }
    arsip_json_end(json);
}
