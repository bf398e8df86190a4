/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/tiff-any.h"

#include <string.h>
#include <tiffio.h>

/* Rows that are made into colours at a time where the file does not part them itself. */
#define ROWS_LEAST 64u

void
arsip_tiff_silence(void)
{
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
}

typedef struct {
    const ArsipSource *source;
    toff_t at;
} Reading;

static tmsize_t
read_bytes(thandle_t handle, void *room, tmsize_t length)
{
    Reading *reading = handle;

    if (length < 0 || reading->at >= reading->source->size)
        return 0;
    gsize n = MIN((gsize)length, reading->source->size - (gsize)reading->at);
    memcpy(room, reading->source->data + reading->at, n);
    reading->at += n;
    return (tmsize_t)n;
}

static tmsize_t
write_nothing(thandle_t handle, void *bytes, tmsize_t length)
{
    (void)handle;
    (void)bytes;
    (void)length;
    return 0;
}

static toff_t
seek(thandle_t handle, toff_t offset, int from)
{
    Reading *reading = handle;

    reading->at = from == SEEK_SET   ? offset
                  : from == SEEK_CUR ? reading->at + offset
                                     : reading->source->size + offset;
    return reading->at;
}

static int
close_nothing(thandle_t handle)
{
    (void)handle;
    return 0;
}

static toff_t
tell_size(thandle_t handle)
{
    return ((Reading *)handle)->source->size;
}

static TIFF *
open_directory(Reading *reading, guint directory)
{
    TIFF *tiff = TIFFClientOpen("TIFF", "rm", reading, read_bytes, write_nothing, seek, close_nothing,
                                tell_size, NULL, NULL);
    if (tiff != NULL && directory > 0 && !TIFFSetDirectory(tiff, (tdir_t)directory)) {
        TIFFClose(tiff);
        return NULL;
    }
    return tiff;
}

/* What is transparent has been made darker by as much already, and the paper under it is white. */
static void
take_row(const guint32 *from, l_uint32 *to, guint width)
{
    for (guint x = 0; x < width; x++) {
        guint32 c = from[x];
        guint32 level = (TIFFGetR(c) * 77 + TIFFGetG(c) * 151 + TIFFGetB(c) * 28) >> 8;
        SET_DATA_BYTE(to, x, (guint8)MIN(level + 255 - TIFFGetA(c), 255));
    }
}

/* As many rows as the file keeps together, so that nothing is unpacked twice. */
static guint
count_rows(TIFF *tiff, guint height)
{
    guint32 rows = 0;

    if (TIFFIsTiled(tiff))
        TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows);
    else
        TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
    rows = CLAMP(rows, 1, height);
    return MIN(rows * ((ROWS_LEAST + rows - 1) / rows), height);
}

static PIX *
draw(TIFF *tiff, TIFFRGBAImage *image)
{
    guint step = count_rows(tiff, image->height);
    g_autofree guint32 *raster = g_try_malloc_n((gsize)image->width * step, sizeof *raster);
    g_auto(ArsipPix) grey = pixCreate((l_int32)image->width, (l_int32)image->height, 8);

    if (grey == NULL || raster == NULL)
        return NULL;
    image->req_orientation = image->orientation = ORIENTATION_TOPLEFT;
    for (guint y = 0; y < image->height; y += step) {
        guint rows = MIN(step, image->height - y);
        image->row_offset = (int)y;
        image->col_offset = 0;
        if (!TIFFRGBAImageGet(image, raster, image->width, rows))
            return NULL;
        for (guint i = 0; i < rows; i++)
            take_row(raster + (gsize)i * image->width,
                     pixGetData(grey) + (gsize)(y + i) * (gsize)pixGetWpl(grey), image->width);
    }
    return g_steal_pointer(&grey);
}

PIX *
arsip_tiff_any(const ArsipSource *source, guint directory)
{
    Reading reading = {.source = source};
    TIFF *tiff = open_directory(&reading, directory);
    TIFFRGBAImage image;
    char message[1024];
    PIX *grey = NULL;

    if (tiff == NULL)
        return NULL;
    if (TIFFRGBAImageOK(tiff, message) && TIFFRGBAImageBegin(&image, tiff, 1, message)) {
        if (image.width > 0 && image.height > 0 && image.width <= ARSIP_PIXELS_MAX / image.height)
            grey = draw(tiff, &image);
        TIFFRGBAImageEnd(&image);
    }
    TIFFClose(tiff);
    return grey;
}

/* In inches, whatever the unit. */
static guint
resolution_of(TIFF *tiff, guint32 tag)
{
    float dots = 0;
    guint16 unit = RESUNIT_INCH;

    TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    if (!TIFFGetField(tiff, tag, &dots) || !(dots > 0) || dots > 10000 ||
        (unit != RESUNIT_INCH && unit != RESUNIT_CENTIMETER))
        return 0;
    return (guint)(unit == RESUNIT_CENTIMETER ? dots * 2.54f + 0.5f : dots + 0.5f);
}

static gboolean
is_one_strip(TIFF *tiff)
{
    guint16 compression = 0, n_bits = 0, n_colours = 0;
    guint32 options = 0;

    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &n_bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &n_colours);
    /* Asked before it is known to be a fax, libtiff would not know the tag. */
    if (compression != COMPRESSION_CCITTFAX4 || n_bits != 1 || n_colours != 1 || TIFFIsTiled(tiff))
        return FALSE;
    TIFFGetField(tiff, TIFFTAG_GROUP4OPTIONS, &options);
    return options == 0 && TIFFNumberOfStrips(tiff) == 1;
}

static gboolean
read_strip(TIFF *tiff, const ArsipSource *source, ArsipTiffStrip *strip)
{
    guint16 photometric = PHOTOMETRIC_MINISWHITE, order = FILLORDER_MSB2LSB;
    guint64 offset = TIFFGetStrileOffset(tiff, 0), length = TIFFGetStrileByteCount(tiff, 0);

    *strip = (ArsipTiffStrip){.offset = (gsize)offset, .length = (gsize)length};
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &strip->width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &strip->height);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_FILLORDER, &order);
    strip->is_black_zero = photometric == PHOTOMETRIC_MINISBLACK;
    strip->is_bit_reversed = order == FILLORDER_LSB2MSB;
    strip->across = resolution_of(tiff, TIFFTAG_XRESOLUTION);
    strip->down = resolution_of(tiff, TIFFTAG_YRESOLUTION);
    return (photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK) && length > 0 &&
           offset < source->size && length <= source->size - offset && strip->width > 0 &&
           strip->height > 0 && strip->width <= ARSIP_PIXELS_MAX / strip->height;
}

gboolean
arsip_tiff_find_strip(const ArsipSource *source, guint directory, ArsipTiffStrip *strip)
{
    Reading reading = {.source = source};
    TIFF *tiff = open_directory(&reading, directory);

    if (tiff == NULL)
        return FALSE;
    gboolean is_found = is_one_strip(tiff) && read_strip(tiff, source, strip);
    TIFFClose(tiff);
    return is_found;
}
