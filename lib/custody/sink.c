/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/sink.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "custody/packer.h"
#include "custody/scribe.h"
#include "custody/syncer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (256 * 1024)

struct ArsipHand {
    ArsipHash *hash; /* of what is put */
    guint8 block[BLOCK];
};

struct ArsipSink {
    char *target;
    char *name; /* escaped, for errors */
    char *part; /* where it grows */
    const char *inner_name;
    gboolean is_forced;
    ArsipFd output;      /* the part: a folder or a file */
    ArsipPacker *packer; /* NULL: a folder */
    ArsipSyncer *syncer; /* of a folder */
    ArsipScribe *scribe; /* of the streams */
    GMutex mutex;
    /* Behind the mutex: */
    GHashTable *folders; /* that were made, so that they are not asked for again */
};

static const char *
packed_format(const char *target)
{
    g_autofree char *lower = g_ascii_strdown(target, -1);

    return g_str_has_suffix(lower, ".zip") ? "zip" : g_str_has_suffix(lower, ".tar") ? "tar" : NULL;
}

static gboolean
fail_to_write(const ArsipSink *sink, GError **error)
{
    return arsip_set_errno(error, errno, sink->name, _("cannot be written"));
}

/* Only a bag, or an empty folder, makes way for a bag. */
static gboolean
may_make_way(const ArsipSink *sink)
{
    g_autofree char *declaration = g_build_filename(sink->target, "bagit.txt", NULL);
    GStatBuf info;

    if (g_lstat(sink->target, &info) != 0)
        return FALSE;
    if (sink->packer != NULL || packed_format(sink->target) != NULL)
        return S_ISREG(info.st_mode);
    return S_ISDIR(info.st_mode) &&
           (g_file_test(declaration, G_FILE_TEST_IS_REGULAR) || g_rmdir(sink->target) == 0);
}

static gboolean
check_target(const ArsipSink *sink, GError **error)
{
    GStatBuf info;

    if (g_lstat(sink->target, &info) != 0)
        return TRUE;
    if (!sink->is_forced) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("%s: already exists; give another name, or --force"), sink->name);
        return FALSE;
    }
    if (may_make_way(sink))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                _("%s: exists and is no bag, so --force does not replace it; give another name"), sink->name);
    return FALSE;
}

