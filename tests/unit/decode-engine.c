/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/engine.h"
#include "decode/recognise/layout.h"

/* How often a raster was packed our way: libtesseract called the program's pixWriteMem(), not Leptonica's. */
static guint n_packed;

/* Stands before Leptonica's own, which engine.c calls. */
l_ok
pixWriteMemSpix(l_uint8 **data, size_t *size, PIX *pix)
{
    n_packed++;
    return pixSerializeToMemory(pix, (l_uint32 **)(void *)data, size);
}

static ArsipEngine *
new_engine(void)
{
    g_autoptr(GError) error = NULL;
    ArsipEngine *engine = arsip_engine_new("ind+eng", &error);

    g_assert_no_error(error);
    return engine;
}

static PIX *
open_page(void)
{
    g_autofree char *path = g_build_filename(ARSIP_TEST_DATA, "decode", "good-three-pages.tif", NULL);
    PIX *pix = pixReadTiff(path, 0);

    g_assert_nonnull(pix);
    return pix;
}

static guint
count_lines(const ArsipSeenWords *words)
{
    guint n = 0;

    for (guint i = 0; i < words->len; i++)
        n += i == 0 || g_array_index(words, ArsipSeen, i).line != g_array_index(words, ArsipSeen, i - 1).line;
    return n;
}

/*
 * It is an eighth of the speed, and goes away without a word when the symbol is hidden (-fvisibility=hidden,
 * a version script) or libtesseract is linked in another way.
 */
static void
test_no_line_is_packed_as_png(void)
{
    g_autoptr(ArsipEngine) engine = new_engine();
    g_auto(ArsipPix) pix = open_page();

    n_packed = 0;
    g_autoptr(ArsipSeenWords) words = arsip_engine_recognise(engine, pix, 200, NULL);

    g_assert_nonnull(words);
    g_assert_cmpuint(count_lines(words), >, 5);
    g_assert_cmpuint(n_packed, >=, count_lines(words));
}

/* What the dynamic linker tells of the program that is shipped: whose functions the libraries call. */
static void
test_the_readers_program_replaces_what_is_slow(void)
{
    static const struct {
        const char *library, *function;
    } replaced[] = {{"libtesseract", "pixWriteMem"},
                    {"libtesseract", "GOMP_parallel"},
                    {"libtesseract", "GOMP_parallel_sections"},
                    {"libtesseract", "GOMP_sections_next"},
                    {"libtesseract", "_ZN9tesseract13UnicharAmbigs13LoadUniversalERKNS_10UNICHARSETEPS1_"},
#ifdef ARSIP_KNOWS_TESSERACT
                    {"libtesseract", "_ZNK9tesseract9StrideMap5Index13MaxIndexOfDimENS_14FlexDimensionsE"},
                    {"libtesseract", ARSIP_SYMBOL_CONVOLVE},
                    {"libtesseract", ARSIP_SYMBOL_CONNECT},
                    {"libtesseract", ARSIP_SYMBOL_REMEMBER},
                    {"libtesseract", ARSIP_SYMBOL_THRESHOLD},
                    {"libtesseract", "_ZN9tesseract13HistogramRectENS_5ImageEiiiiiPi"},
                    {"libtesseract", "_ZN9tesseract9StrideMap5Index9IncrementEv"},
                    {"libtesseract", "_ZN9tesseract9StrideMap5Index9AddOffsetEiNS_14FlexDimensionsE"},
                    {"libtesseract", "_ZN9tesseract9NetworkIO17WriteTimeStepPartEiiiPKf"},
                    {"libtesseract", "_ZN9tesseract9NetworkIO15MaxpoolTimeStepEiRKS0_iPi"},
#endif
                    {"liblept", "pixErode"},
                    {"liblept", "pixDilate"},
                    {"liblept", "pixHMT"}};
    const char *reader = g_getenv("ARSIP_READER");
    char *arguments[] = {(char *)reader, (char *)"--help", NULL};
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "LD_DEBUG", "bindings", TRUE);
    g_autofree char *told = NULL;
    g_autofree char *help = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_nonnull(reader);
    environment = g_environ_setenv(environment, "LD_BIND_NOW", "1", TRUE);
    environment = g_environ_setenv(environment, "OMP_THREAD_LIMIT", "1", TRUE);

    g_spawn_sync(NULL, arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, &help, &told, NULL, &error);

    g_assert_no_error(error);
    for (gsize i = 0; i < G_N_ELEMENTS(replaced); i++) {
        g_autofree char *line =
            g_strdup_printf("binding file \\S*%s\\S* \\[0\\] to \\S*arsip-reader \\[0\\]: normal symbol `%s'",
                            replaced[i].library, replaced[i].function);
        g_test_message("%s of %s", replaced[i].function, replaced[i].library);
        g_assert_true(g_regex_match_simple(line, told, 0, 0));
    }
}

void GOMP_parallel_sections(void (*work)(void *), void *data, unsigned n_threads, unsigned n_sections,
                            unsigned flags);
unsigned GOMP_sections_next(void);

/* As GCC writes it: sections until there is none. The second of three has sections of its own. */
static void
do_sections(void *data)
{
    GString *done = data;

    for (unsigned section = GOMP_sections_next(); section != 0; section = GOMP_sections_next()) {
        g_string_append_printf(done, "%u", section);
        if (section == 2 && done->len < 4)
            GOMP_parallel_sections(do_sections, done, 2, 1, 0);
    }
    g_string_append_c(done, '.');
}

static void
test_each_section_is_done_once(void)
{
    g_autoptr(GString) done = g_string_new(NULL);

    GOMP_parallel_sections(do_sections, done, 4, 3, 0);

    g_assert_cmpstr(done->str, ==, "121.3.");
    g_assert_cmpuint(GOMP_sections_next(), ==, 0);
}

static void
test_a_block_leaves_the_engine_as_it_was(void)
{
    g_autoptr(ArsipEngine) engine = new_engine();
    g_auto(ArsipPix) pix = open_page();
    g_autoptr(ArsipSeenWords) before = arsip_engine_recognise(engine, pix, 200, NULL);

    g_autoptr(ArsipSeenWords) block = arsip_engine_recognise_block(engine, pix, 200);
    g_autoptr(ArsipSeenWords) after = arsip_engine_recognise(engine, pix, 200, NULL);

    g_assert_nonnull(block);
    g_assert_cmpuint(after->len, ==, before->len);
    for (guint i = 0; i < before->len; i++) {
        const ArsipSeen *one = &g_array_index(before, ArsipSeen, i),
                        *other = &g_array_index(after, ArsipSeen, i);
        g_assert_cmpstr(one->text, ==, other->text);
        g_assert_cmpint(one->left, ==, other->left);
        g_assert_cmpint(one->top, ==, other->top);
    }
}

static void
test_a_language_that_is_not_installed_is_named(void)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipEngine) engine = arsip_engine_new("tlh", &error);

    g_assert_null(engine);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, "tlh"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/engine/no_line_is_packed_as_png", test_no_line_is_packed_as_png);
    g_test_add_func("/engine/the_readers_program_replaces_what_is_slow",
                    test_the_readers_program_replaces_what_is_slow);
    g_test_add_func("/engine/each_section_is_done_once", test_each_section_is_done_once);
    g_test_add_func("/engine/a_block_leaves_the_engine_as_it_was", test_a_block_leaves_the_engine_as_it_was);
    g_test_add_func("/engine/a_language_that_is_not_installed_is_named",
                    test_a_language_that_is_not_installed_is_named);
    return g_test_run();
}
