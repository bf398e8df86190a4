/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/identify.h"

#include <magic.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/image.h"
#include "decode/mail-look.h"

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

static guint
number_at(const guint8 *at, guint length)
{
    guint number = 0;

    for (guint i = length; i > 0; i--)
        number = number << 8 | at[i - 1];
    return number;
}

/*
 * Office formats are ZIP files, and libmagic knows them only where their members stand in the usual order.
 * Looks at the first members' local headers (APPNOTE 4.3.7) for those that every such format begins with.
 */
static gboolean
is_office_zip(const ArsipSource *source)
{
    static const char *const names[] = {"mimetype",         "[Content_Types].xml", "_rels/.rels",
                                        "docProps/app.xml", "word/document.xml",   NULL};
    gsize at = 0;

    for (guint i = 0; i < 8 && at < source->size && source->size - at > 30; i++) {
        const guint8 *header = source->data + at;
        if (memcmp(header, "PK\3\4", 4) != 0)
            return FALSE;
        gsize name_length = number_at(header + 26, 2), extra_length = number_at(header + 28, 2);
        if (name_length > source->size - at - 30)
            return FALSE;
        g_autofree char *name = g_strndup((const char *)header + 30, name_length);
        if (g_strv_contains(names, name))
            return TRUE;
        gboolean has_late_size = (header[6] & 8) != 0;
        if (has_late_size)
            return FALSE;
        at += 30 + name_length + extra_length + number_at(header + 18, 4);
    }
    return FALSE;
}

static gboolean
is_container(const char *type)
{
    static const char *const known[] = {
        "application/zip",
        "application/x-tar",
        "application/x-7z-compressed",
        "application/gzip",
        "application/x-gzip",
        "application/x-xz",
        "application/zstd",
        "application/x-zstd",
        "application/x-bzip2",
        "application/x-bzip",
        "application/x-compress",
        "application/x-lzip",
        "application/x-lz4",
        "application/x-lzma",
        "application/x-rar",
        "application/vnd.rar",
        "application/vnd.ms-cab-compressed",
        "application/x-lha",
        "application/x-lzh-compressed",
        "application/x-iso9660-image",
        NULL,
    };

    return g_strv_contains(known, type);
}

/* Text whose marks would drown what it says waits for a reader of its own. */
static gboolean
is_plain_text(const char *type)
{
    static const char *const marked[] = {"text/rtf",      "text/html",  "text/xml",
                                         "text/calendar", "text/vcard", NULL};

    return strcmp(type, "application/json") == 0 || strcmp(type, "application/csv") == 0 ||
           strcmp(type, "application/x-ndjson") == 0 ||
           (g_str_has_prefix(type, "text/") && !g_strv_contains(marked, type));
}

/* libmagic's word on texts and mails is not taken: see mail-look.h. */
static ArsipWay
find_mail(const char **type, const ArsipSource *source)
{
    gboolean may_be = g_str_has_prefix(*type, "text/") || g_str_has_prefix(*type, "message/") ||
                      strcmp(*type, "application/mbox") == 0 ||
                      strcmp(*type, "application/octet-stream") == 0;

    switch (may_be ? arsip_mail_look(source, NULL) : ARSIP_POST_NONE) {
    case ARSIP_POST_MAIL:
        *type = "message/rfc822";
        return ARSIP_WAY_MAIL;
    case ARSIP_POST_MAILBOX:
        *type = "application/mbox";
        return ARSIP_WAY_MAILBOX;
    case ARSIP_POST_NONE:
        break;
    }
    if (g_str_has_prefix(*type, "message/") || strcmp(*type, "application/mbox") == 0)
        *type = "text/plain";
    return ARSIP_WAY_NONE;
}

static ArsipWay
choose_way(const char *type, const ArsipSource *source)
{
    if (arsip_image_is_known(type))
        return ARSIP_WAY_IMAGE;
    if (strcmp(type, "application/pdf") == 0)
        return ARSIP_WAY_PDF;
    if (strcmp(type, "application/zip") == 0 && is_office_zip(source))
        return ARSIP_WAY_NONE;
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
    *way = find_mail(&type, source);
    if (*way == ARSIP_WAY_NONE)
        *way = choose_way(type, source);
    return g_strdup(type);
}
