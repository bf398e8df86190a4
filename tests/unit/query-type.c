/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/facts.h"

#define OFFICE "application/vnd.openxmlformats-officedocument."

static void
test_kinds_of_files_are_asked_for_by_their_usual_endings(void)
{
    g_assert_true(arsip_query_type_matches("docx", OFFICE "wordprocessingml.document"));
    g_assert_true(arsip_query_type_matches("xlsx", OFFICE "spreadsheetml.sheet"));
    g_assert_true(arsip_query_type_matches("odp", "application/vnd.oasis.opendocument.presentation"));
    g_assert_true(arsip_query_type_matches("xls", "application/vnd.ms-excel"));
    g_assert_true(arsip_query_type_matches("htm", "text/html"));
    g_assert_true(arsip_query_type_matches("jpg", "image/jpeg"));
    g_assert_false(arsip_query_type_matches("doc", OFFICE "wordprocessingml.document"));
    g_assert_false(arsip_query_type_matches("odt", "application/vnd.oasis.opendocument.text-template"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/kinds_of_files_are_asked_for_by_their_usual_endings",
                    test_kinds_of_files_are_asked_for_by_their_usual_endings);
    return g_test_run();
}
