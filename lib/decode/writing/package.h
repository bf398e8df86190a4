/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PACKAGE_H
#define ARSIP_DECODE_PACKAGE_H

#include "decode/source.h"

/*
 * A ZIP that is one document: its members, by name. Names are compared without regard to case and with
 * either slash, as writers differ in both.
 */
typedef struct ArsipPackage ArsipPackage;

/* source is borrowed and must outlive the package. DAMAGED (it has no sound directory), LIMIT. */
ArsipPackage *arsip_package_open(const ArsipSource *source, GError **error);
void arsip_package_free(ArsipPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPackage, arsip_package_free)

/* What is said of a document that is locked. The caller owns it. */
GError *arsip_package_locked(void);

gboolean arsip_package_has(const ArsipPackage *package, const char *name);

/*
 * Goes to the beginning of a member, and then gives its bytes as ArsipXmlFeed (xml.h) wants them. NOT_FOUND,
 * PASSWORD, DAMAGED, LIMIT: all that is taken out of a package counts, whatever its directory claims.
 */
gboolean arsip_package_enter(ArsipPackage *package, const char *name, GError **error);
gssize arsip_package_feed(gpointer package, guint8 *bytes, gsize length, GError **error);

/* A whole member of at most `most` bytes. */
GBytes *arsip_package_load(ArsipPackage *package, const char *name, gsize most, GError **error);

#endif
