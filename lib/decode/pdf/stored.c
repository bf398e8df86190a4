/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/stored.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/pdf/wrap.h"

typedef struct {
    qpdf_data qpdf;
    qpdf_oh dictionary;
    qpdf_oh parameters; /* of the one filter */
    ArsipRaster raster;
    gboolean is_stencil;
    gboolean is_inverted; /* by its Decode array */
    gboolean is_packed;   /* once more, with Flate */
} Stored;

static gint
integer_in(const Stored *stored, qpdf_oh dictionary, const char *key, gint otherwise)
{
    int number = otherwise;
    qpdf_oh value = qpdf_oh_get_key_if_dict(stored->qpdf, dictionary, key);

    return qpdf_oh_get_value_as_int(stored->qpdf, value, &number) ? number : otherwise;
}

static gboolean
is_true(const Stored *stored, qpdf_oh dictionary, const char *key)
{
    QPDF_BOOL value = FALSE;

    return qpdf_oh_get_value_as_bool(stored->qpdf, qpdf_oh_get_key_if_dict(stored->qpdf, dictionary, key),
                                     &value) &&
           value;
}

/* 0: none of those in which a number is a brightness. */
static guint
count_colours(const Stored *stored)
{
    static const struct {
        const char *name;
        guint n_colours;
    } spaces[] = {{"/DeviceGray", 1}, {"/CalGray", 1}, {"/G", 1},
                  {"/DeviceRGB", 3},  {"/CalRGB", 3},  {"/RGB", 3}};
    qpdf_data qpdf = stored->qpdf;
    qpdf_oh space = qpdf_oh_get_key(qpdf, stored->dictionary, "/ColorSpace");
    qpdf_oh name = qpdf_oh_is_array(qpdf, space) ? qpdf_oh_get_array_item(qpdf, space, 0) : space;

    if (stored->is_stencil)
        return 1;
    for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (qpdf_oh_is_name_and_equals(qpdf, name, spaces[i].name))
            return spaces[i].n_colours;
    if (!qpdf_oh_is_name_and_equals(qpdf, name, "/ICCBased"))
        return 0;
    qpdf_oh profile = qpdf_oh_get_array_item(qpdf, space, 1);
    gint n =
        qpdf_oh_is_stream(qpdf, profile) ? integer_in(stored, qpdf_oh_get_dict(qpdf, profile), "/N", 0) : 0;
    return n == 1 || n == 3 ? (guint)n : 0;
}

/* [0 1] for each colour is what holds without the array; [1 0] turns black and white round. */
static gboolean
read_decode(Stored *stored)
{
    qpdf_data qpdf = stored->qpdf;
    qpdf_oh decode = qpdf_oh_get_key(qpdf, stored->dictionary, "/Decode");
    double first = 0, second = 1;

    if (qpdf_oh_is_null(qpdf, decode))
        return TRUE;
    int n = qpdf_oh_is_array(qpdf, decode) ? qpdf_oh_get_array_n_items(qpdf, decode) : 0;
    for (int i = 0; i + 1 < n; i += 2) {
        double low = 0, high = 1;
        qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_array_item(qpdf, decode, i), &low);
        qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_array_item(qpdf, decode, i + 1), &high);
        if (i > 0 && (low != first || high != second))
            return FALSE;
        first = low;
        second = high;
    }
    stored->is_inverted = first == 1 && second == 0;
    return stored->is_inverted || (first == 0 && second == 1);
}

static qpdf_oh
item_or_itself(qpdf_data qpdf, qpdf_oh given, int n)
{
    if (!qpdf_oh_is_array(qpdf, given))
        return given;
    return n < qpdf_oh_get_array_n_items(qpdf, given) ? qpdf_oh_get_array_item(qpdf, given, n)
                                                      : qpdf_oh_new_null(qpdf);
}

/*
 * The name of the filter that makes the picture, with its parameters; "" for none, NULL for what is rare. It
 * may be packed once more with Flate, as OCRmyPDF leaves it.
 */
