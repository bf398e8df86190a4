/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_AFFIX_H
#define ARSIP_TEXT_AFFIX_H

#include <glib.h>

/* The affixes of Indonesian (text/form.h), for those alone that take them off words. */

/* Prefixes that a word may have, one before the other. */
#define ARSIP_PREFIXES_MOST 2

#define ARSIP_VOWELS "aeiou"

/*
 * What stands before a root. first: letters one of which the root must begin with, NULL for any. swallowed:
 * the letter that the nasal has taken the place of, before a vowel. May it stand behind another prefix?
 */
typedef struct {
    const char *prefix;
    const char *first;
    char swallowed;
    gboolean is_inner;
} ArsipPrefix;

static const ArsipPrefix arsip_prefixes[] = {
    {"di", NULL, 0, FALSE},
    {"ke", NULL, 0, TRUE},
    {"se", NULL, 0, TRUE},
    {"ber", "abcdefghijklmnopqstuvwyz", 0, TRUE},
    {"be", "rkst", 0, TRUE}, /* bekerja, beserta, beternak: for the latter see form.c */
    {"ter", "abcdefghijklmnopqstuvwyz", 0, TRUE},
    {"te", "r", 0, TRUE},
    {"per", "abcdefghijklmnopqstuvwyz", 0, TRUE},
    {"pe", "bcdfghjklmnpqrstvwyz", 0, TRUE},
    {"me", "lmnrwy", 0, FALSE},
    {"mem", "bfpv", 'p', FALSE},
    {"men", "cdjstz", 't', FALSE},
    {"meny", "", 's', FALSE},
    {"meng", ARSIP_VOWELS "ghkq", 'k', FALSE},
    {"pem", "bfpv", 'p', TRUE},
    {"pen", "cdjstz", 't', TRUE},
    {"peny", "", 's', TRUE},
    {"peng", ARSIP_VOWELS "ghkq", 'k', TRUE},
};

static const char *const arsip_particles[] = {"nya", "lah", "kah", "pun"};
static const char *const arsip_suffixes[] = {"kan", "an", "i"};

#endif
