/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CMD_SCORE_H
#define ARSIP_CMD_SCORE_H

#include <arsip/search.h>
#include "base/json.h"

/* What the score of a hit is made of, for a person, or as members of the JSON object under way. */
void arsip_score_print(const ArsipSearchHit *hit);
void arsip_score_write(const ArsipSearchHit *hit, ArsipJson *json);

#endif
