/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TERMINAL_H
#define ARSIP_TERMINAL_H

#include <glib.h>

/* Whether standard output is somebody's who wants colour (no-color.org). */
gboolean arsip_terminal_has_colour(void);

/* How many columns a descriptor has: $COLUMNS, what the terminal says, or 80; 0: it is no terminal, and lines
 * may be as long as they like. */
guint arsip_terminal_width(int fd);

/*
 * The text in lines of at most `width` columns (0: in one line), broken at spaces where there are any and
 * joined by line feeds; lines behind the first are indented, as the caller indents that one. Of more than
 * `lines` lines (0: of any number) the rest gives way to an ellipsis. The text is UTF-8, safe to print; what
 * the colours of terminal.h take has no width. The caller owns it.
 */
char *arsip_terminal_wrap(const char *text, guint indent, guint width, guint lines);

/* Bold; a word that was asked for; and the end of either. */
#define ARSIP_COLOUR_BOLD "\033[1m"
#define ARSIP_COLOUR_WORD "\033[1;33m"
#define ARSIP_COLOUR_END  "\033[0m"

#endif
