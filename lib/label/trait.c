/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/trait.h"

#include "text/token.h"

#include <math.h>
#include <string.h>

/* A report of hundreds of pages says in its first ones what it is. */
#define BODY_BYTES_MOST 20000

/*
 * Words that tell nothing of what a paper is: of grammar, of dates and times, of captions. What stands in
 * nearly every document of an archive is left out by its frequency besides.
 */
static const char *const idle_words[] = {"ada",
                                         "adalah",
                                         "adapun",
                                         "agar",
                                         "agustus",
                                         "akan",
                                         "antara",
                                         "april",
                                         "atas",
                                         "atau",
                                         "bagi",
                                         "bahwa",
                                         "bagaimana",
                                         "bapak",
                                         "beserta",
                                         "berikut",
                                         "bersama",
                                         "bulan",
                                         "dalam",
                                         "dan",
                                         "dapat",
                                         "dari",
                                         "dengan",
                                         "desember",
                                         "demikian",
                                         "di",
                                         "diucapkan",
                                         "februari",
                                         "guna",
                                         "hal",
                                         "hari",
                                         "hingga",
                                         "hormat",
                                         "ibu",
                                         "ini",
                                         "itu",
                                         "jam",
                                         "januari",
                                         "juga",
                                         "juli",
                                         "jumat",
                                         "juni",
                                         "kami",
                                         "kamis",
                                         "karena",
                                         "kasih",
                                         "ke",
                                         "kepada",
                                         "kita",
                                         "lampiran",
                                         "lain",
                                         "maka",
                                         "maret",
                                         "masih",
                                         "mei",
                                         "minggu",
                                         "nomor",
                                         "nopember",
                                         "november",
                                         "oktober",
                                         "oleh",
                                         "pada",
                                         "para",
                                         "pebruari",
                                         "perihal",
                                         "pukul",
                                         "rabu",
                                         "sabtu",
                                         "sampai",
                                         "saudara",
                                         "saya",
                                         "sebagai",
                                         "sebagaimana",
                                         "secara",
                                         "sehubungan",
                                         "selasa",
                                         "senin",
                                         "september",
                                         "serta",
                                         "sesuai",
                                         "setelah",
                                         "sifat",
                                         "tahun",
                                         "tanggal",
                                         "telah",
                                         "tentang",
                                         "terhadap",
                                         "terima",
                                         "terlampir",
                                         "tersebut",
                                         "tempat",
                                         "tgl",
                                         "untuk",
                                         "wib",
                                         "wita",
                                         "wit",
                                         "yaitu",
                                         "yang",
                                         "yth",
                                         "berdasarkan",
                                         "memperhatikan",
                                         "menimbang",
                                         "menindaklanjuti",
                                         "mengingat",
                                         "merujuk",
                                         NULL};

/* Lines of the body that begin so tell of a person. */
static const char *const particulars[] = {"nama",    "nip",       "nik",   "alamat",   "jabatan", "pangkat",
                                          "telepon", "telp",      "email", "npwp",     "kk",      "tempat",
                                          "agama",   "pekerjaan", "unit",  "golongan", NULL};

void
arsip_trait_free(ArsipTrait *trait)
{
    if (trait == NULL)
        return;
    g_free(trait->words);
    g_free(trait->query);
    g_free(trait);
}

typedef struct {
    GHashTable *traits;
    const char *scope;
    GHashTable *small; /* the body's words in small letters; NULL for a title, which may be all capitals */
    char *before;      /* the token before, or NULL where no phrase may begin */
} Gatherer;

static gboolean
is_telling(const char *folded)
{
    if (g_utf8_strlen(folded, -1) < 3 || g_utf8_strlen(folded, -1) > 40)
        return FALSE;
    for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at))
        if (!g_unichar_isalpha(g_utf8_get_char(at)))
            return FALSE;
    return !g_strv_contains(idle_words, folded);
}

/*
 * In running text a name of a person, place or office begins with a capital: none of them becomes a rule.
 * What the same letter writes with a small one too is a word.
 */
static gboolean
may_be_name(const Gatherer *gatherer, const ArsipToken *token)
{
    return gatherer->small != NULL && !g_hash_table_contains(gatherer->small, token->folded);
}

/* `a.n. Sari Dewi`: what follows is a person. */
static gboolean
names_person(const ArsipToken *token)
{
    static const char *const before_names[] = {"n", "an", "nama", "sdr", "sdri", NULL};

    return g_strv_contains(before_names, token->folded);
}

