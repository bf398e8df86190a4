/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_JSON_READER_H
#define ARSIP_BASE_JSON_READER_H

#include <glib.h>

/*
 * Reads back one line that base/json.h wrote, by the same calls in the same order: what comes must be what is
 * asked for. It nests as deep as its caller does, whatever the line holds, and gives no tree: json-glib 1.6
 * recurses as deep as a line says, and takes comments, keys twice and other text that is no JSON.
 *
 * Foreign bytes: a line that is no UTF-8, holds a NUL, or breaks RFC 8259 is refused. After the first fault
 * every call gives nothing (NULL, 0, FALSE), so that a caller looks once, at the end.
 */
typedef struct {
    const char *at; /* borrowed until the reader is done with */
    gboolean is_first;
    gboolean has_failed;
} ArsipJsonReader;

/* line: NUL-terminated, without its line feed. */
ArsipJsonReader arsip_json_reader(const char *line);

/* key: NULL inside arrays and for the outermost value. */
void arsip_json_read_object(ArsipJsonReader *reader, const char *key);
void arsip_json_read_array(ArsipJsonReader *reader, const char *key);
/* Whether the array that is open has one more value; at its end, passes the bracket. */
gboolean arsip_json_read_more(ArsipJsonReader *reader);
/* The end of an object. */
void arsip_json_read_end(ArsipJsonReader *reader);

/* The caller owns it. NULL for null only where it may be null; otherwise that is a fault. */
char *arsip_json_read_text(ArsipJsonReader *reader, const char *key, gboolean may_be_null);
/* A whole number from least to most. */
gint64 arsip_json_read_number(ArsipJsonReader *reader, const char *key, gint64 least, gint64 most);
/* A number without an exponent, as base/json.h writes it. */
double arsip_json_read_real(ArsipJsonReader *reader, const char *key, double least, double most);

/* Whether all of the line was what was asked for, and nothing stands behind it. */
gboolean arsip_json_read_whole(const ArsipJsonReader *reader);

#endif
