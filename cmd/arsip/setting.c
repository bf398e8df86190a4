/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/setting.h>

#include "base/json.h"

#include <string.h>

static void
print_text(const ArsipSetting *setting)
{
    g_autofree char *value =
        g_strconcat(setting->value, *setting->unit != '\0' ? " " : "", setting->unit, NULL);
    /* printf counts bytes, and a translation may have letters of two. */
    int gap = 16 - (int)g_utf8_strlen(value, -1);

    printf("%-10s %s%*s %s", setting->name, value, MAX(gap, 0), "", setting->meaning);
    printf(setting->is_set ? _(" (default: %s)\n") : _(" (the default)\n"), setting->standard);
}

static void
print_json(const ArsipSetting *setting)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "name", setting->name);
    if (setting->is_number) {
        arsip_json_number(json, "value", g_ascii_strtoll(setting->value, NULL, 10));
        arsip_json_number(json, "default", g_ascii_strtoll(setting->standard, NULL, 10));
    } else {
        arsip_json_text(json, "value", setting->value);
        arsip_json_text(json, "default", setting->standard);
    }
    arsip_json_text(json, "unit", setting->unit);
    arsip_json_truth(json, "set", setting->is_set);
    arsip_json_text(json, "meaning", setting->meaning);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static void
print(const ArsipSetting *setting, ArsipFormat format)
{
    if (format == ARSIP_FORMAT_JSONL)
        print_json(setting);
    else if (format == ARSIP_FORMAT_TSV)
        printf("%s\t%s\t%s\t%s\t%s\n", setting->name, setting->value, setting->standard, setting->unit,
               setting->meaning);
    else
        print_text(setting);
}

static const char *
value_in(const char *word)
{
    const char *equals = strchr(word, '=');

    return equals != NULL ? equals + 1 : NULL;
}

static char *
name_in(const char *word)
{
    return g_strndup(word, strcspn(word, "="));
}

/* All words are looked at before the first is obeyed. */
static gboolean
check_words(char **words, gboolean *has_values, int *status)
{
    *has_values = FALSE;
    for (guint i = 0; words != NULL && words[i] != NULL; i++) {
        g_autofree char *name = name_in(words[i]);
        const char *value = value_in(words[i]);
        GError *error = NULL;

        *has_values = *has_values || value != NULL;
        if (!arsip_setting_check(name, value != NULL ? value : "", &error)) {
            *status = arsip_command_fail(error);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
is_asked_for(char **words, const char *name)
{
    for (guint i = 0; words != NULL && words[i] != NULL; i++)
        if (g_str_equal(words[i], name))
            return TRUE;
    return words == NULL;
}

static int
list(ArsipArchive *archive, char **words, ArsipFormat format)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) settings = arsip_setting_list(archive, &error);

    if (settings == NULL)
        return arsip_command_fail(error);
    for (guint i = 0; i < settings->len; i++)
        if (is_asked_for(words, ((const ArsipSetting *)settings->pdata[i])->name))
            print(settings->pdata[i], format);
    return ARSIP_EXIT_DONE;
}

int
arsip_cmd_setting(ArsipCommand *command, int argc, char **argv)
{
    g_auto(GStrv) words = NULL;
    g_autofree char *format_name = NULL;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("text, jsonl or tsv"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    gboolean has_values;
    ArsipFormat format;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("[NAME[=VALUE]...] - how this archive reads its pages"),
            _("Lists the settings of the archive, or changes them. NAME= goes back to the default."),
            &status) ||
        !arsip_command_format(format_name, TRUE, &format, &status) ||
        !check_words(words, &has_values, &status))
        return status;
    archive = arsip_command_open(command, has_values ? ARSIP_ARCHIVE_WRITE : ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL)
        return status;
    for (guint i = 0; words != NULL && words[i] != NULL; i++) {
        g_autofree char *name = name_in(words[i]);

        if (value_in(words[i]) != NULL && !arsip_setting_change(archive, name, value_in(words[i]), &error))
            return arsip_command_fail(error);
    }
    return list(archive, words, format);
}
