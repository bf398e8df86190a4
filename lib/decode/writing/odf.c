/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/odf.h"

#include <string.h>

#include "decode/writing/odf-text.h"
#include "decode/writing/opc.h"

enum { ENCRYPTION = 1 };

static void
stop_at_lock(ArsipXml *xml, int element, gpointer data)
{
    (void)data;
    if (element == ENCRYPTION)
        arsip_xml_stop(xml, arsip_package_locked());
}

/* A locked document has a manifest that can be read, and then parts that cannot; newer ones have one such
 * part. */
static gboolean
check_lock(ArsipPackage *package, GError **error)
{
    static const ArsipXmlName names[] = {{ARSIP_SPACE_MANIFEST, "encryption-data", ENCRYPTION}, {0}};
    static const ArsipXmlReader reader = {.names = names, .start = stop_at_lock};
    const char *manifest = "META-INF/manifest.xml";

    return !arsip_package_has(package, manifest) || arsip_opc_parse(package, manifest, &reader, NULL, error);
}

static void
open_odf(ArsipOdf *odf, ArsipPackage *package, ArsipScribe *scribe)
{
    odf->package = package;
    odf->scribe = scribe;
    odf->strips = arsip_scribe_new();
    odf->styles = arsip_odf_styles_new();
}

static void
clear_odf(ArsipOdf *odf)
{
    arsip_scribe_free(odf->strips);
    arsip_odf_styles_free(odf->styles);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipOdf, clear_odf)

/* A page style that was shown has its footer last, after it what the page styles that follow it have. */
static void
put_footers(const ArsipOdf *odf)
{
    ArsipOdfMaster *master;

    for (guint i = 0; (master = arsip_odf_styles_master(odf->styles, i)) != NULL; i++) {
        ArsipOdfMaster *next = arsip_odf_styles_find_master(odf->styles, master->next);
        if (!master->was_shown)
            continue;
        arsip_scribe_block(odf->scribe, master->footer->str);
        if (next == NULL || next->was_shown)
            continue;
        arsip_scribe_block(odf->scribe, next->header->str);
        arsip_scribe_block(odf->scribe, next->footer->str);
    }
}

static gboolean
write_part(ArsipOdf *odf, const char *part, GError **error)
{
    return arsip_package_enter(odf->package, part, error) &&
           arsip_odf_text(arsip_package_feed, odf->package, odf, error);
}

gboolean
arsip_odf_write(ArsipPackage *package, ArsipScribe *scribe, GError **error)
{
    g_auto(ArsipOdf) odf = {0};

    if (!check_lock(package, error))
        return FALSE;
    open_odf(&odf, package, scribe);
    if (arsip_package_has(package, "styles.xml") && !write_part(&odf, "styles.xml", error))
        return FALSE;
    if (!write_part(&odf, "content.xml", error))
        return FALSE;
    put_footers(&odf);
    return TRUE;
}

gboolean
arsip_odf_write_flat(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error)
{
    g_auto(ArsipOdf) odf = {0};
    ArsipXmlBytes from = {bytes, size};

    open_odf(&odf, NULL, scribe);
    if (!arsip_odf_text(arsip_xml_feed_bytes, &from, &odf, error))
        return FALSE;
    put_footers(&odf);
    return TRUE;
}
