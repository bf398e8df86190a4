/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-part.h"

#include "decode/mail/mail-head.h"

/* Parts within parts that are gone down into; gmime itself stops at 1024. */
#define DEPTH_MAX 100

/* Logos, smileys and rules under a signature are smaller, a scanned or photographed page is larger. */
#define ADORNMENT_BYTES (16 * 1024)

/* The fields of a message that are read for its subject. */
#define HEAD_BYTES (256u * 1024)

typedef struct {
    ArsipMailParts *parts;
    guint depth;
    gboolean is_body;    /* text here is the mail's own, unless it is a file; else another form of it */
    gboolean is_related; /* belongs to a page of HTML: its pictures, its styles, its frames */
} Walk;

static void walk(GMimeObject *object, const Walk *above);

/* gmime loses what it kept of a type that is registered again: 64 bytes, once. */
#ifdef ARSIP_SANITIZED
void __lsan_disable(void);
void __lsan_enable(void);
#else
#define __lsan_disable()
#define __lsan_enable()
#endif

/*
 * A message inside a message is left in one piece, byte for byte: parsed it could only be written again, and
 * not always as it was.
 */
void
arsip_mail_start_gmime(void)
{
    static const char *const messages[] = {"rfc822", "rfc2822", "news", "global"};
    static gsize is_started = 0;

    if (!g_once_init_enter(&is_started))
        return;
    __lsan_disable();
    g_mime_init();
    for (gsize i = 0; i < G_N_ELEMENTS(messages); i++)
        g_mime_object_register_type("message", messages[i], GMIME_TYPE_PART);
    __lsan_enable();
    const char *charsets[] = {"utf-8", "windows-1252", NULL};
    g_mime_parser_options_set_fallback_charsets(g_mime_parser_options_get_default(), charsets);
    g_once_init_leave(&is_started, 1);
}

/* Without a copy: the array is handed bytes that it never changes, and gives them back before it is freed. */
ArsipMessage822 *
arsip_mail_parse(const guint8 *data, gsize size)
{
    g_autoptr(ArsipMessage822) parsed = g_new0(ArsipMessage822, 1);
    g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();

    if (size > G_MAXUINT)
        return NULL;
    parsed->bytes = arsip_mail_cut_head(data, size);
    parsed->is_borrowed = parsed->bytes == NULL;
    if (parsed->is_borrowed)
        parsed->bytes = g_byte_array_new_take((guint8 *)data, size);
    g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream), parsed->bytes);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    parsed->message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    return parsed->message != NULL ? g_steal_pointer(&parsed) : NULL;
}

void
arsip_message822_free(ArsipMessage822 *parsed)
{
    if (parsed == NULL)
        return;
    g_clear_object(&parsed->message);
    if (parsed->is_borrowed)
        g_byte_array_steal(parsed->bytes, NULL);
    g_clear_pointer(&parsed->bytes, g_byte_array_unref);
    g_free(parsed);
}

char *
arsip_mail_subject(const guint8 *data, gsize size)
{
    g_autoptr(ArsipMessage822) parsed = arsip_mail_parse(data, MIN(size, HEAD_BYTES));

    return parsed != NULL ? g_strdup(g_mime_message_get_subject(parsed->message)) : NULL;
}

static gboolean
is_encoded(GMimeContentEncoding encoding)
{
    return encoding == GMIME_CONTENT_ENCODING_BASE64 || encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ||
           encoding == GMIME_CONTENT_ENCODING_UUENCODE;
}

GMimeStream *
arsip_mail_part_open(GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeContentEncoding encoding = g_mime_part_get_content_encoding(part);

    if (content == NULL)
        return g_mime_stream_mem_new();
    GMimeStream *stream = g_mime_data_wrapper_get_stream(content);
    GMimeStream *decoded = g_mime_stream_filter_new(stream);
    g_mime_stream_reset(stream);
    if (is_encoded(encoding)) {
        GMimeFilter *filter = g_mime_filter_basic_new(encoding, FALSE);

        g_mime_stream_filter_add(GMIME_STREAM_FILTER(decoded), filter);
        g_object_unref(filter);
    }
    return decoded;
}

