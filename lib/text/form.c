/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/form.h"

#include <string.h>

#include "text/affix.h"

#define ROOT_LEAST 4

/* Families of words whose root means something else to an office, one in each line. */
static const char *const families[] = {
    "pengumuman mengumumkan diumumkan umumkan",
    "keterangan menerangkan diterangkan",
    "keputusan memutuskan diputuskan putusan",
    "perjanjian menjanjikan dijanjikan",
    "pengadaan mengadakan diadakan",
    "undangan mengundang diundang pengundang",
    "undangundang perundangundangan diundangkan pengundangan mengundangkan",
    "pemerintah pemerintahan",
    "perintah memerintahkan diperintahkan perintahkan",
    "penduduk kependudukan penduduknya",
    "kedudukan berkedudukan kedudukannya",
    "bagian bagiannya",
    "umum umumnya",
    "terang penerangan",
    "perihal perihalnya",
    "kepala kepalanya mengepalai dikepalai",
    "kepada kepadanya",
    "daerah daerahnya kedaerahan",
    "negara negaranya kenegaraan",
    "terima menerima diterima penerimaan penerima",
    "tetap menetapkan ditetapkan penetapan ketetapan",
    "mohon memohon dimohon pemohon permohonan dimohonkan",
    "kirim mengirim dikirim pengiriman mengirimkan dikirimkan pengirim kiriman terkirim",
    "pegawai kepegawaian pegawainya",
};

struct ArsipForms {
    GHashTable *roots; /* set of char */
    char **family;     /* or NULL */
};

static void
add_root(GHashTable *roots, const char *root)
{
    if (strlen(root) >= ROOT_LEAST)
        g_hash_table_add(roots, g_strdup(root));
}

static void
strip_prefixes(GHashTable *roots, const char *word, guint left)
{
    add_root(roots, word);
    for (gsize i = 0; left > 0 && i < G_N_ELEMENTS(arsip_prefixes); i++) {
        gsize length = strlen(arsip_prefixes[i].prefix);

        if (!g_str_has_prefix(word, arsip_prefixes[i].prefix) || strlen(word) < length + ROOT_LEAST - 1)
            continue;
        strip_prefixes(roots, word + length, left - 1);
        for (const char *letter = arsip_prefixes[i].restored; *letter != '\0'; letter++) {
            g_autofree char *restored = g_strdup_printf("%c%s", *letter, word + length);

            strip_prefixes(roots, restored, left - 1);
        }
    }
}

static void
strip_suffixes(GHashTable *roots, const char *word)
{
    strip_prefixes(roots, word, ARSIP_PREFIXES_MOST);
    for (gsize i = 0; i < G_N_ELEMENTS(arsip_suffixes); i++) {
        g_autofree char *rest = g_str_has_suffix(word, arsip_suffixes[i])
                                    ? g_strndup(word, strlen(word) - strlen(arsip_suffixes[i]))
                                    : NULL;

        if (rest != NULL && strlen(rest) >= ROOT_LEAST)
            strip_prefixes(roots, rest, ARSIP_PREFIXES_MOST);
    }
}

static GHashTable *
roots_of(const char *word)
{
    GHashTable *roots = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    strip_suffixes(roots, word);
    for (gsize i = 0; i < G_N_ELEMENTS(arsip_particles); i++) {
        g_autofree char *rest = g_str_has_suffix(word, arsip_particles[i])
                                    ? g_strndup(word, strlen(word) - strlen(arsip_particles[i]))
                                    : NULL;

        if (rest != NULL && strlen(rest) >= ROOT_LEAST)
            strip_suffixes(roots, rest);
    }
    return roots;
}

/* NULL: it is in none. */
static char **
family_of(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(families); i++) {
        g_auto(GStrv) family = g_strsplit(families[i], " ", -1);

        if (g_strv_contains((const char *const *)family, word))
            return g_steal_pointer(&family);
    }
    return NULL;
}

ArsipForms *
arsip_forms_new(const char *word)
{
    ArsipForms *forms = g_new0(ArsipForms, 1);

    forms->family = family_of(word);
    forms->roots = roots_of(word);
    return forms;
}

void
arsip_forms_free(ArsipForms *forms)
{
    if (forms == NULL)
        return;
    g_hash_table_unref(forms->roots);
    g_strfreev(forms->family);
    g_free(forms);
}

/* What most words of a vocabulary fail at once: a form has a root of the other within it, whose first letter
 * alone may be restored. */
static gboolean
may_share_root(const ArsipForms *forms, const char *other)
{
    GHashTableIter each;
    gpointer root;

    g_hash_table_iter_init(&each, forms->roots);
    while (g_hash_table_iter_next(&each, &root, NULL))
        if (strstr(other, (const char *)root + 1) != NULL)
            return TRUE;
    return FALSE;
}

static gboolean
share_root(const ArsipForms *forms, const char *other)
{
    g_autoptr(GHashTable) roots = roots_of(other);
    GHashTableIter each;
    gpointer root;

    g_hash_table_iter_init(&each, roots);
    while (g_hash_table_iter_next(&each, &root, NULL))
        if (g_hash_table_contains(forms->roots, root))
            return TRUE;
    return FALSE;
}

gboolean
arsip_forms_has(const ArsipForms *forms, const char *other)
{
    g_auto(GStrv) family = NULL;

    if (forms->family != NULL)
        return g_strv_contains((const char *const *)forms->family, other);
    if (!may_share_root(forms, other))
        return FALSE;
    family = family_of(other);
    return family == NULL && share_root(forms, other);
}

gboolean
arsip_forms_are(const char *one, const char *other)
{
    g_autoptr(ArsipForms) forms = arsip_forms_new(one);

    return strcmp(one, other) == 0 || arsip_forms_has(forms, other);
}

const char *const *
arsip_forms_family(const ArsipForms *forms)
{
    return (const char *const *)forms->family;
}

GHashTable *
arsip_forms_roots(const ArsipForms *forms)
{
    return forms->roots;
}
