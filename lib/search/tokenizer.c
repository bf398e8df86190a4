/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/tokenizer.h"

#include <string.h>
#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/columns.h"
#include "search/nearness.h"
#include "search/census.h"
#include "search/vocabulary.h"
#include "search/weight.h"
#include "text/token.h"

#define NAME "arsip"

typedef int (*EmitFunc)(void *context, int flags, const char *token, int length, int start, int end);

/* What FTS5 keeps for the connection with the tokenizer's name. */
typedef struct {
    ArsipLoan loan;
    ArsipMemory memories[ARSIP_N_MEMORIES];
} Shared;

struct Fts5Tokenizer {
    const ArsipLoan
        *loan; /* what the connection's tokenizers share; its letter is NULL while nothing is lent */
};

/* What one call of FTS5 carries along. */
typedef struct {
    EmitFunc emit;
    void *context;
    const char *field; /* not NUL-terminated; NULL outside of the column of fields */
    gsize field_length;
    gboolean is_name;
    const ArsipLoan *loan;
    guint offset; /* of the piece under way in the column's text */
    GString *form;
    ArsipColumn column;
    GString *number; /* the token before, if it is digits; else empty */
    int code;
} Emission;

gboolean
arsip_form_is_digits(const char *folded)
{
    return *folded != '\0' && folded[strspn(folded, "0123456789")] == '\0';
}

/* Whether the form is written with another portion of the document. */
static gboolean
is_absent(const Emission *emission, const char *form)
{
    const ArsipLoan *loan = emission->loan;

    return loan->n_portions > 1 && g_str_hash(form) % loan->n_portions != loan->portion;
}

static int
emit_at(Emission *emission, int flags, const char *form, gsize length, guint32 start, guint32 end)
{
    if (is_absent(emission, form)) {
        if ((flags & FTS5_TOKEN_COLOCATED) != 0)
            return SQLITE_OK;
        form = ARSIP_FORM_ABSENT;
        length = strlen(form);
    }
    return emission->emit(emission->context, flags, form, (int)length, (int)(emission->offset + start),
                          (int)(emission->offset + end));
}

static int
emit(Emission *emission, int flags, const char *form, gsize length, const ArsipToken *token)
{
    return emit_at(emission, flags, form, length, token->start, token->start + token->length);
}

/* Puts prefix and token together and emits them at the place of the token before. */
static int
emit_beside(Emission *emission, const char *prefix, const ArsipToken *token)
{
    g_string_append(emission->form, prefix);
    g_string_append(emission->form, token->folded);
    return emit(emission, FTS5_TOKEN_COLOCATED, emission->form->str, emission->form->len, token);
}

/* Beside the second of two numbers. */
static void
emit_pair(Emission *emission, const ArsipToken *token)
{
    gboolean is_digits = g_ascii_isdigit(*token->folded) && arsip_form_is_digits(token->folded);

    if (is_digits && emission->number->len > 0 && emission->code == SQLITE_OK) {
        g_string_printf(emission->form, ARSIP_FORM_PAIR "%s", emission->number->str);
        emission->code = emit_beside(emission, ARSIP_FORM_PAIR, token);
    }
    if (is_digits || emission->number->len > 0)
        g_string_assign(emission->number, is_digits ? token->folded : "");
}

static void
begin_field_form(Emission *emission)
{
    g_string_assign(emission->form, ARSIP_FORM_FIELD);
    g_string_append_len(emission->form, emission->field, (gssize)emission->field_length);
    g_string_append(emission->form, ARSIP_FORM_FIELD);
}

static gboolean
emit_name(Emission *emission, const ArsipToken *token)
{
    g_string_assign(emission->form, ARSIP_FORM_NAME);
    g_string_append(emission->form, token->folded);
    emission->code = emit(emission, 0, emission->form->str, emission->form->len, token);
    return emission->code == SQLITE_OK;
}

/* What a word of a query may be spread out into (search/vocabulary.h). */
static void
note_word(const ArsipLoan *loan, const ArsipToken *token)
{
    if (token->folded_length >= ARSIP_WORD_READ_LEAST && !token->is_number &&
        (loan->known == NULL ||
         arsip_lexicon_find_token(loan->known, token->folded, token->folded_length) == 0) &&
        !g_hash_table_contains(loan->words, token->folded))
        g_hash_table_add(loan->words, g_strdup(token->folded));
}

