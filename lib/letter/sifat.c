/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/field.h"
#include "letter/spelling.h"

#include <string.h>

static const char *const classes[] = {"biasa", "segera",  "penting", "rahasia", "terbatas",
                                      "kilat", "terbuka", "umum",    NULL};
static const char *const degrees[] = {"sangat", "amat", NULL};

static const char *const class_names[] = {"Biasa",    "Segera", "Penting", "Rahasia",
                                          "Terbatas", "Kilat",  "Terbuka", "Umum"};
static const char *const degree_names[] = {"Sangat", "Amat"};

/* One word as an office would print it, or NULL. */
static const char *
class_word(const char *word, gsize length, gboolean *is_degree)
{
    g_autofree char *folded = arsip_spelling_fold(word, length);
    gint at = arsip_spelling_find(folded, degrees);

    *is_degree = at >= 0;
    if (at >= 0)
        return degree_names[at];
    at = arsip_spelling_find(folded, classes);
    return at >= 0 ? class_names[at] : NULL;
}

/*
 * "Sangat Rahasia", "Biasa/Segera". NULL where the value begins with another word, or names several
 * classes with nothing to join them (boxes to tick, and a tick that nobody can see).
 */
static char *
read_classes(const char *text)
{
    g_autoptr(GString) value = g_string_new(NULL);
    gboolean expects_class = TRUE;

    for (const char *at = text; *at != '\0';) {
        gsize gap = strcspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789|");
        gboolean is_joined =
            memchr(at, '/', gap) != NULL || memchr(at, ',', gap) != NULL || memchr(at, '&', gap) != NULL;
        gsize n = strcspn(at + gap, " /,&.;:()-");
        gboolean is_degree;
        const char *word = class_word(at + gap, n, &is_degree);

        if (word == NULL)
            break;
        if (!expects_class && !is_joined)
            return NULL;
        if (value->len > 0)
            g_string_append_c(value, is_joined ? '/' : ' ');
        g_string_append(value, word);
        expects_class = is_degree;
        at += gap + n;
    }
    return value->len > 0 && !expects_class ? g_strdup(value->str) : NULL;
}

ArsipField *
arsip_sifat_read(const ArsipHead *head)
{
    const ArsipHeadCaption *found;
    ArsipExtent extent;

    for (guint at = 0; (found = arsip_head_next(head, ARSIP_CAPTION_SIFAT, &at)) != NULL;) {
        const ArsipLine *line;
        g_autofree char *text = NULL;
        char *value;

        if (!arsip_caption_value(head->sheet, found->line, &found->caption, &extent))
            continue;
        line = arsip_sheet_line(head->sheet, extent.line);
        text = g_strndup(line->text + extent.from, extent.to - extent.from);
        value = read_classes(text);
        if (value != NULL)
            return arsip_field_new("sifat", value,
                                   arsip_line_place(head->sheet, line, extent.from, extent.to));
    }
    return NULL;
}
