/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/correct.h>

#include <arsip/document.h>

#include "archive/event.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/i18n.h"
#include "base/json.h"
#include "label/rules.h"
#include "search/index.h"
#include "work/filing.h"

#include <string.h>

static char *
change_of(const char *what, const char *before, const char *after, const char *why)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "what", what);
    arsip_json_text(json, "before", before);
    arsip_json_text(json, "after", after);
    if (why != NULL)
        arsip_json_text(json, "why", why);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static gboolean
note_change(ArsipArchive *archive, const ArsipDocument *document, const char *what, const char *before,
            const char *after, GError **error)
{
    g_autofree char *detail = change_of(what, before, after, NULL);

    return arsip_event_add(archive, "document.corrected", document->uuid, detail, error);
}

static gboolean
set_field(ArsipArchive *archive, const ArsipDocument *document, const char *text, GError **error)
{
    const char *who = arsip_event_who(archive);
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;
    ArsipFieldRow row = {.who = who};

    if (!arsip_field_parse(text, &name, &value, error))
        return FALSE;
    row.name = name;
    row.value = value;
    return arsip_field_set(archive, document->id, &row, error) &&
           note_change(archive, document, name, arsip_document_field(document, name), value, error);
}

/* A person's text has no boxes, but stands on the same page. */
static ArsipReading *
reading_by_person(ArsipArchive *archive, const ArsipPage *page, const char *text)
{
    ArsipReading *reading = arsip_reading_new();
    g_autoptr(ArsipReading) before =
        page->reading != 0 ? arsip_reading_load(archive, page->reading, NULL, NULL) : NULL;

    g_free(reading->text);
    reading->text = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_free(reading->method);
    reading->method = g_strdup("person");
    reading->confidence = 100;
    if (before != NULL) {
        reading->rotation = before->rotation;
        reading->width = before->width;
        reading->height = before->height;
        reading->dpi = before->dpi;
    }
    return reading;
}

static gboolean
set_text(ArsipArchive *archive, const ArsipDocument *document, guint number, const char *text, GError **error)
{
    g_autoptr(GPtrArray) rows = arsip_page_rows(archive, document->id, error);
    g_autofree char *before = NULL;
    g_autoptr(ArsipReading) reading = NULL;
    const char *who = arsip_event_who(archive);
    g_autofree char *what = g_strdup_printf("text of page %u", number);

    if (rows == NULL)
        return FALSE;
    /* Its other pages are not in the catalogue yet, and what is filed is not opened to look for them. */
    if (g_str_equal(document->state, "stored")) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("document %d has not been read yet, so its pages are not known; first: arsip ocr %d"),
                    (int)document->id, (int)document->id);
        return FALSE;
    }
    if (number == 0 || number > rows->len) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("document %d has no page %u; it has %u"),
                    (int)document->id, number, rows->len);
        return FALSE;
    }
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("the text for page %u is not UTF-8"), number);
        return FALSE;
    }
    before = arsip_page_text(archive, document->pages->pdata[number - 1], error);
    if (before == NULL)
        return FALSE;
    reading = reading_by_person(archive, document->pages->pdata[number - 1], text);
    return arsip_page_add_reading(archive, ((const ArsipPageRow *)rows->pdata[number - 1])->id, reading, who,
                                  NULL, error) &&
           note_change(archive, document, what, before, reading->text, error);
}

static gboolean
set_all(ArsipArchive *archive, const ArsipDocument *document, const ArsipCorrection *correction,
        GError **error)
{
    const char *who = arsip_event_who(archive);

    for (guint i = 0; correction->set != NULL && correction->set[i] != NULL; i++)
        if (!set_field(archive, document, correction->set[i], error))
            return FALSE;
    if (correction->name != NULL &&
        (!arsip_document_set_name(archive, document->id, correction->name, who, error) ||
         !note_change(archive, document, "name", document->name, correction->name, error)))
        return FALSE;
    if (correction->note != NULL &&
        (!arsip_document_set_note(archive, document->id, correction->note, error) ||
         !note_change(archive, document, "note", document->note, correction->note, error)))
        return FALSE;
    return correction->text == NULL || set_text(archive, document, correction->page, correction->text, error);
}