static gboolean
emit_token(const ArsipToken *token, gpointer data)
{
    Emission *emission = data;

    if (emission->is_name)
        return emit_name(emission, token);
    if (emission->loan->words != NULL)
        note_word(emission->loan, token);
    if (emission->loan->census != NULL)
        arsip_census_note(emission->loan->census, emission->column, token);
    if (emission->loan->n_words != NULL)
        ++*emission->loan->n_words;
    emission->code = emit(emission, 0, token->folded, token->folded_length, token);
    if (emission->code == SQLITE_OK && token->is_acronym) {
        g_string_truncate(emission->form, 0);
        emission->code = emit_beside(emission, ARSIP_FORM_CAPITALS, token);
    }
    emit_pair(emission, token);
    if (emission->code == SQLITE_OK && emission->field != NULL) {
        begin_field_form(emission);
        emission->code = emit_beside(emission, "", token);
    }
    if (emission->code == SQLITE_OK && emission->field != NULL && token->is_acronym) {
        begin_field_form(emission);
        emission->code = emit_beside(emission, ARSIP_FORM_CAPITALS, token);
    }
    return emission->code == SQLITE_OK;
}

static gboolean
emit_row(const ArsipToken *tokens, guint n, gpointer data)
{
    Emission *emission = data;
    const ArsipLexicon *known = emission->loan->known;

    for (guint i = 0; known != NULL && i < n; i++)
        arsip_lexicon_fetch_slot(known, tokens[i].folded);
    for (guint i = 0; known != NULL && i < n; i++)
        arsip_lexicon_fetch_entry(known, tokens[i].folded);
    for (guint i = 0; i < n; i++)
        if (!emit_token(&tokens[i], emission))
            return FALSE;
    return TRUE;
}

static void
break_census(const Emission *emission)
{
    if (emission->loan->census != NULL)
        arsip_census_break(emission->loan->census);
}

/* A token of no text. */
static int
emit_border(Emission *emission, const char *form)
{
    break_census(emission);
    return emit_at(emission, 0, form, strlen(form), 0, 0);
}

/* text: name, mark, value, [mark, name, mark, value] ...; what stands before the first mark is empty. */
static void
emit_fields(Emission *emission, const char *text, gsize length)
{
    const char *end = text + length;
    const char *name = text + 1;

    emission->column = ARSIP_COLUMN_OTHER;

    while (name < end && emission->code == SQLITE_OK) {
        const char *name_end = memchr(name, ARSIP_MARK_FIELDS, (gsize)(end - name));
        const char *value = name_end != NULL ? name_end + 1 : end;
        const char *value_end = memchr(value, ARSIP_MARK_FIELDS, (gsize)(end - value));

        if (value_end == NULL)
            value_end = end;
        emission->offset = (guint)(value - text);
        if (name > text + 1)
            emission->code = emit_border(emission, ARSIP_FORM_FIELD);
        if (emission->code != SQLITE_OK || name_end == NULL)
            return;
        emission->field = name;
        g_string_truncate(emission->number, 0);
        emission->field_length = (gsize)(name_end - name);
        arsip_tokenize(value, value_end - value, emit_token, emission);
        name = value_end + 1;
    }
}

static gboolean
stream_lines(const char *text, gsize length, gpointer stream)
{
    arsip_token_stream_add(stream, text, length);
    return TRUE;
}

/* text: behind the mark. */
static void
emit_column(Emission *emission, const char *text, gsize length)
{
    if (length == 0 || *text < 'a' || *text >= 'a' + ARSIP_N_COLUMNS) {
        emission->code = SQLITE_MISUSE;
        return;
    }
    emission->column = (ArsipColumn)(*text - 'a');
    arsip_tokenize(text + 1, (gssize)length - 1, emit_token, emission);
}

/* text: behind the mark. */
static void
emit_zone(Emission *emission, const char *text, gsize length)
{
    const ArsipLoan *loan = emission->loan;
    guint zone = length == 1 && g_ascii_isdigit(*text) ? (guint)g_ascii_digit_value(*text) : ARSIP_N_ZONES;
    ArsipTokenStream *stream;
    gboolean is_whole;

    if (loan->letter == NULL || zone >= ARSIP_N_ZONES) {
        emission->code = SQLITE_MISUSE;
        return;
    }
    emission->column = arsip_column_of_zone((ArsipZone)zone);
    stream = arsip_token_stream_new_of_rows(emit_row, emission);
    is_whole = arsip_zone_text_each(&loan->letter->zones[zone], loan->pages, stream_lines, stream);
    arsip_token_stream_end(stream);
    if (!is_whole && emission->code == SQLITE_OK)
        emission->code = SQLITE_CORRUPT;
}

