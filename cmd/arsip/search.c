/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "rebuild.h"

#include <arsip/mask.h>
#include <arsip/search.h>

#include "base/escape.h"
#include "base/json.h"

#include <string.h>
#include <unistd.h>

#define WORDS_SHOWN 5u
#define LIMIT       20

typedef struct {
    char **words;
    char **labels;
    char *since, *until, *sort_name, *format_name;
    int limit, offset;
    gboolean is_exact, counts, is_rule, is_unmasked, rebuilds;
    ArsipFormat format;
    ArsipSort sort;
} SearchWords;

static void
clear_words(SearchWords *words)
{
    g_strfreev(words->words);
    g_strfreev(words->labels);
    g_free(words->since);
    g_free(words->until);
    g_free(words->sort_name);
    g_free(words->format_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SearchWords, clear_words)

static gboolean
read_sort(SearchWords *words, int *status)
{
    static const char *const names[] = {"best", "newest", "oldest"};
    static const ArsipSort sorts[] = {ARSIP_SORT_BEST, ARSIP_SORT_NEWEST, ARSIP_SORT_OLDEST};

    if (words->sort_name == NULL)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(words->sort_name, names[i])) {
            words->sort = sorts[i];
            return TRUE;
        }
    *status = arsip_command_usage(_("--sort %s: expected best, newest or oldest"), words->sort_name);
    return FALSE;
}

static int
read_words(ArsipCommand *command, int argc, char **argv, SearchWords *words)
{
    const GOptionEntry entries[] = {
        {"label", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &words->labels,
         N_("only with this label; may be repeated"), N_("LABEL")},
        {"since", 0, 0, G_OPTION_ARG_STRING, &words->since, N_("only letters dated on this day or later"),
         N_("DATE")},
        {"until", 0, 0, G_OPTION_ARG_STRING, &words->until, N_("only letters dated on this day or earlier"),
         N_("DATE")},
        {"limit", 'n', 0, G_OPTION_ARG_INT, &words->limit, N_("how many to show (20)"), "N"},
        {"offset", 0, 0, G_OPTION_ARG_INT, &words->offset, N_("skip this many at the start"), "N"},
        {"sort", 0, 0, G_OPTION_ARG_STRING, &words->sort_name, N_("best, newest or oldest first"),
         N_("ORDER")},
        {"exact", 0, 0, G_OPTION_ARG_NONE, &words->is_exact, N_("only words exactly as they are written"),
         NULL},
        {"count", 'c', 0, G_OPTION_ARG_NONE, &words->counts, N_("print only how many there are"), NULL},
        {"as-rule", 0, 0, G_OPTION_ARG_NONE, &words->is_rule, N_("read the query as a label rule does"),
         NULL},
        {"unmask", 0, 0, G_OPTION_ARG_NONE, &words->is_unmasked,
         N_("show NIK, KK and NPWP whole; leaves an event"), NULL},
        {"rebuild", 0, 0, G_OPTION_ARG_NONE, &words->rebuilds,
         N_("make the index anew from the stored text; nothing is searched for"), NULL},
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name, N_("text, jsonl or tsv"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->words, NULL, NULL},
        {0},
    };
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("QUERY... - find documents"),
            _("Words must all be there; \"a phrase\" in quotes, pre* for beginnings, OR, NOT,\n"
              "hal:word, label:jenis/undangan, tanggal:2024-01..2024-03; see arsip-query(7)."),
            &status) ||
        !arsip_command_format(words->format_name, TRUE, &words->format, &status) ||
        !read_sort(words, &status))
        return status;
    if (words->rebuilds && words->words != NULL)
        return arsip_command_usage(_("--rebuild searches for nothing: give no words with it"));
    if (words->limit < 0 || words->offset < 0)
        return arsip_command_usage(_("--limit and --offset take numbers from 0 up"));
    return -1;
}

/* Colour where somebody looks and did not ask for none (no-color.org). */
static gboolean
is_coloured(void)
{
    const char *no_color = g_getenv("NO_COLOR");

    return isatty(STDOUT_FILENO) && (no_color == NULL || *no_color == '\0');
}

