/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/correct.h>
#include <arsip/ingest.h>

#include "archive/batch.h"
#include "archive/event.h"
#include "archive/intake.h"
#include "archive/lock.h"
#include "archive/record.h"
#include "archive/source.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/system.h"
#include "search/index.h"
#include "work/away.h"
#include "work/back.h"
#include "work/filing.h"
#include "work/pipeline.h"
#include "work/setting.h"
#include "work/store.h"
#include "work/walk.h"
#include "work/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* Kept free beside the files themselves: for the catalogue, its log and the index. */
#define SPARE_BYTES (64u * 1024 * 1024)
#define TELL_EVERY  64

typedef struct {
    ArsipArchive *archive;
    const ArsipIngestOptions *options;
    const ArsipWatcher *watcher;
    ArsipStore *store;
    gint64 batch;         /* while looking: the interrupted one that will be resumed, or 0 */
    guint64 files, bytes; /* found when looking; bytes: still to be stored */
    guint64 done;
    gint64 begun;
} Ingest;

/* What a resumed run must share with the interrupted one: where it looks and what it sets. */
static char *
arguments_of(const ArsipIngestOptions *options)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_array(json, "paths");
    for (guint i = 0; options->paths[i] != NULL; i++) {
        g_autofree char *name = arsip_escape(options->paths[i]);

        arsip_json_text(json, NULL, name);
    }
    arsip_json_end(json);
    arsip_json_array(json, "set");
    for (guint i = 0; options->set != NULL && options->set[i] != NULL; i++)
        arsip_json_text(json, NULL, options->set[i]);
    arsip_json_end(json);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static void
tell(const Ingest *ingest, guint phase)
{
    ArsipProgress progress = {.phase = phase, .files_done = ingest->done, .files_total = ingest->files};

    if (ingest->watcher == NULL || ingest->watcher->progress == NULL)
        return;
    progress.seconds = (double)(g_get_monotonic_time() - ingest->begun) / G_USEC_PER_SEC;
    ingest->watcher->progress(&progress, ingest->watcher->data);
}

static gint64
nanoseconds(const struct timespec *time)
{
    return (gint64)time->tv_sec * 1000000000 + time->tv_nsec;
}

static ArsipArrival
arrival_of(const Ingest *ingest, const char *path, const struct stat *info)
{
    return (ArsipArrival){.batch = ingest->batch,
                          .path = path,
                          .modified = nanoseconds(&info->st_mtim),
                          .size = (guint64)info->st_size};
}

static gboolean
is_wanted(const Ingest *ingest, const char *path, const struct stat *info)
{
    return ingest->options->takes == NULL || ingest->options->takes(path, info, ingest->options->takes_data);
}

static gboolean
look_at_file(const char *path, const struct stat *info, gpointer data, GError **error)
{
    Ingest *ingest = data;
    ArsipArrival arrival = arrival_of(ingest, path, info);

    if (!is_wanted(ingest, path, info))
        return arsip_watch_goes_on(ingest->watcher, error);
    ingest->files++;
    if (ingest->batch == 0 || arsip_arrival_count(ingest->archive, &arrival, NULL) == 0)
        ingest->bytes += (guint64)info->st_size;
    if (ingest->files % TELL_EVERY == 0)
        tell(ingest, ARSIP_PHASE_LOOK);
    return arsip_watch_goes_on(ingest->watcher, error);
}

static gboolean
look_at_problem(const char *path, const GError *problem, gpointer data, GError **error)
{
    (void)path;
    (void)problem;
    (void)data;
    (void)error;
    return TRUE;
}

static gboolean
is_about_the_archive(const GError *fault)
{
    return g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE) ||
           g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_READ_ONLY) ||
           g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_BUSY) ||
           g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_FAILED);
}

static gboolean
take_problem(const char *path, const GError *problem, gpointer data, GError **error)
{
    Ingest *ingest = data;

    arsip_store_problem(ingest->store, ingest->batch, path, 0, problem);
    return arsip_watch_goes_on(ingest->watcher, error);
}

/* A file that was given by its name, and that this batch took in and away before it was interrupted, is no
 * problem. */
static gboolean
take_walk_problem(const char *path, const GError *problem, gpointer data, GError **error)
{
    Ingest *ingest = data;

    if (ingest->options->takes != NULL || (g_error_matches(problem, ARSIP_ERROR, ARSIP_ERROR_VANISHED) &&
                                           arsip_source_is_of_batch(ingest->archive, ingest->batch, path)))
        return arsip_watch_goes_on(ingest->watcher, error);
    return take_problem(path, problem, ingest, error);
}

