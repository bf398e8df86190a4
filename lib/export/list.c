/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>
#include <arsip/mask.h>

#include "export/berkas.h"
#include "export/table.h"

#include <string.h>

/* The lists that archive offices keep are Indonesian, whatever the user's language. */

typedef struct {
    gint64 id;
    char *order;
    const ArsipBerkas *berkas; /* borrowed; NULL in a Buku Agenda */
} Entry;

typedef struct {
    ArsipArchive *archive;
    ArsipTable *table;
    ArsipBerkasList *files;
    GArray *entries;       /* of Entry */
    gboolean *is_personal; /* of somebody among what was looked at */
} List;

static void
clear_entry(gpointer entry)
{
    g_free(((Entry *)entry)->order);
}

static void
clear_list(List *list)
{
    arsip_berkas_list_free(list->files);
    g_array_unref(list->entries);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(List, clear_list)

static const char *
field_of(const ArsipDocument *document, const char *name)
{
    const char *value = arsip_document_field(document, name);

    return value != NULL ? value : "";
}

/* 2024-03-12 -> 12-03-2024, as offices write it; anything else stays. The caller owns it. */
static char *
office_date(const char *date)
{
    if (strlen(date) != 10 || date[4] != '-' || date[7] != '-')
        return g_strdup(date);
    return g_strdup_printf("%s-%.2s-%.4s", date + 8, date + 5, date);
}

static const char *
security_of(const ArsipDocument *document)
{
    static const struct {
        const char *label, *words;
    } classes[] = {{"keamanan/sangat-rahasia", "Sangat Rahasia"},
                   {"keamanan/rahasia", "Rahasia"},
                   {"keamanan/terbatas", "Terbatas"}};

    for (guint i = 0; i < G_N_ELEMENTS(classes); i++)
        for (guint j = 0; j < document->labels->len; j++) {
            const ArsipLabel *label = document->labels->pdata[j];

            if (label->is_given && g_str_equal(label->name, classes[i].label))
                return classes[i].words;
        }
    return "Biasa/Terbuka";
}

/* What the paper is about, and by what it is told from others about the same. */
static char *
subject_of(const ArsipDocument *document)
{
    const char *number = field_of(document, "nomor");
    const char *sender = field_of(document, "dari");
    g_autofree char *subject = arsip_berkas_subject(document);
    g_autoptr(GString) text = g_string_new(*subject != '\0' ? subject : document->name);

    if (*number != '\0')
        g_string_append_printf(text, ", nomor %s", number);
    if (*sender != '\0')
        g_string_append_printf(text, ", dari %s", sender);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
remark_of(const ArsipDocument *document)
{
    const char *place = field_of(document, "lokasi");

    return g_strconcat(place, *place != '\0' && *document->note != '\0' ? "; " : "", document->note, NULL);
}

static gboolean
write_head(ArsipTable *table, const char *const *names, GError **error)
{
    ArsipCell cells[12] = {0};
    guint n = 0;

    for (; names[n] != NULL; n++)
        cells[n].text = names[n];
    return arsip_table_row(table, cells, n, error);
}

static gboolean
write_files(List *list, GError **error)
{
    static const char *const names[] = {"No",
                                        "Kode Klasifikasi",
                                        "Nomor Berkas",
                                        "Unit Pengolah",
                                        "Uraian Informasi Berkas",
                                        "Kurun Waktu",
                                        "Jumlah",
                                        "Keterangan",
                                        NULL};
    const GPtrArray *files = arsip_berkas_settle(list->files);

    if (!write_head(list->table, names, error))
        return FALSE;
    for (guint i = 0; i < files->len; i++) {
        const ArsipBerkas *berkas = files->pdata[i];
        g_autofree char *years = g_str_equal(berkas->first_year, berkas->last_year)
                                     ? g_strdup(berkas->first_year)
                                     : g_strdup_printf("%s-%s", berkas->first_year, berkas->last_year);
        ArsipCell cells[] = {
            {NULL, (gint64)i + 1}, {berkas->code, 0}, {berkas->number, 0},   {berkas->unit, 0},
            {berkas->subject, 0},  {years, 0},        {NULL, berkas->count}, {berkas->place, 0},
        };

        if (!arsip_table_row(list->table, cells, G_N_ELEMENTS(cells), error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
write_item(List *list, const Entry *entry, gint64 number, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(list->archive, entry->id, FALSE, error);
    g_autofree char *subject = document != NULL ? subject_of(document) : NULL;
    g_autofree char *remark = document != NULL ? remark_of(document) : NULL;
    g_autofree char *date = document != NULL ? office_date(field_of(document, "tanggal")) : NULL;

    if (document == NULL)
        return FALSE;
    ArsipCell cells[] = {
        {entry->berkas->number, 0},
        {NULL, number},
        {field_of(document, "kode"), 0},
        {subject, 0},
        {date, 0},
        {NULL, document->pages->len},
        {security_of(document), 0},
        {remark, 0},
    };
    return arsip_table_row(list->table, cells, G_N_ELEMENTS(cells), error);
}

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *first = a, *second = b;
    int order = strcmp(first->order, second->order);

    return order != 0 ? order : (first->id > second->id) - (first->id < second->id);
}

/* In the order of their files, which only now are known whole. */
static void
order_by_file(List *list)
{
    const GPtrArray *files = arsip_berkas_settle(list->files);
    g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < files->len; i++)
        g_hash_table_insert(places, files->pdata[i], GUINT_TO_POINTER(i));
    for (guint i = 0; i < list->entries->len; i++) {
        Entry *entry = &g_array_index(list->entries, Entry, i);
        g_autofree char *date = entry->order;

        entry->order =
            g_strdup_printf("%08x%s", GPOINTER_TO_UINT(g_hash_table_lookup(places, entry->berkas)), date);
    }
    g_array_sort(list->entries, compare_entries);
}

static gboolean
write_items(List *list, GError **error)
{
    static const char *const names[] = {"Nomor Berkas",     "Nomor Item Arsip", "Kode Klasifikasi",
                                        "Uraian Informasi", "Tanggal",          "Jumlah",
                                        "Keterangan SKKAD", "Keterangan",       NULL};
    const ArsipBerkas *berkas = NULL;
    gint64 number = 0;

    if (!write_head(list->table, names, error))
        return FALSE;
    order_by_file(list);
    for (guint i = 0; i < list->entries->len; i++) {
        const Entry *entry = &g_array_index(list->entries, Entry, i);

        number = entry->berkas == berkas ? number + 1 : 1;
        berkas = entry->berkas;
        if (!write_item(list, entry, number, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
write_agenda_line(List *list, const Entry *entry, gint64 number, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(list->archive, entry->id, FALSE, error);
    g_autofree char *remark = document != NULL ? remark_of(document) : NULL;
    g_autofree char *date = document != NULL ? office_date(field_of(document, "tanggal")) : NULL;
    g_autofree char *received = document != NULL ? office_date(document->received) : NULL;
    const char *own_number = document != NULL ? arsip_document_field(document, "agenda") : NULL;

    if (document == NULL)
        return FALSE;
    ArsipCell cells[] = {
        {own_number, number},
        {received, 0},
        {field_of(document, "arah"), 0},
        {field_of(document, "nomor"), 0},
        {date, 0},
        {field_of(document, "dari"), 0},
        {field_of(document, "kepada"), 0},
        {field_of(document, "hal"), 0},
        {field_of(document, "sifat"), 0},
        {NULL, document->pages->len},
        {remark, 0},
    };
    return arsip_table_row(list->table, cells, G_N_ELEMENTS(cells), error);
}

static gboolean
write_agenda(List *list, GError **error)
{
    static const char *const names[] = {"Nomor Agenda",  "Tanggal Diterima",
                                        "Arah",          "Nomor Surat",
                                        "Tanggal Surat", "Dari",
                                        "Kepada",        "Hal",
                                        "Sifat",         "Jumlah",
                                        "Keterangan",    NULL};

    if (!write_head(list->table, names, error))
        return FALSE;
    g_array_sort(list->entries, compare_entries);
    for (guint i = 0; i < list->entries->len; i++)
        if (!write_agenda_line(list, &g_array_index(list->entries, Entry, i), (gint64)i + 1, error))
            return FALSE;
    return TRUE;
}

/* A year of an agenda is in the order of its own numbers where it has them. */
static char *
agenda_order(const ArsipDocument *document)
{
    g_autofree char *number = arsip_berkas_order(field_of(document, "agenda"));

    return *number != '\0' ? g_strdup_printf("%.4s\x1f%s", document->received, number)
                           : g_strdup_printf("%.4s\x1f\x7f%s", document->received, document->received);
}

static gboolean
look_at(List *list, gint64 id, ArsipExportFormat format, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(list->archive, id, FALSE, error);
    Entry *entry;

    if (document == NULL || (!*list->is_personal &&
                             !arsip_document_is_personal(list->archive, document, list->is_personal, error)))
        return FALSE;
    g_array_set_size(list->entries, list->entries->len + 1);
    entry = &g_array_index(list->entries, Entry, list->entries->len - 1);
    *entry = (Entry){.id = id};
    if (format == ARSIP_EXPORT_AGENDA)
        entry->order = agenda_order(document);
    else {
        entry->berkas = arsip_berkas_add(list->files, document);
        entry->order = g_strdup(field_of(document, "tanggal"));
    }
    return TRUE;
}

static gboolean
write_list(ArsipArchive *archive, const GArray *documents, ArsipExportFormat format, ArsipTable *table,
           gboolean *is_personal, GError **error)
{
    g_auto(List) list = {archive, table, arsip_berkas_list_new(), g_array_new(FALSE, FALSE, sizeof(Entry)),
                         is_personal};

    g_array_set_clear_func(list.entries, clear_entry);
    for (guint i = 0; i < documents->len; i++)
        if (!look_at(&list, g_array_index(documents, gint64, i), format, error))
            return FALSE;
    switch (format) {
    case ARSIP_EXPORT_DAFTAR_BERKAS:
        return write_files(&list, error);
    case ARSIP_EXPORT_DAFTAR_ISI:
        return write_items(&list, error);
    default:
        return write_agenda(&list, error);
    }
}

static const char *
title_of(ArsipExportFormat format)
{
    switch (format) {
    case ARSIP_EXPORT_DAFTAR_BERKAS:
        return "Daftar Berkas";
    case ARSIP_EXPORT_DAFTAR_ISI:
        return "Daftar Isi Berkas";
    default:
        return "Buku Agenda";
    }
}

gboolean
arsip_export_list(ArsipArchive *archive, const GArray *documents, ArsipExportFormat format,
                  const ArsipListStyle *style, FILE *out, gboolean *is_personal, GError **error)
{
    g_autoptr(ArsipTable) table = style->is_sheet ? arsip_table_sheet(out, title_of(format), error)
                                                  : arsip_table_csv(out, style->separator);

    return table != NULL && write_list(archive, documents, format, table, is_personal, error) &&
           arsip_table_end(table, error);
}
