/* script.c - orders that somebody has written down, as a list of steps to take. */
#include "script.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

int cannot(struct script *script, const struct item *item, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    snprintf(script->error, sizeof(script->error), "%.100s:%d: %s", script->name, item->line, text);
    return -1;
}

static struct item *new_item(struct script *script)
{
    if (script->count == script->room) {
        script->room = script->room == 0 ? 64 : script->room * 2;
        script->items = realloc(script->items, script->room * sizeof(*script->items));
        if (script->items == NULL) {
            tool_fault("there is no memory for a schedule");
        }
    }
    script->items[script->count] = (struct item){.count = 1};
    return &script->items[script->count++];
}

/* Reads a whole file of text. Returns NULL when that is not possible; the reason has been
 * printed. */
static char *read_file(const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (file == NULL) {
        fprintf(stderr, "shmcheck: %s: %s\n", path, strerror(errno));
        return NULL;
    }
    size_t room = 4096, length = 0, got;
    char *text = malloc(room);
    while (text != NULL && (got = fread(text + length, 1, room - length - 1, file)) > 0) {
        length += got;
        if (length + 1 == room) {
            /* cppcheck-suppress memleakOnRealloc ; without memory the whole program ends */
            text = realloc(text, room *= 2);
        }
    }
    if (text == NULL) {
        tool_fault("there is no memory for a schedule");
    }
    int error = ferror(file) != 0 ? errno : 0;
    if (file != stdin) {
        fclose(file);
    }
    text[length] = '\0';
    const char *nul = memchr(text, '\0', length);
    if (error == 0 && nul == NULL) {
        return text;
    }
    if (error != 0) {
        fprintf(stderr, "shmcheck: %s: %s\n", path, strerror(error));
    } else {
        /* Whatever stands behind it would be passed over in silence. */
        int line = 1;
        for (const char *at = text; at < nul; at++) {
            line += *at == '\n';
        }
        fprintf(stderr, "%s:%d: a NUL byte: a schedule is plain text\n", path, line);
    }
    free(text);
    return NULL;
}

/* Reads the decimal number behind a sign of a printed word, and cuts the word there. False: there
 * is something else than a number from `least` on. number: stays as it is without the sign. */
static bool cut_number(char *word, char sign, uint64_t least, uint64_t *number)
{
    char *at = strrchr(word, sign);

    if (at == NULL) {
        return true;
    }
    *at = '\0';
    if (!isdigit((unsigned char)at[1])) {
        return false;
    }
    char *end;
    errno = 0;
    *number = strtoull(at + 1, &end, 10);
    return *end == '\0' && errno == 0 && *number >= least && *number <= MAX_EVENTS;
}

/* Reads one printed word: who:what[=choice][*N]. */
static bool parse_word(struct script *script, const char *step)
{
    struct item *item = new_item(script);
    char word[2 * LABEL_SIZE];
    uint64_t choice = 0;

    if ((size_t)snprintf(word, sizeof(word), "%s", step) >= sizeof(word)) {
        return false;
    }
    if (!cut_number(word, '*', 1, &item->count) || !cut_number(word, '=', 0, &choice)) {
        return false;
    }
    item->choice = (int)choice;
    char *colon = strrchr(word, ':');
    if (colon == NULL || colon - word >= LABEL_SIZE || strlen(colon + 1) >= sizeof(item->what)) {
        return false;
    }
    snprintf(item->who, sizeof(item->who), "%.*s", (int)(colon - word), word);
    snprintf(item->what, sizeof(item->what), "%s", colon + 1);
    return true;
}

bool read_printed(struct script *script, const char *source)
{
    bool is_text = strchr(source, ':') != NULL && strchr(source, '/') == NULL;
    char *text = is_text ? strdup(source) : read_file(source);
    if (text == NULL) {
        return false;
    }
    *script = (struct script){.name = "schedule"};
    bool good = true;
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t\n", &rest); good && word != NULL;
         word = strtok_r(NULL, " \t\n", &rest)) {
        good = parse_word(script, word);
        if (!good) {
            fprintf(stderr, "shmcheck: \"%s\" is no step of a schedule\n", word);
        }
    }
    free(text);
    return good;
}

/* Reads one written line: who [what] [xN], blanks or tabs between, # begins a comment. */
static bool parse_line(struct script *script, char *line, int number)
{
    line[strcspn(line, "#\r")] = '\0';
    char *rest = NULL;
    char *word = strtok_r(line, " \t", &rest);
    if (word == NULL) {
        return true;
    }
    struct item *item = new_item(script);
    item->line = number;
    if (strlen(word) >= sizeof(item->who)) {
        return cannot(script, item, "\"%.40s\" is no name of a process", word) == 0;
    }
    snprintf(item->who, sizeof(item->who), "%s", word);
    word = strtok_r(NULL, " \t", &rest);
    if (word != NULL && (strcmp(word, "read") == 0 || strcmp(word, "write") == 0)) {
        snprintf(item->what, sizeof(item->what), "%s", word);
        word = strtok_r(NULL, " \t", &rest);
    }
    if (word != NULL && word[0] == 'x' && isdigit((unsigned char)word[1])) {
        char *end;
        errno = 0;
        item->count = strtoull(word + 1, &end, 10);
        if (*end != '\0' || errno != 0 || item->count == 0 || item->count > 1000000000) {
            return cannot(script, item, "\"%.40s\" is no number of steps (x1, x2, ...)", word) == 0;
        }
        word = strtok_r(NULL, " \t", &rest);
    }
    if (word != NULL) {
        return cannot(
                   script, item,
                   "\"%.40s\" is not understood: a line is a process, then read or write, then xN",
                   word) == 0;
    }
    return true;
}

bool read_written(struct script *script, const char *path)
{
    char *text = read_file(path);
    if (text == NULL) {
        return false;
    }
    *script = (struct script){.name = path};
    bool good = true;
    int number = 0;
    for (char *line = text, *next; good && line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        good = parse_line(script, line, ++number);
    }
    if (!good) {
        fprintf(stderr, "%s\n", script->error);
    }
    free(text);
    return good;
}

void free_script(struct script *script)
{
    free(script->items);
    script->items = NULL;
}

void rewind_script(struct script *script)
{
    script->at = script->taken = 0;
}

void take_item(struct script *script)
{
    if (++script->taken == script->items[script->at].count) {
        script->at++;
        script->taken = 0;
    }
}
