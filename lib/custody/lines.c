/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/escape.h"
#include "base/i18n.h"
#include "custody/crate.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 65536

struct ArsipLines {
    char *name; /* escaped */
    ArsipCrateFile file;
    gsize longest;
    guint64 at; /* read so far */
    GString *line;
    char block[BLOCK];
    gsize n, next; /* of the block */
    gboolean was_return;
};

ArsipLines *
arsip_lines_open(const ArsipCrate *crate, const char *path, gsize longest, GError **error)
{
    g_autoptr(ArsipLines) lines = g_new0(ArsipLines, 1);

    lines->file.fd = -1;
    lines->line = g_string_new(NULL);
    lines->longest = longest;
    lines->name = arsip_escape(path);
    return arsip_crate_open_file(crate, path, &lines->file, error) ? g_steal_pointer(&lines) : NULL;
}

void
arsip_lines_free(ArsipLines *lines)
{
    if (lines == NULL)
        return;
    arsip_crate_file_clear(&lines->file);
    g_string_free(lines->line, TRUE);
    g_free(lines->name);
    g_free(lines);
}

/* FALSE at the end, or with an error. */
static gboolean
fill(ArsipLines *lines, GError **error)
{
    gsize wanted = (gsize)MIN((guint64)BLOCK, lines->file.size - lines->at);
    ssize_t got;

    do
        got = wanted > 0
                  ? pread(lines->file.fd, lines->block, wanted, (off_t)(lines->file.offset + lines->at))
                  : 0;
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return arsip_set_errno(error, errno, lines->name, _("cannot be read"));
    lines->at += (guint64)got;
    lines->n = (gsize)got;
    lines->next = 0;
    return got > 0;
}

static gboolean
append(ArsipLines *lines, gsize length, GError **error)
{
    const char *bytes = lines->block + lines->next;

    if (memchr(bytes, '\0', length) == NULL && lines->line->len + length <= lines->longest) {
        g_string_append_len(lines->line, bytes, (gssize)length);
        lines->next += length;
        return TRUE;
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("%s: a line is too long, or holds a NUL"),
                lines->name);
    return FALSE;
}

const char *
arsip_lines_next(ArsipLines *lines, GError **error)
{
    GError *fault = NULL;
    gboolean has_any = FALSE;

    g_string_truncate(lines->line, 0);
    for (;;) {
        gsize length = 0;

        if (lines->next == lines->n && !fill(lines, &fault)) {
            if (fault != NULL)
                g_propagate_error(error, fault);
            return fault == NULL && has_any ? lines->line->str : NULL;
        }
        /* CR LF is one end. */
        if (lines->was_return && lines->block[lines->next] == '\n') {
            lines->was_return = FALSE;
            lines->next++;
            continue;
        }
        lines->was_return = FALSE;
        has_any = TRUE;
        while (lines->next + length < lines->n && lines->block[lines->next + length] != '\n' &&
               lines->block[lines->next + length] != '\r')
            length++;
        if (!append(lines, length, error))
            return NULL;
        if (lines->next < lines->n) {
            lines->was_return = lines->block[lines->next++] == '\r';
            return lines->line->str;
        }
    }
}
