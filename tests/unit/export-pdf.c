/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "export/pdf-facts.h"
#include "export/pdf-file.h"
#include "export/pdf-font.h"
#include "export/pdf-picture.h"
#include "export/pdf-profile.h"
#include "export/pdf-words.h"

static void
add_word(ArsipReading *reading, guint start, guint length, ArsipBox box)
{
    const ArsipWord word = {.start = start,
                            .length = length,
                            .x = box.x,
                            .y = box.y,
                            .width = box.width,
                            .height = box.height,
                            .confidence = 90};

    g_array_append_val(reading->words, word);
}

static ArsipReading *
make_reading(const char *text, gint32 width, gint32 height, gint32 dpi)
{
    ArsipReading *reading = arsip_reading_new();

    g_free(reading->text);
    reading->text = g_strdup(text);
    reading->width = width;
    reading->height = height;
    reading->dpi = dpi;
    return reading;
}

/* What is written of the n-th word or space: where it begins, how large and how wide it is. */
typedef struct {
    double x, y, size, width;
    char *hex;
} Shown;

static void
clear_shown(gpointer data)
{
    g_free(((Shown *)data)->hex);
}

static GArray *
read_shown(const char *content)
{
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    GArray *all = g_array_new(FALSE, TRUE, sizeof(Shown));
    double x = 0, y = 0, size = 0, scale = 100;

    g_array_set_clear_func(all, clear_shown);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", -1);

        if (g_str_has_suffix(lines[i], " Tf"))
            size = g_ascii_strtod(words[1], NULL);
        if (g_str_has_suffix(lines[i], " Tz"))
            scale = g_ascii_strtod(words[0], NULL);
        if (g_str_has_suffix(lines[i], " Tm")) {
            x = g_ascii_strtod(words[4], NULL);
            y = g_ascii_strtod(words[5], NULL);
        }
        if (g_str_has_suffix(lines[i], " Tj")) {
            double width = (double)(strlen(words[0]) - 2) / 4 * 0.5 * size * scale / 100;
            const Shown shown = {x, y, size, width, g_strdup(words[0])};

            g_array_append_val(all, shown);
            x += width;
        }
    }
    return all;
}

static const Shown *
shown_at(const GArray *all, guint n)
{
    g_assert_cmpuint(n, <, all->len);
    return &g_array_index(all, Shown, n);
}

static void
assert_near(double value, double wanted, double most)
{
    if (fabs(value - wanted) > most)
        g_error("%f is not near %f", value, wanted);
}

/* 100 dots to an inch, 72 points: a page of 720 x 720 points. */
static GArray *
show(ArsipReading *reading)
{
    g_autoptr(GString) content = g_string_new(NULL);

    arsip_pdf_words_append(content, reading, 720, 720);
    g_assert_nonnull(strstr(content->str, "3 Tr\n"));
    return read_shown(content->str);
}

static void
a_word_fills_its_box_and_a_space_what_is_between(void)
{
    g_autoptr(ArsipReading) reading = make_reading("Surat Tugas", 1000, 1000, 100);
    add_word(reading, 0, 5, (ArsipBox){100, 200, 150, 30});
    add_word(reading, 6, 5, (ArsipBox){300, 200, 100, 38});

    g_autoptr(GArray) all = show(reading);

    assert_near(shown_at(all, 0)->x, 72, 0.02);
    assert_near(shown_at(all, 0)->width, 108, 0.5);
    assert_near(shown_at(all, 1)->width, 36, 0.5);
    assert_near(shown_at(all, 2)->x, 216, 0.02);
    assert_near(shown_at(all, 2)->width, 72, 0.5);
    g_assert_cmpstr(shown_at(all, 0)->hex, ==, "<00530075007200610074>");
    g_assert_cmpstr(shown_at(all, 1)->hex, ==, "<0020>");
}

static void
words_of_a_line_stand_on_one_line_whatever_hangs_down(void)
{
    g_autoptr(ArsipReading) reading = make_reading("Surat gigi Dinas", 1000, 1000, 100);
    add_word(reading, 0, 5, (ArsipBox){100, 200, 150, 30});
    add_word(reading, 6, 4, (ArsipBox){300, 204, 100, 38});
    add_word(reading, 11, 5, (ArsipBox){500, 200, 100, 30});

    g_autoptr(GArray) all = show(reading);

    assert_near(shown_at(all, 0)->y, 720 - 230 * 0.72, 0.1);
    assert_near(shown_at(all, 2)->y, shown_at(all, 0)->y, 0.01);
    assert_near(shown_at(all, 4)->y, shown_at(all, 0)->y, 0.01);
    assert_near(shown_at(all, 2)->size, shown_at(all, 0)->size, 0.01);
}

