/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_MAPPING_H
#define ARSIP_ARCHIVE_MAPPING_H

#include <arsip/archive.h>

/*
 * Has the connection read a catalogue of up to `most` bytes where the system holds it, without copies of its
 * own. It counts as this program's memory from then on. What of a mapped file cannot be read ends a program
 * without a word, so that all of it is looked at beforehand. FALSE, and nothing is mapped, where it is
 * larger, anything is amiss, or the system is too old to look.
 */
gboolean arsip_catalogue_map(ArsipArchive *archive, gsize most);

#endif
