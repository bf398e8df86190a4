/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/part.h"

#include <string.h>

/* Bytes kept of one run: enough for ARSIP_TOKEN_MAX folded ones, as no character folds to under a quarter. */
#define RUN_MAX (ARSIP_TOKEN_MAX * 4)

static gunichar
peek(const ArsipPartScanner *scanner, gsize *width)
{
    guchar byte = (guchar)scanner->text[scanner->at];

    *width = 1;
    if (byte < 0x80)
        return byte;
    gunichar c =
        g_utf8_get_char_validated(scanner->text + scanner->at, (gssize)(scanner->length - scanner->at));
    if (c == (gunichar)-1 || c == (gunichar)-2)
        return 0;
    *width = (gsize)g_unichar_to_utf8(c, NULL);
    return c;
}

/* An apostrophe, soft hyphen or the like that stands between letters is passed over. */
static gboolean
is_inside_word(const ArsipPartScanner *scanner, gsize width)
{
    ArsipPartScanner ahead = *scanner;
    gsize ignored;

    ahead.at += width;
    return ahead.at < ahead.length && arsip_char_class(peek(&ahead, &ignored)) == ARSIP_CHAR_LETTER;
}

typedef struct {
    char bytes[RUN_MAX + 6];
    gsize length;
    guint letters, digits, capitals;
    gboolean is_ascii;
} Run;

static void
add_to_run(Run *run, gunichar c, ArsipCharClass class, ArsipPart *part)
{
    gboolean is_letter = class == ARSIP_CHAR_LETTER;

    if (class != ARSIP_CHAR_MARK)
        part->ends_with_letter = is_letter;
    if (run->letters + run->digits == 0) {
        part->begins_with_letter = is_letter;
        part->begins_in_lower_case = is_letter && g_unichar_islower(c);
    }
    run->letters += is_letter ? 1 : 0;
    run->digits += class == ARSIP_CHAR_DIGIT;
    run->is_ascii = run->is_ascii && c < 0x80;
    if (c < 0x80) {
        run->capitals += g_ascii_isupper((char)c);
        if (run->length < RUN_MAX)
            run->bytes[run->length++] = g_ascii_tolower((char)c);
        return;
    }
    run->capitals += is_letter && g_unichar_isupper(c);
    if (run->length < RUN_MAX)
        run->length += (gsize)g_unichar_to_utf8(c, run->bytes + run->length);
}

/* The block at `left` bytes before the text's end; folded: gets the run that it begins with. */
static inline ArsipBlock
read_block(const char *at, gsize left, char *folded)
{
    char padded[ARSIP_BLOCK] = {0};
    ArsipBlock block;

    if (left < ARSIP_BLOCK)
        at = memcpy(padded, at, left);
    block = arsip_block_read(at);
    arsip_block_fold(at, arsip_block_run(block), folded);
    return block;
}

/* Goes on with a run that fills its first block. */
static gsize
spell_on(const char *start, gsize left, ArsipBlock *all, char *folded)
{
    gsize n = ARSIP_BLOCK;

    for (guint run = ARSIP_BLOCK; run == ARSIP_BLOCK && n < ARSIP_TOKEN_MAX; n += run) {
        ArsipBlock block = read_block(start + n, left - n, folded + n);
        guint32 within;

        run = arsip_block_run(block);
        within = (1u << run) - 1;
        all->letters |= block.letters & within;
        all->capitals &= block.capitals | ~block.letters | ~within;
        all->digits |= block.digits & within;
    }
    return n;
}

/* Whether a word without small letters has as many letters and digits as an acronym, and letters enough. */
static gboolean
is_short_code(const char *folded, gsize length)
{
    guint n = 0;

    for (gsize i = 0; i < length; i++)
        n += g_ascii_isalpha(folded[i]) ? 1 : 0;
    return n >= 2;
}

/* Whether what stands behind the run is for scan_any_part(): it may belong to the word. */
static inline gboolean
may_go_on(guchar next)
{
    return next >= 0x80 || arsip_ascii_classes[next] == ARSIP_CHAR_APOSTROPHE;
}

/*
 * What nearly all words are: letters and digits of ASCII. FALSE, with nothing taken, where the word may go on
 * with something else or is too long.
 */
