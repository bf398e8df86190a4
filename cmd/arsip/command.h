/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_COMMAND_H
#define ARSIP_COMMAND_H

#include <arsip/archive.h>
#include <stdio.h>

#include "base/i18n.h"

/* Exit statuses; 64 and 75 are sysexits.h's. */
enum {
    ARSIP_EXIT_DONE = 0,
    ARSIP_EXIT_NOTHING = 1, /* nothing found */
    ARSIP_EXIT_FAILED = 2,
    ARSIP_EXIT_PARTLY = 3, /* some inputs failed, the rest is done */
    ARSIP_EXIT_USAGE = 64,
    ARSIP_EXIT_BUSY = 75
};

/* What stands before the verb, and may stand after it too. */
typedef struct {
    char *archive; /* --archive, bytes, or NULL */
} ArsipCommand;

/* argv[0] is the verb as it was written. Returns the exit status. */
typedef struct {
    const char *name;
    const char *alias; /* Indonesian */
    int (*run)(ArsipCommand *command, int argc, char **argv);
    const char *summary; /* untranslated */
} ArsipVerb;

int arsip_cmd_init(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_ingest(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_ocr(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_label(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_search(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_show(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_open(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_edit(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_export(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_import(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_status(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_batch(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_withdraw(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_restore(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_setting(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_check(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_backup(ArsipCommand *command, int argc, char **argv);
int arsip_cmd_log(ArsipCommand *command, int argc, char **argv);

/*
 * Parses the options of a verb; --archive and --help come with every verb. usage: what follows the verb in
 * the first line of the help; about: a paragraph. On FALSE *status is the exit status: the words were wrong,
 * and it has been told.
 */
gboolean arsip_command_parse(ArsipCommand *command, int *argc, char ***argv, const GOptionEntry *entries,
                             const char *usage, const char *about, int *status);

/* Told on stderr, in one sentence, and freed; gives the exit status that fits. */
int arsip_command_fail(GError *error);

/* For words that are wrong in a way GOption cannot see. */
int arsip_command_usage(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The archive that the options, the environment or the configuration name; NULL after telling why not. */
ArsipArchive *arsip_command_open(const ArsipCommand *command, ArsipArchiveMode mode, int *status);

/* A note on stderr how old a backup is, or a copy where nobody can write; nothing about an archive that
 * lives. arsip_command_open() gives it itself. */
void arsip_command_note_age(ArsipArchive *archive);

/* For reading, or, where numbers of persons are shown whole, for writing the event that says so. */
ArsipArchive *arsip_command_open_to_show(const ArsipCommand *command, gboolean is_unmasked, int *status);

/* A sentence or a path as people may see it: without anybody's NIK, KK or NPWP. NULL for NULL. The caller
 * owns it. */
char *arsip_command_mask(const char *text);

/* Says a sentence to people, on stderr; it is masked and escaped. For watchers of long work: data is not
 * used. */
void arsip_command_tell(const char *sentence, gpointer data);

typedef enum { ARSIP_FORMAT_TEXT, ARSIP_FORMAT_JSONL, ARSIP_FORMAT_TSV } ArsipFormat;
/* name: NULL for text. tsv only where has_tsv. FALSE after telling. */
gboolean arsip_command_format(const char *name, gboolean has_tsv, ArsipFormat *format, int *status);

/* The documents that the words name, of gint64, rising; NULL after telling. */
GArray *arsip_command_documents(ArsipArchive *archive, char **words, int *status);

/* A number of the command line, from `least` up; FALSE after telling. */
gboolean arsip_command_number(const char *words, const char *what, gint64 least, gint64 *number, int *status);

/* A time of the catalogue as people read it: local, `2024-03-12 10:03`, with seconds if told. The caller owns
 * it. */
char *arsip_command_local_time(const char *time, gboolean with_seconds);

/* One line of a report on stdout: what was counted (at most 34 characters), how many, and a remark or "". */
void arsip_command_print_count(const char *name, gint64 count, const char *remark);

/*
 * Asks a running command to stop after what it has in hand: set by SIGINT and SIGTERM. The second of them
 * ends the program.
 */
void arsip_command_catch_signals(void);
gboolean arsip_command_should_stop(gpointer data);

#endif
