/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/imply.h"

#include <string.h>

#include "query/vague.h"

static gboolean
term_implies(const ArsipTerm *narrow, const ArsipTerm *wide)
{
    if (wide->is_acronym && !narrow->is_acronym)
        return FALSE;
    if (narrow->is_fuzzy)
        return wide->is_fuzzy && strcmp(narrow->folded, wide->folded) == 0;
    if (wide->is_prefix)
        return g_str_has_prefix(narrow->folded, wide->folded);
    if (narrow->is_prefix)
        return FALSE;
    if (wide->is_fuzzy)
        return arsip_vague_is(wide->folded, narrow->folded, NULL);
    return strcmp(narrow->folded, wide->folded) == 0;
}

static gboolean
terms_imply_at(const GArray *narrow, guint from, const GArray *wide)
{
    for (guint i = 0; i < wide->len; i++)
        if (!term_implies(&g_array_index(narrow, ArsipTerm, from + i), &g_array_index(wide, ArsipTerm, i)))
            return FALSE;
    return TRUE;
}

/* The wide phrase stands within the narrow one. */
static gboolean
terms_imply(const GArray *narrow, const GArray *wide)
{
    for (guint from = 0; from + wide->len <= narrow->len; from++)
        if (terms_imply_at(narrow, from, wide))
            return TRUE;
    return FALSE;
}

static const char *
scope_of(const ArsipNode *leaf)
{
    return leaf->kind == ARSIP_NODE_NEAR ? scope_of(g_ptr_array_index(leaf->children, 0)) : leaf->scope;
}

static gboolean
scope_implies(const ArsipNode *narrow, const ArsipNode *wide)
{
    return scope_of(wide) == NULL || g_strcmp0(scope_of(narrow), scope_of(wide)) == 0;
}

/* What stands in judul or in a field's value is never in a citation. */
static gboolean
may_be_cited(const ArsipNode *leaf)
{
    const char *scope = scope_of(leaf);
    ArsipZone zone;

    return scope == NULL || (arsip_zone_from_name(scope, &zone) && zone != ARSIP_ZONE_JUDUL);
}

/*
 * Whether words that count for the narrow leaf count for the wide one too. Part of a phrase that nobody cites
 * may be cited: in `berdasarkan surat edaran` the first word cites the others.
 */
static gboolean
guard_implies(const ArsipNode *narrow, gboolean narrow_guarded, gboolean wide_guarded,
              gboolean is_same_extent)
{
    return !wide_guarded || !may_be_cited(narrow) || (narrow_guarded && is_same_extent);
}

static gboolean
words_imply(const ArsipNode *narrow, gboolean narrow_guarded, const ArsipNode *wide, gboolean wide_guarded)
{
    return scope_implies(narrow, wide) && terms_imply(narrow->terms, wide->terms) &&
           guard_implies(narrow, narrow_guarded, wide_guarded, narrow->terms->len == wide->terms->len);
}

static gboolean
near_implies_words(const ArsipNode *near, gboolean near_guarded, const ArsipNode *wide, gboolean wide_guarded)
{
    for (guint i = 0; i < near->children->len; i++)
        if (words_imply(g_ptr_array_index(near->children, i), near_guarded, wide, wide_guarded))
            return TRUE;
    return FALSE;
}

static gboolean
near_implies_near(const ArsipNode *narrow, gboolean narrow_guarded, const ArsipNode *wide,
                  gboolean wide_guarded)
{
    if (narrow->children->len != wide->children->len || narrow->distance > wide->distance ||
        !scope_implies(narrow, wide) || !guard_implies(narrow, narrow_guarded, wide_guarded, TRUE))
        return FALSE;
    for (guint i = 0; i < narrow->children->len; i++) {
        const ArsipNode *one = g_ptr_array_index(narrow->children, i);
        const ArsipNode *other = g_ptr_array_index(wide->children, i);

        if (one->terms->len != other->terms->len || !terms_imply(one->terms, other->terms))
            return FALSE;
    }
    return TRUE;
}

static gboolean
dates_imply(const ArsipNode *narrow, const ArsipNode *wide)
{
    gboolean ends_within =
        wide->last[0] == '\0' || (narrow->last[0] != '\0' && strcmp(narrow->last, wide->last) <= 0);

    return g_strcmp0(narrow->scope, wide->scope) == 0 && strcmp(narrow->first, wide->first) >= 0 &&
           ends_within;
}

/* As query/facts.c holds them: a name's words beside one another, the last a beginning if it may be. */
static gboolean
files_imply(const ArsipNode *narrow, const ArsipNode *wide)
{
    g_autofree char *within = g_strconcat(" ", narrow->value, narrow->is_prefix ? "" : " ", NULL);
    g_autofree char *sought = g_strconcat(" ", wide->value, wide->is_prefix ? "" : " ", NULL);

    return strstr(within, sought) != NULL;
}

static gboolean
labels_imply(const ArsipNode *narrow, const ArsipNode *wide)
{
    if (wide->is_prefix)
        return g_str_has_prefix(narrow->value, wide->value);
    return !narrow->is_prefix && strcmp(narrow->value, wide->value) == 0;
}

/* A field in which something was found has a value. */
static gboolean
implies_has(const ArsipNode *narrow, const ArsipNode *has)
{
    const char *scope = narrow->kind == ARSIP_NODE_HAS ? narrow->value : scope_of(narrow);
    ArsipZone zone;

    if (scope == NULL || strcmp(scope, has->value) != 0)
        return FALSE;
    if (narrow->kind == ARSIP_NODE_DATE)
        return strcmp(scope, "received") != 0;
    return narrow->kind == ARSIP_NODE_HAS || narrow->kind == ARSIP_NODE_REGEX ||
           !arsip_zone_from_name(scope, &zone);
}

static gboolean
facts_imply(const ArsipNode *narrow, const ArsipNode *wide)
{
    switch (wide->kind) {
    case ARSIP_NODE_REGEX:
        return g_strcmp0(narrow->scope, wide->scope) == 0 && strcmp(narrow->value, wide->value) == 0;
    case ARSIP_NODE_DATE:
        return dates_imply(narrow, wide);
    case ARSIP_NODE_LABEL:
        return labels_imply(narrow, wide);
    case ARSIP_NODE_FILE:
        return files_imply(narrow, wide);
    case ARSIP_NODE_BATCH:
        return narrow->number == wide->number;
    case ARSIP_NODE_TYPE:
        return strcmp(narrow->value, wide->value) == 0;
    default:
        return FALSE;
    }
}

gboolean
arsip_leaf_implies(const ArsipNode *narrow, gboolean narrow_guarded, const ArsipNode *wide,
                   gboolean wide_guarded)
{
    if (wide->kind == ARSIP_NODE_HAS)
        return implies_has(narrow, wide);
    if (narrow->kind == ARSIP_NODE_NEAR && wide->kind == ARSIP_NODE_TERMS)
        return near_implies_words(narrow, narrow_guarded, wide, wide_guarded);
    if (narrow->kind != wide->kind)
        return FALSE;
    if (wide->kind == ARSIP_NODE_TERMS)
        return words_imply(narrow, narrow_guarded, wide, wide_guarded);
    if (wide->kind == ARSIP_NODE_NEAR)
        return near_implies_near(narrow, narrow_guarded, wide, wide_guarded);
    return facts_imply(narrow, wide);
}
