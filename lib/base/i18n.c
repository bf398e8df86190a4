/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "base/file.h"

void
arsip_speak_users_language(void)
{
    g_autofree char *folder = arsip_locale_folder();
    const char *messages = NULL;

    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    messages = setlocale(LC_MESSAGES, NULL);
    if (messages == NULL || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
        setlocale(LC_MESSAGES, "C.UTF-8");
    bindtextdomain(GETTEXT_PACKAGE, folder);
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
    textdomain(GETTEXT_PACKAGE);
    (void)_("the file is empty");
    (void)g_strerror(ENOENT);
}
