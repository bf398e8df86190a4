/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_COMMAND_SUGGEST_H
#define ARSIP_COMMAND_SUGGEST_H

#include <arsip/suggest.h>

#include "command.h"

/* `arsip label --suggest`: asks and prints; the exit status. */
int arsip_command_suggest(ArsipArchive *archive, const ArsipSuggestOptions *options, ArsipFormat format);

#endif
