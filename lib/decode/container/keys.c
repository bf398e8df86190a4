/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/container/keys.h"

#include <archive.h>
#include <archive_entry.h>

#include "decode/container/container.h"

typedef struct {
    ArsipContainer *container; /* NULL until it is wanted */
    guint64 n_entries;         /* whose headers were read */
} Key;

struct ArsipKeys {
    int fd;
    const char *const *passwords;
    Key *keys;
    guint n_keys;
};

ArsipKeys *
arsip_keys_new(int fd, const char *const *passwords)
{
    ArsipKeys *keys = g_new0(ArsipKeys, 1);

    keys->fd = fd;
    keys->passwords = passwords;
    while (passwords != NULL && passwords[keys->n_keys] != NULL)
        keys->n_keys++;
    keys->keys = g_new0(Key, keys->n_keys);
    return keys;
}

void
arsip_keys_free(ArsipKeys *keys)
{
    if (keys == NULL)
        return;
    for (guint i = 0; i < keys->n_keys; i++)
        arsip_container_free(keys->keys[i].container);
    g_free(keys->keys);
    g_free(keys);
}

struct archive *
arsip_keys_turn(ArsipKeys *keys, guint index, guint64 number)
{
    const char *const alone[] = {keys->passwords[index], NULL};
    Key *key = &keys->keys[index];
    struct archive_entry *entry = NULL;

    if (key->container == NULL)
        key->container = arsip_container_open(keys->fd, alone, NULL);
    if (key->container == NULL)
        return NULL;
    for (; key->n_entries < number; key->n_entries++) {
        int outcome = archive_read_next_header(key->container->archive, &entry);
        if (outcome == ARCHIVE_EOF || outcome == ARCHIVE_FATAL)
            return NULL;
    }
    return key->container->archive;
}
