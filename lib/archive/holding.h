/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_HOLDING_H
#define ARSIP_ARCHIVE_HOLDING_H

#include <arsip/archive.h>

/*
 * Has a connection hold more of the catalogue in memory for a while, for whoever goes through very much of it
 * in an order that is not its own: a catalogue of up to `most` bytes where the system has it anyway, mapped,
 * so that nothing is copied; of a larger one half as much in a cache of its own.
 *
 * A mapped page that cannot be read ends a program without a word. So all of it is read beforehand, and
 * nothing is mapped where anything is amiss, or in a place that is not this computer's own to write to, as a
 * disc or somebody's stick. What the system drops after that, and then cannot read again, is what remains.
 */
void arsip_catalogue_hold(ArsipArchive *archive, gsize most);
void arsip_catalogue_let_go(ArsipArchive *archive);

#endif
