/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_SCHEMA_H
#define ARSIP_ARCHIVE_SCHEMA_H

#include <glib.h>

/* The catalogue's schema that this program writes. */
#define ARSIP_SCHEMA_VERSION 7

/* So many documents are struck off together when the labels or the date of one change (search/strip.h). The
 * triggers of every archive have the number: another one needs a migration. */
#define ARSIP_SCHEMA_STRIP 4000

/* SQL, in parts up to a NULL, that brings schema `from` to `from` + 1 (0: an empty file); NULL when there is
 * none. */
const char *const *arsip_schema_step(guint from);

/*
 * SQL for a connection that must not write: it shows an older schema to SELECT as this program's own, so that
 * a copy on a medium that nobody can write can be read for ever. NULL where there is nothing to do.
 */
const char *arsip_schema_view(guint schema);

#endif
