/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/intake.h"
#include "base/escape.h"
#include "base/i18n.h"

/* Not every file system knows files without a name. */
static int
open_nameless(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_strdup_printf("%s.%d.scratch", path, (int)getpid());
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0)
        return fd;
    fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        unlink(name);
    return fd;
}

gboolean
arsip_pdf_source_begin(ArsipPdfSource *source, const char *path, GError **error)
{
    source->scratch = open_nameless(path);
    if (source->scratch >= 0)
        return TRUE;
    int saved_errno = errno;
    g_autofree char *name = arsip_escape(path);
    return arsip_set_errno(error, saved_errno, name, _("cannot be written"));
}

static void
let_go(ArsipPdfSource *source)
{
    arsip_fd_close(&source->original);
    g_clear_pointer(&source->sha256, g_free);
}

void
arsip_pdf_source_clear(ArsipPdfSource *source)
{
    let_go(source);
    arsip_fd_close(&source->scratch);
}

static gboolean
fail_as_damaged(GError **error)
{
    g_set_error_literal(
        error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
        _("the original in the archive is damaged; run `arsip check` and fetch it from a backup"));
    return FALSE;
}

gboolean
arsip_pdf_source_take(ArsipPdfSource *source, const char *sha256, GError **error)
{
    guint8 wanted[ARSIP_HASH_SIZE], found[ARSIP_HASH_SIZE];

    if (source->sha256 != NULL && g_strcmp0(source->sha256, sha256) == 0)
        return TRUE;
    let_go(source);
    if (sha256 == NULL || !arsip_hash_from_hex(sha256, wanted))
        return fail_as_damaged(error);
    g_auto(ArsipFd) fd = arsip_original_open(source->archive, wanted, error);
    if (fd < 0 || !arsip_hash_file(fd, sha256, found, NULL, error))
        return FALSE;
    if (memcmp(wanted, found, sizeof wanted) != 0)
        return fail_as_damaged(error);
    source->original = fd;
    source->sha256 = g_strdup(sha256);
    fd = -1;
    return TRUE;
}

/* ---- what readers do */

typedef struct {
    ArsipOpenedFile opened;
    ArsipEmbedded embedded;
    gboolean was_signed;
    GError *failure;
} Answer;

static void
clear_answer(Answer *answer)
{
    arsip_opened_file_clear(&answer->opened);
    arsip_embedded_clear(&answer->embedded);
    g_clear_error(&answer->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, clear_answer)

static void
take_failure(Answer *answer, const GError *failure)
{
    if (failure != NULL)
        answer->failure = g_error_copy(failure);
}

static void
take_opened(const ArsipOpenedFile *opened, const GError *failure, gpointer data)
{
    Answer *answer = data;

    take_failure(answer, failure);
    if (opened == NULL)
        return;
    answer->opened = *opened;
    answer->opened.media_type = g_strdup(opened->media_type);
}

static void
take_embedded(const ArsipEmbedded *embedded, const GError *failure, gpointer data)
{
    Answer *answer = data;

    take_failure(answer, failure);
    if (embedded == NULL)
        return;
    answer->embedded = *embedded;
    if (embedded->palette != NULL)
        g_bytes_ref(embedded->palette);
}

static void
take_overlaid(gboolean was_signed, const GError *failure, gpointer data)
{
    Answer *answer = data;

    take_failure(answer, failure);
    answer->was_signed = was_signed;
}

static gboolean
wait_for(ArsipPool *pool, Answer *answer, GError **error)
{
    while (arsip_pool_pending(pool) > 0) {
        if (arsip_pool_wait(pool, -1, error))
            continue;
        /* The job would be told to an answer that is there no longer. */
        arsip_pool_drop(pool, answer);
        return FALSE;
    }
    if (answer->failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&answer->failure));
    return FALSE;
}

gboolean
arsip_pdf_source_look(ArsipPdfSource *source, ArsipOpenedFile *opened, GError **error)
{
    g_auto(Answer) answer = {0};

    arsip_pool_open(source->pool, source->original, source->sha256, take_opened, &answer);
    if (!wait_for(source->pool, &answer, error))
        return FALSE;
    *opened = answer.opened;
    answer.opened.media_type = NULL;
    return TRUE;
}

gboolean
arsip_pdf_source_embed(ArsipPdfSource *source, guint page, ArsipEmbedded *embedded, guint64 *size,
                       GError **error)
{
    g_auto(Answer) answer = {0};
    struct stat status = {0};

    if (ftruncate(source->scratch, 0) != 0 || lseek(source->scratch, 0, SEEK_SET) != 0)
        return arsip_set_errno(error, errno, NULL, _("cannot be written"));
    arsip_pool_embed(source->pool, source->original, source->scratch, source->sha256, page, take_embedded,
                     &answer);
    if (!wait_for(source->pool, &answer, error))
        return FALSE;
    if (fstat(source->scratch, &status) != 0)
        return arsip_set_errno(error, errno, NULL, _("cannot be read"));
    *embedded = answer.embedded;
    answer.embedded.palette = NULL;
    *size = (guint64)status.st_size;
    return TRUE;
}

gboolean
arsip_pdf_source_overlay(ArsipPdfSource *source, GVariant *pages, int output, gboolean *was_signed,
                         GError **error)
{
    g_auto(Answer) answer = {0};

    arsip_pool_overlay(source->pool, source->original, source->scratch, output, pages, take_overlaid,
                       &answer);
    if (!wait_for(source->pool, &answer, error))
        return FALSE;
    *was_signed = answer.was_signed;
    return TRUE;
}
