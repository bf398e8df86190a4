/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/neighbours.h"

#include <math.h>
#include <string.h>

#include "archive/catalogue.h"
#include "search/frequency.h"
#include "search/index.h"
#include "search/slip.h"
#include "search/vocabulary-walk.h"
#include "search/vocabulary.h"
#include "text/form-trail.h"
#include "text/misread.h"
#include "text/misreading.h"

/* Who asks for a word it may have been misread as has every reason to doubt it. */
#define DOUBT 1.0

/* A space left out, and from how many letters on it is forgiven. */
#define SPACE       100
#define SPACE_LEAST 5

/* How much farther is_wide goes. */
#define WIDER(bound) ((bound)*3 / 2)

/* How far documents are counted, of how many of the likeliest words; how many are suggested. */
#define COUNTED_MOST 2000
#define LIKELIEST    60
#define GUESSED_MOST 5

/* A letter that is another makes a word as much less likely as being in e^3, some twenty, times less
 * documents. */
#define COST_WEIGHT 3.0

typedef struct {
    gboolean is_asked, is_written;
    GArray *forms, *near; /* NULL: not looked for yet */
} Known;

struct ArsipNeighbours {
    ArsipArchive *archive;
    gboolean is_wide;
    gboolean is_current;
    GHashTable *words; /* char -> Known */
};

static void
clear_neighbour(gpointer neighbour)
{
    g_free(((ArsipNeighbour *)neighbour)->word);
}

static void
free_known(gpointer data)
{
    Known *known = data;

    g_clear_pointer(&known->forms, g_array_unref);
    g_clear_pointer(&known->near, g_array_unref);
    g_free(known);
}

ArsipNeighbours *
arsip_neighbours_new(ArsipArchive *archive, gboolean is_wide)
{
    ArsipNeighbours *neighbours = g_new0(ArsipNeighbours, 1);

    neighbours->archive = archive;
    neighbours->is_wide = is_wide;
    neighbours->is_current = arsip_index_is_current(archive, NULL);
    neighbours->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_known);
    return neighbours;
}

void
arsip_neighbours_free(ArsipNeighbours *neighbours)
{
    if (neighbours == NULL)
        return;
    g_hash_table_unref(neighbours->words);
    g_free(neighbours);
}

static Known *
known_of(ArsipNeighbours *neighbours, const char *word)
{
    Known *known = g_hash_table_lookup(neighbours->words, word);

    if (known == NULL) {
        known = g_new0(Known, 1);
        g_hash_table_insert(neighbours->words, g_strdup(word), known);
    }
    return known;
}

/* ---- what is found */

/* A word that is looked for, and what was found for it. */
typedef struct {
    const char *word;
    const ArsipForms *forms;     /* or NULL */
    ArsipFormTrail *trail;       /* of them, while words are walked through */
    ArsipMisreading *misreading; /* or NULL */
    guint letters[256];          /* by bytes of the beginning that is held: how many there are */
    guint sure, bound;           /* hundredths */
    GHashTable *seen;            /* char -> itself, in `found` */
    GArray *found;               /* of ArsipNeighbour */
} Looking;

static gint
compare_neighbours(gconstpointer a, gconstpointer b)
{
    const ArsipNeighbour *x = a, *y = b;

    return x->cost != y->cost ? (x->cost > y->cost) - (x->cost < y->cost) : strcmp(x->word, y->word);
}

static void
keep(Looking *looking, const char *word, guint cost, gboolean is_slip)
{
    ArsipNeighbour neighbour = {NULL, cost, is_slip};
    ArsipNeighbour *last;

    if (strcmp(word, looking->word) == 0 || g_hash_table_contains(looking->seen, word))
        return;
    g_array_append_val(looking->found, neighbour);
    last = &g_array_index(looking->found, ArsipNeighbour, looking->found->len - 1);
    last->word = g_strdup(word);
    g_hash_table_add(looking->seen, last->word);
}

