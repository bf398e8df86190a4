/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_KEYS_H
#define ARSIP_DECODE_KEYS_H

#include <arsip/error.h>

struct archive;

/*
 * A locked archive, opened once more with each of several passwords alone. libarchive takes the first that
 * agrees with what a member keeps of its own, tries no other and does not tell which it took: with the
 * classic encryption of ZIP that is one byte (APPNOTE 6.1.6), two with AES, so that a wrong one passes now
 * and then.
 */
typedef struct ArsipKeys ArsipKeys;

/* fd, passwords: as of arsip_container_open(); both must outlive the keys. */
ArsipKeys *arsip_keys_new(int fd, const char *const *passwords);
void arsip_keys_free(ArsipKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipKeys, arsip_keys_free)

/*
 * The archive, opened with password `index` alone, before the bytes of its entry `number`, from 1; NULL where
 * it cannot be had. Numbers of one password must rise.
 */
struct archive *arsip_keys_turn(ArsipKeys *keys, guint index, guint64 number);

#endif
