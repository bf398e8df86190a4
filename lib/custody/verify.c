/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/verify.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "custody/manifest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK        (256 * 1024)
#define TAG_LINE_MAX 65536

/* What manifests say of one file. */
typedef struct {
    char *sums[ARSIP_DIGEST_KINDS];
    guint n_lists; /* of payload manifests that list it */
} Entry;

typedef struct {
    const ArsipCrate *crate;
    gboolean (*goes_on)(gpointer data, GError **error);
    gpointer data;
    ArsipBagFacts *facts;
    guint version;       /* 97 for 0.97, 100 for 1.0 */
    guint n_manifests;   /* of the payload, of a known kind */
    GHashTable *entries; /* path -> Entry */
    ArsipDigest *identity;
    guint64 files; /* of the payload */
} Verification;

void
arsip_bag_facts_clear(ArsipBagFacts *facts)
{
    g_clear_pointer(&facts->archive, g_free);
    g_clear_pointer(&facts->digest, g_free);
    g_clear_pointer(&facts->sums, g_hash_table_unref);
}

static void
free_entry(gpointer data)
{
    Entry *entry = data;

    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++)
        g_free(entry->sums[i]);
    g_free(entry);
}

static gboolean
fail(const Verification *verification, GError **error, int code, const char *path, const char *words)
{
    g_autofree char *shown = arsip_escape(path);

    g_set_error(error, ARSIP_ERROR, code, "%s: %s: %s", arsip_crate_name(verification->crate), shown, words);
    return FALSE;
}

/* ---- bagit.txt and bag-info.txt */

static gboolean
read_version(Verification *verification, const char *line, GError **error)
{
    guint major = 0, minor = 0;
    int end = 0;

    if (line == NULL || sscanf(line, "BagIt-Version: %2u.%2u%n", &major, &minor, &end) != 2 ||
        line[end] != '\0')
        return fail(verification, error, ARSIP_ERROR_DAMAGED, "bagit.txt", _("does not declare a bag"));
    verification->version = major * 100 + minor;
    if (verification->version >= 93 && verification->version <= 100)
        return TRUE;
    return fail(verification, error, ARSIP_ERROR_UNSUPPORTED, "bagit.txt",
                _("a version of BagIt that this arsip does not know"));
}

static gboolean
read_declaration(Verification *verification, GError **error)
{
    g_autoptr(ArsipLines) lines = NULL;
    const char *line;

    if (arsip_crate_size(verification->crate, "bagit.txt") < 0)
        return fail(verification, error, ARSIP_ERROR_DAMAGED, "bagit.txt",
                    _("is missing, so this is no bag"));
    lines = arsip_lines_open(verification->crate, "bagit.txt", TAG_LINE_MAX, error);
    if (lines == NULL || !read_version(verification, arsip_lines_next(lines, NULL), error))
        return FALSE;
    line = arsip_lines_next(lines, NULL);
    if (line == NULL || g_ascii_strcasecmp(line, "Tag-File-Character-Encoding: UTF-8") != 0)
        return fail(verification, error, ARSIP_ERROR_UNSUPPORTED, "bagit.txt",
                    _("its tag files are in another encoding than UTF-8"));
    return TRUE;
}

static gboolean
check_sum_of_payload(const Verification *verification, const char *value, GError **error)
{
    g_autofree char *right = g_strdup_printf("%" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT,
                                             verification->facts->bytes, verification->files);
    g_autofree char *words = NULL;

    if (g_str_equal(value, right))
        return TRUE;
    words = g_strdup_printf(_("Payload-Oxum is %.40s, and the payload %s: files are missing, or too many"),
                            value, right);
    return fail(verification, error, ARSIP_ERROR_DAMAGED, "bag-info.txt", words);
}

static gboolean
take_element(Verification *verification, const char *label, const char *value, GError **error)
{
    static const char urn[] = "urn:uuid:";

    if (g_ascii_strcasecmp(label, "Payload-Oxum") == 0)
        return check_sum_of_payload(verification, value, error);
    if (g_ascii_strcasecmp(label, "Arsip-Schema") == 0)
        verification->facts->schema = MAX(g_ascii_strtoll(value, NULL, 10), 0);
    if (g_ascii_strcasecmp(label, "External-Identifier") == 0 && g_str_has_prefix(value, urn) &&
        g_uuid_string_is_valid(value + strlen(urn))) {
        g_free(verification->facts->archive);
        verification->facts->archive = g_strdup(value + strlen(urn));
    }
    return TRUE;
}

