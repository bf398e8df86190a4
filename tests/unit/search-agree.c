/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include "query/matcher.h"

/*
 * Search and the rule matcher see documents in two ways that share nothing but the tokenizer and the parser.
 * On random letters and random queries they must say the same.
 */
#define DOCUMENTS 150
#define QUERIES   1500

static const char *const words[] = {"surat",
                                    "tugas",
                                    "rapat",
                                    "RAPAT",
                                    "SPP",
                                    "spp",
                                    "undang-undang",
                                    "undangan",
                                    "Jum'at",
                                    "surat-surat",
                                    "800",
                                    "005/117-Um",
                                    "Bag-Umum",
                                    "dinas",
                                    "rapat,",
                                    "(tugas)",
                                    "kete-\nrangan",
                                    "keterangan",
                                    "\u00c9tat",
                                    "um",
                                    "tamu-\nundangan",
                                    "um-\num",
                                    "KETE-\nRANGAN",
                                    "surat-\nmenyurat",
                                    "KTP-\nel",
                                    "undamgan",
                                    "kelerangan",
                                    "tuqas",
                                    "sural",
                                    "r4pat1",
                                    "und4ngan",
                                    "5urat",
                                    "kah",
                                    "n0mor"};
static const char *const names[] = {"scan-014.tif", "scan-015.tif", "undangan.pdf", "SPP dinas.jpg"};
static const char *const labels[] = {"jenis/undangan", "jenis/surat-tugas", "perihal/cuti", "data-pribadi"};
static const char *const fields[] = {"nomor", "hal",  "kepada", "dari",   "sifat",
                                     "kode",  "unit", "lokasi", "tanggal"};
static const char *const dates[] = {"2019-03-12", "2024-01-31", "2024-03-01", "kemarin"};

#define PICK(list) list[g_test_rand_int_range(0, (gint32)G_N_ELEMENTS(list))]

static gboolean
chance(gint32 percent)
{
    return g_test_rand_int_range(0, 100) < percent;
}

/* ---- letters */

static char *
write_words(gint32 most)
{
    GString *text = g_string_new(PICK(words));

    for (gint32 n = g_test_rand_int_range(0, most); n > 0; n--)
        g_string_append_printf(text, "%s%s", chance(15) ? "\n" : chance(10) ? " - " : " ", PICK(words));
    return g_string_free(text, FALSE);
}

static void
write_zone(Paper *paper, ArsipZone zone)
{
    g_autofree char *text = write_words(8);

    paper_zone(paper, zone, text);
}

static Paper *
write_letter(void)
{
    Paper *paper = paper_new();

    for (gint32 n = g_test_rand_int_range(0, 6); n > 0; n--) {
        if (chance(20))
            paper_turn(paper);
        write_zone(paper, (ArsipZone)g_test_rand_int_range(0, ARSIP_N_ZONES));
    }
    for (gint32 n = g_test_rand_int_range(0, 4); n > 0; n--) {
        const char *name = PICK(fields);
        g_autofree char *value = g_str_equal(name, "tanggal") ? g_strdup(PICK(dates)) : write_words(3);

        if (chance(50))
            paper_field(paper, name, value);
        else
            paper_field_at(paper, name, value, paper_zone(paper, ARSIP_ZONE_KEPALA, value));
    }
    return paper;
}

static void
file_letters(Desk *desk)
{
    g_autoptr(GError) error = NULL;

    arsip_begin(desk->archive, &error);
    for (guint i = 0; i < DOCUMENTS; i++) {
        gint64 id = desk_file(desk, PICK(names), write_letter());

        if (chance(40))
            desk_label(desk, id, PICK(labels));
    }
    desk_run(desk, "UPDATE document SET batch = 2 WHERE id % 3 = 0");
    desk_run(desk, "UPDATE original SET media_type = 'application/pdf' WHERE id % 5 = 0");
    desk_run(desk, "UPDATE original SET media_type = 'text/plain' WHERE id % 7 = 0");
    desk_run(desk, "UPDATE document SET received = '2024-03-01' WHERE id % 2 = 0");
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);
}

/* ---- queries */

static void
ask_word(GString *query)
{
    const char *word = PICK(words);

    if (strchr(word, '\n') != NULL || strchr(word, '(') != NULL)
        word = "keterangan";
    if (chance(15))
        g_string_append_printf(query, "=%s", word);
    else if (chance(15))
        g_string_append_printf(query, "%s~", word);
    else if (chance(20))
        g_string_append_printf(query, "%.*s*", (int)g_test_rand_int_range(1, 4),
                               word[0] > 0 ? word : "dinas");
    else
        g_string_append(query, word);
}

static void
ask_phrase(GString *query)
{
    g_string_append_c(query, '"');
    for (gint32 n = g_test_rand_int_range(1, 4); n > 0; n--)
        g_string_append_printf(query, "%s ", PICK(words));
    g_string_append(query, chance(20) ? "um*\"" : chance(20) ? "\"~" : "\"");
}

static void
ask_words(GString *query)
{
    if (chance(30)) {
        ask_phrase(query);
    } else if (chance(20)) {
        g_string_append_c(query, '(');
        ask_word(query);
        for (guint n = chance(20) ? 2 : 1, distance = (guint)g_test_rand_int_range(0, 4); n > 0; n--) {
            g_string_append_printf(query, " NEAR/%u ", distance);
            ask_word(query);
        }
        g_string_append_c(query, ')');
    } else {
        ask_word(query);
    }
}

