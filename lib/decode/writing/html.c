/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/writing/charset.h"
#include "decode/writing/flow.h"

/* As much as plain.c reads. */
#define BYTES_MAX (64u * 1024 * 1024)

/* libxml2 walks through all open elements at many a tag: deeper than this is no page, but a way to stop it.
 */
#define DEPTH_MAX 5000u

/* Where a page tells its characters (the HTML standard: within 1,024 bytes; not all keep to it). */
#define HEAD_BYTES 8192

/* How an element stands among what is around it. */
typedef enum {
    INLINE,
    LINE,  /* begins and ends a line */
    BLOCK, /* and is parted by a gap */
    BREAK,
    ROW,
    CELL,
    TITLE,
    AS_TYPED, /* a block in which line breaks count */
    LEFT_OUT
} Standing;

typedef struct {
    htmlParserCtxt *parser;
    ArsipScribe *scribe;
    ArsipScribe *title;
    char *left_out;   /* the element in which nothing is taken, or NULL */
    guint n_left_out; /* how many of its name are open */
    guint depth;
    guint as_typed;
    gboolean is_in_title;
    gboolean is_of_word;
    gboolean ends_with_blank; /* blanks in a row count as one */
    GError *failure;
} Html;

static Standing
standing_of(const char *name)
{
    static const struct {
        const char *names;
        Standing standing;
    } known[] = {
        {" p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote hr form article section header footer nav main "
         "aside "
         "figure fieldset details center dir menu ",
         BLOCK},
        {" div li dt dd address caption thead tbody tfoot legend figcaption summary body html head option "
         "marquee ",
         LINE},
        {" br ", BREAK},
        {" tr ", ROW},
        {" td th ", CELL},
        {" title ", TITLE},
        {" pre xmp listing plaintext ", AS_TYPED},
        {" script style noscript template iframe object embed applet svg math canvas audio video noframes "
         "select datalist del ",
         LEFT_OUT},
    };
    g_autofree char *word = g_strconcat(" ", name, " ", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (strstr(known[i].names, word) != NULL)
            return known[i].standing;
    return INLINE;
}

static void
fail(Html *html, GError *failure)
{
    if (failure == NULL)
        return;
    if (html->failure == NULL)
        html->failure = failure;
    else
        g_error_free(failure);
    xmlStopParser(html->parser);
}

/* Out of the writer's own hand; what rules in a style sheet hide is shown. */
static gboolean
is_hidden(const xmlChar **attributes)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2) {
        const char *name = (const char *)attributes[0];
        if (strcmp(name, "hidden") == 0)
            return TRUE;
        if (strcmp(name, "style") != 0 || attributes[1] == NULL)
            continue;
        g_autofree char *folded = g_ascii_strdown((const char *)attributes[1], -1);
        g_auto(GStrv) words = g_strsplit_set(folded, " \t\r\n", -1);
        g_autofree char *style = g_strjoinv("", words);
        if (strstr(style, "display:none") != NULL || strstr(style, "visibility:hidden") != NULL ||
            strstr(style, "mso-hide:all") != NULL)
            return TRUE;
    }
    return FALSE;
}

static void
begin(Html *html, Standing standing)
{
    switch (standing) {
    case LINE:
        arsip_scribe_end_open_line(html->scribe);
        break;
    case AS_TYPED:
        html->as_typed++;
        arsip_scribe_gap(html->scribe);
        break;
    case BLOCK:
        arsip_scribe_gap(html->scribe);
        break;
    case BREAK:
        arsip_scribe_end_line(html->scribe);
        break;
    case ROW:
        arsip_scribe_begin_row(html->scribe);
        break;
    case CELL:
        arsip_scribe_begin_cell(html->scribe);
        break;
    case TITLE:
        html->is_in_title = TRUE;
        break;
    case INLINE:
    case LEFT_OUT:
        break;
    }
    html->ends_with_blank = html->ends_with_blank || standing != INLINE;
}

