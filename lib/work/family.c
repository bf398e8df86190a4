/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/family.h"

#include "base/i18n.h"

/* What one container may become (decode/decode.h) is what all of a family may. */
#define ENTRIES_MAX 100000u
#define BYTES_MAX   (G_GUINT64_CONSTANT(8) << 30)
#define RATIO_MAX   200u
#define RATIO_FREE  (G_GUINT64_CONSTANT(64) << 20)

typedef struct {
    guint64 size; /* of the archive that was given */
    ArsipFamily so_far;
} Household;

struct ArsipFamilies {
    ArsipArchive *archive; /* borrowed */
    GHashTable *known;     /* arrival of the archive that was given -> Household */
};

ArsipFamilies *
arsip_families_new(ArsipArchive *archive)
{
    ArsipFamilies *families = g_new0(ArsipFamilies, 1);

    families->archive = archive;
    families->known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    return families;
}

void
arsip_families_free(ArsipFamilies *families)
{
    if (families == NULL)
        return;
    g_hash_table_unref(families->known);
    g_free(families);
}

static Household *
find_household(ArsipFamilies *families, gint64 container, GError **error)
{
    Household fresh = {0};
    gint64 head = arsip_family_head(families->archive, container, &fresh.size, error);
    Household *household = head != 0 ? g_hash_table_lookup(families->known, &head) : NULL;

    if (head == 0 || household != NULL)
        return household;
    if (!arsip_family_count(families->archive, head, &fresh.so_far, error))
        return NULL;
    household = g_memdup2(&fresh, sizeof fresh);
    g_hash_table_insert(families->known, g_memdup2(&head, sizeof head), household);
    return household;
}

static gboolean
check(const ArsipFamily *whole, guint64 size, GError **error)
{
    gboolean is_swollen = whole->bytes > RATIO_FREE && (whole->bytes - RATIO_FREE) / RATIO_MAX > size;

    if (whole->n > ENTRIES_MAX)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("with this one, the archives in one archive hold more than %u entries together"),
                    ENTRIES_MAX);
    else if (whole->bytes > BYTES_MAX || is_swollen)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("with this one, the archives in one archive unpack to more than %u times its size, or "
                      "to more than 8 GiB"),
                    RATIO_MAX);
    else
        return TRUE;
    return FALSE;
}

gboolean
arsip_families_admit(ArsipFamilies *families, gint64 container, const ArsipFamily *members, GError **error)
{
    Household *household = find_household(families, container, error);
    ArsipFamily there = {0};

    if (household == NULL || !arsip_family_count_members(families->archive, container, &there, error))
        return FALSE;
    ArsipFamily whole = {.n = household->so_far.n + members->n - MIN(members->n, there.n),
                         .bytes =
                             household->so_far.bytes + members->bytes - MIN(members->bytes, there.bytes)};
    if (!check(&whole, household->size, error))
        return FALSE;
    household->so_far = whole;
    return TRUE;
}
