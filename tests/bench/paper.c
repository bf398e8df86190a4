/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws paper to be read, the same whenever it is asked.
 *
 *   bench-paper born PAGES FILE.pdf     A4 pages of text, as an office program writes them
 *   bench-paper line FILE.png           one line of text, at 300 dpi
 *   bench-paper grey FILE.png           A4 at 300 dpi with the grain of a scanner
 *   bench-paper colour FILE.jpg         the same in colour
 */
#include <cairo/cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#include "decode/picture/pix.h"

/* A4 in points. */
#define PAPER_WIDTH  595.3
#define PAPER_HEIGHT 841.9
#define SCALE        (300 / 72.0)

static void
draw_line(cairo_t *cairo, GRand *rand, double y)
{
    static const char *const words[] = {
        "surat",  "tugas",     "dinas",   "kepada",      "pegawai",  "yang",  "dengan",    "hormat",
        "kami",   "sampaikan", "bahwa",   "kegiatan",    "rapat",    "pada",  "tanggal",   "bertempat",
        "kantor", "kecamatan", "tentang", "pelaksanaan", "anggaran", "tahun", "nomor",     "sehubungan",
        "mohon",  "perhatian", "dan",     "kehadiran",   "Bapak",    "Ibu",   "demikian",  "terima",
        "kasih",  "kepala",    "bidang",  "umum",        "laporan",  "untuk", "dilaporkan"};
    g_autoptr(GString) line = g_string_new(NULL);

    while (line->len < 76)
        g_string_append_printf(line, "%s ", words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
    cairo_move_to(cairo, 60, y);
    cairo_show_text(cairo, line->str);
}

static void
draw_page(cairo_t *cairo, GRand *rand, guint number)
{
    g_autofree char *head = g_strdup_printf("Nomor : 005/%u-Um/2024", number);

    cairo_select_font_face(cairo, "DejaVu Serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, 11);
    cairo_set_source_rgb(cairo, 0.1, 0.1, 0.3);
    cairo_move_to(cairo, 60, 70);
    cairo_show_text(cairo, head);
    for (double y = 100; y < PAPER_HEIGHT - 70; y += 18)
        draw_line(cairo, rand, y);
}

static int
draw_born(guint n_pages, const char *path)
{
    cairo_surface_t *surface = cairo_pdf_surface_create(path, PAPER_WIDTH, PAPER_HEIGHT);
    cairo_t *cairo = cairo_create(surface);
    GRand *rand = g_rand_new_with_seed(1);

    for (guint i = 1; i <= n_pages; i++) {
        draw_page(cairo, rand, i);
        cairo_show_page(cairo);
    }
    cairo_surface_finish(surface);
    gboolean is_done = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_rand_free(rand);
    return is_done ? 0 : 1;
}

static PIX *
take_picture(cairo_surface_t *surface)
{
    int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    PIX *pix = pixCreate(width, height, 32);

    cairo_surface_flush(surface);
    for (int y = 0; pix != NULL && y < height; y++) {
        const guint32 *row = (const void *)(cairo_image_surface_get_data(surface) +
                                            (gsize)y * (gsize)cairo_image_surface_get_stride(surface));
        for (int x = 0; x < width; x++)
            pixSetPixel(pix, x, y, row[x] << 8);
    }
    return pix;
}

static PIX *
draw_picture(double width, double height, gboolean is_page)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * SCALE), (int)(height * SCALE));
    cairo_t *cairo = cairo_create(surface);
    GRand *rand = g_rand_new_with_seed(1);

    cairo_set_source_rgb(cairo, 0.95, 0.94, 0.9);
    cairo_paint(cairo);
    cairo_scale(cairo, SCALE, SCALE);
    if (is_page) {
        draw_page(cairo, rand, 1);
    } else {
        cairo_set_source_rgb(cairo, 0, 0, 0);
        cairo_set_font_size(cairo, 12);
        cairo_move_to(cairo, 20, 30);
        cairo_show_text(cairo, "Undangan rapat dinas");
    }
    PIX *pix = take_picture(surface);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    g_rand_free(rand);
    return pix;
}

static int
write_picture(PIX *drawn, gboolean is_coloured, gint32 format, const char *path)
{
    g_auto(ArsipPix) whole = drawn;
    g_auto(ArsipPix) coloured = pixAddGaussianNoise(whole, 6);
    g_auto(ArsipPix) pix = is_coloured ? pixClone(coloured) : pixConvertTo8(coloured, FALSE);

    pixSetResolution(pix, 300, 300);
    return pixWrite(path, pix, format);
}

int
main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "born") == 0)
        return draw_born((guint)atoi(argv[2]), argv[3]);
    if (argc == 3 && strcmp(argv[1], "line") == 0)
        return write_picture(draw_picture(200, 50, FALSE), FALSE, IFF_PNG, argv[2]);
    if (argc == 3 && strcmp(argv[1], "grey") == 0)
        return write_picture(draw_picture(PAPER_WIDTH, PAPER_HEIGHT, TRUE), FALSE, IFF_PNG, argv[2]);
    if (argc == 3 && strcmp(argv[1], "colour") == 0)
        return write_picture(draw_picture(PAPER_WIDTH, PAPER_HEIGHT, TRUE), TRUE, IFF_JFIF_JPEG, argv[2]);
    g_printerr("bench-paper born PAGES FILE.pdf | line FILE.png | grey FILE.png | colour FILE.jpg\n");
    return 64;
}
