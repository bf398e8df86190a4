/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reader that speaks the protocol and does what the file that it is given tells it: "fine" reads a page,
 * everything else in the table below goes wrong in its own way, and other files are read as "fine" is. The
 * text that it reads tells its process, how often that has opened a file other than the one before, and how
 * many jobs it has had.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/message.h"
#include "text/reading.h"

typedef struct {
    const ArsipMessage *request;
    guint n_opened;
    guint n_jobs;
} Visit;

static void
answer(const Visit *visit, const char *kind, GVariant *values)
{
    if (!arsip_message_send(ARSIP_MESSAGE_CHANNEL, visit->request->number, kind, values, NULL, 0, NULL))
        _exit(1);
}

static GVariant *
nothing(void)
{
    return g_variant_new_array(G_VARIANT_TYPE("{sv}"), NULL, 0);
}

static GVariant *
failure(guint32 code, const char *sentence)
{
    return g_variant_new_parsed("{'code': <%u>, 'sentence': <%s>}", code, sentence);
}

/*
 * WAYWARD_READS: the confidence and the text of every page, as "81 Undangan rapat", or a failure, as "no 9 it
 * is locked". FALSE: nothing was told.
 */
static gboolean
answer_as_told(const Visit *visit, ArsipReading *reading)
{
    const char *told = g_getenv("WAYWARD_READS");
    char *text = NULL;

    if (told == NULL)
        return FALSE;
    if (g_str_has_prefix(told, "no ")) {
        guint32 code = (guint32)g_ascii_strtoull(told + 3, &text, 10);

        answer(visit, "failed", failure(code, text + 1));
        return TRUE;
    }
    reading->confidence = g_ascii_strtod(told, &text);
    g_free(reading->text);
    reading->text = g_strdup(*text == ' ' ? text + 1 : text);
    g_free(reading->method);
    reading->method = g_strdup("otsu");
    answer(visit, "done", arsip_reading_to_variant(reading));
    return TRUE;
}

static void
behave(const Visit *visit)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();

    if (g_str_equal(visit->request->kind, "open")) {
        answer(visit, "done",
               g_variant_new_parsed(
                   "{'media-type': <'text/plain'>, 'sort': <@u 0>, 'pages': <@u 2>, 'members': <false>}"));
        return;
    }
    if (g_str_equal(visit->request->kind, "unpack")) {
        answer(visit, "done", nothing());
        return;
    }
    if (answer_as_told(visit, reading))
        return;
    g_free(reading->text);
    reading->text = g_strdup_printf("%d %u %u", (int)getpid(), visit->n_opened, visit->n_jobs);
    answer(visit, "done", arsip_reading_to_variant(reading));
}

/* By the signal itself, which a sanitizer would turn into a report and an exit status. */
static void
die(void)
{
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
}

static void
crash(const Visit *visit)
{
    (void)visit;
    die();
}

/* The file says "fine" to whoever reads it next. */
static void
crash_once(const Visit *visit)
{
    if (pwrite(visit->request->fds[0], "fine\0", 5, 0) == 5)
        die();
}

/* WAYWARD_BEGUN: a pipe that is told the process. */
static void
hang(const Visit *visit)
{
    const char *begun = g_getenv("WAYWARD_BEGUN");

    (void)visit;
    if (begun != NULL)
        dprintf(open(begun, O_WRONLY | O_CLOEXEC), "%d\n", (int)getpid());
    for (;;)
        pause();
}

static void
burn(const Visit *visit)
{
    (void)visit;
    for (volatile guint i = 0;; i++)
        ;
}

/* Keeps what it took for the page. */
static void
grow(const Visit *visit)
{
    const gsize size = (gsize)512 << 20;
    volatile char *bytes = g_malloc(size);

    for (gsize i = 0; i < size; i += 4096)
        bytes[i] = 1;
    behave(visit);
}

