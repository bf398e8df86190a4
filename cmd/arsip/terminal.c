/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_USUAL 80
#define WIDTH_LEAST 20 /* where less is left beside the indent, lines are as wide nevertheless */
#define ELLIPSIS    "…"

gboolean
arsip_terminal_has_colour(void)
{
    const char *no_color = g_getenv("NO_COLOR");

    return isatty(STDOUT_FILENO) && (no_color == NULL || *no_color == '\0');
}

guint
arsip_terminal_width(int fd)
{
    const char *columns = g_getenv("COLUMNS");
    struct winsize size = {0};
    guint64 told;

    if (!isatty(fd))
        return 0;
    if (columns != NULL && g_ascii_string_to_unsigned(columns, 10, 1, G_MAXINT, &told, NULL))
        return (guint)told;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : WIDTH_USUAL;
}

/* Behind what stands at `at`: a character, or a colour's escape sequence; columns: what it takes. */
static const char *
pass(const char *at, guint *columns)
{
    gunichar c = g_utf8_get_char(at);

    if (c == '\033' && at[1] == '[') {
        *columns = 0;
        return at + 2 + strspn(at + 2, "0123456789;") + 1;
    }
    *columns = g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    return g_utf8_next_char(at);
}

static gboolean
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Where a line that begins at `at` ends: before a space, or within a word that is longer than a line. */
static const char *
end_of_line(const char *at, guint room)
{
    const char *space = NULL;
    guint taken = 0;

    while (*at != '\0') {
        guint columns;
        const char *next = pass(at, &columns);

        if (is_space(*at))
            space = at;
        if (taken + columns > room)
            return space != NULL ? space : at;
        taken += columns;
        at = next;
    }
    return at;
}

/* The last line that may be shown, with room for the ellipsis; a colour that it cuts off is ended. */
static void
append_shortened(GString *out, const char *at, guint room)
{
    const char *end = end_of_line(at, room - 1);
    gboolean is_coloured = FALSE;

    for (const char *c = at; c < end; c++)
        if (*c == '\033')
            is_coloured = !g_str_has_prefix(c, ARSIP_COLOUR_END);
    g_string_append_len(out, at, end - at);
    g_string_append(out, ELLIPSIS);
    g_string_append(out, is_coloured ? ARSIP_COLOUR_END : "");
}

char *
arsip_terminal_wrap(const char *text, guint indent, guint width, guint lines)
{
    GString *out = g_string_new(NULL);
    guint room = width > indent + WIDTH_LEAST ? width - indent : WIDTH_LEAST;
    const char *at = text;

    if (width == 0)
        return g_string_free(g_string_append(out, text), FALSE);
    for (guint line = 1; *at != '\0'; line++) {
        const char *end = end_of_line(at, room);

        if (line > 1)
            g_string_append_printf(out, "\n%*s", (int)indent, "");
        if (line == lines && *end != '\0') {
            append_shortened(out, at, room);
            break;
        }
        g_string_append_len(out, at, end - at);
        for (at = end; is_space(*at); at++)
            ;
    }
    return g_string_free(out, FALSE);
}
