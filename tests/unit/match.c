/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/matcher.h"
#include "text/token.h"

/* A letter built by hand: one page for each zone, in order, so that a place tells the zone. */
static void
free_field(gpointer data)
{
    ArsipField *field = data;

    g_free(field->name);
    g_free(field->value);
    g_free(field);
}

static void
free_personal(gpointer data)
{
    g_free(((ArsipPersonal *)data)->value);
    g_free(data);
}

static ArsipLetter *
make_letter(void)
{
    ArsipLetter *letter = g_new0(ArsipLetter, 1);

    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
        letter->zones[zone].text = g_strdup("");
        letter->zones[zone].pieces = g_array_new(FALSE, TRUE, sizeof(ArsipPiece));
    }
    letter->fields = g_ptr_array_new_with_free_func(free_field);
    letter->personal = g_ptr_array_new_with_free_func(free_personal);
    return letter;
}

static void
drop_letter(ArsipLetter *letter)
{
    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
        g_free(letter->zones[zone].text);
        g_array_unref(letter->zones[zone].pieces);
    }
    g_ptr_array_unref(letter->fields);
    g_ptr_array_unref(letter->personal);
    g_free(letter);
}

static void
add_to_zone(ArsipLetter *letter, ArsipZone zone, guint page, guint32 start, const char *text)
{
    ArsipZoneText *part = &letter->zones[zone];
    gboolean is_first = part->text[0] == '\0';
    char *whole = g_strconcat(part->text, is_first ? "" : "\n", text, NULL);
    ArsipPiece piece = {(guint32)(strlen(whole) - strlen(text)), {page, start, (guint32)strlen(text)}};

    g_array_append_val(part->pieces, piece);
    g_free(part->text);
    part->text = whole;
}

static void
add_field(ArsipLetter *letter, const char *name, const char *value)
{
    ArsipField *field = g_new0(ArsipField, 1);

    field->name = g_strdup(name);
    field->value = g_strdup(value);
    field->place = (ArsipPlace){1, 1000, (guint32)strlen(value)};
    g_ptr_array_add(letter->fields, field);
}

static ArsipQuery *
parse(const char *text, ArsipQueryFlags flags)
{
    g_autoptr(GError) error = NULL;
    ArsipQuery *query = arsip_query_parse(text, flags, &error);

    g_test_message("%s", text);
    g_assert_no_error(error);
    return query;
}

static ArsipMatch *
match_one(const ArsipSubject *subject, const char *text, ArsipQueryFlags flags, gboolean guarded)
{
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
    g_autoptr(ArsipQuery) query = parse(text, flags);

    g_assert_cmpuint(arsip_matcher_add(matcher, query, guarded), ==, 0);
    ArsipMatch *match = arsip_matcher_run(matcher, subject);
    for (guint i = 0; i < match->hits->len; i++)
        g_array_index(match->hits, ArsipHit, i).leaf = NULL; /* it ends with the matcher's reference */
    return match;
}

static gboolean
subject_matches(const ArsipSubject *subject, const char *text)
{
    g_autoptr(ArsipMatch) match = match_one(subject, text, ARSIP_QUERY_PLAIN, FALSE);

    return match->matched[0];
}

static gboolean
letter_matches(const ArsipLetter *letter, const char *text)
{
    ArsipSubject subject = {.letter = letter};

    return subject_matches(&subject, text);
}

static gboolean
zone_matches(ArsipZone zone, const char *words, const char *query, ArsipQueryFlags flags, gboolean guarded)
{
    ArsipLetter *letter = make_letter();
    ArsipSubject subject = {.letter = letter};

    add_to_zone(letter, zone, 1, 0, words);
    g_autoptr(ArsipMatch) match = match_one(&subject, query, flags, guarded);
    drop_letter(letter);
    return match->matched[0];
}

static gboolean
body_matches(const char *words, const char *query)
{
    return zone_matches(ARSIP_ZONE_ISI, words, query, ARSIP_QUERY_PLAIN, FALSE);
}

