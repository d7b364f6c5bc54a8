/* source.c - from an address in a program to a line of its source, by addr2line(1). */
#include "source.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"

struct known_place {
    int program;
    uint64_t pc;
    char *text;
};

static struct known_place *places;
static size_t place_count, place_room;

/* An addr2line for each program, which answers one address after the other: to start one costs more
 * than all of its answers. It ends when shmcheck ends and its input is closed. */
static struct {
    FILE *questions, *answers;
} helpers[MAX_PROGRAMS];

/* Starts addr2line without a shell: the program's path may hold anything. */
static void start_helper(int number, const char *program)
{
    int questions[2], answers[2];
    if (pipe2(questions, O_CLOEXEC) == -1 || pipe2(answers, O_CLOEXEC) == -1) {
        tool_fault("pipe2");
    }
    pid_t pid = fork();
    if (pid == -1) {
        tool_fault("fork");
    }
    if (pid == 0) {
        dup2(questions[0], STDIN_FILENO);
        dup2(answers[1], STDOUT_FILENO);
        execlp("addr2line", "addr2line", "-e", program, (char *)NULL);
        _exit(127);
    }
    close(questions[0]);
    close(answers[1]);
    helpers[number].questions = fdopen(questions[1], "w");
    helpers[number].answers = fdopen(answers[0], "r");
    if (helpers[number].questions == NULL || helpers[number].answers == NULL) {
        tool_fault("fdopen");
    }
    /* Where there is no addr2line, a question is no reason to be killed. */
    signal(SIGPIPE, SIG_IGN);
}

/* Returns "file:line" or "?". */
static char *ask_addr2line(int number, const char *program, uint64_t pc)
{
    if (helpers[number].answers == NULL) {
        start_helper(number, program);
    }
    char line[4096] = "";
    fprintf(helpers[number].questions, "0x%llx\n", (unsigned long long)pc);
    if (fflush(helpers[number].questions) != 0 ||
        fgets(line, sizeof(line), helpers[number].answers) == NULL) {
        return strdup("?");
    }
    line[strcspn(line, "\n")] = '\0';
    char *end = strstr(line, " (discriminator");
    if (end != NULL) {
        *end = '\0';
    }
    if (line[0] == '\0' || line[0] == '?') {
        return strdup("?");
    }
    const char *colon = strrchr(line, ':');
    return colon == NULL || colon[1] == '?' ? strdup("?") : strdup(line);
}

static const char *full_place(const struct programs *programs, int program, uint64_t pc)
{
    for (size_t i = 0; i < place_count; i++) {
        if (places[i].program == program && places[i].pc == pc) {
            return places[i].text;
        }
    }
    if (place_count == place_room) {
        place_room = place_room == 0 ? 64 : place_room * 2;
        places = realloc(places, place_room * sizeof(*places));
        if (places == NULL) {
            tool_fault("there is no memory for source lines");
        }
    }
    char *text = ask_addr2line(program, programs->setup->programs[program][0], pc);
    if (text == NULL) {
        tool_fault("there is no memory for source lines");
    }
    places[place_count++] = (struct known_place){.program = program, .pc = pc, .text = text};
    return text;
}

static int program_of(const struct programs *programs, int process)
{
    int program =
        process >= 0 && process < MAX_PROCESSES ? programs->control->processes[process].program : 0;

    return program >= 0 && program < programs->setup->count ? program : 0;
}

const char *source_path(const struct programs *programs, int process, uint64_t pc)
{
    return pc == 0 ? "?" : full_place(programs, program_of(programs, process), pc);
}

const char *source_of(const struct programs *programs, int process, uint64_t pc)
{
    if (pc == 0) {
        return "the end of main";
    }
    const char *path = source_path(programs, process, pc);
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
