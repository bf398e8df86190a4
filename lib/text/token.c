/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/token.h"

#include <string.h>

#include "text/block.h"
#include "text/fold.h"
#include "text/hyphen.h"

/* Bytes kept of one run: enough for ARSIP_TOKEN_MAX folded ones, as no character folds to under a quarter. */
#define RUN_MAX     (ARSIP_TOKEN_MAX * 4)
#define HYPHENS_MAX 3 /* a longer row of them is a drawn line */

typedef struct {
    char folded[ARSIP_TOKEN_MAX + ARSIP_BLOCK]; /* what is read block by block ends behind the word */
    gsize length;                               /* of folded */
    guint32 start, end;
    gboolean is_acronym, is_number;
    gboolean is_capitals; /* two letters or more, and nothing else */
    gboolean is_in_code;  /* capitals with a stroke before or behind them */
    gboolean begins_with_letter, begins_in_lower_case, ends_with_letter;
} Part;

/* What stands between two parts. */
typedef struct {
    guint hyphens;
    guint spaces_before, newlines_before,
        newlines_after;     /* of the first hyphen; all before where there is none */
    gboolean has_dash_like; /* OCR's readings of a hyphen that are trusted only in undang-undang */
    gboolean is_soft;
    gboolean has_other;
} Gap;

typedef enum {
    JOINT_NONE,
    JOINT_LOOSE,  /* white space, or what may have been a hyphen */
    JOINT_HYPHEN, /* a hyphen between letters */
    JOINT_BREAK   /* a hyphen at a line's end, and the next line goes on with the word */
} Joint;

typedef struct {
    const char *text;
    gsize length;
    gsize at;
    guint32 base; /* where the text begins in the whole, for the parts' places */
} Scanner;

/*
 * Parts pass through two hands: `line` mends words that were broken at a line's end, `pair` then joins
 * what hyphens repeat. Each holds one part back until it has seen the next.
 */
typedef struct {
    Part slots[3];
    Part *line, *pair, *fresh; /* line and pair: NULL while empty */
    Joint line_joint;          /* of `line` to `pair` */
    ArsipTokenFunc each;
    gpointer data;
    gboolean is_stopped;
} Joiner;

