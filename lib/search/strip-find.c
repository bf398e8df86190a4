/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/strip-find.h"

#include "search/set.h"
#include "search/strip.h"

/* ---- each strip, whether it is kept or has to be asked for */

typedef struct {
    const ArsipStripSource *source;
    ArsipStripVisit visit;
    gpointer data;
    gint64 next; /* strip */
    GError *fault;
} Walk;

static gboolean
is_kept(const ArsipStripSource *source, gint64 strip)
{
    return strip >= source->since && arsip_set_has(source->kept, strip);
}

static void
ask_for_others(Walk *walk, gint64 end)
{
    guint8 bytes[ARSIP_STRIP];

    for (; walk->fault == NULL && walk->next < end; walk->next++)
        if (!is_kept(walk->source, walk->next) &&
            walk->source->ask(walk->source, walk->next, bytes, &walk->fault))
            walk->visit(walk->next, bytes, ARSIP_STRIP, walk->data);
}

static void
show(Walk *walk, gint64 strip, const guint8 *packed, guint length)
{
    guint8 bytes[ARSIP_STRIP];

    if (walk->source->unpack == NULL)
        walk->visit(strip, packed, length, walk->data);
    else if (walk->source->unpack(walk->source, strip, packed, length, bytes, &walk->fault))
        walk->visit(strip, bytes, ARSIP_STRIP, walk->data);
}

static void
visit_kept(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Walk *walk = data;

    ask_for_others(walk, MIN(strip, walk->source->last / ARSIP_STRIP + 1));
    if (walk->fault != NULL || !is_kept(walk->source, strip))
        return;
    show(walk, strip, packed, length);
    walk->next = strip + 1;
}

static gboolean
end_walk(const Walk *walk, GError **error)
{
    if (walk->fault == NULL)
        return TRUE;
    g_propagate_error(error, walk->fault);
    return FALSE;
}

gboolean
arsip_strips_walk(const ArsipStripSource *source, ArsipStripVisit visit, gpointer data, GError **error)
{
    Walk walk = {source, visit, data, 0, NULL};

    /* Where nothing is kept there may be no table of strips: an older version filled the index. */
    if (source->kept->len > 0 && !arsip_strips_each(source->archive, source->row, visit_kept, &walk, error))
        return FALSE;
    ask_for_others(&walk, source->last / ARSIP_STRIP + 1);
    return end_walk(&walk, error);
}

static gboolean
look_at(Walk *walk, gint64 strip, GError **error)
{
    g_autoptr(GBytes) packed = NULL;

    if (!is_kept(walk->source, strip)) {
        walk->next = strip;
        ask_for_others(walk, strip + 1);
        return end_walk(walk, error);
    }
    packed = arsip_strip_read_packed(walk->source->archive, walk->source->row, strip, error);
    if (packed == NULL)
        return FALSE;
    show(walk, strip, g_bytes_get_data(packed, NULL), (guint)g_bytes_get_size(packed));
    return end_walk(walk, error);
}

/* Those of a set. */
static gboolean
walk_some(const ArsipStripSource *source, const GArray *strips, ArsipStripVisit visit, gpointer data,
          GError **error)
{
    Walk walk = {source, visit, data, 0, NULL};

    for (guint i = 0; i < strips->len; i++)
        if (!look_at(&walk, arsip_set_at(strips, i), error))
            return FALSE;
    return TRUE;
}

/* ---- finding */

/* One in fewer than one document of so many is found as a list. */
#define LIST_SHARE 12

/* What is added to a table. */
typedef struct {
    const float *scores; /* by byte */
    float *out;          /* of the strip under way */
    guint n;             /* places of it that the table has */
} Adding;

static inline void
add_entry(guint place, guint8 byte, gpointer data)
{
    const Adding *adding = data;

    if (place < adding->n)
        adding->out[place] = MAX(adding->out[place], 0) + adding->scores[byte];
}

typedef struct {
    Adding adding;
    ArsipFound *table;
} Filling;

static void
add_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Filling *filling = data;
    gint64 first = strip * ARSIP_STRIP, size = arsip_found_size(filling->table);

    if (first >= size)
        return;
    filling->adding.out = arsip_found_scores(filling->table) + first;
    filling->adding.n = (guint)MIN(size - first, ARSIP_STRIP);
    arsip_strip_each_entry(packed, length, add_entry, &filling->adding);
}

gboolean
arsip_strips_add(const ArsipStripSource *source, ArsipFound *table, GError **error)
{
    Filling filling = {.adding = {.scores = source->scores}, .table = table};

    return arsip_strips_walk(source, add_strip, &filling, error);
}

/* A list until it has become long. */
typedef struct {
    Filling filling; /* its table is NULL before */
    ArsipFound *list;
    gint64 first, last; /* documents: of the strip under way, and of all */
} Finding;

static inline void
list_entry(guint place, guint8 byte, gpointer data)
{
    const Finding *finding = data;

    if (finding->first + place <= finding->last)
        arsip_found_add(finding->list, finding->first + place, (double)finding->filling.adding.scores[byte]);
}

