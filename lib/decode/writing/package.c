/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/container/zip-directory.h"

/* A presentation of a thousand slides with notes and pictures has six thousand members. */
#define MEMBERS_MAX 20000u

/* XML packs well, and a sheet of zeros better: below this much no ratio is suspicious. */
#define RATIO_FREE (64u * 1024 * 1024)
#define RATIO_MAX  200u

struct ArsipPackage {
    const ArsipSource *source;
    GHashTable *places;      /* name -> where the member begins, and 1 */
    struct archive *archive; /* of the member that was entered last */
    guint64 taken;           /* bytes, of all members together */
};

GError *
arsip_package_locked(void)
{
    return g_error_new_literal(
        ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
        _("the document is locked with a password; open it, save it without one, and take that in"));
}

static char *
fold_name(const char *name, gsize length)
{
    g_autofree char *slashes = g_strdelimit(g_strndup(name, length), "\\", '/');

    return g_ascii_strdown(slashes[0] == '/' ? slashes + 1 : slashes, -1);
}

static void
note_member(const char *name, gsize length, gsize start, gpointer places)
{
    g_autofree char *folded = fold_name(name, length);

    /* Of two members of one name the first counts. */
    if (!g_hash_table_contains(places, folded))
        g_hash_table_insert(places, g_steal_pointer(&folded), GSIZE_TO_POINTER(start + 1));
}

static gboolean
set_damaged(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the document is damaged or cut short"));
    return FALSE;
}

ArsipPackage *
arsip_package_open(const ArsipSource *source, GError **error)
{
    g_autoptr(ArsipPackage) package = g_new0(ArsipPackage, 1);

    package->source = source;
    package->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint n_members = arsip_zip_directory_each(source, MEMBERS_MAX, note_member, package->places);
    if (n_members > 0 && n_members <= MEMBERS_MAX)
        return g_steal_pointer(&package);
    if (n_members == 0)
        set_damaged(error);
    else
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the document has more than %u parts, which is more than is safe"), MEMBERS_MAX);
    return NULL;
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

static gsize
place_of(const ArsipPackage *package, const char *name)
{
    g_autofree char *folded = fold_name(name, strlen(name));

    return GPOINTER_TO_SIZE(g_hash_table_lookup(package->places, folded));
}

gboolean
arsip_package_has(const ArsipPackage *package, const char *name)
{
    return place_of(package, name) != 0;
}

/* libarchive reads the ZIP as a stream that begins with this member. */
static struct archive *
open_at(const ArsipSource *source, gsize start)
{
    struct archive *archive = archive_read_new();

    archive_read_support_format_zip_streamable(archive);
    if (start < source->size &&
        archive_read_open_memory(archive, source->data + start, source->size - start) == ARCHIVE_OK)
        return archive;
    archive_read_free(archive);
    return NULL;
}

gboolean
arsip_package_enter(ArsipPackage *package, const char *name, GError **error)
{
    gsize place = place_of(package, name);
    struct archive_entry *entry = NULL;

    if (place == 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the document lacks its part %s"), name);
        return FALSE;
    }
    g_clear_pointer(&package->archive, archive_read_free);
    package->archive = open_at(package->source, place - 1);
    int outcome =
        package->archive != NULL ? archive_read_next_header(package->archive, &entry) : ARCHIVE_FATAL;
    if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
        return set_damaged(error);
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
        set_damaged(error);
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
