/* source.c - from an address in a program to a line of its source, by addr2line(1). */
#include "explorer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct place {
    int program;
    uint64_t pc;
    char *text;
};

static struct place *places;
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
    pid_t pid;

    if (pipe2(questions, O_CLOEXEC) == -1 || pipe2(answers, O_CLOEXEC) == -1) {
        tool_fault("pipe2");
    }
    pid = fork();
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
    char line[4096] = "";
    char *end, *slash;

    if (helpers[number].answers == NULL) {
        start_helper(number, program);
    }
    fprintf(helpers[number].questions, "0x%llx\n", (unsigned long long)pc);
    if (fflush(helpers[number].questions) != 0 ||
        fgets(line, sizeof(line), helpers[number].answers) == NULL) {
        return strdup("?");
    }
    line[strcspn(line, "\n")] = '\0';
    end = strstr(line, " (discriminator");
    if (end != NULL) {
        *end = '\0';
    }
    if (line[0] == '\0' || line[0] == '?') {
        return strdup("?");
    }
    slash = strrchr(line, ':');
    return slash == NULL || slash[1] == '?' ? strdup("?") : strdup(line);
}

static const char *full_place(const struct session *session, int program, uint64_t pc)
{
    char *text;

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
    text = ask_addr2line(program, session->options->programs[program][0], pc);
    if (text == NULL) {
        tool_fault("there is no memory for source lines");
    }
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

    if (pc == 0) {
        return "the end of main";
    }
    path = source_path(session, process, pc);
    slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