static void
find_in_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Finding *finding = data;

    if (finding->filling.table == NULL &&
        arsip_found_count(finding->list) > (guint64)finding->last / LIST_SHARE) {
        finding->filling.table = arsip_found_table(finding->last + 1);
        arsip_found_gather(finding->filling.table, finding->list);
    }
    finding->first = strip * ARSIP_STRIP;
    if (finding->filling.table != NULL)
        add_strip(strip, packed, length, &finding->filling);
    else
        arsip_strip_each_entry(packed, length, list_entry, finding);
}

ArsipFound *
arsip_strips_find(const ArsipStripSource *source, GError **error)
{
    g_autoptr(ArsipFound) list = arsip_found_new();
    g_autoptr(ArsipFound) table = NULL;
    Finding finding = {.filling = {.adding = {.scores = source->scores}}, .list = list, .last = source->last};
    gboolean is_done = arsip_strips_walk(source, find_in_strip, &finding, error);

    table = finding.filling.table;
    if (!is_done)
        return NULL;
    return table != NULL ? g_steal_pointer(&table) : g_steal_pointer(&list);
}

/* ---- narrowing */

/* Of a list. */
typedef struct {
    const GArray *list; /* of ArsipPlaced */
    guint8 *bytes;      /* of each of them */
} Narrowing;

static guint
find_first(const GArray *list, gint64 id)
{
    guint low = 0, high = list->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(list, ArsipPlaced, middle).id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
look_up_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Narrowing *narrowing = data;
    gint64 first = strip * ARSIP_STRIP;
    guint from = find_first(narrowing->list, first), to = find_first(narrowing->list, first + ARSIP_STRIP);
    guint8 bytes[ARSIP_STRIP];

    if (from == to)
        return;
    arsip_strip_unpack(packed, length, bytes);
    for (guint i = from; i < to; i++)
        narrowing->bytes[i] = bytes[g_array_index(narrowing->list, ArsipPlaced, i).id - first];
}

/* A set. */
static GArray *
strips_of(const GArray *list)
{
    GArray *strips = arsip_set_new();

    for (guint i = 0; i < list->len; i++) {
        gint64 strip = g_array_index(list, ArsipPlaced, i).id / ARSIP_STRIP;

        if (strips->len == 0 || arsip_set_at(strips, strips->len - 1) != strip)
            arsip_set_append(strips, strip);
    }
    return strips;
}

/* To look one strip up takes as long as to walk over so many. */
#define LOOK_UP 3

static gboolean
look_up(const ArsipStripSource *source, Narrowing *narrowing, GError **error)
{
    g_autoptr(GArray) strips = strips_of(narrowing->list);

    return strips->len * LOOK_UP < source->last / ARSIP_STRIP
               ? walk_some(source, strips, look_up_strip, narrowing, error)
               : arsip_strips_walk(source, look_up_strip, narrowing, error);
}

static ArsipFound *
narrow_list(const ArsipStripSource *source, const ArsipFound *list, GError **error)
{
    g_autoptr(ArsipFound) left = arsip_found_new();
    const GArray *all = arsip_found_list(list);
    g_autofree guint8 *bytes = g_malloc0(all->len + 1);
    Narrowing narrowing = {all, bytes};

    if (!look_up(source, &narrowing, error))
        return NULL;
    for (guint i = 0; i < all->len; i++) {
        const ArsipPlaced *placed = &g_array_index(all, ArsipPlaced, i);

        if (bytes[i] > 0)
            arsip_found_add(left, placed->id, placed->score + (double)source->scores[bytes[i]]);
    }
    return g_steal_pointer(&left);
}

/* Of a table: up to where it has been narrowed. */
typedef struct {
    float *table;
    gint64 size, done;
    const float *scores;
} Sweep;

static void
drop_until(Sweep *sweep, gint64 end)
{
    for (; sweep->done < MIN(end, sweep->size); sweep->done++)
        sweep->table[sweep->done] = ARSIP_FOUND_NOT;
}

static void
sweep_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Sweep *sweep = data;
    gint64 first = strip * ARSIP_STRIP, n = MIN(sweep->size - first, ARSIP_STRIP);
    float *out = sweep->table + first;
    guint8 bytes[ARSIP_STRIP];

    drop_until(sweep, first);
    arsip_strip_unpack(packed, length, bytes);
    for (gint64 i = 0; i < n; i++)
        out[i] = out[i] < 0 || bytes[i] == 0 ? ARSIP_FOUND_NOT : out[i] + sweep->scores[bytes[i]];
    sweep->done = MAX(sweep->done, first + n);
}

static gboolean
narrow_table(const ArsipStripSource *source, ArsipFound *table, GError **error)
{
    Sweep sweep = {
        .table = arsip_found_scores(table), .size = arsip_found_size(table), .scores = source->scores};

    if (!arsip_strips_walk(source, sweep_strip, &sweep, error))
        return FALSE;
    drop_until(&sweep, sweep.size);
    return TRUE;
}

gboolean
arsip_strips_narrow(const ArsipStripSource *source, ArsipFound **found, GError **error)
{
    g_autoptr(ArsipFound) list = NULL;

    if (arsip_found_list(*found) == NULL)
        return narrow_table(source, *found, error);
    list = g_steal_pointer(found);
    *found = narrow_list(source, list, error);
    return *found != NULL;
}
