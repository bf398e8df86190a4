/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/misread.h"

#include <string.h>

/* Hundredths, so that sums are exact. */
#define LETTER 100 /* another one, a missing one, one too many */
#define SHAPE  50  /* another one of much the same shape */
#define SAME   30  /* one that hardly anybody can tell from it: O and 0 */
#define JOINED 40  /* two that look like one, or one like two */
#define NARROW 70  /* an overlooked i, l, t, r, j or f */
#define TURNED 90  /* two in each other's place: typed so, not read */

/* Letters of one group are confused with one another; a letter may be in several. First the groups of the
 * same look, then those of much the same shape. */
enum {
    IS_O0 = 1 << 0,
    IS_L1I = 1 << 1,
    IS_S5 = 1 << 2,
    IS_B8 = 1 << 3,
    IS_Z2 = 1 << 4,
    IS_G9Q = 1 << 5,
    LOOKS = (1 << 6) - 1,
    IS_EC = 1 << 6,
    IS_OA = 1 << 7,
    IS_UI = 1 << 8,
    IS_UA = 1 << 9,
    IS_NARROW = 1 << 10,
    IS_HNB = 1 << 11,
    IS_NMU = 1 << 12,
    IS_JYG = 1 << 13,
    IS_VYW = 1 << 14,
    IS_DB = 1 << 15,
    IS_AE = 1 << 16
};

static const guint32 groups[128] = {
    ['0'] = IS_O0,
    ['1'] = IS_L1I | IS_NARROW,
    ['2'] = IS_Z2,
    ['5'] = IS_S5,
    ['8'] = IS_B8,
    ['9'] = IS_G9Q,
    ['a'] = IS_OA | IS_UA | IS_AE,
    ['b'] = IS_B8 | IS_HNB | IS_DB,
    ['c'] = IS_EC,
    ['d'] = IS_DB,
    ['e'] = IS_EC | IS_AE,
    ['f'] = IS_NARROW,
    ['g'] = IS_G9Q | IS_JYG,
    ['h'] = IS_HNB,
    ['i'] = IS_L1I | IS_UI | IS_NARROW,
    ['j'] = IS_NARROW | IS_JYG,
    ['l'] = IS_L1I | IS_NARROW,
    ['m'] = IS_NMU,
    ['n'] = IS_HNB | IS_NMU,
    ['o'] = IS_O0 | IS_OA,
    ['q'] = IS_G9Q,
    ['r'] = IS_NARROW,
    ['s'] = IS_S5,
    ['t'] = IS_NARROW,
    ['u'] = IS_UI | IS_UA | IS_NMU,
    ['v'] = IS_VYW,
    ['w'] = IS_VYW,
    ['y'] = IS_JYG | IS_VYW,
    ['z'] = IS_Z2,
};

static inline guint
cost_of_letter(gunichar meant, gunichar read)
{
    guint32 shared;

    if (meant == read)
        return 0;
    if (meant >= 128 || read >= 128)
        return LETTER;
    shared = groups[meant] & groups[read];
    return (shared & LOOKS) != 0 ? SAME : shared != 0 ? SHAPE : LETTER;
}

static inline guint
cost_of_loss(gunichar c)
{
    return c < 128 && c != '1' && (groups[c] & IS_NARROW) != 0 ? NARROW : LETTER;
}

/* The letter that two look like; 0 for none. */
static inline gunichar
joined(gunichar first, gunichar second)
{
    switch (second) {
    case 'n':
        return first == 'r' ? 'm' : first == 'n' ? 'm' : 0;
    case 'l':
        return first == 'c' ? 'd' : 0;
    case 'v':
        return first == 'v' ? 'w' : 0;
    case 'i':
        return first == 'i' ? 'u' : first == 'l' ? 'h' : first == 'r' ? 'n' : 0;
    case 'c':
        return first == 'i' ? 'k' : 0;
    default:
        return 0;
    }
}

/* What the next letter may cost less than this row tells: two that look like one, or two that are turned. */
static guint
cost_past_row(gunichar letter)
{
    return letter < 128 && strchr("rncvil", (int)letter) != NULL ? JOINED : TURNED;
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
        misread->rows[0][j] = (guint16)(j * LETTER);
}

guint
arsip_misread_push(ArsipMisread *misread, guint n, gunichar letter)
{
    const gunichar *read = misread->read;
    const guint16 *above = misread->rows[n - 1], *over = n >= 2 ? misread->rows[n - 2] : NULL;
    guint16 *row = misread->rows[n];
    gunichar one = n >= 2 ? joined(misread->meant[n - 2], letter) : 0;
    guint loss = cost_of_loss(letter);
    guint least = row[0] = (guint16)(above[0] + loss);

    misread->meant[n - 1] = letter;
    for (guint j = 1; j <= misread->n_read; j++) {
        guint cost = above[j - 1] + cost_of_letter(letter, read[j - 1]);

        cost = MIN(cost, above[j] + loss);
        cost = MIN(cost, row[j - 1] + (guint)LETTER);
        if (one != 0 && one == read[j - 1])
            cost = MIN(cost, over[j - 1] + (guint)JOINED);
        if (j >= 2 && joined(read[j - 2], read[j - 1]) == letter)
            cost = MIN(cost, above[j - 2] + (guint)JOINED);
        if (j >= 2 && over != NULL && letter == read[j - 2] && misread->meant[n - 2] == read[j - 1])
            cost = MIN(cost, over[j - 2] + (guint)TURNED);
        row[j] = (guint16)cost;
        least = MIN(least, cost);
    }
    misread->least[n] = (guint16)least;
    return MIN(least, misread->least[n - 1] + cost_past_row(letter));
}

guint
arsip_misread_hundredths(double cost)
{
    return (guint)(cost * LETTER + 0.5);
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
    if ((guint)ABS((gint)n - (gint)misread.n_read) * JOINED > bound)
        return most + 1;
    for (guint i = 1; i <= n; i++)
        if (arsip_misread_push(&misread, i, printed[i - 1]) > bound)
            return most + 1;
    return (double)misread.rows[n][misread.n_read] / LETTER;
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
