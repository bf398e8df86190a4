/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/texts.h"

#include "archive/catalogue.h"
#include "base/i18n.h"

#include <string.h>

/* Bytes of texts that are held: a hundred full pages, or the longest of all. */
#define HELD_MOST (512u << 10)

struct ArsipStoredPages {
    ArsipPages pages; /* the first, so that a pointer to it is one to the whole */
    ArsipArchive *archive;
    gint64 *readings;
    GHashTable *texts; /* number -> GBytes, the NUL at the end among them */
    gsize held;
    GError *fault;
};

/* A reading that is gone has no text; whoever needs some of it finds that it is not there. */
static GBytes *
load_text(ArsipStoredPages *stored, guint number)
{
    static const char sql[] = "SELECT text FROM reading WHERE id = ?1";
    gint64 reading = stored->readings[number - 1];
    GError *fault = NULL;
    char *text = reading != 0 ? arsip_fetch_text(stored->archive, &fault, sql, "i", reading) : NULL;

    if (fault != NULL) {
        if (stored->fault == NULL)
            g_propagate_error(&stored->fault, fault);
        else
            g_error_free(fault);
        return NULL;
    }
    if (text == NULL)
        text = g_strdup("");
    return g_bytes_new_take(text, strlen(text) + 1);
}

static void
hold(ArsipStoredPages *stored, guint number, GBytes *text)
{
    gsize size = g_bytes_get_size(text);

    if (stored->held + size > HELD_MOST) {
        g_hash_table_remove_all(stored->texts);
        stored->held = 0;
    }
    g_hash_table_insert(stored->texts, GUINT_TO_POINTER(number), text);
    stored->held += size;
}

static const char *
text_of(ArsipPages *pages, guint number, gsize *length)
{
    ArsipStoredPages *stored = (ArsipStoredPages *)pages;
    GBytes *text = g_hash_table_lookup(stored->texts, GUINT_TO_POINTER(number));
    const char *bytes;

    if (text == NULL) {
        text = load_text(stored, number);
        if (text == NULL)
            return NULL;
        hold(stored, number, text);
    }
    bytes = g_bytes_get_data(text, length);
    *length -= 1;
    return bytes;
}

ArsipStoredPages *
arsip_stored_pages_new(ArsipArchive *archive, const gint64 *readings, guint n_readings)
{
    ArsipStoredPages *stored = g_new0(ArsipStoredPages, 1);

    stored->pages = (ArsipPages){.n_pages = n_readings, .text = text_of};
    stored->archive = archive;
    stored->readings = g_memdup2(readings, n_readings * sizeof *readings);
    stored->texts = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
    return stored;
}

void
arsip_stored_pages_free(ArsipStoredPages *stored)
{
    if (stored == NULL)
        return;
    g_free(stored->readings);
    g_hash_table_unref(stored->texts);
    g_clear_error(&stored->fault);
    g_free(stored);
}

ArsipPages *
arsip_stored_pages(ArsipStoredPages *stored)
{
    return &stored->pages;
}

gboolean
arsip_stored_pages_check(const ArsipStoredPages *stored, GError **error)
{
    if (stored->fault != NULL) {
        if (error != NULL)
            *error = g_error_copy(stored->fault);
        return FALSE;
    }
    if (!stored->pages.is_damaged)
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("the index points at text that is not there"));
    return FALSE;
}