/* A line that begins with a blank goes on with the one before, and says nothing that is asked for here. */
static gboolean
read_information(Verification *verification, GError **error)
{
    g_autoptr(ArsipLines) lines = NULL;
    const char *line;
    GError *fault = NULL;

    if (arsip_crate_size(verification->crate, "bag-info.txt") < 0)
        return TRUE;
    lines = arsip_lines_open(verification->crate, "bag-info.txt", TAG_LINE_MAX, error);
    if (lines == NULL)
        return FALSE;
    while ((line = arsip_lines_next(lines, &fault)) != NULL) {
        const char *colon = strchr(line, ':');
        g_autofree char *label = colon != NULL ? g_strndup(line, (gsize)(colon - line)) : NULL;
        g_autofree char *value = colon != NULL ? g_strstrip(g_strdup(colon + 1)) : NULL;

        if (label == NULL || *line == ' ' || *line == '\t')
            continue;
        if (!take_element(verification, g_strstrip(label), value, error))
            return FALSE;
    }
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

/* ---- manifests */

static Entry *
entry_of(Verification *verification, const char *path)
{
    Entry *entry = g_hash_table_lookup(verification->entries, path);

    if (entry == NULL) {
        entry = g_new0(Entry, 1);
        g_hash_table_insert(verification->entries, g_strdup(path), entry);
    }
    return entry;
}

static gboolean
take_line(Verification *verification, const char *manifest, const char *line, gboolean is_of_tags,
          ArsipDigestKind kind, GError **error)
{
    g_autofree char *sum = NULL;
    g_autofree char *path = NULL;
    g_autoptr(GError) fault = NULL;
    Entry *entry;

    if (!arsip_manifest_read_line(line, kind, verification->version >= 100, &sum, &path, &fault))
        return fail(verification, error, fault->code, manifest, fault->message);
    if (!is_of_tags && !g_str_has_prefix(path, "data/"))
        return fail(verification, error, ARSIP_ERROR_DAMAGED, path,
                    _("a payload manifest lists it, and it is none"));
    if (arsip_crate_size(verification->crate, path) < 0)
        return fail(verification, error, ARSIP_ERROR_DAMAGED, path, _("is listed, and missing"));
    entry = entry_of(verification, path);
    if (entry->sums[kind] != NULL)
        return fail(verification, error, ARSIP_ERROR_DAMAGED, path, _("one manifest lists it twice"));
    entry->n_lists += is_of_tags ? 0 : 1;
    entry->sums[kind] = g_steal_pointer(&sum);
    return TRUE;
}

static gboolean
read_manifest(Verification *verification, const char *name, gboolean is_of_tags, ArsipDigestKind kind,
              GError **error)
{
    g_autoptr(ArsipLines) lines = arsip_lines_open(verification->crate, name, TAG_LINE_MAX, error);
    const char *line;
    GError *fault = NULL;

    if (lines == NULL)
        return FALSE;
    while ((line = arsip_lines_next(lines, &fault)) != NULL) {
        if (*line == '\0')
            continue;
        if (!is_of_tags)
            arsip_digest_update(verification->identity, line, strlen(line) + 1);
        if (!take_line(verification, name, line, is_of_tags, kind, error))
            return FALSE;
    }
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

static gboolean
read_manifests(Verification *verification, GError **error)
{
    const GPtrArray *paths = arsip_crate_paths(verification->crate);
    gboolean has_unknown = FALSE;

    for (guint i = 0; i < paths->len; i++) {
        gboolean is_of_tags, is_known;
        ArsipDigestKind kind;

        if (!arsip_manifest_read_name(paths->pdata[i], &is_of_tags, &is_known, &kind))
            continue;
        has_unknown = has_unknown || !is_known;
        if (!is_known)
            continue;
        verification->n_manifests += is_of_tags ? 0 : 1;
        if (!read_manifest(verification, paths->pdata[i], is_of_tags, kind, error))
            return FALSE;
    }
    if (verification->n_manifests > 0)
        return TRUE;
    return fail(
        verification, error, has_unknown ? ARSIP_ERROR_UNSUPPORTED : ARSIP_ERROR_DAMAGED, "manifest-*.txt",
        has_unknown ? _("only checksums that this arsip does not know") : _("there is no payload manifest"));
}

/* Since 1.0 each payload manifest lists all of the payload; before, all of them together do. */
static gboolean
check_payload_is_listed(Verification *verification, GError **error)
{
    const GPtrArray *paths = arsip_crate_paths(verification->crate);
    guint wanted = verification->version >= 100 ? verification->n_manifests : 1;

    for (guint i = 0; i < paths->len; i++) {
        const char *path = paths->pdata[i];
        const Entry *entry;

        if (!g_str_has_prefix(path, "data/"))
            continue;
        verification->files++;
        verification->facts->bytes += (guint64)arsip_crate_size(verification->crate, path);
        entry = g_hash_table_lookup(verification->entries, path);
        if (entry == NULL || entry->n_lists < wanted)
            return fail(verification, error, ARSIP_ERROR_DAMAGED, path,
                        _("a payload manifest does not list it"));
    }
    return TRUE;
}

/* ---- the files themselves */

static gboolean
digest_file(const Verification *verification, const char *path, ArsipDigest *digest, guint8 *block,
            GError **error)
{
    g_auto(ArsipCrateFile) file = {.fd = -1};
    guint64 done = 0;

    if (!arsip_crate_open_file(verification->crate, path, &file, error))
        return FALSE;
    while (done < file.size) {
        gsize wanted = (gsize)MIN((guint64)BLOCK, file.size - done);
        ssize_t got = pread(file.fd, block, wanted, (off_t)(file.offset + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            g_autofree char *shown = arsip_escape(path);

            return arsip_set_errno(error, errno, shown, _("cannot be read"));
        }
        if (got == 0)
            return fail(verification, error, ARSIP_ERROR_DAMAGED, path,
                        _("it became shorter while it was read"));
        arsip_digest_update(digest, block, (gsize)got);
        done += (guint64)got;
    }
    arsip_digest_end(digest);
    return TRUE;
}

static gboolean
check_file(const Verification *verification, const char *path, const Entry *entry, guint8 *block,
           GError **error)
{
    g_autoptr(ArsipDigest) digest = NULL;
    ArsipDigestSet set = 0;

    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++)
        set |= entry->sums[i] != NULL ? ARSIP_DIGEST_BIT(i) : 0;
    digest = arsip_digest_new(set);
    if (!digest_file(verification, path, digest, block, error))
        return FALSE;
    for (guint i = 0; i < ARSIP_DIGEST_KINDS; i++)
        if (entry->sums[i] != NULL && !g_str_equal(entry->sums[i], arsip_digest_text(digest, i)))
            return fail(verification, error, ARSIP_ERROR_DAMAGED, path,
                        _("its bytes are not those that the manifest was made of"));
    if (entry->sums[ARSIP_DIGEST_SHA256] != NULL)
        g_hash_table_insert(verification->facts->sums, g_strdup(path),
                            g_strdup(entry->sums[ARSIP_DIGEST_SHA256]));
    return TRUE;
}

static gboolean
check_files(const Verification *verification, GError **error)
{
    g_autofree guint8 *block = g_malloc(BLOCK);
    const GPtrArray *paths = arsip_crate_paths(verification->crate);

    for (guint i = 0; i < paths->len; i++) {
        const Entry *entry = g_hash_table_lookup(verification->entries, paths->pdata[i]);

        if (verification->goes_on != NULL && !verification->goes_on(verification->data, error))
            return FALSE;
        if (entry != NULL && !check_file(verification, paths->pdata[i], entry, block, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
check_fetch(const Verification *verification, GError **error)
{
    if (arsip_crate_size(verification->crate, "fetch.txt") < 0)
        return TRUE;
    return fail(
        verification, error, ARSIP_ERROR_UNSUPPORTED, "fetch.txt",
        _("names files that are to be fetched from elsewhere, and arsip fetches nothing; complete the bag "
          "first"));
}

gboolean
arsip_bag_verify(const ArsipCrate *crate, gboolean (*goes_on)(gpointer data, GError **error), gpointer data,
                 ArsipBagFacts *facts, GError **error)
{
    g_autoptr(GHashTable) entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_entry);
    g_autoptr(ArsipDigest) identity = arsip_digest_new(ARSIP_DIGEST_BIT(ARSIP_DIGEST_SHA256));
    Verification verification = {.crate = crate,
                                 .goes_on = goes_on,
                                 .data = data,
                                 .facts = facts,
                                 .entries = entries,
                                 .identity = identity};

    facts->sums = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!read_declaration(&verification, error) || !check_fetch(&verification, error) ||
        !read_manifests(&verification, error) || !check_payload_is_listed(&verification, error) ||
        !read_information(&verification, error) || !check_files(&verification, error))
        return FALSE;
    arsip_digest_end(identity);
    facts->digest = g_strdup(arsip_digest_text(identity, ARSIP_DIGEST_SHA256));
    return TRUE;
}
