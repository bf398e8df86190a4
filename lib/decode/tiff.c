/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/tiff.h"

#include <string.h>

#define TAG_WIDTH       256
#define TAG_HEIGHT      257
#define TAG_ORIENTATION 274

typedef struct {
    const guint8 *data;
    gsize size;
    gboolean is_big_endian;
    gboolean is_big; /* BigTIFF: offsets and counts of eight bytes */
} Tiff;

/* Past the end of the file everything is 0. */
static guint64
number_at(const Tiff *tiff, guint64 offset, guint length)
{
    guint64 number = 0;

    if (offset > tiff->size || tiff->size - offset < length)
        return 0;
    for (guint i = 0; i < length; i++)
        number = number << 8 | tiff->data[offset + (tiff->is_big_endian ? i : length - 1 - i)];
    return number;
}

static gboolean
begin(Tiff *tiff, const guint8 *data, gsize size, guint64 *first)
{
    if (size < 8 || (memcmp(data, "II", 2) != 0 && memcmp(data, "MM", 2) != 0))
        return FALSE;
    *tiff = (Tiff){data, size, data[0] == 'M', FALSE};
    guint64 version = number_at(tiff, 2, 2);
    tiff->is_big = version == 43;
    *first = tiff->is_big ? number_at(tiff, 8, 8) : number_at(tiff, 4, 4);
    return version == 42 || version == 43;
}

/* Values of these tags are SHORT (3) or LONG (4), LONG8 (16) in a BigTIFF, and stand in the entry itself. */
static guint64
value_at(const Tiff *tiff, guint64 entry)
{
    guint64 type = number_at(tiff, entry + 2, 2);

    return number_at(tiff, entry + (tiff->is_big ? 12 : 8), type == 3 ? 2 : type == 16 ? 8 : 4);
}

static ArsipTiffPage
read_directory(const Tiff *tiff, guint64 offset, guint64 n_entries)
{
    ArsipTiffPage page = {0};

    for (guint64 i = 0; i < MIN(n_entries, 4096); i++) {
        guint64 entry = offset + i * (tiff->is_big ? 20 : 12);
        switch (number_at(tiff, entry, 2)) {
        case TAG_WIDTH:
            page.width = value_at(tiff, entry);
            break;
        case TAG_HEIGHT:
            page.height = value_at(tiff, entry);
            break;
        case TAG_ORIENTATION:
            page.orientation = (guint)MIN(value_at(tiff, entry), 9) % 9;
            break;
        default:
            break;
        }
    }
    return page;
}

gboolean
arsip_tiff_scan(const guint8 *data, gsize size, guint max_pages, GArray *pages)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GPtrArray) offsets = g_ptr_array_new_with_free_func(g_free);
    Tiff tiff;
    guint64 offset;

    if (!begin(&tiff, data, size, &offset))
        return FALSE;
    while (offset >= 8 && offset < size && pages->len < max_pages) {
        guint64 *key = g_memdup2(&offset, sizeof offset);
        g_ptr_array_add(offsets, key);
        if (!g_hash_table_add(seen, key))
            break;
        guint64 n_entries = number_at(&tiff, offset, tiff.is_big ? 8 : 2);
        guint64 entries = offset + (tiff.is_big ? 8 : 2);
        guint entry_size = tiff.is_big ? 20 : 12;
        if (n_entries == 0 || n_entries > (size - offset) / entry_size) {
            offset = G_MAXUINT64;
            break;
        }
        ArsipTiffPage page = read_directory(&tiff, entries, n_entries);
        g_array_append_val(pages, page);
        offset = number_at(&tiff, entries + n_entries * entry_size, tiff.is_big ? 8 : 4);
    }
    if (offset >= size && pages->len > 0 && pages->len < max_pages) {
        ArsipTiffPage lost = {0};
        g_array_append_val(pages, lost);
    }
    return TRUE;
}

gint
arsip_exif_degrees(guint orientation)
{
    static const gint degrees[] = {0, 0, 0, 180, 180, 90, 90, 270, 270};

    return orientation < G_N_ELEMENTS(degrees) ? degrees[orientation] : 0;
}

guint
arsip_exif_of_jpeg(const guint8 *data, gsize size)
{
    gsize at = 2;

    while (at + 4 < size && data[at] == 0xff && data[at + 1] != 0xda) {
        gsize length = (gsize)data[at + 2] << 8 | data[at + 3];
        if (length < 2 || length > size - at - 2)
            return 0;
        if (data[at + 1] == 0xe1 && length > 8 && memcmp(data + at + 4, "Exif\0", 6) == 0) {
            g_autoptr(GArray) pages = g_array_new(FALSE, TRUE, sizeof(ArsipTiffPage));
            if (arsip_tiff_scan(data + at + 10, length - 8, 1, pages) && pages->len > 0)
                return g_array_index(pages, ArsipTiffPage, 0).orientation;
            return 0;
        }
        at += 2 + length;
    }
    return 0;
}
