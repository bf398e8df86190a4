/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tesseract's API in a bare loop, a process for each core, and nothing else: what reading cannot be faster
 * than.
 *
 *   bench-loop PROCESSES LANGUAGES plain|png <LIST
 *
 * A line of LIST, parted by tabs: the picture, the file for its text, its resolution (0: as the picture
 * tells), the page segmentation mode. png: lines of text are packed as PNGs, as Tesseract 5.3 does; plain:
 * they are not, as in arsip-reader. OMP_THREAD_LIMIT is the caller's.
 */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <tesseract/capi.h>
#include <unistd.h>

#include "decode/picture/pix.h"

static gboolean packs_as_png;

/* See lib/decode/engine.c. */
l_ok
pixWriteMem(l_uint8 **data, size_t *size, PIX *pix, l_int32 format)
{
    l_ok (*theirs)(l_uint8 **, size_t *, PIX *, l_int32) = NULL;
    void *found = packs_as_png ? dlsym(RTLD_NEXT, "pixWriteMem") : NULL;

    memcpy(&theirs, &found, sizeof theirs);
    if (theirs != NULL)
        return theirs(data, size, pix, format);
    return format == IFF_PNG ? pixWriteMemSpix(data, size, pix) : 1;
}

static gboolean
read_one(TessBaseAPI *api, const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, "\t", 4);
    g_auto(ArsipPix) pix = g_strv_length(fields) == 4 ? pixRead(fields[0]) : NULL;

    if (pix == NULL)
        return FALSE;
    TessBaseAPISetPageSegMode(api, (TessPageSegMode)atoi(fields[3]));
    TessBaseAPISetImage2(api, pix);
    if (atoi(fields[2]) > 0)
        TessBaseAPISetSourceResolution(api, atoi(fields[2]));
    if (TessBaseAPIRecognize(api, NULL) != 0)
        return FALSE;
    char *text = TessBaseAPIGetUTF8Text(api);
    gboolean is_written = g_file_set_contents(fields[1], text, -1, NULL);
    TessDeleteText(text);
    TessBaseAPIClear(api);
    return is_written;
}

/* Pages are handed out one by one, so that no process waits while another has pages left. */
static int
work(const char *languages, char **lines, guint n_lines, atomic_uint *next)
{
    TessBaseAPI *api = TessBaseAPICreate();
    int status = 0;

    TessBaseAPISetVariable(api, "debug_file", "/dev/null");
    if (TessBaseAPIInit3(api, NULL, languages) != 0)
        return 1;
    for (guint i = atomic_fetch_add(next, 1); i < n_lines; i = atomic_fetch_add(next, 1)) {
        if (!read_one(api, lines[i])) {
            g_printerr("bench-loop: cannot read: %s\n", lines[i]);
            status = 1;
        }
    }
    TessBaseAPIEnd(api);
    TessBaseAPIDelete(api);
    return status;
}

static char **
read_lines(guint *n_lines)
{
    g_autoptr(GString) all = g_string_new(NULL);
    char part[4096];
    size_t n;

    while ((n = fread(part, 1, sizeof part, stdin)) > 0)
        g_string_append_len(all, part, (gssize)n);
    char **lines = g_strsplit(g_strchomp(all->str), "\n", -1);
    *n_lines = g_strv_length(lines);
    return lines;
}

int
main(int argc, char **argv)
{
    guint n_lines = 0;
    int status = 0, worst = 0;

    if (argc != 4) {
        g_printerr("bench-loop PROCESSES LANGUAGES plain|png <LIST\n");
        return 64;
    }
    packs_as_png = strcmp(argv[3], "png") == 0;
    g_auto(GStrv) lines = read_lines(&n_lines);
    atomic_uint *next = mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (next == MAP_FAILED)
        return 1;
    setMsgSeverity(L_SEVERITY_NONE);
    for (int i = 0; i < atoi(argv[1]); i++)
        if (fork() == 0)
            _exit(work(argv[2], lines, n_lines, next));
    while (wait(&status) > 0)
        worst = MAX(worst, WIFEXITED(status) ? WEXITSTATUS(status) : 1);
    return worst;
}
