/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_ESCAPE_H
#define ARSIP_BASE_ESCAPE_H

#include <glib.h>

/*
 * Bytes of any origin as UTF-8 that is safe on a terminal and in a log: control characters (C0, DEL,
 * C1), bidirectional overrides and bytes that are no UTF-8 become \n, \t, \xHH or \u{HHHH}; a backslash
 * becomes \\. Text without any of these is returned unchanged. The caller owns the result.
 */
char *arsip_escape(const char *bytes);

/*
 * As above for text that is shown over several lines: line feeds and tabs stay, backslashes are not
 * doubled. For documents' text on a terminal.
 */
char *arsip_escape_text(const char *text);

#endif