/* Marked words in bold, or in guillemets where there is no colour. */
static char *
mark_snippet(const ArsipSearchHit *hit, gboolean has_colour)
{
    GString *out = g_string_new(NULL);
    gsize at = 0;

    for (guint i = 0; i <= hit->marks->len; i++) {
        const ArsipMark *mark = i < hit->marks->len ? &g_array_index(hit->marks, ArsipMark, i) : NULL;
        gsize end = mark != NULL ? mark->start : strlen(hit->snippet);
        g_autofree char *plain = g_strndup(hit->snippet + at, end - at);
        g_autofree char *safe = arsip_escape_text(plain);

        g_string_append(out, safe);
        if (mark != NULL) {
            g_autofree char *word = g_strndup(hit->snippet + mark->start, mark->length);
            g_autofree char *safe_word = arsip_escape_text(word);

            g_string_append_printf(out, has_colour ? "\033[1;33m%s\033[0m" : "«%s»", safe_word);
            at = mark->start + mark->length;
        }
    }
    return g_string_free(out, FALSE);
}

static char *
title_of(const ArsipSearchHit *hit)
{
    static const char *const shown[] = {"tanggal", "nomor", "hal", "dari"};
    g_autoptr(GString) title = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = arsip_search_hit_field(hit, shown[i]);

        if (value != NULL)
            g_string_append_printf(title, "%s · ", value);
    }
    g_string_append(title, hit->name);
    return arsip_escape_text(title->str);
}

static void
print_text(const ArsipSearchHit *hit, gboolean has_colour)
{
    g_autofree char *title = title_of(hit);
    g_autofree char *snippet = mark_snippet(hit, has_colour);
    g_autofree char *labels = g_strjoinv(" ", hit->labels);

    printf(has_colour ? "\033[1m%5d\033[0m  %s\n" : "%5d  %s\n", (int)hit->id, title);
    if (*labels != '\0')
        printf("       %s\n", labels);
    if (*snippet != '\0' && hit->page > 0)
        printf(_("       p. %u: %s\n"), hit->page, snippet);
    else if (*snippet != '\0')
        printf("       %s\n", snippet);
}

static void
print_json(const ArsipSearchHit *hit)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_number(json, "id", hit->id);
    arsip_json_text(json, "uuid", hit->uuid);
    arsip_json_text(json, "name", hit->name);
    arsip_json_text(json, "state", hit->state);
    arsip_json_real(json, "score", hit->score, 4);
    arsip_json_text(json, "by", hit->by);
    arsip_json_number(json, "page", hit->page);
    arsip_json_text(json, "snippet", hit->snippet);
    arsip_json_array(json, "marks");
    for (guint i = 0; i < hit->marks->len; i++) {
        const ArsipMark *mark = &g_array_index(hit->marks, ArsipMark, i);

        arsip_json_array(json, NULL);
        arsip_json_number(json, NULL, mark->start);
        arsip_json_number(json, NULL, mark->length);
        arsip_json_end(json);
    }
    arsip_json_end(json);
    arsip_json_array(json, "labels");
    for (guint i = 0; hit->labels[i] != NULL; i++)
        arsip_json_text(json, NULL, hit->labels[i]);
    arsip_json_end(json);
    arsip_json_object(json, "fields");
    for (guint i = 0; i < hit->fields->len; i++) {
        const ArsipHitField *field = hit->fields->pdata[i];

        arsip_json_text(json, field->name, field->value);
    }
    arsip_json_end(json);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static void
print_cell(const char *value, gboolean is_last)
{
    g_autofree char *safe = arsip_escape(value != NULL ? value : "");

    printf("%s%c", safe, is_last ? '\n' : '\t');
}

static void
print_tsv(const ArsipSearchHit *hit)
{
    static const char *const shown[] = {"tanggal", "nomor", "hal", "dari"};
    g_autofree char *labels = g_strjoinv(" ", hit->labels);

    printf("%d\t", (int)hit->id);
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++)
        print_cell(arsip_search_hit_field(hit, shown[i]), FALSE);
    print_cell(hit->name, FALSE);
    print_cell(labels, FALSE);
    printf("%u\t", hit->page);
    print_cell(hit->snippet, TRUE);
}

static void
print_hits(const ArsipAnswer *answer, ArsipFormat format)
{
    gboolean has_colour = is_coloured();

    for (guint i = 0; i < answer->hits->len; i++) {
        const ArsipSearchHit *hit = answer->hits->pdata[i];

        if (format == ARSIP_FORMAT_JSONL)
            print_json(hit);
        else if (format == ARSIP_FORMAT_TSV)
            print_tsv(hit);
        else
            print_text(hit, has_colour);
    }
}

