/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_OPC_H
#define ARSIP_DECODE_OPC_H

#include "decode/writing/package.h"
#include "decode/writing/xml.h"

/* Open Packaging Conventions (ECMA-376 part 2): what the parts of a package are, and how they hang together.
 */

/* From one part to another within the package. */
typedef struct {
    char *id;     /* "rId7" */
    char *kind;   /* what its type ends with: "image", "header", "worksheet" */
    char *target; /* the other part's name */
} ArsipRelation;

/*
 * The relations of a part ("" for those of the package), in their order; links to what is outside are left
 * out. A part without any has none.
 */
GPtrArray *arsip_opc_relations(ArsipPackage *package, const char *part, GError **error);

/* NULL where there is none. */
const ArsipRelation *arsip_opc_by_id(const GPtrArray *relations, const char *id);
const ArsipRelation *arsip_opc_by_kind(const GPtrArray *relations, const char *kind);

/* The name of the document's main part, and its content type; the caller owns both. NOT_FOUND: it has none.
 */
char *arsip_opc_main_part(ArsipPackage *package, char **content_type, GError **error);

/* Parses a part of the package. */
gboolean arsip_opc_parse(ArsipPackage *package, const char *part, const ArsipXmlReader *reader, gpointer data,
                         GError **error);

#endif