static gboolean
take_open_file(Ingest *ingest, const char *path, int fd, const struct stat *info, GError **error)
{
    ArsipArrival known = arrival_of(ingest, path, info);
    ArsipStoreFile file = {ingest->batch, 0, path, fd, 0, G_MAXUINT64, known.modified};
    g_autoptr(GError) fault = NULL;

    if (arsip_store_holds(ingest->store, path) || arsip_arrival_count(ingest->archive, &known, NULL) != 0)
        return TRUE;
    if (arsip_store_add(ingest->store, &file, &fault))
        return TRUE;
    if (!is_about_the_archive(fault))
        return take_problem(path, fault, ingest, error);
    g_propagate_error(error, g_steal_pointer(&fault));
    return FALSE;
}

static gboolean
take_file(const char *path, const struct stat *seen, gpointer data, GError **error)
{
    Ingest *ingest = data;
    struct stat info;
    g_auto(ArsipFd) fd = -1;

    if (!is_wanted(ingest, path, seen))
        return arsip_watch_goes_on(ingest->watcher, error);
    /* Not to hang on a pipe that has taken the file's name since it was looked at. */
    fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0) {
        int saved_errno = errno;
        g_autofree char *name = arsip_escape(path);
        g_autoptr(GError) problem = NULL;

        arsip_set_errno(&problem, saved_errno, name, _("cannot be read"));
        return take_problem(path, problem, ingest, error);
    }
    if (!S_ISREG(info.st_mode)) {
        g_autofree char *name = arsip_escape(path);
        g_autoptr(GError) problem =
            g_error_new(ARSIP_ERROR, ARSIP_ERROR_VANISHED, _("%s: is no ordinary file any more"), name);

        return take_problem(path, problem, ingest, error);
    }
    if (!take_open_file(ingest, path, fd, &info, error))
        return FALSE;
    if (++ingest->done % TELL_EVERY == 0 || ingest->done == ingest->files)
        tell(ingest, ARSIP_PHASE_STORE);
    return arsip_watch_goes_on(ingest->watcher, error);
}

static gboolean
walk(Ingest *ingest, gboolean takes, GError **error)
{
    ArsipWalk walk = {.file = takes ? take_file : look_at_file,
                      .problem = takes ? take_walk_problem : look_at_problem,
                      .data = ingest};
    struct stat own;

    if (stat(arsip_archive_folder(ingest->archive), &own) == 0) {
        walk.barred_device = own.st_dev;
        walk.barred_inode = own.st_ino;
    }
    return arsip_walk(ingest->options->paths, &walk, error);
}

static gboolean
check_space(Ingest *ingest, GError **error)
{
    guint64 free_bytes;
    guint64 wanted = ingest->bytes + ingest->bytes / 10 + SPARE_BYTES;
    g_autofree char *needed = g_format_size(wanted);
    g_autofree char *there = NULL;

    if (!arsip_archive_free_space(ingest->archive, &free_bytes, error))
        return FALSE;
    if (free_bytes >= wanted)
        return TRUE;
    there = g_format_size(free_bytes);
    g_set_error(
        error, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE,
        _("%s: the disk has %s free and this batch needs about %s; free some space, nothing was begun"),
        arsip_archive_name(ingest->archive), there, needed);
    return FALSE;
}

static gboolean
in_transaction(Ingest *ingest, gboolean (*act)(Ingest *ingest, GError **error), GError **error)
{
    if (!arsip_begin(ingest->archive, error))
        return FALSE;
    if (act(ingest, error))
        return arsip_commit(ingest->archive, error);
    arsip_rollback(ingest->archive);
    return FALSE;
}

static gboolean
begin_batch(Ingest *ingest, GError **error)
{
    g_autofree char *arguments = arguments_of(ingest->options);
    gboolean is_resumed;

    return arsip_batch_begin(ingest->archive, arguments, &ingest->batch, &is_resumed, error) &&
           arsip_problem_clear_paths(ingest->archive, ingest->batch, error);
}

static gboolean
note_away(Ingest *ingest, GError **error)
{
    const ArsipAway *away = ingest->options->away;
    g_autoptr(ArsipBatch) batch = NULL;
    g_autoptr(ArsipJson) json = NULL;

    if (away == NULL || away->taken + away->left == 0)
        return TRUE;
    batch = arsip_batch_load(ingest->archive, ingest->batch, error);
    if (batch == NULL)
        return FALSE;
    json = arsip_json_new();
    arsip_json_object(json, NULL);
    arsip_json_number(json, "taken", (gint64)away->taken);
    arsip_json_number(json, "left", (gint64)away->left);
    if (ingest->options->move_to != NULL) {
        g_autofree char *folder = g_canonicalize_filename(ingest->options->move_to, NULL);
        g_autofree char *name = arsip_escape(folder);

        arsip_json_text(json, "to", name);
    }
    arsip_json_end(json);
    return arsip_event_add(ingest->archive, "batch.sources", batch->uuid, arsip_json_line(json), error);
}

static gboolean
finish_batch(Ingest *ingest, GError **error)
{
    return arsip_bring_back(ingest->archive, ingest->batch, error) && note_away(ingest, error) &&
           arsip_batch_finish(ingest->archive, ingest->batch, error);
}

