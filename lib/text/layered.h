/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_LAYERED_H
#define ARSIP_TEXT_LAYERED_H

#include <arsip/error.h>

/* What is to become of a page of a PDF that gets layers of text. */
typedef struct {
    gboolean is_left;  /* it stays as it is */
    gint32 turn;       /* degrees clockwise by which it is shown turned from now on, added to its own */
    gboolean is_clear; /* text on it that cannot be seen goes, where a picture is all that is seen */
} ArsipLayered;

/* As a message part, type a(bib), and back; NULL where it makes no sense. */
#define ARSIP_LAYERED_TYPE "a(bib)"
GVariant *arsip_layered_to_variant(const GArray *pages);
GArray *arsip_layered_from_variant(GVariant *variant);

#endif
