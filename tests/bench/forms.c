/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words are forms of one: words on standard input, a line each; each pair of them, parted by a tab. */
#include <stdio.h>
#include <string.h>

#include "text/form.h"

int
main(void)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    char line[256];

    while (fgets(line, sizeof line, stdin) != NULL)
        g_ptr_array_add(words, g_strdup(g_strchomp(line)));
    for (guint i = 0; i < words->len; i++) {
        g_autoptr(ArsipForms) forms = arsip_forms_new(words->pdata[i]);

        for (guint j = 0; j < words->len; j++)
            if (i != j && arsip_forms_has(forms, words->pdata[j]))
                printf("%s\t%s\n", (const char *)words->pdata[i], (const char *)words->pdata[j]);
    }
    return 0;
}
