/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/pptx.h"

#include "decode/writing/drawing-text.h"

enum { SLIDE = 1 };

typedef struct {
    ArsipPackage *package;
    ArsipScribe *scribe;
    GPtrArray *relations; /* of the slide in hand */
    GPtrArray *diagrams;  /* names of parts */
} Slide;

static void
take_slide(ArsipXml *xml, int element, gpointer data)
{
    g_autofree char *relation = NULL;

    if (element != SLIDE)
        return;
    /* A slide has an id of its own (without namespace, first) and one of the relation to it. */
    relation = arsip_xml_attribute_in(xml, ARSIP_SPACE_LINK, "id");
    if (relation != NULL)
        g_ptr_array_add(data, g_steal_pointer(&relation));
}

/* Pictures lie behind words on a slide: one shows a page only where there is hardly a word. */
static void
put_picture(const char *id, double share, gpointer data)
{
    const Slide *slide = data;
    const ArsipRelation *relation = arsip_opc_by_id(slide->relations, id);

    if (relation != NULL && arsip_package_has(slide->package, relation->target))
        arsip_scribe_picture(slide->scribe, relation->target, MIN(share, ARSIP_SHARE_OF_BARE_PAGE));
}

static void
note_diagram(const char *id, gpointer data)
{
    const Slide *slide = data;
    const ArsipRelation *relation = arsip_opc_by_id(slide->relations, id);

    if (relation != NULL && arsip_package_has(slide->package, relation->target))
        g_ptr_array_add(slide->diagrams, relation->target);
}

static gboolean
write_diagrams(const Slide *slide, GError **error)
{
    for (guint i = 0; i < slide->diagrams->len; i++) {
        g_autofree char *text = arsip_drawing_part_text(slide->package, slide->diagrams->pdata[i], error);
        if (text == NULL)
            return FALSE;
        arsip_scribe_block(slide->scribe, text);
    }
    return TRUE;
}

static gboolean
write_notes(const Slide *slide, GError **error)
{
    static const ArsipDrawingEvents events = {.is_notes = TRUE};
    const ArsipRelation *notes = arsip_opc_by_kind(slide->relations, "notesSlide");

    if (notes == NULL || !arsip_package_has(slide->package, notes->target))
        return TRUE;
    arsip_scribe_gap(slide->scribe);
    return arsip_drawing_text(slide->package, notes->target, slide->scribe, &events, error);
}

static gboolean
write_slide(ArsipPackage *package, const char *part, ArsipScribe *scribe, GError **error)
{
    g_autoptr(GPtrArray) relations = arsip_opc_relations(package, part, error);
    g_autoptr(GPtrArray) diagrams = g_ptr_array_new();
    Slide slide = {package, scribe, relations, diagrams};
    const ArsipDrawingEvents events = {.picture = put_picture, .diagram = note_diagram, .data = &slide};

    if (relations == NULL || !arsip_drawing_text(package, part, scribe, &events, error) ||
        !write_diagrams(&slide, error) || !write_notes(&slide, error))
        return FALSE;
    arsip_scribe_end_sheet(scribe);
    return TRUE;
}

gboolean
arsip_pptx_write(ArsipPackage *package, const char *main_part, ArsipScribe *scribe, GError **error)
{
    static const ArsipXmlName names[] = {{ARSIP_SPACE_SLIDE, "sldId", SLIDE}, {0}};
    static const ArsipXmlReader reader = {.names = names, .start = take_slide};
    g_autoptr(GPtrArray) relations = arsip_opc_relations(package, main_part, error);
    g_autoptr(GPtrArray) slides = g_ptr_array_new_with_free_func(g_free);

    if (relations == NULL || !arsip_opc_parse(package, main_part, &reader, slides, error))
        return FALSE;
    for (guint i = 0; i < slides->len; i++) {
        const ArsipRelation *relation = arsip_opc_by_id(relations, slides->pdata[i]);
        if (relation != NULL && !write_slide(package, relation->target, scribe, error))
            return FALSE;
    }
    return TRUE;
}
