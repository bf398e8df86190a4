/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/private.h"

#include "base/i18n.h"

#include <string.h>

/* A text as the reading of a page: words are what white space parts; they have no boxes. */
static ArsipReading *
read_text(const char *text)
{
    ArsipReading *reading = arsip_reading_new();
    const char *at = text;

    g_free(reading->text);
    reading->text = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    g_free(reading->method);
    reading->method = g_strdup("text");
    reading->confidence = 100;
    for (at = reading->text; *at != '\0';) {
        ArsipWord word = {.confidence = 100};

        at += strspn(at, " \t\n\r");
        word.start = (guint32)(at - reading->text);
        word.length = (guint32)strcspn(at, " \t\n\r");
        at += word.length;
        if (word.length > 0)
            g_array_append_val(reading->words, word);
    }
    return reading;
}

static ArsipVerdict *
judge_text(const ArsipRules *rules, const char *text)
{
    g_autoptr(ArsipReading) reading = read_text(text);
    const ArsipReading *const pages[] = {reading};
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, 1);
    ArsipHeldPages held;
    ArsipSubject subject = {.letter = letter, .pages = &held.pages};

    arsip_held_pages_init(&held, pages, 1);
    return arsip_rules_judge(rules, &subject, NULL, NULL);
}

static gboolean
is_given(const ArsipVerdict *verdict, const char *label)
{
    for (guint i = 0; i < verdict->given->len; i++)
        if (strcmp(((const ArsipAssignment *)g_ptr_array_index(verdict->given, i))->label, label) == 0)
            return TRUE;
    return FALSE;
}

/* Why the label was not given, as far as a rule for it says. */
static const char *
find_reason(const ArsipVerdict *verdict, const char *label)
{
    for (guint i = 0; i < verdict->refused->len; i++) {
        const ArsipRefusal *refusal = g_ptr_array_index(verdict->refused, i);

        if (strcmp(refusal->assignment->label, label) == 0)
            return refusal->reason;
    }
    return _("no query of its rules holds");
}

static void
try_example(const ArsipRules *rules, const ArsipRule *rule, const ArsipExample *example, ArsipFaults *faults)
{
    g_autoptr(ArsipVerdict) verdict = judge_text(rules, example->text);

    if (is_given(verdict, rule->label) == example->must_match)
        return;
    if (example->must_match)
        arsip_fault_add(faults, example->line, example->column,
                        _("this example should get %s but does not: %s"), rule->label,
                        find_reason(verdict, rule->label));
    else
        arsip_fault_add(faults, example->line, example->column, _("this example should not get %s but does"),
                        rule->label);
}

void
arsip_rules_try_examples(const ArsipRules *rules, const char *folder, ArsipFaults *faults)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        const ArsipRule *rule = g_ptr_array_index(rules->rules, i);
        g_autofree char *shown = arsip_rules_shown_name(folder, rule->file);

        faults->file = shown;
        for (guint k = 0; k < rule->examples->len; k++)
            try_example(rules, rule, g_ptr_array_index(rule->examples, k), faults);
        faults->file = NULL;
    }
}
