/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-pages.h"

#include <arsip/export.h>
#include <string.h>

#include "base/hash.h"
#include "base/number.h"
#include "export/pdf-facts.h"
#include "export/pdf-file.h"
#include "export/pdf-font.h"
#include "export/pdf-picture.h"
#include "export/pdf-profile.h"
#include "export/pdf-words.h"

/* Pages that stand together under one node of the tree. */
#define PAGES_TOGETHER 64u

#define PICTURE_NAME "Im0"

/* Of a hash, for each half of the identifier. */
#define IDENTIFIER_BYTES 16

typedef struct {
    guint number; /* of the node's object */
    guint n_pages;
    GString *kids;
} Node;

struct ArsipPdfPages {
    ArsipPdfFile *file;
    const ArsipDocument *document;
    ArsipPdfSort sort;
    guint root, font; /* reserved */
    GArray *nodes;    /* of Node; the last one takes the next page */
    guint n_pages;
    ArsipHash *texts;
    gboolean is_archival; /* so far */
};

static void
clear_node(gpointer data)
{
    g_string_free(((Node *)data)->kids, TRUE);
}

static void
take_text(ArsipPdfPages *pages, const char *text)
{
    arsip_hash_update(pages->texts, text, strlen(text) + 1);
}

ArsipPdfPages *
arsip_pdf_pages_new(FILE *out, const ArsipDocument *document, ArsipPdfSort sort)
{
    ArsipPdfPages *pages = g_new0(ArsipPdfPages, 1);

    pages->file = arsip_pdf_file_new(out);
    pages->document = document;
    pages->sort = sort;
    pages->root = arsip_pdf_file_reserve(pages->file);
    pages->font = arsip_pdf_file_reserve(pages->file);
    pages->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    g_array_set_clear_func(pages->nodes, clear_node);
    pages->texts = arsip_hash_new();
    pages->is_archival = sort == ARSIP_PDF_OF_PICTURES;
    return pages;
}

void
arsip_pdf_pages_free(ArsipPdfPages *pages)
{
    if (pages == NULL)
        return;
    arsip_pdf_file_free(pages->file);
    g_array_unref(pages->nodes);
    arsip_hash_free(pages->texts);
    g_free(pages);
}

static Node *
next_node(ArsipPdfPages *pages)
{
    if (pages->n_pages % PAGES_TOGETHER == 0) {
        Node node = {arsip_pdf_file_reserve(pages->file), 0, g_string_new(NULL)};

        g_array_append_val(pages->nodes, node);
    }
    return &g_array_index(pages->nodes, Node, pages->nodes->len - 1);
}

static void
append_box(GString *object, const char *key, const ArsipPdfPaper *paper)
{
    g_string_append_printf(object, "%s[0 0 ", key);
    arsip_number_append(object, paper->width, 3);
    g_string_append_c(object, ' ');
    arsip_number_append(object, paper->height, 3);
    g_string_append_c(object, ']');
}

/* Nobody is to take it for an empty page. */
static void
cross_out(GString *content, const ArsipPdfPaper *paper)
{
    g_autofree char *width = g_strdup_printf("%d", (int)paper->width);
    g_autofree char *height = g_strdup_printf("%d", (int)paper->height);

    g_string_append_printf(content, "q\n0.6 G 1 w\n0 0 m %s %s l S\n0 %s m %s 0 l S\nQ\n", width, height,
                           height, width);
}

static guint
write_content(ArsipPdfPages *pages, const GString *content, const ArsipPdfPaper *paper, const char *resources)
{
    g_autoptr(GString) entries = g_string_new(NULL);
    guint number = arsip_pdf_file_reserve(pages->file);

    /* A layer is drawn by another page: an object of its own, with all that it needs. */
    if (pages->sort == ARSIP_PDF_OF_LAYERS) {
        g_string_append_printf(entries, "/Type/XObject/Subtype/Form/Resources%s", resources);
        append_box(entries, "/BBox", paper);
    }
    take_text(pages, content->str);
    arsip_pdf_file_packed(pages->file, number, entries->str, content->str, content->len);
    return number;
}

static void
write_page(ArsipPdfPages *pages, const ArsipPdfPaper *paper, const char *resources, guint content)
{
    Node *node = next_node(pages);
    g_autoptr(GString) object = g_string_new(NULL);
    guint number = arsip_pdf_file_reserve(pages->file);

    g_string_append_printf(object, "<</Type/Page/Parent %u 0 R", node->number);
    append_box(object, "/MediaBox", paper);
    g_string_append_printf(object, "/Resources%s/Contents %u 0 R>>", resources, content);
    arsip_pdf_file_object(pages->file, number, object->str);
    g_string_append_printf(node->kids, "%s%u 0 R", node->n_pages > 0 ? " " : "", number);
    node->n_pages++;
    pages->n_pages++;
}

