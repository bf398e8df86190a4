/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_WORDS_H
#define ARSIP_READER_WORDS_H

#include <arsip/ingest.h>

#include "command.h"

/* The options of commands that have pages read. */
typedef struct {
    int jobs, wait;
    gboolean is_nice, is_quiet;
    char *languages;
    char *password_file;
    char **passwords;
} ArsipReaderWords;

#define ARSIP_READER_WORDS                                                                                   \
    (ArsipReaderWords)                                                                                       \
    {                                                                                                        \
        .wait = 10                                                                                           \
    }

/* For the table of a command's options; `words` is a pointer. */
#define ARSIP_READER_ENTRIES(words)                                                                          \
    {"jobs", 'j', 0, G_OPTION_ARG_INT, &(words)->jobs, N_("how many readers at once (one for each core)"),   \
     "N"},                                                                                                   \
        {"nice",                                                                                             \
         0,                                                                                                  \
         0,                                                                                                  \
         G_OPTION_ARG_NONE,                                                                                  \
         &(words)->is_nice,                                                                                  \
         N_("read only when the machine has nothing else to do"),                                            \
         NULL},                                                                                              \
        {"lang",                                                                                             \
         0,                                                                                                  \
         0,                                                                                                  \
         G_OPTION_ARG_STRING,                                                                                \
         &(words)->languages,                                                                                \
         N_("what the pages are written in, for example ind+eng"),                                           \
         N_("LANGS")},                                                                                       \
        {"password-file",                                                                                    \
         0,                                                                                                  \
         0,                                                                                                  \
         G_OPTION_ARG_FILENAME,                                                                              \
         &(words)->password_file,                                                                            \
         N_("passwords for locked files, one a line"),                                                       \
         N_("FILE")},                                                                                        \
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &(words)->is_quiet, N_("say only what went wrong"), NULL},      \
    {                                                                                                        \
        "wait", 0, 0, G_OPTION_ARG_INT, &(words)->wait, N_("how long to wait for another writer (10)"),      \
            N_("SECONDS")                                                                                    \
    }

/* Looks at the words and reads the passwords; FALSE after telling. */
gboolean arsip_reader_words_check(ArsipReaderWords *words, int *status);

/* Borrows from the words. */
ArsipReaderOptions arsip_reader_words_options(const ArsipReaderWords *words);

void arsip_reader_words_clear(ArsipReaderWords *words);

#endif
