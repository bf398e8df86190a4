/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/misread.h"

#include <string.h>

#include "text/token.h"

/* Hundredths, so that sums are exact. */
#define LETTER  100 /* another one, a missing one, one too many */
#define SHAPE   50  /* another one of much the same shape */
#define SAME    30  /* one that hardly anybody can tell from it: O and 0 */
#define JOINED  40  /* two that look like one, or one like two */
#define NARROW  70  /* an overlooked i, l, t, r, j or f */
#define TOO_FAR G_MAXUINT16

/* Letters of one group are confused with one another; a letter may be in several. */
static const char *const same_groups[] = {"o0", "l1i", "s5", "b8", "z2", "g9q"};
static const char *const shape_groups[] = {"ec",  "oa",  "ui",  "ua", "ilrtjf1", "hnb",
                                           "nmu", "jyg", "vyw", "db", "ae"};
static const char *const joined[] = {"mrn", "dcl", "wvv", "uii", "hli", "mnn", "nri", "kic"};

static gboolean
is_in_one_group(gunichar a, gunichar b, const char *const *groups, gsize n_groups)
{
    if (a >= 128 || b >= 128)
        return FALSE;
    for (gsize i = 0; i < n_groups; i++)
        if (strchr(groups[i], (int)a) != NULL && strchr(groups[i], (int)b) != NULL)
            return TRUE;
    return FALSE;
}

static guint
cost_of_letter(gunichar meant, gunichar read)
{
    if (meant == read)
        return 0;
    if (is_in_one_group(meant, read, same_groups, G_N_ELEMENTS(same_groups)))
        return SAME;
    return is_in_one_group(meant, read, shape_groups, G_N_ELEMENTS(shape_groups)) ? SHAPE : LETTER;
}

static guint
cost_of_loss(gunichar c)
{
    return c < 128 && strchr("iltrjf", (int)c) != NULL ? NARROW : LETTER;
}

/* Whether two letters look like one. */
static gboolean
are_joined(const gunichar *two, gunichar one)
{
    for (gsize i = 0; i < G_N_ELEMENTS(joined); i++)
        if ((gunichar)joined[i][0] == one && (gunichar)joined[i][1] == two[0] &&
            (gunichar)joined[i][2] == two[1])
            return TRUE;
    return FALSE;
}

static guint
letters_of(const char *word, gunichar letters[ARSIP_TOKEN_MAX])
{
    guint n = 0;

    for (const char *at = word; *at != '\0' && n < ARSIP_TOKEN_MAX; at = g_utf8_next_char(at))
        letters[n++] = g_utf8_get_char(at);
    return n;
}

/* Rows of the table: what the first so many letters of the one cost against those of the other. */
typedef struct {
    guint rows[3][ARSIP_TOKEN_MAX + 1];
} Table;

static guint *
row_of(Table *table, guint i)
{
    return table->rows[i % G_N_ELEMENTS(table->rows)];
}

/* Fills row i from 1 on, and gives its least. */
static guint
fill_row(Table *table, guint i, const gunichar *meant, const gunichar *read, guint n_read)
{
    const guint *above = row_of(table, i - 1), *over = row_of(table, i + 1); /* i - 2, of three rows */
    guint *row = row_of(table, i);
    guint least = row[0] = above[0] + cost_of_loss(meant[i - 1]);

    for (guint j = 1; j <= n_read; j++) {
        guint cost = above[j - 1] + cost_of_letter(meant[i - 1], read[j - 1]);

        cost = MIN(cost, above[j] + cost_of_loss(meant[i - 1]));
        cost = MIN(cost, row[j - 1] + LETTER);
        if (i >= 2 && are_joined(meant + i - 2, read[j - 1]))
            cost = MIN(cost, over[j - 1] + JOINED);
        if (j >= 2 && are_joined(read + j - 2, meant[i - 1]))
            cost = MIN(cost, above[j - 2] + JOINED);
        row[j] = cost;
        least = MIN(least, cost);
    }
    return least;
}

static guint
measure(const gunichar *meant, guint n_meant, const gunichar *read, guint n_read, guint most)
{
    Table table;
    guint before = 0;

    for (guint j = 0; j <= n_read; j++)
        table.rows[0][j] = j * LETTER;
    for (guint i = 1; i <= n_meant; i++) {
        guint least = fill_row(&table, i, meant, read, n_read);

        /* Two for one go past a row. */
        if (MIN(least, before) > most)
            return TOO_FAR;
        before = least;
    }
    return row_of(&table, n_meant)[n_read];
}

double
arsip_misread_cost(const char *meant, const char *read, double most)
{
    gunichar printed[ARSIP_TOKEN_MAX], seen[ARSIP_TOKEN_MAX];
    guint n_printed, n_seen;

    if (strcmp(meant, read) == 0)
        return 0;
    n_printed = letters_of(meant, printed);
    n_seen = letters_of(read, seen);
    if (ABS((gint)n_printed - (gint)n_seen) * JOINED > most * LETTER)
        return (double)TOO_FAR / LETTER;
    return (double)measure(printed, n_printed, seen, n_seen, (guint)(most * LETTER)) / LETTER;
}

double
arsip_misread_bound(const char *meant, double doubt)
{
    static const struct {
        glong length;
        double sure, doubted;
    } bounds[] = {{12, 1.6, 2.0}, {9, 1.2, 1.5}, {7, 0.9, 1.0}, {5, 0.7, 0.9}, {4, 0.3, 0.5}};
    glong length = g_utf8_strlen(meant, -1);

    if (strpbrk(meant, G_CSET_DIGITS) != NULL)
        return 0;
    for (gsize i = 0; i < G_N_ELEMENTS(bounds); i++)
        if (length >= bounds[i].length)
            return bounds[i].sure + doubt * (bounds[i].doubted - bounds[i].sure);
    return 0;
}
