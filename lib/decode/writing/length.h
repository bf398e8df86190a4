/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LENGTH_H
#define ARSIP_DECODE_LENGTH_H

#include <glib.h>

/* Lengths as documents write them, in cm; 0 for what is none (NULL, a share of something, nonsense). */

/* English Metric Units: "5731510" */
double arsip_length_of_emu(const char *text);

/* "16.5cm", "210mm", "8.27in", "451.5pt", "600px" */
double arsip_length_of_text(const char *text);

/* One of the lengths in "width:451.5pt;height:680pt" */
double arsip_length_of_style(const char *style, const char *name);

/* The share of a sheet of A4 that a rectangle covers: 0 to 1. */
double arsip_length_share(double width, double height);

#endif
