/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/scan.h"

#include <math.h>

#include "decode/pdf/paper.h"
#include "decode/pdf/placed.h"
#include "decode/pdf/stored.h"

/* What a picture may be turned by, in its own length, and still lie straight. */
#define SLANT_MAX 0.002

/* Its resolutions across and down may differ by this much. */
#define STRETCH_MAX 0.03

/* At the edges of the page the picture may end this much of the page's length too early or too late. */
#define EDGE_MAX 0.01

/* A picture on less of the page than this is no scan. */
#define AREA_MIN 0.4

struct ArsipScans {
    qpdf_data qpdf;
    guint n_pages;
};

ArsipScans *
arsip_scans_open(const ArsipSource *source, const char *password)
{
    g_autoptr(ArsipScans) scans = g_new0(ArsipScans, 1);

    scans->qpdf = qpdf_init();
    qpdf_silence_errors(scans->qpdf);
    qpdf_set_suppress_warnings(scans->qpdf, TRUE);
    /* What is damaged is left to poppler, which knows better how to mend. */
    qpdf_set_attempt_recovery(scans->qpdf, FALSE);
    if ((qpdf_read_memory(scans->qpdf, "PDF", (const char *)source->data, source->size, password) &
         QPDF_ERRORS) != 0)
        return NULL;
    int n_pages = qpdf_get_num_pages(scans->qpdf);
    if (n_pages <= 0)
        return NULL;
    scans->n_pages = (guint)n_pages;
    return g_steal_pointer(&scans);
}

void
arsip_scans_free(ArsipScans *scans)
{
    if (scans == NULL)
        return;
    /* What nobody asked for would be printed. */
    while (qpdf_has_error(scans->qpdf))
        qpdf_get_error(scans->qpdf);
    qpdf_cleanup(&scans->qpdf);
    g_free(scans);
}

void
arsip_scan_clear(ArsipScan *scan)
{
    pixDestroy(&scan->pix);
}

/* What a reader of the page sees on it besides its content. */
static gboolean
has_annotations(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh list = qpdf_oh_get_key(qpdf, page, "/Annots");
    int n = qpdf_oh_is_array(qpdf, list) ? qpdf_oh_get_array_n_items(qpdf, list) : 0;

    for (int i = 0; i < n; i++) {
        qpdf_oh kind = qpdf_oh_get_key_if_dict(qpdf, qpdf_oh_get_array_item(qpdf, list, i), "/Subtype");
        if (i >= 64 || !qpdf_oh_is_name_and_equals(qpdf, kind, "/Link"))
            return TRUE;
    }
    return FALSE;
}

/* How the picture lies: right and down are where its rows and columns run to. FALSE where it lies aslant. */
static gboolean
find_turn(ArsipPoint right, ArsipPoint down, ArsipScan *scan)
{
    double slant = SLANT_MAX * (fabs(right.x) + fabs(right.y) + fabs(down.x) + fabs(down.y));
    gboolean is_upright = fabs(right.y) < slant && fabs(down.x) < slant;
    gboolean lies = fabs(right.x) < slant && fabs(down.y) < slant;

    if (is_upright == lies)
        return FALSE;
    if (is_upright) {
        scan->turn = down.y > 0 ? 0 : 180;
        scan->is_mirrored = (right.x > 0) != (down.y > 0);
    } else {
        scan->turn = right.y > 0 ? 90 : 270;
        scan->is_mirrored = (right.y > 0) == (down.x > 0);
    }
    return TRUE;
}

static gboolean
place(const ArsipMatrix *matrix, ArsipScan *scan)
{
    ArsipPoint corner = arsip_matrix_apply(matrix, 0, 1), right = arsip_matrix_apply(matrix, 1, 1),
               down = arsip_matrix_apply(matrix, 0, 0);

    scan->left = MIN(MIN(corner.x, right.x), down.x);
    scan->top = MIN(MIN(corner.y, right.y), down.y);
    scan->right = MAX(MAX(corner.x, right.x), down.x);
    scan->bottom = MAX(MAX(corner.y, right.y), down.y);
    if (!find_turn((ArsipPoint){right.x - corner.x, right.y - corner.y},
                   (ArsipPoint){down.x - corner.x, down.y - corner.y}, scan))
        return FALSE;
    gboolean is_turned = scan->turn % 180 != 0;
    double across = (is_turned ? scan->rows : scan->columns) / (scan->right - scan->left);
    double down_scale = (is_turned ? scan->columns : scan->rows) / (scan->bottom - scan->top);
    double area = (MIN(scan->right, scan->width) - MAX(scan->left, 0)) *
                  (MIN(scan->bottom, scan->height) - MAX(scan->top, 0));
    scan->scale = across;
    return fabs(across / down_scale - 1) <= STRETCH_MAX && area >= AREA_MIN * scan->width * scan->height;
}