static gboolean
begin_part(ArsipSink *sink, const ArsipSinkOptions *options, GError **error)
{
    const char *format = packed_format(sink->target);

    if (format == NULL) {
        if (g_mkdir(sink->part, 0777) != 0)
            return fail_to_write(sink, error);
        sink->output = open(sink->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (sink->output < 0)
            return fail_to_write(sink, error);
        sink->syncer = arsip_syncer_new(sink->output);
        return TRUE;
    }
    sink->output = open(sink->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (sink->output < 0)
        return fail_to_write(sink, error);
    sink->packer = arsip_packer_new(sink->output, format, options->moment, error);
    return sink->packer != NULL;
}

ArsipSink *
arsip_sink_new(const ArsipSinkOptions *options, GError **error)
{
    g_autoptr(ArsipSink) sink = g_new0(ArsipSink, 1);
    gsize length = strlen(options->target);

    while (length > 1 && options->target[length - 1] == '/')
        length--;
    g_mutex_init(&sink->mutex);
    sink->output = -1;
    sink->target = g_strndup(options->target, length);
    sink->name = arsip_escape(sink->target);
    sink->inner_name = options->name;
    sink->is_forced = options->is_forced;
    sink->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!check_target(sink, error))
        return NULL;
    sink->part = g_strdup_printf("%s.%d.part", sink->target, (int)getpid());
    if (!begin_part(sink, options, error))
        return NULL;
    sink->scribe = arsip_scribe_new(sink->name, sink->packer == NULL);
    return g_steal_pointer(&sink);
}

void
arsip_sink_free(ArsipSink *sink)
{
    if (sink == NULL)
        return;
    arsip_scribe_free(sink->scribe);
    arsip_packer_free(sink->packer);
    arsip_syncer_free(sink->syncer);
    arsip_fd_close(&sink->output);
    if (sink->part != NULL && g_unlink(sink->part) != 0)
        arsip_folder_remove(sink->part);
    g_clear_pointer(&sink->folders, g_hash_table_unref);
    g_mutex_clear(&sink->mutex);
    g_free(sink->part);
    g_free(sink->name);
    g_free(sink->target);
    g_free(sink);
}

gboolean
arsip_sink_is_folder(const ArsipSink *sink)
{
    return sink->packer == NULL;
}

ArsipHand *
arsip_hand_new(void)
{
    ArsipHand *hand = g_new(ArsipHand, 1);

    hand->hash = arsip_hash_new();
    return hand;
}

void
arsip_hand_free(ArsipHand *hand)
{
    if (hand == NULL)
        return;
    arsip_hash_free(hand->hash);
    g_free(hand);
}

/* Behind the mutex. */
static gboolean
make_folder(ArsipSink *sink, const char *folder, GError **error)
{
    g_autofree char *whole = NULL;

    if (g_hash_table_contains(sink->folders, folder))
        return TRUE;
    whole = g_build_filename(sink->part, folder, NULL);
    if (g_mkdir_with_parents(whole, 0777) != 0)
        return fail_to_write(sink, error);
    g_hash_table_add(sink->folders, g_strdup(folder));
    return TRUE;
}

static gboolean
make_folder_of(ArsipSink *sink, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    gboolean is_made;

    if (g_str_equal(folder, "."))
        return TRUE;
    g_mutex_lock(&sink->mutex);
    is_made = make_folder(sink, folder, error);
    g_mutex_unlock(&sink->mutex);
    return is_made;
}

static int
create(ArsipSink *sink, const char *path, GError **error)
{
    int fd;

    if (!make_folder_of(sink, path, error))
        return -1;
    fd = openat(sink->output, path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        fail_to_write(sink, error);
    return fd;
}

/* The reader knows no name. */
static gboolean
name_failure(const ArsipSink *sink, GError **error)
{
    g_prefix_error(error, "%s: ", sink->name);
    return FALSE;
}

/* How long it is was told before its bytes. */
static gboolean
fail_for_change(const char *name, GError **error)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("%s: it changed while it was copied"), name);
    return FALSE;
}

static gboolean
begin_packed(const ArsipSink *sink, const char *path, guint64 size, GError **error)
{
    g_autofree char *whole = g_build_filename(sink->inner_name, path, NULL);

    return arsip_packer_begin(sink->packer, whole, size, error) || name_failure(sink, error);
}

/* A file on its way. */
typedef struct {
    int from;
    const char *name;
    guint64 at, end;
    ArsipHand *hand;
    int to; /* -1: it is packed */
} Way;

static gboolean
put_block(const ArsipSink *sink, const Way *way, gsize length, GError **error)
{
    if (way->to >= 0)
        return arsip_file_write(way->to, sink->name, way->hand->block, length, error);
    return arsip_packer_send(sink->packer, way->hand->block, length, error) || name_failure(sink, error);
}

/* As far as there are bytes. */
static gboolean
pass(const ArsipSink *sink, Way *way, GError **error)
{
    while (way->at < way->end) {
        ssize_t got = pread(way->from, way->hand->block, MIN(BLOCK, way->end - way->at), (off_t)way->at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return arsip_set_errno(error, errno, way->name, _("cannot be read"));
        if (got == 0)
            break;
        arsip_hash_update(way->hand->hash, way->hand->block, (gsize)got);
        if (!put_block(sink, way, (gsize)got, error))
            return FALSE;
        way->at += (guint64)got;
    }
    return way->to >= 0 || way->at == way->end || fail_for_change(way->name, error);
}

static gboolean
find_size(int fd, const char *name, guint64 *size, GError **error)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return arsip_set_errno(error, errno, name, _("cannot be read"));
    *size = (guint64)info.st_size;
    return TRUE;
}

