/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/unreadable.h"

#include "base/i18n.h"

/* Programs that made them can still save them as something that is read. */
static const char *
find_advice(const char *media_type)
{
    static const struct {
        const char *type, *advice;
    } known[] = {
        {"application/msword",
         N_("stored, not readable yet: an old Word document; save it as DOCX or PDF and take that in")},
        {"text/rtf",
         N_("stored, not readable yet: an RTF document; save it as DOCX or PDF and take that in")},
        {"application/vnd.ms-excel",
         N_("stored, not readable yet: an old Excel workbook; save it as XLSX or PDF and take that in")},
        {"application/vnd.ms-excel.sheet.binary.macroEnabled.12",
         N_("stored, not readable yet: a binary Excel workbook; save it as XLSX or PDF and take that in")},
        {"application/vnd.ms-powerpoint", N_("stored, not readable yet: an old PowerPoint presentation; save "
                                             "it as PPTX or PDF and take that in")},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_str_equal(known[i].type, media_type))
            return _(known[i].advice);
    return NULL;
}

static gboolean
is_document(const char *media_type)
{
    static const char *const known[] = {"application/CDFV2",
                                        "application/x-ole-storage",
                                        "application/vnd.ms-office",
                                        "application/vnd.wordperfect",
                                        "application/vnd.ms-works",
                                        "application/x-mspublisher",
                                        "application/vnd.visio",
                                        "application/epub+zip",
                                        "application/vnd.sun.xml.writer",
                                        "application/vnd.sun.xml.calc",
                                        "application/vnd.sun.xml.impress",
                                        "application/postscript",
                                        "image/vnd.djvu",
                                        NULL};

    return g_strv_contains(known, media_type);
}

char *
arsip_unreadable_sentence(const char *media_type)
{
    const char *advice = find_advice(media_type);

    if (advice != NULL)
        return g_strdup(advice);
    if (is_document(media_type))
        return g_strdup_printf(_("stored, not readable yet (%s); save it as PDF and take that in"),
                               media_type);
    return g_strdup_printf(_("stored, not readable yet (%s)"), media_type);
}
