/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TESTS_FUZZ_CHECK_READING_H
#define ARSIP_TESTS_FUZZ_CHECK_READING_H

#include <string.h>

#include "text/reading.h"
#include "text/step.h"

/* A reading (taken; NULL is none) as its header promises it. */
static inline void
check_reading(ArsipReading *taken)
{
    g_autoptr(ArsipReading) reading = taken;
    gsize end = 0, length = 0;

    if (reading == NULL)
        return;
    length = strlen(reading->text);
    g_assert_true(g_utf8_validate(reading->text, -1, NULL));
    g_assert_true(arsip_steps_are_sound(reading->steps));
    g_assert_true(reading->confidence >= 0 && reading->confidence <= 100);
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);

        g_assert_cmpuint(word->start, >=, end);
        end = (gsize)word->start + word->length;
        g_assert_cmpuint(end, <=, length);
        g_assert_cmpuint(word->confidence, <=, 100);
    }
}

#endif