static gboolean
look_at_page(qpdf_data qpdf, qpdf_oh page, ArsipScan *scan)
{
    ArsipPlaced placed = {0};
    ArsipPaper paper;

    if (!arsip_paper_find(qpdf, page, &paper) ||
        !arsip_placed_find(qpdf, page, arsip_paper_inherited(qpdf, page, "/Resources"),
                           arsip_paper_area(&paper), &placed))
        return FALSE;
    scan->has_print = placed.has_print;
    if (!placed.is_alone || has_annotations(qpdf, page))
        return TRUE;
    qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, placed.picture);
    qpdf_oh_get_value_as_int(qpdf, qpdf_oh_get_key(qpdf, dictionary, "/Width"), &scan->columns);
    qpdf_oh_get_value_as_int(qpdf, qpdf_oh_get_key(qpdf, dictionary, "/Height"), &scan->rows);
    arsip_paper_size(&paper, &scan->width, &scan->height);
    ArsipMatrix shown = arsip_paper_shown(&paper);
    ArsipMatrix matrix = arsip_matrix_multiply(&placed.matrix, &shown);
    scan->is_scan = scan->columns > 0 && scan->rows > 0 && place(&matrix, scan);
    scan->is_too_large =
        scan->is_scan && scan->scale * scan->scale * scan->width * scan->height > ARSIP_PIXELS_MAX;
    if (scan->is_scan && !scan->is_too_large)
        scan->pix = arsip_stored_picture(qpdf, placed.picture);
    return TRUE;
}

gboolean
arsip_scans_look(ArsipScans *scans, guint number, ArsipScan *scan)
{
    *scan = (ArsipScan){0};
    if (number < 1 || number > scans->n_pages)
        return FALSE;
    qpdf_oh page = qpdf_get_page_n(scans->qpdf, number - 1);
    gboolean is_told = qpdf_oh_is_dictionary(scans->qpdf, page) && look_at_page(scans->qpdf, page, scan);
    qpdf_oh_release_all(scans->qpdf);
    return is_told;
}

/* Leptonica changes rasters of 1 and 8 bpp in place. */
static PIX *
turn(const ArsipScan *scan, PIX *given)
{
    g_auto(ArsipPix) stored = given;
    PIX *turned = scan->turn != 0 ? pixRotateOrth(stored, scan->turn / 90) : pixClone(stored);

    if (turned != NULL && scan->is_mirrored)
        pixFlipLR(turned, turned);
    return turned;
}

static PIX *
fit(const ArsipScan *scan, PIX *given)
{
    g_auto(ArsipPix) pix = given;
    double scale = scan->scale;
    gboolean is_whole = fabs(scan->left) <= EDGE_MAX * scan->width &&
                        fabs(scan->top) <= EDGE_MAX * scan->height &&
                        fabs(scan->right - scan->width) <= EDGE_MAX * scan->width &&
                        fabs(scan->bottom - scan->height) <= EDGE_MAX * scan->height;

    if (is_whole)
        return g_steal_pointer(&pix);
    PIX *page = pixCreate((l_int32)MAX(lround(scan->width * scale), 1),
                          (l_int32)MAX(lround(scan->height * scale), 1), pixGetDepth(pix));
    if (page == NULL)
        return NULL;
    pixSetBlackOrWhite(page, L_SET_WHITE);
    pixRasterop(page, (l_int32)lround(scan->left * scale), (l_int32)lround(scan->top * scale),
                pixGetWidth(pix), pixGetHeight(pix), PIX_SRC, pix, 0, 0);
    return page;
}

PIX *
arsip_scan_place(const ArsipScan *scan, PIX *stored)
{
    PIX *turned = turn(scan, stored);
    PIX *page = turned != NULL ? fit(scan, turned) : NULL;
    l_int32 dpi = (l_int32)lround(scan->scale * 72);

    if (page != NULL)
        pixSetResolution(page, dpi, dpi);
    return page;
}

guint
arsip_scans_longest_side(ArsipScans *scans, guint number)
{
    qpdf_data qpdf = scans->qpdf;
    int longest = 0;

    if (number < 1 || number > scans->n_pages)
        return 0;
    qpdf_oh objects = qpdf_oh_get_key_if_dict(
        qpdf, arsip_paper_inherited(qpdf, qpdf_get_page_n(qpdf, number - 1), "/Resources"), "/XObject");
    if (qpdf_oh_is_dictionary(qpdf, objects))
        qpdf_oh_begin_dict_key_iter(qpdf, objects);
    while (qpdf_oh_is_dictionary(qpdf, objects) && qpdf_oh_dict_more_keys(qpdf)) {
        qpdf_oh object = qpdf_oh_get_key(qpdf, objects, qpdf_oh_dict_next_key(qpdf));
        qpdf_oh dictionary = qpdf_oh_is_stream(qpdf, object) ? qpdf_oh_get_dict(qpdf, object) : objects;
        int columns = 0, rows = 0;
        qpdf_oh_get_value_as_int(qpdf, qpdf_oh_get_key(qpdf, dictionary, "/Width"), &columns);
        qpdf_oh_get_value_as_int(qpdf, qpdf_oh_get_key(qpdf, dictionary, "/Height"), &rows);
        longest = MAX(longest, MAX(columns, rows));
    }
    qpdf_oh_release_all(qpdf);
    return (guint)longest;
}
