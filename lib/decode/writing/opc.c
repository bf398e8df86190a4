/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/opc.h"

#include <string.h>

#include "base/i18n.h"

#define CONTENT_TYPES "[Content_Types].xml"

enum { RELATION = 1, DEFAULT, OVERRIDE };

gboolean
arsip_opc_parse(ArsipPackage *package, const char *part, const ArsipXmlReader *reader, gpointer data,
                GError **error)
{
    return arsip_package_enter(package, part, error) &&
           arsip_xml_parse(arsip_package_feed, package, reader, data, error);
}

static void
free_relation(ArsipRelation *relation)
{
    g_free(relation->id);
    g_free(relation->kind);
    g_free(relation->target);
    g_free(relation);
}

/* A target is told from the folder of its part, or from the top with a slash before it. */
static char *
resolve(const char *part, const char *target)
{
    const char *slash = strrchr(part, '/');
    g_autofree char *folder = slash != NULL ? g_strndup(part, (gsize)(slash - part)) : g_strdup("");
    g_autofree char *full = *target == '/' ? g_strdup(target) : g_strconcat(folder, "/", target, NULL);
    g_auto(GStrv) pieces = g_strsplit(full, "/", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();

    for (guint i = 0; pieces[i] != NULL; i++) {
        if (strcmp(pieces[i], "..") == 0)
            g_ptr_array_set_size(kept, MAX((gint)kept->len - 1, 0));
        else if (*pieces[i] != '\0' && strcmp(pieces[i], ".") != 0)
            g_ptr_array_add(kept, pieces[i]);
    }
    g_ptr_array_add(kept, NULL);
    g_autofree char *name = g_strjoinv("/", (char **)kept->pdata);
    char *plain = g_uri_unescape_string(name, NULL);
    return plain != NULL ? plain : g_steal_pointer(&name);
}

typedef struct {
    const char *part;
    GPtrArray *relations;
} RelationsReader;

static void
take_relation(ArsipXml *xml, int element, gpointer data)
{
    const RelationsReader *into = data;
    g_autofree char *type = arsip_xml_attribute(xml, "Type");
    g_autofree char *target = arsip_xml_attribute(xml, "Target");
    const char *slash = type != NULL ? strrchr(type, '/') : NULL;

    if (element != RELATION || slash == NULL || target == NULL ||
        arsip_xml_attribute_is(xml, "TargetMode", "External"))
        return;
    ArsipRelation *relation = g_new0(ArsipRelation, 1);
    relation->id = arsip_xml_attribute(xml, "Id");
    relation->kind = g_strdup(slash + 1);
    relation->target = resolve(into->part, target);
    g_ptr_array_add(into->relations, relation);
}

GPtrArray *
arsip_opc_relations(ArsipPackage *package, const char *part, GError **error)
{
    static const ArsipXmlName names[] = {{ARSIP_SPACE_RELATIONS, "Relationship", RELATION}, {0}};
    static const ArsipXmlReader reader = {.names = names, .start = take_relation};
    const char *slash = strrchr(part, '/');
    const char *file = slash != NULL ? slash + 1 : part;
    g_autofree char *name = g_strdup_printf("%.*s_rels/%s.rels", (int)(file - part), part, file);
    g_autoptr(GPtrArray) relations = g_ptr_array_new_with_free_func((GDestroyNotify)free_relation);
    RelationsReader into = {part, relations};

    if (arsip_package_has(package, name) && !arsip_opc_parse(package, name, &reader, &into, error))
        return NULL;
    return g_steal_pointer(&relations);
}

const ArsipRelation *
arsip_opc_by_id(const GPtrArray *relations, const char *id)
{
    for (guint i = 0; id != NULL && i < relations->len; i++) {
        const ArsipRelation *relation = relations->pdata[i];
        if (g_strcmp0(relation->id, id) == 0)
            return relation;
    }
    return NULL;
}

const ArsipRelation *
arsip_opc_by_kind(const GPtrArray *relations, const char *kind)
{
    for (guint i = 0; i < relations->len; i++) {
        const ArsipRelation *relation = relations->pdata[i];
        if (g_str_equal(relation->kind, kind))
            return relation;
    }
    return NULL;
}

typedef struct {
    const char *part;
    const char *ending;
    char *by_name, *by_ending;
} TypeReader;

/* A part's type is told of itself, or of all names with its ending. */
static void
take_type(ArsipXml *xml, int element, gpointer data)
{
    TypeReader *into = data;
    g_autofree char *name = NULL;

    if (element == OVERRIDE && into->by_name == NULL) {
        name = arsip_xml_attribute(xml, "PartName");
        if (name != NULL && g_ascii_strcasecmp(name + (*name == '/'), into->part) == 0)
            into->by_name = arsip_xml_attribute(xml, "ContentType");
    } else if (element == DEFAULT && into->by_ending == NULL) {
        name = arsip_xml_attribute(xml, "Extension");
        if (name != NULL && g_ascii_strcasecmp(name, into->ending) == 0)
            into->by_ending = arsip_xml_attribute(xml, "ContentType");
    }
}

char *
arsip_opc_main_part(ArsipPackage *package, char **content_type, GError **error)
{
    static const ArsipXmlName names[] = {
        {ARSIP_SPACE_TYPES, "Default", DEFAULT}, {ARSIP_SPACE_TYPES, "Override", OVERRIDE}, {0}};
    static const ArsipXmlReader reader = {.names = names, .start = take_type};
    g_autoptr(GPtrArray) relations = arsip_opc_relations(package, "", error);

    if (relations == NULL)
        return NULL;
    const ArsipRelation *main_part = arsip_opc_by_kind(relations, "officeDocument");
    if (main_part == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                            _("the document does not tell which of its parts is the main one"));
        return NULL;
    }
    const char *dot = strrchr(main_part->target, '.');
    TypeReader into = {.part = main_part->target, .ending = dot != NULL ? dot + 1 : ""};
    gboolean is_read = arsip_opc_parse(package, CONTENT_TYPES, &reader, &into, error);
    *content_type = into.by_name != NULL ? g_steal_pointer(&into.by_name) : g_steal_pointer(&into.by_ending);
    g_free(into.by_name);
    g_free(into.by_ending);
    if (is_read)
        return g_strdup(main_part->target);
    g_clear_pointer(content_type, g_free);
    return NULL;
}
