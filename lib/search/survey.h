/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SURVEY_H
#define ARSIP_SEARCH_SURVEY_H

#include "search/dated.h"
#include "search/frequent.h"
#include "search/labelled.h"
#include "search/length.h"
#include "search/segments.h"

/*
 * What searches need to know of the index as a whole. The connection keeps it from one question to the next
 * while nothing is written, neither by it nor by another one: the lengths of all documents alone are a
 * megabyte of strips to be read.
 */
typedef struct {
    char **field_names;
    gint64 last; /* the highest number of an indexed document */
    ArsipFrequents *frequents;
    ArsipLabels *labels;
    ArsipDays *days;
    ArsipLengths *lengths;
    ArsipSegments *segments;

    /* How much had been written. */
    gint64 version;
    int changes;
} ArsipSurvey;

/* Within one snapshot of the archive. The caller owns a reference; NULL on failure. */
ArsipSurvey *arsip_survey_of(ArsipArchive *archive, GError **error);
void arsip_survey_unref(ArsipSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSurvey, arsip_survey_unref)

#endif
