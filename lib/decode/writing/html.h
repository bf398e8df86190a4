/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_HTML_H
#define ARSIP_DECODE_HTML_H

#include "decode/writing/scribe.h"

/*
 * What a page of HTML (or XHTML) shows: blocks as lines, rows of tables as lines, its title first where the
 * page does not begin with it. Scripts, styles and what is hidden are left out. Its characters are
 * what its mark, its own word or its bytes tell.
 */
gboolean arsip_html_write(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error);

/* The same of HTML that is UTF-8 already, whatever it says, and without its title; the caller owns it. */
char *arsip_html_text(const char *html, gsize size, GError **error);

/* Whether text that does not say what it is begins as HTML does: with a tag that puts text on a page. */
gboolean arsip_html_is_likely(const guint8 *bytes, gsize size);

#endif
