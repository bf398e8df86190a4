/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/vague.h"

#include "text/misread.h"

/* So many words that were read are remembered, a few megabytes; then it begins anew. */
#define REMEMBERED_MOST 65536

/* Who writes ~ says that the word may be misread. */
#define DOUBT 1.0

/* A word's bounds, hundredths. */
typedef struct {
    guint16 sure, doubted;
} Bounds;

typedef struct {
    gunichar letter;
    guint32 child, sibling; /* 0: none */
    guint32 word;           /* number + 1, or 0 */
    guint most;             /* the greatest bound of the words below and of this one */
} Node;

struct ArsipVague {
    ArsipLexicon words;      /* number + 1 */
    GArray *bounds;          /* of Bounds, by number */
    GArray *nodes;           /* of Node; 0 is the root */
    ArsipLexicon remembered; /* what was read */
    GArray *ranges;          /* of ArsipVagueRange, by its number - 1 */
    GArray *found;           /* of ArsipVagueWord */
    ArsipMisread misread;
};

ArsipVague *
arsip_vague_new(void)
{
    ArsipVague *vague = g_new0(ArsipVague, 1);

    arsip_lexicon_init(&vague->words);
    vague->bounds = g_array_new(FALSE, FALSE, sizeof(Bounds));
    vague->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
    g_array_set_size(vague->nodes, 1);
    arsip_lexicon_init(&vague->remembered);
    vague->ranges = g_array_new(FALSE, FALSE, sizeof(ArsipVagueRange));
    vague->found = g_array_new(FALSE, FALSE, sizeof(ArsipVagueWord));
    return vague;
}

void
arsip_vague_free(ArsipVague *vague)
{
    if (vague == NULL)
        return;
    arsip_lexicon_clear(&vague->words);
    arsip_lexicon_clear(&vague->remembered);
    g_array_unref(vague->bounds);
    g_array_unref(vague->nodes);
    g_array_unref(vague->ranges);
    g_array_unref(vague->found);
    g_free(vague);
}

static void
forget(ArsipVague *vague)
{
    if (arsip_lexicon_count(&vague->remembered) == 0)
        return;
    arsip_lexicon_clear(&vague->remembered);
    arsip_lexicon_init(&vague->remembered);
    g_array_set_size(vague->ranges, 0);
    g_array_set_size(vague->found, 0);
}

static Node *
node_at(const ArsipVague *vague, guint32 number)
{
    return &g_array_index(vague->nodes, Node, number);
}

static guint32
child_of(ArsipVague *vague, guint32 parent, gunichar letter)
{
    guint32 child = node_at(vague, parent)->child;

    while (child != 0 && node_at(vague, child)->letter != letter)
        child = node_at(vague, child)->sibling;
    if (child != 0)
        return child;
    child = vague->nodes->len;
    g_array_set_size(vague->nodes, child + 1);
    node_at(vague, child)->letter = letter;
    node_at(vague, child)->sibling = node_at(vague, parent)->child;
    node_at(vague, parent)->child = child;
    return child;
}

static void
plant(ArsipVague *vague, const char *folded, guint number, guint most)
{
    guint32 at = 0;

    for (const char *letter = folded; *letter != '\0'; letter = g_utf8_next_char(letter)) {
        at = child_of(vague, at, g_utf8_get_char(letter));
        node_at(vague, at)->most = MAX(node_at(vague, at)->most, most);
    }
    node_at(vague, at)->word = number + 1;
}

guint
arsip_vague_add(ArsipVague *vague, const char *folded)
{
    guint number = arsip_lexicon_add(&vague->words, folded, strlen(folded)) - 1;

    if (number < vague->bounds->len)
        return number;
    Bounds bounds = {(guint16)arsip_misread_hundredths(arsip_misread_bound(folded, 0)),
                     (guint16)arsip_misread_hundredths(arsip_misread_bound(folded, DOUBT))};

    g_array_append_val(vague->bounds, bounds);
    if (bounds.doubted > 0)
        plant(vague, folded, number, bounds.doubted);
    forget(vague);
    return number;
}

guint
arsip_vague_bound(const ArsipVague *vague, guint number, double doubt)
{
    const Bounds *bounds = &g_array_index(vague->bounds, Bounds, number);

    return bounds->sure + (guint)(doubt * (bounds->doubted - bounds->sure) + 0.5);
}

gboolean
arsip_vague_is(const char *meant, const char *read, double *cost)
{
    double most = arsip_misread_bound(meant, DOUBT), found;

    if (most == 0)
        found = strcmp(meant, read) == 0 ? 0 : 1;
    else
        found = arsip_misread_cost(meant, read, most);
    if (cost != NULL)
        *cost = found;
    return found <= most;
}

static void
keep(ArsipVague *vague, guint number, guint cost)
{
    ArsipVagueWord word = {number, cost};

    g_array_append_val(vague->found, word);
}

/* Goes down to the words that begin as far as `depth` letters have led. A word is as deep as it is long. */
static void
go_down(ArsipVague *vague, guint32 parent, guint depth)
{
    if (depth == ARSIP_TOKEN_MAX)
        return;
    for (guint32 at = node_at(vague, parent)->child; at != 0; at = node_at(vague, at)->sibling) {
        const Node *node = node_at(vague, at);
        guint least = arsip_misread_push(&vague->misread, depth + 1, node->letter);

        if (least > node->most)
            continue;
        if (node->word != 0) {
            guint cost = vague->misread.rows[depth + 1][vague->misread.n_read];

            if (cost <= g_array_index(vague->bounds, Bounds, node->word - 1).doubted)
                keep(vague, node->word - 1, cost);
        }
        go_down(vague, at, depth + 1);
    }
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
    const ArsipVagueWord *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

static ArsipVagueRange
look_for(ArsipVague *vague, const char *read, guint32 length)
{
    guint32 same = arsip_lexicon_find_token(&vague->words, read, length);
    ArsipVagueRange range = {vague->found->len, 0};

    arsip_misread_begin(&vague->misread, read);
    go_down(vague, 0, 0);
    if (same != 0 && g_array_index(vague->bounds, Bounds, same - 1).doubted == 0)
        keep(vague, same - 1, 0);
    range.n = vague->found->len - range.first;
    if (range.n > 1)
        qsort(&g_array_index(vague->found, ArsipVagueWord, range.first), range.n, sizeof(ArsipVagueWord),
              compare_numbers);
    return range;
}

ArsipVagueRange
arsip_vague_find(ArsipVague *vague, const char *read, guint32 length)
{
    guint32 number = arsip_lexicon_find_token(&vague->remembered, read, length);
    ArsipVagueRange range;

    if (number != 0)
        return g_array_index(vague->ranges, ArsipVagueRange, number - 1);
    range = look_for(vague, read, length);
    arsip_lexicon_add(&vague->remembered, read, length);
    g_array_append_val(vague->ranges, range);
    return range;
}

const ArsipVagueWord *
arsip_vague_words(const ArsipVague *vague, ArsipVagueRange range)
{
    return &g_array_index(vague->found, ArsipVagueWord, range.first);
}

void
arsip_vague_forget(ArsipVague *vague)
{
    if (arsip_lexicon_count(&vague->remembered) >= REMEMBERED_MOST)
        forget(vague);
}
