/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PLAN_H
#define ARSIP_DECODE_PLAN_H

/*
 * What can be left out of reading a page, so that what each of them brings can be measured. Reading itself
 * leaves out nothing: 0.
 */
typedef enum {
    ARSIP_LEAVE_SCALING = 1 << 0,
    ARSIP_LEAVE_EVENING = 1 << 1,
    ARSIP_LEAVE_SPECKS = 1 << 2,
    ARSIP_LEAVE_TURNING = 1 << 3,
    ARSIP_LEAVE_SKEW = 1 << 4,
    ARSIP_LEAVE_RULES = 1 << 5,
    ARSIP_LEAVE_SAUVOLA = 1 << 6,
    ARSIP_LEAVE_RESCUE = 1 << 7,
    ARSIP_LEAVE_STAMPS = 1 << 8,
    ARSIP_LEAVE_NOISE = 1 << 9,
    ARSIP_LEAVE_SPACING = 1 << 10,
    ARSIP_LEAVE_DARK = 1 << 11,
} ArsipLeaveOut;

#endif
