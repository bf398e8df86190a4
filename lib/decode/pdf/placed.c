/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/placed.h"

#include <stdlib.h>
#include <string.h>

#include "decode/pdf/content.h"

/* A scanned page's content is a line; with the text that was recognised on it, some tens of kilobytes. */
#define CONTENT_BYTES_MAX (512 * 1024)

/* Forms stand in forms, states in states. */
#define DEPTH_MAX  4
#define STATES_MAX 32

#define MODE_INVISIBLE 3

/* Points by which a cut may stand inside of what it cuts. */
#define CUT_TOLERANCE 1.5

/* Of a page, that a picture has to cover to hide what is under it. */
#define HIDING_SHARE 0.8

typedef struct {
    double left, bottom, right, top;
} Rectangle;

/* What q saves and Q brings back. */
typedef struct {
    ArsipMatrix matrix;
    Rectangle cut; /* nothing outside is shown; in the page's units */
    gint text_mode;
    gboolean has_colour;
} State;

typedef struct {
    qpdf_data qpdf;
    State states[STATES_MAX]; /* the last one counts */
    guint depth;              /* of states */
    Rectangle path;           /* that is being built */
    guint n_pieces;           /* of it */
    gboolean is_rectangle;    /* with sides along the axes, so far */
    gboolean is_cut;          /* W was said of it */
    double area;              /* of the page */
    guint n_pictures;
    gboolean shows_more; /* than pictures */
    ArsipPlaced *placed;
} Look;

typedef enum {
    ACTION_PASS,
    ACTION_SAVE,
    ACTION_RESTORE,
    ACTION_CONCAT,
    ACTION_RECTANGLE,
    ACTION_PIECE,
    ACTION_CUT,
    ACTION_END_PATH,
    ACTION_TEXT_MODE,
    ACTION_SHOW,
    ACTION_COLOUR,
    ACTION_DICTIONARY,
    ACTION_MARK,
    ACTION_DO,
} Action;

/* Operators that are not here draw, or are unknown. */
static const struct {
    const char *name;
    Action action;
} operators[] = {
    {"q", ACTION_SAVE},       {"Q", ACTION_RESTORE},     {"cm", ACTION_CONCAT},    {"Do", ACTION_DO},
    {"re", ACTION_RECTANGLE}, {"m", ACTION_PIECE},       {"l", ACTION_PIECE},      {"c", ACTION_PIECE},
    {"v", ACTION_PIECE},      {"y", ACTION_PIECE},       {"h", ACTION_PASS},       {"W", ACTION_CUT},
    {"W*", ACTION_CUT},       {"n", ACTION_END_PATH},    {"Tr", ACTION_TEXT_MODE}, {"Tj", ACTION_SHOW},
    {"TJ", ACTION_SHOW},      {"'", ACTION_SHOW},        {"\"", ACTION_SHOW},      {"g", ACTION_COLOUR},
    {"rg", ACTION_COLOUR},    {"k", ACTION_COLOUR},      {"cs", ACTION_COLOUR},    {"sc", ACTION_COLOUR},
    {"scn", ACTION_COLOUR},   {"gs", ACTION_DICTIONARY}, {"BDC", ACTION_MARK},     {"BMC", ACTION_PASS},
    {"EMC", ACTION_PASS},     {"MP", ACTION_PASS},       {"DP", ACTION_PASS},      {"w", ACTION_PASS},
    {"J", ACTION_PASS},       {"j", ACTION_PASS},        {"M", ACTION_PASS},       {"d", ACTION_PASS},
    {"ri", ACTION_PASS},      {"i", ACTION_PASS},        {"G", ACTION_PASS},       {"RG", ACTION_PASS},
    {"K", ACTION_PASS},       {"CS", ACTION_PASS},       {"SC", ACTION_PASS},      {"SCN", ACTION_PASS},
    {"BT", ACTION_PASS},      {"ET", ACTION_PASS},       {"Tc", ACTION_PASS},      {"Tw", ACTION_PASS},
    {"Tz", ACTION_PASS},      {"TL", ACTION_PASS},       {"Tf", ACTION_PASS},      {"Ts", ACTION_PASS},
    {"Td", ACTION_PASS},      {"TD", ACTION_PASS},       {"Tm", ACTION_PASS},      {"T*", ACTION_PASS},
    {"BX", ACTION_PASS},      {"EX", ACTION_PASS},
};

static void look_at_content(Look *look, const char *bytes, gsize length, qpdf_oh resources, guint depth);

