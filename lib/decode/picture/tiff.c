/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/tiff.h"

#include <string.h>

#define TAG_SUBFILE     254
#define TAG_OLD_SUBFILE 255
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
        case TAG_SUBFILE: /* TIFF 6.0: bit 0 a smaller copy, bit 2 a mask */
            page.is_reduced = page.is_reduced || (value_at(tiff, entry) & 5) != 0;
            break;
        case TAG_OLD_SUBFILE:
            page.is_reduced = page.is_reduced || value_at(tiff, entry) == 2;
            break;
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
        page.directory = pages->len;
        g_array_append_val(pages, page);
        offset = number_at(&tiff, entries + n_entries * entry_size, tiff.is_big ? 8 : 4);
    }
    if (offset >= size && pages->len > 0 && pages->len < max_pages) {
        ArsipTiffPage lost = {.directory = pages->len};
        g_array_append_val(pages, lost);
    }
    return TRUE;
}

void
arsip_tiff_drop_reduced(GArray *pages)
{
    guint n_reduced = 0;

    for (guint i = 0; i < pages->len; i++)
        n_reduced += g_array_index(pages, ArsipTiffPage, i).is_reduced ? 1 : 0;
    if (n_reduced == pages->len)
        return;
    for (guint i = pages->len; i > 0; i--)
        if (g_array_index(pages, ArsipTiffPage, i - 1).is_reduced)
            g_array_remove_index(pages, i - 1);
}

gint
arsip_exif_turn(guint orientation, gboolean *is_mirrored)
{
    static const struct {
        gint degrees;
        gboolean is_mirrored;
    } turns[] = {{0, FALSE},  {0, FALSE},  {0, TRUE},  {180, FALSE}, {180, TRUE},
                 {270, TRUE}, {90, FALSE}, {90, TRUE}, {270, FALSE}};
    guint known = orientation < G_N_ELEMENTS(turns) ? orientation : 0;

    *is_mirrored = turns[known].is_mirrored;
    return turns[known].degrees;
}

static guint
read_block(const guint8 *data, gsize size)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, TRUE, sizeof(ArsipTiffPage));

    /* WebP's block may begin as a JPEG's does. */
    if (size > 6 && memcmp(data, "Exif\0", 6) == 0) {
        data += 6;
        size -= 6;
    }
    if (arsip_tiff_scan(data, size, 1, pages) && pages->len > 0)
        return g_array_index(pages, ArsipTiffPage, 0).orientation;
    return 0;
}

static guint
read_jpeg(const guint8 *data, gsize size)
{
    gsize at = 2;

    while (at + 4 < size && data[at] == 0xff && data[at + 1] != 0xda) {
        gsize length = (gsize)data[at + 2] << 8 | data[at + 3];
        if (length < 2 || length > size - at - 2)
            return 0;
        if (data[at + 1] == 0xe1 && length > 8 && memcmp(data + at + 4, "Exif\0", 6) == 0)
            return read_block(data + at + 4, length - 2);
        at += 2 + length;
    }
    return 0;
}

/* PNG: length (its first byte the highest), name, content, four bytes. RIFF: name, length, content. */
static guint
read_chunks(const guint8 *data, gsize size, gsize at, gboolean is_riff)
{
    const char *wanted = is_riff ? "EXIF" : "eXIf";

    while (at <= size && size - at > 12) {
        const guint8 *number = data + at + (is_riff ? 4 : 0);
        gsize length =
            is_riff ? (gsize)number[3] << 24 | (gsize)number[2] << 16 | (gsize)number[1] << 8 | number[0]
                    : (gsize)number[0] << 24 | (gsize)number[1] << 16 | (gsize)number[2] << 8 | number[3];
        if (length > size - at - 8)
            return 0;
        if (memcmp(data + at + (is_riff ? 0 : 4), wanted, 4) == 0)
            return read_block(data + at + 8, length);
        at += 8 + length + (is_riff ? length % 2 : 4);
    }
    return 0;
}

guint
arsip_exif_orientation(const guint8 *data, gsize size)
{
    if (size < 16)
        return 0;
    if (data[0] == 0xff && data[1] == 0xd8)
        return read_jpeg(data, size);
    if (memcmp(data, "\x89PNG", 4) == 0)
        return read_chunks(data, size, 8, FALSE);
    if (memcmp(data, "RIFF", 4) == 0 && memcmp(data + 8, "WEBP", 4) == 0)
        return read_chunks(data, size, 12, TRUE);
    return 0;
}