/* An invitation, with the parts that letters have. */
static ArsipLetter *
invitation(void)
{
    ArsipLetter *letter = make_letter();

    add_to_zone(letter, ARSIP_ZONE_KOP, 1, 0, "PEMERINTAH KOTA CENDANA\nBAGIAN UMUM");
    add_to_zone(letter, ARSIP_ZONE_KEPALA, 1, 50, "Nomor : 005/117-Um\nHal : Undangan Rapat");
    add_to_zone(letter, ARSIP_ZONE_ISI, 1, 120,
                "Mengharap kehadiran Saudara pada rapat koor-\ndinasi perangkat");
    add_to_zone(letter, ARSIP_ZONE_ISI, 2, 0, "daerah di ruang rapat.");
    add_to_zone(letter, ARSIP_ZONE_AKHIR, 2, 40, "Sekretaris Daerah");
    add_field(letter, "nomor", "005/117-Um");
    add_field(letter, "hal", "Undangan Rapat");
    add_field(letter, "kode", "005");
    add_field(letter, "tanggal", "2024-03-12");
    return letter;
}

static void
test_words_phrases_and_prefixes(void)
{
    ArsipLetter *letter = invitation();

    g_assert_true(letter_matches(letter, "kehadiran"));
    g_assert_true(letter_matches(letter, "koordinasi"));
    g_assert_true(letter_matches(letter, "\"perangkat daerah\""));
    g_assert_true(letter_matches(letter, "hadir* OR kehad*"));
    g_assert_true(letter_matches(letter, "\"ruang rap*\""));
    g_assert_true(letter_matches(letter, "005/117-Um"));
    g_assert_true(letter_matches(letter, "rapat NOT kuitansi"));
    g_assert_true(letter_matches(letter, ""));
    g_assert_false(letter_matches(letter, "NOT rapat"));
    g_assert_false(letter_matches(letter, "hadir"));
    g_assert_false(letter_matches(letter, "\"daerah perangkat\""));
    g_assert_false(letter_matches(letter, "perintah OR undang"));
    drop_letter(letter);
}

static void
test_scopes_are_zones_or_fields(void)
{
    ArsipLetter *letter = invitation();

    g_assert_true(letter_matches(letter, "kop:umum hal:undangan kode:005 nomor:117*"));
    g_assert_true(letter_matches(letter, "isi:(kehadiran OR kuitansi)"));
    g_assert_false(letter_matches(letter, "isi:undangan"));
    g_assert_false(letter_matches(letter, "hal:kehadiran"));
    g_assert_false(letter_matches(letter, "lokasi:rapat"));
    add_field(letter, "isi", "kuitansi");
    g_assert_false(letter_matches(letter, "isi:kuitansi"));
    g_assert_true(letter_matches(letter, "kuitansi"));
    drop_letter(letter);
}

static void
test_a_phrase_does_not_cross_zones(void)
{
    ArsipLetter *letter = invitation();

    g_assert_true(letter_matches(letter, "rapat mengharap"));
    g_assert_false(letter_matches(letter, "\"rapat mengharap\""));
    g_assert_false(letter_matches(letter, "\"ruang rapat sekretaris\""));
    g_assert_false(letter_matches(letter, "\"um undangan\"")); /* from one field into the next */
    g_assert_false(letter_matches(letter, "umum NEAR/50 sekretaris"));
    drop_letter(letter);
}

static void
test_near_counts_the_words_between(void)
{
    g_assert_true(body_matches("a x x b", "a NEAR/2 b"));
    g_assert_true(body_matches("b x x a", "a NEAR/2 b"));
    g_assert_false(body_matches("a x x b", "a NEAR/1 b"));
    g_assert_true(body_matches("a x x b", "\"a x\" NEAR/1 b"));
    g_assert_true(body_matches("a x x x x b a x b", "a NEAR/1 b"));
    g_assert_true(body_matches("a b c", "c NEAR/1 a NEAR/1 b"));
    g_assert_false(body_matches("a x b x c", "c NEAR/1 a NEAR/1 b"));
}

