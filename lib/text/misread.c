/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/misread.h"

#include <string.h>

#include "text/misread-cost.h"

/* What the next letter may cost less than this row tells: two that look like one, or two that are turned. */
static guint
cost_past_row(gunichar letter)
{
    return letter < 128 && strchr("rncvil", (int)letter) != NULL ? ARSIP_MISREAD_JOINED
                                                                 : ARSIP_MISREAD_TURNED;
}

static guint
letters_of(const char *word, gunichar letters[ARSIP_TOKEN_MAX])
{
    guint n = 0;

    for (const char *at = word; *at != '\0' && n < ARSIP_TOKEN_MAX; at = g_utf8_next_char(at))
        letters[n++] = g_utf8_get_char(at);
    return n;
}

void
arsip_misread_begin(ArsipMisread *misread, const char *read)
{
    misread->n_read = letters_of(read, misread->read);
    misread->least[0] = 0;
    for (guint j = 0; j <= misread->n_read; j++)
        misread->rows[0][j] = (guint16)(j * ARSIP_MISREAD_LETTER);
}

guint
arsip_misread_push(ArsipMisread *misread, guint n, gunichar letter)
{
    const gunichar *read = misread->read;
    const guint16 *above = misread->rows[n - 1], *over = n >= 2 ? misread->rows[n - 2] : NULL;
    guint16 *row = misread->rows[n];
    gunichar one = n >= 2 ? arsip_misread_joined(misread->meant[n - 2], letter) : 0;
    guint loss = arsip_misread_loss(letter);
    guint least = row[0] = (guint16)(above[0] + loss);

    misread->meant[n - 1] = letter;
    for (guint j = 1; j <= misread->n_read; j++) {
        guint cost = above[j - 1] + arsip_misread_letter(letter, read[j - 1]);

        cost = MIN(cost, above[j] + loss);
        cost = MIN(cost, row[j - 1] + (guint)ARSIP_MISREAD_LETTER);
        if (one != 0 && one == read[j - 1])
            cost = MIN(cost, over[j - 1] + (guint)ARSIP_MISREAD_JOINED);
        if (j >= 2 && arsip_misread_joined(read[j - 2], read[j - 1]) == letter)
            cost = MIN(cost, above[j - 2] + (guint)ARSIP_MISREAD_JOINED);
        if (j >= 2 && over != NULL && letter == read[j - 2] && misread->meant[n - 2] == read[j - 1])
            cost = MIN(cost, over[j - 2] + (guint)ARSIP_MISREAD_TURNED);
        row[j] = (guint16)cost;
        least = MIN(least, cost);
    }
    misread->least[n] = (guint16)least;
    return MIN(least, misread->least[n - 1] + cost_past_row(letter));
}

guint
arsip_misread_hundredths(double cost)
{
    return (guint)(cost * ARSIP_MISREAD_LETTER + 0.5);
}

double
arsip_misread_cost(const char *meant, const char *read, double most)
{
    gunichar printed[ARSIP_TOKEN_MAX];
    ArsipMisread misread;
    guint n, bound = arsip_misread_hundredths(most);

    if (strcmp(meant, read) == 0)
        return 0;
    arsip_misread_begin(&misread, read);
    n = letters_of(meant, printed);
    if ((guint)ABS((gint)n - (gint)misread.n_read) * ARSIP_MISREAD_JOINED > bound)
        return most + 1;
    for (guint i = 1; i <= n; i++)
        if (arsip_misread_push(&misread, i, printed[i - 1]) > bound)
            return most + 1;
    return (double)misread.rows[n][misread.n_read] / ARSIP_MISREAD_LETTER;
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

double
arsip_misspelt_bound(const char *written)
{
    static const struct {
        glong length;
        double most;
    } bounds[] = {{12, 2.5}, {9, 2.0}, {7, 1.2}, {4, 1.0}};
    glong length = g_utf8_strlen(written, -1);

    if (strpbrk(written, G_CSET_DIGITS) != NULL)
        return 0;
    for (gsize i = 0; i < G_N_ELEMENTS(bounds); i++)
        if (length >= bounds[i].length)
            return bounds[i].most;
    return 0;
}