/* Takes the words. */
static void
add_trait(Gatherer *gatherer, char *words, gboolean is_phrase)
{
    ArsipTrait *trait = g_new0(ArsipTrait, 1);

    trait->scope = gatherer->scope;
    trait->words = words;
    trait->query = g_strdup_printf(is_phrase ? "%s:\"%s\"" : "%s:%s", trait->scope, words);
    if (!g_hash_table_contains(gatherer->traits, trait->query))
        g_hash_table_insert(gatherer->traits, trait->query, trait);
    else
        arsip_trait_free(trait);
}

static gboolean
gather(const ArsipToken *token, gpointer data)
{
    Gatherer *gatherer = data;
    gboolean tells = is_telling(token->folded) && !may_be_name(gatherer, token);

    if (gatherer->small == NULL && names_person(token))
        return FALSE; /* to the end of the title or subject */
    if (tells) {
        add_trait(gatherer, g_strdup(token->folded), FALSE);
        if (gatherer->before != NULL)
            add_trait(gatherer, g_strdup_printf("%s %s", gatherer->before, token->folded), TRUE);
    }
    g_free(gatherer->before);
    gatherer->before = tells ? g_strdup(token->folded) : NULL;
    return TRUE;
}

static void
gather_text(GHashTable *traits, const char *scope, GHashTable *small, const char *text, gssize length)
{
    Gatherer gatherer = {traits, scope, small, NULL};

    arsip_tokenize(text, length, gather, &gatherer);
    g_free(gatherer.before);
}

static gboolean
is_particular(const char *line, gsize length)
{
    g_autofree char *own = g_strndup(line, length);
    g_autofree char *folded = arsip_fold(own);
    gsize first = strcspn(folded, " ");

    folded[first] = '\0';
    return g_strv_contains(particulars, folded);
}

typedef struct {
    const char *text;
    GHashTable *small;
} SmallWords;

static gboolean
add_small(const ArsipToken *token, gpointer data)
{
    SmallWords *words = data;

    if (g_unichar_islower(g_utf8_get_char(words->text + token->start)))
        g_hash_table_add(words->small, g_strdup(token->folded));
    return TRUE;
}

typedef struct {
    const char *text;
    gssize length;
} Run;

static void
add_run(GArray *runs, const char *from, const char *to)
{
    Run run = {from, to - from};

    if (run.length > 0)
        g_array_append_val(runs, run);
}

/* The lines between those of personal particulars. */
static GArray *
list_runs(const char *text)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
    const char *from = text, *line = text, *end = text + strlen(text);

    while (line < end && line - text < BODY_BYTES_MOST) {
        gsize length = strcspn(line, "\n");

        if (is_particular(line, length)) {
            add_run(runs, from, line);
            from = line + length;
        }
        line += length + (line[length] != '\0' ? 1 : 0);
    }
    add_run(runs, from, line);
    return runs;
}

static void
gather_body(GHashTable *traits, const char *text)
{
    g_autoptr(GHashTable) small = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) runs = list_runs(text);

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        SmallWords words = {run->text, small};

        arsip_tokenize(run->text, run->length, add_small, &words);
    }
    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);

        gather_text(traits, "isi", small, run->text, run->length);
    }
}

GHashTable *
arsip_traits_of(const ArsipLetter *letter)
{
    GHashTable *traits =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)arsip_trait_free);
    const ArsipField *hal = arsip_letter_field(letter, "hal");

    if (letter->zones[ARSIP_ZONE_JUDUL].text != NULL)
        gather_text(traits, "judul", NULL, letter->zones[ARSIP_ZONE_JUDUL].text, -1);
    if (hal != NULL)
        gather_text(traits, "hal", NULL, hal->value, -1);
    if (letter->zones[ARSIP_ZONE_ISI].text != NULL)
        gather_body(traits, letter->zones[ARSIP_ZONE_ISI].text);
    return traits;
}

/* n of expected, as a term of the sum; what was not seen adds nothing. */
static double
term(double n, double expected)
{
    return n > 0 && expected > 0 ? n * log(n / expected) : 0;
}

double
arsip_trait_likelihood(double with, double n_label, double without, double n_rest)
{
    double n = n_label + n_rest;
    double share = n > 0 ? (with + without) / n : 0;

    if (with <= 0 || n_label <= 0 || with * n_rest <= without * n_label)
        return 0;
    return 2 * (term(with, n_label * share) + term(n_label - with, n_label * (1 - share)) +
                term(without, n_rest * share) + term(n_rest - without, n_rest * (1 - share)));
}
