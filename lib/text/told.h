/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_TOLD_H
#define ARSIP_TEXT_TOLD_H

#include "text/step.h"

/* A step as a sentence for people, in the language of the process; the caller owns it. */
char *arsip_step_told(const ArsipStep *step);

/* Whether there is a sentence for the name: one for each step that arsip_steps_add() knows. */
gboolean arsip_step_has_words(const char *name);

#endif
