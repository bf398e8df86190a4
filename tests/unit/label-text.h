/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_LABEL_TEXT_H
#define TESTS_LABEL_TEXT_H

#include "label/rules.h"

#include <string.h>

/* A letter's text as one page without boxes, and what rules say of it. */
static inline ArsipReading *
text_reading(const char *text)
{
    ArsipReading *reading = arsip_reading_new();

    g_free(reading->text);
    reading->text = g_strdup(text);
    g_free(reading->method);
    reading->method = g_strdup("text");
    reading->confidence = 100;
    for (const char *at = reading->text; *at != '\0';) {
        ArsipWord word = {.confidence = 100};

        at += strspn(at, " \n");
        word.start = (guint32)(at - reading->text);
        word.length = (guint32)strcspn(at, " \n");
        at += word.length;
        if (word.length > 0)
            g_array_append_val(reading->words, word);
    }
    return reading;
}

static inline ArsipVerdict *
judge_with(const ArsipRules *rules, const char *text, const char *const *fixed, const char *const *barred)
{
    g_autoptr(ArsipReading) reading = text_reading(text);
    const ArsipReading *const pages[] = {reading};
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, 1);
    ArsipHeldPages held;
    ArsipSubject subject = {.letter = letter, .pages = &held.pages};

    arsip_held_pages_init(&held, pages, 1);
    return arsip_rules_judge(rules, &subject, fixed, barred);
}

static inline const ArsipAssignment *
find_given(const ArsipVerdict *verdict, const char *label)
{
    for (guint i = 0; i < verdict->given->len; i++) {
        const ArsipAssignment *assignment = g_ptr_array_index(verdict->given, i);

        if (strcmp(assignment->label, label) == 0)
            return assignment;
    }
    return NULL;
}

static inline const ArsipRefusal *
find_refused(const ArsipVerdict *verdict, const char *label)
{
    for (guint i = 0; i < verdict->refused->len; i++) {
        const ArsipRefusal *refusal = g_ptr_array_index(verdict->refused, i);

        if (strcmp(refusal->assignment->label, label) == 0)
            return refusal;
    }
    return NULL;
}

/* The labels in their order, with a space between them. The caller owns it. */
static inline char *
given_labels(const ArsipVerdict *verdict)
{
    GString *labels = g_string_new(NULL);

    for (guint i = 0; i < verdict->given->len; i++)
        g_string_append_printf(labels, "%s%s", i > 0 ? " " : "",
                               ((const ArsipAssignment *)g_ptr_array_index(verdict->given, i))->label);
    return g_string_free(labels, FALSE);
}

#endif
