/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/office.h"

#include <string.h>

#include "base/i18n.h"
#include "decode/writing/docx.h"
#include "decode/writing/odf.h"
#include "decode/writing/opc.h"
#include "decode/writing/pptx.h"
#include "decode/writing/xlsx.h"

#define OOXML    "application/vnd.openxmlformats-officedocument."
#define OASIS    "application/vnd.oasis.opendocument."
#define MAIN     ".main+xml"
#define MIME_MAX 200

/* By the content type of the main part (ECMA-376 part 1, 12 to 14; MS-OFFMACRO2) or by ODF's mimetype. */
static const struct {
    const char *inner, *media_type;
    ArsipOfficeKind kind;
} types[] = {
    {OOXML "wordprocessingml.document" MAIN, OOXML "wordprocessingml.document", ARSIP_OFFICE_WORD},
    {OOXML "wordprocessingml.template" MAIN, OOXML "wordprocessingml.template", ARSIP_OFFICE_WORD},
    {"application/vnd.ms-word.document.macroEnabled" MAIN, "application/vnd.ms-word.document.macroEnabled.12",
     ARSIP_OFFICE_WORD},
    {"application/vnd.ms-word.template.macroEnabledTemplate" MAIN,
     "application/vnd.ms-word.template.macroEnabled.12", ARSIP_OFFICE_WORD},
    {OOXML "spreadsheetml.sheet" MAIN, OOXML "spreadsheetml.sheet", ARSIP_OFFICE_SHEETS},
    {OOXML "spreadsheetml.template" MAIN, OOXML "spreadsheetml.template", ARSIP_OFFICE_SHEETS},
    {"application/vnd.ms-excel.sheet.macroEnabled" MAIN, "application/vnd.ms-excel.sheet.macroEnabled.12",
     ARSIP_OFFICE_SHEETS},
    {"application/vnd.ms-excel.template.macroEnabled" MAIN,
     "application/vnd.ms-excel.template.macroEnabled.12", ARSIP_OFFICE_SHEETS},
    {"application/vnd.ms-excel.addin.macroEnabled" MAIN, "application/vnd.ms-excel.addin.macroEnabled.12",
     ARSIP_OFFICE_SHEETS},
    {"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
     "application/vnd.ms-excel.sheet.binary.macroEnabled.12", ARSIP_OFFICE_OTHER},
    {OOXML "presentationml.presentation" MAIN, OOXML "presentationml.presentation", ARSIP_OFFICE_SLIDES},
    {OOXML "presentationml.template" MAIN, OOXML "presentationml.template", ARSIP_OFFICE_SLIDES},
    {OOXML "presentationml.slideshow" MAIN, OOXML "presentationml.slideshow", ARSIP_OFFICE_SLIDES},
    {"application/vnd.ms-powerpoint.presentation.macroEnabled" MAIN,
     "application/vnd.ms-powerpoint.presentation.macroEnabled.12", ARSIP_OFFICE_SLIDES},
    {"application/vnd.ms-powerpoint.template.macroEnabled" MAIN,
     "application/vnd.ms-powerpoint.template.macroEnabled.12", ARSIP_OFFICE_SLIDES},
    {"application/vnd.ms-powerpoint.slideshow.macroEnabled" MAIN,
     "application/vnd.ms-powerpoint.slideshow.macroEnabled.12", ARSIP_OFFICE_SLIDES},
    {OASIS "text", OASIS "text", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "text-template", OASIS "text-template", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "text-master", OASIS "text-master", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "text-web", OASIS "text-web", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "spreadsheet", OASIS "spreadsheet", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "spreadsheet-template", OASIS "spreadsheet-template", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "presentation", OASIS "presentation", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "presentation-template", OASIS "presentation-template", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "graphics", OASIS "graphics", ARSIP_OFFICE_OPEN_DOCUMENT},
    {OASIS "graphics-template", OASIS "graphics-template", ARSIP_OFFICE_OPEN_DOCUMENT},
    {"application/epub+zip", "application/epub+zip", ARSIP_OFFICE_OTHER},
};

static ArsipOfficeKind
find_kind(const char *inner, const char **media_type)
{
    for (gsize i = 0; inner != NULL && i < G_N_ELEMENTS(types); i++) {
        if (g_ascii_strcasecmp(types[i].inner, inner) != 0)
            continue;
        *media_type = types[i].media_type;
        return types[i].kind;
    }
    return ARSIP_OFFICE_OTHER;
}

static char *
load_mimetype(ArsipPackage *package)
{
    g_autoptr(GBytes) bytes = arsip_package_load(package, "mimetype", MIME_MAX, NULL);
    gsize size = 0;
    const char *text = bytes != NULL ? g_bytes_get_data(bytes, &size) : NULL;

    return text != NULL ? g_strstrip(g_strndup(text, size)) : NULL;
}

/* Every package of Office's has the first, every OpenDocument (and EPUB) the second, every program the rest.
 */
static ArsipOfficeKind
look_inside(ArsipPackage *package, const char **media_type)
{
    g_autoptr(GError) failure = NULL;
    g_autofree char *inner = NULL;

    if (arsip_package_has(package, "[Content_Types].xml")) {
        g_autofree char *main_part = arsip_opc_main_part(package, &inner, &failure);
        if (main_part != NULL)
            return find_kind(inner, media_type);
        gboolean has_none = g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND);
        return has_none ? ARSIP_OFFICE_OTHER : ARSIP_OFFICE_DAMAGED;
    }
    if (arsip_package_has(package, "mimetype")) {
        inner = load_mimetype(package);
        gboolean is_type = inner != NULL && g_str_has_prefix(inner, "application/");
        return is_type ? find_kind(inner, media_type) : ARSIP_OFFICE_NONE;
    }
    return arsip_package_has(package, "AndroidManifest.xml") ? ARSIP_OFFICE_OTHER : ARSIP_OFFICE_NONE;
}

ArsipOfficeKind
arsip_office_look(const ArsipSource *source, const char **media_type)
{
    gboolean is_zip = source->size > 4 && memcmp(source->data, "PK\3\4", 4) == 0;
    g_autoptr(ArsipPackage) package = is_zip ? arsip_package_open(source, NULL) : NULL;

    return package != NULL ? look_inside(package, media_type) : ARSIP_OFFICE_NONE;
}

gboolean
arsip_office_is_known(const char *media_type)
{
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].kind != ARSIP_OFFICE_OTHER && strcmp(types[i].media_type, media_type) == 0)
            return TRUE;
    return FALSE;
}

gboolean
arsip_office_write(ArsipPackage *package, ArsipScribe *scribe, GError **error)
{
    g_autofree char *inner = NULL;
    const char *media_type = NULL;

    if (!arsip_package_has(package, "[Content_Types].xml"))
        return arsip_odf_write(package, scribe, error);
    g_autofree char *main_part = arsip_opc_main_part(package, &inner, error);
    if (main_part == NULL)
        return FALSE;
    switch (find_kind(inner, &media_type)) {
    case ARSIP_OFFICE_WORD:
        return arsip_docx_write(package, main_part, scribe, error);
    case ARSIP_OFFICE_SHEETS:
        return arsip_xlsx_write(package, main_part, scribe, error);
    case ARSIP_OFFICE_SLIDES:
        return arsip_pptx_write(package, main_part, scribe, error);
    case ARSIP_OFFICE_OPEN_DOCUMENT:
    case ARSIP_OFFICE_DAMAGED:
    case ARSIP_OFFICE_OTHER:
    case ARSIP_OFFICE_NONE:
        break;
    }
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the document is damaged or cut short"));
    return FALSE;
}
