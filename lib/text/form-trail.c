/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/form-trail.h"

#include <string.h>

#include "text/affix.h"

typedef enum { PARTICLE, SUFFIX, ROOT, PREFIX } Kind;

/* A particle, suffix, root or prefix under way. */
typedef struct {
    const char *rest; /* what of it is to come, turned round: one byte at least */
    Kind kind;
    guint n_prefixes; /* of a root and of a prefix: how many may stand before it */
} Piece;

static void
add_pieces(ArsipFormTrail *trail, const GPtrArray *texts, Kind kind, guint n_prefixes)
{
    for (guint i = 0; i < texts->len; i++) {
        const Piece piece = {texts->pdata[i], kind, n_prefixes};

        g_array_append_val(trail->pieces, piece);
    }
}

/* The prefixes that swallow this letter of what they stand before. */
static void
add_swallowing(ArsipFormTrail *trail, char letter, guint n_prefixes)
{
    for (guint i = 0; i < trail->prefixes->len; i++) {
        const Piece piece = {trail->prefixes->pdata[i], PREFIX, n_prefixes};

        if (arsip_prefixes[i].swallowed == letter)
            g_array_append_val(trail->pieces, piece);
    }
}

/* What may stand before a piece of which one byte has just been seen. */
static void
add_before(ArsipFormTrail *trail, const Piece *piece)
{
    /* A prefix whose letter was swallowed counts for none (mengetengahkan). */
    if (piece->rest[0] != '\0' && piece->rest[1] == '\0' && piece->n_prefixes > 0)
        add_swallowing(trail, piece->rest[0], piece->n_prefixes - (piece->kind == PREFIX ? 0 : 1));
    if (piece->rest[0] != '\0')
        return;
    if (piece->kind == PARTICLE)
        add_pieces(trail, trail->suffixes, SUFFIX, 0);
    if (piece->kind == PARTICLE || piece->kind == SUFFIX)
        add_pieces(trail, trail->roots, ROOT, ARSIP_PREFIXES_MOST);
    else if (piece->n_prefixes > 0)
        add_pieces(trail, trail->prefixes, PREFIX, piece->n_prefixes - 1);
}

static GPtrArray *
turn_round(const char *const *texts, gsize n)
{
    GPtrArray *turned = g_ptr_array_new_with_free_func(g_free);

    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(turned, g_utf8_strreverse(texts[i], -1));
    return turned;
}

ArsipFormTrail *
arsip_form_trail_new(const ArsipForms *forms)
{
    ArsipFormTrail *trail = g_new0(ArsipFormTrail, 1);
    GHashTableIter each;
    gpointer root;

    trail->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    trail->particles = turn_round(arsip_particles, G_N_ELEMENTS(arsip_particles));
    trail->suffixes = turn_round(arsip_suffixes, G_N_ELEMENTS(arsip_suffixes));
    trail->prefixes = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(arsip_prefixes); i++)
        g_ptr_array_add(trail->prefixes, g_utf8_strreverse(arsip_prefixes[i].prefix, -1));
    trail->roots = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_iter_init(&each, arsip_forms_roots(forms));
    while (g_hash_table_iter_next(&each, &root, NULL))
        g_ptr_array_add(trail->roots, g_utf8_strreverse(root, -1));
    add_pieces(trail, trail->particles, PARTICLE, 0);
    add_pieces(trail, trail->suffixes, SUFFIX, 0);
    add_pieces(trail, trail->roots, ROOT, ARSIP_PREFIXES_MOST);
    trail->ends[1] = trail->pieces->len;
    return trail;
}

void
arsip_form_trail_free(ArsipFormTrail *trail)
{
    if (trail == NULL)
        return;
    g_ptr_array_unref(trail->roots);
    g_ptr_array_unref(trail->prefixes);
    g_ptr_array_unref(trail->suffixes);
    g_ptr_array_unref(trail->particles);
    g_array_unref(trail->pieces);
    g_free(trail);
}

gboolean
arsip_form_trail_push(ArsipFormTrail *trail, guint n, char byte)
{
    gboolean is_alive = FALSE;

    g_array_set_size(trail->pieces, trail->ends[n]);
    for (guint i = trail->ends[n - 1]; i < trail->ends[n]; i++) {
        Piece piece = g_array_index(trail->pieces, Piece, i);

        if (*piece.rest != byte)
            continue;
        is_alive = TRUE;
        if (*++piece.rest != '\0')
            g_array_append_val(trail->pieces, piece);
        add_before(trail, &piece);
    }
    trail->ends[n + 1] = trail->pieces->len;
    return is_alive;
}
