/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/child.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

/* A reader that takes no request for so long is hung: requests are far smaller than the socket's buffer. */
#define SEND_PATIENCE_SECONDS 10

/* <linux/ioprio.h>: class idle, for one process. */
#define IOPRIO_WHO_PROCESS 1
#define IOPRIO_IDLE        (3 << 13)

/* Standard streams to nowhere, the channel as the one descriptor more: libraries print to the clerk's
 * terminal. */
static void
describe_files(posix_spawn_file_actions_t *files, int channel)
{
    posix_spawn_file_actions_init(files);
    /* First, because the channel may itself be 0, 1 or 2 in a process that cron started without them. */
    posix_spawn_file_actions_adddup2(files, channel, ARSIP_MESSAGE_CHANNEL);
    posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (g_getenv("ARSIP_READER_DEBUG") == NULL)
        posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(files, ARSIP_MESSAGE_CHANNEL + 1);
}

/*
 * A process group of its own: Ctrl-C and Ctrl-Z are for arsip, which then decides. Signals that arsip
 * ignores or blocks are not ignored by the reader.
 */
static void
describe_signals(posix_spawnattr_t *attributes)
{
    sigset_t all, none;

    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setflags(attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(attributes, 0);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setsigmask(attributes, &none);
}

static void
make_nice(pid_t pid)
{
    const struct sched_param none = {0};

    /* Advice: a system that refuses one of these reads pages all the same. */
    sched_setscheduler(pid, SCHED_IDLE, &none);
    setpriority(PRIO_PROCESS, (id_t)pid, 19);
    syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, pid, IOPRIO_IDLE);
}

static int
spawn(const ArsipChildSettings *settings, int channel, pid_t *pid)
{
    g_autofree char *memory = g_strdup_printf("--memory=%" G_GUINT64_FORMAT, settings->memory);
    g_autofree char *languages = g_strdup_printf("--languages=%s", settings->languages);
    char *arguments[] = {(char *)settings->program, memory, languages, NULL};
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "OMP_THREAD_LIMIT", "1", TRUE);
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int failure = 0;

    describe_files(&files, channel);
    describe_signals(&attributes);
    failure = posix_spawn(pid, settings->program, &files, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failure;
}

ArsipChild *
arsip_child_start(const ArsipChildSettings *settings, GError **error)
{
    const struct timeval patience = {.tv_sec = SEND_PATIENCE_SECONDS};
    g_auto(ArsipFd) ours = -1;
    g_auto(ArsipFd) theirs = -1;
    int pair[2];
    pid_t pid = -1;
    int failure = 0;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        arsip_set_errno(error, errno, NULL, _("a reader cannot be started"));
        return NULL;
    }
    ours = pair[0];
    theirs = pair[1];
    setsockopt(ours, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    failure = spawn(settings, theirs, &pid);
    if (failure != 0) {
        arsip_set_errno(error, failure, NULL, _("a reader cannot be started"));
        return NULL;
    }
    if (settings->is_nice)
        make_nice(pid);

    ArsipChild *child = g_new0(ArsipChild, 1);
    child->pid = pid;
    child->socket = arsip_fd_steal(&ours);
    child->inbox = arsip_inbox_new();
    return child;
}

/* Only this child is waited for: others may belong to whoever uses the library. -1: it was reaped elsewhere.
 */
static int
reap(ArsipChild *child)
{
    int status = -1;
    pid_t reaped = 0;

    if (child->pid < 0)
        return -1;
    kill(child->pid, SIGKILL); /* changes nothing in what a process that is dead already died of */
    do
        reaped = waitpid(child->pid, &status, 0);
    while (reaped < 0 && errno == EINTR);
    child->pid = -1;
    return reaped < 0 ? -1 : status;
}

void
arsip_child_free(ArsipChild *child)
{
    if (child == NULL)
        return;
    reap(child);
    arsip_fd_close(&child->socket);
    arsip_inbox_free(child->inbox);
    g_free(child->key);
    g_free(child);
}

static GError *
signal_error(int number)
{
    if (number == SIGXCPU)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_DEADLINE,
                                   _("reading took more computing time than is allowed"));
    if (number == SIGKILL)
        return g_error_new(ARSIP_ERROR, ARSIP_ERROR_CRASHED,
                           _("the reader was killed (signal %d); the computer may be short of memory"),
                           number);
    return g_error_new(ARSIP_ERROR, ARSIP_ERROR_CRASHED, _("the reader crashed (signal %d, %s)"), number,
                       g_strsignal(number));
}

GError *
arsip_child_post_mortem(ArsipChild *child, guint64 memory)
{
    int status = reap(child);

    if (status == -1)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_CRASHED, _("the reader was lost"));
    if (WIFSIGNALED(status))
        return signal_error(WTERMSIG(status));
    if (WEXITSTATUS(status) == ARSIP_MESSAGE_EXIT_MEMORY)
        return g_error_new(ARSIP_ERROR, ARSIP_ERROR_MEMORY,
                           _("reading needs more than the %" PRIu64 " MB of memory that are allowed"),
                           memory / 1000000);
    return g_error_new(ARSIP_ERROR, ARSIP_ERROR_CRASHED, _("the reader stopped with status %d"),
                       WEXITSTATUS(status));
}

void
arsip_child_hang_up(ArsipChild *child)
{
    shutdown(child->socket, SHUT_RDWR);
}

void
arsip_child_grant_cpu(const ArsipChild *child, guint seconds)
{
    struct rlimit wanted = {RLIM_INFINITY, RLIM_INFINITY};
    struct timespec used = {0};
    clockid_t clock = 0;

    if (clock_getcpuclockid(child->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return; /* it is dead, and its channel says so next */
    if (prlimit(child->pid, RLIMIT_CPU, NULL, &wanted) != 0)
        return;
    wanted.rlim_cur = MIN((rlim_t)used.tv_sec + 1 + seconds, wanted.rlim_max);
    prlimit(child->pid, RLIMIT_CPU, &wanted, NULL);
}

void
arsip_child_memory(const ArsipChild *child, guint64 *space, guint64 *resident)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/statm", (int)child->pid);
    g_autofree char *pages = NULL;
    guint64 page_size = (guint64)sysconf(_SC_PAGESIZE);
    char *rest = NULL;

    *space = *resident = 0;
#ifdef ARSIP_SANITIZED
    return; /* AddressSanitizer reserves terabytes of address space, and gives little memory back */
#endif
    if (!g_file_get_contents(path, &pages, NULL, NULL))
        return;
    *space = g_ascii_strtoull(pages, &rest, 10) * page_size;
    *resident = g_ascii_strtoull(rest, NULL, 10) * page_size;
}
