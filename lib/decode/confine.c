/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

/* Standard streams, the channel, two descriptors of a job, and fonts. */
#define DESCRIPTORS_MAX 64

/* AddressSanitizer reserves terabytes of address space. */
#ifdef ARSIP_SANITIZED
#define IS_SANITIZED TRUE
#else
#define IS_SANITIZED FALSE
#endif

/* What Landlock learnt after Linux 6.1, whose headers Debian 12 has (landlock.h of Linux 6.12). */
#define ACCESS_FS_TRUNCATE        (G_GUINT64_CONSTANT(1) << 14) /* ABI 3 */
#define ACCESS_FS_IOCTL_DEV       (G_GUINT64_CONSTANT(1) << 15) /* ABI 5 */
#define ACCESS_NET_TCP            (G_GUINT64_CONSTANT(3))       /* ABI 4: bind and connect */
#define SCOPE_ABSTRACT_AND_SIGNAL (G_GUINT64_CONSTANT(3))       /* ABI 6 */

typedef struct {
    guint64 handled_access_fs;
    guint64 handled_access_net;
    guint64 scoped;
} Ruleset;

static gboolean
limit(__rlimit_resource_t resource, rlim_t most, GError **error)
{
    struct rlimit current = {0};
    struct rlimit wanted = {most, most};

    if (getrlimit(resource, &current) == 0 && current.rlim_max < most)
        wanted.rlim_cur = wanted.rlim_max = current.rlim_max;
    if (setrlimit(resource, &wanted) != 0)
        return arsip_set_errno(error, errno, NULL, _("the reader cannot limit itself"));
    return TRUE;
}

gboolean
arsip_confine_resources(guint64 memory, GError **error)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return arsip_set_errno(error, errno, NULL, _("the reader cannot give up its privileges"));
    /* A write past the limit is an error that can be told, not a death. */
    if (signal(SIGXFSZ, SIG_IGN) == SIG_ERR)
        return arsip_set_errno(error, errno, NULL, _("the reader cannot limit itself"));
    if (!limit(RLIMIT_CORE, 0, error) || !limit(RLIMIT_NOFILE, DESCRIPTORS_MAX, error) ||
        !limit(RLIMIT_FSIZE, ARSIP_CONFINE_FILE_MAX, error))
        return FALSE;
    if (memory == 0 || IS_SANITIZED)
        return TRUE;
    return limit(RLIMIT_AS, memory, error);
}

/* Everything that this ABI of Landlock can forbid. */
static Ruleset
whole_ruleset(long abi)
{
    Ruleset ruleset = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};

    if (abi >= 2)
        ruleset.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3)
        ruleset.handled_access_fs |= ACCESS_FS_TRUNCATE;
    if (abi >= 4)
        ruleset.handled_access_net = ACCESS_NET_TCP;
    if (abi >= 5)
        ruleset.handled_access_fs |= ACCESS_FS_IOCTL_DEV;
    if (abi >= 6)
        ruleset.scoped = SCOPE_ABSTRACT_AND_SIGNAL;
    return ruleset;
}

static gboolean
allow_reading(int ruleset, const char *path, GError **error)
{
    g_auto(ArsipFd) place = open(path, O_PATH | O_CLOEXEC);
    struct landlock_path_beneath_attr rule = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
                                              .parent_fd = place};
    struct stat status;

    if (place < 0 || fstat(place, &status) != 0)
        return TRUE; /* what is not there need not be allowed */
    if (S_ISDIR(status.st_mode))
        rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        return arsip_set_errno(error, errno, path, _("the reader cannot confine itself"));
    return TRUE;
}

static gboolean
allow_system(int ruleset, GError **error)
{
    static const char *const places[] = {"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts",
                                         "/usr/share/texmf/fonts", "/usr/share/ghostscript/*/Resource",
                                         "/etc/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig",
                                         /* encodings of fonts that a PDF only names */
                                         "/usr/share/poppler",
                                         /* the engine is loaded with the first page that needs it */
                                         "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata"};

    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        glob_t found = {0};
        gboolean is_allowed = TRUE;

        if (glob(places[i], GLOB_NOSORT, NULL, &found) == 0) {
            for (gsize j = 0; j < found.gl_pathc && is_allowed; j++)
                is_allowed = allow_reading(ruleset, found.gl_pathv[j], error);
        }
        globfree(&found);
        if (!is_allowed)
            return FALSE;
    }
    return TRUE;
}

