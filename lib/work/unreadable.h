/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_UNREADABLE_H
#define ARSIP_WORK_UNREADABLE_H

#include <glib.h>

/* What is said of a file that is stored and cannot be read, and what to do about it. The caller owns it. */
char *arsip_unreadable_sentence(const char *media_type);

#endif
