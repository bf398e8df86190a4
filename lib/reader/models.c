/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/models.h"

#include <glob.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"

#define MOST_LANGUAGES 10

static gboolean
is_name(const char *name)
{
    return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(name) &&
           *name != '\0' && strlen(name) < 32;
}

/* Folders with models, as the reader is let to them; NULL-terminated. */
static char **
find_folders(void)
{
    static const char *const places[] = {"/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata"};
    const char *moved = g_getenv("TESSDATA_PREFIX");
    g_autoptr(GStrvBuilder) folders = g_strv_builder_new();

    if (moved != NULL && *moved != '\0') {
        g_strv_builder_add(folders, moved);
        return g_strv_builder_end(folders);
    }
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        glob_t found = {0};

        if (glob(places[i], 0, NULL, &found) == 0)
            g_strv_builder_addv(folders, (const char **)found.gl_pathv);
        globfree(&found);
    }
    return g_strv_builder_end(folders);
}

static gboolean
has_model(char **folders, const char *name)
{
    g_autofree char *file = g_strconcat(name, ".traineddata", NULL);

    for (guint i = 0; folders[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(folders[i], file, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return TRUE;
    }
    return FALSE;
}

/* Debian's package of a model: chi_sim is in tesseract-ocr-chi-sim. */
static gboolean
set_missing(const char *name, GError **error)
{
    g_autofree char *package = g_ascii_strdown(name, -1);

    g_strdelimit(package, "_", '-');
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                _("Tesseract has no model for the language “%s” here; install the package tesseract-ocr-%s"),
                name, package);
    return FALSE;
}

gboolean
arsip_models_check(const char *languages, GError **error)
{
    g_auto(GStrv) names = g_strsplit(languages, "+", -1);
    g_auto(GStrv) folders = find_folders();

    for (guint i = 0; names[i] != NULL || i == 0; i++) {
        if (names[i] == NULL || !is_name(names[i]) || i >= MOST_LANGUAGES) {
            g_autofree char *shown = arsip_escape(languages);

            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                        _("“%s”: expected languages as Tesseract names them, for example ind+eng or jav"),
                        shown);
            return FALSE;
        }
    }
    for (guint i = 0; names[i] != NULL && folders[0] != NULL; i++)
        if (!has_model(folders, names[i]))
            return set_missing(names[i], error);
    return TRUE;
}
