/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (256 * 1024)

struct ArsipHash {
    EVP_MD_CTX *context;
    guint8 *block; /* what a file is read into; NULL: none was read yet */
};

/* EVP fails here only for want of memory or of SHA-256 itself: like GLib, that ends the program. */
static void
must(int ok)
{
    if (ok != 1)
        g_error("SHA-256 is not to be had from libcrypto");
}

/* libcrypto looks an algorithm up anew each time that it is asked for by name (3.0): longer than a short
 * message takes. */
static gpointer
fetch_algorithm(G_GNUC_UNUSED gpointer data)
{
    EVP_MD *algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);

    must(algorithm != NULL);
    return algorithm;
}

static const EVP_MD *
algorithm_once(void)
{
    static GOnce once = G_ONCE_INIT;

    return g_once(&once, fetch_algorithm, NULL);
}

ArsipHash *
arsip_hash_new(void)
{
    ArsipHash *hash = g_new0(ArsipHash, 1);

    hash->context = EVP_MD_CTX_new();
    must(hash->context != NULL);
    must(EVP_DigestInit_ex(hash->context, algorithm_once(), NULL));
    return hash;
}

void
arsip_hash_free(ArsipHash *hash)
{
    if (hash == NULL)
        return;
    EVP_MD_CTX_free(hash->context);
    g_free(hash->block);
    g_free(hash);
}

void
arsip_hash_update(ArsipHash *hash, const void *bytes, gsize length)
{
    must(EVP_DigestUpdate(hash->context, bytes, length));
}

void
arsip_hash_finish(ArsipHash *hash, guint8 digest[ARSIP_HASH_SIZE])
{
    must(EVP_DigestFinal_ex(hash->context, digest, NULL));
    must(EVP_DigestInit_ex(hash->context, NULL, NULL));
}

gboolean
arsip_hash_file(int fd, const char *name, guint8 digest[ARSIP_HASH_SIZE], guint64 *size, GError **error)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();

    return arsip_hash_file_by(hash, fd, name, G_MAXUINT64, digest, size, error);
}

gboolean
arsip_hash_file_by(ArsipHash *hash, int fd, const char *name, guint64 expected,
                   guint8 digest[ARSIP_HASH_SIZE], guint64 *size, GError **error)
{
    guint64 total = 0;

    if (hash->block == NULL)
        hash->block = g_malloc(BLOCK);
    while (total != expected) {
        ssize_t got = pread(fd, hash->block, BLOCK, (off_t)total);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int saved_errno = errno;

            arsip_hash_finish(hash, digest);
            return arsip_set_errno(error, saved_errno, name, _("cannot be read"));
        }
        if (got == 0)
            break;
        arsip_hash_update(hash, hash->block, (gsize)got);
        total += (guint64)got;
    }
    arsip_hash_finish(hash, digest);
    if (size != NULL)
        *size = total;
    return TRUE;
}

void
arsip_hash_write_hex(const guint8 digest[ARSIP_HASH_SIZE], char hex[ARSIP_HASH_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";

    for (gsize i = 0; i < ARSIP_HASH_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * ARSIP_HASH_SIZE] = '\0';
}

char *
arsip_hash_hex(const guint8 digest[ARSIP_HASH_SIZE])
{
    char *hex = g_malloc(ARSIP_HASH_HEX_SIZE);

    arsip_hash_write_hex(digest, hex);
    return hex;
}

/* -1 for what is no hexadecimal digit. */
static int
value_of(char digit)
{
    char lower = (char)(digit | 0x20);

    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

gboolean
arsip_hash_from_hex(const char *hex, guint8 digest[ARSIP_HASH_SIZE])
{
    if (strlen(hex) != 2 * ARSIP_HASH_SIZE)
        return FALSE;
    for (gsize i = 0; i < ARSIP_HASH_SIZE; i++) {
        int high = value_of(hex[2 * i]);
        int low = value_of(hex[2 * i + 1]);

        if (high < 0 || low < 0)
            return FALSE;
        digest[i] = (guint8)(high * 16 + low);
    }
    return TRUE;
}
