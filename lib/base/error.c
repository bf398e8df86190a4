/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/error.h>

G_DEFINE_QUARK(arsip - error - quark, arsip_error)