static void
words_of_a_page_on_its_side_stand_upright(void)
{
    g_autoptr(ArsipReading) reading = make_reading("Surat", 1000, 1000, 100);
    reading->rotation = 90;
    add_word(reading, 0, 5, (ArsipBox){200, 750, 30, 150});

    g_autoptr(GArray) all = show(reading);

    /* Turned clockwise, what is 100 dots above the lower edge is 100 dots from the left one. */
    assert_near(shown_at(all, 0)->x, 100 * 0.72, 0.1);
    assert_near(shown_at(all, 0)->y, 720 - 230 * 0.72, 0.1);
    assert_near(shown_at(all, 0)->width, 108, 0.5);
}

static void
words_of_a_page_aslant_step_down_with_the_print(void)
{
    g_autoptr(ArsipReading) reading = make_reading("Surat Tugas", 1000, 1000, 100);
    double fall = tan(4 * G_PI / 180) * 600;
    reading->skew = 4;
    add_word(reading, 0, 5, (ArsipBox){100, 200, 100, 25});
    add_word(reading, 6, 5, (ArsipBox){700, 200 + (gint)fall, 100, 25});

    g_autoptr(GArray) all = show(reading);

    assert_near(shown_at(all, 0)->y - shown_at(all, 2)->y, fall * 0.72, 4);
    assert_near(shown_at(all, 0)->width, 72, 3);
}

static void
a_line_that_hardly_rises_stays_one_line(void)
{
    g_autoptr(ArsipReading) reading = make_reading("Surat Tugas", 1000, 1000, 100);
    reading->skew = 1;
    add_word(reading, 0, 5, (ArsipBox){100, 200, 100, 32});
    add_word(reading, 6, 5, (ArsipBox){900, 214, 100, 32});

    g_autoptr(GArray) all = show(reading);

    g_assert_cmpfloat(shown_at(all, 0)->y, >, shown_at(all, 2)->y);
    g_assert_cmpfloat(shown_at(all, 0)->y - shown_at(all, 2)->y, <, shown_at(all, 0)->size / 2);
}

static void
a_broken_word_has_no_space_behind_its_hyphen(void)
{
    g_autoptr(ArsipReading) reading = make_reading("kepega-\nwaian", 1000, 1000, 100);
    add_word(reading, 0, 7, (ArsipBox){100, 200, 100, 30});
    add_word(reading, 8, 5, (ArsipBox){100, 250, 100, 30});

    g_autoptr(GArray) all = show(reading);

    g_assert_cmpuint(all->len, ==, 3);
    g_assert_cmpstr(shown_at(all, 1)->hex, ==, "<0077006100690061006E>");
}

static void
a_character_beyond_the_first_plane_is_told_beside_its_codes(void)
{
    g_autoptr(ArsipReading) reading = make_reading("\xf0\x9d\x84\x9e", 1000, 1000, 100);
    g_autoptr(GString) content = g_string_new(NULL);
    add_word(reading, 0, 4, (ArsipBox){100, 200, 100, 30});

    arsip_pdf_words_append(content, reading, 720, 720);

    g_assert_nonnull(strstr(content->str, "/Span <</ActualText <FEFFD834DD1E>>> BDC\n"));
    g_assert_nonnull(strstr(content->str, "EMC\n"));
}

static void
text_without_places_stays_on_the_page(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 90; i++)
        g_string_append_printf(text, "baris %u dengan beberapa kata yang agak panjang sekali\n", i);
    g_autoptr(ArsipReading) reading = make_reading(text->str, 0, 0, 0);

    g_autoptr(GArray) all = show(reading);

    g_assert_cmpuint(all->len, >, 90 * 9);
    for (guint i = 0; i < all->len; i++) {
        g_assert_cmpfloat(shown_at(all, i)->y, >, 0);
        g_assert_cmpfloat(shown_at(all, i)->y, <, 720);
        g_assert_cmpfloat(shown_at(all, i)->x + shown_at(all, i)->width, <=, 720);
    }
}

