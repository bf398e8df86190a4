/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <openssl/evp.h>
#include <string.h>

struct ArsipDigest {
    EVP_MD_CTX *contexts[ARSIP_DIGEST_KINDS]; /* NULL: not in the set */
    char texts[ARSIP_DIGEST_KINDS][2 * EVP_MAX_MD_SIZE + 1];
};

static const char *const names[] = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"};
G_STATIC_ASSERT(G_N_ELEMENTS(names) == ARSIP_DIGEST_KINDS);

/* As in base/hash.c: only without memory, or without the algorithm. */
static void
must(int ok)
{
    if (ok != 1)
        g_error("a checksum is not to be had from libcrypto");
}

gboolean
arsip_digest_kind_from_name(const char *name, ArsipDigestKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(names[i], name) == 0) {
            *kind = (ArsipDigestKind)i;
            return TRUE;
        }
    return FALSE;
}

ArsipDigest *
arsip_digest_new(ArsipDigestSet set)
{
    ArsipDigest *digest = g_new0(ArsipDigest, 1);

    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++) {
        if ((set & ARSIP_DIGEST_BIT(i)) == 0)
            continue;
        digest->contexts[i] = EVP_MD_CTX_new();
        must(digest->contexts[i] != NULL);
        must(EVP_DigestInit_ex(digest->contexts[i], EVP_get_digestbyname(names[i]), NULL));
    }
    return digest;
}

void
arsip_digest_free(ArsipDigest *digest)
{
    if (digest == NULL)
        return;
    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++)
        EVP_MD_CTX_free(digest->contexts[i]);
    g_free(digest);
}

void
arsip_digest_update(ArsipDigest *digest, const void *bytes, gsize length)
{
    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++)
        if (digest->contexts[i] != NULL)
            must(EVP_DigestUpdate(digest->contexts[i], bytes, length));
}

static void
end_one(EVP_MD_CTX *context, char *text)
{
    static const char digits[] = "0123456789abcdef";
    guint8 bytes[EVP_MAX_MD_SIZE];
    guint n = 0;

    must(EVP_DigestFinal_ex(context, bytes, &n));
    must(EVP_DigestInit_ex(context, NULL, NULL));
    for (guint i = 0; i < n; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * n] = '\0';
}

void
arsip_digest_end(ArsipDigest *digest)
{
    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++)
        if (digest->contexts[i] != NULL)
            end_one(digest->contexts[i], digest->texts[i]);
}

const char *
arsip_digest_text(const ArsipDigest *digest, ArsipDigestKind kind)
{
    return digest->contexts[kind] != NULL ? digest->texts[kind] : NULL;
}
