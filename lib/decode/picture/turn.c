/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/turn.h"

void
arsip_turn_words(ArsipSeenWords *words, gint rotation, gint32 width, gint32 height)
{
    for (guint i = 0; i < words->len; i++) {
        ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        const ArsipSeen before = *word;
        switch (rotation) {
        case 90:
            word->left = height - before.bottom;
            word->top = before.left;
            word->right = height - before.top;
            word->bottom = before.right;
            break;
        case 180:
            word->left = width - before.right;
            word->top = height - before.bottom;
            word->right = width - before.left;
            word->bottom = height - before.top;
            break;
        case 270:
            word->left = before.top;
            word->top = width - before.right;
            word->right = before.bottom;
            word->bottom = width - before.left;
            break;
        default:
            break;
        }
    }
}

ArsipBox
arsip_turn_back(ArsipBox box, gint rotation, gint32 width, gint32 height)
{
    switch (rotation) {
    case 90:
        return (ArsipBox){box.y, height - box.x - box.width, box.height, box.width};
    case 180:
        return (ArsipBox){width - box.x - box.width, height - box.y - box.height, box.width, box.height};
    case 270:
        return (ArsipBox){width - box.y - box.height, box.x, box.height, box.width};
    default:
        return box;
    }
}
