/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_IMAGE_H
#define ARSIP_IMAGE_H

#include <arsip/document.h>

#include "readers.h"

/* What `show` was told of the picture that it shall make. */
typedef struct {
    char *path;  /* NULL: none is asked for */
    char *query; /* or NULL */
    gboolean is_forced;
    ArsipReaderWords readers;
} ArsipImageWords;

/* For the table of the command's options; `words` is a pointer. */
#define ARSIP_IMAGE_ENTRIES(words)                                                                           \
    {"image",                                                                                                \
     'i',                                                                                                    \
     0,                                                                                                      \
     G_OPTION_ARG_FILENAME,                                                                                  \
     &(words)->path,                                                                                         \
     N_("draw the page into this PNG, with the words marked that its labels come from"),                     \
     N_("FILE")},                                                                                            \
        {"query",                                                                                            \
         0,                                                                                                  \
         0,                                                                                                  \
         G_OPTION_ARG_STRING,                                                                                \
         &(words)->query,                                                                                    \
         N_("with --image: mark what this finds instead"),                                                   \
         N_("QUERY")},                                                                                       \
        {"force", 0, 0, G_OPTION_ARG_NONE, &(words)->is_forced, N_("overwrite an existing file"), NULL},     \
    {                                                                                                        \
        "password-file", 0, 0, G_OPTION_ARG_FILENAME, &(words)->readers.password_file,                       \
            N_("passwords for locked files, one a line"), N_("FILE")                                         \
    }

void arsip_image_words_clear(ArsipImageWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipImageWords, arsip_image_words_clear)

/* Makes the picture of a page, or of the only one where number is 0. Returns the exit status. */
int arsip_image_make(ArsipArchive *archive, const ArsipDocument *document, guint number,
                     ArsipImageWords *words);

#endif