static void
test_acronyms_match_in_capitals_only(void)
{
    g_assert_true(zone_matches(ARSIP_ZONE_ISI, "pengajuan SPP bulan", "SPP", ARSIP_QUERY_AS_RULE, FALSE));
    g_assert_false(zone_matches(ARSIP_ZONE_ISI, "biaya spp sekolah", "SPP", ARSIP_QUERY_AS_RULE, FALSE));
    g_assert_true(zone_matches(ARSIP_ZONE_ISI, "biaya spp sekolah", "SPP", ARSIP_QUERY_PLAIN, FALSE));
    g_assert_false(zone_matches(ARSIP_ZONE_ISI, "biaya spp sekolah", "=SPP", ARSIP_QUERY_PLAIN, FALSE));
    g_assert_true(zone_matches(ARSIP_ZONE_ISI, "biaya spp sekolah", "=spp", ARSIP_QUERY_PLAIN, FALSE));
    g_assert_true(zone_matches(ARSIP_ZONE_ISI, "biaya SPP sekolah", "=spp", ARSIP_QUERY_PLAIN, FALSE));
    g_assert_true(zone_matches(ARSIP_ZONE_ISI, "surat SP2D", "\"surat SP2D\"", ARSIP_QUERY_AS_RULE, FALSE));
    g_assert_false(zone_matches(ARSIP_ZONE_ISI, "surat sp2d", "\"surat SP2D\"", ARSIP_QUERY_AS_RULE, FALSE));
    g_assert_false(zone_matches(ARSIP_ZONE_ISI, "SPPD", "SPP", ARSIP_QUERY_AS_RULE, FALSE));
}

static void
test_laws_are_no_invitations(void)
{
    g_assert_false(body_matches("sesuai Undang-Undang dan peraturan perundang-\nundangan", "undangan"));
    g_assert_true(body_matches("peraturan perundang - undangan", "perundang-undangan"));
    g_assert_false(body_matches("pemerintah dan petugas", "perintah OR tugas"));
}

static void
test_facts_of_the_document(void)
{
    ArsipLetter *letter = invitation();
    const char *labels[] = {"jenis/undangan", "perihal/anggaran", NULL};
    ArsipSubject subject = {.letter = letter,
                            .file_name = "Scan-014.TIF",
                            .media_type = "image/tiff",
                            .received = "2024-03-15",
                            .batch = 3,
                            .labels = labels};

    g_assert_true(subject_matches(&subject, "tanggal:2024-01..2024-03 received:\"15 Maret 2024\" batch:3"));
    g_assert_true(subject_matches(&subject, "tanggal:2024-03-12.. tanggal:..2024-03-12"));
    g_assert_false(subject_matches(&subject, "tanggal:2024-03-13.. OR tanggal:2023"));
    g_assert_true(subject_matches(&subject, "label:jenis/undangan label:perihal/*"));
    g_assert_false(subject_matches(&subject, "label:jenis OR label:keamanan/*"));
    g_assert_true(subject_matches(&subject, "file:scan* file:014 file:scan-014.tif file:\"scan 014\""));
    g_assert_false(subject_matches(&subject, "file:can OR file:scan-01 OR file:01*4"));
    g_assert_true(subject_matches(&subject, "type:tiff type:tif type:image type:image/tiff"));
    g_assert_false(subject_matches(&subject, "type:pdf OR batch:4"));
    g_assert_true(subject_matches(&subject, "has:nomor NOT has:lokasi"));
    g_assert_true(subject_matches(&subject, "nomor:/^005\\/[0-9]+-Um$/"));
    g_assert_false(subject_matches(&subject, "nomor:/^R-/ OR nomor:/um$/"));
    drop_letter(letter);
}

