/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_I18N_H
#define ARSIP_BASE_I18N_H

#include <glib/gi18n-lib.h>

#endif
