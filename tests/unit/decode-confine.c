/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "decode/confine.h"

/*
 * What a confined process met, written down in memory that it shares with the test: for each attempt the
 * errno, 0 where it succeeded.
 */
typedef struct {
    gboolean is_confined; /* all steps were taken */
    gboolean has_landlock;
    int read_passwd;
    int read_through_fonts; /* ../ out of a place that is allowed */
    int read_own_memory;
    int read_process;
    int list_root;
    int read_font;
    int write_new;
    int write_old;
    int write_null;
    int write_font;
    int reopen_for_writing;
    int remove;
    int change_mode;
    int truncate_path;
    int open_socket;
    int open_unix_socket, open_netlink_socket;
    int open_pair;
    int run_program;
    int fork_process;
    int start_thread;
    int fork_by_its_old_name, fork_and_wait;
    int signal_parent, signal_everybody, signal_thread_of_parent;
    int trace;
    int raise_limit;
    int become_dumpable;
    int hand_out_descriptor;
    int make_executable;
    int map_executable; /* what was given */
    int set_name;
    int control_device;
    int wait_for_input;
    int duplicate;
    int write_given;
    gboolean knows_charset; /* one that glibc keeps in a module */
} Findings;

#define OLD_FILE "old"

typedef struct {
    char *folder;
    char *font; /* NULL: this system has none */
    pid_t parent;
    int given; /* a descriptor that the confined process was given for writing */
} Scene;

static int
result_of(long answer)
{
    return answer < 0 ? errno : 0;
}

static int
open_result(const char *path, int flags)
{
    return result_of(open(path, flags | O_CLOEXEC, 0600));
}

static void
try_files(Findings *found, const Scene *scene)
{
    g_autofree char *old = g_build_filename(scene->folder, OLD_FILE, NULL);
    g_autofree char *new = g_build_filename(scene->folder, "new", NULL);
    g_autofree char *again = g_strdup_printf("/proc/self/fd/%d", scene->given);

    found->read_passwd = open_result("/etc/passwd", O_RDONLY);
    found->read_through_fonts = open_result("/usr/share/fonts/../../../etc/passwd", O_RDONLY);
    found->read_own_memory = open_result("/proc/self/mem", O_RDONLY);
    found->read_process = open_result("/proc/1/status", O_RDONLY);
    found->list_root = open_result("/", O_RDONLY | O_DIRECTORY);
    found->read_font = scene->font != NULL ? open_result(scene->font, O_RDONLY) : 0;
    found->write_new = open_result(new, O_WRONLY | O_CREAT);
    found->write_old = open_result(old, O_RDWR);
    found->write_null = open_result("/dev/null", O_WRONLY);
    found->write_font = scene->font != NULL ? open_result(scene->font, O_WRONLY) : EPERM;
    found->reopen_for_writing = open_result(again, O_RDWR);
    found->remove = result_of(unlink(old));
    found->change_mode = result_of(fchmod(scene->given, 0777));
    found->truncate_path = result_of(truncate(old, 0));
    found->write_given = result_of(write(scene->given, "x", 1));
}

