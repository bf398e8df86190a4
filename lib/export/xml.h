/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_XML_H
#define ARSIP_EXPORT_XML_H

#include <glib.h>

/*
 * Appends text as XML 1.0 may hold it, between tags and in attributes alike: marks are escaped, control
 * characters and overrides of the writing direction stand as numbers (&#x202E;), so that the file can be
 * looked at on a terminal; what XML cannot hold at all, and bytes that are no UTF-8, become U+FFFD. length:
 * bytes, or -1 for a NUL-terminated text.
 */
void arsip_xml_append(GString *xml, const char *text, gssize length);

#endif
