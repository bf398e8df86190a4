/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads files in this process and prints an export of JSON Lines with each page's text, rotation and steps,
 * and the seconds of this process that it took. For steps.sh, which has it leave out one step of the
 * preparation after the other: those that ARSIP_BENCH_WITHOUT names.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "base/system.h"
#include "decode/picture/image.h"
#include "decode/pdf/pdf.h"
#include "decode/picture/plan.h"
#include "decode/recognise/recognise.h"

static double
seconds_used(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The steps that ARSIP_BENCH_WITHOUT may name, parted by commas. */
static const struct {
    const char *name;
    guint leave_out;
} steps[] = {
    {"scaling", ARSIP_LEAVE_SCALING}, {"evening", ARSIP_LEAVE_EVENING}, {"dark", ARSIP_LEAVE_DARK},
    {"specks", ARSIP_LEAVE_SPECKS},   {"turning", ARSIP_LEAVE_TURNING}, {"skew", ARSIP_LEAVE_SKEW},
    {"stamps", ARSIP_LEAVE_STAMPS},   {"rules", ARSIP_LEAVE_RULES},     {"thresholds", ARSIP_LEAVE_SAUVOLA},
    {"rescue", ARSIP_LEAVE_RESCUE},   {"noise", ARSIP_LEAVE_NOISE},     {"spacing", ARSIP_LEAVE_SPACING},
};

static guint
steps_left_out(void)
{
    g_auto(GStrv) names =
        g_strsplit(g_getenv("ARSIP_BENCH_WITHOUT") != NULL ? g_getenv("ARSIP_BENCH_WITHOUT") : "", ",", -1);
    guint leave_out = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        if (g_strv_contains((const char *const *)names, steps[i].name) ||
            g_strv_contains((const char *const *)names, "all"))
            leave_out |= steps[i].leave_out;
    return leave_out;
}

typedef struct {
    ArsipEngine *engine;
    guint leave_out;
    ArsipJson *json;
    double seconds;
} Bench;

static void
write_page(Bench *bench, guint number, const ArsipReading *reading, double seconds)
{
    arsip_json_object(bench->json, NULL);
    arsip_json_number(bench->json, "number", number);
    arsip_json_text(bench->json, "text", reading != NULL ? reading->text : "");
    arsip_json_number(bench->json, "rotation", reading != NULL ? reading->rotation : 0);
    arsip_json_real(bench->json, "skew", reading != NULL ? reading->skew : 0, 2);
    arsip_json_real(bench->json, "confidence", reading != NULL ? reading->confidence : 0, 1);
    arsip_json_truth(bench->json, "blank", reading != NULL && reading->blank);
    arsip_json_text(bench->json, "steps", reading != NULL ? reading->steps : "");
    arsip_json_real(bench->json, "seconds", seconds, 3);
    arsip_json_end(bench->json);
}

static ArsipReading *
read_page(Bench *bench, const ArsipSource *source, ArsipPdf *pdf, guint number)
{
    ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;
    g_autoptr(ArsipReading) layer = pdf != NULL ? arsip_pdf_read_layer(pdf, number, &verdict, NULL) : NULL;

    if (layer != NULL && verdict == ARSIP_LAYER_GOOD)
        return g_steal_pointer(&layer);
    g_autoptr(ArsipPicture) picture =
        pdf != NULL ? arsip_pdf_picture(pdf, number, NULL) : arsip_image_decode(source, number, NULL);
    return picture != NULL ? arsip_recognise_without(bench->engine, picture, bench->leave_out, NULL) : NULL;
}

static gboolean
read_file(Bench *bench, const char *path)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    g_autoptr(ArsipSource) source = fd >= 0 ? arsip_source_map(fd, NULL) : NULL;
    g_autofree char *name = g_path_get_basename(path);

    if (source == NULL) {
        g_printerr("%s: it cannot be read\n", path);
        return FALSE;
    }
    gboolean is_pdf = source->size > 4 && memcmp(source->data, "%PDF", 4) == 0;
    g_autoptr(ArsipPdf) pdf = is_pdf ? arsip_pdf_open(source, NULL, NULL) : NULL;
    guint n_pages = pdf != NULL ? arsip_pdf_count(pdf) : is_pdf ? 0 : arsip_image_count(source, NULL);
    arsip_json_reset(bench->json);
    arsip_json_object(bench->json, NULL);
    arsip_json_text(bench->json, "name", name);
    arsip_json_array(bench->json, "pages");
    for (guint number = 1; number <= n_pages; number++) {
        double before = seconds_used();
        g_autoptr(ArsipReading) reading = read_page(bench, source, pdf, number);
        double seconds = seconds_used() - before;
        bench->seconds += seconds;
        write_page(bench, number, reading, seconds);
    }
    arsip_json_end(bench->json);
    arsip_json_end(bench->json);
    g_print("%s\n", arsip_json_line(bench->json));
    return TRUE;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipJson) json = arsip_json_new();
    g_autoptr(ArsipEngine) engine = arsip_engine_new("ind+eng", &error);
    Bench bench = {engine, steps_left_out(), json, 0};
    gboolean is_done = engine != NULL;
    struct rusage usage;

    if (!is_done)
        g_printerr("%s\n", error->message);
    setMsgSeverity(L_SEVERITY_NONE);
    for (int i = 1; i < argc && engine != NULL; i++)
        is_done = read_file(&bench, argv[i]) && is_done;
    getrusage(RUSAGE_SELF, &usage);
    g_printerr("%.2f seconds, %ld MiB at the peak\n", bench.seconds, usage.ru_maxrss / 1024);
    return is_done ? 0 : 1;
}