static gboolean
count(const ArsipSink *sink, GError **error)
{
    errno = sink->syncer != NULL ? arsip_syncer_count(sink->syncer) : 0;
    return errno == 0 || fail_to_write(sink, error);
}

gboolean
arsip_sink_put(ArsipSink *sink, ArsipHand *hand, const char *path, int fd, const char *name, ArsipPut *put,
               GError **error)
{
    Way way = {.from = fd, .name = name, .hand = hand, .to = -1};
    g_auto(ArsipFd) to = -1;
    gboolean is_put;

    if (!find_size(fd, name, &way.end, error))
        return FALSE;
    if (sink->packer == NULL)
        way.to = to = create(sink, path, error);
    if (sink->packer == NULL ? to < 0 : !begin_packed(sink, path, way.end, error))
        return FALSE;
    is_put = pass(sink, &way, error) && count(sink, error);
    put->size = way.at;
    arsip_hash_finish(hand->hash, put->sha256);
    return is_put;
}

/* Without a name, beside the part: what is to be packed is as much as that. */
static int
open_scratch(const ArsipSink *sink, GError **error)
{
    g_autofree char *path = g_strconcat(sink->part, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0)
        fail_to_write(sink, error);
    else
        g_unlink(path);
    return fd;
}

FILE *
arsip_sink_open(ArsipSink *sink, const char *path, GError **error)
{
    int fd = sink->packer == NULL ? create(sink, path, error) : open_scratch(sink, error);

    return fd >= 0 ? arsip_scribe_open(sink->scribe, fd) : NULL;
}

static gboolean
pack_script(const ArsipSink *sink, const char *path, const ArsipScript *script, GError **error)
{
    guint64 length = script->size;

    if (!begin_packed(sink, path, length, error))
        return FALSE;
    if (!arsip_packer_send_file(sink->packer, script->fd, &length, error))
        return name_failure(sink, error);
    return length == script->size || fail_for_change(sink->name, error);
}

gboolean
arsip_sink_put_stream(ArsipSink *sink, const char *path, FILE *stream, ArsipPut *put, GError **error)
{
    ArsipScript script;

    if (!arsip_scribe_end(sink->scribe, stream, &script, error))
        return FALSE;
    put->size = script.size;
    memcpy(put->sha256, script.sha256, ARSIP_HASH_SIZE);
    return sink->packer == NULL || pack_script(sink, path, &script, error);
}

/* The older bag takes the part's name, and goes with it. */
static gboolean
take_name(ArsipSink *sink, GError **error)
{
    if (renameat2(AT_FDCWD, sink->part, AT_FDCWD, sink->target, RENAME_NOREPLACE) == 0)
        return TRUE;
    if (errno == EEXIST && sink->is_forced && may_make_way(sink) &&
        (renameat2(AT_FDCWD, sink->part, AT_FDCWD, sink->target, RENAME_EXCHANGE) == 0 ||
         (errno == ENOENT && renameat2(AT_FDCWD, sink->part, AT_FDCWD, sink->target, RENAME_NOREPLACE) == 0)))
        return TRUE;
    /* File systems that know neither: there is nothing of that name, or it is replaced. */
    if (errno == EINVAL && (sink->is_forced || !g_file_test(sink->target, G_FILE_TEST_EXISTS)) &&
        g_rename(sink->part, sink->target) == 0)
        return TRUE;
    return fail_to_write(sink, error);
}

static gboolean
make_durable(const ArsipSink *sink)
{
    if (sink->packer != NULL)
        return fsync(sink->output) == 0;
    errno = arsip_syncer_end(sink->syncer);
    return errno == 0;
}

gboolean
arsip_sink_finish(ArsipSink *sink, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(sink->target);

    if (sink->packer != NULL && !arsip_packer_finish(sink->packer, error))
        return name_failure(sink, error);
    if (!make_durable(sink))
        return fail_to_write(sink, error);
    return take_name(sink, error) && arsip_folder_sync(folder, error);
}
