/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LEAF_H
#define ARSIP_DECODE_LEAF_H

#include <glib.h>

/* A page of a document that is text by birth: its text, or a picture that shows a page. */
typedef struct {
    char *text;    /* UTF-8 (NFC), lines end with \n; NULL for a picture */
    char *picture; /* the package's member that holds it, or NULL */
} ArsipLeaf;

/* A picture that stands on a page. */
typedef struct {
    char *path;   /* the package's member that holds it */
    double share; /* 0 to 1: of a sheet of paper that it covers */
} ArsipLeafPicture;

/* A letter that was scanned and pasted into a document covers most of a sheet, a photograph in a report
 * does not; where there is hardly a word besides, a smaller one must be what the page is about. */
#define ARSIP_SHARE_OF_BARE_PAGE 0.2
#define ARSIP_SHARE_OF_PAGE      0.45

GPtrArray *arsip_leaves_new(void);

/* Arrays of ArsipLeafPicture. */
GArray *arsip_leaf_pictures_new(void);
void arsip_leaf_pictures_add(GArray *pictures, const char *path, double share);

/*
 * Adds a page: a leaf for its text (taken) and one for each picture that shows a page. Without text it has a
 * leaf of its own only where there is no such picture.
 */
void arsip_leaves_add(GPtrArray *leaves, char *text, const GArray *pictures);

#endif
