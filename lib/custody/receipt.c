/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/receipt.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/output.h"

#include <string.h>

#define VERSION "1"

/* Longer ones are no page. */
#define SIZE_MOST (64 * 1024)

/* The lines of a receipt, in their order. */
static const char *const names[] = {"arsip-receipt", "archive",    "made",           "originals",
                                    "last-original", "bytes",      "originals-root", "texts",
                                    "last-text",     "texts-root", "last-event",     "event-hash"};
enum {
    LINE_VERSION,
    LINE_ARCHIVE,
    LINE_MADE,
    LINE_ORIGINALS,
    LINE_LAST_ORIGINAL,
    LINE_BYTES,
    LINE_ORIGINALS_ROOT,
    LINE_TEXTS,
    LINE_LAST_TEXT,
    LINE_TEXTS_ROOT,
    LINE_LAST_EVENT,
    LINE_EVENT_HASH,
    N_LINES
};
G_STATIC_ASSERT(G_N_ELEMENTS(names) == N_LINES);

void
arsip_receipt_free(ArsipReceipt *receipt)
{
    if (receipt == NULL)
        return;
    g_free(receipt->archive);
    g_free(receipt->made);
    g_free(receipt->originals_root);
    g_free(receipt->texts_root);
    g_free(receipt->event_hash);
    g_free(receipt);
}

static char *
hash_lines(char **values)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 digest[ARSIP_HASH_SIZE];

    for (guint i = 0; i < N_LINES; i++) {
        g_autofree char *line = g_strdup_printf("%s: %s\n", names[i], values[i]);

        arsip_hash_update(hash, line, strlen(line));
    }
    arsip_hash_finish(hash, digest);
    return arsip_hash_hex(digest);
}

/* ---- reading */

static gboolean
fail_to_read(const char *path, const char *why, GError **error)
{
    g_autofree char *name = arsip_escape(path);

    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, "%s: %s", name, why);
    return FALSE;
}

/* values: N_LINES of them; seal besides. FALSE where one is missing or stands there twice. */
static gboolean
find_values(char **lines, char **values, char **seal)
{
    for (guint i = 0; lines[i] != NULL; i++) {
        char *colon = strstr(lines[i], ": ");
        char **place = NULL;

        if (colon == NULL)
            continue;
        *colon = '\0';
        for (guint k = 0; k < N_LINES; k++)
            if (g_str_equal(names[k], lines[i]))
                place = &values[k];
        if (g_str_equal(lines[i], "seal"))
            place = seal;
        if (place != NULL && *place != NULL)
            return FALSE;
        if (place != NULL)
            *place = g_strstrip(g_strdup(colon + 2));
    }
    for (guint k = 0; k < N_LINES; k++)
        if (values[k] == NULL)
            return FALSE;
    return *seal != NULL;
}

static gint64
number_of(const char *value)
{
    return g_ascii_strtoll(value, NULL, 10);
}

static ArsipReceipt *
receipt_of(char **values)
{
    ArsipReceipt *receipt = g_new0(ArsipReceipt, 1);

    receipt->archive = g_strdup(values[LINE_ARCHIVE]);
    receipt->made = g_strdup(values[LINE_MADE]);
    receipt->originals = number_of(values[LINE_ORIGINALS]);
    receipt->last_original = number_of(values[LINE_LAST_ORIGINAL]);
    receipt->bytes = number_of(values[LINE_BYTES]);
    receipt->originals_root = g_strdup(values[LINE_ORIGINALS_ROOT]);
    receipt->texts = number_of(values[LINE_TEXTS]);
    receipt->last_text = number_of(values[LINE_LAST_TEXT]);
    receipt->texts_root = g_strdup(values[LINE_TEXTS_ROOT]);
    receipt->last_event = number_of(values[LINE_LAST_EVENT]);
    receipt->event_hash = g_strdup(values[LINE_EVENT_HASH]);
    return receipt;
}

ArsipReceipt *
arsip_receipt_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_auto(GStrv) lines = NULL;
    char *values[N_LINES + 1] = {NULL};
    g_autofree char *seal = NULL;
    g_autofree char *expected = NULL;
    ArsipReceipt *receipt = NULL;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    lines = g_strsplit(length <= SIZE_MOST ? text : "", "\n", -1);
    if (!find_values(lines, values, &seal))
        fail_to_read(path, _("this is no receipt of arsip check, or not the whole of one"), error);
    else if (!g_str_equal(values[LINE_VERSION], VERSION))
        fail_to_read(path, _("this receipt was made by a newer arsip; install that one"), error);
    else if (expected = hash_lines(values), g_ascii_strcasecmp(seal, expected) != 0)
        fail_to_read(
            path, _("the seal of this receipt does not fit its lines: one of them was mistyped or changed"),
            error);
    else
        receipt = receipt_of(values);
    for (guint i = 0; i < N_LINES; i++)
        g_free(values[i]);
    return receipt;
}

/* ---- writing */

static char *
print_number(gint64 number)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static char **
values_of(const ArsipReceipt *receipt)
{
    char **values = g_new0(char *, N_LINES + 1);

    values[LINE_VERSION] = g_strdup(VERSION);
    values[LINE_ARCHIVE] = g_strdup(receipt->archive);
    values[LINE_MADE] = g_strdup(receipt->made);
    values[LINE_ORIGINALS] = print_number(receipt->originals);
    values[LINE_LAST_ORIGINAL] = print_number(receipt->last_original);
    values[LINE_BYTES] = print_number(receipt->bytes);
    values[LINE_ORIGINALS_ROOT] = g_strdup(receipt->originals_root);
    values[LINE_TEXTS] = print_number(receipt->texts);
    values[LINE_LAST_TEXT] = print_number(receipt->last_text);
    values[LINE_TEXTS_ROOT] = g_strdup(receipt->texts_root);
    values[LINE_LAST_EVENT] = print_number(receipt->last_event);
    values[LINE_EVENT_HASH] = g_strdup(receipt->event_hash);
    return values;
}

