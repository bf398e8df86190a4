/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SYNONYM_FILE_H
#define ARSIP_SEARCH_SYNONYM_FILE_H

#include <glib.h>

/* A name in a line of a synonym file (search/synonym.h). */
typedef struct {
    char *written;
    char *folded; /* its tokens, parted by spaces */
    char *scope;  /* zone or field, or NULL */
    gboolean is_acronym;
} ArsipNamed;

ArsipNamed *arsip_named_copy(const ArsipNamed *named);
void arsip_named_free(ArsipNamed *named);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipNamed, arsip_named_free)

/* names: of ArsipNamed, borrowed; the first n_equal are those that mean one another. */
typedef void (*ArsipSynonymLineFunc)(const GPtrArray *names, guint n_equal, gpointer data);

/*
 * The lines of all files FOLDER/ *.txt, in the order of their names. faults: gets what is wrong, of char, as
 * `words/kantor.txt: line 7: expected ...`. A file of more than 1 MiB is a fault.
 */
void arsip_synonym_files_read(const char *folder, ArsipSynonymLineFunc each, gpointer data,
                              GPtrArray *faults);

#endif
