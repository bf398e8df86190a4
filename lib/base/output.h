/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_OUTPUT_H
#define ARSIP_BASE_OUTPUT_H

#include <arsip/error.h>
#include <stdio.h>

/* A stream into a file that is written whole or not at all: the name is taken when it is complete and
 * durable. */
typedef struct ArsipOutput ArsipOutput;

/* must_be_new: a file of this name, then or at the end, is an error. */
ArsipOutput *arsip_output_begin(const char *path, gboolean must_be_new, GError **error);
FILE *arsip_output_stream(ArsipOutput *output);
gboolean arsip_output_finish(ArsipOutput *output, GError **error);
/* Drops what was not finished. */
void arsip_output_free(ArsipOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipOutput, arsip_output_free)

#endif