/* The user's own fonts and, where it was moved, Tesseract's data. */
static gboolean
allow_personal(int ruleset, GError **error)
{
    g_autofree char *fonts = g_build_filename(g_get_user_data_dir(), "fonts", NULL);
    g_autofree char *old_fonts = g_build_filename(g_get_home_dir(), ".fonts", NULL);
    g_autofree char *settings = g_build_filename(g_get_user_config_dir(), "fontconfig", NULL);
    g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "fontconfig", NULL);
    const char *engine = g_getenv("TESSDATA_PREFIX");

    return allow_reading(ruleset, fonts, error) && allow_reading(ruleset, old_fonts, error) &&
           allow_reading(ruleset, settings, error) && allow_reading(ruleset, cache, error) &&
           (engine == NULL || allow_reading(ruleset, engine, error));
}

/* Landlock binds the calling thread and what it starts later; a thread that runs already stays free. */
static gboolean
is_alone(void)
{
    g_autoptr(GDir) threads = g_dir_open("/proc/self/task", 0, NULL);

    return threads != NULL && g_dir_read_name(threads) != NULL && g_dir_read_name(threads) == NULL;
}

/*
 * glibc keeps most charsets in modules, which it maps as programs when they are first asked for. They are
 * loaded before that is forbidden, and stay loaded because their converters are never closed: those that
 * mails, archives and texts in Indonesia may come in. Any other is then unknown to iconv.
 */
static void
load_charsets(void)
{
    static const char *const names[] = {
        "UTF-7",      "UTF-16",      "UTF-32",      "ISO-8859-1", "ISO-8859-2", "ISO-8859-3",  "ISO-8859-4",
        "ISO-8859-5", "ISO-8859-6",  "ISO-8859-7",  "ISO-8859-8", "ISO-8859-9", "ISO-8859-13", "ISO-8859-15",
        "CP437",      "CP850",       "CP852",       "CP866",      "CP874",      "CP932",       "CP949",
        "CP1250",     "CP1251",      "CP1252",      "CP1253",     "CP1254",     "CP1255",      "CP1256",
        "CP1257",     "CP1258",      "KOI8-R",      "KOI8-U",     "MACINTOSH",  "TIS-620",     "GBK",
        "GB18030",    "BIG5",        "BIG5-HKSCS",  "EUC-CN",     "EUC-JP",     "EUC-KR",      "EUC-TW",
        "SHIFT_JIS",  "ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        (void)g_iconv_open("UTF-8", names[i]);
}

gboolean
arsip_confine_files(gboolean *is_confined, GError **error)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    Ruleset wanted = whole_ruleset(abi);
    g_auto(ArsipFd) ruleset = -1;

    load_charsets();
    *is_confined = FALSE;
    if (abi < 1)
        return TRUE;
    if (!is_alone()) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("the reader cannot confine itself: a thread runs already"));
        return FALSE;
    }
    /* An older kernel accepts the longer structure when what it does not know is zero. */
    ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, sizeof wanted, 0);
    if (ruleset < 0)
        return arsip_set_errno(error, errno, NULL, _("the reader cannot confine itself"));
    if (!allow_system(ruleset, error) || !allow_personal(ruleset, error))
        return FALSE;
    if (syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
        return arsip_set_errno(error, errno, NULL, _("the reader cannot confine itself"));
    *is_confined = TRUE;
    return TRUE;
}

/*
 * What a reader may ask of the kernel. Each group is what a run over all kinds of files was seen to use, or
 * what glibc uses in its place on another processor or kernel; END ends it. Everything else fails with EPERM.
 */
#define END       INT_MIN
#define GROUP_MAX 12
typedef int CallGroup[GROUP_MAX];

