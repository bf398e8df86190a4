/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/serve.h"

#include "base/i18n.h"
#include "base/message.h"
#include "decode/container/pack.h"
#include "decode/memory.h"

typedef struct {
    int channel;
    ArsipDecoder *decoder;
    const ArsipMessage *request; /* the one that is being answered */
} ArsipServer;

static GVariant *
failure_values(const GError *failure)
{
    GVariantDict values;
    guint32 code = failure->domain == ARSIP_ERROR ? (guint32)failure->code : (guint32)ARSIP_ERROR_FAILED;
    g_autofree char *sentence = g_utf8_make_valid(failure->message, -1);

    g_variant_dict_init(&values, NULL);
    g_variant_dict_insert(&values, "code", "u", code);
    g_variant_dict_insert(&values, "sentence", "s", sentence);
    return g_variant_dict_end(&values);
}

static GVariant *
empty_values(void)
{
    return g_variant_new_array(G_VARIANT_TYPE("{sv}"), NULL, 0);
}

static GVariant *
perform_open(const ArsipServer *server, GError **error)
{
    g_autoptr(ArsipOpened) opened = NULL;
    const char *key = NULL;
    GVariantDict values;

    g_variant_lookup(server->request->values, "key", "&s", &key);
    opened = arsip_decoder_open(server->decoder, server->request->fds[0], key, error);
    if (opened == NULL)
        return NULL;
    if (opened->n_pages > ARSIP_MESSAGE_PAGES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("it has %u pages, more than the %u that are safe"), opened->n_pages,
                    ARSIP_MESSAGE_PAGES_MAX);
        return NULL;
    }
    g_variant_dict_init(&values, NULL);
    g_variant_dict_insert(&values, "media-type", "s", opened->media_type);
    g_variant_dict_insert(&values, "sort", "u", (guint32)opened->sort);
    g_variant_dict_insert(&values, "pages", "u", opened->sort == ARSIP_SORT_PAGES ? opened->n_pages : 0);
    g_variant_dict_insert(&values, "members", "b", opened->sort == ARSIP_SORT_PAGES && opened->has_members);
    return g_variant_dict_end(&values);
}

static GVariant *
perform_read(const ArsipServer *server, GError **error)
{
    g_autoptr(ArsipReading) reading = NULL;
    const char *key = NULL;
    guint32 page = 0;

    g_variant_lookup(server->request->values, "key", "&s", &key);
    if (!g_variant_lookup(server->request->values, "page", "u", &page) || page == 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the request names no page"));
        return NULL;
    }
    reading = arsip_decoder_read(server->decoder, server->request->fds[0], key, page, error);
    return reading != NULL ? arsip_reading_to_variant(reading) : NULL;
}

static GVariant *
perform_draw(const ArsipServer *server, GError **error)
{
    const ArsipMessage *request = server->request;
    g_autoptr(GVariant) told = g_variant_lookup_value(request->values, "drawing", G_VARIANT_TYPE_VARDICT);
    g_autoptr(ArsipDrawing) drawing = NULL;
    const char *key = NULL;
    guint32 page = 0;
    guint64 size = 0;
    GVariantDict values;

    g_variant_lookup(request->values, "key", "&s", &key);
    if (request->fds[1] < 0 || told == NULL || !g_variant_lookup(request->values, "page", "u", &page) ||
        page == 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the request does not tell what to draw"));
        return NULL;
    }
    drawing = arsip_drawing_from_variant(told, error);
    if (drawing == NULL || !arsip_decoder_draw(server->decoder, request->fds[0], request->fds[1], key, page,
                                               drawing, &size, error))
        return NULL;
    g_variant_dict_init(&values, NULL);
    g_variant_dict_insert(&values, "size", "t", size);
    return g_variant_dict_end(&values);
}

