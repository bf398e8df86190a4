/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_COMPOUND_H
#define ARSIP_DECODE_COMPOUND_H

#include "decode/source.h"

/* A compound file (MS-CFB): the shell of Office's old formats, and of its new ones where they are locked. */
gboolean arsip_compound_is(const ArsipSource *source);

/* Whether it holds a document that is locked with a password (MS-OFFCRYPTO 2.3.4). */
gboolean arsip_compound_is_locked(const ArsipSource *source);

#endif