static void
test_a_personal_number_is_had(void)
{
    ArsipLetter *letter = invitation();
    ArsipSubject subject = {.letter = letter};
    ArsipPersonal *personal = g_new0(ArsipPersonal, 1);

    personal->kind = "nik";
    personal->value = g_strdup("3573010101900001");
    personal->place = (ArsipPlace){2, 5, 16};
    g_ptr_array_add(letter->personal, personal);
    g_autoptr(ArsipMatch) match = match_one(&subject, "has:nik NOT has:kk", ARSIP_QUERY_PLAIN, FALSE);

    g_assert_true(match->matched[0]);
    g_assert_cmpuint(match->hits->len, ==, 1);
    const ArsipHit *hit = &g_array_index(match->hits, ArsipHit, 0);
    g_assert_cmpstr(hit->scope, ==, "nik");
    g_assert_cmpuint(hit->place.page, ==, 2);
    g_assert_cmpuint(hit->place.length, ==, 16);
    drop_letter(letter);
}

static void
test_a_hostile_expression_gives_up(void)
{
    ArsipLetter *letter = make_letter();

    add_field(letter, "nomor", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");

    g_assert_false(letter_matches(letter, "nomor:/^(a+)+$/"));
    g_assert_true(letter_matches(letter, "nomor:/^a+!$/"));
    drop_letter(letter);
}

static void
test_hits_tell_their_places_in_reading_order(void)
{
    ArsipLetter *letter = invitation();
    ArsipSubject subject = {.letter = letter};
    g_autoptr(ArsipMatch) match = match_one(&subject, "rapat NOT mengharap", ARSIP_QUERY_PLAIN, FALSE);
    const struct {
        const char *scope;
        guint page, start;
    } expected[] = {{"kepala", 1, 84}, {"isi", 1, 153}, {"hal", 1, 1000}, {"isi", 2, 16}};

    g_assert_false(match->matched[0]);
    g_assert_cmpuint(match->hits->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        const ArsipHit *hit = &g_array_index(match->hits, ArsipHit, i);

        g_assert_cmpstr(hit->scope, ==, expected[i].scope);
        g_assert_cmpuint(hit->place.page, ==, expected[i].page);
        g_assert_cmpuint(hit->place.start, ==, expected[i].start);
    }
    drop_letter(letter);
}

/* ---- the citation guard */

static gboolean
counts(ArsipZone zone, const char *words, const char *query)
{
    g_test_message("%s", words);
    g_assert_true(zone_matches(zone, words, query, ARSIP_QUERY_AS_RULE, FALSE));
    return zone_matches(zone, words, query, ARSIP_QUERY_AS_RULE, TRUE);
}

static void
test_a_cited_surat_edaran_does_not_count(void)
{
    static const char *const cited[] = {
        "Menindaklanjuti Surat Edaran Bupati Cendana, kami sampaikan",
        "Sehubungan dengan\nsurat edaran tersebut",
        "Dasar : 1. Surat Edaran Bupati",
        "atas dasar surat edaran itu",
        "Mengingat : Surat Edaran",
        "sesuai dengan Surat Edaran Menteri",
        "telah terbit Surat Edaran Bupati Nomor 100.3.4.3/27/2024 tanggal 3 Mei 2024",
        "telah terbit Surat Edaran Bupati No. 5 Tahun 2024",
    };
    static const char *const own[] = {
        "bersama Surat Edaran ini disampaikan",
        "Berdasarkan rapat kemarin, surat edaran ini dibuat",
        "Sehubungan dengan hal tersebut kami terbitkan surat edaran",
        "sesuai rencana. Surat Edaran ini berlaku",
        "sesuai rencana\n\nsurat edaran",
        "Sekolah Dasar menerbitkan surat edaran",
        "sesuai satu dua tiga empat lima enam tujuh delapan surat edaran",
        "surat edaran ini. Nomor rekening 5 tanggal lahir",
    };

    for (guint i = 0; i < G_N_ELEMENTS(cited); i++)
        g_assert_false(counts(ARSIP_ZONE_ISI, cited[i], "\"surat edaran\""));
    for (guint i = 0; i < G_N_ELEMENTS(own); i++)
        g_assert_true(counts(ARSIP_ZONE_ISI, own[i], "\"surat edaran\""));
}

static void
test_a_title_cites_nothing(void)
{
    g_assert_true(counts(ARSIP_ZONE_JUDUL, "SESUAI SURAT EDARAN NOMOR 5 TAHUN 2024", "\"surat edaran\""));
    g_assert_true(counts(ARSIP_ZONE_KEPALA, "surat edaran nomor 5 tahun 2024", "\"surat edaran\""));
    g_assert_false(counts(ARSIP_ZONE_KEPALA, "menindaklanjuti surat edaran", "\"surat edaran\""));
}

static void
test_a_field_cites_nothing(void)
{
    ArsipLetter *letter = make_letter();
    ArsipSubject subject = {.letter = letter};

    add_field(letter, "hal", "Menindaklanjuti Surat Edaran");
    g_autoptr(ArsipMatch) match = match_one(&subject, "\"surat edaran\"", ARSIP_QUERY_PLAIN, TRUE);

    g_assert_true(match->matched[0]);
    drop_letter(letter);
}

static void
test_one_place_that_is_not_cited_is_enough(void)
{
    g_assert_true(
        counts(ARSIP_ZONE_ISI, "sesuai surat edaran lama, surat edaran ini berlaku", "\"surat edaran\""));
    g_assert_false(counts(ARSIP_ZONE_ISI, "sesuai surat edaran tugas", "surat NEAR/3 tugas"));
    g_assert_true(
        counts(ARSIP_ZONE_ISI, "sesuai surat edaran tugas. Surat yang tugas", "surat NEAR/3 tugas"));
}

/* ---- against a naive evaluator */

typedef struct {
    char *folded;
    gboolean is_acronym;
} Token;

static void
clear_token(gpointer token)
{
    g_free(((Token *)token)->folded);
}

static gboolean
add_token(const ArsipToken *token, gpointer data)
{
    Token copy = {g_strdup(token->folded), token->is_acronym};

    g_array_append_val((GArray *)data, copy);
    return TRUE;
}

static gboolean
phrase_at(const GArray *tokens, guint at, const GArray *terms)
{
    for (guint i = 0; i < terms->len; i++) {
        const ArsipTerm *term = &g_array_index(terms, ArsipTerm, i);

        if (at + i >= tokens->len)
            return FALSE;
        const Token *token = &g_array_index(tokens, Token, at + i);
        if (term->is_prefix ? !g_str_has_prefix(token->folded, term->folded)
                            : !g_str_equal(token->folded, term->folded))
            return FALSE;
        if (term->is_acronym && !token->is_acronym)
            return FALSE;
    }
    return TRUE;
}

/* All ways to choose a place for each phrase. */
static gboolean
near_from(const GArray *tokens, const ArsipNode *near, guint child, guint *places)
{
    if (child == near->children->len) {
        guint last = 0;

        for (guint i = 0; i < child; i++)
            last = MAX(last, places[i]);
        for (guint i = 0; i < child; i++) {
            const ArsipNode *leaf = g_ptr_array_index(near->children, i);

            if (places[i] + leaf->terms->len + near->distance < last)
                return FALSE;
        }
        return TRUE;
    }
    for (guint at = 0; at < tokens->len; at++) {
        places[child] = at;
        if (phrase_at(tokens, at, ((const ArsipNode *)g_ptr_array_index(near->children, child))->terms) &&
            near_from(tokens, near, child + 1, places))
            return TRUE;
    }
    return FALSE;
}

static gboolean
naive_in_text(const char *text, const ArsipNode *node, guint *n_places)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    guint places[8];
    gboolean is_found = FALSE;

    g_array_set_clear_func(tokens, clear_token);
    arsip_tokenize(text, -1, add_token, tokens);
    if (node->kind == ARSIP_NODE_NEAR)
        return near_from(tokens, node, 0, places);
    for (guint at = 0; at < tokens->len; at++) {
        if (!phrase_at(tokens, at, node->terms))
            continue;
        is_found = TRUE;
        *n_places += 1;
    }
    return is_found;
}

