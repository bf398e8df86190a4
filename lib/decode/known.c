/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/known.h"

#include <string.h>

#include "decode/known-hash.h"

/* Longer runs of letters are no words. */
#define WORD_MAX 64

/* Of shorter stems nearly any letters with affixes make a word: Tesseract's list has the usual ones whole. */
#define STEM_MIN 5

/* As many letters of names for one in a known word are no fault. */
#define NAMES_MAX 2

/* One run of letters. */
typedef struct {
    char folded[WORD_MAX + 1]; /* small letters; what is none of a to z as '?' */
    gsize length;
    gsize foreign; /* of them of other scripts than the Latin one */
    gboolean begins_small;
    guint changes; /* from a small letter to a capital */
    gboolean touches_digit;
} Run;

static gboolean
is_listed(const char *word, gsize length)
{
    guint32 wanted = arsip_known_hash(word, length);
    gsize low = 0, high = arsip_known_hashes_count;

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (arsip_known_hashes[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < arsip_known_hashes_count && arsip_known_hashes[low] == wanted;
}

static gboolean
is_known_pair(const char *word)
{
    static const char pairs[] =
        " di ke ya yg dg dr pd no tk rt rw km kg cm mm ml of to in is it on at by or an as "
        "be we he if my up us so do go me am ";
    const char wanted[] = {' ', word[0], word[1], ' ', '\0'};

    return strstr(pairs, wanted) != NULL;
}

/* meN- and peN- swallow the first letter of some stems: menulis is tulis. */
static gboolean
has_prefix_and_stem(const char *word, gsize length)
{
    static const struct {
        const char *prefix;
        char swallowed;
    } prefixes[] = {
        {"memper", 0}, {"diper", 0}, {"keber", 0}, {"berke", 0},  {"seke", 0},   {"sepe", 0},
        {"kese", 0},   {"menge", 0}, {"penge", 0}, {"meng", 'k'}, {"peng", 'k'}, {"meny", 's'},
        {"peny", 's'}, {"mem", 'p'}, {"pem", 'p'}, {"men", 't'},  {"pen", 't'},  {"me", 0},
        {"pe", 0},     {"ber", 0},   {"bel", 0},   {"be", 0},     {"per", 0},    {"pel", 0},
        {"ter", 0},    {"te", 0},    {"di", 0},    {"ke", 0},     {"se", 0},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        gsize cut = strlen(prefixes[i].prefix);
        char stem[WORD_MAX + 1];
        if (length < cut + STEM_MIN - 1 || memcmp(word, prefixes[i].prefix, cut) != 0)
            continue;
        if (length - cut >= STEM_MIN && is_listed(word + cut, length - cut))
            return TRUE;
        stem[0] = prefixes[i].swallowed;
        memcpy(stem + 1, word + cut, length - cut);
        if (stem[0] != '\0' && is_listed(stem, length - cut + 1))
            return TRUE;
    }
    return FALSE;
}

static gsize
cut_suffix(const char *word, gsize length, const char *suffix)
{
    gsize cut = strlen(suffix);

    return length > cut && memcmp(word + length - cut, suffix, cut) == 0 ? length - cut : 0;
}

/* Suffixes stand in this order, each of them once: -kan -nya -lah. */
static gboolean
has_affixes(const char *word, gsize length)
{
    static const char *const endings[] = {"", "kan", "an", "i"};
    static const char *const owners[] = {"", "nya", "ku", "mu"};
    static const char *const particles[] = {"", "lah", "kah", "pun", "tah"};

    for (gsize i = 0; i < G_N_ELEMENTS(particles); i++) {
        gsize without = cut_suffix(word, length, particles[i]);
        for (gsize j = 0; j < G_N_ELEMENTS(owners) && without > 0; j++) {
            gsize owned = cut_suffix(word, without, owners[j]);
            for (gsize k = 0; k < G_N_ELEMENTS(endings) && owned > 0; k++) {
                gsize stem = cut_suffix(word, owned, endings[k]);
                if (stem >= STEM_MIN && (is_listed(word, stem) || has_prefix_and_stem(word, stem)))
                    return TRUE;
            }
        }
    }
    return FALSE;
}

static gboolean
is_known(const char *word, gsize length)
{
    if (length == 2)
        return is_known_pair(word);
    return is_listed(word, length) || (length > STEM_MIN && has_affixes(word, length));
}

/* 5.000 is often written as Rp5.000, and 2 metres as 2m. */
static gboolean
is_mixed(const Run *run)
{
    return run->touches_digit && run->begins_small && run->length < 3 &&
           !(run->length == 2 && is_known_pair(run->folded));
}

static void
count_run(ArsipKnown *count, const Run *run)
{
    gsize latin = run->length - run->foreign;

    count->foreign += run->foreign;
    if (run->foreign > 0)
        return;
    count->mixed += is_mixed(run) ? 1 : 0;
    if (latin < 2)
        return;
    if (run->length <= WORD_MAX && is_known(run->folded, run->length))
        count->known += latin;
    else if (run->touches_digit && latin < 3)
        return;
    else if (run->begins_small || run->changes > 1)
        count->strange += latin;
    else
        count->names += latin;
}

static void
add_letter(Run *run, gunichar c, gboolean after_small)
{
    gunichar small = g_unichar_tolower(c);
    gboolean is_plain = small >= 'a' && small <= 'z';

    if (run->length == 0)
        run->begins_small = g_unichar_islower(c);
    run->changes += after_small && g_unichar_isupper(c) ? 1 : 0;
    run->foreign += !is_plain && g_unichar_get_script(c) != G_UNICODE_SCRIPT_LATIN ? 1 : 0;
    if (run->length < WORD_MAX)
        run->folded[run->length] = is_plain ? (char)small : '?';
    run->length++;
}

/* An address: of mail, of a page. */
static gboolean
is_address(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '@' || (at > text && *at == '.' && g_ascii_islower(at[-1]) && g_ascii_islower(at[1])))
            return TRUE;
    }
    return strstr(text, "://") != NULL;
}

