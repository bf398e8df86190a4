/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image.h"

#include <arsip/picture.h>

#include "base/escape.h"

void
arsip_image_words_clear(ArsipImageWords *words)
{
    g_free(words->path);
    g_free(words->query);
    arsip_reader_words_clear(&words->readers);
}

int
arsip_image_make(ArsipArchive *archive, const ArsipDocument *document, guint number, ArsipImageWords *words)
{
    g_auto(GStrv) notes = NULL;
    GError *error = NULL;
    int status;

    if (number == 0 && document->pages->len != 1)
        return arsip_command_usage(_("show: --image draws one page: say which with --page"));
    if (!arsip_reader_words_check(&words->readers, &status))
        return status;
    const ArsipPictureOptions options = {.page = MAX(number, 1),
                                         .query = words->query,
                                         .must_be_new = !words->is_forced,
                                         .readers = arsip_reader_words_options(&words->readers)};
    if (!arsip_picture_write(archive, document, &options, words->path, &notes, &error))
        return arsip_command_fail(error);
    for (guint i = 0; notes[i] != NULL; i++) {
        g_autofree char *sentence = arsip_escape_text(notes[i]);

        fprintf(stderr, _("note: %s\n"), sentence);
    }
    return ARSIP_EXIT_DONE;
}
