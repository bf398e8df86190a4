/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/matcher.h"

#include "match-letter.h"

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

    return arsip_match_has(match, 0);
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
    return arsip_match_has(match, 0);
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

    g_assert_true(arsip_match_has(match, 0));
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

    g_assert_false(arsip_match_has(match, 0));
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

    g_assert_true(arsip_match_has(match, 0));
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

/* Whether the body holds what a rule asks for, where the engine doubted some of its words. */
static gboolean
doubted_matches(const char *words, const char *doubted, const char *query)
{
    ArsipLetter *letter = make_letter();
    ArsipSubject subject = {.letter = letter};

    add_to_zone(letter, ARSIP_ZONE_ISI, 1, 0, words);
    if (doubted != NULL)
        doubt_words(letter, ARSIP_ZONE_ISI, doubted);
    g_autoptr(ArsipMatch) match = match_one(&subject, query, ARSIP_QUERY_AS_RULE, FALSE);
    gboolean is_told = FALSE;
    for (guint i = 0; i < match->hits->len; i++)
        is_told |= g_array_index(match->hits, ArsipHit, i).cost > 0;
    drop_letter(letter);
    g_assert_cmpint(is_told, ==, arsip_match_has(match, 0));
    return arsip_match_has(match, 0);
}

static void
test_a_word_that_the_engine_doubted_may_be_misread(void)
{
    g_assert_true(doubted_matches("tentang surat edoran bupati", "edoran", "\"surat edaran\""));
    g_assert_false(doubted_matches("tentang surat edoran bupati", NULL, "\"surat edaran\""));
    g_assert_false(doubted_matches("tentang surat edoran bupati", "surat", "\"surat edaran\""));
    g_assert_true(doubted_matches("mengundang rapat unclangan", "unclangan", "undangan"));
}

static void
test_joined_and_cut_words_are_found_where_they_are_doubted(void)
{
    g_assert_true(doubted_matches("ini suratedaran bupati", "suratedaran", "\"surat edaran\""));
    g_assert_true(doubted_matches("ini su rat edaran bupati", "rat", "\"surat edaran\""));
    g_assert_true(doubted_matches("isi surat eda ran", "eda ran", "\"surat edaran\""));
    g_assert_true(doubted_matches("pakta in tegritas ini", "in", "pakta NEAR/3 integritas"));
    g_assert_true(
        doubted_matches("isi lembardisposisi kepala", "lembardisposisi", "\"isi lembar disposisi\""));
    g_assert_false(doubted_matches("ini su rat edaran bupati", NULL, "\"surat edaran\""));
    g_assert_false(doubted_matches("ini suratedaran bupati", NULL, "\"surat edaran\""));
    g_assert_false(doubted_matches("M. perjalanan", "M.", "surat"));
}

static void
test_what_must_stand_as_it_is_written_is_never_guessed(void)
{
    g_assert_false(doubted_matches("surat 5PP ini", "5PP", "SPP"));
    g_assert_false(doubted_matches("surat edoran ini", "edoran", "=edaran"));
    g_assert_false(doubted_matches("surat edoran ini", "edoran", "edar*"));
    g_assert_false(doubted_matches("tahun 2O24", "2O24", "2024"));
    g_assert_false(doubted_matches("tahun 2824", "2824", "2024"));
}

static void
test_a_word_of_one_rule_is_never_taken_for_that_of_another(void)
{
    ArsipLetter *letter = make_letter();
    ArsipSubject subject = {.letter = letter};
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
    g_autoptr(ArsipQuery) one = parse("petugas", ARSIP_QUERY_AS_RULE);
    g_autoptr(ArsipQuery) other = parse("pelugas", ARSIP_QUERY_AS_RULE);

    add_to_zone(letter, ARSIP_ZONE_ISI, 1, 0, "para pelugas");
    doubt_words(letter, ARSIP_ZONE_ISI, "pelugas");
    arsip_matcher_add(matcher, one, FALSE);
    g_autoptr(ArsipMatch) alone = arsip_matcher_run(matcher, &subject);
    arsip_matcher_add(matcher, other, FALSE);
    g_autoptr(ArsipMatch) both = arsip_matcher_run(matcher, &subject);

    g_assert_true(arsip_match_has(alone, 0));
    g_assert_false(arsip_match_has(both, 0));
    g_assert_true(arsip_match_has(both, 1));
    drop_letter(letter);
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
    g_test_add_func("/match/a_word_that_the_engine_doubted_may_be_misread",
                    test_a_word_that_the_engine_doubted_may_be_misread);
    g_test_add_func("/match/joined_and_cut_words_are_found_where_they_are_doubted",
                    test_joined_and_cut_words_are_found_where_they_are_doubted);
    g_test_add_func("/match/what_must_stand_as_it_is_written_is_never_guessed",
                    test_what_must_stand_as_it_is_written_is_never_guessed);
    g_test_add_func("/match/a_word_of_one_rule_is_never_taken_for_that_of_another",
                    test_a_word_of_one_rule_is_never_taken_for_that_of_another);
    return g_test_run();
}
