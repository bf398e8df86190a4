/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/token.h"

#include <string.h>

#include "text/hyphen.h"
#include "text/row.h"

#define HYPHENS_MAX 3 /* a longer row of them is a drawn line */

typedef enum {
    JOINT_NONE,
    JOINT_LOOSE,  /* white space, or what may have been a hyphen */
    JOINT_HYPHEN, /* a hyphen between letters */
    JOINT_BREAK   /* a hyphen at a line's end, and the next line goes on with the word */
} Joint;

/*
 * Parts pass through two hands: `line` mends words that were broken at a line's end, `pair` then joins
 * what hyphens repeat. Each holds one part back until it has seen the next.
 */
typedef struct {
    ArsipPart slots[3];
    ArsipPart *line, *pair, *fresh; /* line and pair: NULL while empty */
    Joint line_joint;               /* of `line` to `pair` */
    ArsipRow row;                   /* what is ready to be given */
    ArsipTokensFunc each;
    gpointer data;
    gboolean is_stopped;
} Joiner;

/*
 * Whether the line after a hyphen goes on with the word of the line before. KTP-\nel and SR-03/DINSOS-\nUM
 * are what they would be on one line.
 */
static gboolean
goes_on(const ArsipPart *before, const ArsipGap *gap, const ArsipPart *after)
{
    if (gap->is_soft || (after->begins_in_lower_case && !before->is_capitals))
        return !arsip_hyphen_is_own(before->folded, after->folded);
    return before->is_capitals && after->is_capitals && !before->is_in_code && !after->is_in_code &&
           !arsip_hyphen_is_own_in_capitals(before->folded, after->folded);
}

static Joint
joint_of(const ArsipPart *before, const ArsipGap *gap, const ArsipPart *after)
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
is_undang_undang(const ArsipPart *first, const ArsipPart *second)
{
    return second->folded[0] == 'u' && g_str_has_prefix(second->folded, "undang") &&
           (strcmp(first->folded, "undang") == 0 || strcmp(first->folded, "perundang") == 0);
}

static void
append_part(ArsipPart *first, const ArsipPart *second)
{
    gsize room = ARSIP_TOKEN_MAX - first->length;
    gsize added = second->length;

    if (added > room) {
        for (added = room; added > 0 && ((guchar)second->folded[added] & 0xc0u) == 0x80u;)
            added--;
    }
    memcpy(first->folded + first->length, second->folded, added);
    first->length += added;
    arsip_part_end(first);
    first->end = second->end;
    first->is_acronym = FALSE;
    first->is_capitals = first->is_capitals && second->is_capitals;
    first->ends_with_letter = second->ends_with_letter;
}

static gboolean
join_pair(ArsipPart *first, Joint joint, const ArsipPart *second)
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
give_row(Joiner *joiner)
{
    if (joiner->row.n > 0 && !joiner->is_stopped)
        joiner->is_stopped = !joiner->each(joiner->row.tokens, joiner->row.n, joiner->data);
    joiner->row.n = 0;
}

static void
give(Joiner *joiner, const ArsipPart *part)
{
    ArsipToken token = {part->folded,     (guint32)part->length, part->start, part->end - part->start,
                        part->is_acronym, part->is_number};

    if (joiner->row.n == ARSIP_ROW_MOST || part->length >= ARSIP_BLOCK)
        give_row(joiner);
    if (part->length < ARSIP_BLOCK)
        arsip_row_add(&joiner->row, part);
    else if (!joiner->is_stopped)
        joiner->is_stopped = !joiner->each(&token, 1, joiner->data);
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
take(Joiner *joiner, const ArsipGap *gap)
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
    joiner->line = joiner->pair = NULL;
}

/* A part that nothing behind it is joined to. */
static inline void
take_last(Joiner *joiner, const ArsipGap *gap)
{
    if (joiner->line == NULL && joiner->pair == NULL) {
        give(joiner, joiner->fresh);
        return;
    }
    take(joiner, gap);
    flush(joiner);
}

/*
 * Where the next word begins, if nothing stands before it that may join it to this one, nor is it undang,
 * which joins without: that is nearly every word. 0: it must be looked at closely.
 */
