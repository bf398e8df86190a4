/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_COMPLETE_H
#define ARSIP_WORK_COMPLETE_H

#include <glib.h>

/*
 * Whether a file seems to have come to its end: a PDF, JPEG, PNG or ZIP by the mark that its format ends with
 * (ISO 32000-1, 7.5.5; ITU-T T.81, B.1.1.3; PNG, 2nd edition, 11.2.5; APPNOTE.TXT 4.3.16), a TIFF by its
 * directories, which must lie within it (TIFF 6.0, section 2). Formats without such a mark seem complete as
 * soon as they are not empty. It looks at a few bytes of both ends and understands nothing of what is between
 * them; what it says is a hint, no proof. Its offset may move.
 */
gboolean arsip_file_seems_complete(int fd);

#endif