static gboolean
naive_leaf(const ArsipLetter *letter, const ArsipNode *node, guint *n_places)
{
    const ArsipNode *leaf = node->kind == ARSIP_NODE_NEAR ? g_ptr_array_index(node->children, 0) : node;
    ArsipZone ignored;
    gboolean is_zone = leaf->scope != NULL && arsip_zone_from_name(leaf->scope, &ignored);
    gboolean is_found = FALSE;

    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        if (leaf->scope == NULL || g_str_equal(leaf->scope, arsip_zone_name((ArsipZone)i)))
            is_found |= naive_in_text(letter->zones[i].text, node, n_places);
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);

        if (leaf->scope == NULL || (!is_zone && g_str_equal(leaf->scope, field->name)))
            is_found |= naive_in_text(field->value, node, n_places);
    }
    return is_found;
}

static gboolean
naive(const ArsipLetter *letter, const ArsipNode *node)
{
    guint ignored = 0;
    gboolean is_and = node->kind == ARSIP_NODE_AND;

    if (node->kind == ARSIP_NODE_NOT)
        return !naive(letter, g_ptr_array_index(node->children, 0));
    if (!is_and && node->kind != ARSIP_NODE_OR)
        return naive_leaf(letter, node, &ignored);
    for (guint i = 0; i < node->children->len; i++)
        if (naive(letter, g_ptr_array_index(node->children, i)) != is_and)
            return !is_and;
    return is_and;
}

