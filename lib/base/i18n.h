/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_I18N_H
#define ARSIP_BASE_I18N_H

#include <glib/gi18n-lib.h>

/*
 * For main(): UTF-8 whatever the locale says, and LANGUAGE honoured also where no locale was set up (gettext
 * looks at it in any locale but "C"). The catalogues are read here and not again, so that a process that is
 * confined afterwards still has its words.
 */
void arsip_speak_users_language(void);

#endif
