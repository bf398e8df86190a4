/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/bag.h>

#include "archive/chain.h"
#include "archive/whole.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "custody/dublin-core.h"
#include "custody/loader.h"
#include "custody/payload.h"
#include "custody/record.h"
#include "custody/sink.h"
#include "search/mask.h"
#include "search/snapshot.h"

#include <string.h>

#define DOCUMENTS   "data/documents.jsonl"
#define PAGES       "data/pages.jsonl"
#define DUBLIN_CORE "data/dublin-core.xml"

#define MANIFEST     "manifest-sha256.txt"
#define TAG_MANIFEST "tagmanifest-sha256.txt"

typedef struct {
    ArsipArchive *archive;
    const ArsipBagOptions *options;
    ArsipBagCount *count;
    ArsipSink *sink;
    ArsipLink end;         /* the last event that goes along */
    GArray *names;         /* of ArsipWholeName, by UUID */
    GArray *numbers;       /* of gint64: of the same documents, rising */
    GHashTable *batches;   /* UUIDs of those that brought them */
    GHashTable *originals; /* hashes of those that are in the bag */
    ArsipArena *hashes;    /* what they stand in */
    FILE *documents, *pages, *dublin_core;
    FILE *manifest; /* of the payload */
    GString *tags;  /* that of the tag files */
    ArsipPayload *payload;
    guint64 bytes, files; /* of the payload */
    ArsipJson *json;
    gboolean are_persons_known; /* to the index: any */
} Bag;

static void
clear_bag(Bag *bag)
{
    arsip_link_clear(&bag->end);
    g_clear_pointer(&bag->names, g_array_unref);
    g_clear_pointer(&bag->numbers, g_array_unref);
    g_clear_pointer(&bag->batches, g_hash_table_unref);
    g_clear_pointer(&bag->originals, g_hash_table_unref);
    g_clear_pointer(&bag->hashes, arsip_arena_free);
    g_string_free(bag->tags, TRUE);
    arsip_json_free(bag->json);
    arsip_payload_free(bag->payload);
    arsip_sink_free(bag->sink);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bag, clear_bag)

/* ---- what is in a bag, file by file */

static void
note_tag(Bag *bag, const char *path, const ArsipPut *put)
{
    g_autofree char *hex = arsip_hash_hex(put->sha256);

    g_string_append_printf(bag->tags, "%s  %s\n", hex, path);
}

static gboolean
put_tag(Bag *bag, const char *path, FILE *stream, GError **error)
{
    ArsipPut put;

    if (!arsip_sink_put_stream(bag->sink, path, stream, &put, error))
        return FALSE;
    note_tag(bag, path, &put);
    return TRUE;
}

static gboolean
put_tag_text(Bag *bag, const char *path, const char *text, GError **error)
{
    FILE *stream = arsip_sink_open(bag->sink, path, error);

    if (stream == NULL)
        return FALSE;
    fputs(text, stream);
    return put_tag(bag, path, stream, error);
}

/* As a hash has it: any part of a SHA-256 is as good as another. */
static guint
part_of_hash(gconstpointer sha256)
{
    guint part;

    memcpy(&part, sha256, sizeof part);
    return part;
}

static gboolean
is_same_hash(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, ARSIP_HASH_SIZE) == 0;
}

/* Once, of however many documents it is. */
static gboolean
put_original(Bag *bag, const ArsipWholeOriginal *original, GError **error)
{
    if (g_hash_table_contains(bag->originals, original->sha256))
        return TRUE;
    g_hash_table_add(bag->originals, arsip_arena_copy(bag->hashes, original->sha256, ARSIP_HASH_SIZE));
    return arsip_payload_put_original(bag->payload, original, error);
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
    gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

    return (first > second) - (first < second);
}

static gboolean
goes_along(gint64 document, gpointer data)
{
    const Bag *bag = data;

    return g_array_binary_search(bag->numbers, &document, compare_numbers, NULL);
}

/* The same question as of other exports, over the little that it asks for. */
static gboolean
look_for_persons(const ArsipWhole *whole, gpointer data, GError **error)
{
    Bag *bag = data;
    gboolean *is_personal = &bag->count->is_personal;
    g_autofree ArsipFieldValue *values = g_new0(ArsipFieldValue, whole->fields->len + 1);
    g_autoptr(GPtrArray) fields = g_ptr_array_new();
    g_autofree char *source = arsip_escape(
        whole->arrivals->len > 0 ? ((const ArsipWholeArrival *)whole->arrivals->pdata[0])->path : "");
    ArsipDocument document = {
        .id = whole->id, .name = whole->name, .source = source, .note = whole->note, .fields = fields};

    if (*is_personal)
        return TRUE;
    for (guint i = 0; i < whole->fields->len; i++) {
        const ArsipWholeField *field = whole->fields->pdata[i];

        values[i] = (ArsipFieldValue){.name = field->name, .value = field->value};
        g_ptr_array_add(fields, &values[i]);
    }
    if (bag->are_persons_known)
        return arsip_document_is_personal(bag->archive, &document, is_personal, error);
    *is_personal = arsip_document_tells_person(&document);
    return TRUE;
}