static const char *const vocabulary[] = {"surat",    "tugas", "SPP",     "spp",      "undang",
                                         "undangan", "a",     "b",       "edaran",   "su-\nrat",
                                         "sesuai",   "nomor", "tanggal", "perundang"};

static const char *
random_word(void)
{
    return vocabulary[g_test_rand_int_range(0, G_N_ELEMENTS(vocabulary))];
}

static char *
random_text(gint longest)
{
    static const char *const joints[] = {" ", " ", " ", " ", "\n", ". ", "-", " - ", ", ", "\n\n"};
    GString *text = g_string_new(NULL);

    for (gint n = g_test_rand_int_range(0, longest); n > 0; n--)
        g_string_append_printf(text, "%s%s", random_word(),
                               joints[g_test_rand_int_range(0, G_N_ELEMENTS(joints))]);
    return g_string_free(text, FALSE);
}

static ArsipLetter *
random_letter(void)
{
    static const char *const names[] = {"hal", "nomor", "lokasi", "isi"};
    ArsipLetter *letter = make_letter();
    guint32 start = 0;

    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++)
        for (gint n = g_test_rand_int_range(0, 3); n > 0; n--) {
            g_autofree char *text = random_text(12);

            if (text[0] == '\0')
                continue;
            add_to_zone(letter, (ArsipZone)zone, 1, start, text);
            start += (guint32)strlen(text) + 1;
        }
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text = random_text(5);

        if (g_test_rand_bit())
            add_field(letter, names[i], text);
    }
    return letter;
}

static void
append_phrase(GString *text)
{
    gint n = g_test_rand_int_range(1, 4);

    if (n == 1) {
        g_string_append_printf(text, "%s%s", g_test_rand_int_range(0, 5) == 0 ? "=" : "", random_word());
        return;
    }
    g_string_append_c(text, '"');
    for (; n > 0; n--)
        g_string_append_printf(text, "%s ", random_word());
    g_string_append(text, g_test_rand_int_range(0, 3) == 0 ? "u*\"" : "\"");
}

