/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/message.h"
#include "base/system.h"
#include "decode/confine.h"
#include "decode/memory.h"
#include "decode/serve.h"

#define EXIT_USAGE 64

#ifdef ARSIP_SANITIZED
/* The leak check starts a thread and stops the others, which a confined process cannot. */
int __lsan_is_turned_off(void);

int
__lsan_is_turned_off(void)
{
    return 1;
}
#endif

typedef struct {
    gint64 memory;
    char *languages;
} Options;

/*
 * OpenMP reads this when it is loaded, before main(): with more than one thread Tesseract is 2.5 times
 * slower, and threads could not be started once confined.
 */
static void
keep_to_one_thread(char **arguments)
{
    if (g_strcmp0(g_getenv("OMP_THREAD_LIMIT"), "1") == 0)
        return;
    g_setenv("OMP_THREAD_LIMIT", "1", TRUE);
    execv("/proc/self/exe", arguments);
}

/* Without it a page that takes minutes would be read to its end for nobody. */
static void
end_with_parent(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* When memory is short the kernel ends the largest process: a reader costs a page, its parent a batch. */
static void
offer_to_be_ended_first(void)
{
    g_auto(ArsipFd) score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

    if (score >= 0 && write(score, "500", 3) != 3)
        return; /* an advice only */
}

static gboolean
parse(Options *options, int *argc, char ***argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"memory", 0, 0, G_OPTION_ARG_INT64, &options->memory, "Address space in bytes", "BYTES"},
        {"languages", 0, 0, G_OPTION_ARG_STRING, &options->languages, "Tesseract's languages", "LANGUAGES"},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("- reads pages for arsip, which starts it");

    g_option_context_add_main_entries(context, entries, NULL);
    return g_option_context_parse(context, argc, argv, error);
}

static gboolean
has_channel(void)
{
    struct stat status;

    return fstat(ARSIP_MESSAGE_CHANNEL, &status) == 0 && S_ISSOCK(status.st_mode);
}

/*
 * Everything that reads files outside Landlock's places is done first. Without Landlock no file can be
 * opened later, so the engine must be loaded now, needed or not.
 */
static ArsipDecoder *
confine(const Options *options, gboolean *has_landlock, GError **error)
{
    const char *languages = options->languages != NULL ? options->languages : "ind+eng";
    g_autoptr(ArsipDecoder) decoder = arsip_decoder_new(languages, error);

    if (decoder == NULL || !arsip_confine_resources((guint64)MAX(options->memory, 0), error) ||
        !arsip_confine_files(has_landlock, error))
        return NULL;
    if (!*has_landlock && !arsip_decoder_warm(decoder, error))
        return NULL;
    if (!arsip_confine_calls(*has_landlock, error))
        return NULL;
    return g_steal_pointer(&decoder);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    Options options = {0};
    gboolean has_landlock = FALSE;

    keep_to_one_thread(argv);
    arsip_speak_users_language();
    tzset(); /* archives tell local times; the zone is a file, read while files can be */
    if (!parse(&options, &argc, &argv, &error)) {
        g_printerr("arsip-reader: %s\n", error->message);
        return EXIT_USAGE;
    }
    if (!has_channel()) {
        g_printerr("%s\n", _("arsip-reader is started by arsip and does nothing alone."));
        return EXIT_USAGE;
    }
    close_range(ARSIP_MESSAGE_CHANNEL + 1, ~0u, 0);
    end_with_parent();
    offer_to_be_ended_first();
    arsip_memory_watch();

    g_autoptr(ArsipDecoder) decoder = confine(&options, &has_landlock, &error);
    if (decoder == NULL) {
        arsip_serve_refusal(ARSIP_MESSAGE_CHANNEL, error);
        return EXIT_FAILURE;
    }
    if (!arsip_serve(ARSIP_MESSAGE_CHANNEL, decoder, has_landlock, &error)) {
        g_printerr("arsip-reader: %s\n", error->message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
