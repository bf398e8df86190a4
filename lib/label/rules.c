/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/private.h"

#include "base/escape.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX  (1024 * 1024) /* bytes of one rule file */
#define FILES_MAX 1000
#define RULES_MAX 5000

static ArsipRules *
new_rules(void)
{
    ArsipRules *rules = g_new0(ArsipRules, 1);

    g_atomic_ref_count_init(&rules->references);
    rules->rules = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_rule_free);
    rules->namespaces = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_namespace_free);
    rules->matcher = arsip_matcher_new();
    return rules;
}

ArsipRules *
arsip_rules_ref(ArsipRules *rules)
{
    g_atomic_ref_count_inc(&rules->references);
    return rules;
}

void
arsip_rules_unref(ArsipRules *rules)
{
    if (rules == NULL || !g_atomic_ref_count_dec(&rules->references))
        return;
    arsip_matcher_free(rules->matcher);
    g_ptr_array_unref(rules->rules);
    g_ptr_array_unref(rules->namespaces);
    g_free(rules->version);
    g_free(rules);
}

const char *
arsip_rules_version(const ArsipRules *rules)
{
    return rules->version;
}

guint
arsip_rules_count(const ArsipRules *rules)
{
    return rules->rules->len;
}

gboolean
arsip_rules_is_exclusive(const ArsipRules *rules, const char *label)
{
    g_autofree char *name = arsip_label_namespace(label);

    for (guint i = 0; name != NULL && i < rules->namespaces->len; i++)
        if (strcmp(((const ArsipNamespace *)g_ptr_array_index(rules->namespaces, i))->name, name) == 0)
            return TRUE;
    return FALSE;
}

static void
add_queries(ArsipRules *rules, GPtrArray *queries, gboolean is_guarded)
{
    for (guint i = 0; i < queries->len; i++) {
        ArsipRuleQuery *query = g_ptr_array_index(queries, i);

        query->number = arsip_matcher_add(rules->matcher, query->query, is_guarded);
        rules->n_queries = MAX(rules->n_queries, query->number + 1);
    }
}

/* What speaks against a rule does so from a citation too: the guard is for evidence only. */
static void
fill_matcher(ArsipRules *rules)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        const ArsipRule *rule = g_ptr_array_index(rules->rules, i);

        add_queries(rules, rule->any, rule->is_guarded);
        add_queries(rules, rule->all, rule->is_guarded);
        add_queries(rules, rule->none, FALSE);
    }
}

/* Name and length part the files in what is hashed, so that no two sets of files give the same bytes. */
static void
hash_file(ArsipHash *hash, const char *name, gsize length, const char *bytes)
{
    g_autofree char *head = g_strdup_printf("%s/%" G_GSIZE_FORMAT "/", name, length);

    arsip_hash_update(hash, head, strlen(head));
    arsip_hash_update(hash, bytes, length);
}

static void
set_version(ArsipRules *rules, ArsipHash *hash)
{
    guint8 digest[ARSIP_HASH_SIZE];

    arsip_hash_finish(hash, digest);
    g_free(rules->version);
    rules->version = arsip_hash_hex(digest);
}

static void
read_bytes(ArsipRules *rules, const char *name, const char *bytes, gsize length, ArsipFaults *faults)
{
    g_autoptr(ArsipTree) tree = arsip_tree_parse(bytes, length, faults);

    if (tree != NULL)
        arsip_rulefile_read(tree, name, rules->rules, rules->namespaces, faults);
    if (rules->rules->len > RULES_MAX)
        arsip_fault_add(faults, 1, 1, _("more than %d rules"), RULES_MAX);
}

ArsipRules *
arsip_rules_read_bytes(const char *name, const char *bytes, gsize length, ArsipFaults *faults)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    ArsipRules *rules = new_rules();

    hash_file(hash, name, length, bytes);
    read_bytes(rules, name, bytes, length, faults);
    fill_matcher(rules);
    set_version(rules, hash);
    return rules;
}

