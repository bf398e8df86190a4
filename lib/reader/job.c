/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/job.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/system.h"

/* What a container may become; the words on each are in decode/decode.h. */
#define UNPACK_ENTRIES_MAX G_GUINT64_CONSTANT(100000)
#define UNPACK_BYTES_MAX   (G_GUINT64_CONSTANT(8) << 30)
#define UNPACK_RATIO_MAX   200u

ArsipJob *
arsip_job_new(ArsipJobKind kind, int fd, int output)
{
    ArsipJob *job = g_new0(ArsipJob, 1);

    job->kind = kind;
    job->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    job->output = output < 0 ? -1 : fcntl(output, F_DUPFD_CLOEXEC, 0);
    job->layers = -1;
    if (output >= 0 && job->output < 0)
        arsip_fd_close(&job->fd);
    return job;
}

void
arsip_job_take_layers(ArsipJob *job, int layers)
{
    job->layers = fcntl(layers, F_DUPFD_CLOEXEC, 0);
    if (job->layers < 0)
        arsip_fd_close(&job->fd);
}

void
arsip_job_free(ArsipJob *job)
{
    if (job == NULL)
        return;
    arsip_fd_close(&job->fd);
    arsip_fd_close(&job->output);
    arsip_fd_close(&job->layers);
    g_clear_pointer(&job->drawing, g_variant_unref);
    g_free(job->format);
    g_free(job->key);
    g_free(job);
}

/* Bytes without NUL, in whatever encoding they were typed. */
static GVariant *
password_list(const char *const *passwords)
{
    GVariantBuilder list;

    g_variant_builder_init(&list, G_VARIANT_TYPE_BYTESTRING_ARRAY);
    for (guint i = 0; passwords[i] != NULL; i++)
        g_variant_builder_add_value(
            &list, g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, passwords[i], strlen(passwords[i]), 1));
    return g_variant_builder_end(&list);
}

gboolean
arsip_job_send(const ArsipJob *job, int socket, const char *const *passwords, GError **error)
{
    static const char *const kinds[] = {"open", "read", "unpack", "draw", "embed", "overlay", "pack"};
    const int fds[] = {job->fd, job->output, job->layers};
    guint n_fds = job->layers >= 0 ? 3 : job->output >= 0 ? 2 : 1;
    GVariantDict values;

    g_variant_dict_init(&values, NULL);
    if (passwords != NULL)
        g_variant_dict_insert_value(&values, "passwords", password_list(passwords));
    if (job->key != NULL)
        g_variant_dict_insert(&values, "key", "s", job->key);
    if (job->page > 0)
        g_variant_dict_insert(&values, "page", "u", job->page);
    if (job->drawing != NULL)
        g_variant_dict_insert_value(&values, job->kind == ARSIP_JOB_OVERLAY ? "layers" : "drawing",
                                    job->drawing);
    if (job->kind == ARSIP_JOB_PACK) {
        g_variant_dict_insert(&values, "format", "s", job->format);
        g_variant_dict_insert(&values, "modified", "x", job->modified);
    }
    if (job->kind == ARSIP_JOB_UNPACK) {
        g_variant_dict_insert(&values, "max-entries", "t", UNPACK_ENTRIES_MAX);
        g_variant_dict_insert(&values, "max-bytes", "t", UNPACK_BYTES_MAX);
        g_variant_dict_insert(&values, "max-ratio", "u", UNPACK_RATIO_MAX);
    }
    return arsip_message_send(socket, job->number, kinds[job->kind], g_variant_dict_end(&values), fds, n_fds,
                              error);
}

gboolean
arsip_job_may_retry(const ArsipJob *job)
{
    return !job->is_retried && job->output < 0;
}

gboolean
arsip_job_came_on(ArsipJob *job)
{
    guint64 before = job->progress;
    struct stat output = {0};

    if ((job->kind != ARSIP_JOB_UNPACK && job->kind != ARSIP_JOB_PACK) || fstat(job->output, &output) != 0)
        return FALSE;
    job->progress = (guint64)output.st_size + job->bounds.n_entries;
    return job->progress > before;
}

