/* source.c - from an address in a program to a line of its source, by addr2line(1). */
#include "explorer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
    int program;
    uint64_t pc;
    char *text;
};

static struct place *places;
static size_t place_count, place_room;

/* Runs addr2line without a shell: the program's path may hold anything. Returns "file:line" or
 * "?". */
static char *ask_addr2line(const char *program, uint64_t pc)
{
    char address[32], line[4096] = "";
    char *end, *slash;
    int channel[2];
    FILE *answer;
    pid_t pid;

    snprintf(address, sizeof address, "0x%llx", (unsigned long long)pc);
    if (pipe(channel) == -1)
        tool_fault("pipe");
    pid = fork();
    if (pid == -1)
        tool_fault("fork");
    if (pid == 0) {
        dup2(channel[1], STDOUT_FILENO);
        close(channel[0]);
        close(channel[1]);
        execlp("addr2line", "addr2line", "-e", program, address, (char *)NULL);
        _exit(127);
    }
    close(channel[1]);
    answer = fdopen(channel[0], "r");
    if (answer == NULL)
        tool_fault("fdopen");
    if (fgets(line, sizeof line, answer) == NULL)
        line[0] = '\0';
    fclose(answer);
    waitpid(pid, NULL, 0);
    line[strcspn(line, "\n")] = '\0';
    end = strstr(line, " (discriminator");
    if (end != NULL)
        *end = '\0';
    if (line[0] == '\0' || line[0] == '?')
        return strdup("?");
    slash = strrchr(line, ':');
    return slash == NULL || slash[1] == '?' ? strdup("?") : strdup(line);
}

static const char *full_place(const struct session *session, int program, uint64_t pc)
{
    char *text;

    for (size_t i = 0; i < place_count; i++)
        if (places[i].program == program && places[i].pc == pc)
            return places[i].text;
    if (place_count == place_room) {
        place_room = place_room == 0 ? 64 : place_room * 2;
        places = realloc(places, place_room * sizeof *places);
        if (places == NULL)
            tool_fault("there is no memory for source lines");
    }
    text = ask_addr2line(session->options->programs[program][0], pc);
    if (text == NULL)
        tool_fault("there is no memory for source lines");
    places[place_count++] = (struct place){.program = program, .pc = pc, .text = text};
    return text;
}

static int program_of(const struct session *session, int process)
{
    int program =
        process >= 0 && process < MAX_PROCESSES ? session->control->processes[process].program : 0;

    return program >= 0 && program < session->options->program_count ? program : 0;
}

/* Where an address is, as path:line; "?" when the program does not say. */
const char *source_path(const struct session *session, int process, uint64_t pc)
{
    return pc == 0 ? "?" : full_place(session, program_of(session, process), pc);
}

/* Where an address is, as file:line without the directories; "the end of main" for 0. */
const char *source_of(const struct session *session, int process, uint64_t pc)
{
    const char *path, *slash;

    if (pc == 0)
        return "the end of main";
    path = source_path(session, process, pc);
    slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
