/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_DECODE_H
#define ARSIP_DECODE_DECODE_H

#include "text/drawing.h"
#include "text/embedded.h"
#include "text/layered.h"

/*
 * Foreign bytes to pages. Used only inside the confined reader: everything here works on open
 * descriptors (any offset; they are read with pread or rewound), never on paths, and prints nothing.
 */
typedef struct ArsipDecoder ArsipDecoder;

/* languages: Tesseract's, e.g. "ind+eng". The engine is loaded with the first page that needs it. */
ArsipDecoder *arsip_decoder_new(const char *languages, GError **error);
void arsip_decoder_free(ArsipDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDecoder, arsip_decoder_free)

/* Loads the engine now rather than with the first page. */
gboolean arsip_decoder_warm(ArsipDecoder *decoder, GError **error);

typedef enum {
    ARSIP_SORT_PAGES = 0,      /* pages can be read */
    ARSIP_SORT_CONTAINER = 1,  /* ZIP, TAR, 7z, or one compressed file: unpack it */
    ARSIP_SORT_UNSUPPORTED = 2 /* stored, not readable yet: old office formats, RTF, anything else */
} ArsipSort;

typedef struct {
    char *media_type; /* libmagic's, of the content */
    ArsipSort sort;
    guint n_pages;        /* PAGES: at least 1 */
    gboolean has_members; /* PAGES: there is more inside that unpacking gives, as attachments in a mail */
} ArsipOpened;

void arsip_opened_free(ArsipOpened *opened);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipOpened, arsip_opened_free)

/*
 * The passwords that are tried from now on where a file is locked: a NULL-terminated list of byte strings, or
 * NULL. What was opened before is forgotten when they change.
 */
void arsip_decoder_set_passwords(ArsipDecoder *decoder, const char *const *passwords);
const char *const *arsip_decoder_passwords(const ArsipDecoder *decoder);

/*
 * key: equal for equal bytes (or NULL); lets the decoder keep what it opened for the pages that follow.
 * EMPTY (no bytes, no pages), DAMAGED, PASSWORD, LIMIT; a format that is not readable is no error.
 */
ArsipOpened *arsip_decoder_open(ArsipDecoder *decoder, int fd, const char *key, GError **error);

/*
 * Reads page `number` (from 1). key: as above.
 */
ArsipReading *arsip_decoder_read(ArsipDecoder *decoder, int fd, const char *key, guint number,
                                 GError **error);

/*
 * Draws page `number` (from 1) into output, as a PNG of *size bytes from the output's offset on. key: as
 * above. UNSUPPORTED for a page that is text and has no picture.
 */
gboolean arsip_decoder_draw(ArsipDecoder *decoder, int fd, int output, const char *key, guint number,
                            const ArsipDrawing *drawing, guint64 *size, GError **error);

/*
 * Writes the picture of page `number` into output as a PDF holds it (picture/embed.h). key: as above.
 * UNSUPPORTED for a page that is text and has no picture.
 */
gboolean arsip_decoder_embed(ArsipDecoder *decoder, int fd, int output, const char *key, guint number,
                             ArsipEmbedded *embedded, guint64 *size, GError **error);

/* Writes a PDF into output with the layers of text that stand in another one (pdf/overlay.h). */
gboolean arsip_decoder_overlay(ArsipDecoder *decoder, int fd, int layers, int output,
                               const GArray *pages /* of ArsipLayered */, guint64 *size, gboolean *was_signed,
                               GError **error);

/*
 * A file out of a container. Its bytes are `size` bytes of the output from `offset`. A member that
 * cannot be had (encrypted, damaged, a link, a device) has an error instead and no bytes.
 */
typedef struct {
    char *path; /* as it stood inside: bytes, any but NUL; never empty, never absolute, no `..` component */
    guint64 offset;
    guint64 size;
    gint64 modified;     /* seconds since 1970, 0 unknown */
    const GError *error; /* NULL when all is well */
} ArsipMember;
typedef gboolean (*ArsipMemberFunc)(const ArsipMember *member, gpointer data, GError **error);

typedef struct {
    guint64 max_entries; /* 100,000 */
    guint64 max_bytes;   /* of all members together: 8 GiB */
    guint max_ratio;     /* unpacked to packed, beyond the first 64 MiB: 200 */
} ArsipUnpackLimits;

/*
 * Writes the members one after the other into output and calls each for every one when its bytes are
 * there. On a failure in the middle what came before holds: DAMAGED, PASSWORD, LIMIT, EMPTY (there is no file
 * in it). One compressed file has itself as its member, under the name "data" or the one that it brings.
 * Never asks for a passphrase, never runs a program (lzop, ...).
 */
gboolean arsip_decoder_unpack(ArsipDecoder *decoder, int fd, int output, const ArsipUnpackLimits *limits,
                              ArsipMemberFunc each, gpointer data, GError **error);

#endif
