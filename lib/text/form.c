/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/form.h"

#include <string.h>

#include "text/affix.h"

#define ROOT_LEAST     4
#define ROOT_OWN_LEAST 3 /* of a word without affixes, and of roots like adu, uji, isi */

/* What two consonants a root can begin with; most begin with one, or with a vowel. */
static const char onsets[] = " bl br dr dw fl fr gl gr kh kl kr kw ng ny pl pr ps sl sp st sk sr sw sy tr ";

/* Families of words that the affixes alone would give other members or fewer; one in each line. */
static const char *const families[] = {
    /* what the root means is something else to an office */
    "pengumuman mengumumkan diumumkan umumkan",
    "umum",
    "keterangan menerangkan diterangkan",
    "terang penerangan",
    "keputusan memutuskan diputuskan putusan",
    "perjanjian menjanjikan dijanjikan janji",
    "pengadaan mengadakan diadakan",
    "undangan mengundang diundang pengundang undang",
    "undangundang perundangundangan diundangkan pengundangan mengundangkan",
    "pemerintah pemerintahan",
    "perintah memerintahkan diperintahkan perintahkan diperintah",
    "penduduk kependudukan berpenduduk",
    "kedudukan berkedudukan menduduki diduduki pendudukan",
    "bagian pembagian bagi membagi dibagi membagikan dibagikan",
    "perihal",
    "edaran",
    "peredaran beredar mengedarkan diedarkan pengedaran pengedar edar",
    "pasangan berpasangan",
    "sepanjang",
    "kepala mengepalai dikepalai",
    "kepada",
    "daerah kedaerahan",
    "negara kenegaraan",
    "keadaan",
    "setuju menyetujui disetujui persetujuan",
    "berlaku memberlakukan diberlakukan pemberlakuan keberlakuan",
    "berangkat keberangkatan memberangkatkan diberangkatkan pemberangkatan",
    "perdata keperdataan",
    "peringatan memperingati diperingati memperingatkan diperingatkan peringatkan",
    "mengingat diingat ingat",
    "menimbang pertimbangan mempertimbangkan dipertimbangkan",
    "pelajaran pelajar belajar mempelajari dipelajari mengajar pengajar pengajaran diajarkan ajar",
    /* what a prefix only seems to stand before */
    "tetap menetapkan ditetapkan penetapan ketetapan tetapkan",
    "tetapi",
    "sekarang",
    "sendiri",
    "segera",
    "sementara",
    "jangan",
    "mengenai",
    "kenaikan naik menaikkan dinaikkan naikkan",
    "mohon memohon dimohon pemohon permohonan dimohonkan memohonkan termohon",
    "keluar mengeluarkan dikeluarkan pengeluaran keluaran",
    "beri memberi memberikan diberi diberikan berikan pemberian pemberi",
    "dikenakan mengenakan pengenaan kena terkena kenakan",
    "sekolah bersekolah persekolahan menyekolahkan disekolahkan",
    "petikan memetik dipetik petik",
    "lihat melihat dilihat terlihat kelihatan penglihatan memperlihatkan diperlihatkan lihatlah",
    "tahu mengetahui diketahui ketahui pengetahuan sepengetahuan setahu",
    "kawasan",
    "kemudian",
    "beringin",
    "teratai",
    "koperasi perkoperasian",
    "operasi operasional beroperasi mengoperasikan dioperasikan pengoperasian",
    "beruang",
    "adapun",
    "seperti",
    "sebagai",
    "berbagai",
    "setiap",
    "terhadap",
    "oleh",
    "peroleh memperoleh diperoleh perolehan beroleh pemerolehan",
    "kesempatan sempat berkesempatan",
    "gerak gerakan bergerak menggerakkan digerakkan penggerak pergerakan",
    "pesan pesanan memesan dipesan pemesan pemesanan",
    "ketua mengetuai diketuai",
    /* roots that are shorter than others, and what stands before them */
    "sah mengesahkan disahkan pengesahan sahkan keabsahan",
    "bank perbankan",
    "cek mengecek dicek pengecekan",
    "cap dicap pengecapan",
    "adakah ada adanya adalah",
};

struct ArsipForms {
    GHashTable *roots; /* set of char */
    char **family;     /* or NULL */
};

static gboolean
is_vowel(char c)
{
    return c != '\0' && strchr(ARSIP_VOWELS, c) != NULL;
}

/* Nearly all roots have two syllables or more. */
static gboolean
has_two_vowels(const char *root)
{
    guint n = 0;

    for (; *root != '\0' && n < 2; root++)
        n += is_vowel(*root) ? 1 : 0;
    return n == 2;
}

static gboolean
begins_as_root(const char *root)
{
    char pair[] = {' ', root[0], root[1], ' ', '\0'};

    return is_vowel(root[0]) || is_vowel(root[1]) || strstr(onsets, pair) != NULL;
}

/* Of three letters those that begin and end with a vowel: adu, uji, isi, acu. */
static gboolean
is_root(const char *root)
{
    gsize length = strlen(root);

    if (length < ROOT_LEAST && (length < ROOT_OWN_LEAST || !is_vowel(root[0])))
        return FALSE;
    return has_two_vowels(root) && begins_as_root(root);
}

static void
add_root(GHashTable *roots, const char *root)
{
    if (is_root(root))
        g_hash_table_add(roots, g_strdup(root));
}