static gboolean
is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018;
}

/* text: decomposed, so that letters have lost their accents. */
static void
count_letters(ArsipKnown *count, const char *text)
{
    Run run = {0};
    gunichar before = 0;

    if (is_address(text))
        return;
    for (const char *at = text;; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalpha(c)) {
            run.touches_digit = run.touches_digit || (run.length == 0 && g_unichar_isdigit(before));
            add_letter(&run, c, g_unichar_islower(before));
        } else if (run.length > 0 && !g_unichar_ismark(c) && !is_apostrophe(c)) {
            run.touches_digit = run.touches_digit || g_unichar_isdigit(c);
            count_run(count, &run);
            run = (Run){0};
        }
        if (c == 0)
            return;
        before = c;
    }
}

static void
count_text(ArsipKnown *count, const char *text)
{
    g_autofree char *plain = g_str_is_ascii(text) ? NULL : g_utf8_normalize(text, -1, G_NORMALIZE_NFKD);

    count_letters(count, plain != NULL ? plain : text);
}

/* kete- at a line's end and rangan after it. */
static gboolean
goes_on(const ArsipSeen *word, const ArsipSeen *next)
{
    gsize length = strlen(word->text);

    return length > 2 && word->text[length - 1] == '-' && g_ascii_isalpha(word->text[length - 2]) &&
           word->line != next->line && g_ascii_islower(next->text[0]);
}

ArsipKnown
arsip_known_count(const ArsipSeenWords *words)
{
    ArsipKnown count = {0};

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        if (i + 1 < words->len && goes_on(word, word + 1)) {
            g_autofree char *first = g_strndup(word->text, strlen(word->text) - 1);
            g_autofree char *whole = g_strconcat(first, word[1].text, NULL);
            count_text(&count, whole);
            i++;
        } else {
            count_text(&count, word->text);
        }
    }
    return count;
}

static double
share_of(const ArsipKnown *count)
{
    gsize excused = MIN(count->names, NAMES_MAX * count->known);
    gsize judged = count->known + count->strange + count->foreign + count->names - excused;

    return judged > 0 ? 100.0 * (double)count->known / (double)judged : 100;
}

double
arsip_known_share(const ArsipSeenWords *words)
{
    ArsipKnown count = arsip_known_count(words);

    return share_of(&count);
}

ArsipKnown
arsip_known_count_of_text(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t\f\r", -1);
    ArsipKnown count = {0};

    for (guint i = 0; words[i] != NULL; i++)
        count_text(&count, words[i]);
    return count;
}

double
arsip_known_share_of_text(const char *text)
{
    ArsipKnown count = arsip_known_count_of_text(text);

    return share_of(&count);
}