/* What is found is held against the definition itself. */
static void
offer(const char *word, gpointer data)
{
    Looking *looking = data;
    guint cost;

    if (looking->forms != NULL) {
        if (arsip_forms_has(looking->forms, word))
            keep(looking, word, 0, FALSE);
        return;
    }
    cost = arsip_misread_hundredths(arsip_misread_cost(looking->word, word, (double)looking->bound / 100));
    if (cost <= looking->bound)
        keep(looking, word, cost, cost > looking->sure);
}

static void
offer_turned(const char *word, gpointer data)
{
    g_autofree char *turned = g_utf8_strreverse(word, -1);

    offer(turned, data);
}

/* ---- walks */

static gboolean
may_begin_form(const char *beginning, guint length, gpointer data)
{
    return length <= ARSIP_TOKEN_MAX &&
           arsip_form_trail_push(((Looking *)data)->trail, length, beginning[length - 1]);
}

/* A letter is seen with its last byte. */
static gboolean
may_begin_misreading(const char *beginning, guint length, gpointer data)
{
    Looking *looking = data;
    const char *letter = beginning + length - 1;
    guint n = length > 1 ? looking->letters[length - 1] : 0;
    gunichar read;

    while (letter > beginning && ((guchar)*letter & 0xc0) == 0x80)
        letter--;
    read = (guchar)*letter < 128 ? (gunichar)*letter
                                 : g_utf8_get_char_validated(letter, beginning + length - letter);
    if (read == (gunichar)-2 || n == ARSIP_TOKEN_MAX) {
        looking->letters[length] = n;
        return TRUE;
    }
    looking->letters[length] = n + 1;
    return arsip_misreading_push(looking->misreading, n + 1, read);
}

static gboolean
look_through(ArsipNeighbours *neighbours, Looking *looking, ArsipSide side, GError **error)
{
    const ArsipSought sought = {side, looking->forms != NULL ? may_begin_form : may_begin_misreading,
                                side == ARSIP_SIDE_BACKWARD ? offer_turned : offer, looking};

    if (looking->misreading != NULL)
        arsip_misreading_begin(looking->misreading, looking->word, looking->bound,
                               side == ARSIP_SIDE_BACKWARD);
    return arsip_vocabulary_walk(neighbours->archive, &sought, error);
}

static Looking
begin_looking(const char *word)
{
    Looking looking = {.word = word, .seen = g_hash_table_new(g_str_hash, g_str_equal)};

    looking.found = g_array_new(FALSE, FALSE, sizeof(ArsipNeighbour));
    g_array_set_clear_func(looking.found, clear_neighbour);
    return looking;
}

/* Takes the likeliest of what was found; NULL after a failure. */
static GArray *
end_looking(Looking *looking, gboolean is_done)
{
    g_autoptr(GArray) found = looking->found;

    g_hash_table_unref(looking->seen);
    if (!is_done)
        return NULL;
    g_array_sort(found, compare_neighbours);
    if (found->len > ARSIP_NEIGHBOURS_MOST)
        g_array_set_size(found, ARSIP_NEIGHBOURS_MOST);
    return g_steal_pointer(&found);
}

gboolean
arsip_neighbours_is_written(ArsipNeighbours *neighbours, const char *word, GError **error)
{
    Known *known = known_of(neighbours, word);
    GError *fault = NULL;
    guint64 n;

    if (known->is_asked)
        return known->is_written;
    if (neighbours->is_current)
        known->is_written = arsip_vocabulary_has(neighbours->archive, word, &fault);
    else if (arsip_frequency_anywhere(neighbours->archive, word, 1, &n, &fault))
        known->is_written = n > 0;
    known->is_asked = fault == NULL;
    return arsip_rows_ended(fault, error) && known->is_written;
}

/* ---- forms */