static void
try_processes(Findings *found, const Scene *scene)
{
    char *arguments[] = {(char *)"true", NULL};
    const struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};

    found->run_program = result_of(execve("/bin/true", arguments, NULL));
    found->fork_process = result_of(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
    found->start_thread = result_of(syscall(SYS_clone3, NULL, 0));
    found->fork_by_its_old_name = result_of(syscall(SYS_fork));
    found->fork_and_wait = result_of(syscall(SYS_clone, SIGCHLD | CLONE_VFORK, 0, 0, 0, 0));
    found->signal_parent = result_of(kill(scene->parent, 0));
    found->signal_everybody = result_of(kill(-1, 0));
    found->signal_thread_of_parent = result_of(syscall(SYS_tgkill, scene->parent, scene->parent, 0));
    found->trace = result_of(ptrace(PTRACE_ATTACH, scene->parent, NULL, NULL));
    found->raise_limit = result_of(setrlimit(RLIMIT_NOFILE, &more));
    found->become_dumpable = result_of(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static void
try_the_rest(Findings *found, const Scene *scene)
{
    int pair[2];
    char byte = 0;
    struct iovec piece = {&byte, 1};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    void *given = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, scene->given, 0);
    g_autofree char *name = g_convert("caf\x82", 4, "UTF-8", "CP850", NULL, NULL, NULL);
    struct winsize size;
    struct pollfd wait = {.fd = scene->given};

    found->open_socket = result_of(socket(AF_INET, SOCK_STREAM, 0));
    found->open_unix_socket = result_of(socket(AF_UNIX, SOCK_DGRAM, 0));
    found->open_netlink_socket = result_of(socket(AF_NETLINK, SOCK_RAW, 0));
    found->map_executable = given == MAP_FAILED ? errno : 0;
    found->set_name = result_of(prctl(PR_SET_NAME, "sh", 0, 0, 0));
    found->control_device = result_of(ioctl(STDIN_FILENO, TIOCGWINSZ, &size));
    found->wait_for_input = result_of(poll(&wait, 1, 0));
    found->duplicate = result_of(dup(scene->given));
    found->knows_charset = g_strcmp0(name, "caf\xc3\xa9") == 0;
    found->open_pair = result_of(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    found->hand_out_descriptor = result_of(sendmsg(STDIN_FILENO, &message, 0));
    found->make_executable = result_of(mprotect(memory, 4096, PROT_READ | PROT_EXEC));
}

/* without_landlock: as on a kernel that has none. */
static void
confine_and_try(Findings *found, const Scene *scene, gboolean without_landlock)
{
    gboolean is_well = arsip_confine_resources(0, NULL);

    if (!without_landlock)
        is_well = is_well && arsip_confine_files(&found->has_landlock, NULL);
    found->is_confined = is_well && arsip_confine_calls(found->has_landlock, NULL);
    if (!found->is_confined)
        return;
    try_files(found, scene);
    try_processes(found, scene);
    try_the_rest(found, scene);
}

static char *
find_font(const char *folder)
{
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);

    for (const char *name = files != NULL ? g_dir_read_name(files) : NULL; name != NULL;
         name = g_dir_read_name(files)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        char *font = g_file_test(path, G_FILE_TEST_IS_DIR) ? find_font(path) : NULL;

        if (font != NULL)
            return font;
        if (g_str_has_suffix(name, ".ttf") || g_str_has_suffix(name, ".otf") ||
            g_str_has_suffix(name, ".pfb"))
            return g_steal_pointer(&path);
    }
    return NULL;
}

static void
scene_make(Scene *scene)
{
    g_autofree char *old = NULL;
    g_autofree char *given = NULL;

    scene->parent = getpid();
    scene->folder = g_dir_make_tmp("arsip-confine-XXXXXX", NULL);
    g_assert_nonnull(scene->folder);
    old = g_build_filename(scene->folder, OLD_FILE, NULL);
    given = g_build_filename(scene->folder, "given", NULL);
    g_assert_true(g_file_set_contents(old, "kept", -1, NULL));
    scene->given = open(given, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    g_assert_cmpint(scene->given, >=, 0);
    scene->font = find_font("/usr/share/fonts");
}

static void
scene_clear(Scene *scene)
{
    static const char *const names[] = {OLD_FILE, "given", "new"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(scene->folder, names[i], NULL);

        unlink(path);
    }
    rmdir(scene->folder);
    close(scene->given);
    g_free(scene->folder);
    g_free(scene->font);
}

static Findings
findings_of(const Scene *scene, gboolean without_landlock)
{
    Findings *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    Findings found;
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        confine_and_try(shared, scene, without_landlock);
        _exit(0);
    }
    g_assert_cmpint(child, >, 0);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    found = *shared;
    munmap(shared, sizeof *shared);
    g_assert_true(found.is_confined);
    return found;
}

static void
assert_refused(int result)
{
    g_assert_true(result == EPERM || result == EACCES);
}

static void
assert_nothing_but_reading(const Findings *found, const Scene *scene)
{
    g_autofree char *old = g_build_filename(scene->folder, OLD_FILE, NULL);
    g_autofree char *content = NULL;

    assert_refused(found->read_passwd);
    assert_refused(found->read_through_fonts);
    assert_refused(found->read_own_memory);
    assert_refused(found->read_process);
    assert_refused(found->list_root);
    assert_refused(found->write_new);
    assert_refused(found->write_old);
    assert_refused(found->write_null);
    assert_refused(found->write_font);
    assert_refused(found->reopen_for_writing);
    assert_refused(found->remove);
    assert_refused(found->change_mode);
    assert_refused(found->truncate_path);
    g_assert_cmpint(found->write_given, ==, 0);
    g_assert_true(g_file_get_contents(old, &content, NULL, NULL));
    g_assert_cmpstr(content, ==, "kept");
}

static void
assert_no_way_out(const Findings *found)
{
    assert_refused(found->open_socket);
    assert_refused(found->open_unix_socket);
    assert_refused(found->open_netlink_socket);
    assert_refused(found->open_pair);
    assert_refused(found->run_program);
    assert_refused(found->fork_process);
    assert_refused(found->start_thread);
    assert_refused(found->fork_by_its_old_name);
    assert_refused(found->fork_and_wait);
    assert_refused(found->signal_parent);
    assert_refused(found->signal_everybody);
    assert_refused(found->signal_thread_of_parent);
    assert_refused(found->trace);
    assert_refused(found->raise_limit);
    assert_refused(found->become_dumpable);
    assert_refused(found->hand_out_descriptor);
    assert_refused(found->make_executable);
    assert_refused(found->map_executable);
    assert_refused(found->set_name);
    assert_refused(found->control_device);
    assert_refused(found->wait_for_input);
    assert_refused(found->duplicate);
}

static void
a_confined_process_reads_fonts_and_nothing_else(void)
{
    Scene scene;
    Findings found;
    scene_make(&scene);

    found = findings_of(&scene, FALSE);

    assert_nothing_but_reading(&found, &scene);
    if (!found.has_landlock)
        g_test_skip("this kernel has no Landlock");
    else if (scene.font == NULL)
        g_test_skip("this system has no fonts");
    else
        g_assert_cmpint(found.read_font, ==, 0);
    scene_clear(&scene);
}

static void
a_confined_process_has_no_way_out(void)
{
    Scene scene;
    Findings found;
    scene_make(&scene);

    found = findings_of(&scene, FALSE);

    assert_no_way_out(&found);
    g_assert_true(found.knows_charset);
    scene_clear(&scene);
}

static void
without_landlock_no_file_is_opened(void)
{
    Scene scene;
    Findings found;
    scene_make(&scene);

    found = findings_of(&scene, TRUE);

    assert_nothing_but_reading(&found, &scene);
    assert_no_way_out(&found);
    if (scene.font != NULL)
        assert_refused(found.read_font);
    scene_clear(&scene);
}

static gpointer
idle_thread(gpointer gate)
{
    g_mutex_lock(gate);
    g_mutex_unlock(gate);
    return NULL;
}

/* Landlock would leave the other thread free. */
static void
a_process_with_threads_is_not_called_confined(void)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        GMutex gate;
        gboolean is_confined = FALSE;

        g_mutex_init(&gate);
        g_mutex_lock(&gate);
        g_thread_unref(g_thread_new("idle", idle_thread, &gate));
        _exit(arsip_confine_files(&is_confined, NULL) && is_confined ? 1 : 0);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);

    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/confine/a_confined_process_reads_fonts_and_nothing_else",
                    a_confined_process_reads_fonts_and_nothing_else);
    g_test_add_func("/confine/a_confined_process_has_no_way_out", a_confined_process_has_no_way_out);
    g_test_add_func("/confine/without_landlock_no_file_is_opened", without_landlock_no_file_is_opened);
    g_test_add_func("/confine/a_process_with_threads_is_not_called_confined",
                    a_process_with_threads_is_not_called_confined);
    return g_test_run();
}
