/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_UNIT_PLAN_HOUSE_H
#define TESTS_UNIT_PLAN_HOUSE_H

#include "work-house.h"

#include <arsip/correct.h>
#include <arsip/document.h>
#include <arsip/export.h>
#include <arsip/label.h>
#include <arsip/plan.h>

/* An archive whose rules have changed since its four letters were filed. */
static const char other_rules[] =
    "rules:\n"
    "  - label: jenis/undangan\n    any: [ 'isi:undangan' ]\n    none: [ 'isi:lelang' ]\n"
    "  - label: perihal/rapat\n    any: [ 'isi:rapat' ]\n";

static inline void
set_rules(const House *house, const char *text)
{
    g_autofree char *path = g_build_filename(house->place, "rules", "10-jenis.yaml", NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* 1: keeps its label and gains one; 2: loses its own; 3: gains one; 4: stays. */
static inline void
open_house(House *house)
{
    GError *error = NULL;

    house_open(house);
    house_put(house, "1.txt", "Undangan untuk rapat kerja\n");
    house_put(house, "2.txt", "Undangan lelang terbuka\n");
    house_put(house, "3.txt", "Notulen rapat\n");
    house_put(house, "4.txt", "Undangan pernikahan\n");
    house_ingest(house, FALSE, NULL, &error);
    g_assert_no_error(error);
    set_rules(house, other_rules);
}

static inline char *
plan_path(const House *house)
{
    return g_build_filename(house->folder, "plan.json", NULL);
}

static inline char *
make_plan(const House *house, ArsipPlanSummary **summary)
{
    char *path = plan_path(house);
    g_autoptr(ArsipArchive) reader = arsip_archive_open(house->place, ARSIP_ARCHIVE_READ, NULL);
    GError *error = NULL;
    ArsipPlanSummary *made;

    g_remove(path);
    made = arsip_plan_make(reader, NULL, path, &error);
    g_assert_no_error(error);
    if (summary != NULL)
        *summary = made;
    else
        arsip_plan_summary_free(made);
    return path;
}

/* All documents as exported, with rules, evidence and all; ordinals of documents follow their files' names.
 */
static inline char *
portrait(const House *house)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (gint64 id = 1; id <= 4; id++) {
        g_autoptr(ArsipDocument) document = arsip_document_load(house->archive, id, TRUE, NULL);
        g_autofree char *json = arsip_export_json(document);

        g_string_append_printf(text, "%s\n", json);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static inline char *
labels_of(const House *house, gint64 id)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(house->archive, id, FALSE, NULL);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        g_string_append_printf(text, "%s%s%s", i > 0 ? " " : "", label->is_given ? "" : "-", label->name);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static inline void
assert_labels(const House *house, gint64 id, const char *expected)
{
    g_autofree char *labels = labels_of(house, id);

    g_assert_cmpstr(labels, ==, expected);
}

static inline gint64
apply(const House *house, const char *path)
{
    g_auto(ArsipOutcome) outcome = {0};
    GError *error = NULL;

    arsip_plan_apply(house->archive, path, &outcome, &error);
    g_assert_no_error(error);
    return outcome.application;
}

#endif
