/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/leaf.h"

#include <string.h>

/* A page with fewer letters and digits than this has hardly a word. */
#define BARE_PAGE 100

static void
free_leaf(ArsipLeaf *leaf)
{
    g_free(leaf->text);
    g_free(leaf->picture);
    g_free(leaf);
}

GPtrArray *
arsip_leaves_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)free_leaf);
}

static void
clear_picture(ArsipLeafPicture *picture)
{
    g_free(picture->path);
}

GArray *
arsip_leaf_pictures_new(void)
{
    GArray *pictures = g_array_new(FALSE, FALSE, sizeof(ArsipLeafPicture));

    g_array_set_clear_func(pictures, (GDestroyNotify)clear_picture);
    return pictures;
}

/* Drawings (EMF, WMF, SVG) are charts and decoration, and cannot be recognised. */
static gboolean
is_raster(const char *path)
{
    static const char *const endings[] = {".jpeg", ".jpg", ".jpe", ".jfif", ".png", ".tif",
                                          ".tiff", ".bmp", ".gif", ".webp", NULL};
    const char *ending = strrchr(path, '.');
    g_autofree char *folded = ending != NULL ? g_ascii_strdown(ending, -1) : NULL;

    return folded != NULL && g_strv_contains(endings, folded);
}

void
arsip_leaf_pictures_add(GArray *pictures, const char *path, double share)
{
    if (share < ARSIP_SHARE_OF_BARE_PAGE || !is_raster(path))
        return;
    ArsipLeafPicture picture = {g_strdup(path), share};
    g_array_append_val(pictures, picture);
}

static gboolean
has_hardly_a_word(const char *text)
{
    guint n_letters = 0;

    for (; *text != '\0' && n_letters < BARE_PAGE; text = g_utf8_next_char(text))
        n_letters += g_unichar_isalnum(g_utf8_get_char(text)) ? 1 : 0;
    return n_letters < BARE_PAGE;
}

static void
add_leaf(GPtrArray *leaves, char *text, const char *picture)
{
    ArsipLeaf *leaf = g_new0(ArsipLeaf, 1);

    leaf->text = text;
    leaf->picture = g_strdup(picture);
    g_ptr_array_add(leaves, leaf);
}

void
arsip_leaves_add(GPtrArray *leaves, char *text, const GArray *pictures)
{
    double least = has_hardly_a_word(text) ? ARSIP_SHARE_OF_BARE_PAGE : ARSIP_SHARE_OF_PAGE;
    gboolean has_text = *text != '\0';
    guint before = leaves->len;

    if (has_text)
        add_leaf(leaves, text, NULL);
    for (guint i = 0; i < pictures->len; i++) {
        const ArsipLeafPicture *picture = &g_array_index(pictures, ArsipLeafPicture, i);
        if (picture->share >= least)
            add_leaf(leaves, NULL, picture->path);
    }
    if (leaves->len == before)
        add_leaf(leaves, text, NULL);
    else if (!has_text)
        g_free(text);
}
