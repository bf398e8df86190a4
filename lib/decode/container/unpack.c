/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/container/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"
#include "decode/container/container.h"
#include "decode/container/keys.h"
#include "decode/container/member-path.h"

/* Below this no ratio is suspicious: a page of white packs a thousandfold. */
#define RATIO_FREE (64u * 1024 * 1024)

/* As long as a path may be on Linux. */
#define PATH_BYTES_MAX 4095

/* Between two looks at the limits. */
#define SLICE ((gsize)64 * 1024)

/* libarchive may warn again and again without a byte; more than this one after the other is no way on. */
#define WARNINGS_MAX 1000

/* Where the bytes of a member stand in the output. */
typedef struct {
    guint64 offset, size;
} Span;

/* How the bytes of a member came. */
typedef enum {
    TAKEN_WHOLE,
    TAKEN_DOUBTFUL, /* all, but libarchive warned: of a sum or a size that is another, say */
    TAKEN_BROKEN,   /* not all */
    TAKEN_REFUSED,  /* none: no password fits, or there is no way to read them */
} Taken;

typedef struct {
    ArsipContainer *container;
    struct archive *archive; /* the container's */
    ArsipKeys *keys;         /* for what the container's passwords open and do not fit */
    guint n_passwords;       /* to try */
    int output;
    guint64 written; /* bytes of all members so far */
    guint64 n_entries, n_members;
    GHashTable *spans;    /* path -> Span, for hard links to them */
    gboolean had_trouble; /* at the first look */
    gboolean has_damage;  /* entries were met that could not be told */
    const ArsipUnpackLimits *limits;
    ArsipMemberFunc each;
    gpointer data;
} Unpacking;

static gboolean
check_limits(const Unpacking *unpacking, GError **error)
{
    const ArsipUnpackLimits *limits = unpacking->limits;

    if (unpacking->n_entries > limits->max_entries) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the archive has more than %" PRIu64 " entries; the rest is not unpacked"),
                    limits->max_entries);
        return FALSE;
    }
    if (unpacking->written > limits->max_bytes) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the archive unpacks to more than %" PRIu64 " MB; the rest is not unpacked"),
                    limits->max_bytes / 1000000);
        return FALSE;
    }
    if (unpacking->written > RATIO_FREE &&
        (unpacking->written - RATIO_FREE) / limits->max_ratio > unpacking->container->size) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the archive unpacks to more than %u times its size; the rest is not unpacked"),
                    limits->max_ratio);
        return FALSE;
    }
    return TRUE;
}

static gboolean
write_out(Unpacking *unpacking, const char *bytes, gsize length, GError **error)
{
    while (length > 0) {
        ssize_t written = pwrite(unpacking->output, bytes, length, (off_t)unpacking->written);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return arsip_set_errno(error, written == 0 ? ENOSPC : errno, NULL, _("cannot unpack"));
        bytes += written;
        length -= (gsize)written;
        unpacking->written += (guint64)written;
    }
    return TRUE;
}

/* Why a locked member cannot be had, now that it could not. */
static GError *
lock_fault(const Unpacking *unpacking)
{
    if (!unpacking->container->can_unlock)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                                   _("it is locked with a password, and only ZIP archives can be unlocked "
                                     "here; unpack it elsewhere, "
                                     "and take in what comes out"));
    if (unpacking->n_passwords == 0)
        return g_error_new_literal(
            ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
            _("it is locked with a password: give it with arsip ocr --retry --password-file FILE"));
    return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                               _("it is locked with a password, and none of those given opens it"));
}

/* What keeps a member from being taken, or NULL. */
static GError *
find_fault(const Unpacking *unpacking, struct archive_entry *entry)
{
    gboolean can_unlock = unpacking->container->can_unlock && unpacking->n_passwords > 0;

    if (archive_entry_filetype(entry) == AE_IFLNK)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                                   _("it is a link, which is not followed"));
    if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != 0)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                                   _("it is a device or a pipe, not a file"));
    if (archive_entry_is_encrypted(entry) && !can_unlock)
        return lock_fault(unpacking);
    return NULL;
}