gboolean
arsip_job_take_member(ArsipJob *job, GVariant *values, guint *n_called, GError **error)
{
    g_auto(ArsipMemberAnswer) member = {0};
    struct stat output = {0};

    if (job->kind != ARSIP_JOB_UNPACK || fstat(job->output, &output) != 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the reader told of members that nobody asked for"));
        return FALSE;
    }
    if (!arsip_answer_member(values, (guint64)output.st_size, UNPACK_ENTRIES_MAX, &job->bounds, &member,
                             error))
        return FALSE;
    (*n_called)++;
    job->member(member.path, member.offset, member.size, member.modified, member.failure, job->data);
    return TRUE;
}

static gboolean
understand_written(const ArsipJob *job, GVariant *values, GError **error)
{
    struct stat output = {0};

    if (fstat(job->output, &output) != 0)
        return arsip_set_errno(error, errno, NULL, _("cannot be looked at"));
    return arsip_answer_drawn(values, (guint64)output.st_size, error);
}

static gboolean
understand_embedded(const ArsipJob *job, GVariant *values, ArsipEmbedded *embedded, GError **error)
{
    g_autoptr(GVariant) picture = g_variant_lookup_value(values, "picture", G_VARIANT_TYPE_VARDICT);

    if (picture == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("what the reader says of the picture makes no sense"));
        return FALSE;
    }
    return understand_written(job, values, error) && arsip_embedded_from_variant(picture, embedded, error);
}

gboolean
arsip_job_understand(const ArsipJob *job, GVariant *values, ArsipJobResult *result, GError **error)
{
    switch (job->kind) {
    case ARSIP_JOB_OPEN:
        return arsip_answer_opened(values, &result->opened, error);
    case ARSIP_JOB_READ:
        result->reading = arsip_reading_from_variant(values, error);
        return result->reading != NULL;
    case ARSIP_JOB_DRAW:
        return understand_written(job, values, error);
    case ARSIP_JOB_EMBED:
        return understand_embedded(job, values, &result->embedded, error);
    case ARSIP_JOB_OVERLAY:
        g_variant_lookup(values, "signed", "b", &result->was_signed);
        return understand_written(job, values, error);
    case ARSIP_JOB_UNPACK:
    case ARSIP_JOB_PACK:
    default:
        return TRUE;
    }
}

void
arsip_job_result_clear(ArsipJobResult *result)
{
    arsip_opened_file_clear(&result->opened);
    g_clear_pointer(&result->reading, arsip_reading_free);
    arsip_embedded_clear(&result->embedded);
}

void
arsip_job_tell_result(const ArsipJob *job, ArsipJobResult *result)
{
    switch (job->kind) {
    case ARSIP_JOB_OPEN:
        job->done.open(&result->opened, NULL, job->data);
        break;
    case ARSIP_JOB_READ:
        job->done.read(g_steal_pointer(&result->reading), NULL, job->data);
        break;
    case ARSIP_JOB_DRAW:
        job->done.draw(NULL, job->data);
        break;
    case ARSIP_JOB_UNPACK:
        job->done.unpack(NULL, job->data);
        break;
    case ARSIP_JOB_EMBED:
        job->done.embed(&result->embedded, NULL, job->data);
        break;
    case ARSIP_JOB_OVERLAY:
        job->done.overlay(result->was_signed, NULL, job->data);
        break;
    case ARSIP_JOB_PACK:
        job->done.pack(NULL, job->data);
        break;
    }
}

void
arsip_job_tell_failure(const ArsipJob *job, const GError *failure)
{
    switch (job->kind) {
    case ARSIP_JOB_OPEN:
        job->done.open(NULL, failure, job->data);
        break;
    case ARSIP_JOB_READ:
        job->done.read(NULL, failure, job->data);
        break;
    case ARSIP_JOB_DRAW:
        job->done.draw(failure, job->data);
        break;
    case ARSIP_JOB_UNPACK:
        job->done.unpack(failure, job->data);
        break;
    case ARSIP_JOB_EMBED:
        job->done.embed(NULL, failure, job->data);
        break;
    case ARSIP_JOB_OVERLAY:
        job->done.overlay(FALSE, failure, job->data);
        break;
    case ARSIP_JOB_PACK:
        job->done.pack(failure, job->data);
        break;
    }
}
