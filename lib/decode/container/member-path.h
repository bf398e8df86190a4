/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MEMBER_PATH_H
#define ARSIP_DECODE_MEMBER_PATH_H

struct archive_entry;

/*
 * The path of an entry, made fit for ArsipMember: never absolute, without `..`, never empty. As UTF-8 where
 * the archive or its format says which characters they are; bytes that nothing is known of stay what they
 * are. format: libarchive's. It needs a locale with UTF-8. The caller owns the result.
 */
char *arsip_member_path(struct archive_entry *entry, int format);

/* The same of the earlier entry that this one is a hard link to; NULL where it brings bytes of its own. */
char *arsip_member_target(struct archive_entry *entry, int format);

#endif