GByteArray *
arsip_mail_part_bytes(GMimePart *part, gsize most)
{
    g_autoptr(GMimeStream) stream = arsip_mail_part_open(part);
    GByteArray *bytes = g_byte_array_new();
    char buffer[65536];

    while (bytes->len < most) {
        gssize length = g_mime_stream_read(stream, buffer, MIN(sizeof buffer, most - bytes->len));

        if (length <= 0)
            break;
        g_byte_array_append(bytes, (const guint8 *)buffer, (guint)length);
    }
    return bytes;
}

static GMimeContentType *
type_of(GMimePart *part)
{
    return g_mime_object_get_content_type(GMIME_OBJECT(part));
}

char *
arsip_mail_part_type(GMimePart *part)
{
    return g_mime_content_type_get_mime_type(type_of(part));
}

static gboolean
is_type(GMimePart *part, const char *type, const char *subtype)
{
    return g_mime_content_type_is_type(type_of(part), type, subtype);
}

/* About: the ends of lines are counted in. */
static gint64
size_of(GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    gint64 size = content != NULL ? g_mime_stream_length(g_mime_data_wrapper_get_stream(content)) : 0;

    return g_mime_part_get_content_encoding(part) == GMIME_CONTENT_ENCODING_BASE64 ? size / 4 * 3 : size;
}

static gboolean
is_attached(GMimePart *part)
{
    const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));

    return disposition != NULL && g_ascii_strcasecmp(disposition, GMIME_DISPOSITION_ATTACHMENT) == 0;
}

static gboolean
is_adornment(GMimePart *part, const Walk *here)
{
    gboolean is_placed = here->is_related || g_mime_object_get_content_id(GMIME_OBJECT(part)) != NULL;

    return is_placed && is_type(part, "image", "*") && !is_type(part, "image", "tiff") &&
           !is_attached(part) && size_of(part) < ADORNMENT_BYTES;
}

/* What mail programs show as the text itself. */
static gboolean
is_prose(GMimePart *part)
{
    return is_type(part, "text", "plain") || is_type(part, "text", "html") ||
           is_type(part, "text", "enriched") || is_type(part, "text", "rfc822-headers") ||
           is_type(part, "message", "delivery-status") ||
           is_type(part, "message", "disposition-notification");
}

/* Some programs name the body as well, so that a name alone makes no file of the first text. */
static gboolean
is_body_text(GMimePart *part, const Walk *here)
{
    gboolean is_first = here->parts->texts->len == 0;

    return is_prose(part) && !is_attached(part) && (is_first || g_mime_part_get_filename(part) == NULL);
}

/* An alternative that was not chosen; the styles and frames of a page. */
static gboolean
is_other_form(GMimePart *part, const Walk *here)
{
    return !here->is_body && is_type(part, "text", "*") && !is_attached(part) &&
           (here->is_related || g_mime_part_get_filename(part) == NULL);
}

static gboolean
is_smime(GMimePart *part)
{
    return is_type(part, "application", "pkcs7-mime") || is_type(part, "application", "x-pkcs7-mime");
}

static void
note_smime(GMimePart *part, ArsipMailParts *parts)
{
    const char *sort = g_mime_content_type_get_parameter(type_of(part), "smime-type");

    if (sort != NULL && g_ascii_strcasecmp(sort, "signed-data") == 0)
        parts->is_enveloped = TRUE;
    else
        parts->is_encrypted = TRUE;
}

static void
take_leaf(GMimePart *part, const Walk *here)
{
    ArsipMailParts *parts = here->parts;
    ArsipMailFile file = {part, ++parts->n_parts};

    if (here->is_body && is_body_text(part, here))
        g_ptr_array_add(parts->texts, part);
    else if (here->is_body && here->depth == 0 && is_smime(part))
        note_smime(part, parts);
    else if (!is_other_form(part, here) && !is_adornment(part, here))
        g_array_append_val(parts->files, file);
}

