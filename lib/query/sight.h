/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_SIGHT_H
#define ARSIP_QUERY_SIGHT_H

#include "query/citation.h"

/*
 * A keyword that ends: it is n_tokens long and begins with token number `first` of the whole text. Where
 * words were joined or cut in two it has fewer tokens than the phrase has words, or more.
 */
typedef struct {
    guint keyword;
    guint first, n_tokens;
    guint cost; /* of what was misread in it (text/misread.h), hundredths */
} ArsipFind;

/*
 * What has been seen of a text and not been let go of: that is in hand. Plain arrays, as they are added to
 * with every word.
 */
typedef struct {
    guint32 base;    /* bytes before the text in hand */
    guint n_dropped; /* tokens before it */
    ArsipSeen *tokens;
    guint n_tokens;
    guint *signs; /* those of the tokens that have a part in citations, rising */
    guint n_signs;
    guint room;       /* of either */
    ArsipFind *finds; /* as they end; who has judged them takes them out */
    guint n_finds, finds_room;
} ArsipSight;

void arsip_sight_init(ArsipSight *sight);
void arsip_sight_clear(ArsipSight *sight);

/* Another text begins: nothing of it has been seen. */
void arsip_sight_begin(ArsipSight *sight);

/* Room for n tokens more. */
void arsip_sight_make_room(ArsipSight *sight, guint n);

/* Lets go of the first n tokens: the text in hand begins with the next. The bytes that it is shorter by. */
guint32 arsip_sight_drop(ArsipSight *sight, guint n);

void arsip_sight_make_room_for_find(ArsipSight *sight);

/*
 * keyword: number + 1; 0 adds nothing. What is added is written in any case, and counted where it is to stay:
 * on whether a phrase ends with a word, a jump would guess wrongly for every other one.
 */
static inline void
arsip_sight_add_find(ArsipSight *sight, guint32 keyword, guint first, guint n_tokens, guint cost)
{
    if (sight->n_finds == sight->finds_room)
        arsip_sight_make_room_for_find(sight);
    sight->finds[sight->n_finds] = (ArsipFind){keyword - 1, first, n_tokens, cost};
    sight->n_finds += keyword != 0 ? 1 : 0;
}

#endif
