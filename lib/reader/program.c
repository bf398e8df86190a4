/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/program.h"

#include "base/escape.h"
#include "base/i18n.h"

#define INSTALLED ARSIP_LIBEXECDIR "/arsip-reader"

/* From a build folder, and from bin/ of wherever an installed tree was put. */
static const char *const places[] = {"arsip-reader", "../libexec/arsip/arsip-reader"};

static char *
near_this_program(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self != NULL ? g_path_get_dirname(self) : g_strdup("/");

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *program = g_canonicalize_filename(places[i], folder);

        if (g_file_test(program, G_FILE_TEST_IS_EXECUTABLE))
            return g_steal_pointer(&program);
    }
    return NULL;
}

char *
arsip_reader_program(GError **error)
{
    const char *given = g_getenv("ARSIP_READER");
    g_autofree char *near = near_this_program();

    if (given != NULL && *given != '\0') {
        g_autofree char *name = arsip_escape(given);

        if (g_file_test(given, G_FILE_TEST_IS_EXECUTABLE))
            return g_strdup(given);
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                    _("%s, named by ARSIP_READER, is not a program"), name);
        return NULL;
    }
    if (near != NULL)
        return g_steal_pointer(&near);
    if (g_file_test(INSTALLED, G_FILE_TEST_IS_EXECUTABLE))
        return g_strdup(INSTALLED);
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                _("the program that reads pages is not at %s: install arsip again"), INSTALLED);
    return NULL;
}
