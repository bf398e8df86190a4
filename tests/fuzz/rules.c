/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/private.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* A rule file of any bytes is read or gives faults; what was read judges a letter, and two times alike. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
    ArsipFaults faults = {.sentences = sentences, .file = "rules/10-jenis.yaml"};
    g_autoptr(ArsipRules) rules = arsip_rules_read_bytes("10-jenis.yaml", (const char *)data, size, &faults);
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    const ArsipReading *const pages[] = {reading};
    g_autoptr(ArsipLetter) letter = NULL;
    g_autoptr(ArsipVerdict) verdict = NULL;
    g_autoptr(ArsipVerdict) again = NULL;
    ArsipHeldPages held;
    ArsipSubject subject = {.pages = &held.pages, .file_name = "scan-001.tif", .media_type = "image/tiff"};

    if (faults.n_found > 0)
        return 0;
    g_free(reading->text);
    reading->text =
        g_strdup("DINAS PERTANIAN\nSURAT TUGAS\nNOMOR 800/12/2024\nBerdasarkan undangan camat, menugaskan:\n"
                 "nama : Budi\nNIK : 9730182510660031\nuntuk menghadiri rapat.\nMelati, 3 Mei 2024\n");
    arsip_held_pages_init(&held, pages, 1);
    letter = arsip_letter_read(pages, 1);
    subject.letter = letter;
    verdict = arsip_rules_judge(rules, &subject, NULL, NULL);
    again = arsip_rules_judge(rules, &subject, NULL, NULL);
    g_assert_cmpuint(verdict->given->len, ==, again->given->len);
    arsip_rules_doubt(rules, "rules", &faults);
    arsip_rules_try_examples(rules, "rules", &faults);
    return 0;
}