/* All members of a family are known: they need no walk. */
static gboolean
look_for_family(ArsipNeighbours *neighbours, Looking *looking, char **family, GError **error)
{
    GError *fault = NULL;

    for (guint i = 0; family[i] != NULL && fault == NULL; i++)
        if (arsip_neighbours_is_written(neighbours, family[i], &fault))
            keep(looking, family[i], 0, FALSE);
    return arsip_rows_ended(fault, error);
}

const GArray *
arsip_neighbours_forms(ArsipNeighbours *neighbours, const char *word, GError **error)
{
    Known *known = known_of(neighbours, word);
    g_autoptr(ArsipForms) forms = NULL;
    g_autoptr(ArsipFormTrail) trail = NULL;
    g_auto(GStrv) family = NULL;
    Looking looking;
    gboolean is_done;

    if (known->forms != NULL)
        return known->forms;
    forms = arsip_forms_new(word);
    trail = arsip_form_trail_new(forms);
    looking = begin_looking(word);
    looking.forms = forms;
    looking.trail = trail;
    family = arsip_forms_family(forms);
    if (family != NULL)
        is_done = look_for_family(neighbours, &looking, family, error);
    else if (!neighbours->is_current)
        is_done = arsip_vocabulary_each_foreign(neighbours->archive, offer, &looking, error);
    else
        is_done = look_through(neighbours, &looking, ARSIP_SIDE_BACKWARD, error) &&
                  arsip_vocabulary_each_recent(neighbours->archive, offer, &looking, error);
    return known->forms = end_looking(&looking, is_done);
}

/* ---- what is near */

static gboolean
add_parted(ArsipNeighbours *neighbours, Looking *looking, GError **error)
{
    g_autoptr(GPtrArray) parted = NULL;

    if (g_utf8_strlen(looking->word, -1) < SPACE_LEAST)
        return TRUE;
    parted = arsip_slip_parted(neighbours->archive, looking->word, error);
    for (guint i = 0; parted != NULL && i < parted->len; i++)
        keep(looking, parted->pdata[i], SPACE, TRUE);
    return parted != NULL;
}

static void
set_bounds(const ArsipNeighbours *neighbours, Looking *looking, gboolean is_misspelt)
{
    looking->sure = arsip_misread_hundredths(arsip_misread_bound(looking->word, DOUBT));
    looking->bound = neighbours->is_wide ? WIDER(looking->sure) : looking->sure;
    if (is_misspelt)
        looking->bound = MAX(looking->bound, arsip_misread_hundredths(arsip_misspelt_bound(looking->word)));
}

/* Of what a misspelt word may be for, what is far from the likeliest is not meant. */
static void
leave_out_unlikely(Looking *looking)
{
    GArray *found = looking->found;
    guint most = arsip_misread_hundredths(ARSIP_MISSPELT_BEYOND), n = 0;

    g_array_sort(found, compare_neighbours);
    if (found->len > 0)
        most += g_array_index(found, ArsipNeighbour, 0).cost;
    while (n < found->len && g_array_index(found, ArsipNeighbour, n).cost <= most)
        n++;
    g_hash_table_remove_all(looking->seen);
    g_array_set_size(found, n);
}

static gboolean
look_near(ArsipNeighbours *neighbours, Looking *looking, gboolean is_misspelt, GError **error)
{
    g_autofree ArsipMisreading *misreading = NULL;

    set_bounds(neighbours, looking, is_misspelt);
    if (looking->bound == 0)
        return TRUE;
    if (!neighbours->is_current)
        return arsip_vocabulary_each_foreign(neighbours->archive, offer, looking, error);
    misreading = looking->misreading = g_new0(ArsipMisreading, 1);
    return look_through(neighbours, looking, ARSIP_SIDE_FORWARD, error) &&
           look_through(neighbours, looking, ARSIP_SIDE_BACKWARD, error) &&
           arsip_vocabulary_each_recent(neighbours->archive, offer, looking, error);
}

/* A word that nobody wrote so, but in other forms, is none that was misspelt. FALSE with *error set on
 * failure. */