static const char *
find_filter(Stored *stored)
{
    qpdf_data qpdf = stored->qpdf;
    qpdf_oh filters = qpdf_oh_get_key(qpdf, stored->dictionary, "/Filter");
    qpdf_oh parameters = qpdf_oh_get_key(qpdf, stored->dictionary, "/DecodeParms");
    int n = qpdf_oh_is_array(qpdf, filters) ? qpdf_oh_get_array_n_items(qpdf, filters) : 1;

    stored->is_packed = n == 2 &&
                        qpdf_oh_is_name_and_equals(qpdf, item_or_itself(qpdf, filters, 0), "/FlateDecode") &&
                        integer_in(stored, item_or_itself(qpdf, parameters, 0), "/Predictor", 1) == 1;
    if (qpdf_oh_is_null(qpdf, filters))
        return "";
    if (n != 1 && !stored->is_packed)
        return NULL;
    qpdf_oh filter = item_or_itself(qpdf, filters, n - 1);
    stored->parameters = item_or_itself(qpdf, parameters, n - 1);
    return qpdf_oh_is_name(qpdf, filter) ? qpdf_oh_get_name(qpdf, filter) : NULL;
}

static PIX *
take_jpeg(const Stored *stored, const guint8 *bytes, gsize length)
{
    l_int32 width = 0, height = 0, n_colours = 0, is_cmyk = 0, warnings = 0;

    if (readHeaderMemJpeg(bytes, length, &width, &height, &n_colours, NULL, &is_cmyk) != 0 || is_cmyk ||
        width != (l_int32)stored->raster.width || height != (l_int32)stored->raster.height ||
        n_colours != (l_int32)stored->raster.n_colours)
        return NULL;
    return pixReadMemJpeg(bytes, length, 0, 1, &warnings, L_JPEG_READ_LUMINANCE);
}

static PIX *
take_fax(const Stored *stored, const guint8 *bytes, gsize length)
{
    ArsipRaster raster = stored->raster;
    qpdf_oh parameters = stored->parameters;

    if (integer_in(stored, parameters, "/K", 0) >= 0 ||
        integer_in(stored, parameters, "/Columns", 1728) != (gint)raster.width ||
        is_true(stored, parameters, "/EncodedByteAlign"))
        return NULL;
    raster.compression = ARSIP_RASTER_GROUP4;
    raster.is_white_zero = !is_true(stored, parameters, "/BlackIs1");
    return arsip_raster_read(&raster, bytes, length);
}

static PIX *
take_packed(const Stored *stored, const guint8 *bytes, gsize length, gboolean is_lzw)
{
    ArsipRaster raster = stored->raster;
    gint predictor = integer_in(stored, stored->parameters, "/Predictor", 1);
    gboolean fits = predictor == 1 ||
                    (integer_in(stored, stored->parameters, "/Columns", 1) == (gint)raster.width &&
                     integer_in(stored, stored->parameters, "/Colors", 1) == (gint)raster.n_colours &&
                     integer_in(stored, stored->parameters, "/BitsPerComponent", 8) == (gint)raster.n_bits);

    if (!fits ||
        (is_lzw && (predictor != 1 || integer_in(stored, stored->parameters, "/EarlyChange", 1) != 1)))
        return NULL;
    if (predictor >= 10)
        return arsip_raster_read_png(&raster, bytes, length);
    raster.compression = is_lzw ? ARSIP_RASTER_LZW : ARSIP_RASTER_DEFLATE;
    raster.has_differences = predictor == 2;
    return arsip_raster_read(&raster, bytes, length);
}

