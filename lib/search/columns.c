/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/columns.h"

#include "search/tokenizer.h"

static const char *const names[ARSIP_N_COLUMNS] = {
    [ARSIP_COLUMN_ISI] = "isi",     [ARSIP_COLUMN_FILE] = "name",     [ARSIP_COLUMN_NOMOR] = "nomor",
    [ARSIP_COLUMN_HAL] = "hal",     [ARSIP_COLUMN_KEPADA] = "kepada", [ARSIP_COLUMN_DARI] = "dari",
    [ARSIP_COLUMN_SIFAT] = "sifat", [ARSIP_COLUMN_KODE] = "kode",     [ARSIP_COLUMN_OTHER] = "other",
    [ARSIP_COLUMN_KOP] = "kop",     [ARSIP_COLUMN_JUDUL] = "judul",   [ARSIP_COLUMN_KEPALA] = "kepala",
    [ARSIP_COLUMN_AKHIR] = "akhir",
};

static const ArsipColumn zone_columns[ARSIP_N_ZONES] = {
    [ARSIP_ZONE_KOP] = ARSIP_COLUMN_KOP,       [ARSIP_ZONE_JUDUL] = ARSIP_COLUMN_JUDUL,
    [ARSIP_ZONE_KEPALA] = ARSIP_COLUMN_KEPALA, [ARSIP_ZONE_ISI] = ARSIP_COLUMN_ISI,
    [ARSIP_ZONE_AKHIR] = ARSIP_COLUMN_AKHIR,
};

const char *
arsip_column_name(ArsipColumn column)
{
    return names[column];
}

gboolean
arsip_column_is_field(ArsipColumn column)
{
    return column >= ARSIP_COLUMN_NOMOR && column <= ARSIP_COLUMN_KODE;
}

ArsipColumn
arsip_column_of_zone(ArsipZone zone)
{
    return zone_columns[zone];
}

ArsipColumn
arsip_column_of(const char *scope)
{
    ArsipZone zone;

    if (arsip_zone_from_name(scope, &zone))
        return zone_columns[zone];
    for (guint i = ARSIP_COLUMN_NOMOR; i <= ARSIP_COLUMN_KODE; i++)
        if (g_str_equal(scope, names[i]))
            return (ArsipColumn)i;
    return ARSIP_COLUMN_OTHER;
}

/* A field that bears a zone's name shares no column with the zone. */
static ArsipColumn
column_of_field(const char *name)
{
    ArsipColumn column = arsip_column_of(name);

    return arsip_column_is_field(column) ? column : ARSIP_COLUMN_OTHER;
}

char **
arsip_columns_make(const ArsipContent *content)
{
    const ArsipLetter *letter = content->letter;
    char **columns = g_new0(char *, ARSIP_N_COLUMNS + 1);
    GString *other = g_string_new(NULL);

    columns[ARSIP_COLUMN_FILE] = g_strdup_printf("%c%s", ARSIP_MARK_NAME, content->name);
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);
        ArsipColumn column = column_of_field(field->name);

        if (column != ARSIP_COLUMN_OTHER)
            columns[column] = g_strdup_printf("%c%c%s", ARSIP_MARK_COLUMN, 'a' + column, field->value);
        else
            g_string_append_printf(other, "%c%s%c%s", ARSIP_MARK_FIELDS, field->name, ARSIP_MARK_FIELDS,
                                   field->value);
    }
    columns[ARSIP_COLUMN_OTHER] = g_string_free(other, FALSE);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        if (letter->zones[i].pieces->len > 0)
            columns[zone_columns[i]] = g_strdup_printf("%c%u", ARSIP_MARK_ZONE, i);
    for (guint i = 0; i < ARSIP_N_COLUMNS; i++)
        if (columns[i] == NULL)
            columns[i] = g_strdup("");
    return columns;
}