static int
tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, EmitFunc function)
{
    g_autoptr(GString) form = NULL;
    g_autoptr(GString) number = NULL;
    Emission emission = {.emit = function, .context = context, .loan = tokenizer->loan, .code = SQLITE_OK};

    if (text == NULL || length <= 0)
        return SQLITE_OK;
    if (flags & FTS5_TOKENIZE_QUERY)
        return function(context, 0, text, length, 0, length);
    emission.form = form = g_string_sized_new(128);
    emission.number = number = g_string_sized_new(32);
    emission.is_name = (guchar)text[0] == ARSIP_MARK_NAME;
    break_census(&emission);
    if ((guchar)text[0] == ARSIP_MARK_FIELDS)
        emit_fields(&emission, text, (gsize)length);
    else if ((guchar)text[0] == ARSIP_MARK_ZONE)
        emit_zone(&emission, text + 1, (gsize)length - 1);
    else if ((guchar)text[0] == ARSIP_MARK_COLUMN)
        emit_column(&emission, text + 1, (gsize)length - 1);
    else
        arsip_tokenize(text, length, emit_token, &emission);
    if (emission.is_name && emission.code == SQLITE_OK)
        emission.code = emit_border(&emission, ARSIP_FORM_NAME);
    return emission.code;
}

static int
create_tokenizer(void *context, G_GNUC_UNUSED const char **arguments, G_GNUC_UNUSED int n_arguments,
                 Fts5Tokenizer **tokenizer)
{
    *tokenizer = g_new(Fts5Tokenizer, 1);
    (*tokenizer)->loan = &((const Shared *)context)->loan;
    return SQLITE_OK;
}

static void
delete_tokenizer(Fts5Tokenizer *tokenizer)
{
    g_free(tokenizer);
}

static fts5_api *
find_api(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT fts5(?1)";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    fts5_api *api = NULL;

    if (statement == NULL)
        return NULL;
    if (sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL) == SQLITE_OK)
        arsip_statement_step(statement, NULL);
    if (api == NULL)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("this machine's SQLite was built without FTS5, the full-text index"));
    return api;
}

/* NULL where the connection does not know the tokenizer yet. */
static Shared *
find_shared(fts5_api *api)
{
    fts5_tokenizer known;
    void *shared = NULL;

    return api->xFindTokenizer(api, NAME, &shared, &known) == SQLITE_OK ? shared : NULL;
}

static void
free_shared(gpointer data)
{
    Shared *shared = data;

    for (guint i = 0; i < ARSIP_N_MEMORIES; i++)
        if (shared->memories[i].data != NULL)
            shared->memories[i].free(shared->memories[i].data);
    g_free(shared);
}

gboolean
arsip_search_attach(ArsipArchive *archive, GError **error)
{
    fts5_tokenizer methods = {create_tokenizer, delete_tokenizer, tokenize};
    fts5_api *api = find_api(archive, error);
    Shared *shared;

    if (api == NULL)
        return FALSE;
    if (find_shared(api) != NULL)
        return TRUE;
    shared = g_new0(Shared, 1);
    if (api->xCreateTokenizer(api, NAME, shared, &methods, free_shared) == SQLITE_OK)
        return arsip_weight_attach(archive, api, error) && arsip_nearness_attach(archive, api, error) &&
               arsip_frequent_bigram_attach(archive, api, error);
    g_free(shared);
    return arsip_database_fail(arsip_archive_database(archive), error, _("the index cannot be opened"));
}

gboolean
arsip_search_lend(ArsipArchive *archive, const ArsipLoan *loan, GError **error)
{
    fts5_api *api = find_api(archive, error);
    Shared *shared = api != NULL ? find_shared(api) : NULL;

    if (shared == NULL)
        return FALSE;
    shared->loan = loan != NULL ? *loan : (ArsipLoan){0};
    return TRUE;
}

ArsipMemory *
arsip_search_memory(ArsipArchive *archive, ArsipMemoryOf of, GError **error)
{
    fts5_api *api = find_api(archive, error);
    Shared *shared = api != NULL ? find_shared(api) : NULL;

    return shared != NULL ? &shared->memories[of] : NULL;
}

gboolean
arsip_search_tokenize(const ArsipLoan *loan, const char *column, ArsipFormVisit visit, gpointer context,
                      GError **error)
{
    Fts5Tokenizer tokenizer = {.loan = loan};

    if (tokenize(&tokenizer, context, FTS5_TOKENIZE_DOCUMENT, column, (int)strlen(column), visit) ==
        SQLITE_OK)
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("the index points at text that is not there"));
    return FALSE;
}
