/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/citation.h"

#include <string.h>

/* In tokens. A letter's number has up to eight of them (100.3.4.3/2746/III/2024). */
#define BEHIND_REACH 8
#define NOMOR_REACH  8
#define NUMBER_REACH 12

/* The citing word at its farthest, and the one before that, of which it may have need. */
G_STATIC_ASSERT(BEHIND_REACH + 1 <= ARSIP_CITATION_BEFORE);
G_STATIC_ASSERT(NOMOR_REACH + NUMBER_REACH <= ARSIP_CITATION_BEHIND);

static const char *const cites[] = {"berdasarkan",   "sesuai",    "merujuk",   "menindaklanjuti",
                                    "memperhatikan", "menimbang", "mengingat", "menunjuk",
                                    "membaca",       NULL};
static const char *const sehubungan[] = {"sehubungan", NULL};
static const char *const dengan[] = {"dengan", NULL};
static const char *const dasar[] = {"dasar", NULL};
static const char *const atas[] = {"atas", NULL};
static const char *const ends[] = {"kami",       "maka",       "bersama", "tersebut",
                                   "dimaksud",   "diminta",    "memohon", "menyampaikan",
                                   "memutuskan", "menetapkan", NULL};
static const char *const nomor[] = {"nomor", "no", "nomer", NULL};
static const char *const tanggal[] = {"tanggal", "tgl", "tertanggal", "tahun", NULL};

const char *const *
arsip_citation_words(ArsipCitation kind)
{
    static const char *const *const words[ARSIP_N_CITATIONS] = {
        [ARSIP_CITATION_CITES] = cites,   [ARSIP_CITATION_SEHUBUNGAN] = sehubungan,
        [ARSIP_CITATION_DENGAN] = dengan, [ARSIP_CITATION_DASAR] = dasar,
        [ARSIP_CITATION_ATAS] = atas,     [ARSIP_CITATION_ENDS] = ends,
        [ARSIP_CITATION_NOMOR] = nomor,   [ARSIP_CITATION_TANGGAL] = tanggal};

    return words[kind];
}

/* How the text between two tokens parts them. */
typedef struct {
    gboolean has_line_feed;
    gboolean ends_clause;   /* a comma */
    gboolean ends_sentence; /* its end, or an empty line */
} Seam;

/* "Drs.", "Kab." and "No." are short and end in a consonant, or are shorter still; "ini." and "itu." are
 * words. */
static gboolean
is_abbreviation(const char *text, const ArsipSeen *token)
{
    char last = g_ascii_tolower(text[token->start + token->length - 1]);

    return token->length < 3 || (token->length == 3 && strchr("aeiou", last) == NULL);
}

/* A stop behind a number ("1.") or before a small letter ends no sentence either. */
static gboolean
is_full_stop(const char *text, const ArsipSeen *before, const ArsipSeen *after)
{
    gboolean goes_on = g_unichar_islower(g_utf8_get_char(text + after->start));

    return !before->is_number && !goes_on && before->kind != ARSIP_CITATION_NOMOR &&
           !is_abbreviation(text, before);
}

static Seam
seam_of(const char *text, const ArsipSeen *before, const ArsipSeen *after)
{
    Seam seam = {FALSE, FALSE, FALSE};
    const char *begin = text + before->start + before->length, *end = text + after->start;

    if (end - begin == 1 && *begin == ' ')
        return seam;
    for (const char *at = begin; at < end; at++) {
        gboolean is_at_space = at + 1 == end || g_ascii_isspace(at[1]);

        if (*at == '\n') {
            seam.ends_sentence |= seam.has_line_feed;
            seam.has_line_feed = TRUE;
        } else if (!g_ascii_isspace(*at)) {
            seam.ends_clause |= *at == ',' && is_at_space;
            seam.ends_sentence |= *at == ';' || *at == '!' || *at == '?' ||
                                  (*at == '.' && is_at_space && is_full_stop(text, before, after));
        }
    }
    return seam;
}

static gboolean
opens_citation(const ArsipSeen *token, const ArsipSeen *before, gboolean is_at_line_head)
{
    switch ((ArsipCitation)token->kind) {
    case ARSIP_CITATION_CITES:
        return TRUE;
    case ARSIP_CITATION_DENGAN:
        return before != NULL && before->kind == ARSIP_CITATION_SEHUBUNGAN;
    case ARSIP_CITATION_DASAR:
        return is_at_line_head || before->kind == ARSIP_CITATION_ATAS;
    default:
        return FALSE;
    }
}

/* From a sign on, as far as it cites and those go on that come after it. Returns the first token behind. */
static guint
mark_behind(const char *text, ArsipSeen *tokens, guint n, guint at)
{
    guint reach = 0;

    do {
        ArsipSeen *token = &tokens[at], *before = at > 0 ? token - 1 : NULL;
        Seam seam = before != NULL ? seam_of(text, before, token) : (Seam){TRUE, TRUE, TRUE};

        if (seam.ends_clause || seam.ends_sentence)
            reach = 0;
        token->is_behind |= reach > 0;
        reach -= reach > 0 ? 1 : 0;
        if (opens_citation(token, before, seam.has_line_feed))
            reach = BEHIND_REACH;
        else if (token->kind == ARSIP_CITATION_ENDS)
            reach = 0;
    } while (++at < n && reach > 0);
    return at;
}

/* The same the other way round, from Nomor or tanggal. Returns the number of the last token that was looked
 * at. */
static guint
mark_before(const char *text, ArsipSeen *tokens, guint n, guint at)
{
    guint nomor_ahead = 0, tanggal_ahead = 0;

    for (;; at--) {
        ArsipSeen *token = &tokens[at];

        if (nomor_ahead + tanggal_ahead > 0 && at + 1 < n && seam_of(text, token, token + 1).ends_sentence)
            nomor_ahead = tanggal_ahead = 0;
        token->is_before |= nomor_ahead > 0;
        nomor_ahead -= nomor_ahead > 0 ? 1 : 0;
        if (token->kind == ARSIP_CITATION_NOMOR && tanggal_ahead > 0)
            nomor_ahead = NOMOR_REACH;
        tanggal_ahead -= tanggal_ahead > 0 ? 1 : 0;
        if (token->kind == ARSIP_CITATION_TANGGAL)
            tanggal_ahead = NUMBER_REACH;
        if (nomor_ahead + tanggal_ahead == 0 || at == 0)
            return at;
    }
}

void
arsip_citation_mark(const char *text, ArsipSeen *tokens, guint n, const guint *signs, guint n_signs,
                    gboolean numbers_cite)
{
    guint done = 0;

    for (guint i = 0; i < n_signs; i++)
        if (signs[i] >= done)
            done = mark_behind(text, tokens, n, signs[i]);
    done = n;
    for (guint i = n_signs; numbers_cite && i-- > 0;)
        if (signs[i] < done && tokens[signs[i]].kind >= ARSIP_CITATION_NOMOR)
            done = mark_before(text, tokens, n, signs[i]);
}