/* The first hit (from 1) that was found so; 0 for none. */
static guint
first_by(const ArsipAnswer *answer, const char *by)
{
    for (guint i = 0; i < answer->hits->len; i++)
        if (g_str_equal(((const ArsipSearchHit *)answer->hits->pdata[i])->by, by))
            return i + 1;
    return 0;
}

/* A few of the words, as a person would list them. */
static char *
list_words(const GPtrArray *words)
{
    GString *list = g_string_new(NULL);

    for (guint i = 0; words != NULL && i < MIN(words->len, WORDS_SHOWN); i++) {
        g_autofree char *safe = arsip_escape(words->pdata[i]);

        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", safe);
    }
    if (words != NULL && words->len > WORDS_SHOWN)
        g_string_append(list, ", ...");
    return g_string_free(list, FALSE);
}

static void
print_tiers(const ArsipAnswer *answer, guint offset)
{
    guint form = first_by(answer, "form"), near = first_by(answer, "near");
    g_autofree char *forms = list_words(answer->forms);
    g_autofree char *others = list_words(answer->near);

    if (form > 0)
        fprintf(stderr, _("note: from hit %u on in other forms of the words: %s\n"), offset + form, forms);
    if (near > 0)
        fprintf(stderr, _("note: from hit %u on as they may be misread or misspelt: %s\n"), offset + near,
                others);
}

static void
print_notes(const ArsipAnswer *answer, const SearchWords *words)
{
    guint64 shown = answer->hits->len;

    if (answer->is_stale)
        fprintf(stderr, "%s\n",
                _("note: the index is of another version of arsip; the next `arsip ingest` or `arsip label` "
                  "renews it"));
    print_tiers(answer, (guint)words->offset);
    if (answer->undated > 0)
        fprintf(stderr, _("note: %d documents without a date of their own were left out\n"),
                (int)answer->undated);
    if (words->format == ARSIP_FORMAT_TEXT && !words->counts &&
        answer->total > (guint64)words->offset + shown)
        fprintf(stderr, _("%d to %d of %d; more with --offset %d\n"), words->offset + 1,
                words->offset + (int)shown, (int)answer->total, words->offset + (int)shown);
}

static gboolean
note_lifted(ArsipArchive *archive, const ArsipAnswer *answer, const char *query, GError **error)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();

    for (guint i = 0; i < answer->hits->len; i++)
        g_ptr_array_add(documents, ((const ArsipSearchHit *)answer->hits->pdata[i])->uuid);
    g_ptr_array_add(documents, NULL);
    return answer->hits->len == 0 ||
           arsip_mask_note_lifted(archive, "search", query, (const char *const *)documents->pdata, error);
}

int
arsip_cmd_search(ArsipCommand *command, int argc, char **argv)
{
    g_auto(SearchWords) words = {.limit = LIMIT};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipAnswer) answer = NULL;
    g_autofree char *query = NULL;
    ArsipSearchOptions options = {0};
    GError *error = NULL;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    if (words.rebuilds)
        return arsip_rebuild_index(command);
    archive = arsip_command_open_to_show(command, words.is_unmasked, &status);
    if (archive == NULL)
        return status;
    query = words.words != NULL ? g_strjoinv(" ", words.words) : g_strdup("");
    options.query = query;
    options.flags = (words.is_rule ? ARSIP_SEARCH_AS_RULE : 0) | (words.is_exact ? ARSIP_SEARCH_EXACT : 0) |
                    (words.is_unmasked ? ARSIP_SEARCH_UNMASKED : 0);
    options.labels = (const char *const *)words.labels;
    options.since = words.since;
    options.until = words.until;
    options.limit = words.counts ? 0 : (guint)words.limit;
    options.offset = (guint)words.offset;
    options.sort = words.sort;
    answer = arsip_search(archive, &options, &error);
    if (answer == NULL || (words.is_unmasked && !note_lifted(archive, answer, query, &error)))
        return arsip_command_fail(error);
    if (words.counts)
        printf("%" G_GUINT64_FORMAT "\n", answer->total);
    else
        print_hits(answer, words.format);
    print_notes(answer, &words);
    if (answer->total == 0 && words.format == ARSIP_FORMAT_TEXT && !words.counts)
        fprintf(stderr, "%s\n", _("nothing found"));
    return answer->total > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}