static void
ask_catalogue(GString *query)
{
    static const char *const asked[] = {
        "label:jenis/undangan",
        "label:jenis/*",
        "label:perihal/*",
        "label:jenis",
        "label:data-pribadi",
        "tanggal:2024",
        "tanggal:2019..2024-02",
        "tanggal:..2024-03",
        "tanggal:2024-03..",
        "received:2024-03",
        "has:unit",
        "has:tanggal",
        "has:nik",
        "batch:2",
        "batch:9",
        "file:scan*",
        "file:scan-014.tif",
        "file:scan-01*",
        "file:undangan.pdf",
        "file:spp*",
        "type:pdf",
        "type:tiff",
        "type:text",
        "type:image/tiff",
        "type:jpg",
        "nomor:/^[0-9]/",
        "unit:/surat/",
        "hal:/(?i)spp/",
        "tanggal:/^2024/",
        "file:*",
        "file:014",
        "file:01*",
        "file:dinas",
        "file:dinas.jp*",
    };

    g_string_append(query, PICK(asked));
}

static void
ask(GString *query, guint depth)
{
    static const char *const scopes[] = {"kop",   "judul", "kepala", "isi",    "akhir",
                                         "nomor", "hal",   "unit",   "lokasi", "dari"};

    if (depth == 0 || chance(25)) {
        if (chance(20)) {
            ask_catalogue(query);
            return;
        }
        if (chance(40))
            g_string_append_printf(query, "%s:", PICK(scopes));
        ask_words(query);
        return;
    }
    g_string_append(query, chance(25) ? "NOT (" : "(");
    ask(query, depth - 1);
    for (gint32 n = g_test_rand_int_range(0, 3); n > 0; n--) {
        g_string_append(query, chance(35) ? " OR " : chance(30) ? " NOT " : " ");
        ask(query, depth - 1);
    }
    g_string_append_c(query, ')');
}

/* ---- the two of them */

typedef struct {
    gint64 id;
    ArsipLetter *letter;
    char *name;
    char *media_type;
    char *received;
    gint64 batch;
    char **labels;
} Subject;

static Subject
load_subject(Desk *desk, gint64 id)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(desk->archive, id, &error);
    Subject subject = {.id = id};

    g_assert_no_error(error);
    subject.letter = arsip_index_letter(desk->archive, id, &error);
    g_assert_no_error(error);
    subject.name = g_strdup(row->name);
    subject.media_type = g_strdup(row->media_type);
    subject.batch = row->batch;
    subject.received =
        arsip_fetch_text(desk->archive, &error, "SELECT received FROM document WHERE id = ?1", "i", id);
    subject.labels = arsip_assignment_labels(desk->archive, id, &error);
    g_assert_no_error(error);
    return subject;
}

static void
free_subject(Subject *subject)
{
    arsip_letter_free(subject->letter);
    g_free(subject->name);
    g_free(subject->media_type);
    g_free(subject->received);
    g_strfreev(subject->labels);
}

static gboolean
matches(ArsipMatcher *matcher, const Subject *subject)
{
    const ArsipSubject asked = {.letter = subject->letter,
                                .file_name = subject->name,
                                .media_type = subject->media_type,
                                .received = subject->received,
                                .batch = subject->batch,
                                .labels = (const char *const *)subject->labels};
    g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &asked);

    return arsip_match_has(match, 0);
}

/* How many of the pairs matched. */
static guint
compare(Desk *desk, const Subject *subjects, const char *text, ArsipQueryFlags flags)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, flags, &error);
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
    g_autoptr(GArray) ids = NULL;
    guint n = 0;

    if (error != NULL)
        g_error("%s: %s", text, error->message);
    arsip_matcher_add(matcher, query, FALSE);
    arsip_search_ids(desk->archive, text, flags != 0 ? ARSIP_SEARCH_AS_RULE : ARSIP_SEARCH_PLAIN, &ids,
                     &error);
    if (error != NULL)
        g_error("%s: %s", text, error->message);
    for (guint i = 0; i < DOCUMENTS; i++) {
        gboolean is_found = n < ids->len && g_array_index(ids, gint64, n) == subjects[i].id;

        if (is_found != matches(matcher, &subjects[i]))
            g_error("%s: search %s document %d, the matcher does not agree", text,
                    is_found ? "finds" : "misses", (int)subjects[i].id);
        n += is_found ? 1 : 0;
    }
    g_assert_cmpuint(n, ==, ids->len);
    return n;
}

static void
search_and_matcher_agree(void)
{
    Desk desk;
    Subject subjects[DOCUMENTS];
    guint n_found = 0;

    desk_open(&desk);
    file_letters(&desk);
    for (guint i = 0; i < DOCUMENTS; i++)
        subjects[i] = load_subject(&desk, i + 1);
    for (guint i = 0; i < QUERIES; i++) {
        g_autoptr(GString) query = g_string_new(NULL);

        ask(query, i % 4);
        n_found += compare(&desk, subjects, query->str, chance(30) ? ARSIP_QUERY_AS_RULE : ARSIP_QUERY_PLAIN);
    }
    /* Queries that find nothing, or everything, would prove little. */
    g_assert_cmpuint(n_found, >, DOCUMENTS * QUERIES / 20);
    g_assert_cmpuint(n_found, <, DOCUMENTS * QUERIES * 9 / 10);
    for (guint i = 0; i < DOCUMENTS; i++)
        free_subject(&subjects[i]);
    desk_close(&desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/search_and_matcher_agree", search_and_matcher_agree);
    return g_test_run();
}
