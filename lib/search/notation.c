/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/notation.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/rewrite.h"
#include "search/written-date.h"

#define ZEROS_MOST        5 /* digits that offices fill up to */
#define LONG_NUMBER       4 /* words of a number that few others can be like */
#define LOOKS_MOST        64
#define CODE_LETTERS_MOST 4 /* a longer word of a number is spread as other words are */

/* Asks whether words are in the archive. */
typedef struct {
    ArsipArchive *archive;
    GError *fault;
} Probe;

static gboolean
is_there(Probe *probe, const char *word)
{
    static const char sql[] = "SELECT rowid FROM words WHERE words MATCH ?1 LIMIT 1";
    g_autofree char *quoted = g_strdup_printf("\"%s\"", word);

    return probe->fault == NULL && arsip_fetch_number(probe->archive, 0, &probe->fault, sql, "s", quoted) > 0;
}

static gboolean
is_number(const char *word)
{
    return *word != '\0' && strspn(word, G_CSET_DIGITS) == strlen(word);
}

static void
offer(GPtrArray *others, const char *folded)
{
    g_ptr_array_add(others, arsip_rewrite_leaf(folded));
}

/* ---- dates */

static guint
join_date(const char *const *words, guint n, guint at, GPtrArray *others, G_GNUC_UNUSED gpointer data)
{
    g_autofree char *joined = NULL;
    ArsipWrittenDate date;

    if (n - at < 3 || !arsip_written_date_read(words + at, &date) || is_number(words[at + 1]))
        return 0;
    joined = g_strdup_printf("%s %s %s", words[at], words[at + 1], words[at + 2]);
    offer(others, joined);
    return 3;
}

ArsipQuery *
arsip_notation_join(ArsipQuery *query)
{
    return arsip_rewrite(query, join_date, ARSIP_REWRITE_INSTEAD, NULL);
}

/* Digits within a longer number are no date. */
static guint
spread_date(const char *const *words, guint n, guint at, GPtrArray *others)
{
    ArsipWrittenDate date;

    if (n - at < 3 || (at > 0 && is_number(words[at + 1])) || !arsip_written_date_read(words + at, &date))
        return 0;
    g_autoptr(GPtrArray) ways = arsip_written_date_ways(&date);
    for (guint i = 0; i < ways->len; i++)
        offer(others, ways->pdata[i]);
    return 3;
}

/* ---- amounts and zeros */

static void
offer_if_there(Probe *probe, GPtrArray *others, const char *word)
{
    if (is_there(probe, word))
        offer(others, word);
}

/* Whether the word, behind its Rp, begins a row of digits by threes. */
static gboolean
begins_amount(const char *const *words, guint n, guint at)
{
    const char *digits = g_str_has_prefix(words[at], "rp") ? words[at] + 2 : words[at];

    return is_number(digits) && strlen(digits) <= 3 && at + 1 < n && is_number(words[at + 1]) &&
           strlen(words[at + 1]) == 3;
}

/* Rp 38.200.000 as Rp38.200.000. */
static guint
spread_parted_amount(Probe *probe, const char *const *words, guint n, guint at, GPtrArray *others)
{
    g_autoptr(GString) joined = g_string_new("rp");
    guint end = at + 2;

    g_string_append(joined, words[at + 1]);
    if (!is_there(probe, joined->str))
        return 0;
    for (; end < n && is_number(words[end]) && strlen(words[end]) == 3; end++)
        g_string_append_printf(joined, " %s", words[end]);
    offer(others, joined->str);
    return end - at;
}

static guint
spread_amount(Probe *probe, const char *const *words, guint n, guint at, GPtrArray *others)
{
    g_autofree char *with = NULL;

    if (at > 0 || n == 1)
        return 0;
    if (strcmp(words[at], "rp") == 0 && is_number(words[at + 1]))
        return spread_parted_amount(probe, words, n, at, others);
    if (!begins_amount(words, n, at))
        return 0;
    with = g_strconcat("rp", words[at], NULL);
    offer_if_there(probe, others, is_number(words[at]) ? with : words[at] + 2);
    return others->len > 0 ? 1 : 0;
}