static void
paper_is_as_large_as_it_was(void)
{
    const ArsipEmbedded embedded = {.width = 2480, .height = 3508, .across = 300, .down = 300};
    g_autoptr(ArsipReading) reading = make_reading("", 2480, 3508, 300);
    reading->rotation = 90;

    ArsipPdfPaper told = arsip_pdf_paper(&embedded, NULL), read = arsip_pdf_paper(&embedded, reading);

    assert_near(told.width, 595.2, 0.1);
    assert_near(told.height, 841.9, 0.1);
    assert_near(read.width, 841.9, 0.1);
    g_assert_cmpint(read.turn, ==, 90);
}

static void
paper_of_unknown_size_fits_on_a4(void)
{
    const ArsipEmbedded photo = {.width = 4000, .height = 3000, .across = 72, .down = 72};
    ArsipEmbedded asked = photo;
    asked.asked = 90;

    ArsipPdfPaper lying = arsip_pdf_paper(&photo, NULL), standing = arsip_pdf_paper(&asked, NULL);

    assert_near(lying.width / lying.height, 4.0 / 3, 0.001);
    g_assert_cmpfloat(lying.width, <=, 842);
    g_assert_cmpfloat(lying.height, <=, 596);
    assert_near(standing.width, lying.height, 0.01);
}

static void
paper_stays_within_what_a_pdf_may_measure(void)
{
    const ArsipEmbedded strip = {.width = 900000, .height = 2, .across = 100, .down = 100};

    ArsipPdfPaper paper = arsip_pdf_paper(&strip, NULL);

    g_assert_cmpfloat(paper.width, <=, 14400);
    g_assert_cmpfloat(paper.height, >=, 3);
}

static void
free_field(gpointer data)
{
    ArsipFieldValue *field = data;

    g_free(field->name);
    g_free(field->value);
    g_free(field);
}

static ArsipDocument *
make_document(void)
{
    ArsipDocument *document = g_new0(ArsipDocument, 1);
    static const char *const values[][2] = {
        {"nomor", "005/117-Um"}, {"hal", "Rapat <A> & (B)"}, {"dari", "Wali\nKota \xe2\x80\xaeX"}};

    document->uuid = g_strdup("1b4e28ba-2fa1-41d2-883f-0016d3cca427");
    document->name = g_strdup("scan.tif");
    document->received = g_strdup("2024-03-12");
    document->pages = g_ptr_array_new();
    document->labels = g_ptr_array_new();
    document->fields = g_ptr_array_new_with_free_func(free_field);
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
        ArsipFieldValue *field = g_new0(ArsipFieldValue, 1);

        field->name = g_strdup(values[i][0]);
        field->value = g_strdup(values[i][1]);
        g_ptr_array_add(document->fields, field);
    }
    return document;
}

static void
both_places_tell_the_same(void)
{
    g_autoptr(ArsipDocument) document = make_document();

    g_autofree char *info = arsip_pdf_facts_info(document);
    g_autofree char *xmp = arsip_pdf_facts_xmp(document, TRUE);

    g_assert_nonnull(strstr(info, "/Subject(Rapat <A> & \\(B\\))"));
    g_assert_nonnull(strstr(xmp, "Rapat &#x3C;A&#x3E; &#x26; (B)</rdf:li>"));
    g_assert_nonnull(strstr(info, "/Author(Wali Kota X)"));
    g_assert_nonnull(strstr(xmp, "<rdf:li>Wali Kota X</rdf:li>"));
    g_assert_nonnull(strstr(info, "/CreationDate(D:20240312)"));
    g_assert_nonnull(strstr(xmp, "<xmp:CreateDate>2024-03-12</xmp:CreateDate>"));
    g_assert_nonnull(strstr(xmp, "<pdfaid:part>2</pdfaid:part>"));
}

static void
only_what_is_archival_says_so(void)
{
    g_autoptr(ArsipDocument) document = make_document();

    g_autofree char *xmp = arsip_pdf_facts_xmp(document, FALSE);

    g_assert_null(strstr(xmp, "pdfaid:part>"));
}

static void
text_that_is_not_ascii_is_written_in_wide_characters(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    arsip_pdf_append_text(out, "a\xc2\xb7z");

    g_assert_cmpstr(out->str, ==, "<FEFF006100B7007A>");
}

static guint32
big_at(const GByteArray *bytes, guint at)
{
    return (guint32)bytes->data[at] << 24 | (guint32)bytes->data[at + 1] << 16 |
           (guint32)bytes->data[at + 2] << 8 | bytes->data[at + 3];
}

