/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/identify.h"

#include <magic.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/image.h"

/* As much as libmagic itself reads of a file. */
#define LOOKED_AT (1024 * 1024)

struct ArsipMagic {
    magic_t cookie;
};

ArsipMagic *
arsip_magic_new(GError **error)
{
    g_autoptr(ArsipMagic) magic = g_new0(ArsipMagic, 1);

    magic->cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
    if (magic->cookie == NULL || magic_load(magic->cookie, NULL) != 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("the database of file types cannot be loaded: install libmagic-mgc"));
        return NULL;
    }
    return g_steal_pointer(&magic);
}

void
arsip_magic_free(ArsipMagic *magic)
{
    if (magic == NULL)
        return;
    if (magic->cookie != NULL)
        magic_close(magic->cookie);
    g_free(magic);
}

/* poppler reads PDFs that have something before their header, which libmagic takes for text or data. */
static gboolean
has_late_pdf_header(const ArsipSource *source)
{
    return memmem(source->data, MIN(source->size, 1024), "%PDF-", 5) != NULL;
}

static gboolean
is_container(const char *type)
{
    static const char *const known[] = {
        "application/zip",   "application/x-tar",   "application/x-7z-compressed",
        "application/gzip",  "application/x-gzip",  "application/x-xz",
        "application/zstd",  "application/x-zstd",  "application/x-bzip2",
        "application/x-bzip", NULL,
    };

    return g_strv_contains(known, type);
}

/* Text whose marks would drown what it says waits for a reader of its own. */
static gboolean
is_plain_text(const char *type)
{
    static const char *const marked[] = {"text/rtf", "text/html", "text/xml", "text/calendar", "text/vcard", NULL};

    return strcmp(type, "application/json") == 0 || strcmp(type, "application/csv") == 0 ||
           strcmp(type, "application/x-ndjson") == 0 ||
           (g_str_has_prefix(type, "text/") && !g_strv_contains(marked, type));
}

static ArsipWay
choose_way(const char *type, const ArsipSource *source)
{
    if (arsip_image_is_known(type))
        return ARSIP_WAY_IMAGE;
    if (strcmp(type, "application/pdf") == 0)
        return ARSIP_WAY_PDF;
    if (is_container(type))
        return ARSIP_WAY_CONTAINER;
    gboolean is_text = is_plain_text(type);
    if ((is_text || strcmp(type, "application/octet-stream") == 0) && has_late_pdf_header(source))
        return ARSIP_WAY_PDF;
    return is_text ? ARSIP_WAY_PLAIN : ARSIP_WAY_NONE;
}

char *
arsip_identify(ArsipMagic *magic, const ArsipSource *source, ArsipWay *way)
{
    const char *type = magic_buffer(magic->cookie, source->data, MIN(source->size, LOOKED_AT));

    if (type == NULL)
        type = "application/octet-stream";
    *way = choose_way(type, source);
    return g_strdup(type);
}