/* bytes: NULL: a hole of a sparse file, which is zeros here. FALSE: the unpacking has to end. */
static gboolean
write_within(Unpacking *unpacking, const char *bytes, guint64 length, GError **error)
{
    static const char zeros[SLICE];

    while (length > 0) {
        gsize some = (gsize)MIN(length, SLICE);
        if (!write_out(unpacking, bytes != NULL ? bytes : zeros, some, error) ||
            !check_limits(unpacking, error))
            return FALSE;
        bytes = bytes != NULL ? bytes + some : NULL;
        length -= some;
    }
    return TRUE;
}

/*
 * By blocks: archive_read_data() of libarchive 3.6.2 throws away what it has gathered when a warning comes,
 * which is the whole of a small member. FALSE: the unpacking has to end.
 */
static gboolean
take_bytes(Unpacking *unpacking, struct archive *archive, Taken *taken, GError **error)
{
    guint64 start = unpacking->written;
    guint n_warnings = 0;

    *taken = TAKEN_WHOLE;
    for (gboolean is_first = TRUE;; is_first = FALSE) {
        const void *bytes = NULL;
        size_t length = 0;
        la_int64_t offset = 0;
        int outcome = archive_read_data_block(archive, &bytes, &length, &offset);
        guint64 done = unpacking->written - start;
        if (outcome == ARCHIVE_EOF)
            return TRUE;
        if (outcome < ARCHIVE_WARN || (length > 0 && offset < (la_int64_t)done)) {
            *taken = is_first && outcome == ARCHIVE_FAILED ? TAKEN_REFUSED : TAKEN_BROKEN;
            return TRUE;
        }
        if (outcome != ARCHIVE_OK) {
            *taken = TAKEN_DOUBTFUL;
            n_warnings++;
        }
        if (length > 0) {
            n_warnings = 0;
            if (!write_within(unpacking, NULL, (guint64)offset - done, error) ||
                !write_within(unpacking, bytes, length, error))
                return FALSE;
        }
        if (n_warnings >= WARNINGS_MAX) {
            *taken = TAKEN_BROKEN;
            return TRUE;
        }
    }
}

/* *fault: the member's own trouble. Bytes that are not as its sum has it: a wrong password seemed to fit. */
static gboolean
take_locked(Unpacking *unpacking, GError **fault, GError **error)
{
    guint64 start = unpacking->written;
    Taken taken = TAKEN_REFUSED;

    if (!take_bytes(unpacking, unpacking->archive, &taken, error))
        return FALSE;
    if (taken == TAKEN_REFUSED)
        *fault = lock_fault(unpacking);
    if (taken == TAKEN_REFUSED || taken == TAKEN_WHOLE)
        return TRUE;
    for (guint i = 0; i < unpacking->n_passwords; i++) {
        struct archive *archive = arsip_keys_turn(unpacking->keys, i, unpacking->n_entries);
        unpacking->written = start;
        if (archive != NULL && !take_bytes(unpacking, archive, &taken, error))
            return FALSE;
        if (archive != NULL && taken == TAKEN_WHOLE)
            return TRUE;
    }
    *fault = g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                                 _("it is locked with a password, and none of those given opens it whole; "
                                   "where one of them is its own, it is damaged"));
    return TRUE;
}

static gboolean
take_open(Unpacking *unpacking, GError **fault, GError **error)
{
    Taken taken = TAKEN_REFUSED;

    if (!take_bytes(unpacking, unpacking->archive, &taken, error))
        return FALSE;
    if (taken == TAKEN_BROKEN || taken == TAKEN_REFUSED)
        *fault = g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("it is damaged or cut short"));
    return TRUE;
}

/* A second name of a member that came before has the same bytes again: offsets never go back. */
static gboolean
take_link(Unpacking *unpacking, const Span *target, GError **fault, GError **error)
{
    char buffer[65536];

    if (target == NULL) {
        *fault = g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                                     _("it is a link to what is not in the archive"));
        return TRUE;
    }
    for (guint64 done = 0; done < target->size;) {
        gsize wanted = (gsize)MIN(target->size - done, sizeof buffer);
        ssize_t length = pread(unpacking->output, buffer, wanted, (off_t)(target->offset + done));
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return arsip_set_errno(error, length == 0 ? EIO : errno, NULL, _("cannot unpack"));
        if (!write_out(unpacking, buffer, (gsize)length, error) || !check_limits(unpacking, error))
            return FALSE;
        done += (guint64)length;
    }
    return TRUE;
}

