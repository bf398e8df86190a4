/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/answer.h"

#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "base/message.h"

#define MEDIA_TYPE_MAX 127   /* RFC 6838, 4.2: each half at most 127; libmagic's are far shorter */
#define SENTENCE_MAX   4096  /* bytes */
#define PATH_MAX_BYTES 65535 /* what a ZIP entry can hold */

static gboolean
refuse(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("the reader gave an answer that makes no sense"));
    return FALSE;
}

static gboolean
is_media_type(const char *text)
{
    const char *slash = strchr(text, '/');

    if (slash == NULL || slash == text || slash[1] == '\0' || strlen(text) > MEDIA_TYPE_MAX)
        return FALSE;
    for (const char *at = text; *at != '\0'; at++) {
        if (at != slash && !g_ascii_isalnum(*at) && strchr("!#$&-^_.+", *at) == NULL)
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_answer_opened(GVariant *values, ArsipOpenedFile *opened, GError **error)
{
    const char *media_type = NULL;
    guint32 sort = 0;
    guint32 pages = 0;
    gboolean has_members = FALSE;

    if (!g_variant_lookup(values, "media-type", "&s", &media_type) ||
        !g_variant_lookup(values, "sort", "u", &sort) || !g_variant_lookup(values, "pages", "u", &pages) ||
        !g_variant_lookup(values, "members", "b", &has_members))
        return refuse(error);
    if (!is_media_type(media_type) || sort > ARSIP_OPENED_UNSUPPORTED || pages > ARSIP_MESSAGE_PAGES_MAX)
        return refuse(error);
    if ((sort == ARSIP_OPENED_PAGES) != (pages > 0) || (has_members && pages == 0))
        return refuse(error);

    opened->media_type = g_strdup(media_type);
    opened->sort = (ArsipOpenedSort)sort;
    opened->n_pages = pages;
    opened->has_members = has_members;
    return TRUE;
}

void
arsip_opened_file_clear(ArsipOpenedFile *opened)
{
    g_clear_pointer(&opened->media_type, g_free);
}

gboolean
arsip_answer_drawn(GVariant *values, guint64 output_size, GError **error)
{
    guint64 size = 0;

    if (!g_variant_lookup(values, "size", "t", &size) || size == 0 || size != output_size)
        return refuse(error);
    return TRUE;
}

/* NULL unless it is a path that stays where it is put. */
static char *
read_path(GVariant *values)
{
    g_autoptr(GVariant) bytes = g_variant_lookup_value(values, "path", G_VARIANT_TYPE_BYTESTRING);
    gsize length = 0;
    const char *data = bytes != NULL ? g_variant_get_fixed_array(bytes, &length, 1) : NULL;
    g_autofree char *path = NULL;
    g_auto(GStrv) parts = NULL;

    if (length == 0 || length > PATH_MAX_BYTES || data[0] == '/' || memchr(data, '\0', length) != NULL)
        return NULL;
    path = g_strndup(data, length);
    parts = g_strsplit(path, "/", -1);
    if (g_strv_contains((const char *const *)parts, ".."))
        return NULL;
    return g_steal_pointer(&path);
}

gboolean
arsip_answer_member(GVariant *values, guint64 output_size, guint64 max_entries, ArsipMemberBounds *bounds,
                    ArsipMemberAnswer *member, GError **error)
{
    g_auto(ArsipMemberAnswer) answer = {.path = read_path(values)};

    if (answer.path == NULL || ++bounds->n_entries > max_entries)
        return refuse(error);
    if (!g_variant_lookup(values, "offset", "t", &answer.offset) ||
        !g_variant_lookup(values, "size", "t", &answer.size) ||
        !g_variant_lookup(values, "modified", "x", &answer.modified))
        return refuse(error);
    if (g_variant_lookup(values, "code", "u", NULL)) {
        answer.failure = arsip_answer_failure(values, TRUE);
        answer.offset = answer.size = 0;
    } else {
        if (answer.offset < bounds->end || answer.offset > output_size ||
            answer.size > output_size - answer.offset)
            return refuse(error);
        bounds->end = answer.offset + answer.size;
    }
    *member = answer;
    answer = (ArsipMemberAnswer){0};
    return TRUE;
}

void
arsip_member_answer_clear(ArsipMemberAnswer *member)
{
    g_clear_pointer(&member->path, g_free);
    g_clear_error(&member->failure);
}

/* Codes that speak of the bytes; those that would stop a batch, or the command, are not a reader's to give.
 */
static ArsipError
believable_code(guint32 code, gboolean may_write)
{
    switch (code) {
    case ARSIP_ERROR_DAMAGED:
    case ARSIP_ERROR_UNSUPPORTED:
    case ARSIP_ERROR_PASSWORD:
    case ARSIP_ERROR_LIMIT:
    case ARSIP_ERROR_MEMORY:
    case ARSIP_ERROR_EMPTY:
    case ARSIP_ERROR_NOT_FOUND:
        return (ArsipError)code;
    case ARSIP_ERROR_NO_SPACE:
        return may_write ? ARSIP_ERROR_NO_SPACE : ARSIP_ERROR_FAILED;
    default:
        return ARSIP_ERROR_FAILED;
    }
}

GError *
arsip_answer_failure(GVariant *values, gboolean may_write)
{
    const char *sentence = NULL;
    guint32 code = ARSIP_ERROR_FAILED;
    g_autofree char *cut = NULL;
    g_autofree char *whole = NULL;
    g_autofree char *shown = NULL;

    g_variant_lookup(values, "code", "u", &code);
    if (!g_variant_lookup(values, "sentence", "&s", &sentence) || *sentence == '\0')
        sentence = _("the reader gives no reason");
    cut = g_strndup(sentence, SENTENCE_MAX);
    whole = g_utf8_make_valid(cut, -1); /* the cut may have split a character */
    shown = arsip_escape_text(whole);
    return g_error_new_literal(ARSIP_ERROR, (int)believable_code(code, may_write), shown);
}
