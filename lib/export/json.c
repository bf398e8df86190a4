/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/written.h"

#include "base/json.h"

/* Fields that are always there, null without a value, so that a reader of the export need not guess. */
static const char *const letter_fields[] = {"nomor", "tanggal", "hal", "sifat", "kode", "kepada", "dari"};

static void
add_box(ArsipJson *json, const ArsipRectangle *box)
{
    if (box->width <= 0 || box->height <= 0)
        return;
    arsip_json_array(json, "box");
    arsip_json_number(json, NULL, box->x);
    arsip_json_number(json, NULL, box->y);
    arsip_json_number(json, NULL, box->width);
    arsip_json_number(json, NULL, box->height);
    arsip_json_end(json);
}

static void
add_originals(ArsipJson *json, const ArsipDocument *document)
{
    g_auto(GStrv) hashes = arsip_export_originals(document);

    arsip_json_array(json, "sha256");
    for (guint i = 0; hashes[i] != NULL; i++)
        arsip_json_text(json, NULL, hashes[i]);
    arsip_json_end(json);
}

static void
add_page(ArsipJson *json, const ArsipPage *page, const char *text)
{
    arsip_json_object(json, NULL);
    arsip_json_number(json, "number", page->number);
    arsip_json_text(json, "state", page->state);
    arsip_json_text(json, "text", text);
    arsip_json_real(json, "confidence", page->confidence, 1);
    arsip_json_number(json, "rotation", page->rotation);
    arsip_json_truth(json, "blank", page->is_blank);
    arsip_json_real(json, "skew", page->skew, 2);
    arsip_json_number(json, "width", page->width);
    arsip_json_number(json, "height", page->height);
    arsip_json_number(json, "dpi", page->dpi);
    arsip_json_text(json, "method", page->method);
    if (page->failure != NULL)
        arsip_json_text(json, "failure", page->failure);
    arsip_json_end(json);
}

static void
add_evidence(ArsipJson *json, const GPtrArray *proofs)
{
    arsip_json_array(json, "evidence");
    for (guint i = 0; i < proofs->len; i++) {
        const ArsipProof *proof = proofs->pdata[i];

        arsip_json_object(json, NULL);
        arsip_json_number(json, "page", proof->page);
        arsip_json_text(json, "text", proof->text);
        add_box(json, &proof->box);
        arsip_json_text(json, "where", proof->where);
        arsip_json_real(json, "cost", proof->cost, 3);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
add_label(ArsipJson *json, const ArsipLabel *label)
{
    arsip_json_object(json, NULL);
    arsip_json_text(json, "name", label->name);
    arsip_json_text(json, "by", label->who != NULL ? "person" : "rule");
    if (label->who != NULL)
        arsip_json_text(json, "who", label->who);
    else
        arsip_json_text(json, "rule", label->rule);
    if (*label->why != '\0')
        arsip_json_text(json, "why", label->why);
    if (label->who == NULL)
        add_evidence(json, label->proofs);
    arsip_json_end(json);
}

/* What persons took away, so that nobody wonders why no rule gives it. */
static void
add_removed(ArsipJson *json, const GPtrArray *labels)
{
    arsip_json_array(json, "removed");
    for (guint i = 0; i < labels->len; i++) {
        const ArsipLabel *label = labels->pdata[i];

        if (label->is_given)
            continue;
        arsip_json_object(json, NULL);
        arsip_json_text(json, "name", label->name);
        arsip_json_text(json, "who", label->who);
        if (*label->why != '\0')
            arsip_json_text(json, "why", label->why);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static gboolean
is_letter_field(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(letter_fields); i++)
        if (g_str_equal(letter_fields[i], name))
            return TRUE;
    return FALSE;
}

static void
add_fields(ArsipJson *json, const ArsipDocument *document)
{
    arsip_json_object(json, "fields");
    for (guint i = 0; i < G_N_ELEMENTS(letter_fields); i++)
        arsip_json_text(json, letter_fields[i], arsip_document_field(document, letter_fields[i]));
    for (guint i = 0; i < document->fields->len; i++) {
        const ArsipFieldValue *field = document->fields->pdata[i];

        if (!is_letter_field(field->name))
            arsip_json_named_text(json, field->name, field->value);
    }
    arsip_json_end(json);
}

static void
add_field_places(ArsipJson *json, const ArsipDocument *document)
{
    arsip_json_array(json, "places");
    for (guint i = 0; i < document->fields->len; i++) {
        const ArsipFieldValue *field = document->fields->pdata[i];

        arsip_json_object(json, NULL);
        arsip_json_text(json, "field", field->name);
        arsip_json_text(json, "by", field->who != NULL ? "person" : "reading");
        if (field->page > 0)
            arsip_json_number(json, "page", field->page);
        add_box(json, &field->box);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
begin_document(ArsipJson *json, const ArsipDocument *document)
{
    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_number(json, "id", document->id);
    arsip_json_text(json, "uuid", document->uuid);
    arsip_json_text(json, "name", document->name);
    add_originals(json, document);
    arsip_json_text(json, "media_type", document->media_type);
    arsip_json_number(json, "batch", document->batch);
    arsip_json_text(json, "source", document->source);
    arsip_json_text(json, "received", document->received);
    arsip_json_text(json, "state", document->state);
    if (document->failure != NULL)
        arsip_json_text(json, "failure", document->failure);
    if (*document->note != '\0')
        arsip_json_text(json, "note", document->note);
    arsip_json_array(json, "pages");
}

static void
end_document(ArsipJson *json, const ArsipDocument *document)
{
    arsip_json_end(json);
    arsip_json_array(json, "labels");
    for (guint i = 0; i < document->labels->len; i++)
        if (((const ArsipLabel *)document->labels->pdata[i])->is_given)
            add_label(json, document->labels->pdata[i]);
    arsip_json_end(json);
    add_removed(json, document->labels);
    add_fields(json, document);
    add_field_places(json, document);
    arsip_json_end(json);
}

char *
arsip_export_json(const ArsipDocument *document)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    begin_document(json, document);
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

        add_page(json, page, page->text);
    }
    end_document(json, document);
    return g_strdup(arsip_json_line(json));
}

gboolean
arsip_json_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    begin_document(json, document);
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];
        g_autofree char *text = arsip_page_text(archive, page, error);

        if (text == NULL)
            return FALSE;
        add_page(json, page, text);
        arsip_json_flush(json, out);
    }
    end_document(json, document);
    arsip_json_flush(json, out);
    return TRUE;
}
