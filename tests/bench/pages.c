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
#include "decode/decode.h"
#include "decode/recognise/recognise.h"

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

/* The linker's --wrap puts the first in the place of the second (CMakeLists.txt). */
ArsipReading *__wrap_arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture,
                                             GError **error);
ArsipReading *__real_arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture,
                                             GError **error);

ArsipReading *
__wrap_arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture, GError **error)
{
    keep("original", picture->pix, 0, picture->dpi, PSM_AUTO);
    return __real_arsip_recognise_picture(engine, picture, error);
}

static gboolean
read_file(ArsipDecoder *decoder, const char *path)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipOpened) opened = fd >= 0 ? arsip_decoder_open(decoder, fd, path, &error) : NULL;
    g_autofree char *name = g_path_get_basename(path);

    if (opened == NULL) {
        g_printerr("bench-pages: %s: %s\n", path, error != NULL ? error->message : "it cannot be opened");
        return FALSE;
    }
    now.name = name;
    for (now.page = 1; now.page <= opened->n_pages; now.page++) {
        now.look = 0;
        g_autoptr(ArsipReading) reading = arsip_decoder_read(decoder, fd, path, now.page, NULL);
    }
    return TRUE;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipDecoder) decoder = arsip_decoder_new("ind+eng", &error);
    gboolean is_done = decoder != NULL;

    if (argc < 3) {
        g_printerr("bench-pages FOLDER FILE...\n");
        return 64;
    }
    if (decoder == NULL)
        g_printerr("%s\n", error->message);
    now.folder = argv[1];
    for (int i = 2; i < argc && decoder != NULL; i++)
        is_done = read_file(decoder, argv[i]) && is_done;
    return is_done ? 0 : 1;
}