static gboolean
take_content(Unpacking *unpacking, struct archive_entry *entry, GError **fault, GError **error)
{
    g_autofree char *target = arsip_member_target(entry, archive_format(unpacking->archive));

    if (target != NULL)
        return take_link(unpacking, g_hash_table_lookup(unpacking->spans, target), fault, error);
    *fault = find_fault(unpacking, entry);
    if (*fault != NULL)
        return TRUE;
    return archive_entry_is_encrypted(entry) ? take_locked(unpacking, fault, error)
                                             : take_open(unpacking, fault, error);
}

static void
remember_span(Unpacking *unpacking, const ArsipMember *member)
{
    Span *span = g_new(Span, 1);

    span->offset = member->offset;
    span->size = member->size;
    g_hash_table_replace(unpacking->spans, g_strdup(member->path), span);
}

static gboolean
take_entry(Unpacking *unpacking, struct archive_entry *entry, GError **error)
{
    g_autofree char *path = arsip_member_path(entry, archive_format(unpacking->archive));
    g_autoptr(GError) fault = NULL;
    ArsipMember member = {.path = path, .offset = unpacking->written};

    if (archive_entry_filetype(entry) == AE_IFDIR)
        return TRUE;
    if (strlen(path) > PATH_BYTES_MAX) {
        path[PATH_BYTES_MAX] = '\0';
        fault = g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("its name is too long"));
    }
    if (fault == NULL && !take_content(unpacking, entry, &fault, error))
        return FALSE;
    if (fault != NULL)
        unpacking->written = member.offset;
    member.size = unpacking->written - member.offset;
    member.modified = archive_entry_mtime_is_set(entry) ? archive_entry_mtime(entry) : 0;
    member.error = fault;
    unpacking->n_members++;
    if (fault == NULL)
        remember_span(unpacking, &member);
    return unpacking->each(&member, unpacking->data, error);
}

/* libarchive takes a stream that it cannot unpack at all for one of nothing. */
static gboolean
check_end(const Unpacking *unpacking, GError **error)
{
    if (unpacking->n_members > 0 && !unpacking->has_damage)
        return TRUE;
    gboolean is_untouched =
        unpacking->container->is_compressed && archive_filter_bytes(unpacking->archive, -1) <= 0;
    if (unpacking->has_damage || (unpacking->n_entries == 0 && (unpacking->had_trouble || is_untouched)))
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the archive is damaged or cut short"));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("there is no file in the archive"));
    return FALSE;
}

static gboolean
take_entries(Unpacking *unpacking, GError **error)
{
    struct archive_entry *entry = NULL;

    for (;;) {
        int outcome = archive_read_next_header(unpacking->archive, &entry);
        if (outcome == ARCHIVE_EOF)
            return check_end(unpacking, error);
        if (outcome == ARCHIVE_FATAL)
            break;
        unpacking->n_entries++;
        if (!check_limits(unpacking, error))
            return FALSE;
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
            unpacking->has_damage = TRUE; /* told once, at the end */
        else if (!take_entry(unpacking, entry, error))
            return FALSE;
    }
    if (archive_read_has_encrypted_entries(unpacking->archive) > 0)
        g_propagate_error(error, lock_fault(unpacking));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the archive is damaged or cut short"));
    return FALSE;
}

gboolean
arsip_unpack(int fd, int output, const ArsipUnpackLimits *limits, const char *const *passwords,
             ArsipMemberFunc each, gpointer data, GError **error)
{
    g_autoptr(ArsipContainer) container = arsip_container_open(fd, passwords, error);
    g_autoptr(ArsipKeys) keys = arsip_keys_new(fd, passwords);
    g_autoptr(GHashTable) spans = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    if (container == NULL)
        return FALSE;
    Unpacking unpacking = {
        .container = container,
        .archive = container->archive,
        .output = output,
        .spans = spans,
        .keys = keys,
        .n_passwords = passwords != NULL ? g_strv_length((char **)passwords) : 0,
        .had_trouble = archive_errno(container->archive) != 0,
        .limits = limits,
        .each = each,
        .data = data,
    };
    return take_entries(&unpacking, error);
}
