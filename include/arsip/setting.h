/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SETTING_H
#define ARSIP_SETTING_H

#include <arsip/archive.h>

/* What an office has decided for its archive, whoever works on it: kept in the catalogue. */
typedef struct {
    const char *name;    /* "deadline" */
    const char *meaning; /* one line */
    const char *unit;    /* "seconds"; "" where there is none */
    gboolean is_number;
    gboolean is_set; /* by somebody; else the value is the default */
    char *value;
    char *standard; /* the default */
} ArsipSetting;

/* All there are, of ArsipSetting, in a fixed order. */
GPtrArray *arsip_setting_list(ArsipArchive *archive, GError **error);

/* value: "" goes back to the default. An event tells the value before and after. USAGE, NOT_FOUND. */
gboolean arsip_setting_change(ArsipArchive *archive, const char *name, const char *value, GError **error);

/* Whether the name and the value would be taken. */
gboolean arsip_setting_check(const char *name, const char *value, GError **error);

#endif