static inline gsize
find_apart(const ArsipPartScanner *scanner)
{
    for (gsize at = scanner->at; at < scanner->length; at++) {
        guchar c = (guchar)scanner->text[at];

        if (c >= 0x80 || c == '-' || c == '~' || c == '=' || c == '_')
            return 0;
        if (arsip_ascii_classes[c] >= ARSIP_CHAR_LETTER)
            return (c | 0x20) != 'u' ? at : 0;
    }
    return 0;
}

struct ArsipTokenStream {
    Joiner joiner;
    ArsipTokenFunc each; /* NULL where rows are asked for */
    gpointer data;
    ArsipGap gap;    /* what stands behind the last part so far */
    guint32 end;     /* of what has been added */
    gboolean is_new; /* nothing has */
};

static void
begin(ArsipTokenStream *stream, ArsipTokensFunc each, gpointer data)
{
    Joiner *joiner = &stream->joiner;

    joiner->fresh = joiner->slots;
    joiner->line = joiner->pair = NULL;
    joiner->line_joint = JOINT_NONE;
    joiner->row.n = 0;
    joiner->each = each;
    joiner->data = data;
    joiner->is_stopped = FALSE;
    stream->gap = (ArsipGap){0};
    stream->end = 0;
    stream->is_new = TRUE;
}

/* Adds the words that stand apart, where nothing is held back that they may be joined to. */
static inline void
take_apart(Joiner *joiner, ArsipPartScanner *scanner)
{
    if (joiner->line != NULL || joiner->pair != NULL)
        return;
    if (joiner->row.n == ARSIP_ROW_MOST)
        give_row(joiner);
    arsip_row_scan(&joiner->row, scanner);
}

static void
add(ArsipTokenStream *stream, const char *text, gsize length)
{
    Joiner *joiner = &stream->joiner;
    ArsipPartScanner scanner = {text, MIN(length, G_MAXUINT32 - stream->end), 0, stream->end};
    gsize next = 0; /* where the next part begins, if that is known */

    stream->is_new = FALSE;
    stream->end += (guint32)scanner.length;
    while (!joiner->is_stopped && (next > 0 || arsip_gap_scan(&scanner, &stream->gap))) {
        scanner.at = MAX(scanner.at, next);
        next = 0;
        take_apart(joiner, &scanner);
        if (!arsip_part_scan(&scanner, joiner->fresh)) {
            stream->gap.has_other = TRUE;
            continue;
        }
        next = find_apart(&scanner);
        if (next > 0)
            take_last(joiner, &stream->gap);
        else
            take(joiner, &stream->gap);
        stream->gap = (ArsipGap){0};
    }
}

static gboolean
give_each(const ArsipToken *tokens, guint n, gpointer data)
{
    const ArsipTokenStream *stream = data;

    for (guint i = 0; i < n; i++)
        if (!stream->each(&tokens[i], stream->data))
            return FALSE;
    return TRUE;
}

static void
end(ArsipTokenStream *stream)
{
    flush(&stream->joiner);
    give_row(&stream->joiner);
}

void
arsip_tokenize(const char *text, gssize length, ArsipTokenFunc each, gpointer data)
{
    ArsipTokenStream stream;

    begin(&stream, give_each, &stream);
    stream.each = each;
    stream.data = data;
    add(&stream, text, length < 0 ? strlen(text) : (gsize)length);
    end(&stream);
}

ArsipTokenStream *
arsip_token_stream_new(ArsipTokenFunc each, gpointer data)
{
    ArsipTokenStream *stream = g_new(ArsipTokenStream, 1);

    begin(stream, give_each, stream);
    stream->each = each;
    stream->data = data;
    return stream;
}

ArsipTokenStream *
arsip_token_stream_new_of_rows(ArsipTokensFunc each, gpointer data)
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
        arsip_gap_add(&stream->gap, '\n', ARSIP_CHAR_NEWLINE);
        stream->end++;
    }
    add(stream, text, length);
}

void
arsip_token_stream_flush(ArsipTokenStream *stream)
{
    end(stream);
    begin(stream, stream->joiner.each, stream->joiner.data);
}

void
arsip_token_stream_end(ArsipTokenStream *stream)
{
    end(stream);
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
    ArsipPart before = {0}, part = {0};
    ArsipGap gap = {0};

    g_string_append_c(both, '\n');
    g_string_append_len(both, next, (gssize)next_length);
    for (ArsipPartScanner scanner = {both->str, both->len, 0, 0}; arsip_gap_scan(&scanner, &gap);
         gap = (ArsipGap){0}) {
        if (!arsip_part_scan(&scanner, &part))
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
