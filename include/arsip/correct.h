/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CORRECT_H
#define ARSIP_CORRECT_H

#include <arsip/archive.h>

/* What persons decide. Nothing automatic ever overwrites it; each change is an event that keeps the old
 * value. */

/*
 * A field as people give it, "name=value": the name in lower case, a date in any shape as YYYY-MM-DD. USAGE,
 * with what was expected. The caller owns both.
 */
gboolean arsip_field_parse(const char *text, char **name, char **value, GError **error);

typedef struct {
    const char *const *set; /* "name=value", NULL-terminated, or NULL; an empty value: the letter has none */
    const char *name;       /* or NULL */
    const char *note;       /* or NULL */
    guint page;             /* with text: whose text is set; 0 none */
    const char *text;       /* UTF-8 */
} ArsipCorrection;

gboolean arsip_correct(ArsipArchive *archive, gint64 document, const ArsipCorrection *correction,
                       GError **error);

/* By hand, for good. is_changed (may be NULL): FALSE when it was so already. */
gboolean arsip_label_add(ArsipArchive *archive, gint64 document, const char *label, const char *why,
                         gboolean *is_changed, GError **error);
gboolean arsip_label_remove(ArsipArchive *archive, gint64 document, const char *label, const char *why,
                            gboolean *is_changed, GError **error);

/* Hidden everywhere, kept on disk: all of them or, when one cannot be, none. USAGE when one is so already. */
gboolean arsip_withdraw(ArsipArchive *archive, const gint64 *documents, gsize count, const char *why,
                        GError **error);
gboolean arsip_restore(ArsipArchive *archive, const gint64 *documents, gsize count, const char *why,
                       GError **error);

#endif
