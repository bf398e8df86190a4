/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/lexer.h"

#include <string.h>

#include "base/i18n.h"
#include "query/fault.h"
#include "query/node.h"
#include "text/token.h"

static const struct {
    const char *word;
    ArsipLexemeKind kind;
} operators[] = {{"AND", ARSIP_LEXEME_AND},  {"OR", ARSIP_LEXEME_OR},   {"NOT", ARSIP_LEXEME_NOT},
                 {"DAN", ARSIP_LEXEME_AND},  {"ATAU", ARSIP_LEXEME_OR}, {"BUKAN", ARSIP_LEXEME_NOT},
                 {"NEAR", ARSIP_LEXEME_NEAR}};

static gboolean
is_quote(gunichar c)
{
    return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

static gboolean
ends_word(gunichar c)
{
    return c == '\0' || c == '(' || c == ')' || is_quote(c) || g_unichar_isspace(c);
}

static const char *
end_of_word(const char *at)
{
    while (!ends_word(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

static const char *
skip_space(const char *at)
{
    while (*at != '\0' && g_unichar_isspace(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

/* Behind the colon of `name:`, or `at` where no name and colon stand. */
static const char *
skip_scope(const char *at)
{
    const char *end = at;

    if (!g_ascii_isalpha(*at))
        return at;
    while (g_ascii_isalnum(*end) || *end == '_' || *end == '-')
        end++;
    return *end == ':' ? end + 1 : at;
}

static gboolean
find_operator(const char *at, const char *end, ArsipLexemeKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(operators); i++) {
        if (strlen(operators[i].word) == (gsize)(end - at) &&
            strncmp(at, operators[i].word, (gsize)(end - at)) == 0) {
            *kind = operators[i].kind;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
is_near_with_number(const char *at, const char *end)
{
    if (!g_str_has_prefix(at, "NEAR/") || end - at < 6)
        return FALSE;
    for (at += 5; at < end; at++)
        if (!g_ascii_isdigit(*at))
            return FALSE;
    return TRUE;
}

/* Looks at bare words only, so that "SPP" OR "SPM" in quotes keeps its operator. */
static gboolean
words_are_in_capitals(const char *text)
{
    gboolean has_capitals = FALSE;
    gboolean is_quoted = FALSE;

    for (const char *at = skip_space(text); *at != '\0'; at = skip_space(at)) {
        const char *end = end_of_word(at);
        ArsipLexemeKind kind;

        if (end == at) {
            is_quoted ^= is_quote(g_utf8_get_char(at));
            at = g_utf8_next_char(at);
            continue;
        }
        if (!is_quoted && *at != '@' && !find_operator(at, end, &kind) && !is_near_with_number(at, end)) {
            for (; at < end; at = g_utf8_next_char(at)) {
                if (g_unichar_islower(g_utf8_get_char(at)))
                    return FALSE;
                has_capitals |= g_unichar_isupper(g_utf8_get_char(at));
            }
        }
        at = end;
    }
    return has_capitals;
}

void
arsip_lexer_init(ArsipLexer *lexer, const char *text)
{
    *lexer = (ArsipLexer){.at = text, .counted = text, .column = 1};
    lexer->is_in_capitals = words_are_in_capitals(text);
    lexer->lexeme.source = text;
    lexer->lexeme.column = 1;
}

static void
clear_lexeme(ArsipLexeme *lexeme)
{
    g_free(lexeme->scope);
    g_free(lexeme->value);
    *lexeme = (ArsipLexeme){0};
}

void
arsip_lexer_clear(ArsipLexer *lexer)
{
    clear_lexeme(&lexer->lexeme);
}

typedef struct {
    gsize border;
    gboolean is_crossed;
    guint count;
} Crossing;

static gboolean
look_for_crossing(const ArsipToken *token, gpointer data)
{
    Crossing *crossing = data;

    crossing->count++;
    crossing->is_crossed |=
        token->start < crossing->border && token->start + token->length > crossing->border;
    return TRUE;
}

static Crossing
crossing_at(const char *start, const char *border, const char *end)
{
    Crossing crossing = {(gsize)(border - start), FALSE, 0};

    arsip_tokenize(start, end - start, look_for_crossing, &crossing);
    return crossing;
}

static gboolean
has_token(const char *start, const char *end)
{
    return crossing_at(start, start, end).count > 0;
}

/*
 * `undang undang` and `surat - surat` are one token in a text, so they are one word here: the end of the word
 * that begins at `at` and ends, so far, at `end`.
 */
static const char *
extend_word(const char *at, const char *end)
{
    for (;;) {
        const char *next = skip_space(end);
        const char *next_end = end_of_word(next);
        ArsipLexemeKind kind;

        if (next_end > next && !has_token(next, next_end)) {
            next = skip_space(next_end);
            next_end = end_of_word(next);
        }
        if (next_end == next || next == end || end[-1] == '*' || end[-1] == '~' || *next == '=' ||
            skip_scope(next) != next || find_operator(next, next_end, &kind) ||
            !crossing_at(at, end, next_end).is_crossed)
            return end;
        at = next;
        end = next_end;
    }
}

/* Counts on from the place that was asked last, so that a long query is not counted anew for each piece. */
static guint
column_of(ArsipLexer *lexer, const char *at)
{
    lexer->column = (guint)((glong)lexer->column + g_utf8_pointer_to_offset(lexer->counted, at));
    lexer->counted = at;
    return lexer->column;
}

static gboolean
cut_mark(const char *start, const char **end, char mark)
{
    gboolean is_there = *end > start && (*end)[-1] == mark;

    *end -= is_there ? 1 : 0;
    return is_there;
}

static void
set_value(ArsipLexeme *lexeme, const char *start, const char *end)
{
    lexeme->is_prefix = cut_mark(start, &end, '*');
    lexeme->value = g_strndup(start, (gsize)(end - start));
}

static gboolean
read_phrase(ArsipLexer *lexer, const char *at, GError **error)
{
    const char *start = g_utf8_next_char(at);
    const char *end = start;

    while (*end != '\0' && !is_quote(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    if (*end == '\0')
        return arsip_query_fault(error, column_of(lexer, at),
                                 _("expected a closing quotation mark for the phrase that begins here"));
    lexer->lexeme.kind = ARSIP_LEXEME_WORD;
    set_value(&lexer->lexeme, start, end);
    lexer->at = g_utf8_next_char(end);
    lexer->lexeme.is_fuzzy = *lexer->at == '~';
    lexer->at += lexer->lexeme.is_fuzzy ? 1 : 0;
    return TRUE;
}

/* A slash inside is written \/ and nothing else changes. */
static gboolean
read_regex(ArsipLexer *lexer, const char *at, GError **error)
{
    g_autoptr(GString) value = g_string_new(NULL);
    const char *start = at++;

    for (; *at != '/'; at++) {
        if (*at == '\0')
            return arsip_query_fault(error, column_of(lexer, start),
                                     _("expected a closing / for the regular expression that begins here"));
        if (*at == '\\' && at[1] == '/')
            at++;
        else if (*at == '\\' && at[1] != '\0')
            g_string_append_c(value, *at++);
        g_string_append_c(value, *at);
    }
    lexer->at = at + 1;
    if (!ends_word(g_utf8_get_char(lexer->at)))
        return arsip_query_fault(error, column_of(lexer, lexer->at),
                                 _("expected a space after the regular expression"));
    lexer->lexeme.kind = ARSIP_LEXEME_REGEX;
    lexer->lexeme.value = g_strdup(value->str);
    return TRUE;
}

static gboolean
read_distance(ArsipLexer *lexer, const char *at, const char *end, GError **error)
{
    guint64 distance;
    g_autofree char *digits = g_strndup(at + 5, (gsize)(end - at - 5));

    if (!g_ascii_string_to_unsigned(digits, 10, 0, ARSIP_NEAR_MAX, &distance, NULL))
        return arsip_query_fault(error, column_of(lexer, at + 5), _("expected a number up to %d after NEAR/"),
                                 ARSIP_NEAR_MAX);
    lexer->lexeme.kind = ARSIP_LEXEME_NEAR;
    lexer->lexeme.distance = (guint)distance;
    lexer->at = end;
    return TRUE;
}

/* Values of these are names; a slash that begins one is no regular expression, and no second word belongs to
 * them. */
static gboolean
holds_names(const char *scope)
{
    static const char *const scopes[] = {"has", "label", "file", "batch", "type", "received", NULL};

    return g_strv_contains(scopes, scope);
}

/* A value: what stands behind a scope, or where there is none. */
static gboolean
read_value(ArsipLexer *lexer, GError **error)
{
    ArsipLexeme *lexeme = &lexer->lexeme;
    const char *at = lexer->at;

    lexeme->value_column = column_of(lexer, at);
    if (*at == '=') {
        lexeme->is_exact = TRUE;
        at++;
    }
    if (is_quote(g_utf8_get_char(at)))
        return read_phrase(lexer, at, error);
    const char *end = end_of_word(at);

    if (lexeme->scope == NULL || !holds_names(lexeme->scope))
        end = extend_word(at, end);
    lexer->at = end;
    lexeme->kind = ARSIP_LEXEME_WORD;
    lexeme->is_fuzzy = cut_mark(at, &end, '~');
    set_value(lexeme, at, end);
    return TRUE;
}

/* A sign that stands alone is passed over as others are. */
static gboolean
is_saved(const char *at, const char *end)
{
    return *at == '@' && has_token(at, end);
}

static gboolean
read_saved(ArsipLexer *lexer, const char *end, GError **error)
{
    const char *at = lexer->at + 1;
    gsize length = strspn(at, ARSIP_SAVED_LETTERS);

    if (at + length != end)
        return arsip_query_fault(error, column_of(lexer, at + length),
                                 _("expected letters, digits and hyphens only in the name of a saved search; "
                                   "what begins with @ otherwise stands in quotation marks"));
    lexer->lexeme.kind = ARSIP_LEXEME_SAVED;
    lexer->lexeme.value = g_ascii_strdown(at, (gssize)length);
    lexer->at = end;
    return TRUE;
}

static gboolean
read_scoped(ArsipLexer *lexer, const char *value, GError **error)
{
    ArsipLexeme *lexeme = &lexer->lexeme;

    lexeme->scope = g_ascii_strdown(lexer->at, value - 1 - lexer->at);
    lexer->at = value;
    lexeme->value_column = column_of(lexer, value);
    if (*value == '(') {
        lexeme->kind = ARSIP_LEXEME_OPEN;
        lexer->at++;
        return TRUE;
    }
    if (ends_word(g_utf8_get_char(value)) && !is_quote(g_utf8_get_char(value)))
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected a word, a phrase or a ( right after %s:"), lexeme->scope);
    if (is_saved(value, end_of_word(value)) && !holds_names(lexeme->scope))
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected a word, a phrase or a ( right after %s:, and no saved search"),
                                 lexeme->scope);
    if (*value == '/' && !holds_names(lexeme->scope))
        return read_regex(lexer, value, error);
    return read_value(lexer, error);
}

static gboolean
read_bare(ArsipLexer *lexer, GError **error)
{
    const char *at = lexer->at;
    const char *end = end_of_word(at);
    const char *value = skip_scope(at);
    ArsipLexemeKind kind;

    if (value != at)
        return read_scoped(lexer, value, error);
    if (is_saved(at, end))
        return read_saved(lexer, end, error);
    if (is_near_with_number(at, end))
        return read_distance(lexer, at, end, error);
    if (lexer->is_in_capitals || !find_operator(at, end, &kind))
        return read_value(lexer, error);
    lexer->lexeme.kind = kind;
    lexer->lexeme.distance = ARSIP_NEAR_USUAL;
    lexer->at = end;
    return TRUE;
}

static gboolean
read_lexeme(ArsipLexer *lexer, GError **error)
{
    switch (*lexer->at) {
    case '\0':
        lexer->lexeme.kind = ARSIP_LEXEME_END;
        return TRUE;
    case '(':
        lexer->lexeme.kind = ARSIP_LEXEME_OPEN;
        lexer->at++;
        return TRUE;
    case ')':
        lexer->lexeme.kind = ARSIP_LEXEME_CLOSE;
        lexer->at++;
        return TRUE;
    default:
        return read_bare(lexer, error);
    }
}

/* A lone `-` or `&`, as pasted text has them, is passed over like white space. */
static gboolean
is_nothing(const ArsipLexeme *lexeme)
{
    return lexeme->kind == ARSIP_LEXEME_WORD && lexeme->scope == NULL &&
           !is_quote(g_utf8_get_char(lexeme->source)) &&
           !has_token(lexeme->value, lexeme->value + strlen(lexeme->value));
}

gboolean
arsip_lexer_next(ArsipLexer *lexer, GError **error)
{
    const char *behind = lexer->lexeme.source + lexer->lexeme.length;

    do {
        clear_lexeme(&lexer->lexeme);
        lexer->at = skip_space(lexer->at);
        lexer->lexeme.source = lexer->at;
        lexer->lexeme.column = column_of(lexer, *lexer->at != '\0' ? lexer->at : behind);
        if (!read_lexeme(lexer, error))
            return FALSE;
        lexer->lexeme.length = (gsize)(lexer->at - lexer->lexeme.source);
    } while (is_nothing(&lexer->lexeme));
    return TRUE;
}
