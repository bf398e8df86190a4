/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_NUMBERS_H
#define ARSIP_WORK_NUMBERS_H

#include <glib.h>

/* Sets of documents: GArray of gint64, rising. */
gboolean arsip_numbers_have(const GArray *numbers, gint64 number);

/* Those that are in both, or in the first only; of the caller. */
GArray *arsip_numbers_both(const GArray *one, const GArray *other);
GArray *arsip_numbers_without(const GArray *one, const GArray *other);

#endif