/* be- for ber- but before r is for roots whose first syllable ends with er. */
static gboolean
may_stand(const ArsipPrefix *prefix, const char *root)
{
    if (prefix->first != NULL && strchr(prefix->first, *root) == NULL)
        return FALSE;
    return strcmp(prefix->prefix, "be") != 0 || *root == 'r' ||
           (strncmp(root + 1, "er", 2) == 0 && !is_vowel(root[3]));
}

/* Before a vowel, and p before r too (memroses). */
static gboolean
may_swallow(const ArsipPrefix *prefix, const char *rest)
{
    return prefix->swallowed != 0 && (is_vowel(*rest) || (prefix->swallowed == 'p' && *rest == 'r'));
}

/* is_inner: a prefix has been taken away before. */
static void
strip_prefixes(GHashTable *roots, const char *word, guint left, gboolean is_inner)
{
    add_root(roots, word);
    for (gsize i = 0; left > 0 && i < G_N_ELEMENTS(arsip_prefixes); i++) {
        const ArsipPrefix *prefix = &arsip_prefixes[i];
        gsize length = strlen(prefix->prefix);
        const char *rest = word + length;

        if ((is_inner && !prefix->is_inner) || !g_str_has_prefix(word, prefix->prefix) ||
            strlen(rest) < ROOT_OWN_LEAST - 1)
            continue;
        if (may_stand(prefix, rest))
            strip_prefixes(roots, rest, left - 1, TRUE);
        if (may_swallow(prefix, rest)) {
            g_autofree char *restored = g_strdup_printf("%c%s", prefix->swallowed, rest);

            /* Behind a letter that was restored stands the root, but for ke- (mengetengahkan). */
            add_root(roots, restored);
            if (g_str_has_prefix(restored, "ke"))
                add_root(roots, restored + 2);
        }
    }
}

static void
strip_suffixes(GHashTable *roots, const char *word)
{
    strip_prefixes(roots, word, ARSIP_PREFIXES_MOST, FALSE);
    for (gsize i = 0; i < G_N_ELEMENTS(arsip_suffixes); i++) {
        g_autofree char *rest = g_str_has_suffix(word, arsip_suffixes[i])
                                    ? g_strndup(word, strlen(word) - strlen(arsip_suffixes[i]))
                                    : NULL;

        if (rest != NULL && strlen(rest) >= ROOT_OWN_LEAST)
            strip_prefixes(roots, rest, ARSIP_PREFIXES_MOST, FALSE);
    }
}

/* Without the particle behind it; NULL where there is none. */
static char *
strip_particle(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(arsip_particles); i++)
        if (g_str_has_suffix(word, arsip_particles[i]) &&
            strlen(word) >= strlen(arsip_particles[i]) + ROOT_OWN_LEAST)
            return g_strndup(word, strlen(word) - strlen(arsip_particles[i]));
    return NULL;
}

static GHashTable *
roots_of(const char *word)
{
    GHashTable *roots = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *bare = strip_particle(word);

    strip_suffixes(roots, word);
    if (bare != NULL)
        strip_suffixes(roots, bare);
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

/* The same for a word that may have a particle behind it. */
static char **
family_with_particle(const char *word)
{
    g_autofree char *bare = NULL;
    char **family = family_of(word);

    if (family == NULL && (bare = strip_particle(word)) != NULL)
        family = family_of(bare);
    return family;
}

ArsipForms *
arsip_forms_new(const char *word)
{
    ArsipForms *forms = g_new0(ArsipForms, 1);

    forms->family = family_with_particle(word);
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

static gboolean
is_particle_or_nothing(const char *rest)
{
    for (gsize i = 0; *rest != '\0' && i < G_N_ELEMENTS(arsip_particles); i++)
        if (strcmp(rest, arsip_particles[i]) == 0)
            return TRUE;
    return *rest == '\0';
}

/* Every word of a vocabulary comes here: nothing is copied. */
static gboolean
is_of_family(char **family, const char *other)
{
    for (; *family != NULL; family++)
        if (g_str_has_prefix(other, *family) && is_particle_or_nothing(other + strlen(*family)))
            return TRUE;
    return FALSE;
}

gboolean
arsip_forms_has(const ArsipForms *forms, const char *other)
{
    g_auto(GStrv) family = NULL;

    if (forms->family != NULL)
        return is_of_family(forms->family, other);
    if (!may_share_root(forms, other))
        return FALSE;
    family = family_with_particle(other);
    return family == NULL && share_root(forms, other);
}

gboolean
arsip_forms_are(const char *one, const char *other)
{
    g_autoptr(ArsipForms) forms = arsip_forms_new(one);

    return strcmp(one, other) == 0 || arsip_forms_has(forms, other);
}

char **
arsip_forms_family(const ArsipForms *forms)
{
    g_autoptr(GPtrArray) members = NULL;

    if (forms->family == NULL)
        return NULL;
    members = g_ptr_array_new();
    for (guint i = 0; forms->family[i] != NULL; i++) {
        g_ptr_array_add(members, g_strdup(forms->family[i]));
        for (gsize k = 0; k < G_N_ELEMENTS(arsip_particles); k++)
            g_ptr_array_add(members, g_strconcat(forms->family[i], arsip_particles[k], NULL));
    }
    g_ptr_array_add(members, NULL);
    return (char **)g_ptr_array_steal(members, NULL);
}

GHashTable *
arsip_forms_roots(const ArsipForms *forms)
{
    return forms->roots;
}
