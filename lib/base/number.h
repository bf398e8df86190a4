/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_NUMBER_H
#define ARSIP_BASE_NUMBER_H

#include <glib.h>

/* Appends a number as PDF writes them, whatever the locale: at most so many places (0 to 9) behind the point,
 * none that is a closing 0. */
void arsip_number_append(GString *text, double number, guint places);

#endif