/* Fields bear on labels and on the index, so the document is filed again; one that was never read waits for
 * that. */
static gboolean
file_again(ArsipArchive *archive, const ArsipDocument *document, gboolean has_text, GError **error)
{
    g_autoptr(ArsipRules) rules = NULL;

    if (!has_text && !g_str_equal(document->state, "filed"))
        return TRUE;
    rules = arsip_folio_rules(archive, error);
    return rules != NULL && arsip_file_document(archive, document->id, rules, NULL, NULL, error);
}

gboolean
arsip_correct(ArsipArchive *archive, gint64 id, const ArsipCorrection *correction, GError **error)
{
    g_autoptr(ArsipDocument) document = NULL;

    if (!arsip_index_refresh(archive, error) || !arsip_begin(archive, error))
        return FALSE;
    document = arsip_document_load(archive, id, FALSE, error);
    if (document == NULL || !set_all(archive, document, correction, error) ||
        !file_again(archive, document, correction->text != NULL, error)) {
        arsip_rollback(archive);
        return FALSE;
    }
    return arsip_commit(archive, error);
}

static gboolean
is_label_name(const char *label)
{
    return g_regex_match_simple("^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$", label, 0, 0) &&
           strlen(label) <= 100;
}

static gboolean
decide(ArsipArchive *archive, const ArsipDocument *document, const char *label, gboolean is_given,
       const char *why, GError **error)
{
    const char *who = arsip_event_who(archive);
    g_autofree char *detail = change_of(label, is_given ? NULL : label, is_given ? label : NULL, why);
    ArsipAssignmentRow row = {.label = label, .who = who, .is_given = is_given, .why = why};

    return arsip_assignment_set(archive, document->id, &row, error) &&
           arsip_event_add(archive, is_given ? "label.added" : "label.removed", document->uuid, detail,
                           error) &&
           file_again(archive, document, FALSE, error);
}

/* Decided so already; a reason may still come later, or another. */
static gboolean
is_decided(const ArsipLabel *known, const char *label, gboolean is_given, const char *why)
{
    return g_str_equal(known->name, label) && known->who != NULL && known->is_given == is_given &&
           (why == NULL || g_str_equal(known->why, why));
}

static gboolean
decide_in_transaction(ArsipArchive *archive, gint64 id, const char *label, gboolean is_given, const char *why,
                      gboolean *is_changed, GError **error)
{
    g_autoptr(ArsipDocument) document = NULL;
    gboolean is_so = FALSE;

    if (!is_label_name(label)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("%s: a label is made of lower-case words, digits, hyphens and slashes, for example "
                      "perihal/cuti"),
                    label);
        return FALSE;
    }
    if (!arsip_index_refresh(archive, error) || !arsip_begin(archive, error))
        return FALSE;
    document = arsip_document_load(archive, id, FALSE, error);
    for (guint i = 0; document != NULL && i < document->labels->len; i++)
        is_so = is_so || is_decided(document->labels->pdata[i], label, is_given, why);
    if (is_changed != NULL)
        *is_changed = !is_so;
    if (document == NULL || (!is_so && !decide(archive, document, label, is_given, why, error))) {
        arsip_rollback(archive);
        return FALSE;
    }
    return arsip_commit(archive, error);
}

gboolean
arsip_label_add(ArsipArchive *archive, gint64 document, const char *label, const char *why,
                gboolean *is_changed, GError **error)
{
    return decide_in_transaction(archive, document, label, TRUE, why, is_changed, error);
}

gboolean
arsip_label_remove(ArsipArchive *archive, gint64 document, const char *label, const char *why,
                   gboolean *is_changed, GError **error)
{
    return decide_in_transaction(archive, document, label, FALSE, why, is_changed, error);
}