static guint
spread_zeros(Probe *probe, const char *const *words, guint n, guint at, GPtrArray *others)
{
    const char *bare = words[at] + strspn(words[at], "0");

    if (n == 1 || !is_number(words[at]) || *bare == '\0' || strlen(words[at]) > ZEROS_MOST)
        return 0;
    for (gsize length = strlen(bare); length <= ZEROS_MOST; length++) {
        g_autofree char *filled = g_strdup_printf("%0*d%s", (int)(length - strlen(bare)), 0, bare);
        const char *way = length == strlen(bare) ? bare : filled;

        if (strcmp(way, words[at]) != 0)
            offer_if_there(probe, others, way);
    }
    return others->len > 0 ? 1 : 0;
}

static guint
spread(const char *const *words, guint n, guint at, GPtrArray *others, gpointer data)
{
    guint taken = spread_date(words, n, at, others);

    if (taken == 0)
        taken = spread_amount(data, words, n, at, others);
    return taken > 1 ? taken : MAX(taken, spread_zeros(data, words, n, at, others));
}

static ArsipQuery *
rewrite_with_probe(ArsipArchive *archive, ArsipQuery *query, ArsipRewriteFunc function, GError **error)
{
    Probe probe = {archive, NULL};
    g_autoptr(ArsipQuery) rewritten = arsip_rewrite(query, function, ARSIP_REWRITE_BESIDE, &probe);

    if (probe.fault == NULL)
        return g_steal_pointer(&rewritten);
    g_propagate_error(error, probe.fault);
    return NULL;
}

ArsipQuery *
arsip_notation_spread(ArsipArchive *archive, ArsipQuery *query, GError **error)
{
    return rewrite_with_probe(archive, query, spread, error);
}

/* ---- digits that were misread */

/* What hardly anybody can tell from the letter or digit, itself the first (text/misread.c). */
static const char *
looks_of(char c)
{
    static const char *const alike[] = {"0o", "1li", "2z", "5s", "8b", "9gq"};
    static const char none[] = "";

    for (gsize i = 0; i < G_N_ELEMENTS(alike); i++)
        if (c != '\0' && strchr(alike[i], c) != NULL)
            return alike[i];
    return none;
}

/* Every way to read the word's rest behind `head`. */
static void
gather_looks(const char *head, const char *rest, GPtrArray *looks)
{
    g_autofree char *written = NULL;

    if (looks->len >= LOOKS_MOST)
        return;
    if (*rest == '\0') {
        g_ptr_array_add(looks, g_strdup(head));
        return;
    }
    written = g_strdup_printf("%s%c", head, *rest);
    gather_looks(written, rest + 1, looks);
    for (const char *other = looks_of(*rest); *other != '\0'; other++) {
        g_autofree char *longer = g_strdup_printf("%s%c", head, *other);

        if (*other != *rest)
            gather_looks(longer, rest + 1, looks);
    }
}

static gboolean
has_digit(const char *word)
{
    return strpbrk(word, G_CSET_DIGITS) != NULL;
}

/*
 * A word of few letters counts where digits stand beside it; a digit or two alone are anything. One letter or
 * digit stands nearly everywhere: it is varied only where others beside it are enough to go by.
 */
static gboolean
may_be_misread(const char *const *words, guint n, guint at)
{
    gboolean is_in_number = (at > 0 && has_digit(words[at - 1])) || (at + 1 < n && has_digit(words[at + 1]));

    if (strlen(words[at]) == 1 && n < LONG_NUMBER)
        return FALSE;
    if (has_digit(words[at]))
        return is_in_number || strlen(words[at]) > 2;
    return is_in_number && strlen(words[at]) <= CODE_LETTERS_MOST;
}

static guint
spread_looks(const char *const *words, guint n, guint at, GPtrArray *others, gpointer data)
{
    g_autoptr(GPtrArray) looks = g_ptr_array_new_with_free_func(g_free);

    if (!may_be_misread(words, n, at))
        return 0;
    gather_looks("", words[at], looks);
    for (guint i = 0; i < looks->len; i++)
        if (strcmp(looks->pdata[i], words[at]) != 0)
            offer_if_there(data, others, looks->pdata[i]);
    return others->len > 0 ? 1 : 0;
}

ArsipQuery *
arsip_notation_misread(ArsipArchive *archive, ArsipQuery *query, GError **error)
{
    return rewrite_with_probe(archive, query, spread_looks, error);
}