static GVariant *
perform_embed(const ArsipServer *server, GError **error)
{
    const ArsipMessage *request = server->request;
    g_auto(ArsipEmbedded) embedded = {0};
    const char *key = NULL;
    guint32 page = 0;
    guint64 size = 0;
    GVariantDict values;

    g_variant_lookup(request->values, "key", "&s", &key);
    if (request->fds[1] < 0 || !g_variant_lookup(request->values, "page", "u", &page) || page == 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the request names no page"));
        return NULL;
    }
    if (!arsip_decoder_embed(server->decoder, request->fds[0], request->fds[1], key, page, &embedded, &size,
                             error))
        return NULL;
    g_variant_dict_init(&values, NULL);
    g_variant_dict_insert(&values, "size", "t", size);
    g_variant_dict_insert_value(&values, "picture", arsip_embedded_to_variant(&embedded));
    return g_variant_dict_end(&values);
}

static GVariant *
perform_overlay(const ArsipServer *server, GError **error)
{
    const ArsipMessage *request = server->request;
    g_autoptr(GVariant) told =
        g_variant_lookup_value(request->values, "layers", G_VARIANT_TYPE(ARSIP_LAYERED_TYPE));
    g_autoptr(GArray) pages = told != NULL ? arsip_layered_from_variant(told) : NULL;
    gboolean was_signed = FALSE;
    guint64 size = 0;
    GVariantDict values;

    if (request->fds[1] < 0 || request->fds[2] < 0 || pages == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the request does not tell what to lay over the pages"));
        return NULL;
    }
    if (!arsip_decoder_overlay(server->decoder, request->fds[0], request->fds[2], request->fds[1], pages,
                               &size, &was_signed, error))
        return NULL;
    g_variant_dict_init(&values, NULL);
    g_variant_dict_insert(&values, "size", "t", size);
    g_variant_dict_insert(&values, "signed", "b", was_signed);
    return g_variant_dict_end(&values);
}

static gboolean
send_member(const ArsipMember *member, gpointer data, GError **error)
{
    const ArsipServer *server = data;
    GVariant *values = member->error != NULL ? failure_values(member->error) : NULL;
    g_autoptr(GVariant) base = values != NULL ? g_variant_ref_sink(values) : NULL;
    GVariantDict whole;

    g_variant_dict_init(&whole, base);
    g_variant_dict_insert_value(
        &whole, "path",
        g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, member->path, strlen(member->path), 1));
    g_variant_dict_insert(&whole, "offset", "t", member->offset);
    g_variant_dict_insert(&whole, "size", "t", member->error != NULL ? G_GUINT64_CONSTANT(0) : member->size);
    g_variant_dict_insert(&whole, "modified", "x", member->modified);
    return arsip_message_send(server->channel, server->request->number, "member", g_variant_dict_end(&whole),
                              NULL, 0, error);
}

static GVariant *
perform_unpack(const ArsipServer *server, GError **error)
{
    const ArsipMessage *request = server->request;
    ArsipUnpackLimits limits = {0};

    if (request->fds[1] < 0 || !g_variant_lookup(request->values, "max-entries", "t", &limits.max_entries) ||
        !g_variant_lookup(request->values, "max-bytes", "t", &limits.max_bytes) ||
        !g_variant_lookup(request->values, "max-ratio", "u", &limits.max_ratio)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the request has no limits or no place for the members"));
        return NULL;
    }
    if (!arsip_decoder_unpack(server->decoder, request->fds[0], request->fds[1], &limits, send_member,
                              (gpointer)server, error))
        return NULL;
    return empty_values();
}

static GVariant *
perform_pack(const ArsipServer *server, GError **error)
{
    const ArsipMessage *request = server->request;
    const char *format = NULL;
    gint64 modified = 0;

    if (request->fds[1] < 0 || !g_variant_lookup(request->values, "format", "&s", &format) ||
        !g_variant_lookup(request->values, "modified", "x", &modified)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the request does not tell what to pack"));
        return NULL;
    }
    if (!arsip_pack(request->fds[0], request->fds[1], format, modified, error))
        return NULL;
    return empty_values();
}

