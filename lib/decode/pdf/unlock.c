/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/unlock.h"

#include <qpdf/qpdf-c.h>

gboolean
arsip_unlock_fits(const ArsipSource *source, const char *password)
{
    qpdf_data qpdf = qpdf_init();

    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, TRUE);
    gboolean fits = (qpdf_read_memory(qpdf, "PDF", (const char *)source->data, source->size, password) &
                     QPDF_ERRORS) == 0;
    /* An error that nobody asked for would be printed. */
    while (qpdf_has_error(qpdf))
        qpdf_get_error(qpdf);
    qpdf_cleanup(&qpdf);
    return fits;
}

char *
arsip_unlock_for_poppler(const char *password)
{
    return g_convert(password, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}