static const CallGroup always[] = {
    /* The channel and the descriptors of a job. No sendmsg: a reader hands no descriptor out. */
    {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(pwrite64), SCMP_SYS(lseek), SCMP_SYS(close),
     SCMP_SYS(recvmsg), SCMP_SYS(recvfrom), END},
    /* What a descriptor is: glibc's fstat() is newfstatat() with an empty path. */
    {SCMP_SYS(fstat), SCMP_SYS(newfstatat), END},
    /* Memory. What could make it executable is below. */
    {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), END},
    /* Signals of one's own, for the handler that tells why the process dies. */
    {SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), END},
    /* Clocks, where the kernel does not tell the time without a call; chance, for hash tables. */
    {SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage),
     SCMP_SYS(getrandom), END},
    /* Locks of the one thread; a call that a stop (SIGSTOP) interrupted goes on. */
    {SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(restart_syscall), END},
    /* How large the computer is, by which qsort() and OpenMP choose their ways; who one is, for abort(). */
    {SCMP_SYS(sysinfo), SCMP_SYS(sched_getaffinity), SCMP_SYS(getpid), SCMP_SYS(gettid), END},
    /* The end. */
    {SCMP_SYS(exit_group), END},
};

/* Looking for fonts. Landlock does not judge these; they tell that a file exists, not what is in it. */
static const CallGroup with_files[] = {
    {SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
     SCMP_SYS(getdents64), SCMP_SYS(fstatfs), SCMP_SYS(fadvise64), END},
};

/* Calls that are allowed with one kind of argument: (arguments[n] & mask) == value. */
typedef struct {
    int call;
    struct scmp_arg_cmp test;
} CallRule;

#define WRITE_FLAGS (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND)

static const CallRule always_if[] = {
    /* to where it is connected already, and nowhere by address */
    {SCMP_SYS(sendto), {4, SCMP_CMP_EQ, 0, 0}},
    /* no memory becomes executable */
    {SCMP_SYS(mmap), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    {SCMP_SYS(mprotect), {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}},
    /* limits can be read, not set */
    {SCMP_SYS(prlimit64), {2, SCMP_CMP_EQ, 0, 0}},
};

static const CallRule with_files_if[] = {
    {SCMP_SYS(openat), {2, SCMP_CMP_MASKED_EQ, WRITE_FLAGS, O_RDONLY}},
    /* fdopen(), and fontconfig's care that no program inherits its files */
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_GETFL, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_GETFD, 0}},
    {SCMP_SYS(fcntl), {1, SCMP_CMP_EQ, F_SETFD, 0}},
};

static int
allow_groups(scmp_filter_ctx filter, const CallGroup *groups, gsize n_groups)
{
    int failure = 0;

    for (gsize i = 0; i < n_groups; i++) {
        for (const int *call = groups[i]; *call != END && failure == 0; call++)
            failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, *call, 0);
    }
    return failure;
}

static int
allow_rules(scmp_filter_ctx filter, const CallRule *rules, gsize n_rules)
{
    int failure = 0;

    for (gsize i = 0; i < n_rules && failure == 0; i++)
        failure = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, rules[i].call, 1, &rules[i].test);
    return failure;
}

gboolean
arsip_confine_calls(gboolean may_open, GError **error)
{
    const CallRule itself = {SCMP_SYS(tgkill), {0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0}}; /* abort() */
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int failure = filter == NULL ? -ENOMEM : 0;

    if (failure == 0)
        failure = allow_groups(filter, always, G_N_ELEMENTS(always));
    if (failure == 0)
        failure = allow_rules(filter, always_if, G_N_ELEMENTS(always_if));
    if (failure == 0)
        failure = allow_rules(filter, &itself, 1);
    if (failure == 0 && may_open)
        failure = allow_groups(filter, with_files, G_N_ELEMENTS(with_files));
    if (failure == 0 && may_open)
        failure = allow_rules(filter, with_files_if, G_N_ELEMENTS(with_files_if));
    if (failure == 0)
        failure = seccomp_load(filter);
    seccomp_release(filter);
    if (failure != 0)
        return arsip_set_errno(error, -failure, NULL, _("the reader cannot confine itself"));
    return TRUE;
}
