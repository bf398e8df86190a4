/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/form-trail.h"

#include "text/affix.h"

typedef enum { PREFIX, ROOT, SUFFIX, PARTICLE } Kind;

/* A prefix, root, suffix or particle under way. */
typedef struct {
    const char *rest; /* what of it is to come: one byte at least */
    Kind kind;
    guint n_prefixes;     /* of a prefix: how many may follow it */
    const char *restored; /* of a prefix: what it may have swallowed of what follows */
} Piece;

static void
add_piece(ArsipFormTrail *trail, const char *rest, Kind kind)
{
    const Piece piece = {rest, kind, 0, ""};

    g_array_append_val(trail->pieces, piece);
}

/* swallowed: the first byte of what follows is this one, and not to come; 0: all of it is. */
static void
add_stems(ArsipFormTrail *trail, guint n_prefixes, char swallowed)
{
    guint begin = swallowed != 0 ? 1 : 0;

    for (guint i = 0; i < trail->roots->len; i++) {
        const char *root = trail->roots->pdata[i];

        if (swallowed == 0 || *root == swallowed)
            add_piece(trail, root + begin, ROOT);
    }
    for (guint i = 0; n_prefixes > 0 && i < G_N_ELEMENTS(arsip_prefixes); i++) {
        const ArsipPrefix *prefix = &arsip_prefixes[i];
        const Piece piece = {prefix->prefix + begin, PREFIX, n_prefixes - 1, prefix->restored};

        if (swallowed == 0 || *prefix->prefix == swallowed)
            g_array_append_val(trail->pieces, piece);
    }
}

static void
add_particles(ArsipFormTrail *trail)
{
    for (guint i = 0; i < G_N_ELEMENTS(arsip_particles); i++)
        add_piece(trail, arsip_particles[i], PARTICLE);
}

/* What may follow a piece that is over. */
static void
add_following(ArsipFormTrail *trail, const Piece *piece)
{
    switch (piece->kind) {
    case PREFIX:
        add_stems(trail, piece->n_prefixes, 0);
        for (const char *letter = piece->restored; *letter != '\0'; letter++)
            add_stems(trail, piece->n_prefixes, *letter);
        break;
    case ROOT:
        for (guint i = 0; i < G_N_ELEMENTS(arsip_suffixes); i++)
            add_piece(trail, arsip_suffixes[i], SUFFIX);
        add_particles(trail);
        break;
    case SUFFIX:
        add_particles(trail);
        break;
    case PARTICLE:
        break;
    }
}

ArsipFormTrail *
arsip_form_trail_new(const ArsipForms *forms)
{
    ArsipFormTrail *trail = g_new0(ArsipFormTrail, 1);
    GHashTableIter each;
    gpointer root;

    trail->roots = g_ptr_array_new();
    trail->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_hash_table_iter_init(&each, arsip_forms_roots(forms));
    while (g_hash_table_iter_next(&each, &root, NULL))
        g_ptr_array_add(trail->roots, root);
    add_stems(trail, ARSIP_PREFIXES_MOST, 0);
    trail->ends[1] = trail->pieces->len;
    return trail;
}

void
arsip_form_trail_free(ArsipFormTrail *trail)
{
    if (trail == NULL)
        return;
    g_ptr_array_unref(trail->roots);
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
        else
            add_following(trail, &piece);
    }
    trail->ends[n + 1] = trail->pieces->len;
    return is_alive;
}
