/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_NETWORK_H
#define ARSIP_DECODE_NETWORK_H

#include <arsip/error.h>

/*
 * Parts of Tesseract that take most of the time for a page, done in less of it. Like pixWriteMem() in
 * engine.c, definitions here take the place of the library's in the whole program: layers of the network
 * (layer.c), its small steps (network.c), which it calls hundreds of thousands of times a page, and the
 * threshold (threshold.c). Each does what the library's does, to the bit; together they save four tenths of
 * the time for a page.
 *
 * They know how the library's objects are laid out (layout.h). So they are there only where the program is
 * built with Tesseract 5.3 on x86-64, as Debian 12 has it; with another one the library's own do the work.
 */

/*
 * Links them into the program that calls it. FALSE with ARSIP_ERROR_FAILED where the program runs with
 * another Tesseract than they were built for: nothing may be recognised then.
 */
gboolean arsip_network_use(GError **error);

#endif