static PIX *
decode(const Stored *stored, const char *filter, const guint8 *bytes, gsize length)
{
    if (strcmp(filter, "/DCTDecode") == 0)
        return take_jpeg(stored, bytes, length);
    if (strcmp(filter, "/CCITTFaxDecode") == 0 && stored->raster.n_bits == 1)
        return take_fax(stored, bytes, length);
    if (strcmp(filter, "/FlateDecode") == 0)
        return take_packed(stored, bytes, length, FALSE);
    if (strcmp(filter, "/LZWDecode") == 0)
        return take_packed(stored, bytes, length, TRUE);
    if (*filter == '\0')
        return arsip_raster_read(&stored->raster, bytes, length);
    return NULL;
}

/* In one of the two depths in which pages are read: colour goes, and what has few greys gets 256. */
static PIX *
make_grey(PIX *given, gboolean is_inverted)
{
    g_auto(ArsipPix) pix = given;
    PIX *grey =
        pixGetDepth(pix) == 1 && pixGetColormap(pix) == NULL ? pixClone(pix) : pixConvertTo8(pix, FALSE);

    if (grey != NULL && is_inverted)
        pixInvert(grey, grey);
    return grey;
}

/* What a JPEG or a fax of so many pixels packs to at most. NULL where it is more. */
static GByteArray *
unpack(const Stored *stored, const guint8 *bytes, gsize length)
{
    g_autoptr(GZlibDecompressor) unpacker = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
    g_autoptr(GByteArray) whole = g_byte_array_new();
    gsize most = (gsize)stored->raster.width * stored->raster.height * stored->raster.n_colours + 65536;
    GConverterResult result = G_CONVERTER_CONVERTED;
    guint8 part[65536];

    while (result == G_CONVERTER_CONVERTED && whole->len <= most) {
        gsize n_read = 0, n_written = 0;
        result = g_converter_convert(G_CONVERTER(unpacker), bytes, length, part, sizeof part,
                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
        if (result == G_CONVERTER_ERROR)
            break;
        g_byte_array_append(whole, part, (guint)n_written);
        bytes += n_read;
        length -= n_read;
    }
    return result == G_CONVERTER_FINISHED ? g_steal_pointer(&whole) : NULL;
}

static PIX *
decode_whole(const Stored *stored, const char *filter, const guint8 *bytes, gsize length)
{
    if (!stored->is_packed)
        return decode(stored, filter, bytes, length);
    g_autoptr(GByteArray) unpacked = unpack(stored, bytes, length);
    return unpacked != NULL ? decode(stored, filter, unpacked->data, unpacked->len) : NULL;
}

PIX *
arsip_stored_picture(qpdf_data qpdf, qpdf_oh picture)
{
    Stored stored = {.qpdf = qpdf, .dictionary = qpdf_oh_get_dict(qpdf, picture)};
    unsigned char *bytes = NULL;
    size_t length = 0;

    stored.is_stencil = is_true(&stored, stored.dictionary, "/ImageMask");
    gint width = integer_in(&stored, stored.dictionary, "/Width", 0),
         height = integer_in(&stored, stored.dictionary, "/Height", 0),
         n_bits = integer_in(&stored, stored.dictionary, "/BitsPerComponent", stored.is_stencil ? 1 : 8);
    guint n_colours = count_colours(&stored);
    if (width <= 0 || height <= 0 || n_colours == 0 || !read_decode(&stored) ||
        (guint64)width * (guint64)height > ARSIP_PIXELS_MAX || (n_bits != 1 && n_bits != 8))
        return NULL;
    stored.raster = (ArsipRaster){
        .width = (guint32)width, .height = (guint32)height, .n_bits = (guint)n_bits, .n_colours = n_colours};
    const char *filter = find_filter(&stored);
    if (filter == NULL)
        return NULL;
    if (qpdf_oh_get_stream_data(qpdf, picture, qpdf_dl_none, NULL, &bytes, &length) != 0) {
        free(bytes);
        return NULL;
    }
    PIX *pix = length > 0 ? decode_whole(&stored, filter, bytes, length) : NULL;
    free(bytes);
    return pix != NULL ? make_grey(pix, stored.is_inverted) : NULL;
}