static void
starve(const Visit *visit)
{
    (void)visit;
    _exit(ARSIP_MESSAGE_EXIT_MEMORY);
}

static void
leave(const Visit *visit)
{
    (void)visit;
    _exit(0);
}

/*
 * A document of 200 pages whose first two can only be read at the same time: one opens the pipe that
 * WAYWARD_MEET names for writing, the other for reading, and each waits for the other.
 */
static void
meet(const Visit *visit)
{
    guint32 page = 0;

    if (g_str_equal(visit->request->kind, "open")) {
        answer(visit, "done",
               g_variant_new_parsed("{'media-type': <'application/pdf'>, 'sort': <@u 0>, 'pages': <@u 200>,"
                                    " 'members': <false>}"));
        return;
    }
    g_variant_lookup(visit->request->values, "page", "u", &page);
    if (page <= 2)
        close(open(g_getenv("WAYWARD_MEET"), (page == 1 ? O_WRONLY : O_RDONLY) | O_CLOEXEC));
    behave(visit);
}

static void
refuse(const Visit *visit)
{
    answer(visit, "failed", failure(ARSIP_ERROR_PASSWORD, "it has a password"));
}

/* A code that would stop a batch, and a sentence that would paint the terminal. */
static void
overreach(const Visit *visit)
{
    answer(visit, "failed", failure(ARSIP_ERROR_INTERRUPTED, "\033[31mred"));
}

static void
complain_of_memory(const Visit *visit)
{
    answer(visit, "failed", failure(ARSIP_ERROR_MEMORY, "no memory"));
}

static void
answer_another(const Visit *visit)
{
    arsip_message_send(ARSIP_MESSAGE_CHANNEL, visit->request->number + 1, "done", nothing(), NULL, 0, NULL);
}

static void
read_nonsense(const Visit *visit)
{
    answer(visit, "done",
           g_variant_new_parsed("{'text': <'x'>, 'words': <'none'>, 'pages': <@u 4000000000>}"));
}

static void
promise_too_much(const Visit *visit)
{
    const guint32 length = 0xffffffff;

    (void)visit;
    if (send(ARSIP_MESSAGE_CHANNEL, &length, sizeof length, 0) > 0)
        pause();
}

static void
break_off(const Visit *visit)
{
    const guint32 half[] = {1000, 0};

    (void)visit;
    if (send(ARSIP_MESSAGE_CHANNEL, half, sizeof half, 0) > 0)
        _exit(0);
}

static void
tell_member(const Visit *visit, const char *path, guint64 offset, guint64 size)
{
    answer(visit, "member",
           g_variant_new_parsed("{'path': <@ay %@ay>, 'offset': <%t>, 'size': <%t>, 'modified': <@x 7>}",
                                g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, path, strlen(path), 1), offset,
                                size));
}

static void
unpack(const Visit *visit)
{
    if (write(visit->request->fds[1], "onetwo", 6) != 6)
        _exit(1);
    tell_member(visit, "a/one", 0, 3);
    tell_member(visit, "a/two", 3, 3);
    answer(
        visit, "member",
        g_variant_new_parsed("{'path': <@ay [0x78]>, 'offset': <@t 99>, 'size': <@t 0>, 'modified': <@x 0>,"
                             " 'code': <@u 9>, 'sentence': <'encrypted'>}"));
    answer(visit, "done", nothing());
}

/* An archive whose unpacking tells of one file and does not come to its end. */
static void
unpack_for_ever(const Visit *visit)
{
    if (g_str_equal(visit->request->kind, "open")) {
        answer(visit, "done",
               g_variant_new_parsed("{'media-type': <'application/zip'>, 'sort': <@u 1>, 'pages': <@u 0>,"
                                    " 'members': <false>}"));
        return;
    }
    if (write(visit->request->fds[1], "one", 3) != 3)
        _exit(1);
    tell_member(visit, "one", 0, 3);
    hang(visit);
}

