/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <arsip/document.h>
#include <arsip/export.h>
#include <unistd.h>

#include "archive/intake.h"

static ArsipDocument *
make_document(const char *name, const char *media_type)
{
    ArsipDocument *document = g_new0(ArsipDocument, 1);

    document->name = g_strdup(name);
    document->media_type = g_strdup(media_type);
    document->note = g_strdup("");
    document->pages = g_ptr_array_new();
    document->labels = g_ptr_array_new();
    document->fields = g_ptr_array_new_with_free_func(g_free);
    return document;
}

/* The values are borrowed: the document frees the field alone. */
static void
set_field(ArsipDocument *document, const char *name, const char *value)
{
    ArsipFieldValue *field = g_new0(ArsipFieldValue, 1);

    field->name = (char *)name;
    field->value = (char *)value;
    g_ptr_array_add(document->fields, field);
}

static void
assert_named(const char *name, const char *media_type, const char *nomor, const char *hal,
             const char *expected)
{
    g_autoptr(ArsipDocument) document = make_document(name, media_type);
    g_autofree char *found = NULL;

    if (nomor != NULL)
        set_field(document, "nomor", nomor);
    if (hal != NULL)
        set_field(document, "hal", hal);

    found = arsip_export_file_name(document, 0);

    g_assert_cmpstr(found, ==, expected);
}

static void
a_letter_is_named_by_what_it_says(void)
{
    assert_named("scan-014.tif", "application/pdf", "005/117-Um", "Undangan Rapat",
                 "005-117-Um Undangan Rapat.pdf");
    assert_named("scan-014.TIF", NULL, NULL, NULL, "scan-014.TIF");
    assert_named("surat", NULL, NULL, NULL, "surat");
}

static void
a_name_is_safe_on_windows_and_linux(void)
{
    assert_named("a.tif", "image/tiff", NULL, "a<b>c:d\"e/f\\g|h?i*j", "a-b-c-d-e-f-g-h-i-j.tif");
    assert_named("a.tif", "image/tiff", NULL, "x\033[2J\ny\302\233", "x-[2J-y-.tif");
    assert_named("a.tif", "image/tiff", NULL, "titik. . .", "titik.tif");
    assert_named("CON.txt", "text/plain", NULL, NULL, "_CON.txt");
    assert_named("lpt1.x", "text/plain", NULL, NULL, "_lpt1.txt");
    assert_named("..", NULL, NULL, NULL, "_");
    assert_named("surat.", NULL, NULL, NULL, "surat");
    assert_named(".profile", "text/plain", NULL, NULL, "_.profile.txt");
}

static void
a_long_name_is_cut_between_letters(void)
{
    g_autofree char *hal = g_strnfill(100, 'a');
    g_autoptr(GString) wide = g_string_new(NULL);
    g_autoptr(ArsipDocument) document = make_document("a.tif", "image/tiff");
    g_autofree char *found = NULL;

    for (guint i = 0; i < 300; i++)
        g_string_append(wide, "印");
    set_field(document, "nomor", hal);
    set_field(document, "hal", wide->str);

    found = arsip_export_file_name(document, 11);

    g_assert_true(g_utf8_validate(found, -1, NULL));
    g_assert_cmpuint(strlen(found), <=, 220);
    g_assert_true(g_str_has_suffix(found, " (12).tif"));
}

static void
take(House *house)
{
    GError *error = NULL;

    house_open(house);
    house_put(house, "surat.txt", "Undangan rapat\n");
    house_ingest(house, TRUE, NULL, &error);
    g_assert_no_error(error);
}

static gboolean
copy(const House *house, const char *folder, char **path, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(house->archive, 1, FALSE, error);
    g_auto(GStrv) paths = NULL;

    if (!arsip_export_copy(house->archive, document, folder, &paths, error))
        return FALSE;
    g_assert_cmpuint(g_strv_length(paths), ==, 1);
    *path = g_strdup(paths[0]);
    return TRUE;
}

static void
a_copy_never_overwrites_and_is_not_made_twice(void)
{
    House house;
    g_autofree char *folder = NULL;
    g_autofree char *mine = NULL;
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    g_autofree char *text = NULL;
    GError *error = NULL;

    take(&house);
    folder = g_build_filename(house.folder, "out", "deep", NULL);
    mine = g_build_filename(folder, "surat.txt", NULL);
    g_mkdir_with_parents(folder, 0700);
    g_file_set_contents(mine, "mine", -1, NULL);

    g_assert_true(copy(&house, folder, &first, &error));
    g_assert_true(copy(&house, folder, &second, &error));

    g_assert_no_error(error);
    g_assert_true(g_str_has_suffix(first, "/surat (2).txt"));
    g_assert_cmpstr(first, ==, second);
    g_assert_true(g_file_get_contents(mine, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "mine");
    house_close(&house);
}

static void
a_damaged_original_is_not_handed_out(void)
{
    House house;
    g_autoptr(ArsipDocument) document = NULL;
    g_autofree char *original = NULL;
    g_autofree char *path = NULL;
    g_autofree char *folder = NULL;
    g_autofree char *name = NULL;
    g_autoptr(GError) error = NULL;
    const char *hash;

    take(&house);
    folder = g_build_filename(house.folder, "out", NULL);
    name = g_build_filename(folder, "surat.txt", NULL);
    document = arsip_document_load(house.archive, 1, FALSE, NULL);
    hash = ((const ArsipPage *)document->pages->pdata[0])->sha256;
    original = g_strdup_printf("%s/files/%.2s/%s", house.place, hash, hash + 2);
    g_file_set_contents(original, "changed", -1, NULL);

    g_assert_false(copy(&house, folder, &path, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_false(g_file_test(name, G_FILE_TEST_EXISTS));
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/export/a_letter_is_named_by_what_it_says", a_letter_is_named_by_what_it_says);
    g_test_add_func("/export/a_name_is_safe_on_windows_and_linux", a_name_is_safe_on_windows_and_linux);
    g_test_add_func("/export/a_long_name_is_cut_between_letters", a_long_name_is_cut_between_letters);
    g_test_add_func("/export/a_copy_never_overwrites_and_is_not_made_twice",
                    a_copy_never_overwrites_and_is_not_made_twice);
    g_test_add_func("/export/a_damaged_original_is_not_handed_out", a_damaged_original_is_not_handed_out);
    return g_test_run();
}
