/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/document.h>

#include "archive/private.h"
#include "base/i18n.h"
#include "text/told.h"

static void G_GNUC_PRINTF(2, 3) add(GPtrArray *story, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_ptr_array_add(story, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* In the clerk's own time; as it stands where it cannot be understood. */
static char *
local_time(const char *made)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(made, NULL);
    g_autoptr(GDateTime) local = time != NULL ? g_date_time_to_local(time) : NULL;

    return local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M") : g_strdup(made);
}

static void
add_step(const ArsipStep *step, gpointer data)
{
    g_ptr_array_add(data, arsip_step_told(step));
}

/* What a catalogue knows of a page that was read before steps were noted. */
static void
add_bare(GPtrArray *story, ArsipStatement *statement)
{
    int rotation = sqlite3_column_int(statement, 8);
    double skew = sqlite3_column_double(statement, 9);

    if (rotation != 0)
        add(story, _("it was turned by %d degrees clockwise"), rotation);
    if (skew != 0)
        add(story, _("it was crooked by %.1f degrees and was straightened"), skew);
    add(story, _("how it was read: %s"), arsip_column_text(statement, 10));
}

static void
add_engine(GPtrArray *story, ArsipStatement *statement)
{
    const char *languages = arsip_column_text(statement, 11);
    double confidence = sqlite3_column_double(statement, 12), known = sqlite3_column_double(statement, 13);
    gboolean is_blank = sqlite3_column_int(statement, 14) != 0;

    if (*languages == '\0' || is_blank)
        return;
    if (known < 0)
        add(story, _("read by Tesseract for the languages %s, with confidence %.0f of 100"), languages,
            confidence);
    else
        add(story,
            _("read by Tesseract for the languages %s, with confidence %.0f of 100; %.0f%% of the letters "
              "stand "
              "in known words"),
            languages, confidence, known);
}

static void
tell(GPtrArray *story, ArsipStatement *statement)
{
    g_autofree char *made = local_time(arsip_column_text(statement, 3));
    const char *steps = arsip_column_text(statement, 15);
    int width = sqlite3_column_int(statement, 5), height = sqlite3_column_int(statement, 6);

    if (sqlite3_column_type(statement, 2) != SQLITE_NULL)
        add(story, _("it could not be read the last time: %s"), arsip_column_text(statement, 2));
    if (sqlite3_column_type(statement, 3) == SQLITE_NULL) {
        if (sqlite3_column_type(statement, 2) == SQLITE_NULL)
            add(story, "%s", _("it waits to be read"));
        return;
    }
    if (sqlite3_column_type(statement, 4) != SQLITE_NULL) {
        add(story, _("its text was set by %s at %s"), arsip_column_text(statement, 4), made);
        return;
    }
    add(story, _("it was read at %s"), made);
    if (width > 0)
        add(story, _("as stored it has %d x %d pixels"), width, height);
    if (*steps == '\0')
        add_bare(story, statement);
    else
        arsip_steps_each(steps, add_step, story);
    add_engine(story, statement);
}

char **
arsip_page_story(ArsipArchive *archive, gint64 document, guint number, GError **error)
{
    static const char sql[] =
        "SELECT page.original_page, page.state, page.failure, reading.made, reading.who,"
        "       reading.width, reading.height, reading.dpi, reading.rotation, reading.skew, reading.method,"
        "       reading.languages, reading.confidence, reading.known, reading.blank, reading.steps"
        " FROM page LEFT JOIN reading ON reading.id = page.reading"
        " WHERE page.document = ?1 AND page.number = ?2";
    g_autoptr(GPtrArray) story = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", document, (gint64)number))
        return NULL;
    if (!arsip_statement_step(statement, &fault)) {
        if (fault != NULL)
            g_propagate_error(error, fault);
        else
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("document %d has no page %u"),
                        (int)document, number);
        return NULL;
    }
    if (g_str_equal(arsip_column_text(statement, 1), "none"))
        add(story, "%s", _("it is an archive (ZIP, TAR, ...) whose files are documents of their own"));
    else
        tell(story, statement);
    g_ptr_array_add(story, NULL);
    return (char **)g_ptr_array_steal(story, NULL);
}
