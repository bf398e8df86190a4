/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/berkas.h"

#include <string.h>

#define DIGITS       12 /* to which numbers are filled up in an order */
#define SUBJECTS_MAX 3  /* told of a berkas that nobody described */

struct ArsipBerkasList {
    GHashTable *known;  /* key -> ArsipBerkas */
    GHashTable *shown;  /* berkas and a text that it tells already, as one key */
    GPtrArray *records; /* of ArsipBerkas, owned */
};

static void
free_record(ArsipBerkas *berkas)
{
    g_free(berkas->number);
    g_free(berkas->code);
    g_free(berkas->unit);
    g_free(berkas->subject);
    g_free(berkas->place);
    g_free(berkas);
}

ArsipBerkasList *
arsip_berkas_list_new(void)
{
    ArsipBerkasList *list = g_new0(ArsipBerkasList, 1);

    list->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    list->shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    list->records = g_ptr_array_new_with_free_func((GDestroyNotify)free_record);
    return list;
}

void
arsip_berkas_list_free(ArsipBerkasList *list)
{
    if (list == NULL)
        return;
    g_hash_table_unref(list->known);
    g_hash_table_unref(list->shown);
    g_ptr_array_unref(list->records);
    g_free(list);
}

char *
arsip_berkas_order(const char *text)
{
    GString *order = g_string_new(NULL);

    while (*text != '\0') {
        gsize n = strspn(text, "0123456789");

        for (gsize filled = n; n > 0 && filled < DIGITS; filled++)
            g_string_append_c(order, '0');
        g_string_append_len(order, text, (gssize)MAX(n, 1));
        text += MAX(n, 1);
    }
    return g_string_free(order, FALSE);
}

static const char *
field_of(const ArsipDocument *document, const char *name)
{
    const char *value = arsip_document_field(document, name);

    return value != NULL ? value : "";
}

char *
arsip_berkas_subject(const ArsipDocument *document)
{
    static const char kind[] = "jenis/";
    char *words = NULL;

    if (*field_of(document, "hal") != '\0')
        return g_strdup(field_of(document, "hal"));
    for (guint i = 0; words == NULL && i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        if (label->is_given && g_str_has_prefix(label->name, kind))
            words = g_strdelimit(g_strdup(label->name + strlen(kind)), "-/", ' ');
    }
    if (words != NULL)
        *words = g_ascii_toupper(*words);
    return words != NULL ? words : g_strdup("");
}

/* Of a date in its one form, YYYY-MM-DD. */
static void
read_year(const ArsipDocument *document, char *year)
{
    const char *date = field_of(document, "tanggal");

    g_strlcpy(year, strspn(date, "0123456789") == 4 ? date : "", 5);
}

static char *
key_of(const ArsipDocument *document, const char *year)
{
    const char *number = field_of(document, "berkas");
    gboolean has_number = *number != '\0';

    return g_strjoin("\x1f", field_of(document, "unit"), number, has_number ? "" : field_of(document, "kode"),
                     has_number ? "" : year, NULL);
}

static ArsipBerkas *
begin_record(ArsipBerkasList *list, const ArsipDocument *document, char *key)
{
    ArsipBerkas *berkas = g_new0(ArsipBerkas, 1);

    berkas->number = g_strdup(field_of(document, "berkas"));
    berkas->code = g_strdup(field_of(document, "kode"));
    berkas->unit = g_strdup(field_of(document, "unit"));
    berkas->subject = g_strdup("");
    berkas->place = g_strdup("");
    g_ptr_array_add(list->records, berkas);
    g_hash_table_insert(list->known, key, berkas);
    return berkas;
}