static void
append_query(GString *text, guint depth, gboolean may_negate)
{
    static const char *const scopes[] = {"", "", "", "isi:", "kop:", "hal:", "lokasi:"};
    gint choice = depth == 0 ? 0 : g_test_rand_int_range(0, 5);
    const char *operator= choice == 3 ? " OR " : " ";

    if (choice < 2) {
        g_string_append_printf(text, "%s(", scopes[g_test_rand_int_range(0, G_N_ELEMENTS(scopes))]);
        append_phrase(text);
        g_string_append_c(text, ')');
    } else if (choice == 2) {
        g_string_append_printf(text, "%s(", scopes[g_test_rand_int_range(0, G_N_ELEMENTS(scopes))]);
        append_phrase(text);
        guint distance = (guint)g_test_rand_int_range(0, 5);
        for (gint n = g_test_rand_int_range(1, 3); n > 0; n--) {
            g_string_append_printf(text, " NEAR/%u ", distance);
            append_phrase(text);
        }
        g_string_append_c(text, ')');
    } else {
        for (gint n = g_test_rand_int_range(1, 4), i = 0; i < n; i++) {
            g_string_append(text, i > 0 ? operator : "");
            g_string_append(text, may_negate && g_test_rand_int_range(0, 4) == 0 ? "NOT (" : "(");
            append_query(text, depth - 1, may_negate);
            g_string_append_c(text, ')');
        }
    }
}

static ArsipQuery *
random_query(gboolean may_negate)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    append_query(text, 3, may_negate);
    ArsipQuery *query = arsip_query_parse(text->str, ARSIP_QUERY_AS_RULE, &error);
    if (error != NULL)
        g_test_message("%s", text->str);
    g_assert_no_error(error);
    return query;
}

static void
tell(const ArsipLetter *letter, const ArsipQuery *query)
{
    g_autofree char *text = arsip_query_print(query);

    g_test_message("query: %s", text);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        g_test_message("%s: %s", arsip_zone_name((ArsipZone)i), letter->zones[i].text);
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);

        g_test_message("%s: %s", field->name, field->value);
    }
}

static void
test_all_queries_together_answer_as_each_alone(void)
{
    for (guint round = 0; round < 60; round++) {
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        g_autoptr(GPtrArray) queries = g_ptr_array_new();

        for (guint i = 0; i < 60; i++) {
            ArsipQuery *query = random_query(TRUE);

            arsip_matcher_add(matcher, query, FALSE);
            g_ptr_array_add(queries, query);
        }
        for (guint i = 0; i < 40; i++) {
            ArsipLetter *letter = random_letter();
            ArsipSubject subject = {.letter = letter};
            g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);

            g_assert_cmpuint(match->n_queries, ==, queries->len);
            for (guint k = 0; k < queries->len; k++) {
                const ArsipQuery *query = g_ptr_array_index(queries, k);
                gboolean expected = naive(letter, arsip_query_root(query));

                if (match->matched[k] != expected)
                    tell(letter, query);
                g_assert_cmpint(match->matched[k], ==, expected);
            }
            drop_letter(letter);
        }
        for (guint i = 0; i < queries->len; i++)
            arsip_query_unref(g_ptr_array_index(queries, i));
    }
}

static guint
hits_of(const ArsipMatch *match, const ArsipNode *leaf)
{
    guint n = 0;

    for (guint i = 0; i < match->hits->len; i++)
        n += g_array_index(match->hits, ArsipHit, i).leaf == leaf ? 1 : 0;
    return n;
}

static void
test_every_place_of_a_leaf_is_a_hit(void)
{
    for (guint round = 0; round < 3000; round++) {
        ArsipLetter *letter = random_letter();
        ArsipSubject subject = {.letter = letter};
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        guint n_places = 0;

        append_phrase(text);
        g_autoptr(ArsipQuery) query = arsip_query_parse(text->str, ARSIP_QUERY_AS_RULE, &error);
        g_assert_no_error(error);
        arsip_matcher_add(matcher, query, FALSE);
        g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);

        if (arsip_query_root(query)->kind == ARSIP_NODE_TERMS) {
            naive_leaf(letter, arsip_query_root(query), &n_places);
            g_assert_cmpuint(hits_of(match, arsip_query_root(query)), ==, n_places);
        }
        drop_letter(letter);
    }
}

