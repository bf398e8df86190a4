/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/writing.h"

#include "base/i18n.h"
#include "decode/writing/compound.h"
#include "decode/writing/html.h"
#include "decode/picture/image.h"
#include "decode/writing/leaf.h"
#include "decode/writing/office.h"
#include "decode/writing/plain.h"
#include "decode/writing/xml-text.h"

/* More than a page of paper scanned in colour at 600 dpi and hardly packed. */
#define PICTURE_MAX (128u * 1024 * 1024)

struct ArsipWriting {
    ArsipPackage *package; /* NULL for HTML and XML */
    GPtrArray *leaves;     /* of ArsipLeaf */
};

static gboolean
write_down(ArsipWriting *writing, const ArsipSource *source, ArsipWay way, ArsipScribe *scribe,
           GError **error)
{
    if (way == ARSIP_WAY_HTML)
        return arsip_html_write(source->data, source->size, scribe, error);
    if (way == ARSIP_WAY_XML)
        return arsip_xml_text_write(source->data, source->size, scribe, error);
    if (arsip_compound_is_locked(source)) {
        g_propagate_error(error, arsip_package_locked());
        return FALSE;
    }
    writing->package = arsip_package_open(source, error);
    return writing->package != NULL && arsip_office_write(writing->package, scribe, error);
}

ArsipWriting *
arsip_writing_open(const ArsipSource *source, ArsipWay way, GError **error)
{
    g_autoptr(ArsipWriting) writing = g_new0(ArsipWriting, 1);
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new();

    if (!write_down(writing, source, way, scribe, error))
        return NULL;
    writing->leaves = arsip_scribe_take_pages(scribe, error);
    return writing->leaves != NULL ? g_steal_pointer(&writing) : NULL;
}

void
arsip_writing_free(ArsipWriting *writing)
{
    if (writing == NULL)
        return;
    arsip_package_free(writing->package);
    g_clear_pointer(&writing->leaves, g_ptr_array_unref);
    g_free(writing);
}

guint
arsip_writing_count(const ArsipWriting *writing)
{
    return writing->leaves->len;
}

static const ArsipLeaf *
find_leaf(const ArsipWriting *writing, guint number, GError **error)
{
    if (number > 0 && number <= writing->leaves->len)
        return writing->leaves->pdata[number - 1];
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the document has no page %u"), number);
    return NULL;
}

ArsipReading *
arsip_writing_read(const ArsipWriting *writing, guint number, GError **error)
{
    const ArsipLeaf *leaf = find_leaf(writing, number, error);

    return leaf != NULL && leaf->text != NULL ? arsip_plain_reading(g_strdup(leaf->text)) : NULL;
}

ArsipPicture *
arsip_writing_picture(const ArsipWriting *writing, guint number, GError **error)
{
    const ArsipLeaf *leaf = find_leaf(writing, number, error);
    g_autoptr(GBytes) bytes = NULL;
    ArsipSource source = {0};

    if (leaf == NULL)
        return NULL;
    bytes = arsip_package_load(writing->package, leaf->picture, PICTURE_MAX, error);
    if (bytes == NULL)
        return NULL;
    source.data = g_bytes_get_data(bytes, &source.size);
    return arsip_image_decode(&source, 1, error);
}
