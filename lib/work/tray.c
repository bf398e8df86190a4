/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/tray.h>

#include "archive/source.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/system.h"
#include "work/complete.h"
#include "work/lease.h"
#include "work/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define SECOND G_TIME_SPAN_SECOND
/* What seems incomplete, or open for writing, is taken after it has stayed the same for so long. */
#define DOUBT (60 * SECOND)
/* A steady stream of new files puts a batch off for so many times the settling at most. */
#define PATIENCE 10
/* Without notices, as from other computers that write to the same share. */
#define LOOK_EVERY (30 * SECOND)
#define NOTICES                                                                                              \
    (IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |          \
     IN_ONLYDIR)

typedef struct {
    guint64 size;
    gint64 modified; /* nanoseconds */
    ino_t inode;
    gint64 since; /* as it is now */
    guint look;   /* that saw it last */
    gboolean is_done;
    gboolean is_ripe;
    gboolean is_offered; /* to the batch under way */
} Seen;

struct ArsipTray {
    char *folder;
    gint64 settle;
    ArsipFd notices;
    GHashTable *seen; /* path -> Seen */
    GHashTable *told; /* paths of what cannot be taken */
    dev_t barred_device;
    ino_t barred_inode;
    guint look;
    gint64 now;
    guint pending; /* not taken yet */
    void (*tell)(const char *sentence, gpointer data);
    gpointer tell_data;
};

void
arsip_tray_free(ArsipTray *tray)
{
    if (tray == NULL)
        return;
    arsip_fd_close(&tray->notices);
    g_hash_table_unref(tray->seen);
    g_hash_table_unref(tray->told);
    g_free(tray->folder);
    g_free(tray);
}

static gboolean
lies_in_archive(const char *folder, const char *archive_folder)
{
    g_autofree char *real = realpath(folder, NULL);
    g_autofree char *own = realpath(archive_folder, NULL);
    gsize length = own != NULL ? strlen(own) : 0;

    return real != NULL && own != NULL && strncmp(real, own, length) == 0 &&
           (real[length] == '\0' || real[length] == '/');
}

static gboolean
check_folder(const char *folder, GError **error)
{
    g_autofree char *name = arsip_escape(folder);

    if (g_file_test(folder, G_FILE_TEST_IS_DIR))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("%s: there is no such folder"), name);
    return FALSE;
}

ArsipTray *
arsip_tray_open(const char *folder, const char *archive_folder, gint64 settle, GError **error)
{
    g_autoptr(ArsipTray) tray = g_new0(ArsipTray, 1);
    struct stat own;

    tray->folder = g_canonicalize_filename(folder, NULL);
    tray->settle = settle;
    tray->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    tray->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    tray->notices = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (!check_folder(tray->folder, error))
        return NULL;
    if (lies_in_archive(tray->folder, archive_folder)) {
        g_autofree char *name = arsip_escape(folder);

        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("%s: lies in the archive itself"), name);
        return NULL;
    }
    if (stat(archive_folder, &own) == 0) {
        tray->barred_device = own.st_dev;
        tray->barred_inode = own.st_ino;
    }
    return g_steal_pointer(&tray);
}

/* Before its names are read, so that nothing that comes between goes unnoticed. A folder that cannot be
 * watched (too many, a file system without notices) is looked at all the same. */
static void
watch_folder(const char *path, gpointer data)
{
    ArsipTray *tray = data;

    if (tray->notices >= 0 && inotify_add_watch(tray->notices, path, NOTICES) < 0)
        g_debug("%s: no notices: %s", path, g_strerror(errno));
}

static gboolean
is_being_written(const ArsipTray *tray, const char *path)
{
    static const char *const endings[] = {".part", ".crdownload", ".tmp", "~"};

    for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(path, endings[i]))
            return TRUE;
    return strstr(path + strlen(tray->folder), "/.") != NULL;
}

