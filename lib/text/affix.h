/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_AFFIX_H
#define ARSIP_TEXT_AFFIX_H

/* The affixes of Indonesian (text/form.h), for those alone that take them off words. */

/* Prefixes that a word may have, one before the other. */
#define ARSIP_PREFIXES_MOST 2

/* What stands before a root; restored: the letters one of which the nasal may have swallowed. */
typedef struct {
    const char *prefix;
    const char *restored;
} ArsipPrefix;

static const ArsipPrefix arsip_prefixes[] = {
    {"di", ""},    {"ke", ""},    {"se", ""},    {"ber", ""},  {"bel", ""},  {"be", ""},
    {"ter", ""},   {"te", ""},    {"per", ""},   {"pel", ""},  {"pe", ""},   {"me", ""},
    {"meng", "k"}, {"menge", ""}, {"meny", "s"}, {"mem", "p"}, {"men", "t"}, {"peng", "k"},
    {"penge", ""}, {"peny", "s"}, {"pem", "p"},  {"pen", "t"},
};

static const char *const arsip_particles[] = {"nya", "lah", "kah", "pun"};
static const char *const arsip_suffixes[] = {"kan", "an", "i"};

#endif
