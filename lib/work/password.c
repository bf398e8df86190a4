/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/ingest.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every reader gets them with each request, and an archive may be tried with all of them. */
#define MOST_PASSWORDS 100u
#define MOST_BYTES     65536u

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* A pipe is read too, so that passwords need never be in a file. bytes has room for a NUL behind it. */
static gboolean
read_all(int fd, const char *name, char *bytes, gsize *length, GError **error)
{
    for (*length = 0; *length < MOST_BYTES;) {
        ssize_t got = read(fd, bytes + *length, MOST_BYTES - *length);

        if (got == 0) {
            bytes[*length] = '\0';
            return TRUE;
        }
        if (got < 0 && errno != EINTR)
            return arsip_set_errno(error, errno, name, _("the passwords cannot be read"));
        *length += got > 0 ? (gsize)got : 0;
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("%s: too long for a file of at most %u passwords"),
                name, MOST_PASSWORDS);
    return FALSE;
}

static char **
split(char *bytes)
{
    g_autoptr(GPtrArray) passwords = g_ptr_array_new();
    char *line = g_str_has_prefix(bytes, byte_order_mark) ? bytes + strlen(byte_order_mark) : bytes;

    while (*line != '\0') {
        gsize length = strcspn(line, "\n");
        gsize ended = length > 0 && line[length - 1] == '\r' ? length - 1 : length;

        if (ended > 0)
            g_ptr_array_add(passwords, g_strndup(line, ended));
        line += length + (line[length] == '\n' ? 1 : 0);
    }
    g_ptr_array_add(passwords, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&passwords), FALSE);
}

static gboolean
check(const char *name, const char *bytes, gsize length, char **passwords, GError **error)
{
    if (strlen(bytes) != length)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("%s: expected a text file with one password a line"), name);
    else if (passwords[0] == NULL)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("%s: there is no password in it; write one a line"), name);
    else if (g_strv_length(passwords) > MOST_PASSWORDS)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("%s: more than the %u passwords that are tried on a file"), name, MOST_PASSWORDS);
    else
        return TRUE;
    return FALSE;
}

char **
arsip_passwords_read(const char *path, gboolean *is_exposed, GError **error)
{
    g_autofree char *name = arsip_escape(path);
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    g_autofree char *bytes = NULL;
    char **passwords = NULL;
    struct stat info;
    gsize length;

    *is_exposed = FALSE;
    if (fd < 0 || fstat(fd, &info) != 0) {
        arsip_set_errno(error, errno, name, _("the passwords cannot be read"));
        return NULL;
    }
    *is_exposed = S_ISREG(info.st_mode) && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    bytes = g_malloc0(MOST_BYTES + 1);
    if (read_all(fd, name, bytes, &length, error))
        passwords = split(bytes);
    if (passwords != NULL && !check(name, bytes, length, passwords, error)) {
        arsip_passwords_free(passwords);
        passwords = NULL;
    }
    explicit_bzero(bytes, MOST_BYTES);
    return passwords;
}

void
arsip_passwords_free(char **passwords)
{
    for (guint i = 0; passwords != NULL && passwords[i] != NULL; i++)
        explicit_bzero(passwords[i], strlen(passwords[i]));
    g_strfreev(passwords);
}