static gboolean
check_away(const Ingest *ingest, GError **error)
{
    const ArsipIngestOptions *options = ingest->options;

    if (options->away == NULL || options->move_to == NULL)
        return TRUE;
    return arsip_away_check_folder(ingest->archive, options->paths, options->move_to, error);
}

/* Before the batch is finished: one that is interrupted here goes on with it. */
static gboolean
take_away(Ingest *ingest, GError **error)
{
    const ArsipIngestOptions *options = ingest->options;

    return options->away == NULL || arsip_away_take(ingest->archive, ingest->batch, options->paths,
                                                    options->move_to, ingest->watcher, options->away, error);
}

static gboolean
store_all(Ingest *ingest, GError **error)
{
    gboolean is_stored;

    ingest->store = arsip_store_new(ingest->archive, ingest->options->set, error);
    if (ingest->store == NULL)
        return FALSE;
    is_stored = walk(ingest, TRUE, error) && arsip_store_flush(ingest->store, error);
    g_clear_pointer(&ingest->store, arsip_store_free);
    return is_stored;
}

/* As people gave them -> checked, with dates in their one form. */
static char **
normalise_fields(const char *const *set, GError **error)
{
    g_autoptr(GStrvBuilder) fields = g_strv_builder_new();

    for (guint i = 0; set != NULL && set[i] != NULL; i++) {
        g_autofree char *name = NULL;
        g_autofree char *value = NULL;
        g_autofree char *field = NULL;

        if (!arsip_field_parse(set[i], &name, &value, error))
            return NULL;
        field = g_strconcat(name, "=", value, NULL);
        g_strv_builder_add(fields, field);
    }
    return g_strv_builder_end(fields);
}

/* One spelling for each path: a batch is resumed, and its report read, from any folder. */
static char **
make_absolute(const char *const *paths)
{
    g_autoptr(GStrvBuilder) absolute = g_strv_builder_new();

    for (guint i = 0; paths[i] != NULL; i++) {
        g_autofree char *path = g_canonicalize_filename(paths[i], NULL);

        g_strv_builder_add(absolute, path);
    }
    return g_strv_builder_end(absolute);
}

static gboolean
find_interrupted(Ingest *ingest, GError **error)
{
    g_autofree char *arguments = arguments_of(ingest->options);
    GError *fault = NULL;

    ingest->batch = arsip_batch_find_open(ingest->archive, arguments, &fault);
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

static gboolean
check_rules(const Ingest *ingest, GError **error)
{
    g_autoptr(ArsipRules) rules = NULL;

    if (ingest->options->stores_only)
        return TRUE;
    rules = arsip_folio_rules(ingest->archive, error);
    return rules != NULL;
}

gboolean
arsip_ingest_is_interrupted(ArsipArchive *archive, const ArsipIngestOptions *given, GError **error)
{
    g_auto(GStrv) fields = normalise_fields(given->set, error);
    g_auto(GStrv) paths = make_absolute(given->paths);
    ArsipIngestOptions options = *given;
    Ingest ingest = {.archive = archive, .options = &options};

    options.set = (const char *const *)fields;
    options.paths = (const char *const *)paths;
    return fields != NULL && check_away(&ingest, error) && find_interrupted(&ingest, error) &&
           ingest.batch != 0;
}

gboolean
arsip_ingest(ArsipArchive *archive, const ArsipIngestOptions *given, const ArsipWatcher *watcher,
             gint64 *batch, GError **error)
{
    g_auto(GStrv) fields = normalise_fields(given->set, error);
    g_auto(GStrv) paths = make_absolute(given->paths);
    ArsipIngestOptions options = *given;
    Ingest ingest = {.archive = archive, .options = &options, .watcher = watcher};
    g_auto(ArsipReaderPlan) plan = {0};
    ArsipPipelineOptions pipeline = {.set = (const char *const *)fields, .readers = &plan.pool};
    ArsipReadCount count = {0};
    g_autoptr(ArsipLock) lock = fields != NULL ? arsip_lock_take(archive, "ingest", error) : NULL;

    *batch = 0;
    options.set = (const char *const *)fields;
    options.paths = (const char *const *)paths;
    ingest.begun = g_get_monotonic_time();
    if (lock == NULL || !check_away(&ingest, error) || !arsip_index_refresh(archive, error) ||
        !check_rules(&ingest, error) || !arsip_reader_plan_make(archive, &given->readers, &plan, error) ||
        !find_interrupted(&ingest, error) || !walk(&ingest, FALSE, error) || !check_space(&ingest, error) ||
        !in_transaction(&ingest, begin_batch, error))
        return FALSE;
    *batch = pipeline.batch = ingest.batch;
    if (!store_all(&ingest, error))
        return FALSE;
    if (!options.stores_only && !arsip_pipeline_run(archive, &pipeline, watcher, &count, error))
        return FALSE;
    return take_away(&ingest, error) && in_transaction(&ingest, finish_batch, error);
}
