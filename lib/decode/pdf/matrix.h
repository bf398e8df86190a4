/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MATRIX_H
#define ARSIP_DECODE_MATRIX_H

/* x' = a x + c y + e, y' = b x + d y + f: a PDF's matrices (ISO 32000-1, 8.3.4). */
typedef struct {
    double a, b, c, d, e, f;
} ArsipMatrix;

typedef struct {
    double x, y;
} ArsipPoint;

/* What first does `inner` and then `outer`. */
static inline ArsipMatrix
arsip_matrix_multiply(const ArsipMatrix *inner, const ArsipMatrix *outer)
{
    return (ArsipMatrix){
        .a = inner->a * outer->a + inner->b * outer->c,
        .b = inner->a * outer->b + inner->b * outer->d,
        .c = inner->c * outer->a + inner->d * outer->c,
        .d = inner->c * outer->b + inner->d * outer->d,
        .e = inner->e * outer->a + inner->f * outer->c + outer->e,
        .f = inner->e * outer->b + inner->f * outer->d + outer->f,
    };
}

static inline ArsipPoint
arsip_matrix_apply(const ArsipMatrix *matrix, double x, double y)
{
    return (ArsipPoint){matrix->a * x + matrix->c * y + matrix->e, matrix->b * x + matrix->d * y + matrix->f};
}

/* What undoes it; it must not be flat. */
static inline ArsipMatrix
arsip_matrix_invert(const ArsipMatrix *matrix)
{
    double size = matrix->a * matrix->d - matrix->b * matrix->c;

    return (ArsipMatrix){
        .a = matrix->d / size,
        .b = -matrix->b / size,
        .c = -matrix->c / size,
        .d = matrix->a / size,
        .e = (matrix->c * matrix->f - matrix->d * matrix->e) / size,
        .f = (matrix->b * matrix->e - matrix->a * matrix->f) / size,
    };
}

#endif
