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
#include "decode/container/member-path.h"

/* Below this no ratio is suspicious: a page of white packs a thousandfold. */
#define RATIO_FREE (64u * 1024 * 1024)

/* As long as a path may be on Linux. */
#define PATH_BYTES_MAX 4095

/* libarchive may warn again and again without a byte; more than this one after the other is no way on. */
#define WARNINGS_MAX 1000

/* Where the bytes of a member stand in the output. */
typedef struct {
    guint64 offset, size;
} Span;

typedef struct {
    ArsipContainer *container;
    struct archive *archive; /* the container's */
    int output;
    guint64 written; /* bytes of all members so far */
    guint64 n_entries, n_members;
    GHashTable *spans;      /* path -> Span, for hard links to them */
    gboolean has_passwords; /* to try */
    gboolean had_trouble;   /* at the first look */
    gboolean has_damage;    /* entries were met that could not be told */
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
    if (!unpacking->has_passwords)
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
    gboolean can_unlock = unpacking->container->can_unlock && unpacking->has_passwords;

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

/*
 * *fault: the member's own trouble. FALSE: the unpacking has to end. A wrong password of the classic
 * encryption passes for the right one once in 256 times (APPNOTE 6.1.6), and shows in the bytes only.
 */
static gboolean
take_bytes(Unpacking *unpacking, gboolean is_locked, GError **fault, GError **error)
{
    char buffer[65536];
    guint n_warnings = 0;

    for (;;) {
        la_ssize_t length = archive_read_data(unpacking->archive, buffer, sizeof buffer);
        if (length == 0)
            return TRUE;
        gboolean is_warning = length == ARCHIVE_RETRY || length == ARCHIVE_WARN;
        if (is_warning && ++n_warnings < WARNINGS_MAX)
            continue;
        if (length < 0) {
            *fault = is_locked ? lock_fault(unpacking)
                               : g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                                                     _("it is damaged or cut short"));
            return TRUE;
        }
        n_warnings = 0;
        if (!write_out(unpacking, buffer, (gsize)length, error) || !check_limits(unpacking, error))
            return FALSE;
    }
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
    return *fault != NULL || take_bytes(unpacking, archive_entry_is_encrypted(entry) != 0, fault, error);
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
    g_autoptr(GHashTable) spans = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    if (container == NULL)
        return FALSE;
    Unpacking unpacking = {
        .container = container,
        .archive = container->archive,
        .output = output,
        .spans = spans,
        .has_passwords = passwords != NULL && passwords[0] != NULL,
        .had_trouble = archive_errno(container->archive) != 0,
        .limits = limits,
        .each = each,
        .data = data,
    };
    return take_entries(&unpacking, error);
}
