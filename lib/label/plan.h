/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_PLAN_H
#define ARSIP_LABEL_PLAN_H

#include "base/hash.h"
#include "label/rules.h"

#include <stdio.h>

/*
 * A plan: what the rules in force would change, as lines of JSON (man/arsip-json.5). The first line says of
 * which archive and of which rules, then comes one for each document that would get other labels, by rising
 * number, and the last seals them with the SHA-256 of all bytes before it.
 *
 * It comes back as a foreign file: what is not as it was written is DAMAGED, told with its line.
 */

#define ARSIP_PLAN_SCHEMA 1

typedef struct {
    char *archive; /* UUID */
    char *rules;   /* rule-set version */
    gint64 event;  /* the newest when the plan was begun; 0: there was none */
    char *hash;    /* its hash, hexadecimal */
    char *made;    /* UTC, RFC 3339 */
} ArsipPlanHead;
void arsip_plan_head_clear(ArsipPlanHead *head);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipPlanHead, arsip_plan_head_clear)

typedef struct {
    char *label;
    char *who;    /* the person who gave it; NULL: a rule */
    char *rule;   /* the rule that gave it, or NULL */
    char *reason; /* why it would go, in words; NULL where it stays or only the rules know */
} ArsipPlanBefore;

/* A document that would get other labels. */
typedef struct {
    gint64 id;
    char *uuid;
    char *title;
    char *revision;    /* archive/application.h */
    GPtrArray *before; /* of ArsipPlanBefore, by label */
    GPtrArray
        *after; /* of ArsipAssignment, by label: what rules would give; what persons gave stays besides */
} ArsipPlanItem;
ArsipPlanItem *arsip_plan_item_new(void);
void arsip_plan_item_free(ArsipPlanItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlanItem, arsip_plan_item_free)

void arsip_plan_item_add_before(ArsipPlanItem *item, const char *label, const char *who, const char *rule,
                                const char *reason);
/* Whether it has this label before, and after. */
gboolean arsip_plan_item_had(const ArsipPlanItem *item, const char *label);
gboolean arsip_plan_item_gets(const ArsipPlanItem *item, const char *label);
/*
 * Its line, without the line feed. is_bare: without what is worded for people, which depends on their
 * language: equal for items that do the same to the same. The caller owns it.
 */
char *arsip_plan_item_line(const ArsipPlanItem *item, gboolean is_bare);
/* NULL where it is none. */
ArsipPlanItem *arsip_plan_item_parse(const char *line);

/* ---- writing: head, items and seal; what the stream refuses shows in its own error state */

typedef struct ArsipPlanWriter ArsipPlanWriter;
/* Borrows the stream. */
ArsipPlanWriter *arsip_plan_writer_new(FILE *stream, const ArsipPlanHead *head);
void arsip_plan_writer_add(ArsipPlanWriter *writer, const ArsipPlanItem *item);
void arsip_plan_writer_seal(ArsipPlanWriter *writer);
void arsip_plan_writer_free(ArsipPlanWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlanWriter, arsip_plan_writer_free)

/* ---- reading */

typedef struct ArsipPlanReader ArsipPlanReader;
/* Borrows the stream. name: for the errors, escaped. */
ArsipPlanReader *arsip_plan_reader_new(FILE *stream, const char *name, GError **error);
const ArsipPlanHead *arsip_plan_reader_head(const ArsipPlanReader *reader);
/* NULL at the end, when the seal was found good, and NULL with *error set. */
ArsipPlanItem *arsip_plan_reader_next(ArsipPlanReader *reader, GError **error);
/* Of what the last call gave, from 1. */
guint arsip_plan_reader_line(const ArsipPlanReader *reader);
/* The SHA-256 that the seal says, in hexadecimal; NULL before the end. */
const char *arsip_plan_reader_seal(const ArsipPlanReader *reader);
void arsip_plan_reader_free(ArsipPlanReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlanReader, arsip_plan_reader_free)

#endif
