/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/package.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/i18n.h"

/* A presentation of a thousand slides with notes and pictures has six thousand members. */
#define MEMBERS_MAX 20000u

/* XML packs well, and a sheet of zeros better: below this much no ratio is suspicious. */
#define RATIO_FREE (64u * 1024 * 1024)
#define RATIO_MAX  200u

struct ArsipPackage {
    const ArsipSource *source;
    GHashTable *places;      /* name -> its place among the members, from 1 */
    struct archive *archive; /* NULL before the first member is entered */
    guint next;              /* the place of the member that comes next out of the archive */
    guint64 taken;           /* bytes, of all members together */
};

GError *
arsip_package_locked(void)
{
    return g_error_new_literal(
        ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
        _("the document is locked with a password; open it, save it without one, and take that in"));
}

/*
 * By the directory at its end: some writers tell a member's size only there. No passphrases, no other
 * formats.
 */
static struct archive *
open_archive(const ArsipSource *source, GError **error)
{
    struct archive *archive = archive_read_new();

    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_memory(archive, source->data, source->size) == ARCHIVE_OK)
        return archive;
    archive_read_free(archive);
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the document is damaged or cut short"));
    return NULL;
}

static char *
fold_name(const char *name)
{
    g_autofree char *slashes = g_strdelimit(g_strdup(name), "\\", '/');

    return g_ascii_strdown(slashes[0] == '/' ? slashes + 1 : slashes, -1);
}

static gboolean
list_members(ArsipPackage *package, struct archive *archive, GError **error)
{
    struct archive_entry *entry = NULL;
    guint place = 1;
    int outcome;

    while ((outcome = archive_read_next_header(archive, &entry)) == ARCHIVE_OK || outcome == ARCHIVE_WARN) {
        const char *name = archive_entry_pathname_utf8(entry);
        if (name == NULL)
            name = archive_entry_pathname(entry);
        g_autofree char *folded = name != NULL ? fold_name(name) : NULL;
        if (folded != NULL && !g_hash_table_contains(package->places, folded))
            g_hash_table_insert(package->places, g_steal_pointer(&folded), GUINT_TO_POINTER(place));
        if (place++ == MEMBERS_MAX) {
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                        _("the document has more than %u parts, which is more than is safe"), MEMBERS_MAX);
            return FALSE;
        }
    }
    if (outcome == ARCHIVE_EOF && place > 1)
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the document is damaged or cut short"));
    return FALSE;
}

ArsipPackage *
arsip_package_open(const ArsipSource *source, GError **error)
{
    g_autoptr(ArsipPackage) package = g_new0(ArsipPackage, 1);
    struct archive *archive = open_archive(source, error);

    package->source = source;
    package->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (archive == NULL)
        return NULL;
    gboolean is_listed = list_members(package, archive, error);
    archive_read_free(archive);
    return is_listed ? g_steal_pointer(&package) : NULL;
}

void
arsip_package_free(ArsipPackage *package)
{
    if (package == NULL)
        return;
    if (package->archive != NULL)
        archive_read_free(package->archive);
    g_hash_table_unref(package->places);
    g_free(package);
}

static guint
place_of(const ArsipPackage *package, const char *name)
{
    g_autofree char *folded = fold_name(name);

    return GPOINTER_TO_UINT(g_hash_table_lookup(package->places, folded));
}

gboolean
arsip_package_has(const ArsipPackage *package, const char *name)
{
    return place_of(package, name) != 0;
}

/* Members are mostly asked for in their order, so that one walk serves them all. */
static gboolean
begin_walk(ArsipPackage *package, guint place, GError **error)
{
    if (package->archive != NULL && place >= package->next)
        return TRUE;
    if (package->archive != NULL)
        archive_read_free(package->archive);
    package->archive = open_archive(package->source, error);
    package->next = 1;
    return package->archive != NULL;
}

gboolean
arsip_package_enter(ArsipPackage *package, const char *name, GError **error)
{
    guint place = place_of(package, name);
    struct archive_entry *entry = NULL;

    if (place == 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the document lacks its part %s"), name);
        return FALSE;
    }
    if (!begin_walk(package, place, error))
        return FALSE;
    for (; package->next <= place; package->next++) {
        int outcome = archive_read_next_header(package->archive, &entry);
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) {
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                                _("the document is damaged or cut short"));
            return FALSE;
        }
    }
    if (archive_entry_is_encrypted(entry)) {
        g_propagate_error(error, arsip_package_locked());
        return FALSE;
    }
    return TRUE;
}

gssize
arsip_package_feed(gpointer data, guint8 *bytes, gsize length, GError **error)
{
    ArsipPackage *package = data;
    la_ssize_t given = archive_read_data(package->archive, bytes, length);

    if (given < 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the document is damaged or cut short"));
        return -1;
    }
    package->taken += (guint64)given;
    if (package->taken > RATIO_FREE && (package->taken - RATIO_FREE) / RATIO_MAX > package->source->size) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the document unpacks to more than %u times its size, which is more than is safe"),
                    RATIO_MAX);
        return -1;
    }
    return given;
}

GBytes *
arsip_package_load(ArsipPackage *package, const char *name, gsize most, GError **error)
{
    g_autoptr(GByteArray) whole = g_byte_array_new();
    guint8 bytes[16384];
    gssize given;

    if (!arsip_package_enter(package, name, error))
        return NULL;
    while ((given = arsip_package_feed(package, bytes, sizeof bytes, error)) > 0) {
        g_byte_array_append(whole, bytes, (guint)given);
        if (whole->len > most) {
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                        _("%s in the document has more than %u MB, which is more than is safe"), name,
                        (guint)(most / (1024 * 1024)));
            return NULL;
        }
    }
    return given == 0 ? g_byte_array_free_to_bytes(g_steal_pointer(&whole)) : NULL;
}
