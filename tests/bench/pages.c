/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the engine is given while files are read: every picture that it is asked to recognise is kept.
 *
 *   bench-pages FOLDER FILE...
 *
 * Prints a line for each, parted by tabs: original|look, the file's name, the page, the number of the look,
 * the picture (an uncompressed TIFF in FOLDER), its resolution, the page segmentation mode. The original is
 * the page before anything was done to it, as it came out of its file.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <tesseract/capi.h>

#include "base/system.h"
#include "decode/image.h"
#include "decode/pdf.h"
#include "decode/recognise.h"

/* The engine's calls below are ours: they stand before libtesseract's, and have nothing but this to know. */
static struct {
    const char *folder, *name;
    guint page, look;
    PIX *pix; /* borrowed from whoever has it recognised */
    int dpi, mode;
} now;

static void
keep(const char *kind, PIX *pix, guint look, int dpi, int mode)
{
    g_autofree char *path = g_strdup_printf("%s/%s.%u.%s%u.tif", now.folder, now.name, now.page, kind, look);

    if (pixWrite(path, pix, IFF_TIFF) == 0)
        g_print("%s\t%s\t%u\t%u\t%s\t%d\t%d\n", kind, now.name, now.page, look, path, dpi, mode);
}

/* libtesseract's own. ISO C has no cast from an object's address to a function's. */
static void
find_theirs(const char *name, gpointer function)
{
    void *found = dlsym(RTLD_NEXT, name);

    memcpy(function, &found, sizeof found);
}

void
TessBaseAPISetImage2(TessBaseAPI *api, struct Pix *pix)
{
    void (*theirs)(TessBaseAPI *, struct Pix *);

    find_theirs(__func__, &theirs);
    now.pix = pix;
    theirs(api, pix);
}

void
TessBaseAPISetSourceResolution(TessBaseAPI *api, int dpi)
{
    void (*theirs)(TessBaseAPI *, int);

    find_theirs(__func__, &theirs);
    now.dpi = dpi;
    theirs(api, dpi);
}

void
TessBaseAPISetPageSegMode(TessBaseAPI *api, TessPageSegMode mode)
{
    void (*theirs)(TessBaseAPI *, TessPageSegMode);

    find_theirs(__func__, &theirs);
    now.mode = mode;
    theirs(api, mode);
}

int
TessBaseAPIRecognize(TessBaseAPI *api, ETEXT_DESC *monitor)
{
    int (*theirs)(TessBaseAPI *, ETEXT_DESC *);

    find_theirs(__func__, &theirs);
    keep("look", now.pix, ++now.look, now.dpi, now.mode);
    return theirs(api, monitor);
}

static void
read_page(ArsipEngine *engine, const ArsipSource *source, ArsipPdf *pdf)
{
    g_autoptr(ArsipReading) layer = pdf != NULL ? arsip_pdf_read_layer(pdf, now.page, NULL) : NULL;

    if (layer != NULL)
        return;
    g_autoptr(ArsipPicture) picture =
        pdf != NULL ? arsip_pdf_picture(pdf, now.page, NULL) : arsip_image_decode(source, now.page, NULL);
    if (picture == NULL)
        return;
    keep("original", picture->pix, 0, picture->dpi, PSM_AUTO);
    arsip_reading_free(arsip_recognise_picture(engine, picture, NULL));
}

static gboolean
read_file(ArsipEngine *engine, const char *path)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    g_autoptr(ArsipSource) source = fd >= 0 ? arsip_source_map(fd, NULL) : NULL;
    g_autofree char *name = g_path_get_basename(path);

    if (source == NULL) {
        g_printerr("bench-pages: %s cannot be read\n", path);
        return FALSE;
    }
    gboolean is_pdf = source->size > 4 && memcmp(source->data, "%PDF", 4) == 0;
    g_autoptr(ArsipPdf) pdf = is_pdf ? arsip_pdf_open(source, NULL) : NULL;
    guint n_pages = pdf != NULL ? arsip_pdf_count(pdf) : is_pdf ? 0 : arsip_image_count(source, NULL);
    now.name = name;
    for (now.page = 1; now.page <= n_pages; now.page++) {
        now.look = 0;
        read_page(engine, source, pdf);
    }
    return TRUE;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipEngine) engine = arsip_engine_new("ind+eng", &error);
    gboolean is_done = engine != NULL;

    if (argc < 3) {
        g_printerr("bench-pages FOLDER FILE...\n");
        return 64;
    }
    if (engine == NULL)
        g_printerr("%s\n", error->message);
    now.folder = argv[1];
    setMsgSeverity(L_SEVERITY_NONE);
    for (int i = 2; i < argc && engine != NULL; i++)
        is_done = read_file(engine, argv[i]) && is_done;
    return is_done ? 0 : 1;
}