static gint64
nanoseconds(const struct stat *info)
{
    return (gint64)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static gboolean
is_as_seen(const Seen *seen, const struct stat *info)
{
    return seen->size == (guint64)info->st_size && seen->modified == nanoseconds(info) &&
           seen->inode == info->st_ino;
}

static gboolean
see_file(const char *path, const struct stat *info, gpointer data, GError **error)
{
    ArsipTray *tray = data;
    Seen *seen;

    (void)error;
    if (is_being_written(tray, path))
        return TRUE;
    seen = g_hash_table_lookup(tray->seen, path);
    if (seen == NULL) {
        seen = g_new0(Seen, 1);
        g_hash_table_insert(tray->seen, g_strdup(path), seen);
    }
    if (seen->look == 0 || !is_as_seen(seen, info))
        *seen = (Seen){.size = (guint64)info->st_size,
                       .modified = nanoseconds(info),
                       .inode = info->st_ino,
                       .since = tray->now};
    seen->look = tray->look;
    return TRUE;
}

static gboolean
see_problem(const char *path, const GError *problem, gpointer data, GError **error)
{
    ArsipTray *tray = data;

    (void)error;
    /* It is gone: renamed by its writer, most of the time. */
    if (g_error_matches(problem, ARSIP_ERROR, ARSIP_ERROR_VANISHED) ||
        !g_hash_table_add(tray->told, g_strdup(path)))
        return TRUE;
    tray->tell(problem->message, tray->tell_data);
    return TRUE;
}

static gboolean
is_gone(gpointer path, gpointer seen, gpointer tray)
{
    (void)path;
    return ((const Seen *)seen)->look != ((const ArsipTray *)tray)->look;
}

/* What the notices say does not matter; that their queue ran over does not either. */
static void
drop_notices(const ArsipTray *tray)
{
    char notices[4096];

    while (tray->notices >= 0 && read(tray->notices, notices, sizeof notices) > 0)
        ;
}

gboolean
arsip_tray_look(ArsipTray *tray, gint64 now, void (*tell)(const char *sentence, gpointer data), gpointer data,
                GError **error)
{
    const char *const paths[] = {tray->folder, NULL};
    ArsipWalk walk = {.file = see_file,
                      .problem = see_problem,
                      .folder = watch_folder,
                      .data = tray,
                      .barred_device = tray->barred_device,
                      .barred_inode = tray->barred_inode};

    tray->look++;
    tray->now = now;
    tray->tell = tell;
    tray->tell_data = data;
    drop_notices(tray);
    if (!check_folder(tray->folder, error) || !arsip_walk(paths, &walk, error))
        return FALSE;
    g_hash_table_foreach_remove(tray->seen, is_gone, tray);
    return TRUE;
}

typedef struct {
    ArsipTray *tray;
    ArsipArchive *archive;
    gboolean takes_away;
} Memory;

static gboolean
remember(const ArsipSourceRow *row, gpointer data, GError **error)
{
    const Memory *memory = data;
    Seen *seen = g_hash_table_lookup(memory->tray->seen, row->path);
    GError *fault = NULL;

    if (seen == NULL || seen->size != row->size || seen->modified != row->modified)
        return TRUE;
    seen->is_done = !memory->takes_away || !arsip_source_went_well(memory->archive, row, &fault);
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

gboolean
arsip_tray_remember(ArsipTray *tray, ArsipArchive *archive, gboolean takes_away, GError **error)
{
    Memory memory = {tray, archive, takes_away};

    return arsip_source_each_below(archive, tray->folder, remember, &memory, error);
}

/* It is not opened again once it is known to be complete; it would be another file then. */
static gboolean
is_complete(const char *path)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    ArsipLease lease;

    /* Why it cannot be opened, the batch's report tells. */
    if (fd < 0)
        return TRUE;
    lease = arsip_lease_take(fd);
    if (lease == ARSIP_LEASE_HELD)
        arsip_lease_give_back(fd);
    return lease != ARSIP_LEASE_REFUSED && arsip_file_seems_complete(fd);
}

static gboolean
ripens(const ArsipTray *tray, const char *path, const Seen *seen, gint64 now)
{
    if (seen->is_ripe)
        return TRUE;
    if (now - seen->since < tray->settle)
        return FALSE;
    return now - seen->since >= MAX(DOUBT, tray->settle) || is_complete(path);
}

gboolean
arsip_tray_is_due(ArsipTray *tray, gint64 now)
{
    gint64 newest = G_MININT64, ripe_since = G_MAXINT64;
    GHashTableIter each;
    gpointer path, value;

    tray->pending = 0;
    g_hash_table_iter_init(&each, tray->seen);
    while (g_hash_table_iter_next(&each, &path, &value)) {
        Seen *seen = value;

        if (seen->is_done)
            continue;
        tray->pending++;
        newest = MAX(newest, seen->since);
        seen->is_ripe = ripens(tray, path, seen, now);
        if (seen->is_ripe)
            ripe_since = MIN(ripe_since, seen->since + tray->settle);
    }
    return ripe_since != G_MAXINT64 &&
           (now - newest >= tray->settle || now - ripe_since >= PATIENCE * tray->settle);
}

gboolean
arsip_tray_is_idle(const ArsipTray *tray)
{
    return tray->pending == 0;
}

gint64
arsip_tray_pause(const ArsipTray *tray, gboolean *heeds_notices)
{
    *heeds_notices = tray->pending == 0 && tray->notices >= 0;
    if (tray->pending == 0)
        return LOOK_EVERY;
    return CLAMP(tray->settle / 4, SECOND / 50, SECOND);
}

int
arsip_tray_descriptor(const ArsipTray *tray)
{
    return tray->notices;
}

gboolean
arsip_tray_takes(const char *path, const struct stat *info, gpointer data)
{
    ArsipTray *tray = data;
    Seen *seen = g_hash_table_lookup(tray->seen, path);

    if (seen == NULL || seen->is_done || !seen->is_ripe || !is_as_seen(seen, info))
        return FALSE;
    seen->is_offered = TRUE;
    return TRUE;
}

void
arsip_tray_taken(ArsipTray *tray)
{
    GHashTableIter each;
    gpointer value;

    g_hash_table_iter_init(&each, tray->seen);
    while (g_hash_table_iter_next(&each, NULL, &value)) {
        Seen *seen = value;

        seen->is_done = seen->is_done || seen->is_offered;
        seen->is_offered = FALSE;
    }
}
