/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/row.h"

#include <string.h>

void
arsip_row_add(ArsipRow *row, const ArsipPart *part)
{
    char *folded = row->folded[row->n];

    memcpy(folded, part->folded, ARSIP_BLOCK);
    row->tokens[row->n++] =
        (ArsipToken){folded,           (guint32)part->length, part->start, part->end - part->start,
                     part->is_acronym, part->is_number};
}

/* Undang is joined to the word before it even without a hyphen. */
static gboolean
is_undang(const char *word)
{
    return g_ascii_strncasecmp(word, "undang", 6) == 0;
}

/* The blocks of a stretch of text, a bit for each byte. */
#define STRETCH (4 * ARSIP_BLOCK)

typedef struct {
    guint64 letters, small, words, joints;
} Stretch;

static inline Stretch
read_stretch(const char *bytes)
{
    Stretch stretch = {0, 0, 0, 0};

    for (guint i = 0; i < STRETCH; i += ARSIP_BLOCK) {
        ArsipBlock block = arsip_block_read(bytes + i);

        stretch.letters |= (guint64)block.letters << i;
        stretch.small |= (guint64)(block.letters & ~block.capitals) << i;
        stretch.words |= (guint64)(block.letters | block.digits) << i;
        stretch.joints |= (guint64)block.joints << i;
    }
    return stretch;
}

/* within: the bits of a word of n bytes. Without a jump, which every other word would take. */
static inline gboolean
is_acronym(const Stretch *stretch, guint64 within, guint n)
{
    guint64 letters = stretch->letters & within;

    return (n <= 6) & ((stretch->small & within) == 0) & ((letters & (letters - 1)) != 0);
}

/*
 * Adds the words of the stretch that stand apart, up to the first that does not; bytes: of the stretch and a
 * block behind it. Returns where the next word begins that was not added.
 */
static inline guint
add_stretch(ArsipRow *row, const char *bytes, guint32 start)
{
    Stretch stretch = read_stretch(bytes);
    guint64 before_joint = (stretch.joints & -stretch.joints) - 1; /* all where there is none */
    guint64 firsts = stretch.words & ~(stretch.words << 1) & before_joint;
    guint64 ends = ~stretch.words & stretch.words << 1;
    guint at = 0, i = row->n;

    for (; (firsts &= firsts - 1) != 0 && i < ARSIP_ROW_MOST; ends &= ends - 1, i++) {
        guint64 within = (ends & -ends) - (G_GUINT64_CONSTANT(1) << at);
        guint n = (guint)__builtin_ctzll(ends) - at;
        guint next = (guint)__builtin_ctzll(firsts);

        if (n >= ARSIP_BLOCK || (G_UNLIKELY((bytes[next] | 0x20) == 'u') && is_undang(bytes + next)))
            break;
        arsip_block_fold(bytes + at, n, row->folded[i]);
        row->tokens[i] = (ArsipToken){row->folded[i],
                                      n,
                                      start + at,
                                      n,
                                      is_acronym(&stretch, within, n),
                                      (stretch.letters & within) == 0};
        at = next;
    }
    row->n = i;
    return at;
}

void
arsip_row_scan(ArsipRow *row, ArsipPartScanner *scanner)
{
    guint taken;

    do {
        const char *bytes = scanner->text + scanner->at;
        char padded[STRETCH + ARSIP_BLOCK] = {0};

        if (scanner->length - scanner->at < sizeof padded)
            bytes = memcpy(padded, bytes, scanner->length - scanner->at);
        taken = add_stretch(row, bytes, scanner->base + (guint32)scanner->at);
        scanner->at += taken;
    } while (taken > 0);
}
