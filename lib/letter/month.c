/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/date.h"
#include "letter/spelling.h"

#include <string.h>

/* As letters of seven decades spell them, and as some offices write them in English. */
static const struct {
    gint month;
    const char *name;
} names[] = {
    {1, "januari"},   {1, "jan"},      {1, "january"},  {1, "djanuari"},  {2, "februari"},  {2, "pebruari"},
    {2, "feb"},       {2, "peb"},      {2, "february"}, {2, "febuari"},   {3, "maret"},     {3, "mar"},
    {3, "mrt"},       {3, "march"},    {4, "april"},    {4, "apr"},       {5, "mei"},       {5, "may"},
    {6, "juni"},      {6, "jun"},      {6, "june"},     {6, "djuni"},     {7, "juli"},      {7, "jul"},
    {7, "july"},      {7, "djuli"},    {8, "agustus"},  {8, "agust"},     {8, "agst"},      {8, "agt"},
    {8, "agu"},       {8, "ags"},      {8, "august"},   {8, "aug"},       {9, "september"}, {9, "sept"},
    {9, "sep"},       {10, "oktober"}, {10, "okt"},     {10, "october"},  {10, "oct"},      {11, "november"},
    {11, "nopember"}, {11, "nov"},     {11, "nop"},     {12, "desember"}, {12, "des"},      {12, "december"},
    {12, "dec"},
};

/* Febr., Pebr., Agust.: as many letters as the writer cared to. */
static gint
read_shortened(const char *folded)
{
    gint month = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strlen(folded) < 3 || !g_str_has_prefix(names[i].name, folded))
            continue;
        if (month != 0 && month != names[i].month)
            return 0;
        month = names[i].month;
    }
    return month;
}

gint
arsip_month_read(const char *folded)
{
    gsize length = strlen(folded);
    guint best = length < 3 ? 0 : length < 4 ? 1 : (guint)MIN(3, length / 3 + (length == 5));
    gint month = read_shortened(folded);

    if (month > 0)
        return month;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        guint most = MIN(best, strlen(names[i].name) < 4 && strcmp(names[i].name, "mei") != 0 ? 0 : best);
        guint distance = arsip_spelling_distance(folded, names[i].name, most);

        if (distance > most)
            continue;
        if (distance < best || month == 0)
            month = names[i].month;
        else if (month != names[i].month)
            month = -1; /* as near to another month: better none than a wrong one */
        best = distance;
    }
    return MAX(month, 0);
}