static gunichar
peek(const Scanner *scanner, gsize *width)
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
is_inside_word(const Scanner *scanner, gsize width)
{
    Scanner ahead = *scanner;
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
add_to_run(Run *run, gunichar c, ArsipCharClass class, Part *part)
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

/* The letters and digits of ASCII that the block begins with. */
static inline guint
run_of(ArsipBlock block)
{
    return (guint)__builtin_ctz(~(block.letters | block.digits));
}

/* The block at `left` bytes before the text's end. */
static inline ArsipBlock
read_block(const char *at, gsize left, char *folded)
{
    char padded[ARSIP_BLOCK] = {0};

    if (left >= ARSIP_BLOCK)
        return arsip_block_read(at, folded);
    memcpy(padded, at, left);
    return arsip_block_read(padded, folded);
}

/* Goes on with a run that fills its first block. */
static gsize
spell_on(const char *start, gsize left, ArsipBlock *all, char *folded)
{
    gsize n = ARSIP_BLOCK;

    for (guint run = ARSIP_BLOCK; run == ARSIP_BLOCK && n < ARSIP_TOKEN_MAX; n += run) {
        ArsipBlock block = read_block(start + n, left - n, folded + n);
        guint32 within;

        run = run_of(block);
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
scan_ascii_part(Scanner *scanner, Part *part)
{
    const char *start = scanner->text + scanner->at;
    gsize left = scanner->length - scanner->at;
    ArsipBlock block = read_block(start, left, part->folded);
    gsize n = run_of(block);
    guint32 within = (1u << n) - 1;
    gboolean has_small = (block.letters & ~block.capitals & within) != 0;

    part->begins_with_letter = block.letters & 1;
    part->begins_in_lower_case = block.letters & ~block.capitals & 1;
    if (n == ARSIP_BLOCK) {
        ArsipBlock all = {block.letters, block.capitals | ~block.letters, block.digits};

        n = spell_on(start, left, &all, part->folded);
        has_small = ~all.capitals != 0;
        block = all;
        within = G_MAXUINT32;
    }
    if (n == 0 || n >= ARSIP_TOKEN_MAX || (n < left && may_go_on((guchar)start[n])))
        return FALSE;
    part->folded[n] = '\0';
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

/* FALSE if nothing of the run is left after folding. */
static gboolean
scan_any_part(Scanner *scanner, Part *part)
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
        return part->length > 0;
    }
    part->length = MIN(run.length, ARSIP_TOKEN_MAX);
    memcpy(part->folded, run.bytes, part->length);
    part->folded[part->length] = '\0';
    return TRUE;
}

static gboolean
touches_stroke(const Scanner *scanner, const Part *part)
{
    gsize start = part->start - scanner->base, end = part->end - scanner->base;

    return (start > 0 && scanner->text[start - 1] == '/') ||
           (end < scanner->length && scanner->text[end] == '/');
}

static gboolean
scan_part(Scanner *scanner, Part *part)
{
    gboolean is_part = scan_ascii_part(scanner, part) || scan_any_part(scanner, part);

    part->is_in_code = part->is_capitals && touches_stroke(scanner, part);
    return is_part;
}

static void
add_to_gap(Gap *gap, gunichar c, ArsipCharClass class)
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

/* A space, and the next word behind it: nearly every gap. */
static inline gboolean
is_single_space(const Scanner *scanner)
{
    const guchar *at = (const guchar *)scanner->text + scanner->at;

    return scanner->at + 1 < scanner->length && at[0] == ' ' && at[1] < 0x80 &&
           arsip_ascii_classes[at[1]] >= ARSIP_CHAR_LETTER;
}

/* Goes to the next letter or digit; FALSE if there is none. */
static gboolean
scan_gap(Scanner *scanner, Gap *gap)
{
    if (is_single_space(scanner)) {
        add_to_gap(gap, ' ', ARSIP_CHAR_SPACE);
        scanner->at++;
        return TRUE;
    }
    while (scanner->at < scanner->length) {
        gsize width;
        gunichar c = peek(scanner, &width);
        ArsipCharClass class = c < 0x80 ? (ArsipCharClass)arsip_ascii_classes[c] : arsip_char_class(c);

        if (class == ARSIP_CHAR_LETTER || class == ARSIP_CHAR_DIGIT)
            return TRUE;
        add_to_gap(gap, c, class);
        scanner->at += width;
    }
    return FALSE;
}

/*
 * Whether the line after a hyphen goes on with the word of the line before. KTP-\nel and SR-03/DINSOS-\nUM
 * are what they would be on one line.
 */
static gboolean
goes_on(const Part *before, const Gap *gap, const Part *after)
{
    if (gap->is_soft || (after->begins_in_lower_case && !before->is_capitals))
        return !arsip_hyphen_is_own(before->folded, after->folded);
    return before->is_capitals && after->is_capitals && !before->is_in_code && !after->is_in_code &&
           !arsip_hyphen_is_own_in_capitals(before->folded, after->folded);
}

static Joint
joint_of(const Part *before, const Gap *gap, const Part *after)
{
    if (gap->has_other || !before->ends_with_letter || !after->begins_with_letter ||
        gap->hyphens > HYPHENS_MAX)
        return JOINT_NONE;
    if (gap->has_dash_like)
        return JOINT_LOOSE;
    if (gap->hyphens == 0)
        return gap->newlines_before <= 1 ? JOINT_LOOSE : JOINT_NONE;
    /* A hyphen that opens a line is a list's; one before an empty line ends a block. */
    if (gap->newlines_before > 0 || gap->newlines_after > 1)
        return JOINT_LOOSE;
    return gap->newlines_after == 1 && gap->spaces_before == 0 && goes_on(before, gap, after) ? JOINT_BREAK
                                                                                              : JOINT_HYPHEN;
}

/* `undang undang` and `perundang undangan` are one word even where the hyphen was lost. */
static gboolean
is_undang_undang(const Part *first, const Part *second)
{
    return second->folded[0] == 'u' && g_str_has_prefix(second->folded, "undang") &&
           (strcmp(first->folded, "undang") == 0 || strcmp(first->folded, "perundang") == 0);
}

static void
append_part(Part *first, const Part *second)
{
    gsize room = ARSIP_TOKEN_MAX - first->length;
    gsize added = second->length;

    if (added > room) {
        for (added = room; added > 0 && ((guchar)second->folded[added] & 0xc0u) == 0x80u;)
            added--;
    }
    memcpy(first->folded + first->length, second->folded, added);
    first->length += added;
    first->folded[first->length] = '\0';
    first->end = second->end;
    first->is_acronym = FALSE;
    first->is_capitals = first->is_capitals && second->is_capitals;
    first->ends_with_letter = second->ends_with_letter;
}

static gboolean
join_pair(Part *first, Joint joint, const Part *second)
{
    if (joint == JOINT_NONE)
        return FALSE;
    if (is_undang_undang(first, second) ||
        (joint != JOINT_LOOSE && !g_str_equal(first->folded, second->folded) &&
         arsip_repeats_stem(first->folded, second->folded))) {
        append_part(first, second);
        return TRUE;
    }
    if (joint == JOINT_LOOSE || !g_str_equal(first->folded, second->folded))
        return FALSE;
    first->end = second->end;
    first->is_acronym = first->is_acronym && second->is_acronym;
    return TRUE;
}

static void
give(Joiner *joiner, const Part *part)
{
    ArsipToken token = {part->folded,     (guint32)part->length, part->start, part->end - part->start,
                        part->is_acronym, part->is_number};

    joiner->is_stopped = !joiner->each(&token, joiner->data);
}

/* Passes `line` on to `pair`. */
static void
pass_on(Joiner *joiner)
{
    if (joiner->pair == NULL || !join_pair(joiner->pair, joiner->line_joint, joiner->line)) {
        if (joiner->pair != NULL)
            give(joiner, joiner->pair);
        joiner->pair = joiner->line;
    }
    joiner->line = NULL;
}

static void
take(Joiner *joiner, const Gap *gap)
{
    Joint joint = joiner->line != NULL ? joint_of(joiner->line, gap, joiner->fresh) : JOINT_NONE;

    if (joint == JOINT_BREAK) {
        append_part(joiner->line, joiner->fresh);
        return;
    }
    if (joiner->line != NULL)
        pass_on(joiner);
    joiner->line = joiner->fresh;
    joiner->line_joint = joint;
    for (joiner->fresh = joiner->slots; joiner->fresh == joiner->line || joiner->fresh == joiner->pair;)
        joiner->fresh++;
}

static void
flush(Joiner *joiner)
{
    if (joiner->line != NULL && !joiner->is_stopped)
        pass_on(joiner);
    if (joiner->pair != NULL && !joiner->is_stopped)
        give(joiner, joiner->pair);
}

struct ArsipTokenStream {
    Joiner joiner;
    Gap gap;         /* what stands behind the last part so far */
    guint32 end;     /* of what has been added */
    gboolean is_new; /* nothing has */
};

static void
begin(ArsipTokenStream *stream, ArsipTokenFunc each, gpointer data)
{
    Joiner *joiner = &stream->joiner;

    joiner->fresh = joiner->slots;
    joiner->line = joiner->pair = NULL;
    joiner->line_joint = JOINT_NONE;
    joiner->each = each;
    joiner->data = data;
    joiner->is_stopped = FALSE;
    stream->gap = (Gap){0};
    stream->end = 0;
    stream->is_new = TRUE;
}

static void
add(ArsipTokenStream *stream, const char *text, gsize length)
{
    Joiner *joiner = &stream->joiner;
    Scanner scanner = {text, MIN(length, G_MAXUINT32 - stream->end), 0, stream->end};

    stream->is_new = FALSE;
    stream->end += (guint32)scanner.length;
    while (!joiner->is_stopped && scan_gap(&scanner, &stream->gap)) {
        if (!scan_part(&scanner, joiner->fresh)) {
            stream->gap.has_other = TRUE;
            continue;
        }
        take(joiner, &stream->gap);
        stream->gap = (Gap){0};
    }
}

void
arsip_tokenize(const char *text, gssize length, ArsipTokenFunc each, gpointer data)
{
    ArsipTokenStream stream;

    begin(&stream, each, data);
    add(&stream, text, length < 0 ? strlen(text) : (gsize)length);
    flush(&stream.joiner);
}

ArsipTokenStream *
arsip_token_stream_new(ArsipTokenFunc each, gpointer data)
{
    ArsipTokenStream *stream = g_new(ArsipTokenStream, 1);

    begin(stream, each, data);
    return stream;
}

/* No part goes over a line feed, so that only what stands between two parts is known of several pieces. */
void
arsip_token_stream_add(ArsipTokenStream *stream, const char *text, gsize length)
{
    if (!stream->is_new && stream->end < G_MAXUINT32) {
        add_to_gap(&stream->gap, '\n', ARSIP_CHAR_NEWLINE);
        stream->end++;
    }
    add(stream, text, length);
}

void
arsip_token_stream_end(ArsipTokenStream *stream)
{
    flush(&stream->joiner);
    g_free(stream);
}

/* Where the last run of bytes that are no white space begins. */
static gsize
last_run(const char *line, gsize length)
{
    while (length > 0 && g_ascii_isspace(line[length - 1]))
        length--;
    while (length > 0 && !g_ascii_isspace(line[length - 1]))
        length--;
    return length;
}

gboolean
arsip_line_breaks_word(const char *line, gsize length, const char *next, gsize next_length, gsize *end)
{
    gsize from = last_run(line, length);
    g_autoptr(GString) both = g_string_new_len(line + from, (gssize)(length - from));
    gsize border = both->len;
    Part before = {0}, part = {0};
    Gap gap = {0};

    g_string_append_c(both, '\n');
    g_string_append_len(both, next, (gssize)next_length);
    for (Scanner scanner = {both->str, both->len, 0, 0}; scan_gap(&scanner, &gap); gap = (Gap){0}) {
        if (!scan_part(&scanner, &part))
            return FALSE;
        if (part.start > border)
            break;
        before = part;
    }
    *end = from + before.end;
    return before.end > 0 && part.start > border && joint_of(&before, &gap, &part) == JOINT_BREAK;
}

static gboolean
add_folded(const ArsipToken *token, gpointer data)
{
    GString *folded = data;

    if (folded->len > 0)
        g_string_append_c(folded, ' ');
    g_string_append(folded, token->folded);
    return TRUE;
}

char *
arsip_fold(const char *word)
{
    GString *folded = g_string_new(NULL);

    arsip_tokenize(word, -1, add_folded, folded);
    return g_string_free(folded, FALSE);
}
