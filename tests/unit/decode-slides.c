/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"

#define SLIDE_SPACES                                                                                         \
    "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' "                                  \
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:r='" OFFICE_LINK "' "             \
    "xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram'"
#define SLIDE(inner) "<p:sld " SLIDE_SPACES "><p:cSld><p:spTree>" inner "</p:spTree></p:cSld></p:sld>"
#define LINE(text)   "<a:p><a:r><a:t>" text "</a:t></a:r></a:p>"
#define SHAPE(placeholder, inner)                                                                            \
    "<p:sp><p:nvSpPr><p:nvPr>" placeholder "</p:nvPr></p:nvSpPr><p:txBody>" inner "</p:txBody></p:sp>"

static int
open_slides(const char *first, const char *relations, const Part *more)
{
    g_autofree char *links = g_strdup_printf(RELATIONS("%s"), relations);
    Part parts[PARTS_MAX] = {
        {"ppt/presentation.xml",
         "<p:presentation " SLIDE_SPACES "><p:sldIdLst><p:sldId id='300' r:id='rId2'/>"
         "<p:sldId id='256' r:id='rId1'/></p:sldIdLst></p:presentation>"},
        {"ppt/_rels/presentation.xml.rels", RELATIONS(RELATION("rId1", "slide", "slides/slide1.xml")
                                                          RELATION("rId2", "slide", "slides/slide2.xml"))},
        {"ppt/slides/slide1.xml", SLIDE("")},
        {"ppt/slides/slide2.xml", first},
        {"ppt/slides/_rels/slide2.xml.rels", links},
    };

    for (guint i = 0; more != NULL && more[i].name != NULL; i++)
        parts[i + 5] = more[i];
    return open_office("ppt/presentation.xml", CONTENT_TYPES("ppt/presentation.xml", SLIDE_TYPE), parts);
}

static void
test_a_slide_is_a_page_in_the_order_of_the_talk(void)
{
    check_pages(open_slides(SLIDE(SHAPE("<p:ph type='title'/>", LINE("Rencana Kerja")) SHAPE(
                                "", LINE("satu") LINE("dua")) SHAPE("<p:ph type='sldNum'/>", LINE("7"))),
                            "", NULL),
                "Rencana Kerja\n\nsatu\ndua\n---\n");
}

static void
test_a_table_on_a_slide_keeps_its_rows(void)
{
    check_pages(open_slides(SLIDE("<p:graphicFrame><a:tbl><a:tr><a:tc>" LINE("Nama") "</a:tc><a:tc>" LINE(
                                "Budi") "</a:tc></a:tr></a:tbl></p:graphicFrame>" SHAPE("", LINE("Catatan"))),
                            "", NULL),
                "Nama\tBudi\n\nCatatan\n---\n");
}

static void
test_the_speakers_notes_end_the_page(void)
{
    static const Part more[] = {
        {"ppt/notesSlides/notesSlide1.xml",
         "<p:notes " SLIDE_SPACES ">" SHAPE("<p:ph type='sldImg'/>", "")
             SHAPE("<p:ph type='body' idx='1'/>", LINE("Sapa hadirin"))
                 SHAPE("<p:ph type='dt'/>", LINE("1/1/2024")) "</p:notes>"},
        {NULL, NULL},
    };

    check_pages(open_slides(SLIDE(SHAPE("", LINE("Judul"))),
                            RELATION("rId9", "notesSlide", "../notesSlides/notesSlide1.xml"), more),
                "Judul\n\nSapa hadirin\n---\n");
}

static void
test_the_boxes_of_a_diagram_are_read(void)
{
    static const Part more[] = {
        {"ppt/diagrams/data1.xml",
         "<dgm:dataModel " SLIDE_SPACES
         "><dgm:ptLst><dgm:pt><dgm:t>" LINE("Kepala Dinas") "</dgm:t></dgm:pt><dgm:pt><dgm:t>" LINE(
             "Sekretaris") "</dgm:t></dgm:pt>"
                           "</dgm:ptLst></dgm:dataModel>"},
        {NULL, NULL},
    };

    check_pages(open_slides(SLIDE(SHAPE("", LINE("Struktur")) "<p:graphicFrame><dgm:relIds r:dm='rId5'/>"
                                                              "</p:graphicFrame>"),
                            RELATION("rId5", "diagramData", "../diagrams/data1.xml"), more),
                "Struktur\n\nKepala Dinas\nSekretaris\n---\n");
}

static guint
count_pages(const char *slide)
{
    static const Part more[] = {{"ppt/media/image1.png", "bukan gambar"}, {NULL, NULL}};
    g_auto(ArsipFd) fd = open_slides(slide, RELATION("rId3", "image", "../media/image1.png"), more);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, NULL);

    return opened->n_pages;
}

#define PICTURE                                                                                              \
    "<p:pic><p:blipFill><a:blip r:embed='rId3'><a:extLst><a:ext "                                            \
    "uri='{x}'/></a:extLst></a:blip></p:blipFill>"                                                           \
    "<p:spPr><a:xfrm><a:ext cx='9144000' cy='6858000'/></a:xfrm></p:spPr></p:pic>"

/* Behind words a picture is decoration; alone on a slide it is what the slide shows, in place of the slide.
 */
static void
test_a_picture_is_the_page_of_a_slide_without_words(void)
{

    g_assert_cmpuint(count_pages(SLIDE(PICTURE)), ==, 2);
    g_assert_cmpuint(count_pages(SLIDE(PICTURE SHAPE("", LINE("pindaian")))), ==, 3);
    g_assert_cmpuint(count_pages(SLIDE(PICTURE SHAPE(
                         "", LINE("Rencana kerja dinas kearsipan dan perpustakaan kota untuk tahun "
                                  "anggaran yang akan datang beserta jadwal pelaksanaannya")))),
                     ==, 2);
}

static void
test_slides_written_by_libreoffice_are_read(void)
{
    const char *expected =
        "Rencana Kerja Tahun 2024\n\nPenataan arsip dinamis\nPelatihan arsiparis\n\n"
        "Sampaikan salam pembuka\n---\nKegiatan\tBulan\nPemusnahan\tJuni\n\nTerima kasih\n";

    check_pages(open_sample("good-slides.pptx"), expected);
    check_pages(open_sample("good-slides.odp"), expected);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slides/a_slide_is_a_page_in_the_order_of_the_talk",
                    test_a_slide_is_a_page_in_the_order_of_the_talk);
    g_test_add_func("/slides/a_table_on_a_slide_keeps_its_rows", test_a_table_on_a_slide_keeps_its_rows);
    g_test_add_func("/slides/the_speakers_notes_end_the_page", test_the_speakers_notes_end_the_page);
    g_test_add_func("/slides/the_boxes_of_a_diagram_are_read", test_the_boxes_of_a_diagram_are_read);
    g_test_add_func("/slides/a_picture_is_the_page_of_a_slide_without_words",
                    test_a_picture_is_the_page_of_a_slide_without_words);
    g_test_add_func("/slides/slides_written_by_libreoffice_are_read",
                    test_slides_written_by_libreoffice_are_read);
    return g_test_run();
}