static void
end(Html *html, Standing standing)
{
    switch (standing) {
    case LINE:
        arsip_scribe_end_open_line(html->scribe);
        break;
    case AS_TYPED:
        html->as_typed -= html->as_typed > 0 ? 1 : 0;
        arsip_scribe_gap(html->scribe);
        break;
    case BLOCK:
        arsip_scribe_gap(html->scribe);
        break;
    case ROW:
        arsip_scribe_end_row(html->scribe);
        break;
    case CELL:
        arsip_scribe_end_cell(html->scribe);
        break;
    case TITLE:
        html->is_in_title = FALSE;
        break;
    case BREAK:
    case INLINE:
    case LEFT_OUT:
        break;
    }
    html->ends_with_blank = html->ends_with_blank || standing != INLINE;
}

/* Word and Outlook write a paragraph for each line: <p class=MsoNormal>. */
static gboolean
has_class_of_word(const xmlChar **attributes)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp((const char *)attributes[0], "class") == 0 && attributes[1] != NULL)
            return g_str_has_prefix((const char *)attributes[1], "Mso");
    return FALSE;
}

static void
on_start(void *data, const xmlChar *element, const xmlChar **attributes)
{
    Html *html = data;
    const char *name = (const char *)element;
    Standing standing;

    if (++html->depth > DEPTH_MAX) {
        fail(html, g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                                       _("its elements stand deeper in each other than is safe")));
        return;
    }
    if (html->left_out != NULL) {
        html->n_left_out += strcmp(html->left_out, name) == 0 ? 1 : 0;
        return;
    }
    standing = standing_of(name);
    html->is_of_word = html->is_of_word || has_class_of_word(attributes);
    if (html->is_of_word && strcmp(name, "p") == 0)
        standing = LINE;
    if (standing == LEFT_OUT || is_hidden(attributes)) {
        html->left_out = g_strdup(name);
        html->n_left_out = 1;
        return;
    }
    begin(html, standing);
}

static void
on_end(void *data, const xmlChar *element)
{
    Html *html = data;
    const char *name = (const char *)element;

    html->depth -= html->depth > 0 ? 1 : 0;
    if (html->left_out == NULL) {
        end(html, html->is_of_word && strcmp(name, "p") == 0 ? LINE : standing_of(name));
        fail(html, arsip_scribe_fault(html->scribe));
        return;
    }
    html->n_left_out -= strcmp(html->left_out, name) == 0 ? 1 : 0;
    if (html->n_left_out == 0)
        g_clear_pointer(&html->left_out, g_free);
}

static void
take_as_typed(Html *html, const char *text, gsize length)
{
    for (gsize at = 0; at < length;) {
        gsize line = 0;

        while (at + line < length && text[at + line] != '\n')
            line++;
        arsip_scribe_text(html->scribe, text + at, line);
        at += line + 1;
        if (at <= length)
            arsip_scribe_end_line(html->scribe);
    }
}

static void
on_text(void *data, const xmlChar *characters, int n_bytes)
{
    Html *html = data;
    const char *text = (const char *)characters;
    gsize length = (gsize)n_bytes;

    if (html->left_out != NULL)
        return;
    if (html->is_in_title)
        arsip_flow_add(html->title, text, length, &html->ends_with_blank);
    else if (html->as_typed > 0)
        take_as_typed(html, text, length);
    else
        arsip_flow_add(html->scribe, text, length, &html->ends_with_blank);
}

static void
ignore_fault(void *data, xmlError *fault)
{
    (void)data, (void)fault;
}

/*
 * Word's "<![if !supportLists]>" is no comment, and not shown by any browser; libxml2 2.9 takes it for text.
 * Within a comment it ends that.
 */
static void
blank_conditions(char *text, gsize size)
{
    for (char *at = text, *end = text + size; (at = memchr(at, '<', (gsize)(end - at))) != NULL; at++) {
        gboolean is_comment = g_str_has_prefix(at, "<!--");
        gboolean is_condition = g_str_has_prefix(at, "<![");
        char *close = is_comment ? strstr(at + 4, "-->") : is_condition ? strchr(at, '>') : at;

        if (close == NULL)
            return;
        if (is_condition)
            memset(at, ' ', (gsize)(close - at) + 1);
        at = close;
    }
}