static void
the_profile_is_as_long_as_it_says_with_every_tag_inside(void)
{
    g_autoptr(GByteArray) profile = arsip_pdf_profile_make();
    guint n = big_at(profile, 128);

    g_assert_cmpuint(big_at(profile, 0), ==, profile->len);
    g_assert_cmpuint(n, ==, 10);
    for (guint i = 0; i < n; i++) {
        guint offset = big_at(profile, 132 + 12 * i + 4), length = big_at(profile, 132 + 12 * i + 8);

        g_assert_cmpuint(offset % 4, ==, 0);
        g_assert_cmpuint(offset + length, <=, profile->len);
        g_assert_cmpuint(offset, >=, 132 + 12 * n);
    }
}

/* Bytes may be 0 on the way. */
static const char *
find(const char *bytes, size_t size, const char *words)
{
    return memmem(bytes, size, words, strlen(words));
}

static void
the_table_of_a_file_points_at_its_objects(void)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    g_autoptr(ArsipPdfFile) file = arsip_pdf_file_new(out);
    guint second = arsip_pdf_file_reserve(file), first = arsip_pdf_file_reserve(file);

    arsip_pdf_file_object(file, first, "<</A 1>>");
    arsip_pdf_file_packed(file, second, "/B 2", "isi", 3);
    arsip_pdf_file_finish(file, "/Root 1 0 R");
    fclose(out);

    const char *table = find(bytes, size, "xref\n0 3\n0000000000 65535 f \n");
    g_assert_nonnull(table);
    guint64 place = g_ascii_strtoull(table + 29, NULL, 10), other = g_ascii_strtoull(table + 49, NULL, 10);
    g_assert_true(g_str_has_prefix(bytes + place, "1 0 obj\n<</B 2/Filter/FlateDecode/Length "));
    g_assert_true(g_str_has_prefix(bytes + other, "2 0 obj\n<</A 1>>\nendobj\n"));
    g_assert_nonnull(find(bytes, size, "trailer\n<</Root 1 0 R/Size 3>>\n"));
    free(bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/a_word_fills_its_box_and_a_space_what_is_between",
                    a_word_fills_its_box_and_a_space_what_is_between);
    g_test_add_func("/pdf/words_of_a_line_stand_on_one_line_whatever_hangs_down",
                    words_of_a_line_stand_on_one_line_whatever_hangs_down);
    g_test_add_func("/pdf/words_of_a_page_on_its_side_stand_upright",
                    words_of_a_page_on_its_side_stand_upright);
    g_test_add_func("/pdf/words_of_a_page_aslant_step_down_with_the_print",
                    words_of_a_page_aslant_step_down_with_the_print);
    g_test_add_func("/pdf/a_line_that_hardly_rises_stays_one_line", a_line_that_hardly_rises_stays_one_line);
    g_test_add_func("/pdf/a_broken_word_has_no_space_behind_its_hyphen",
                    a_broken_word_has_no_space_behind_its_hyphen);
    g_test_add_func("/pdf/a_character_beyond_the_first_plane_is_told_beside_its_codes",
                    a_character_beyond_the_first_plane_is_told_beside_its_codes);
    g_test_add_func("/pdf/text_without_places_stays_on_the_page", text_without_places_stays_on_the_page);
    g_test_add_func("/pdf/paper_is_as_large_as_it_was", paper_is_as_large_as_it_was);
    g_test_add_func("/pdf/paper_of_unknown_size_fits_on_a4", paper_of_unknown_size_fits_on_a4);
    g_test_add_func("/pdf/paper_stays_within_what_a_pdf_may_measure",
                    paper_stays_within_what_a_pdf_may_measure);
    g_test_add_func("/pdf/both_places_tell_the_same", both_places_tell_the_same);
    g_test_add_func("/pdf/only_what_is_archival_says_so", only_what_is_archival_says_so);
    g_test_add_func("/pdf/text_that_is_not_ascii_is_written_in_wide_characters",
                    text_that_is_not_ascii_is_written_in_wide_characters);
    g_test_add_func("/pdf/the_profile_is_as_long_as_it_says_with_every_tag_inside",
                    the_profile_is_as_long_as_it_says_with_every_tag_inside);
    g_test_add_func("/pdf/the_table_of_a_file_points_at_its_objects",
                    the_table_of_a_file_points_at_its_objects);
    return g_test_run();
}
