/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/payload.h"

#include "archive/intake.h"
#include "base/i18n.h"
#include "base/system.h"
#include "custody/manifest.h"
#include "custody/record.h"
#include "custody/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* What is to be put. */
typedef struct {
    char *path;
    FILE *stream; /* NULL: an original */
    guint8 sha256[ARSIP_HASH_SIZE];
} Item;

struct ArsipPayload {
    ArsipSink *sink;
    FILE *sha256, *sha512;
    ArsipFd folder; /* the archive's */
    guint64 bytes, files;
    ArsipRelay *relay;
};

static void
free_item(gpointer data)
{
    Item *item = data;

    g_free(item->path);
    g_free(item);
}

/* ---- in the thread */

static void
note(ArsipPayload *payload, const char *path, const ArsipPut *put)
{
    g_autofree char *written = arsip_manifest_write_path(path);

    fprintf(payload->sha256, "%s  %s\n", arsip_digest_text(put->digest, ARSIP_DIGEST_SHA256), written);
    fprintf(payload->sha512, "%s  %s\n", arsip_digest_text(put->digest, ARSIP_DIGEST_SHA512), written);
    payload->bytes += put->size;
    payload->files++;
}

static gboolean
put_original(const ArsipPayload *payload, const Item *item, ArsipPut *put, GError **error)
{
    g_autofree char *hex = arsip_hash_hex(item->sha256);
    g_autofree char *name = arsip_original_path(item->sha256);
    g_auto(ArsipFd) fd = arsip_original_open_below(payload->folder, item->sha256, error);

    if (fd < 0 || !arsip_sink_put(payload->sink, item->path, fd, name, put, error))
        return FALSE;
    if (g_str_equal(arsip_digest_text(put->digest, ARSIP_DIGEST_SHA256), hex))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("%s: the original in the archive is damaged; run `arsip check` and fetch it from a backup"),
                name);
    return FALSE;
}

static gboolean
put_item(gpointer data, gpointer user, GError **error)
{
    const Item *item = data;
    ArsipPayload *payload = user;
    ArsipPut put;

    if (!(item->stream != NULL ? arsip_sink_put_stream(payload->sink, item->path, item->stream, &put, error)
                               : put_original(payload, item, &put, error)))
        return FALSE;
    note(payload, item->path, &put);
    return TRUE;
}

/* ---- the caller's side */

ArsipPayload *
arsip_payload_new(ArsipArchive *archive, ArsipSink *sink, FILE *sha256, FILE *sha512, GError **error)
{
    g_autoptr(ArsipPayload) payload = g_new0(ArsipPayload, 1);

    payload->sink = sink;
    payload->sha256 = sha256;
    payload->sha512 = sha512;
    payload->folder = open(arsip_archive_folder(archive), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (payload->folder < 0) {
        arsip_set_errno(error, errno, arsip_archive_name(archive), _("cannot be read"));
        return NULL;
    }
    payload->relay = arsip_relay_new("payload", put_item, free_item, payload);
    return g_steal_pointer(&payload);
}

void
arsip_payload_free(ArsipPayload *payload)
{
    if (payload == NULL)
        return;
    arsip_relay_free(payload->relay);
    arsip_fd_close(&payload->folder);
    g_free(payload);
}

gboolean
arsip_payload_put_original(ArsipPayload *payload, const ArsipWholeOriginal *original, GError **error)
{
    Item *item = g_new0(Item, 1);

    item->path = arsip_record_original_path(original);
    memcpy(item->sha256, original->sha256, ARSIP_HASH_SIZE);
    return arsip_relay_hand(payload->relay, item, error);
}

gboolean
arsip_payload_put_stream(ArsipPayload *payload, const char *path, FILE *stream, GError **error)
{
    Item *item = g_new0(Item, 1);

    item->path = g_strdup(path);
    item->stream = stream;
    return arsip_relay_hand(payload->relay, item, error) && arsip_relay_send(payload->relay, error);
}

gboolean
arsip_payload_end(ArsipPayload *payload, guint64 *bytes, guint64 *files, GError **error)
{
    gboolean is_put = arsip_relay_settle(payload->relay, error);

    *bytes = payload->bytes;
    *files = payload->files;
    return is_put;
}