static void
write_head(const ArsipReceipt *receipt, const char *archive_name, const char *who, FILE *out)
{
    g_autoptr(GDateTime) made = g_date_time_new_from_iso8601(receipt->made, NULL);
    g_autoptr(GDateTime) local = made != NULL ? g_date_time_to_local(made) : NULL;
    g_autofree char *when = local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M") : NULL;

    fprintf(out, "%s\n\n", _("RECEIPT OF AN ARCHIVE"));
    fprintf(out, _("Archive     %s\n"), archive_name);
    fprintf(out, _("Checked     %s, by %s\n"), when != NULL ? when : receipt->made, who);
    fprintf(out, _("Found       %d originals, %d texts and %d events, without a fault\n\n"),
            (int)receipt->originals, (int)receipt->texts, (int)receipt->last_event);
}

static void
write_method(const ArsipReceipt *receipt, FILE *out)
{
    fprintf(out, "\n%s\n\n",
            _("Whoever holds this page can prove later that all of it is there still, unchanged:\n"
              "    arsip check --against FILE\n"
              "where FILE has the lines above. Without arsip, with sqlite3 and sha256sum alone, in\n"
              "the archive's folder:"));
    fprintf(out,
            "    sqlite3 arsip.db \"SELECT lower(hex(sha256)) || ' ' || size FROM original\n"
            "      WHERE id <= %d ORDER BY id\" | sha256sum\n",
            (int)receipt->last_original);
    fprintf(out, "    %s\n", _("gives originals-root, each name in files/ being the SHA-256 of its file;"));
    fprintf(out,
            "    sqlite3 arsip.db \"SELECT lower(hex(sha256)) FROM seal\n"
            "      WHERE reading <= %d ORDER BY reading\" | sha256sum\n",
            (int)receipt->last_text);
    fprintf(out, "    %s\n", _("gives texts-root; and the event of this number has the hash event-hash:"));
    fprintf(out, "    sqlite3 arsip.db \"SELECT lower(hex(hash)) FROM event WHERE id = %d\"\n",
            (int)receipt->last_event);
    fprintf(out, "%s\n\n\n\n",
            _("The seal is the SHA-256 of the lines above it, up to and without its own."));
    fprintf(out, "%s\n",
            _("________________________________      ________________________________\n"
              "Place and date                        Name, office and signature"));
}

gboolean
arsip_receipt_write(const ArsipReceipt *receipt, const char *archive_name, const char *who, const char *path,
                    GError **error)
{
    g_auto(GStrv) values = values_of(receipt);
    g_autofree char *seal = hash_lines(values);
    g_autoptr(ArsipOutput) output = arsip_output_begin(path, TRUE, error);
    FILE *out = output != NULL ? arsip_output_stream(output) : NULL;

    if (out == NULL)
        return FALSE;
    write_head(receipt, archive_name, who, out);
    for (guint i = 0; i < N_LINES; i++)
        fprintf(out, "%s: %s\n", names[i], values[i]);
    fprintf(out, "seal: %s\n", seal);
    write_method(receipt, out);
    return arsip_output_finish(output, error);
}

/* ---- counting */

void
arsip_tally_begin(ArsipTally *tally, gint64 last_original, gint64 last_text)
{
    *tally = (ArsipTally){.last_original = last_original, .last_text = last_text};
    tally->original_hash = arsip_hash_new();
    tally->text_hash = arsip_hash_new();
}

void
arsip_tally_original(ArsipTally *tally, gint64 id, const guint8 sha256[ARSIP_HASH_SIZE], gint64 size)
{
    g_autofree char *hex = NULL;
    g_autofree char *line = NULL;

    if (tally->original_hash == NULL || id > tally->last_original)
        return;
    hex = arsip_hash_hex(sha256);
    line = g_strdup_printf("%s %" G_GINT64_FORMAT "\n", hex, size);
    arsip_hash_update(tally->original_hash, line, strlen(line));
    tally->originals++;
    tally->bytes += size;
}

void
arsip_tally_text(ArsipTally *tally, gint64 id, const guint8 seal[ARSIP_HASH_SIZE])
{
    g_autofree char *hex = NULL;

    if (tally->text_hash == NULL || id > tally->last_text)
        return;
    hex = arsip_hash_hex(seal);
    hex[2 * ARSIP_HASH_SIZE] = '\n'; /* in the place of the NUL */
    arsip_hash_update(tally->text_hash, hex, 2 * ARSIP_HASH_SIZE + 1);
    tally->texts++;
}

static char *
root_of(ArsipHash *hash)
{
    guint8 digest[ARSIP_HASH_SIZE];

    arsip_hash_finish(hash, digest);
    return arsip_hash_hex(digest);
}

void
arsip_tally_end(ArsipTally *tally, ArsipReceipt *receipt)
{
    receipt->originals = tally->originals;
    receipt->last_original = tally->last_original;
    receipt->bytes = tally->bytes;
    receipt->originals_root = root_of(tally->original_hash);
    receipt->texts = tally->texts;
    receipt->last_text = tally->last_text;
    receipt->texts_root = root_of(tally->text_hash);
}

void
arsip_tally_clear(ArsipTally *tally)
{
    g_clear_pointer(&tally->original_hash, arsip_hash_free);
    g_clear_pointer(&tally->text_hash, arsip_hash_free);
}
