/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_PROGRAM_H
#define ARSIP_READER_PROGRAM_H

#include <arsip/error.h>

/*
 * Where the reader's program is: $ARSIP_READER, then beside the running program (a build tree), then where
 * it is installed. NOT_FOUND with what to do. The caller owns the result.
 */
char *arsip_reader_program(GError **error);

#endif
