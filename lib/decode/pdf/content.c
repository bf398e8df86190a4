/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/content.h"

#include <string.h>

void
arsip_content_begin(ArsipContent *content, const char *bytes, gsize length)
{
    *content = (ArsipContent){.at = bytes, .end = bytes + length};
}

static gboolean
is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static gboolean
is_regular(char c)
{
    return !is_white(c) && strchr("()<>[]{}/%", c) == NULL;
}

static void
skip_white(ArsipContent *content)
{
    while (content->at < content->end) {
        if (*content->at == '%') {
            while (content->at < content->end && *content->at != '\n' && *content->at != '\r')
                content->at++;
        } else if (is_white(*content->at)) {
            content->at++;
        } else {
            return;
        }
    }
}

/* A string in parentheses, which may stand in each other. FALSE where it has no end. */
static gboolean
skip_string(ArsipContent *content, gboolean *has_text)
{
    guint depth = 0;

    for (; content->at < content->end; content->at++) {
        if (*content->at == '(') {
            depth++;
            continue;
        }
        if (*content->at == ')' && --depth == 0) {
            content->at++;
            return TRUE;
        }
        *has_text = TRUE;
        if (*content->at == '\\' && content->at + 1 < content->end)
            content->at++;
    }
    return FALSE;
}

/* A string in hexadecimal figures, or one of the marks of a dictionary. */
static gboolean
skip_angle(ArsipContent *content, gboolean *has_text)
{
    const char *start = content->at;

    if (start + 1 < content->end && start[1] == start[0]) {
        content->at += 2;
        return TRUE;
    }
    if (*start == '>')
        return FALSE;
    const char *close = memchr(start, '>', (gsize)(content->end - start));
    if (close == NULL)
        return FALSE;
    *has_text = *has_text || close > start + 1;
    content->at = close + 1;
    return TRUE;
}

/* A run of regular characters, cut to the room that there is; returns its whole length. */
static gsize
take_word(ArsipContent *content, char *room, gsize size)
{
    const char *start = content->at;

    while (content->at < content->end && is_regular(*content->at))
        content->at++;
    gsize length = (gsize)(content->at - start);
    gsize kept = MIN(length, size - 1);
    memcpy(room, start, kept);
    room[kept] = '\0';
    return length;
}

static gboolean
is_number(const char *word)
{
    return strspn(word, "+-.0123456789") == strlen(word);
}

static gboolean
is_constant(const char *word)
{
    return strcmp(word, "true") == 0 || strcmp(word, "false") == 0 || strcmp(word, "null") == 0;
}

static gboolean
fail(ArsipContent *content)
{
    content->is_broken = TRUE;
    content->at = content->end;
    return FALSE;
}

/* TRUE when the word is an operator. */
static gboolean
take_operator(ArsipContent *content, ArsipOperator *operator_)
{
    take_word(content, content->word, sizeof content->word);
    if (is_number(content->word)) {
        if (operator_->n_numbers < ARSIP_OPERATOR_NUMBERS)
            operator_->numbers[operator_->n_numbers] = g_ascii_strtod(content->word, NULL);
        operator_->n_numbers++;
        return FALSE;
    }
    if (is_constant(content->word))
        return FALSE;
    operator_->name = content->word;
    /* What follows are the bytes of a picture. */
    if (strcmp(content->word, "BI") == 0)
        content->at = content->end;
    return TRUE;
}

gboolean
arsip_content_next(ArsipContent *content, ArsipOperator *operator_)
{
    *operator_ = (ArsipOperator){.name = "", .operand = ""};
    for (skip_white(content); content->at < content->end; skip_white(content)) {
        switch (*content->at) {
        case '(':
            if (!skip_string(content, &operator_->has_text))
                return fail(content);
            break;
        case '<':
        case '>':
            if (!skip_angle(content, &operator_->has_text))
                return fail(content);
            break;
        case '/':
            content->at++;
            if (take_word(content, content->operand, sizeof content->operand) >= sizeof content->operand)
                return fail(content);
            operator_->operand = content->operand;
            break;
        case '[':
        case ']':
            content->at++;
            break;
        case ')':
        case '{':
        case '}':
            return fail(content);
        default:
            if (take_operator(content, operator_))
                return TRUE;
        }
    }
    return FALSE;
}