static void
take_passwords(const ArsipServer *server)
{
    g_autoptr(GVariant) list =
        g_variant_lookup_value(server->request->values, "passwords", G_VARIANT_TYPE_BYTESTRING_ARRAY);
    g_autoptr(GStrvBuilder) passwords = g_strv_builder_new();

    for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
        g_autoptr(GVariant) bytes = g_variant_get_child_value(list, i);
        gsize length = 0;
        const char *data = g_variant_get_fixed_array(bytes, &length, 1);
        /* Of no bytes there is no data, and NULL would end the list. */
        g_autofree char *password = g_strndup(length > 0 ? data : "", length);

        g_strv_builder_add(passwords, password);
    }
    g_auto(GStrv) tried = list != NULL ? g_strv_builder_end(passwords) : NULL;
    arsip_decoder_set_passwords(server->decoder, (const char *const *)tried);
}

static GVariant *
perform(const ArsipServer *server, GError **error)
{
    static const struct {
        const char *kind;
        GVariant *(*perform)(const ArsipServer *server, GError **error);
    } jobs[] = {{"open", perform_open},      {"read", perform_read},   {"draw", perform_draw},
                {"unpack", perform_unpack},  {"embed", perform_embed}, {"pack", perform_pack},
                {"overlay", perform_overlay}};

    if (server->request->fds[0] < 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the request came without a file"));
        return NULL;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(jobs); i++) {
        if (g_str_equal(jobs[i].kind, server->request->kind)) {
            take_passwords(server);
            return jobs[i].perform(server, error);
        }
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED, _("the reader knows no job “%s”"),
                server->request->kind);
    return NULL;
}

/* A library that was refused memory often calls the file damaged; the clerk is told what really was. */
static void
correct_failure(GError **failure)
{
    gboolean is_vague = g_error_matches(*failure, ARSIP_ERROR, ARSIP_ERROR_DAMAGED) ||
                        g_error_matches(*failure, ARSIP_ERROR, ARSIP_ERROR_FAILED);

    if (!arsip_memory_was_refused() || !is_vague)
        return;
    g_clear_error(failure);
    g_set_error_literal(failure, ARSIP_ERROR, ARSIP_ERROR_MEMORY,
                        _("it needs more memory than a reader may use"));
}

static gboolean
answer(ArsipServer *server, GError **error)
{
    g_autoptr(GError) failure = NULL;
    GVariant *values = NULL;
    guint32 number = server->request->number;

    arsip_memory_was_refused();
    values = perform(server, &failure);
    if (values != NULL) {
        g_autoptr(GVariant) owned = g_variant_take_ref(values);

        if (arsip_message_send(server->channel, number, "done", owned, NULL, 0, &failure))
            return TRUE;
        if (!g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_LIMIT)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
    }
    correct_failure(&failure);
    return arsip_message_send(server->channel, number, "failed", failure_values(failure), NULL, 0, error);
}

gboolean
arsip_serve(int channel, ArsipDecoder *decoder, gboolean has_landlock, GError **error)
{
    ArsipServer server = {.channel = channel, .decoder = decoder};
    GError *failure = NULL;
    GVariantDict values;

    g_variant_dict_init(&values, NULL);
    g_variant_dict_insert(&values, "landlock", "b", has_landlock);
    if (!arsip_message_send(channel, 0, "ready", g_variant_dict_end(&values), NULL, 0, error))
        return FALSE;

    for (;;) {
        g_autoptr(ArsipMessage) request = arsip_message_receive(channel, &failure);

        if (failure != NULL) {
            g_propagate_error(error, failure);
            return FALSE;
        }
        if (request == NULL)
            return TRUE;
        server.request = request;
        if (!answer(&server, error))
            return FALSE;
    }
}

void
arsip_serve_refusal(int channel, const GError *why)
{
    arsip_message_send(channel, 0, "failed", failure_values(why), NULL, 0, NULL);
}
