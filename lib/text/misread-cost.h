/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_MISREAD_COST_H
#define ARSIP_TEXT_MISREAD_COST_H

#include <glib.h>

/* What each fault costs (text/misread.h says where the table comes from), for those alone that measure by it:
 * functions that are called for every letter stand here. */

/* Hundredths, so that sums are exact. */
#define ARSIP_MISREAD_LETTER 100 /* another one, a missing one, one too many */
#define ARSIP_MISREAD_SHAPE  50  /* another one of much the same shape */
#define ARSIP_MISREAD_SAME   30  /* one that hardly anybody can tell from it: O and 0 */
#define ARSIP_MISREAD_JOINED 40  /* two that look like one, or one like two */
#define ARSIP_MISREAD_NARROW 70  /* an overlooked i, l, t, r, j or f */
#define ARSIP_MISREAD_TURNED 90  /* two in each other's place: typed so, not read */

/* Letters of one group are confused with one another; a letter may be in several. First the groups of the
 * same look, then those of much the same shape. */
enum {
    ARSIP_IS_O0 = 1 << 0,
    ARSIP_IS_L1I = 1 << 1,
    ARSIP_IS_S5 = 1 << 2,
    ARSIP_IS_B8 = 1 << 3,
    ARSIP_IS_Z2 = 1 << 4,
    ARSIP_IS_G9Q = 1 << 5,
    ARSIP_LOOKS = (1 << 6) - 1,
    ARSIP_IS_EC = 1 << 6,
    ARSIP_IS_OA = 1 << 7,
    ARSIP_IS_UI = 1 << 8,
    ARSIP_IS_UA = 1 << 9,
    ARSIP_IS_NARROW = 1 << 10,
    ARSIP_IS_HNB = 1 << 11,
    ARSIP_IS_NMU = 1 << 12,
    ARSIP_IS_JYG = 1 << 13,
    ARSIP_IS_VYW = 1 << 14,
    ARSIP_IS_DB = 1 << 15,
    ARSIP_IS_AE = 1 << 16
};

static const guint32 arsip_misread_groups[128] = {
    ['0'] = ARSIP_IS_O0,
    ['1'] = ARSIP_IS_L1I | ARSIP_IS_NARROW,
    ['2'] = ARSIP_IS_Z2,
    ['5'] = ARSIP_IS_S5,
    ['8'] = ARSIP_IS_B8,
    ['9'] = ARSIP_IS_G9Q,
    ['a'] = ARSIP_IS_OA | ARSIP_IS_UA | ARSIP_IS_AE,
    ['b'] = ARSIP_IS_B8 | ARSIP_IS_HNB | ARSIP_IS_DB,
    ['c'] = ARSIP_IS_EC,
    ['d'] = ARSIP_IS_DB,
    ['e'] = ARSIP_IS_EC | ARSIP_IS_AE,
    ['f'] = ARSIP_IS_NARROW,
    ['g'] = ARSIP_IS_G9Q | ARSIP_IS_JYG,
    ['h'] = ARSIP_IS_HNB,
    ['i'] = ARSIP_IS_L1I | ARSIP_IS_UI | ARSIP_IS_NARROW,
    ['j'] = ARSIP_IS_NARROW | ARSIP_IS_JYG,
    ['l'] = ARSIP_IS_L1I | ARSIP_IS_NARROW,
    ['m'] = ARSIP_IS_NMU,
    ['n'] = ARSIP_IS_HNB | ARSIP_IS_NMU,
    ['o'] = ARSIP_IS_O0 | ARSIP_IS_OA,
    ['q'] = ARSIP_IS_G9Q,
    ['r'] = ARSIP_IS_NARROW,
    ['s'] = ARSIP_IS_S5,
    ['t'] = ARSIP_IS_NARROW,
    ['u'] = ARSIP_IS_UI | ARSIP_IS_UA | ARSIP_IS_NMU,
    ['v'] = ARSIP_IS_VYW,
    ['w'] = ARSIP_IS_VYW,
    ['y'] = ARSIP_IS_JYG | ARSIP_IS_VYW,
    ['z'] = ARSIP_IS_Z2,
};

static inline guint
arsip_misread_letter(gunichar meant, gunichar read)
{
    guint32 shared;

    if (meant == read)
        return 0;
    if (meant >= 128 || read >= 128)
        return ARSIP_MISREAD_LETTER;
    shared = arsip_misread_groups[meant] & arsip_misread_groups[read];
    return (shared & ARSIP_LOOKS) != 0 ? ARSIP_MISREAD_SAME
           : shared != 0               ? ARSIP_MISREAD_SHAPE
                                       : ARSIP_MISREAD_LETTER;
}

static inline guint
arsip_misread_loss(gunichar c)
{
    return c < 128 && c != '1' && (arsip_misread_groups[c] & ARSIP_IS_NARROW) != 0 ? ARSIP_MISREAD_NARROW
                                                                                   : ARSIP_MISREAD_LETTER;
}

/* The letter that two look like; 0 for none. */
static inline gunichar
arsip_misread_joined(gunichar first, gunichar second)
{
    switch (second) {
    case 'n':
        return first == 'r' ? 'm' : first == 'n' ? 'm' : 0;
    case 'l':
        return first == 'c' ? 'd' : 0;
    case 'v':
        return first == 'v' ? 'w' : 0;
    case 'i':
        return first == 'i' ? 'u' : first == 'l' ? 'h' : first == 'r' ? 'n' : 0;
    case 'c':
        return first == 'i' ? 'k' : 0;
    default:
        return 0;
    }
}

#endif