/* The text is UTF-8 by now: what the page says of its characters is true no more. */
static gboolean
parse(Html *html, char *text, gsize size, GError **error)
{
    html->parser = htmlNewParserCtxt();
    if (html->parser == NULL || size > BYTES_MAX) {
        g_set_error(error, ARSIP_ERROR, size > BYTES_MAX ? ARSIP_ERROR_LIMIT : ARSIP_ERROR_MEMORY,
                    _("the text is too long: at most %u MB are read"), BYTES_MAX / (1024 * 1024));
        return FALSE;
    }
    *html->parser->sax = (xmlSAXHandler){.initialized = 1,
                                         .startElement = on_start,
                                         .endElement = on_end,
                                         .characters = on_text,
                                         .ignorableWhitespace = on_text,
                                         .cdataBlock = on_text,
                                         .serror = ignore_fault};
    html->parser->userData = html;
    html->ends_with_blank = TRUE;
    blank_conditions(text, size);
    htmlCtxtReadMemory(html->parser, text, (int)size, NULL, "UTF-8",
                       HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    if (html->failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&html->failure));
    return FALSE;
}

static void
clear_html(Html *html)
{
    if (html->parser != NULL) {
        xmlFreeDoc(html->parser->myDoc);
        htmlFreeParserCtxt(html->parser);
    }
    arsip_scribe_free(html->title);
    g_free(html->left_out);
    g_clear_error(&html->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Html, clear_html)

/* What the page says of its characters: <meta charset="...">, <?xml encoding="..."?>. */
static char *
find_charset(const guint8 *bytes, gsize size)
{
    static const char pattern[] = "^\\s*<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)|"
                                  "<meta\\s[^>]*\\bcharset\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]+)";
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
    g_autoptr(GMatchInfo) found = NULL;

    if (!g_regex_match_full(regex, (const char *)bytes, (gssize)MIN(size, HEAD_BYTES), 0, 0, &found, NULL))
        return NULL;
    g_autofree char *first = g_match_info_fetch(found, 1);
    return first != NULL && *first != '\0' ? g_steal_pointer(&first) : g_match_info_fetch(found, 2);
}

static GString *
to_utf8(const guint8 *bytes, gsize size)
{
    GString *text = g_string_sized_new(size);
    ArsipCharset charset = arsip_charset_find(bytes, MIN(size, HEAD_BYTES));
    g_autofree char *name = NULL;

    if (arsip_charset_unit(charset) > 1) {
        arsip_charset_append(text, bytes, size, charset);
        return text;
    }
    name = find_charset(bytes, size);
    arsip_charset_append_named(text, bytes, size, name);
    return text;
}

gboolean
arsip_html_write(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error)
{
    g_autoptr(ArsipScribe) body = arsip_scribe_new();
    g_auto(Html) html = {.scribe = body, .title = arsip_scribe_new()};

    if (size > BYTES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the text is too long: at most %u MB are read"),
                    BYTES_MAX / (1024 * 1024));
        return FALSE;
    }
    g_autoptr(GString) utf8 = to_utf8(bytes, size);
    if (!parse(&html, utf8->str, utf8->len, error))
        return FALSE;
    g_autofree char *text = arsip_scribe_take_text(body);
    g_autofree char *title = arsip_scribe_take_text(html.title);
    /* A page often begins with what its title says. */
    if (!g_str_has_prefix(text, title))
        arsip_scribe_block(scribe, title);
    arsip_scribe_block(scribe, text);
    return TRUE;
}

char *
arsip_html_text(const char *text, gsize size, GError **error)
{
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new();
    g_auto(Html) html = {.scribe = scribe, .title = arsip_scribe_new()};
    g_autofree char *copy = g_strndup(text, size);

    return parse(&html, copy, strlen(copy), error) ? arsip_scribe_take_text(scribe) : NULL;
}

gboolean
arsip_html_is_likely(const guint8 *bytes, gsize size)
{
    static const char pattern[] =
        "^(\\xef\\xbb\\xbf)?\\s*<(!doctype html|html|head|body|title|p|div|table|center|font|span|b|h[1-6]|"
        "br|ul|ol|meta|style)[\\s>/]";
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);

    return g_regex_match_full(regex, (const char *)bytes, (gssize)MIN(size, HEAD_BYTES), 0, 0, NULL, NULL);
}