static State *
state_of(Look *look)
{
    return &look->states[look->depth];
}

/* The box round a rectangle given in the present units. FALSE where it is turned by no right angle. */
static gboolean
box_of(const ArsipMatrix *matrix, double x, double y, double width, double height, Rectangle *box)
{
    ArsipPoint a = arsip_matrix_apply(matrix, x, y), b = arsip_matrix_apply(matrix, x + width, y + height);
    gboolean is_straight = (matrix->b == 0 && matrix->c == 0) || (matrix->a == 0 && matrix->d == 0);

    *box = (Rectangle){MIN(a.x, b.x), MIN(a.y, b.y), MAX(a.x, b.x), MAX(a.y, b.y)};
    return is_straight;
}

static void
cut(State *state, const Rectangle *box)
{
    state->cut.left = MAX(state->cut.left, box->left);
    state->cut.bottom = MAX(state->cut.bottom, box->bottom);
    state->cut.right = MIN(state->cut.right, box->right);
    state->cut.top = MIN(state->cut.top, box->top);
}

static gboolean
has_numbers(const ArsipOperator *operator_, guint n)
{
    return operator_->n_numbers == n;
}

static ArsipMatrix
matrix_of(const double *numbers)
{
    return (ArsipMatrix){numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]};
}

static double
number_in(qpdf_data qpdf, qpdf_oh dictionary, const char *key, double otherwise)
{
    double number = otherwise;

    return qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_key(qpdf, dictionary, key), &number) ? number
                                                                                              : otherwise;
}

static qpdf_oh
resource_of(const Look *look, qpdf_oh resources, const char *kind, const char *name)
{
    g_autofree char *key = g_strconcat("/", name, NULL);

    return qpdf_oh_get_key_if_dict(look->qpdf, qpdf_oh_get_key_if_dict(look->qpdf, resources, kind), key);
}

/* Whether the graphics state stays one in which a picture is shown as it is. */
static gboolean
is_plain_dictionary(const Look *look, qpdf_oh state)
{
    qpdf_data qpdf = look->qpdf;

    if (!qpdf_oh_is_dictionary(qpdf, state))
        return FALSE;
    qpdf_oh mask = qpdf_oh_get_key(qpdf, state, "/SMask"), blend = qpdf_oh_get_key(qpdf, state, "/BM");
    return (qpdf_oh_is_null(qpdf, mask) || qpdf_oh_is_name_and_equals(qpdf, mask, "/None")) &&
           (qpdf_oh_is_null(qpdf, blend) || qpdf_oh_is_name_and_equals(qpdf, blend, "/Normal") ||
            qpdf_oh_is_name_and_equals(qpdf, blend, "/Compatible")) &&
           number_in(qpdf, state, "/ca", 1) >= 1;
}

static gboolean
look_at_form(Look *look, qpdf_oh form, qpdf_oh resources, guint depth)
{
    qpdf_data qpdf = look->qpdf;
    qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, form), own = qpdf_oh_get_key(qpdf, dictionary, "/Resources");
    double matrix[6] = {1, 0, 0, 1, 0, 0}, box[4] = {-1e6, -1e6, 1e6, 1e6};
    unsigned char *bytes = NULL;
    size_t length = 0;
    QPDF_BOOL is_filtered = FALSE;

    if (depth >= DEPTH_MAX || look->depth + 1 >= STATES_MAX ||
        number_in(qpdf, dictionary, "/Length", 0) > CONTENT_BYTES_MAX ||
        qpdf_oh_has_key(qpdf, dictionary, "/OC"))
        return FALSE;
    qpdf_oh given_matrix = qpdf_oh_get_key(qpdf, dictionary, "/Matrix"),
            given_box = qpdf_oh_get_key(qpdf, dictionary, "/BBox");
    for (int i = 0; i < 6 && qpdf_oh_is_array(qpdf, given_matrix); i++)
        qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_array_item(qpdf, given_matrix, i), &matrix[i]);
    for (int i = 0; i < 4 && qpdf_oh_is_array(qpdf, given_box); i++)
        qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_array_item(qpdf, given_box, i), &box[i]);
    if (qpdf_oh_get_stream_data(qpdf, form, qpdf_dl_generalized, &is_filtered, &bytes, &length) != 0 ||
        !is_filtered) {
        free(bytes);
        return FALSE;
    }
    look->states[look->depth + 1] = *state_of(look);
    guint before = look->depth++;
    ArsipMatrix inner = matrix_of(matrix);
    Rectangle limits;
    state_of(look)->matrix = arsip_matrix_multiply(&inner, &state_of(look)->matrix);
    gboolean is_straight =
        box_of(&state_of(look)->matrix, box[0], box[1], box[2] - box[0], box[3] - box[1], &limits);
    cut(state_of(look), &limits);
    look_at_content(look, bytes != NULL ? (const char *)bytes : "", length,
                    qpdf_oh_is_dictionary(qpdf, own) ? own : resources, depth + 1);
    look->depth = before;
    free(bytes);
    return is_straight;
}

