/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-font.h"

#include <string.h>

#include "export/big-endian.h"

#define NAME "ArsipTanpaBentuk"

#define N_GLYPHS 2u
#define N_CODES  65536u

/* Ranges of one command in a CMap, at most. */
#define RANGES_AT_ONCE 100u

/* ---- the font program (OpenType 1.8, "Recommendations" aside: only what a PDF needs) */

typedef struct {
    const char *name;
    GByteArray *bytes;
} Table;

static void
put_head(GByteArray *out)
{
    arsip_put_big(out, 0x00010000, 4);
    arsip_put_big(out, 0x00010000, 4);
    arsip_put_big(out, 0, 4); /* what makes the sum of the whole font right: set at the end */
    arsip_put_big(out, 0x5f0f3cf5, 4);
    arsip_put_big(out, 0, 2);
    arsip_put_big(out, 1000, 2); /* units to the font's size */
    arsip_put_big(out, 0, 8);    /* made and changed at no time, so that it is always the same */
    arsip_put_big(out, 0, 8);
    arsip_put_big(out, 0, 2);
    arsip_put_big(out, -ARSIP_PDF_FONT_DESCENT, 2);
    arsip_put_big(out, ARSIP_PDF_FONT_WIDTH, 2);
    arsip_put_big(out, ARSIP_PDF_FONT_ASCENT, 2);
    arsip_put_big(out, 0, 2);
    arsip_put_big(out, 8, 2);
    arsip_put_big(out, 2, 2);
    arsip_put_big(out, 0, 2); /* places of glyphs in two bytes */
    arsip_put_big(out, 0, 2);
}

static void
put_horizontal_head(GByteArray *out)
{
    arsip_put_big(out, 0x00010000, 4);
    arsip_put_big(out, ARSIP_PDF_FONT_ASCENT, 2);
    arsip_put_big(out, -ARSIP_PDF_FONT_DESCENT, 2);
    arsip_put_big(out, 0, 2);
    arsip_put_big(out, ARSIP_PDF_FONT_WIDTH, 2);
    arsip_put_big(out, 0, 2);
    arsip_put_big(out, 0, 2);
    arsip_put_big(out, ARSIP_PDF_FONT_WIDTH, 2);
    arsip_put_big(out, 1, 2); /* a caret that stands upright */
    for (guint i = 0; i < 7; i++)
        arsip_put_big(out, 0, 2);
    arsip_put_big(out, 1, 2); /* one width for all */
}

static void
put_profile(GByteArray *out)
{
    arsip_put_big(out, 0x00010000, 4);
    arsip_put_big(out, N_GLYPHS, 2);
    for (guint i = 0; i < 4; i++)
        arsip_put_big(out, 0, 2);
    arsip_put_big(out, 2, 2); /* zones, of which nothing makes use */
    for (guint i = 0; i < 8; i++)
        arsip_put_big(out, 0, 2);
}

static guint32
sum_of(const GByteArray *bytes)
{
    guint32 sum = 0;

    for (guint i = 0; i < bytes->len; i++)
        sum += (guint32)bytes->data[i] << (8 * (3 - i % 4));
    return sum;
}

static void
pad(GByteArray *out)
{
    while (out->len % 4 != 0)
        arsip_put_big(out, 0, 1);
}

/* The names must rise. */
static GByteArray *
join(const Table *tables, guint n)
{
    GByteArray *font = g_byte_array_new();
    guint at = 12 + n * 16, power = 0;

    while (2u << power <= n)
        power++;
    arsip_put_big(font, 0x00010000, 4);
    arsip_put_big(font, n, 2);
    arsip_put_big(font, 16 << power, 2);
    arsip_put_big(font, power, 2);
    arsip_put_big(font, n * 16 - (16u << power), 2);
    for (guint i = 0; i < n; i++) {
        g_byte_array_append(font, (const guint8 *)tables[i].name, 4);
        arsip_put_big(font, sum_of(tables[i].bytes), 4);
        arsip_put_big(font, at, 4);
        arsip_put_big(font, tables[i].bytes->len, 4);
        at += (tables[i].bytes->len + 3) / 4 * 4;
    }
    for (guint i = 0; i < n; i++) {
        g_byte_array_append(font, tables[i].bytes->data, tables[i].bytes->len);
        pad(font);
    }
    return font;
}

