/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <string.h>

static const ArsipVerb verbs[] = {
    {"init", "mulai", arsip_cmd_init, N_("make an archive with the starter rules")},
    {"ingest", "masuk", arsip_cmd_ingest, N_("take files in: store, read, label and index them")},
    {"ocr", "baca", arsip_cmd_ocr, N_("read what waits, or read again")},
    {"label", "labeli", arsip_cmd_label, N_("apply the rules; add and remove labels by hand; explain")},
    {"search", "cari", arsip_cmd_search, N_("find documents")},
    {"show", "tampil", arsip_cmd_show, N_("show one document: fields, labels with their reasons, text")},
    {"open", "buka", arsip_cmd_open, N_("open a copy of the original")},
    {"edit", "ubah", arsip_cmd_edit, N_("correct fields, name, note or text by hand")},
    {"export", "ekspor", arsip_cmd_export, N_("write documents out")},
    {"import", "impor", arsip_cmd_import, N_("take a bag in, as another archive exported it")},
    {"status", "keadaan", arsip_cmd_status, N_("count what is in the archive and what waits")},
    {"batch", "kumpulan", arsip_cmd_batch, N_("list batches, show a report again, undo and redo a batch")},
    {"withdraw", "tarik", arsip_cmd_withdraw, N_("hide a document everywhere, and keep it")},
    {"restore", "pulihkan", arsip_cmd_restore, N_("bring a withdrawn document back")},
    {"setting", "atur", arsip_cmd_setting, N_("list and change how the archive reads its pages")},
    {"check", "periksa", arsip_cmd_check, N_("check that nothing was lost or changed")},
    {"log", "riwayat", arsip_cmd_log, N_("show what was done, when and by whom")},
};

static void
print_help(FILE *out)
{
    fprintf(out, _("Usage: arsip [--archive DIR] VERB [OPTIONS] [ARGUMENTS]\n\n"));
    fprintf(out, _("Turns scanned paper into an archive that labels itself and answers questions.\n\n"));
    for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
        fprintf(out, "  %-9s %-10s %s\n", verbs[i].name, verbs[i].alias, _(verbs[i].summary));
    fprintf(out,
            _("\nThe archive is found by --archive DIR, then $ARSIP_ARCHIVE, then `archive =` in %s,\n"
              "then $XDG_DATA_HOME/arsip. `arsip VERB --help` tells more; so do the manual pages.\n"),
            ARSIP_SYSCONFDIR "/arsip.conf");
}

static const ArsipVerb *
find_verb(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(name, verbs[i].name) == 0 || strcmp(name, verbs[i].alias) == 0)
            return &verbs[i];
    return NULL;
}

/* The options before the verb; *at is then the verb's place. -1: go on, else the exit status. */
static int
read_global_options(ArsipCommand *command, int argc, char **argv, int *at)
{
    for (*at = 1; *at < argc && argv[*at][0] == '-'; ++*at) {
        const char *option = argv[*at];

        if (strcmp(option, "--help") == 0 || strcmp(option, "-h") == 0) {
            print_help(stdout);
            return ARSIP_EXIT_DONE;
        }
        if (strcmp(option, "--version") == 0) {
            printf("arsip %s\n", ARSIP_VERSION);
            return ARSIP_EXIT_DONE;
        }
        if (g_str_has_prefix(option, "--archive=")) {
            g_free(command->archive);
            command->archive = g_strdup(option + strlen("--archive="));
        } else if ((strcmp(option, "--archive") == 0 || strcmp(option, "-a") == 0) && *at + 1 < argc) {
            g_free(command->archive);
            command->archive = g_strdup(argv[++*at]);
        } else
            return arsip_command_usage(_("%s: unknown option, or one without its value; try: arsip --help"),
                                       option);
    }
    return -1;
}

static int
run(ArsipCommand *command, int argc, char **argv)
{
    const ArsipVerb *verb;
    int at;
    int status = read_global_options(command, argc, argv, &at);

    if (status >= 0)
        return status;
    if (at >= argc) {
        print_help(stderr);
        return ARSIP_EXIT_USAGE;
    }
    verb = find_verb(argv[at]);
    if (verb == NULL)
        return arsip_command_usage(_("%s: no such verb; try: arsip --help"), argv[at]);
    return verb->run(command, argc - at, argv + at);
}

int
main(int argc, char **argv)
{
    ArsipCommand command = {0};
    int status;

    arsip_speak_users_language();
    status = run(&command, argc, argv);
    g_free(command.archive);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "arsip: %s\n", _("the output could not be written whole"));
        return status == ARSIP_EXIT_DONE ? ARSIP_EXIT_FAILED : status;
    }
    return status;
}