static gboolean
look_at_picture(Look *look, qpdf_oh picture)
{
    const State *state = state_of(look);
    Rectangle box;
    qpdf_oh dictionary = qpdf_oh_get_dict(look->qpdf, picture);

    box_of(&state->matrix, 0, 0, 1, 1, &box);
    look->n_pictures++;
    if (look->n_pictures == 1) {
        look->placed->picture = picture;
        look->placed->matrix = state->matrix;
    }
    if ((box.right - box.left) * (box.top - box.bottom) >= HIDING_SHARE * look->area)
        look->placed->has_print = FALSE;
    /* A stencil in another colour than black is no scan. */
    gboolean is_stencil = qpdf_oh_has_key(look->qpdf, dictionary, "/ImageMask");
    if ((is_stencil && state->has_colour) || qpdf_oh_has_key(look->qpdf, dictionary, "/SMask") ||
        qpdf_oh_has_key(look->qpdf, dictionary, "/Mask") || qpdf_oh_has_key(look->qpdf, dictionary, "/OC"))
        return FALSE;
    return box.left >= state->cut.left - CUT_TOLERANCE && box.right <= state->cut.right + CUT_TOLERANCE &&
           box.bottom >= state->cut.bottom - CUT_TOLERANCE && box.top <= state->cut.top + CUT_TOLERANCE;
}

static gboolean
look_at_object(Look *look, qpdf_oh resources, const char *name, guint depth)
{
    qpdf_oh object = resource_of(look, resources, "/XObject", name);

    if (!qpdf_oh_is_stream(look->qpdf, object))
        return FALSE;
    qpdf_oh kind = qpdf_oh_get_key(look->qpdf, qpdf_oh_get_dict(look->qpdf, object), "/Subtype");
    if (qpdf_oh_is_name_and_equals(look->qpdf, kind, "/Image"))
        return look_at_picture(look, object);
    return qpdf_oh_is_name_and_equals(look->qpdf, kind, "/Form") &&
           look_at_form(look, object, resources, depth);
}

static gboolean
add_rectangle(Look *look, const ArsipOperator *operator_)
{
    const double *numbers = operator_->numbers;

    look->is_rectangle =
        look->n_pieces == 0 && has_numbers(operator_, 4) &&
        box_of(&state_of(look)->matrix, numbers[0], numbers[1], numbers[2], numbers[3], &look->path);
    look->n_pieces++;
    return TRUE;
}

static gboolean
end_path(Look *look)
{
    gboolean is_understood = !look->is_cut || (look->n_pieces == 1 && look->is_rectangle);

    if (look->is_cut && is_understood)
        cut(state_of(look), &look->path);
    look->n_pieces = 0;
    look->is_cut = FALSE;
    return is_understood;
}

static gboolean
save(Look *look)
{
    if (look->depth + 1 >= STATES_MAX)
        return FALSE;
    look->states[look->depth + 1] = *state_of(look);
    look->depth++;
    return TRUE;
}

static gboolean
concat(Look *look, const ArsipOperator *operator_)
{
    ArsipMatrix inner = matrix_of(operator_->numbers);

    state_of(look)->matrix = arsip_matrix_multiply(&inner, &state_of(look)->matrix);
    return has_numbers(operator_, 6);
}

static gboolean
is_black(const ArsipOperator *operator_)
{
    const double *numbers = operator_->numbers;
    gboolean is_cmyk = strcmp(operator_->name, "k") == 0;

    return has_numbers(operator_, is_cmyk                              ? 4
                                  : strcmp(operator_->name, "rg") == 0 ? 3
                                                                       : 1) &&
           numbers[0] == 0 && numbers[1] == 0 && numbers[2] == 0 && (!is_cmyk || numbers[3] == 1);
}

