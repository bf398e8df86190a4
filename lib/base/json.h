/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_JSON_H
#define ARSIP_BASE_JSON_H

#include <glib.h>
#include <stdio.h>

/*
 * Writes one JSON value (RFC 8259) on one line. json-glib prints 93.1 as 93.099999999999994, which nobody
 * wants to read in an export; this is all of JSON that arsip writes. base/json-reader.h reads it back.
 *
 * key may be NULL inside arrays and for the outermost value; it is ASCII that stands as it is. Strings must
 * be UTF-8; what is none becomes U+FFFD.
 */
typedef struct ArsipJson ArsipJson;

ArsipJson *arsip_json_new(void);
void arsip_json_free(ArsipJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipJson, arsip_json_free)

void arsip_json_object(ArsipJson *json, const char *key);
void arsip_json_array(ArsipJson *json, const char *key);
void arsip_json_end(ArsipJson *json); /* of the innermost object or array */

void arsip_json_text(ArsipJson *json, const char *key, const char *value); /* NULL gives null */
/* The same under a key that somebody else chose. */
void arsip_json_named_text(ArsipJson *json, const char *name, const char *value);
void arsip_json_base64(ArsipJson *json, const char *key, const void *bytes, gsize length);
void arsip_json_number(ArsipJson *json, const char *key, gint64 value);
void arsip_json_number_text(ArsipJson *json, const char *key, gint64 value); /* in quotes */
void arsip_json_real(ArsipJson *json, const char *key, double value,
                     guint decimals); /* trailing zeros dropped */
void arsip_json_truth(ArsipJson *json, const char *key, gboolean value);

/* The line so far, without a line feed; borrowed until the next call. */
const char *arsip_json_line(const ArsipJson *json);
/* Writes the line so far and goes on with it: nobody has to hold a line of many megabytes. */
void arsip_json_flush(ArsipJson *json, FILE *out);
/* Writes the line, or what is left of it, with a line feed, and begins anew. */
void arsip_json_write_line(ArsipJson *json, FILE *out);
/* Begins anew. */
void arsip_json_reset(ArsipJson *json);

#endif