static gboolean
scan_ascii_part(ArsipPartScanner *scanner, ArsipPart *part)
{
    const char *start = scanner->text + scanner->at;
    gsize left = scanner->length - scanner->at;
    ArsipBlock block = read_block(start, left, part->folded);
    gsize n = arsip_block_run(block);
    guint32 within = (1u << n) - 1;
    gboolean has_small = (block.letters & ~block.capitals & within) != 0;

    part->begins_with_letter = block.letters & 1;
    part->begins_in_lower_case = block.letters & ~block.capitals & 1;
    if (G_UNLIKELY(n == ARSIP_BLOCK)) {
        ArsipBlock all = {block.letters, block.capitals | ~block.letters, block.digits, 0};

        n = spell_on(start, left, &all, part->folded);
        has_small = ~all.capitals != 0;
        block = all;
        within = G_MAXUINT32;
    }
    if (n == 0 || n >= ARSIP_TOKEN_MAX || (n < left && may_go_on((guchar)start[n])))
        return FALSE;
    part->length = n;
    part->start = scanner->base + (guint32)scanner->at;
    scanner->at += n;
    part->end = part->start + (guint32)n;
    part->is_number = (block.letters & within) == 0;
    part->is_acronym = !has_small && n >= 2 && n <= 6 && is_short_code(part->folded, n);
    part->is_capitals = !has_small && n >= 2 && (block.digits & within) == 0;
    part->ends_with_letter = !g_ascii_isdigit(start[n - 1]);
    return TRUE;
}

void
arsip_part_end(ArsipPart *part)
{
    gsize n = part->length < ARSIP_BLOCK ? ARSIP_BLOCK - part->length : 1;

    memset(part->folded + part->length, 0, n);
}

/* FALSE if nothing of the run is left after folding. */
static gboolean
scan_any_part(ArsipPartScanner *scanner, ArsipPart *part)
{
    Run run;

    run.length = run.letters = run.digits = run.capitals = 0;
    run.is_ascii = TRUE;
    part->start = scanner->base + (guint32)scanner->at;
    while (scanner->at < scanner->length) {
        gsize width;
        gunichar c = peek(scanner, &width);
        ArsipCharClass class = arsip_char_class(c);

        if (class >= ARSIP_CHAR_LETTER)
            add_to_run(&run, c, class, part);
        else if (class < ARSIP_CHAR_SOFT_HYPHEN || !part->ends_with_letter || !is_inside_word(scanner, width))
            break;
        scanner->at += width;
    }
    part->end = scanner->base + (guint32)scanner->at;
    part->is_number = run.letters == 0;
    part->is_acronym = run.letters >= 2 && run.letters + run.digits <= 6 && run.capitals == run.letters;
    part->is_capitals = run.letters >= 2 && run.digits == 0 && run.capitals == run.letters;
    if (!run.is_ascii) {
        part->length = arsip_fold_run(run.bytes, run.length, part->folded);
        arsip_part_end(part);
        return part->length > 0;
    }
    part->length = MIN(run.length, ARSIP_TOKEN_MAX);
    memcpy(part->folded, run.bytes, part->length);
    arsip_part_end(part);
    return TRUE;
}

static gboolean
touches_stroke(const ArsipPartScanner *scanner, const ArsipPart *part)
{
    gsize start = part->start - scanner->base, end = part->end - scanner->base;

    return (start > 0 && scanner->text[start - 1] == '/') ||
           (end < scanner->length && scanner->text[end] == '/');
}

gboolean
arsip_part_scan(ArsipPartScanner *scanner, ArsipPart *part)
{
    gboolean is_part = scan_ascii_part(scanner, part) || scan_any_part(scanner, part);

    part->is_in_code = part->is_capitals && touches_stroke(scanner, part);
    return is_part;
}

void
arsip_gap_add(ArsipGap *gap, gunichar c, ArsipCharClass class)
{
    gboolean is_before = gap->hyphens == 0 && !gap->has_dash_like;

    switch (class) {
    case ARSIP_CHAR_NEWLINE:
        *(is_before ? &gap->newlines_before : &gap->newlines_after) += 1;
        break;
    case ARSIP_CHAR_SPACE:
    case ARSIP_CHAR_HIDDEN:
        gap->spaces_before += is_before ? 1 : 0;
        break;
    case ARSIP_CHAR_SOFT_HYPHEN:
        gap->is_soft = TRUE;
        gap->hyphens++;
        break;
    case ARSIP_CHAR_HYPHEN:
        gap->has_other = gap->has_other || gap->newlines_after > 0; /* opens a list's line */
        gap->hyphens++;
        break;
    default:
        if (c == '~' || c == '=' || c == '_' || c == 0xb7)
            gap->has_dash_like = TRUE;
        else
            gap->has_other = TRUE;
    }
}

gboolean
arsip_gap_scan(ArsipPartScanner *scanner, ArsipGap *gap)
{
    while (scanner->at < scanner->length) {
        gsize width;
        gunichar c = peek(scanner, &width);
        ArsipCharClass class = c < 0x80 ? (ArsipCharClass)arsip_ascii_classes[c] : arsip_char_class(c);

        if (class == ARSIP_CHAR_LETTER || class == ARSIP_CHAR_DIGIT)
            return TRUE;
        arsip_gap_add(gap, c, class);
        scanner->at += width;
    }
    return FALSE;
}
