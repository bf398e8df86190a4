/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_DIGEST_H
#define ARSIP_BASE_DIGEST_H

#include <arsip/error.h>

/* Several checksums of the same bytes, as others name and want them; what the archive itself goes by is
 * base/hash.h. */
typedef enum {
    ARSIP_DIGEST_MD5,
    ARSIP_DIGEST_SHA1,
    ARSIP_DIGEST_SHA224,
    ARSIP_DIGEST_SHA256,
    ARSIP_DIGEST_SHA384,
    ARSIP_DIGEST_SHA512,
    ARSIP_DIGEST_KINDS
} ArsipDigestKind;

/* As file names have them: "sha256". FALSE for what is not known. */
gboolean arsip_digest_kind_from_name(const char *name, ArsipDigestKind *kind);

/* One bit for each kind. */
typedef guint ArsipDigestSet;
#define ARSIP_DIGEST_BIT(kind) (1u << (kind))

typedef struct ArsipDigest ArsipDigest;
ArsipDigest *arsip_digest_new(ArsipDigestSet set);
void arsip_digest_free(ArsipDigest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDigest, arsip_digest_free)

void arsip_digest_update(ArsipDigest *digest, const void *bytes, gsize length);

/* Ends the message; another may follow. The texts below are of this one, until the next end. */
void arsip_digest_end(ArsipDigest *digest);
/* Lower-case hexadecimal, borrowed; NULL for a kind that is not in the set. */
const char *arsip_digest_text(const ArsipDigest *digest, ArsipDigestKind kind);

#endif