gboolean
arsip_pdf_pages_add(ArsipPdfPages *pages, const ArsipEmbedded *embedded, int picture, guint64 size,
                    const ArsipReading *reading, GError **error)
{
    const ArsipPdfPaper paper = arsip_pdf_paper(embedded, reading);
    g_autoptr(GString) content = g_string_new(NULL);
    g_autoptr(GString) resources = g_string_new(NULL);

    g_string_append_printf(resources, "<</Font<</" ARSIP_PDF_FONT_NAME " %u 0 R>>", pages->font);
    if (embedded != NULL) {
        g_autofree char *entries = arsip_pdf_picture_entries(embedded);
        guint number = arsip_pdf_file_reserve(pages->file);

        if (!arsip_pdf_file_copied(pages->file, number, entries, picture, size, error))
            return FALSE;
        g_string_append_printf(resources, "/XObject<</" PICTURE_NAME " %u 0 R>>", number);
        arsip_pdf_picture_append(content, &paper, embedded, PICTURE_NAME);
        pages->is_archival = pages->is_archival && embedded->is_plain;
    } else if (pages->sort == ARSIP_PDF_OF_PICTURES) {
        cross_out(content, &paper);
    }
    g_string_append(resources, ">>");
    if (reading != NULL)
        arsip_pdf_words_append(content, reading, paper.width, paper.height);
    write_page(pages, &paper, resources->str, write_content(pages, content, &paper, resources->str));
    return TRUE;
}

static guint
write_tree(ArsipPdfPages *pages)
{
    guint number = arsip_pdf_file_reserve(pages->file);
    g_autoptr(GString) all = g_string_new("<</Type/Pages/Kids[");

    for (guint i = 0; i < pages->nodes->len; i++) {
        const Node *node = &g_array_index(pages->nodes, Node, i);
        g_autofree char *object = g_strdup_printf("<</Type/Pages/Parent %u 0 R/Kids[%s]/Count %u>>", number,
                                                  node->kids->str, node->n_pages);

        arsip_pdf_file_object(pages->file, node->number, object);
        g_string_append_printf(all, "%s%u 0 R", i > 0 ? " " : "", node->number);
    }
    g_string_append_printf(all, "]/Count %u>>", pages->n_pages);
    arsip_pdf_file_object(pages->file, number, all->str);
    return number;
}

static guint
write_metadata(ArsipPdfPages *pages)
{
    g_autofree char *xmp = arsip_pdf_facts_xmp(pages->document, pages->is_archival);
    guint number = arsip_pdf_file_reserve(pages->file);

    take_text(pages, xmp);
    /* Not packed, so that programs that know nothing of PDF find it. */
    arsip_pdf_file_plain(pages->file, number, "/Type/Metadata/Subtype/XML", xmp, strlen(xmp));
    return number;
}

/* What the colours mean. */
static char *
write_intent(ArsipPdfPages *pages)
{
    g_autoptr(GByteArray) profile = arsip_pdf_profile_make();
    guint number = arsip_pdf_file_reserve(pages->file);

    arsip_pdf_file_packed(pages->file, number, "/N 3", profile->data, profile->len);
    return g_strdup_printf("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                           "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
                           "/DestOutputProfile %u 0 R>>]",
                           number);
}

static void
append_identifier(ArsipPdfPages *pages, GString *trailer)
{
    g_auto(GStrv) originals = arsip_export_originals(pages->document);
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 digest[ARSIP_HASH_SIZE];

    arsip_hash_update(hash, pages->document->uuid, strlen(pages->document->uuid) + 1);
    for (guint i = 0; originals[i] != NULL; i++)
        arsip_hash_update(hash, originals[i], strlen(originals[i]) + 1);
    arsip_hash_finish(hash, digest);
    g_string_append(trailer, "/ID[");
    arsip_pdf_append_hex(trailer, digest, IDENTIFIER_BYTES);
    take_text(pages, trailer->str);
    arsip_hash_finish(pages->texts, digest);
    arsip_pdf_append_hex(trailer, digest, IDENTIFIER_BYTES);
    g_string_append_c(trailer, ']');
}

void
arsip_pdf_pages_finish(ArsipPdfPages *pages)
{
    g_autofree char *facts = arsip_pdf_facts_info(pages->document);
    g_autoptr(GString) trailer = g_string_new(NULL);
    guint tree = write_tree(pages), metadata = write_metadata(pages),
          info = arsip_pdf_file_reserve(pages->file);
    g_autofree char *intent = write_intent(pages);
    g_autofree char *root = g_strdup_printf("<</Type/Catalog/Pages %u 0 R/Metadata %u 0 R%s"
                                            "/ViewerPreferences<</DisplayDocTitle true>>>>",
                                            tree, metadata, intent);

    arsip_pdf_font_write(pages->file, pages->font);
    arsip_pdf_file_object(pages->file, info, facts);
    arsip_pdf_file_object(pages->file, pages->root, root);
    g_string_append_printf(trailer, "/Root %u 0 R/Info %u 0 R", pages->root, info);
    append_identifier(pages, trailer);
    arsip_pdf_file_finish(pages->file, trailer->str);
}