static gboolean
is_misspelt(ArsipNeighbours *neighbours, const char *word, GError **error)
{
    const GArray *forms;
    GError *fault = NULL;

    if (neighbours->is_wide)
        return TRUE;
    if (arsip_neighbours_is_written(neighbours, word, &fault) || !arsip_rows_ended(fault, error))
        return FALSE;
    forms = arsip_neighbours_forms(neighbours, word, error);
    return forms != NULL && forms->len == 0;
}

const GArray *
arsip_neighbours_near(ArsipNeighbours *neighbours, const char *word, GError **error)
{
    Known *known = known_of(neighbours, word);
    gboolean is_slipped, is_done;
    GError *fault = NULL;
    Looking looking;

    if (known->near != NULL)
        return known->near;
    is_slipped = is_misspelt(neighbours, word, &fault);
    if (!arsip_rows_ended(fault, error))
        return NULL;
    looking = begin_looking(word);
    is_done = look_near(neighbours, &looking, is_slipped, error);
    if (is_done && is_slipped && !neighbours->is_wide)
        leave_out_unlikely(&looking);
    if (is_done && is_slipped && neighbours->is_current)
        is_done = add_parted(neighbours, &looking, error);
    return known->near = end_looking(&looking, is_done);
}

/* ---- what may have been meant */

typedef struct {
    const char *word;
    guint64 n_documents;
    double likelihood;
} Meant;

static gint
compare_likelihoods(gconstpointer a, gconstpointer b)
{
    const Meant *x = a, *y = b;

    return (x->likelihood < y->likelihood) - (x->likelihood > y->likelihood);
}

static void
free_guess(gpointer data)
{
    ArsipGuess *guess = data;

    g_free(guess->word);
    g_free(guess);
}

static void
add_guess(GPtrArray *guesses, const char *word, guint64 n_documents)
{
    ArsipGuess *guess = g_new0(ArsipGuess, 1);

    *guess = (ArsipGuess){g_strdup(word), n_documents, n_documents == COUNTED_MOST};
    g_ptr_array_add(guesses, guess);
}

GPtrArray *
arsip_neighbours_count(ArsipNeighbours *neighbours, const char *word, GError **error)
{
    GPtrArray *guesses = g_ptr_array_new_with_free_func(free_guess);
    guint64 n_documents;

    if (arsip_frequency_anywhere(neighbours->archive, word, COUNTED_MOST, &n_documents, error)) {
        add_guess(guesses, word, n_documents);
        return guesses;
    }
    g_ptr_array_unref(guesses);
    return NULL;
}

GPtrArray *
arsip_neighbours_guess(ArsipNeighbours *neighbours, const char *word, GError **error)
{
    const GArray *near = arsip_neighbours_near(neighbours, word, error);
    g_autoptr(GArray) meant = g_array_new(FALSE, FALSE, sizeof(Meant));
    g_autoptr(GPtrArray) guesses = g_ptr_array_new_with_free_func(free_guess);

    for (guint i = 0; near != NULL && i < MIN(near->len, LIKELIEST); i++) {
        const ArsipNeighbour *neighbour = &g_array_index(near, ArsipNeighbour, i);
        Meant one = {neighbour->word, 0, 0};

        if (!arsip_frequency_anywhere(neighbours->archive, one.word, COUNTED_MOST, &one.n_documents, error))
            return NULL;
        one.likelihood = log((double)one.n_documents + 0.1) - COST_WEIGHT * neighbour->cost / 100;
        if (one.n_documents > 0)
            g_array_append_val(meant, one);
    }
    g_array_sort(meant, compare_likelihoods);
    for (guint i = 0; i < MIN(meant->len, GUESSED_MOST); i++) {
        const Meant *one = &g_array_index(meant, Meant, i);

        add_guess(guesses, one->word, one->n_documents);
    }
    return near != NULL ? g_steal_pointer(&guesses) : NULL;
}