static GByteArray *
make_font(void)
{
    g_autoptr(GByteArray) shapes = g_byte_array_new();
    g_autoptr(GByteArray) head = g_byte_array_new();
    g_autoptr(GByteArray) horizontal = g_byte_array_new();
    g_autoptr(GByteArray) widths = g_byte_array_new();
    g_autoptr(GByteArray) places = g_byte_array_new();
    g_autoptr(GByteArray) profile = g_byte_array_new();
    const Table tables[] = {{"glyf", shapes}, {"head", head},   {"hhea", horizontal},
                            {"hmtx", widths}, {"loca", places}, {"maxp", profile}};

    arsip_put_big(shapes, 0, 4); /* a table of no bytes is refused by some */
    put_head(head);
    put_horizontal_head(horizontal);
    arsip_put_big(widths, ARSIP_PDF_FONT_WIDTH, 2);
    arsip_put_big(widths, 0, 4);
    for (guint i = 0; i <= N_GLYPHS; i++)
        arsip_put_big(places, 0, 2);
    put_profile(profile);

    GByteArray *font = join(tables, G_N_ELEMENTS(tables));
    guint32 adjustment = GUINT32_TO_BE(0xb1b0afbau - sum_of(font));
    guint head_at = 12 + G_N_ELEMENTS(tables) * 16 + shapes->len;
    memcpy(font->data + head_at + 8, &adjustment, sizeof adjustment);
    return font;
}

/* ---- what the PDF says of it */

/* Every code means the character of that number, but for halves of pairs, which mean none alone. */
static GString *
make_unicode_map(void)
{
    GString *map = g_string_new("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    g_autoptr(GString) ranges = g_string_new(NULL);
    guint n = 0;

    for (guint high = 0; high < 256; high++) {
        if (high >= 0xd8 && high <= 0xdf)
            continue;
        g_string_append_printf(ranges, "<%02X00> <%02XFF> <%02X00>\n", high, high, high);
        n++;
        if (n == RANGES_AT_ONCE || high == 255) {
            g_string_append_printf(map, "%u beginbfrange\n%sendbfrange\n", n, ranges->str);
            g_string_truncate(ranges, 0);
            n = 0;
        }
    }
    g_string_append(map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return map;
}

/* The glyph of number 0 stands for what a font lacks, and PDF/A-2 lets no text use it. */
static guint
write_glyph_map(ArsipPdfFile *file)
{
    g_autofree guint8 *map = g_malloc(2 * N_CODES);
    guint number = arsip_pdf_file_reserve(file);

    for (guint i = 0; i < N_CODES; i++) {
        map[2 * i] = 0;
        map[2 * i + 1] = 1;
    }
    arsip_pdf_file_packed(file, number, "", map, 2 * N_CODES);
    return number;
}

static guint
write_descriptor(ArsipPdfFile *file)
{
    g_autoptr(GByteArray) font = make_font();
    g_autofree char *entries = g_strdup_printf("/Length1 %u", font->len);
    guint program = arsip_pdf_file_reserve(file), number = arsip_pdf_file_reserve(file);
    g_autofree char *descriptor =
        g_strdup_printf("<</Type/FontDescriptor/FontName/" NAME "/Flags 5/FontBBox[0 -%d %d %d]/ItalicAngle 0"
                        "/Ascent %d/Descent -%d/CapHeight %d/StemV 80/FontFile2 %u 0 R>>",
                        ARSIP_PDF_FONT_DESCENT, ARSIP_PDF_FONT_WIDTH, ARSIP_PDF_FONT_ASCENT,
                        ARSIP_PDF_FONT_ASCENT, ARSIP_PDF_FONT_DESCENT, ARSIP_PDF_FONT_ASCENT, program);

    arsip_pdf_file_packed(file, program, entries, font->data, font->len);
    arsip_pdf_file_object(file, number, descriptor);
    return number;
}

void
arsip_pdf_font_write(ArsipPdfFile *file, guint number)
{
    g_autoptr(GString) map = make_unicode_map();
    guint descriptor = write_descriptor(file), glyphs = write_glyph_map(file);
    guint unicode = arsip_pdf_file_reserve(file), descendant = arsip_pdf_file_reserve(file);
    g_autofree char *inner = g_strdup_printf(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/" NAME
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R"
        "/DW %d/CIDToGIDMap %u 0 R>>",
        descriptor, ARSIP_PDF_FONT_WIDTH, glyphs);
    g_autofree char *outer =
        g_strdup_printf("<</Type/Font/Subtype/Type0/BaseFont/" NAME
                        "/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>",
                        descendant, unicode);

    arsip_pdf_file_packed(file, unicode, "", map->str, map->len);
    arsip_pdf_file_object(file, descendant, inner);
    arsip_pdf_file_object(file, number, outer);
}