/* Something that can be switched off (ISO 32000-1, 8.11). */
static gboolean
is_layer(const Look *look, qpdf_oh properties)
{
    qpdf_oh type = qpdf_oh_get_key_if_dict(look->qpdf, properties, "/Type");

    return qpdf_oh_is_name_and_equals(look->qpdf, type, "/OCG") ||
           qpdf_oh_is_name_and_equals(look->qpdf, type, "/OCMD");
}

static gboolean
show(Look *look, const ArsipOperator *operator_)
{
    if (!operator_->has_text || state_of(look)->text_mode == MODE_INVISIBLE)
        return TRUE;
    look->placed->has_print = TRUE;
    return FALSE;
}

/* FALSE where that is more than a picture as it is. */
static gboolean
perform(Look *look, Action action, const ArsipOperator *operator_, qpdf_oh resources, guint depth)
{
    switch (action) {
    case ACTION_PASS:
        return TRUE;
    case ACTION_SAVE:
        return save(look);
    case ACTION_RESTORE:
        look->depth -= look->depth > 0 ? 1 : 0;
        return TRUE;
    case ACTION_CONCAT:
        return concat(look, operator_);
    case ACTION_RECTANGLE:
        return add_rectangle(look, operator_);
    case ACTION_PIECE:
        look->is_rectangle = FALSE;
        look->n_pieces++;
        return TRUE;
    case ACTION_CUT:
        look->is_cut = TRUE;
        return TRUE;
    case ACTION_END_PATH:
        return end_path(look);
    case ACTION_TEXT_MODE:
        state_of(look)->text_mode = (gint)CLAMP(operator_->numbers[0], 0, 7);
        return TRUE;
    case ACTION_SHOW:
        return show(look, operator_);
    case ACTION_COLOUR:
        state_of(look)->has_colour = !is_black(operator_);
        return TRUE;
    case ACTION_DICTIONARY:
        return is_plain_dictionary(look, resource_of(look, resources, "/ExtGState", operator_->operand));
    case ACTION_MARK:
        return !is_layer(look, resource_of(look, resources, "/Properties", operator_->operand));
    case ACTION_DO:
        return look_at_object(look, resources, operator_->operand, depth);
    }
    return FALSE;
}

static void
look_at_content(Look *look, const char *bytes, gsize length, qpdf_oh resources, guint depth)
{
    ArsipContent content;
    ArsipOperator operator_;

    arsip_content_begin(&content, bytes, length);
    while (arsip_content_next(&content, &operator_)) {
        gsize i = 0;
        while (i < G_N_ELEMENTS(operators) && strcmp(operators[i].name, operator_.name) != 0)
            i++;
        if (i == G_N_ELEMENTS(operators) || !perform(look, operators[i].action, &operator_, resources, depth))
            look->shows_more = TRUE;
    }
    look->shows_more = look->shows_more || content.is_broken;
}

static gboolean
is_short(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh contents = qpdf_oh_get_key(qpdf, page, "/Contents");
    double length = 0;

    if (qpdf_oh_is_stream(qpdf, contents))
        return number_in(qpdf, qpdf_oh_get_dict(qpdf, contents), "/Length", 0) <= CONTENT_BYTES_MAX;
    int n = qpdf_oh_is_array(qpdf, contents) ? qpdf_oh_get_array_n_items(qpdf, contents) : 0;
    for (int i = 0; i < MIN(n, 64); i++) {
        qpdf_oh part = qpdf_oh_get_array_item(qpdf, contents, i);
        if (qpdf_oh_is_stream(qpdf, part))
            length += number_in(qpdf, qpdf_oh_get_dict(qpdf, part), "/Length", 0);
    }
    return n <= 64 && length <= CONTENT_BYTES_MAX;
}

gboolean
arsip_placed_find(qpdf_data qpdf, qpdf_oh page, qpdf_oh resources, double area, ArsipPlaced *placed)
{
    Look look = {.qpdf = qpdf, .area = area, .placed = placed};
    unsigned char *bytes = NULL;
    size_t length = 0;

    look.states[0] = (State){.matrix = {1, 0, 0, 1, 0, 0}, .cut = {-1e6, -1e6, 1e6, 1e6}};
    if (!is_short(qpdf, page) || qpdf_oh_get_page_content_data(qpdf, page, &bytes, &length) != 0) {
        free(bytes);
        return FALSE;
    }
    /* Of a page without content there are no bytes. */
    look_at_content(&look, bytes != NULL ? (const char *)bytes : "", length, resources, 0);
    free(bytes);
    placed->is_alone = look.n_pictures == 1 && !look.shows_more;
    return TRUE;
}