/* NULL with *error set; a pipe or a device under a rule file's name is not waited for. */
static char *
load_file(const char *path, const char *shown, gsize *length, GError **error)
{
    g_auto(ArsipFd) file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    struct stat status;

    if (file < 0 || fstat(file, &status) < 0) {
        arsip_set_errno(error, errno, shown, _("cannot be opened"));
        return NULL;
    }
    if (!S_ISREG(status.st_mode) || status.st_size > FILE_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("%s: a rule file must be a plain file of at most 1 MiB"), shown);
        return NULL;
    }
    bytes = g_malloc((gsize)status.st_size + 1);
    while (size < (gsize)status.st_size) {
        ssize_t got = read(file, bytes + size, (gsize)status.st_size - size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            arsip_set_errno(error, errno, shown, _("cannot be read"));
            return NULL;
        }
        if (got == 0)
            break;
        size += (gsize)got;
    }
    bytes[size] = '\0';
    *length = size;
    return g_steal_pointer(&bytes);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Bare names in the order of their bytes, whatever the locale: the order decides what a rule set is. */
static GPtrArray *
list_files(const char *folder, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) directory = g_dir_open(folder, 0, error);
    const char *name;

    if (directory == NULL)
        return NULL;
    while ((name = g_dir_read_name(directory)) != NULL)
        if (name[0] != '.' && g_str_has_suffix(name, ".yaml"))
            g_ptr_array_add(names, g_strdup(name));
    if (names->len > FILES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("%s: more than %d rule files"), folder,
                    FILES_MAX);
        return NULL;
    }
    g_ptr_array_sort(names, compare_names);
    return g_steal_pointer(&names);
}

char *
arsip_rules_shown_name(const char *folder, const char *name)
{
    g_autofree char *base = g_path_get_basename(folder);
    g_autofree char *path = g_build_filename(base, name, NULL);

    return arsip_escape(path);
}

ArsipRules *
arsip_rules_read(const char *folder, ArsipFaults *faults, GError **error)
{
    g_autoptr(GPtrArray) names = list_files(folder, error);
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    g_autoptr(ArsipRules) rules = NULL;

    if (names == NULL)
        return NULL;
    rules = new_rules();
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *shown = arsip_rules_shown_name(folder, name);
        g_autofree char *bytes = NULL;
        gsize length;

        bytes = load_file(path, shown, &length, error);
        if (bytes == NULL)
            return NULL;
        faults->file = shown;
        hash_file(hash, name, length, bytes);
        read_bytes(rules, name, bytes, length, faults);
        faults->file = NULL;
    }
    fill_matcher(rules);
    set_version(rules, hash);
    return g_steal_pointer(&rules);
}

ArsipRules *
arsip_rules_load(const char *folder, GError **error)
{
    g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
    ArsipFaults faults = {.sentences = sentences};
    g_autoptr(ArsipRules) rules = arsip_rules_read(folder, &faults, error);

    if (rules == NULL)
        return NULL;
    if (faults.n_found > 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX, g_ptr_array_index(sentences, 0));
        return NULL;
    }
    return g_steal_pointer(&rules);
}

GPtrArray *
arsip_rules_check(const char *folder)
{
    g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
    ArsipFaults faults = {.sentences = sentences};
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipRules) rules = arsip_rules_read(folder, &faults, &error);

    if (rules == NULL)
        g_ptr_array_add(sentences, g_strdup(error->message));
    if (rules == NULL || faults.n_found > 0)
        return g_steal_pointer(&sentences);
    if (rules->rules->len == 0) {
        g_autofree char *shown = arsip_escape(folder);

        g_ptr_array_add(sentences, g_strdup_printf(_("%s: no rules: expected files named *.yaml"), shown));
    }
    arsip_rules_doubt(rules, folder, &faults);
    arsip_rules_try_examples(rules, folder, &faults);
    return g_steal_pointer(&sentences);
}