static gboolean
says_something(GMimePart *part)
{
    g_autoptr(GMimeStream) stream = arsip_mail_part_open(part);
    char buffer[4096];
    gssize length;

    while ((length = g_mime_stream_read(stream, buffer, sizeof buffer)) > 0)
        for (gssize i = 0; i < length; i++)
            if ((guchar)buffer[i] > ' ')
                return TRUE;
    return FALSE;
}

/* 3: plain text that says something, 2: HTML, 1: another text, 0: none. */
static guint
worth_of_part(GMimePart *part)
{
    if (is_attached(part))
        return 0;
    if (is_type(part, "text", "plain"))
        return says_something(part) ? 3 : 1;
    return is_type(part, "text", "html") ? 2 : is_prose(part) ? 1 : 0;
}

/* Of what is inside, the best. */
static guint
worth_as_body(GMimeObject *object, guint depth)
{
    guint best = 0;
    gint n = 0;

    if (GMIME_IS_PART(object))
        return worth_of_part(GMIME_PART(object));
    if (GMIME_IS_MULTIPART(object) && depth < DEPTH_MAX)
        n = g_mime_multipart_get_count(GMIME_MULTIPART(object));
    for (gint i = 0; i < n && best < 2; i++) {
        guint worth = worth_as_body(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), depth + 1);

        best = worth > best ? worth : best;
    }
    return best;
}

static void
walk_alternative(GMimeMultipart *multipart, Walk here)
{
    gint n = g_mime_multipart_get_count(multipart), chosen = 0;
    gboolean is_body = here.is_body;
    guint most = 0;

    for (gint i = 0; i < n && is_body; i++) {
        guint worth = worth_as_body(g_mime_multipart_get_part(multipart, i), here.depth + 1);

        if (worth > most) {
            most = worth;
            chosen = i;
        }
    }
    for (gint i = 0; i < n; i++) {
        here.is_body = is_body && i == chosen;
        walk(g_mime_multipart_get_part(multipart, i), &here);
    }
}

static void
walk_multipart(GMimeMultipart *multipart, Walk here)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
    gboolean is_related = g_mime_content_type_is_type(type, "multipart", "related");
    gboolean is_signed = g_mime_content_type_is_type(type, "multipart", "signed");
    gint n = g_mime_multipart_get_count(multipart);

    if (g_mime_content_type_is_type(type, "multipart", "encrypted")) {
        here.parts->is_encrypted = TRUE;
        return;
    }
    if (g_mime_content_type_is_type(type, "multipart", "alternative")) {
        walk_alternative(multipart, here);
        return;
    }
    for (gint i = 0; i < n; i++) {
        if (is_signed && i == 1)
            continue; /* the signature */
        if (is_related && i == 1) {
            here.is_body = FALSE;
            here.is_related = TRUE;
        }
        walk(g_mime_multipart_get_part(multipart, i), &here);
    }
}

static void
walk(GMimeObject *object, const Walk *above)
{
    Walk here = *above;

    if (GMIME_IS_MULTIPART(object)) {
        here.depth++;
        if (here.depth <= DEPTH_MAX)
            walk_multipart(GMIME_MULTIPART(object), here);
        else
            here.parts->is_too_deep = TRUE;
    } else if (GMIME_IS_PART(object)) {
        take_leaf(GMIME_PART(object), &here);
    }
}

void
arsip_mail_parts_find(GMimeMessage *message, ArsipMailParts *parts)
{
    Walk top = {.parts = parts, .is_body = TRUE};
    GMimeObject *root = g_mime_message_get_mime_part(message);

    *parts = (ArsipMailParts){.texts = g_ptr_array_new(),
                              .files = g_array_new(FALSE, FALSE, sizeof(ArsipMailFile))};
    if (root != NULL)
        walk(root, &top);
}

void
arsip_mail_parts_clear(ArsipMailParts *parts)
{
    g_clear_pointer(&parts->texts, g_ptr_array_unref);
    g_clear_pointer(&parts->files, g_array_unref);
}
