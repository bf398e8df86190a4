/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run while arsip is built: known-list WORDS... >known-list.c, the hashes of the words in these lists. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/known-hash.h"

/* Words of one and two letters stand in lib/decode/known.c: in word lists nearly every pair of letters is
 * one. */
#define LETTERS_MIN 3

#define LINE_MAX_BYTES 1024

typedef struct {
    uint32_t *hashes;
    size_t count, room;
} List;

static void
fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void
add(List *list, const char *word, size_t length)
{
    if (length < LETTERS_MIN)
        return;
    if (list->count == list->room) {
        list->room = list->room > 0 ? list->room * 2 : 65536;
        list->hashes = realloc(list->hashes, list->room * sizeof *list->hashes);
        if (list->hashes == NULL)
            fail("known-list");
    }
    list->hashes[list->count++] = arsip_known_hash(word, length);
}

/* The parts of surat-surat; Jum'at as Jumat. Names, which begin with a capital, and other scripts are left
 * out. */
static void
add_line(List *list, const char *line)
{
    char part[LINE_MAX_BYTES];
    size_t length = 0;

    if (!islower((unsigned char)line[0]))
        return;
    for (const char *at = line;; at++) {
        if (islower((unsigned char)*at)) {
            part[length++] = *at;
        } else if (*at == '-' || *at == '\0' || *at == '\n') {
            add(list, part, length);
            length = 0;
            if (*at != '-')
                return;
        } else if (*at != '\'') {
            return;
        }
    }
}

static void
read_list(List *list, const char *path)
{
    char line[LINE_MAX_BYTES];
    FILE *file = fopen(path, "r");

    if (file == NULL)
        fail(path);
    while (fgets(line, sizeof line, file) != NULL)
        add_line(list, line);
    if (ferror(file))
        fail(path);
    fclose(file);
}

static int
compare(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

    return first < second ? -1 : first > second;
}

int
main(int argc, char **argv)
{
    List list = {0};
    size_t count = 0;

    for (int i = 1; i < argc; i++)
        read_list(&list, argv[i]);
    if (list.count == 0) {
        fputs("known-list: no words\n", stderr);
        return EXIT_FAILURE;
    }
    qsort(list.hashes, list.count, sizeof *list.hashes, compare);
    puts("#include \"decode/known-hash.h\"\n\nconst uint32_t arsip_known_hashes[] = {");
    for (size_t i = 0; i < list.count; i++) {
        if (i > 0 && list.hashes[i] == list.hashes[i - 1])
            continue;
        printf("%uu,%c", (unsigned)list.hashes[i], count % 8 == 7 ? '\n' : ' ');
        count++;
    }
    printf("};\n\nconst size_t arsip_known_hashes_count = %zu;\n", count);
    free(list.hashes);
    return ferror(stdout) || fflush(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
