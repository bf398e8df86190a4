/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/paper.h"

/* As deep as a tree of 20,000 pages can reasonably be. */
#define PARENTS_MAX 32

qpdf_oh
arsip_paper_inherited(qpdf_data qpdf, qpdf_oh page, const char *key)
{
    for (guint i = 0; i < PARENTS_MAX && qpdf_oh_is_dictionary(qpdf, page); i++) {
        if (qpdf_oh_has_key(qpdf, page, key))
            return qpdf_oh_get_key(qpdf, page, key);
        page = qpdf_oh_get_key(qpdf, page, "/Parent");
    }
    return qpdf_oh_new_null(qpdf);
}

static gboolean
read_box(qpdf_data qpdf, qpdf_oh array, ArsipPaper *box)
{
    double sides[4];

    if (!qpdf_oh_is_array(qpdf, array))
        return FALSE;
    for (int i = 0; i < 4; i++)
        if (!qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_array_item(qpdf, array, i), &sides[i]))
            return FALSE;
    *box = (ArsipPaper){MIN(sides[0], sides[2]), MIN(sides[1], sides[3]), MAX(sides[0], sides[2]),
                        MAX(sides[1], sides[3]), box->turn};
    return box->right > box->left && box->top > box->bottom;
}

gboolean
arsip_paper_find(qpdf_data qpdf, qpdf_oh page, ArsipPaper *paper)
{
    ArsipPaper crop = {0};
    double rotation = 0;

    qpdf_oh_get_value_as_number(qpdf, arsip_paper_inherited(qpdf, page, "/Rotate"), &rotation);
    paper->turn = ((gint)CLAMP(rotation, -36000, 36000) % 360 + 360) % 360;
    if (paper->turn % 90 != 0 || !read_box(qpdf, arsip_paper_inherited(qpdf, page, "/MediaBox"), paper))
        return FALSE;
    if (!read_box(qpdf, arsip_paper_inherited(qpdf, page, "/CropBox"), &crop))
        return TRUE;
    paper->left = MAX(paper->left, crop.left);
    paper->bottom = MAX(paper->bottom, crop.bottom);
    paper->right = MIN(paper->right, crop.right);
    paper->top = MIN(paper->top, crop.top);
    return paper->right > paper->left && paper->top > paper->bottom;
}

double
arsip_paper_area(const ArsipPaper *paper)
{
    return (paper->right - paper->left) * (paper->top - paper->bottom);
}

void
arsip_paper_size(const ArsipPaper *paper, double *width, double *height)
{
    double across = paper->right - paper->left, down = paper->top - paper->bottom;

    *width = paper->turn % 180 == 0 ? across : down;
    *height = paper->turn % 180 == 0 ? down : across;
}

ArsipMatrix
arsip_paper_shown(const ArsipPaper *paper)
{
    double width = paper->right - paper->left, height = paper->top - paper->bottom;
    const ArsipMatrix down = {1, 0, 0, -1, -paper->left, paper->top};
    const ArsipMatrix turns[] = {
        {1, 0, 0, 1, 0, 0},
        {0, 1, -1, 0, height, 0},
        {-1, 0, 0, -1, width, height},
        {0, -1, 1, 0, 0, width},
    };

    return arsip_matrix_multiply(&down, &turns[paper->turn / 90]);
}
