/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readers.h"

#include "base/escape.h"

gboolean
arsip_reader_words_check(ArsipReaderWords *words, int *status)
{
    gboolean is_exposed = FALSE;
    GError *error = NULL;

    if (words->jobs < 0 || words->wait < 0) {
        *status = arsip_command_usage(_("--jobs and --wait take numbers from 0 up"));
        return FALSE;
    }
    if (words->password_file == NULL)
        return TRUE;
    words->passwords = arsip_passwords_read(words->password_file, &is_exposed, &error);
    if (words->passwords == NULL) {
        *status = arsip_command_fail(error);
        return FALSE;
    }
    if (is_exposed) {
        g_autofree char *name = arsip_escape(words->password_file);

        fprintf(stderr, _("arsip: %s: others can read these passwords; let only yourself: chmod 600 %s\n"),
                name, name);
    }
    return TRUE;
}

ArsipReaderOptions
arsip_reader_words_options(const ArsipReaderWords *words)
{
    return (ArsipReaderOptions){.readers = (guint)words->jobs,
                                .is_nice = words->is_nice,
                                .languages = words->languages,
                                .passwords = (const char *const *)words->passwords};
}

void
arsip_reader_words_clear(ArsipReaderWords *words)
{
    g_free(words->languages);
    g_free(words->password_file);
    arsip_passwords_free(words->passwords);
}
