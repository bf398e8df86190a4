/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/system.h"
#include "decode/container/unpack.h"

#include <locale.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

typedef struct {
    int output;
    guint64 end;
    guint n_members;
} Seen;

static gboolean
check_member(const ArsipMember *member, gpointer data, GError **error)
{
    Seen *seen = data;
    g_auto(GStrv) parts = g_strsplit(member->path, "/", -1);
    struct stat status;

    (void)error;
    seen->n_members++;
    g_assert_true(*member->path != '\0' && *member->path != '/');
    g_assert_false(g_strv_contains((const char *const *)parts, ".."));
    g_assert_cmpuint(member->offset, >=, seen->end);
    if (member->error == NULL) {
        g_assert_cmpint(fstat(seen->output, &status), ==, 0);
        g_assert_cmpuint(member->offset + member->size, <=, (guint64)status.st_size);
        seen->end = member->offset + member->size;
    }
    return TRUE;
}

/* An archive of any bytes keeps to its limits, and its members to their places. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const ArsipUnpackLimits limits = {.max_entries = 200, .max_bytes = 4 << 20, .max_ratio = 200};
    static const char *const passwords[] = {"salah", "rahasia", "lain", NULL};
    static gboolean has_locale = FALSE;
    g_auto(ArsipFd) file = memfd_create("input", MFD_CLOEXEC);
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    Seen seen = {.output = output};
    struct stat status;

    if (!has_locale)
        has_locale = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
    g_assert_cmpint(write(file, data, size), ==, (gssize)size);
    (void)arsip_unpack(file, output, &limits, size % 2 == 0 ? passwords : NULL, check_member, &seen, NULL);
    g_assert_cmpuint(seen.n_members, <=, limits.max_entries);
    g_assert_cmpint(fstat(output, &status), ==, 0);
    g_assert_cmpuint((guint64)status.st_size, <=, limits.max_bytes + (1 << 20));
    return 0;
}