static void
climb(const Visit *visit)
{
    tell_member(visit, "a/../../b", 0, 0);
}

static void
reach_beyond(const Visit *visit)
{
    tell_member(visit, "a", G_MAXUINT64, 2);
}

static void
answer_drawn(const Visit *visit, guint64 size)
{
    answer(visit, "done", g_variant_new_parsed("{'size': <%t>}", size));
}

static void
draw(const Visit *visit)
{
    if (write(visit->request->fds[1], "PNG", 3) != 3)
        _exit(1);
    answer_drawn(visit, 3);
}

static void
draw_nothing(const Visit *visit)
{
    answer_drawn(visit, 0);
}

/* Tells of more than it wrote. */
static void
draw_too_little(const Visit *visit)
{
    if (write(visit->request->fds[1], "PN", 2) != 2)
        _exit(1);
    answer_drawn(visit, 3);
}

/* The same bytes as two members. */
static void
overlap(const Visit *visit)
{
    if (write(visit->request->fds[1], "onetwo", 6) != 6)
        _exit(1);
    tell_member(visit, "a", 0, 6);
    tell_member(visit, "b", 3, 3);
}

static const struct {
    const char *word;
    void (*act)(const Visit *visit);
} ways[] = {{"fine", behave},
            {"crash", crash},
            {"crash once", crash_once},
            {"hang", hang},
            {"burn", burn},
            {"starve", starve},
            {"meet", meet},
            {"grow", grow},
            {"leave", leave},
            {"refuse", refuse},
            {"overreach", overreach},
            {"complain of memory", complain_of_memory},
            {"answer another", answer_another},
            {"read nonsense", read_nonsense},
            {"promise too much", promise_too_much},
            {"break off", break_off},
            {"unpack", unpack},
            {"unpack for ever", unpack_for_ever},
            {"climb", climb},
            {"reach beyond", reach_beyond},
            {"overlap", overlap},
            {"draw", draw},
            {"draw nothing", draw_nothing},
            {"draw too little", draw_too_little}};

static void
obey(const Visit *visit)
{
    char word[64] = {0};

    if (pread(visit->request->fds[0], word, sizeof word - 1, 0) < 0)
        _exit(1);
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (g_str_equal(ways[i].word, word)) {
            ways[i].act(visit);
            return;
        }
    }
    behave(visit);
}

/* WAYWARD_START: "die" before it is ready, or "refuse" to serve. */
static void
greet(void)
{
    const char *start = g_getenv("WAYWARD_START");
    GVariant *ready = g_variant_new_parsed("{'landlock': <false>}");

    if (g_strcmp0(start, "die") == 0)
        _exit(3);
    if (g_strcmp0(start, "refuse") == 0) {
        arsip_message_send(ARSIP_MESSAGE_CHANNEL, 0, "failed", failure(0, "no words for the language"), NULL,
                           0, NULL);
        _exit(1);
    }
    arsip_message_send(ARSIP_MESSAGE_CHANNEL, 0, "ready", ready, NULL, 0, NULL);
}

/* Whether the request is about another file than the one before, whose key is kept in *key. */
static gboolean
is_another_file(const ArsipMessage *request, char **key)
{
    g_autofree char *before = g_steal_pointer(key);

    g_variant_lookup(request->values, "key", "s", key);
    return *key == NULL || g_strcmp0(before, *key) != 0;
}

int
main(void)
{
    const struct rlimit no_core = {0, 0};
    g_autofree char *key = NULL;
    guint n_opened = 0;

    setrlimit(RLIMIT_CORE, &no_core);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    greet();
    for (guint n_jobs = 1;; n_jobs++) {
        g_autoptr(ArsipMessage) request = arsip_message_receive(ARSIP_MESSAGE_CHANNEL, NULL);

        if (request == NULL)
            return 0;
        n_opened += is_another_file(request, &key) ? 1 : 0;
        obey(&(const Visit){request, n_opened, n_jobs});
    }
}
