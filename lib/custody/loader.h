/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_LOADER_H
#define ARSIP_CUSTODY_LOADER_H

#include "archive/whole.h"

/*
 * Loads documents whole, one after the other, in a thread of its own, some ahead of who takes them. Until it
 * is freed the archive's catalogue is the thread's alone.
 */
typedef struct ArsipLoader ArsipLoader;

/* Looks at each document when it has been loaded, in the thread; FALSE ends the loading with its error. May
 * be NULL. */
typedef gboolean (*ArsipLoaderSee)(const ArsipWhole *whole, gpointer data, GError **error);

/* names: of ArsipWholeName, borrowed; goes: see arsip_whole_walk_new(). data: for both. */
ArsipLoader *arsip_loader_new(ArsipArchive *archive, const GArray *names, ArsipWholeGoes goes,
                              ArsipLoaderSee see, gpointer data);
/* Ends it where it is. */
void arsip_loader_free(ArsipLoader *loader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLoader, arsip_loader_free)

/* The next document, borrowed until another one is asked for; all its pages are to be taken before that, in
 * their order, each borrowed until the next is asked for. NULL at the end, and on failure. */
const ArsipWhole *arsip_loader_document(ArsipLoader *loader, GError **error);
const ArsipWholePage *arsip_loader_page(ArsipLoader *loader, GError **error);

#endif
