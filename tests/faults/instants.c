/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into arsip by faults.py: counts the calls that change a disk, writes them down, and harms one.
 *
 * A seccomp filter turns each such call into SIGSYS, whose handler makes it in the program's place. So are
 * those that libc makes for itself (stdio's writes) met as well, which an interposed function never sees. The
 * filter is inherited by readers: in them the handler only makes the call.
 *
 * INSTANTS_LOG      the file for the records, see `Record`
 * INSTANTS_RECORD   set: what is written is kept in them too
 * INSTANTS_AT       the number of the call to harm, from 1
 * INSTANTS_FAULT    kill-before, kill-after, short, full, or the name of an errno
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <ucontext.h>
#include <unistd.h>

/* In the sixth argument, which none of these calls has: the handler's own go through. */
#define PASS 0x41525349

typedef enum {
    WRITE = 'w',
    SYNC = 's', /* of a file or folder */
    SYNC_ALL = 'S',
    CREATE = 'c', /* open with O_CREAT */
    RENAME = 'r',
    LINK = 'l',
    UNLINK = 'u', /* rmdir too */
    TRUNCATE = 't',
    ALLOCATE = 'a',
    FOLDER = 'd',
    MODE = 'm',
} Kind;

typedef struct {
    long call;
    Kind kind;
    const char *name;
    int file; /* argument that is a descriptor, or -1 */
    int path; /* argument that is a path, or -1: the folder before it where `at` says so */
    int other;
    bool at;
} Call;

static const Call calls[] = {
    {SYS_write, WRITE, "write", 0, -1, -1, false},
    {SYS_pwrite64, WRITE, "pwrite", 0, -1, -1, false},
    {SYS_writev, WRITE, "writev", 0, -1, -1, false},
    {SYS_pwritev, WRITE, "pwritev", 0, -1, -1, false},
    {SYS_fsync, SYNC, "fsync", 0, -1, -1, false},
    {SYS_fdatasync, SYNC, "fdatasync", 0, -1, -1, false},
    {SYS_syncfs, SYNC_ALL, "syncfs", 0, -1, -1, false},
    {SYS_ftruncate, TRUNCATE, "ftruncate", 0, -1, -1, false},
    {SYS_fallocate, ALLOCATE, "fallocate", 0, -1, -1, false},
    {SYS_fchmod, MODE, "fchmod", 0, -1, -1, false},
    {SYS_openat, CREATE, "openat", -1, 1, -1, true},
    {SYS_renameat, RENAME, "renameat", -1, 1, 3, true},
    {SYS_renameat2, RENAME, "renameat2", -1, 1, 3, true},
    {SYS_linkat, LINK, "linkat", -1, 1, 3, true},
    {SYS_unlinkat, UNLINK, "unlinkat", -1, 1, -1, true},
    {SYS_mkdirat, FOLDER, "mkdirat", -1, 1, -1, true},
    {SYS_fchmodat, MODE, "fchmodat", -1, 1, -1, true},
#ifdef SYS_open /* the older machines' calls, without a folder's descriptor */
    {SYS_open, CREATE, "open", -1, 0, -1, false},
    {SYS_creat, CREATE, "creat", -1, 0, -1, false},
    {SYS_rename, RENAME, "rename", -1, 0, 1, false},
    {SYS_link, LINK, "link", -1, 0, 1, false},
    {SYS_unlink, UNLINK, "unlink", -1, 0, -1, false},
    {SYS_rmdir, UNLINK, "rmdir", -1, 0, -1, false},
    {SYS_mkdir, FOLDER, "mkdir", -1, 0, -1, false},
    {SYS_chmod, MODE, "chmod", -1, 0, -1, false},
#endif
};

#define CALLS (sizeof calls / sizeof calls[0])

/* Followed by name, path and other, each ended by a NUL and of the lengths told, and the data. */
typedef struct {
    uint32_t number, kind;
    int64_t result;                      /* or minus errno */
    uint64_t inode, offset, mode, flags; /* offset: of a SYNC, how large the file is */
    uint32_t name, path, other, data;
} Record;

typedef struct {
    const char *name;
    int number;
} Fault;

static const Fault errors[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EDQUOT", EDQUOT}, {"EINTR", EINTR}};

static bool is_watched, records;
static int log_file = -1, error_of_fault;
static unsigned long harmed_at, counter;
static const char *fault = "";
static volatile int busy;

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
static long
raw(long call, const long a[5])
{
    register long r10 __asm__("r10") = a[3];
    register long r8 __asm__("r8") = a[4];
    register long r9 __asm__("r9") = PASS;
    long result;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(call), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

static void
take_arguments(const ucontext_t *context, long a[5])
{
    const greg_t *r = context->uc_mcontext.gregs;

    a[0] = r[REG_RDI], a[1] = r[REG_RSI], a[2] = r[REG_RDX], a[3] = r[REG_R10], a[4] = r[REG_R8];
}

static void
give_result(ucontext_t *context, long result)
{
    context->uc_mcontext.gregs[REG_RAX] = result;
}
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
static long
raw(long call, const long a[5])
{
    register long x8 __asm__("x8") = call;
    register long x0 __asm__("x0") = a[0];
    register long x1 __asm__("x1") = a[1];
    register long x2 __asm__("x2") = a[2];
    register long x3 __asm__("x3") = a[3];
    register long x4 __asm__("x4") = a[4];
    register long x5 __asm__("x5") = PASS;

    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}

static void
take_arguments(const ucontext_t *context, long a[5])
{
    for (int i = 0; i < 5; i++)
        a[i] = (long)context->uc_mcontext.regs[i];
}

static void
give_result(ucontext_t *context, long result)
{
    context->uc_mcontext.regs[0] = (unsigned long)result;
}
#else
#error "faults are known on amd64 and arm64"
#endif

static void
put(const void *bytes, size_t length)
{
    raw(SYS_write, (long[5]){log_file, (long)bytes, (long)length});
}

static void
kill_itself(void)
{
    raw(SYS_kill, (long[5]){getpid(), SIGKILL});
    for (;;)
        pause();
}

/* Of the path argument: with its folder before it, unless it is absolute. */
static void
name_path(const Call *call, const long a[5], int argument, char path[8192])
{
    const char *given = (const char *)a[argument];
    char link[64] = "/proc/self/cwd";
    size_t length = 0;

    if (call->at && (int)a[argument - 1] != AT_FDCWD) {
        int fd = (int)a[argument - 1];
        char digits[12];
        int count = 0;

        strcpy(link, "/proc/self/fd/");
        do
            digits[count++] = (char)('0' + fd % 10);
        while ((fd /= 10) > 0);
        for (size_t end = strlen(link); count > 0; end++)
            link[end] = digits[--count], link[end + 1] = '\0';
    }
    if (given[0] != '/') {
        ssize_t got = readlink(link, path, 4000);

        length = got > 0 ? (size_t)got : 0;
        path[length++] = '/';
    }
    strncpy(path + length, given, 4096);
    path[length + 4096] = '\0';
}

static void
name_file(int fd, char path[8192])
{
    const Call of_file = {.at = true};
    const long a[5] = {fd, (long)""};

    name_path(&of_file, a, 1, path);
    path[strlen(path) - 1] = '\0'; /* the separator before nothing */
}

static bool
is_of_a_disk(const Call *call, const long a[5])
{
    struct stat info;

    if (call->file < 0)
        return true;
    if (fstat((int)a[0], &info) != 0 || (int)a[0] == log_file)
        return false;
    return S_ISREG(info.st_mode) || S_ISDIR(info.st_mode);
}

static void
put_data(const Call *call, const long a[5], long length)
{
    const struct iovec *parts = (const struct iovec *)a[1];

    if (call->call != SYS_writev && call->call != SYS_pwritev) {
        put((const void *)a[1], (size_t)length);
        return;
    }
    for (int i = 0; length > 0; i++) {
        size_t some = parts[i].iov_len < (size_t)length ? parts[i].iov_len : (size_t)length;

        put(parts[i].iov_base, some);
        length -= (long)some;
    }
}

static uint64_t
offset_of(const Call *call, const long a[5], long result)
{
    if (call->kind == TRUNCATE)
        return (uint64_t)a[1];
    if (call->kind != WRITE)
        return 0;
    if (call->call == SYS_pwrite64 || call->call == SYS_pwritev)
        return (uint64_t)a[3];
    return (uint64_t)(lseek((int)a[0], 0, SEEK_CUR) - result);
}

static void
write_down(const Call *call, const long a[5], long result)
{
    char path[8192 + 1] = "", other[8192 + 1] = "";
    Record record = {.number = (uint32_t)counter, .kind = call->kind, .result = result};
    struct stat info = {0};

    if (log_file < 0)
        return;
    if (call->file >= 0)
        name_file((int)a[0], path);
    else
        name_path(call, a, call->path, path);
    if (call->other >= 0)
        name_path(call, a, call->other, other);
    if (call->file >= 0 ? fstat((int)a[0], &info) == 0
                        : result >= 0 && lstat(call->other >= 0 ? other : path, &info) == 0)
        record.inode = info.st_ino, record.mode = info.st_mode;
    record.offset = call->kind == SYNC ? (uint64_t)info.st_size : offset_of(call, a, result);
    record.flags = call->kind == CREATE ? (uint64_t)a[call->path + 1] : 0;
    record.name = (uint32_t)strlen(call->name) + 1;
    record.path = (uint32_t)strlen(path) + 1;
    record.other = (uint32_t)strlen(other) + 1;
    record.data = records && call->kind == WRITE && result > 0 ? (uint32_t)result : 0;
    put(&record, sizeof record);
    put(call->name, record.name);
    put(path, record.path);
    put(other, record.other);
    if (record.data > 0)
        put_data(call, a, result);
}

/* Half of it, where there are two bytes. */
static long
write_short(const Call *call, const long a[5])
{
    const struct iovec *parts = (const struct iovec *)a[1];
    bool is_list = call->call == SYS_writev || call->call == SYS_pwritev;
    struct iovec first = is_list ? parts[0] : (struct iovec){(void *)a[1], (size_t)a[2]};
    long less[5] = {a[0], (long)first.iov_base, (long)(first.iov_len / 2), a[3], a[4]};

    if (call->kind != WRITE || first.iov_len < 2)
        return raw(call->call, a);
    return raw(call->call == SYS_writev    ? SYS_write
               : call->call == SYS_pwritev ? SYS_pwrite64
                                           : call->call,
               less);
}

/* A disk that stays full from that instant on takes nothing more, but what is there can go. */
static bool
wants_space(const Call *call)
{
    return strchr("wcrlad", (int)call->kind) != NULL;
}

static long
harm(const Call *call, const long a[5])
{
    bool is_now = counter == harmed_at;

    if (is_now && strcmp(fault, "kill-before") == 0) {
        write_down(call, a, 0);
        kill_itself();
    }
    if (strcmp(fault, "full") == 0 && counter >= harmed_at && wants_space(call))
        return -ENOSPC;
    if (!is_now)
        return raw(call->call, a);
    if (strcmp(fault, "short") == 0)
        return write_short(call, a);
    return error_of_fault != 0 ? -error_of_fault : raw(call->call, a);
}

static void
handle(int number, siginfo_t *info, void *data)
{
    const Call *call = NULL;
    int saved = errno;
    long a[5], result;

    (void)number;
    for (size_t i = 0; i < CALLS && call == NULL; i++)
        if (calls[i].call == info->si_syscall)
            call = &calls[i];
    take_arguments(data, a);
    if (!is_watched || !is_of_a_disk(call, a)) {
        give_result(data, raw(info->si_syscall, a));
        errno = saved;
        return;
    }
    while (__atomic_exchange_n(&busy, 1, __ATOMIC_ACQUIRE) != 0)
        ;
    counter++;
    result = harm(call, a);
    write_down(call, a, result);
    if (counter == harmed_at && strcmp(fault, "kill-after") == 0)
        kill_itself();
    __atomic_store_n(&busy, 0, __ATOMIC_RELEASE);
    give_result(data, result);
    errno = saved;
}

static const struct sock_filter *
filter_of(struct sock_filter *filter, unsigned short *length)
{
    struct sock_filter *at = filter;

    *at++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    *at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
    *at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *at++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5]));
    *at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PASS, 0, 1);
    *at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    for (size_t i = 0; i < CALLS; i++) {
        bool opens = calls[i].kind == CREATE && strncmp(calls[i].name, "open", 4) == 0;
        unsigned flags = (unsigned)(offsetof(struct seccomp_data, args) + 8U * (unsigned)(calls[i].path + 1));

        *at++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
        *at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].call, 0,
                                             opens ? 3 : 1);
        if (opens) {
            *at++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, flags);
            *at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_CREAT, 0, 1);
        }
        *at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    }
    *at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *length = (unsigned short)(at - filter);
    return filter;
}

static void
read_wishes(void)
{
    const char *at = getenv("INSTANTS_AT"), *path = getenv("INSTANTS_LOG"), *wish = getenv("INSTANTS_FAULT");
    int fd = path != NULL ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;

    log_file = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 700) : -1;
    if (fd >= 0)
        close(fd);
    records = getenv("INSTANTS_RECORD") != NULL;
    harmed_at = at != NULL ? strtoul(at, NULL, 10) : 0;
    fault = wish != NULL ? wish : "";
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (strcmp(fault, errors[i].name) == 0)
            error_of_fault = errors[i].number;
}

/* The command starts in the filter; what it starts has it already. */
__attribute__((constructor)) static void
begin(void)
{
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};
    struct sock_filter filter[CALLS * 5 + 7];
    struct sock_fprog program = {0};

    sigfillset(&action.sa_mask);
    sigaction(SIGSYS, &action, NULL);
    if (strcmp(program_invocation_short_name, "arsip") != 0)
        return;
    read_wishes();
    is_watched = true;
    program.filter = (struct sock_filter *)filter_of(filter, &program.len);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        abort();
}
