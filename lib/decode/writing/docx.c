/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/docx.h"

#include <string.h>

#include "decode/writing/drawing-text.h"
#include "decode/writing/word-text.h"

typedef struct {
    ArsipPackage *package;
    ArsipScribe *scribe;
    GPtrArray *relations;
    GHashTable *parts;       /* id of a relation -> text of a header, a footer or a diagram */
    GHashTable *notes;       /* "footnote 2" -> text */
    GHashTable *shown;       /* texts of headers and footers, so that none comes twice */
    ArsipScribeMark section; /* where it begins */
} Docx;

/* The notes of a part as they are read. */
typedef struct {
    ArsipScribe *scribe;
    GHashTable *notes;
    char *name; /* of the note that is open */
} Notes;

static void
clear_docx(Docx *docx)
{
    g_clear_pointer(&docx->relations, g_ptr_array_unref);
    g_hash_table_unref(docx->parts);
    g_hash_table_unref(docx->notes);
    g_hash_table_unref(docx->shown);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Docx, clear_docx)

static gboolean
read_part(ArsipPackage *package, const char *part, ArsipScribe *scribe, const ArsipWordEvents *events,
          GError **error)
{
    return arsip_package_enter(package, part, error) &&
           arsip_word_text(arsip_package_feed, package, scribe, events, error);
}

static char *
read_strip(ArsipPackage *package, const char *part, GError **error)
{
    static const ArsipWordEvents nothing = {0};
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new();

    return read_part(package, part, scribe, &nothing, error) ? arsip_scribe_take_text(scribe) : NULL;
}

static void
begin_note(const char *kind, const char *id, gpointer data)
{
    Notes *notes = data;

    g_free(arsip_scribe_take_text(notes->scribe));
    g_free(notes->name);
    notes->name = g_strdup_printf("%s %s", kind, id);
}

static void
end_note(gpointer data)
{
    Notes *notes = data;

    if (notes->name != NULL)
        g_hash_table_replace(notes->notes, g_steal_pointer(&notes->name),
                             arsip_scribe_take_text(notes->scribe));
}

static gboolean
read_notes(Docx *docx, const char *part, GError **error)
{
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new();
    Notes notes = {.scribe = scribe, .notes = docx->notes};
    const ArsipWordEvents events = {.begin_note = begin_note, .end_note = end_note, .data = &notes};
    gboolean is_read = read_part(docx->package, part, scribe, &events, error);

    g_free(notes.name);
    return is_read;
}

/* What the body refers to is read before it: one member of the package at a time. */
static gboolean
read_relation(Docx *docx, const ArsipRelation *relation, GError **error)
{
    char *text;

    if (!arsip_package_has(docx->package, relation->target) || relation->id == NULL)
        return TRUE;
    if (g_str_equal(relation->kind, "footnotes") || g_str_equal(relation->kind, "endnotes"))
        return read_notes(docx, relation->target, error);
    if (g_str_equal(relation->kind, "header") || g_str_equal(relation->kind, "footer"))
        text = read_strip(docx->package, relation->target, error);
    else if (g_str_equal(relation->kind, "diagramData"))
        text = arsip_drawing_part_text(docx->package, relation->target, error);
    else
        return TRUE;
    if (text != NULL)
        g_hash_table_replace(docx->parts, g_strdup(relation->id), text);
    return text != NULL;
}

static void
put_note(const char *kind, const char *id, gpointer data)
{
    const Docx *docx = data;
    g_autofree char *name = g_strdup_printf("%s %s", kind, id);
    const char *text = g_hash_table_lookup(docx->notes, name);

    if (text == NULL)
        return;
    arsip_scribe_begin_note(docx->scribe);
    arsip_scribe_block(docx->scribe, text);
    arsip_scribe_end_note(docx->scribe);
    /* Two references to one note show it once. */
    g_hash_table_remove(docx->notes, name);
}

static void
put_diagram(const char *id, gpointer data)
{
    const Docx *docx = data;
    const char *text = g_hash_table_lookup(docx->parts, id);

    if (text == NULL)
        return;
    arsip_scribe_begin_aside(docx->scribe);
    arsip_scribe_block(docx->scribe, text);
    arsip_scribe_end_aside(docx->scribe);
}

static void
put_picture(const char *id, double share, gpointer data)
{
    const Docx *docx = data;
    const ArsipRelation *relation = arsip_opc_by_id(docx->relations, id);

    if (relation != NULL && arsip_package_has(docx->package, relation->target))
        arsip_scribe_picture(docx->scribe, relation->target, share);
}

/* The texts of a section's headers or footers, those of its first page first. */
static char *
gather_strips(Docx *docx, const GPtrArray *strips, const char *kind, gboolean has_first_page)
{
    static const char *const types[] = {"first", "default", "even"};
    g_autoptr(GString) whole = g_string_new(NULL);

    for (gsize i = has_first_page ? 0 : 1; i < G_N_ELEMENTS(types); i++) {
        for (guint j = 0; j < strips->len; j++) {
            const ArsipWordStrip *strip = strips->pdata[j];
            if (!g_str_equal(strip->kind, kind) || g_strcmp0(strip->type, types[i]) != 0 || strip->id == NULL)
                continue;
            char *text = g_hash_table_lookup(docx->parts, strip->id);
            if (text != NULL && *text != '\0' && g_hash_table_add(docx->shown, text))
                g_string_append_printf(whole, "%s%s", whole->len > 0 ? "\n" : "", text);
        }
    }
    return g_string_free(g_steal_pointer(&whole), FALSE);
}

static void
end_section(const GPtrArray *strips, gboolean has_first_page, gpointer data)
{
    Docx *docx = data;
    g_autofree char *headers = gather_strips(docx, strips, "header", has_first_page);
    g_autofree char *footers = gather_strips(docx, strips, "footer", has_first_page);

    arsip_scribe_insert(docx->scribe, &docx->section, headers);
    arsip_scribe_block(docx->scribe, footers);
    docx->section = arsip_scribe_mark(docx->scribe);
}

gboolean
arsip_docx_write(ArsipPackage *package, const char *main_part, ArsipScribe *scribe, GError **error)
{
    g_auto(Docx) docx = {.package = package, .scribe = scribe};
    const ArsipWordEvents events = {.note = put_note,
                                    .diagram = put_diagram,
                                    .picture = put_picture,
                                    .section = end_section,
                                    .data = &docx};

    docx.relations = arsip_opc_relations(package, main_part, error);
    docx.parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    docx.notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    docx.shown = g_hash_table_new(g_str_hash, g_str_equal);
    if (docx.relations == NULL)
        return FALSE;
    for (guint i = 0; i < docx.relations->len; i++)
        if (!read_relation(&docx, docx.relations->pdata[i], error))
            return FALSE;
    docx.section = arsip_scribe_mark(scribe);
    return read_part(package, main_part, scribe, &events, error);
}
