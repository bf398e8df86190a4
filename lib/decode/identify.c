/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/identify.h"

#include <magic.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/writing/compound.h"
#include "decode/writing/html.h"
#include "decode/picture/image.h"
#include "decode/mail/mail-look.h"
#include "decode/writing/office.h"
#include "decode/writing/plain.h"

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

/* Text whose marks would drown what it says has readers of its own, or waits for one. */
static gboolean
is_plain_text(const char *type)
{
    static const char *const marked[] = {"text/rtf",      "text/html",  "text/xml",
                                         "text/calendar", "text/vcard", NULL};
    static const char *const known[] = {"application/json",       "application/csv",
                                        "application/x-ndjson",   "application/x-subrip",
                                        "application/javascript", NULL};

    return g_strv_contains(known, type) ||
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
find_office(const char **type, const ArsipSource *source)
{
    switch (arsip_office_look(source, type)) {
    case ARSIP_OFFICE_WORD:
    case ARSIP_OFFICE_SHEETS:
    case ARSIP_OFFICE_SLIDES:
    case ARSIP_OFFICE_OPEN_DOCUMENT:
    case ARSIP_OFFICE_DAMAGED:
        return ARSIP_WAY_OFFICE;
    case ARSIP_OFFICE_OTHER:
        return ARSIP_WAY_NONE;
    case ARSIP_OFFICE_NONE:
        break;
    }
    if (is_container(*type))
        return ARSIP_WAY_CONTAINER;
    /* What libmagic knows by its beginning may be cut short; reading it tells. */
    return arsip_office_is_known(*type) ? ARSIP_WAY_OFFICE : ARSIP_WAY_NONE;
}

/* A mail of Outlook's is such a file too, and may have a locked document with it. */
static gboolean
may_be_locked(const char *type)
{
    return strcmp(type, "application/encrypted") == 0 || strcmp(type, "application/CDFV2") == 0 ||
           strcmp(type, "application/x-ole-storage") == 0 || strcmp(type, "application/octet-stream") == 0;
}

/*
 * libmagic (5.44) takes whatever begins with BP, CO, NP, PA, PS or SP for a plotter's drawing, as "PANITIA
 * PERINGATAN" does. A drawing is more figures than letters, and what it writes ends with a control character.
 */
static gboolean
is_drawing_in_words(const ArsipSource *source)
{
    gsize letters = 0, figures = 0;

    for (gsize i = 0; i < MIN(source->size, LOOKED_AT); i++) {
        guint8 c = source->data[i];

        if ((c < ' ' && strchr("\t\n\r\f", c) == NULL) || c == '\0' || c == 0x7f)
            return FALSE;
        letters += g_ascii_isalpha(c) != 0;
        figures += g_ascii_isdigit(c) != 0;
    }
    return letters > 2 * figures;
}

/* Text that says what it is, or of which only libmagic is not sure. */
static ArsipWay
find_text(const char **type, const ArsipSource *source)
{
    if (strcmp(*type, "application/vnd.hp-HPGL") == 0 && is_drawing_in_words(source))
        *type = "text/plain";
    gboolean is_data = strcmp(*type, "application/octet-stream") == 0;
    gboolean is_text = is_plain_text(*type);

    if ((is_text || is_data) && has_late_pdf_header(source))
        return ARSIP_WAY_PDF;
    if (strcmp(*type, "text/html") == 0)
        return ARSIP_WAY_HTML;
    if (strcmp(*type, "text/xml") == 0)
        return ARSIP_WAY_XML;
    if (is_text && strcmp(*type, "text/plain") == 0 && arsip_html_is_likely(source->data, source->size))
        return ARSIP_WAY_HTML;
    if (!is_data || !arsip_plain_is_likely(source))
        return is_text ? ARSIP_WAY_PLAIN : ARSIP_WAY_NONE;
    *type = "text/plain";
    return ARSIP_WAY_PLAIN;
}

static ArsipWay
choose_way(const char **type, const ArsipSource *source)
{
    if (arsip_image_is_known(*type))
        return ARSIP_WAY_IMAGE;
    if (strcmp(*type, "application/pdf") == 0)
        return ARSIP_WAY_PDF;
    if (source->size > 4 && memcmp(source->data, "PK\3\4", 4) == 0)
        return find_office(type, source);
    if (may_be_locked(*type) && arsip_compound_is_locked(source))
        return ARSIP_WAY_OFFICE;
    if (is_container(*type))
        return ARSIP_WAY_CONTAINER;
    return find_text(type, source);
}

char *
arsip_identify(ArsipMagic *magic, const ArsipSource *source, ArsipWay *way)
{
    const char *type = magic_buffer(magic->cookie, source->data, MIN(source->size, LOOKED_AT));

    if (type == NULL)
        type = "application/octet-stream";
    *way = find_mail(&type, source);
    if (*way == ARSIP_WAY_NONE)
        *way = choose_way(&type, source);
    return g_strdup(type);
}