/* 800.1.11.2 and 800.1.3 have 800.1 in common; 800 and 800.1 have 800. */
static void
keep_common_code(ArsipBerkas *berkas, const char *code)
{
    gsize common = 0;

    for (gsize i = 0;; i++) {
        gboolean ends_own = berkas->code[i] == '\0' || berkas->code[i] == '.';
        gboolean ends_other = code[i] == '\0' || code[i] == '.';

        if (ends_own && ends_other)
            common = i;
        if (berkas->code[i] != code[i] || code[i] == '\0')
            break;
    }
    berkas->code[common] = '\0';
}

static void
append_distinct(ArsipBerkasList *list, ArsipBerkas *berkas, char **text, const char *more, guint *n)
{
    g_autofree char *key = g_strdup_printf("%p\x1f%d\x1f%s", (void *)berkas, text == &berkas->place, more);
    g_autofree char *before = NULL;

    if (*more == '\0' || g_hash_table_contains(list->shown, key))
        return;
    if (++*n > SUBJECTS_MAX)
        return;
    g_hash_table_add(list->shown, g_steal_pointer(&key));
    before = *text;
    *text = g_strconcat(before, *before != '\0' ? "; " : "", more, NULL);
}

static void
describe(ArsipBerkasList *list, ArsipBerkas *berkas, const ArsipDocument *document)
{
    const char *subject = field_of(document, "uraian");
    g_autofree char *own_subject = arsip_berkas_subject(document);

    append_distinct(list, berkas, &berkas->place, field_of(document, "lokasi"), &berkas->n_places);
    if (*subject != '\0' && !berkas->is_described) {
        g_free(berkas->subject);
        berkas->subject = g_strdup(subject);
        berkas->is_described = TRUE;
    }
    if (!berkas->is_described)
        append_distinct(list, berkas, &berkas->subject, own_subject, &berkas->n_subjects);
}

ArsipBerkas *
arsip_berkas_add(ArsipBerkasList *list, const ArsipDocument *document)
{
    char year[5];
    g_autofree char *key = NULL;
    ArsipBerkas *berkas;

    read_year(document, year);
    key = key_of(document, year);
    berkas = g_hash_table_lookup(list->known, key);
    if (berkas == NULL)
        berkas = begin_record(list, document, g_steal_pointer(&key));
    keep_common_code(berkas, field_of(document, "kode"));
    if (*year != '\0' && (*berkas->first_year == '\0' || strcmp(year, berkas->first_year) < 0))
        g_strlcpy(berkas->first_year, year, sizeof berkas->first_year);
    if (strcmp(year, berkas->last_year) > 0)
        g_strlcpy(berkas->last_year, year, sizeof berkas->last_year);
    describe(list, berkas, document);
    berkas->count++;
    return berkas;
}

static char *
order_of(const ArsipBerkas *berkas)
{
    g_autofree char *code = arsip_berkas_order(berkas->code);
    g_autofree char *number = arsip_berkas_order(berkas->number);

    return g_strjoin("\x1f", code, berkas->unit, berkas->first_year, number, NULL);
}

static gint
compare_records(gconstpointer a, gconstpointer b)
{
    g_autofree char *first = order_of(*(const ArsipBerkas *const *)a);
    g_autofree char *second = order_of(*(const ArsipBerkas *const *)b);

    return strcmp(first, second);
}

GPtrArray *
arsip_berkas_settle(ArsipBerkasList *list)
{
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    guint next = 1;

    g_ptr_array_sort(list->records, compare_records);
    for (guint i = 0; i < list->records->len; i++)
        if (*((const ArsipBerkas *)list->records->pdata[i])->number != '\0')
            g_hash_table_add(taken, ((ArsipBerkas *)list->records->pdata[i])->number);
    for (guint i = 0; i < list->records->len; i++) {
        ArsipBerkas *berkas = list->records->pdata[i];
        gboolean is_numbered = *berkas->number != '\0';

        while (!is_numbered) {
            g_free(berkas->number);
            berkas->number = g_strdup_printf("%u", next++);
            is_numbered = !g_hash_table_contains(taken, berkas->number);
        }
    }
    return list->records;
}
