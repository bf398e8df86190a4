/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/setting.h"
#include "archive/event.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"
#include "reader/models.h"

#include <string.h>

#define MEBIBYTE (G_GUINT64_CONSTANT(1) << 20)
#define DAY      86400

static char *
count_cores(void)
{
    return g_strdup_printf("%u", g_get_num_processors());
}

static const struct Rule {
    const char *name;
    const char *meaning;
    const char *unit;
    guint64 least, most;     /* of a number; most 0: it is none */
    const char *standard;    /* the default, or NULL: */
    char *(*find_out)(void); /* the default is found out, */
    const char *like;        /* or is that of this other setting */
} rules[] = {
    {"jobs", N_("how many pages are read at once"), N_("readers"), 1, 1024, NULL, count_cores, NULL},
    {"languages", N_("what pages are written in, as Tesseract names it"), "", 0, 0, ARSIP_POOL_LANGUAGES,
     NULL, NULL},
    {"deadline", N_("how long the reading of one page may take"), N_("seconds"), 1, DAY,
     G_STRINGIFY(ARSIP_POOL_DEADLINE), NULL, NULL},
    {"cpu", N_("how much computing time one page may take"), N_("seconds"), 1, DAY, NULL, NULL, "deadline"},
    {"memory", N_("how much memory a reader may ask for"), N_("MiB"), 512, 1024 * 1024,
     G_STRINGIFY(ARSIP_POOL_MEBIBYTES), NULL, NULL},
};

static const struct Rule *
find_rule(const char *name, GError **error)
{
    g_autofree char *shown = arsip_escape(name);
    g_autoptr(GString) names = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        if (g_str_equal(rules[i].name, name))
            return &rules[i];
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", rules[i].name);
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("%s: there is no such setting; there are: %s"),
                shown, names->str);
    return NULL;
}

static gboolean
check_value(const struct Rule *rule, const char *value, GError **error)
{
    g_autofree char *shown = arsip_escape(value);

    if (*value == '\0')
        return TRUE;
    if (rule->most == 0)
        return arsip_models_check(value, error);
    if (g_ascii_string_to_unsigned(value, 10, rule->least, rule->most, NULL, NULL))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                _("%s=%s: expected a whole number from %d to %d (%s), or nothing for the default"),
                rule->name, shown, (int)rule->least, (int)rule->most, _(rule->unit));
    return FALSE;
}

gboolean
arsip_setting_check(const char *name, const char *value, GError **error)
{
    const struct Rule *rule = find_rule(name, error);

    return rule != NULL && check_value(rule, value, error);
}

/* What somebody set and is still good, or NULL. */
static char *
read_value(ArsipArchive *archive, const struct Rule *rule, GError **error)
{
    g_autofree char *value = arsip_setting_get(archive, rule->name, error);
    gboolean is_number = rule->most > 0;

    if (value == NULL || (is_number && !check_value(rule, value, NULL)))
        return NULL;
    return g_steal_pointer(&value);
}

static char *
standard_of(ArsipArchive *archive, const struct Rule *rule)
{
    g_autofree char *other = NULL;

    if (rule->find_out != NULL)
        return rule->find_out();
    if (rule->like == NULL)
        return g_strdup(rule->standard);
    other = read_value(archive, find_rule(rule->like, NULL), NULL);
    return other != NULL ? g_steal_pointer(&other) : standard_of(archive, find_rule(rule->like, NULL));
}

static void
free_setting(ArsipSetting *setting)
{
    g_free(setting->value);
    g_free(setting->standard);
    g_free(setting);
}

GPtrArray *
arsip_setting_list(ArsipArchive *archive, GError **error)
{
    g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func((GDestroyNotify)free_setting);
    GError *fault = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        ArsipSetting *setting = g_new0(ArsipSetting, 1);

        g_ptr_array_add(settings, setting);
        setting->name = rules[i].name;
        setting->meaning = _(rules[i].meaning);
        setting->unit = *rules[i].unit != '\0' ? _(rules[i].unit) : "";
        setting->is_number = rules[i].most > 0;
        setting->standard = standard_of(archive, &rules[i]);
        setting->value = read_value(archive, &rules[i], &fault);
        if (fault != NULL) {
            g_propagate_error(error, fault);
            return NULL;
        }
        setting->is_set = setting->value != NULL;
        if (!setting->is_set)
            setting->value = g_strdup(setting->standard);
    }
    return g_steal_pointer(&settings);
}

static char *
describe(const char *name, const char *before, const char *after)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "name", name);
    arsip_json_text(json, "before", before);
    arsip_json_text(json, "after", after);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

/* An event only where something has changed. */
static gboolean
change(ArsipArchive *archive, const char *name, const char *value, GError **error)
{
    GError *fault = NULL;
    g_autofree char *before = arsip_setting_get(archive, name, &fault);
    g_autofree char *detail = describe(name, before, value);

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (g_strcmp0(before, value) == 0)
        return TRUE;
    return arsip_setting_set(archive, name, value, error) &&
           arsip_event_add(archive, "setting.changed", "", detail, error);
}

gboolean
arsip_setting_change(ArsipArchive *archive, const char *name, const char *value, GError **error)
{
    if (!arsip_setting_check(name, value, error) || !arsip_begin(archive, error))
        return FALSE;
    if (change(archive, name, *value != '\0' ? value : NULL, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

void
arsip_reader_plan_clear(ArsipReaderPlan *plan)
{
    g_clear_pointer(&plan->languages, g_free);
}

/* The default reads as it always did, even where its models are missing: text and PDFs with text need none.
 */
static gboolean
choose_languages(ArsipArchive *archive, const char *given, ArsipReaderPlan *plan, GError **error)
{
    GError *fault = NULL;

    plan->languages =
        given != NULL ? g_strdup(given) : read_value(archive, find_rule("languages", NULL), &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (plan->languages != NULL && !arsip_models_check(plan->languages, error))
        return FALSE;
    plan->pool.languages = plan->languages;
    return TRUE;
}

/* 0: the pool's own default. */
static guint64
read_number(ArsipArchive *archive, const char *name)
{
    g_autofree char *value = read_value(archive, find_rule(name, NULL), NULL);

    return value != NULL ? g_ascii_strtoull(value, NULL, 10) : 0;
}

gboolean
arsip_reader_plan_make(ArsipArchive *archive, const ArsipReaderOptions *options, ArsipReaderPlan *plan,
                       GError **error)
{
    plan->pool = (ArsipPoolSettings){.readers = options->readers > 0 ? options->readers
                                                                     : (guint)read_number(archive, "jobs"),
                                     .deadline = (guint)read_number(archive, "deadline"),
                                     .cpu = (guint)read_number(archive, "cpu"),
                                     .memory = read_number(archive, "memory") * MEBIBYTE,
                                     .is_nice = options->is_nice,
                                     .passwords = options->passwords};
    return choose_languages(archive, options->languages, plan, error);
}