/* The guard's answer from the hits of the same query without it. */
static gboolean
guarded_by_hits(const ArsipMatch *match, const ArsipNode *node)
{
    gboolean is_and = node->kind == ARSIP_NODE_AND;

    if (node->kind == ARSIP_NODE_TERMS) {
        for (guint i = 0; i < match->hits->len; i++) {
            const ArsipHit *hit = &g_array_index(match->hits, ArsipHit, i);

            if (hit->leaf == node && !hit->is_cited)
                return TRUE;
        }
        return FALSE;
    }
    for (guint i = 0; i < node->children->len; i++)
        if (guarded_by_hits(match, g_ptr_array_index(node->children, i)) != is_and)
            return !is_and;
    return is_and;
}

static gboolean
has_near(const ArsipNode *node)
{
    gboolean is_found = node->kind == ARSIP_NODE_NEAR;

    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        is_found |= has_near(g_ptr_array_index(node->children, i));
    return is_found;
}

static void
test_guarded_queries_count_what_is_not_cited(void)
{
    guint n_differing = 0;

    for (guint round = 0; round < 5000; round++) {
        ArsipLetter *letter = random_letter();
        ArsipSubject subject = {.letter = letter};
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        g_autoptr(ArsipQuery) query = random_query(FALSE);

        arsip_matcher_add(matcher, query, FALSE);
        arsip_matcher_add(matcher, query, TRUE);
        g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);
        if (!has_near(arsip_query_root(query)))
            g_assert_cmpint(match->matched[1], ==, guarded_by_hits(match, arsip_query_root(query)));
        g_assert_true(match->matched[0] || !match->matched[1]);
        n_differing += match->matched[0] != match->matched[1] ? 1 : 0;
        drop_letter(letter);
    }
    g_assert_cmpuint(n_differing, >, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/match/words_phrases_and_prefixes", test_words_phrases_and_prefixes);
    g_test_add_func("/match/scopes_are_zones_or_fields", test_scopes_are_zones_or_fields);
    g_test_add_func("/match/a_phrase_does_not_cross_zones", test_a_phrase_does_not_cross_zones);
    g_test_add_func("/match/near_counts_the_words_between", test_near_counts_the_words_between);
    g_test_add_func("/match/acronyms_match_in_capitals_only", test_acronyms_match_in_capitals_only);
    g_test_add_func("/match/laws_are_no_invitations", test_laws_are_no_invitations);
    g_test_add_func("/match/facts_of_the_document", test_facts_of_the_document);
    g_test_add_func("/match/a_personal_number_is_had", test_a_personal_number_is_had);
    g_test_add_func("/match/a_hostile_expression_gives_up", test_a_hostile_expression_gives_up);
    g_test_add_func("/match/hits_tell_their_places_in_reading_order",
                    test_hits_tell_their_places_in_reading_order);
    g_test_add_func("/match/a_cited_surat_edaran_does_not_count", test_a_cited_surat_edaran_does_not_count);
    g_test_add_func("/match/a_title_cites_nothing", test_a_title_cites_nothing);
    g_test_add_func("/match/a_field_cites_nothing", test_a_field_cites_nothing);
    g_test_add_func("/match/one_place_that_is_not_cited_is_enough",
                    test_one_place_that_is_not_cited_is_enough);
    g_test_add_func("/match/all_queries_together_answer_as_each_alone",
                    test_all_queries_together_answer_as_each_alone);
    g_test_add_func("/match/every_place_of_a_leaf_is_a_hit", test_every_place_of_a_leaf_is_a_hit);
    g_test_add_func("/match/guarded_queries_count_what_is_not_cited",
                    test_guarded_queries_count_what_is_not_cited);
    return g_test_run();
}
