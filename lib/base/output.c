/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/output.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct ArsipOutput {
    char *path;
    char *name; /* escaped */
    char *part;
    FILE *stream;
    gboolean must_be_new;
};

ArsipOutput *
arsip_output_begin(const char *path, gboolean must_be_new, GError **error)
{
    g_autoptr(ArsipOutput) output = g_new0(ArsipOutput, 1);
    int fd;

    output->path = g_strdup(path);
    output->name = arsip_escape(path);
    output->must_be_new = must_be_new;
    output->part = g_strdup_printf("%s.%d.part", path, (int)getpid());
    fd = open(output->part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    output->stream = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (output->stream == NULL) {
        g_clear_pointer(&output->part, g_free);
        arsip_set_errno(error, errno, output->name, _("cannot be written"));
        return NULL;
    }
    return g_steal_pointer(&output);
}

FILE *
arsip_output_stream(ArsipOutput *output)
{
    return output->stream;
}

gboolean
arsip_output_finish(ArsipOutput *output, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(output->path);
    gboolean is_taken;

    if (fflush(output->stream) != 0 || ferror(output->stream) || fsync(fileno(output->stream)) != 0)
        return arsip_set_errno(error, errno, output->name, _("cannot be written"));
    is_taken = output->must_be_new ? arsip_file_place(output->part, output->path)
                                   : g_rename(output->part, output->path) == 0;
    if (!is_taken)
        return arsip_set_errno(error, errno, output->name, _("cannot be written"));
    return arsip_folder_sync(folder, error);
}

void
arsip_output_free(ArsipOutput *output)
{
    if (output == NULL)
        return;
    if (output->stream != NULL)
        fclose(output->stream);
    /* After a rename it is gone already; after a link or a failure it is what is left over. */
    if (output->part != NULL)
        g_unlink(output->part);
    g_free(output->part);
    g_free(output->path);
    g_free(output->name);
    g_free(output);
}
