/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/workbook.h"
#include "base/i18n.h"
#include "base/system.h"
#include "export/workbook-part.h"

#include <string.h>
#include <xlsxwriter.h>

#define TEXT_MAX    32767 /* characters of a cell */
#define ROWS_MAX    1048576
#define WIDTH       18
#define WIDE        44 /* a column that says what something is about */
#define WIDE_COLUMN "Uraian"
/* No clock in the bytes: the least time that the ZIP round them can tell. */
#define MOMENT 315532800 /* 1980-01-01 */

struct ArsipWorkbook {
    lxw_workbook *workbook; /* NULL once it is closed */
    lxw_worksheet *worksheet;
    lxw_format *head, *text; /* the workbook's */
    guint32 next;
};

static gboolean
fail(GError **error, lxw_error fault)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, _("the XLSX file could not be written: %s"),
                lxw_strerror(fault));
    return FALSE;
}

/* The library closes what it opens: it gets a way to the same file, not the stream. Rows go to a file of its
 * own without a name, so that memory stays flat. */
static lxw_workbook *
open_workbook(FILE *out)
{
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fileno(out));
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties properties = {.created = MOMENT};
    lxw_workbook *workbook = workbook_new_opt(path, &options);

    if (workbook != NULL)
        workbook_set_properties(workbook, &properties);
    return workbook;
}

ArsipWorkbook *
arsip_workbook_new(FILE *out, const char *title, GError **error)
{
    ArsipWorkbook *book = g_new0(ArsipWorkbook, 1);

    (void)arsip_workbook_part_fault(); /* of another workbook that was given up */
    book->workbook = open_workbook(out);
    book->worksheet = book->workbook != NULL ? workbook_add_worksheet(book->workbook, title) : NULL;
    if (book->worksheet == NULL) {
        arsip_workbook_free(book);
        fail(error, LXW_ERROR_CREATING_TMPFILE);
        return NULL;
    }
    book->head = workbook_add_format(book->workbook);
    format_set_bold(book->head);
    format_set_text_wrap(book->head);
    book->text = workbook_add_format(book->workbook);
    format_set_num_format(book->text, "@");
    format_set_text_wrap(book->text);
    format_set_align(book->text, LXW_ALIGN_VERTICAL_TOP);
    worksheet_freeze_panes(book->worksheet, 1, 0);
    return book;
}

void
arsip_workbook_free(ArsipWorkbook *book)
{
    if (book == NULL)
        return;
    lxw_workbook_free(book->workbook);
    g_free(book);
}

/* Columns have their widths before the first row: the library keeps no row that is written. */
static void
set_widths(ArsipWorkbook *book, const ArsipCell *heads, guint n_cells)
{
    for (guint i = 0; i < n_cells; i++)
        worksheet_set_column(book->worksheet, (lxw_col_t)i, (lxw_col_t)i,
                             g_str_has_prefix(heads[i].text, WIDE_COLUMN) ? WIDE : WIDTH, book->text);
}

/* What a cell can hold: so many characters, and none that XML cannot. */
static char *
fit(const char *text)
{
    GString *fitted = g_string_new(NULL);
    guint n = 0;

    for (const char *at = text; *at != '\0' && n < TEXT_MAX; at = g_utf8_next_char(at), n++) {
        gunichar c = g_utf8_get_char(at);
        gboolean is_held = c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n';

        g_string_append_unichar(fitted, is_held ? c : 0xfffd);
    }
    return g_string_free(fitted, FALSE);
}

gboolean
arsip_workbook_row(ArsipWorkbook *book, const ArsipCell *cells, guint n_cells, GError **error)
{
    lxw_format *format = book->next == 0 ? book->head : book->text;

    if (book->next == 0)
        set_widths(book, cells, n_cells);
    if (book->next >= ROWS_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("a sheet holds no more than %d rows; choose fewer documents, or write CSV"), ROWS_MAX);
        return FALSE;
    }
    for (guint i = 0; i < n_cells; i++) {
        g_autofree char *text = cells[i].text != NULL ? fit(cells[i].text) : NULL;
        lxw_error fault =
            text != NULL ? worksheet_write_string(book->worksheet, book->next, (lxw_col_t)i, text, format)
                         : worksheet_write_number(book->worksheet, book->next, (lxw_col_t)i,
                                                  (double)cells[i].number, NULL);

        if (fault != LXW_NO_ERROR)
            return fail(error, fault);
    }
    book->next++;
    return TRUE;
}

gboolean
arsip_workbook_end(ArsipWorkbook *book, GError **error)
{
    lxw_error fault = workbook_close(g_steal_pointer(&book->workbook));
    int part_fault = arsip_workbook_part_fault();

    if (part_fault != 0)
        return arsip_set_errno(error, part_fault, g_get_tmp_dir(), _("cannot be written"));
    return fault == LXW_NO_ERROR || fail(error, fault);
}
