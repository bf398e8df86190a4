/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/field-code.h"

#include <string.h>

/* Longer than any code that is of interest here. */
#define CODE_MAX 200

typedef struct {
    gboolean shows;
    gboolean is_page_number;
} OpenField;

void
arsip_field_codes_init(ArsipFieldCodes *fields)
{
    fields->open = g_array_new(FALSE, FALSE, sizeof(OpenField));
    fields->code = g_string_new(NULL);
}

void
arsip_field_codes_clear(ArsipFieldCodes *fields)
{
    g_array_unref(fields->open);
    g_string_free(fields->code, TRUE);
}

static OpenField *
innermost(const ArsipFieldCodes *fields)
{
    return fields->open->len > 0 ? &g_array_index(fields->open, OpenField, fields->open->len - 1) : NULL;
}

void
arsip_field_codes_mark(ArsipFieldCodes *fields, const char *mark)
{
    OpenField *last = innermost(fields);
    OpenField begun = {FALSE, FALSE};

    if (g_str_equal(mark, "begin")) {
        g_array_append_val(fields->open, begun);
        g_string_truncate(fields->code, 0);
    } else if (g_str_equal(mark, "separate") && last != NULL) {
        last->shows = TRUE;
        last->is_page_number = arsip_field_code_is_page_number(fields->code->str);
    } else if (g_str_equal(mark, "end") && last != NULL) {
        g_array_set_size(fields->open, fields->open->len - 1);
    }
}

void
arsip_field_codes_add(ArsipFieldCodes *fields, const char *code, gsize length)
{
    if (fields->code->len < CODE_MAX)
        g_string_append_len(fields->code, code, (gssize)MIN(length, CODE_MAX));
}

void
arsip_field_codes_end_paragraph(ArsipFieldCodes *fields)
{
    while (innermost(fields) != NULL && !innermost(fields)->shows)
        g_array_set_size(fields->open, fields->open->len - 1);
}

gboolean
arsip_field_codes_show(const ArsipFieldCodes *fields)
{
    for (guint i = 0; i < fields->open->len; i++) {
        const OpenField *field = &g_array_index(fields->open, OpenField, i);
        if (!field->shows || field->is_page_number)
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_field_code_is_page_number(const char *code)
{
    static const char *const kinds[] = {"PAGE", "NUMPAGES", "SECTIONPAGES", NULL};

    code += strspn(code, " \t");
    g_autofree char *kind = g_strndup(code, strcspn(code, " \t\\"));
    return g_strv_contains(kinds, kind);
}
