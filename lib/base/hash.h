/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_HASH_H
#define ARSIP_BASE_HASH_H

#include <arsip/error.h>

/* SHA-256 (FIPS 180-4) by OpenSSL's EVP. */
#define ARSIP_HASH_SIZE 32

typedef struct ArsipHash ArsipHash;

ArsipHash *arsip_hash_new(void);
void arsip_hash_free(ArsipHash *hash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipHash, arsip_hash_free)

void arsip_hash_update(ArsipHash *hash, const void *bytes, gsize length);

/* Gives the digest and makes the hash ready for another message. */
void arsip_hash_finish(ArsipHash *hash, guint8 digest[ARSIP_HASH_SIZE]);

/* Of a whole file from its beginning, whatever its offset. size may be NULL. `name` is for the error. */
gboolean arsip_hash_file(int fd, const char *name, guint8 digest[ARSIP_HASH_SIZE], guint64 *size,
                         GError **error);

/*
 * The same with a hash of the caller's, for many files one after the other: what is made for a hash takes
 * longer than a short file. expected: the size that the system gave, beyond which nothing is looked for; of a
 * file that became shorter `size` says so. G_MAXUINT64: up to the end. Failed or not, the hash is ready for
 * another message.
 */
gboolean arsip_hash_file_by(ArsipHash *hash, int fd, const char *name, guint64 expected,
                            guint8 digest[ARSIP_HASH_SIZE], guint64 *size, GError **error);

/* Lower-case hexadecimal and back; FALSE unless it is 64 hexadecimal digits. */
#define ARSIP_HASH_HEX_SIZE (2 * ARSIP_HASH_SIZE + 1)
char *arsip_hash_hex(const guint8 digest[ARSIP_HASH_SIZE]);
void arsip_hash_write_hex(const guint8 digest[ARSIP_HASH_SIZE], char hex[ARSIP_HASH_HEX_SIZE]);
gboolean arsip_hash_from_hex(const char *hex, guint8 digest[ARSIP_HASH_SIZE]);

#endif