static void
note_batch(Bag *bag, const char *batch)
{
    if (!g_hash_table_contains(bag->batches, batch))
        g_hash_table_add(bag->batches, g_strdup(batch));
}

static gboolean
put_document(Bag *bag, ArsipLoader *loader, const ArsipWhole *whole, GError **error)
{
    if (!bag->are_persons_known && !look_for_persons(whole, bag, error))
        return FALSE;
    arsip_record_add_document(bag->json, whole);
    arsip_json_write_line(bag->json, bag->documents);
    arsip_dublin_core_add(bag->dublin_core, whole);
    for (guint number = 1; number <= whole->n_pages; number++) {
        const ArsipWholePage *page = arsip_loader_page(loader, error);

        if (page == NULL)
            return FALSE;
        arsip_record_add_page(bag->json, whole, page);
        arsip_json_write_line(bag->json, bag->pages);
    }
    for (guint i = 0; i < whole->originals->len; i++)
        if (!put_original(bag, whole->originals->pdata[i], error))
            return FALSE;
    for (guint i = 0; i < whole->arrivals->len; i++)
        note_batch(bag, ((const ArsipWholeArrival *)whole->arrivals->pdata[i])->batch);
    bag->count->documents++;
    return TRUE;
}

static gboolean
put_all(Bag *bag, GError **error)
{
    /* The index is the loader's meanwhile: where it is to be asked, in that thread. */
    g_autoptr(ArsipLoader) loader = arsip_loader_new(bag->archive, bag->names, goes_along,
                                                     bag->are_persons_known ? look_for_persons : NULL, bag);
    const ArsipWhole *whole;
    GError *fault = NULL;

    while ((whole = arsip_loader_document(loader, &fault)) != NULL)
        if (!put_document(bag, loader, whole, error))
            return FALSE;
    if (fault != NULL)
        g_propagate_error(error, fault);
    else if (bag->count->documents != bag->names->len)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                    _("%u documents are to be written, and %u could be loaded; run `arsip check`"),
                    bag->names->len, (guint)bag->count->documents);
    return fault == NULL && bag->count->documents == bag->names->len;
}

static gboolean
put_documents(Bag *bag, GError **error)
{
    bag->documents = arsip_sink_open(bag->sink, DOCUMENTS, error);
    bag->pages = bag->documents != NULL ? arsip_sink_open(bag->sink, PAGES, error) : NULL;
    bag->dublin_core = bag->pages != NULL ? arsip_sink_open(bag->sink, DUBLIN_CORE, error) : NULL;
    if (bag->dublin_core == NULL)
        return FALSE;
    arsip_dublin_core_begin(bag->dublin_core);
    if (!put_all(bag, error))
        return FALSE;
    arsip_dublin_core_end(bag->dublin_core);
    return arsip_payload_put_stream(bag->payload, DOCUMENTS, bag->documents, error) &&
           arsip_payload_put_stream(bag->payload, PAGES, bag->pages, error) &&
           arsip_payload_put_stream(bag->payload, DUBLIN_CORE, bag->dublin_core, error);
}

/* ---- the chains of events */

typedef struct {
    Bag *bag;
    FILE *out;
} ChainOut;

/* Where papers were chosen, what befell others is not told: neither their names nor what was asked for. */
static gboolean
is_told(const Bag *bag, const ArsipEvent *event)
{
    ArsipWholeName name = {0};

    if (bag->options->documents == NULL)
        return TRUE;
    if (event->subject == NULL || *event->subject == '\0')
        return FALSE;
    return g_hash_table_contains(bag->batches, event->subject) ||
           (arsip_whole_name_pack(event->subject, &name) &&
            g_array_binary_search(bag->names, &name, arsip_whole_name_compare, NULL));
}

static gboolean
put_link(const ArsipLink *link, gpointer data, GError **error)
{
    ChainOut *chain = data;

    (void)error;
    arsip_record_add_link(chain->bag->json, link, !is_told(chain->bag, &link->event));
    arsip_json_write_line(chain->bag->json, chain->out);
    return TRUE;
}

/* owner: NULL for the archive's own. */
static gboolean
put_chain(Bag *bag, const char *owner, GError **error)
{
    const char *uuid = owner != NULL ? owner : arsip_archive_uuid(bag->archive);
    g_autofree char *path = g_strdup_printf("data/events/%s.jsonl", uuid);
    ChainOut chain = {bag, arsip_sink_open(bag->sink, path, error)};

    return chain.out != NULL &&
           arsip_chain_each(bag->archive, owner, owner != NULL ? 0 : bag->end.event.id, put_link, &chain,
                            error) &&
           arsip_payload_put_stream(bag->payload, path, chain.out, error);
}

static gboolean
put_chains(Bag *bag, GError **error)
{
    g_auto(GStrv) owners = arsip_chain_owners(bag->archive, error);

    if (owners == NULL || !put_chain(bag, NULL, error))
        return FALSE;
    for (guint i = 0; owners[i] != NULL; i++)
        if (!put_chain(bag, owners[i], error))
            return FALSE;
    return TRUE;
}

/* ---- the tag files */

static char *
describe(const Bag *bag)
{
    g_autofree char *query = arsip_escape(bag->options->query);
    g_autofree char *hash = arsip_hash_hex(bag->end.hash);
    g_autofree char *asked = *query != '\0' ? g_strdup_printf("Arsip-Query: %s\n", query) : g_strdup("");

    return g_strdup_printf("Bag-Software-Agent: arsip %s\n"
                           "Bagging-Date: %.10s\n"
                           "External-Identifier: urn:uuid:%s\n"
                           "Payload-Oxum: %" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT "\n"
                           "Arsip-Schema: %d\n"
                           "%s"
                           "Arsip-Documents: %" G_GUINT64_FORMAT "\n"
                           "Arsip-Event: %" G_GINT64_FORMAT "\n"
                           "Arsip-Event-Hash: %s\n",
                           ARSIP_VERSION, bag->end.event.at, arsip_archive_uuid(bag->archive), bag->bytes,
                           bag->files, ARSIP_RECORD_SCHEMA, asked, bag->count->documents, bag->end.event.id,
                           hash);
}

static gboolean
put_tags(Bag *bag, GError **error)
{
    static const char declaration[] = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    g_autofree char *information = describe(bag);

    return put_tag_text(bag, "bagit.txt", declaration, error) &&
           put_tag_text(bag, "bag-info.txt", information, error) &&
           put_tag(bag, MANIFEST, bag->manifest, error);
}

/* It lists all tag files but itself. */
static gboolean
put_tag_manifest(Bag *bag, GError **error)
{
    FILE *stream = arsip_sink_open(bag->sink, TAG_MANIFEST, error);
    ArsipPut put;

    if (stream == NULL)
        return FALSE;
    fputs(bag->tags->str, stream);
    return arsip_sink_put_stream(bag->sink, TAG_MANIFEST, stream, &put, error);
}

static gboolean
fill(Bag *bag, GError **error)
{
    bag->manifest = arsip_sink_open(bag->sink, MANIFEST, error);
    if (bag->manifest == NULL)
        return FALSE;
    bag->payload = arsip_payload_new(bag->archive, bag->sink, bag->manifest, error);
    return bag->payload != NULL && put_documents(bag, error) && put_chains(bag, error) &&
           arsip_payload_end(bag->payload, &bag->bytes, &bag->files, error) && put_tags(bag, error) &&
           put_tag_manifest(bag, error) && arsip_sink_finish(bag->sink, error);
}

static gboolean
find_documents(Bag *bag, GError **error)
{
    bag->names = arsip_whole_names(bag->archive, bag->options->documents, error);
    bag->numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; bag->names != NULL && i < bag->names->len; i++)
        g_array_append_val(bag->numbers, g_array_index(bag->names, ArsipWholeName, i).id);
    g_array_sort(bag->numbers, compare_numbers);
    return bag->names != NULL;
}

static gint64
seconds_of(const char *at)
{
    g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(at, NULL);

    return moment != NULL ? g_date_time_to_unix(moment) : 0;
}

gboolean
arsip_bag_export(ArsipArchive *archive, const ArsipBagOptions *options, ArsipBagCount *count, GError **error)
{
    g_auto(ArsipSnapshot) snapshot = {0};
    g_autofree char *name = g_strdup_printf("arsip-%.8s", arsip_archive_uuid(archive));
    ArsipSinkOptions place = {.target = options->target, .name = name, .is_forced = options->is_forced};
    g_auto(Bag) bag = {.archive = archive,
                       .options = options,
                       .count = count,
                       .batches = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                       .originals = g_hash_table_new(part_of_hash, is_same_hash),
                       .hashes = arsip_arena_new(),
                       .tags = g_string_new(NULL),
                       .json = arsip_json_new()};

    *count = (ArsipBagCount){0};
    if (!arsip_snapshot_begin(&snapshot, archive, error) ||
        !arsip_chain_end(archive, options->event, &bag.end, error))
        return FALSE;
    place.moment = seconds_of(bag.end.event.at);
    bag.sink = arsip_sink_new(&place, error);
    return bag.sink != NULL && find_documents(&bag, error) &&
           arsip_persons_are_known(archive, &bag.are_persons_known, error) && fill(&bag, error);
}
