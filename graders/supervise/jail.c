/* jail.c - the words of the bwrap command. */
#include "jail.h"

#include "capabilities.h"
#include "fault.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { MAX_WORDS = 512 };

static char *words[MAX_WORDS + 1];
static int word_count;

static void add(const char *word)
{
    if (word_count == MAX_WORDS) {
        own_fault("too many words for bwrap");
    }
    words[word_count] = strdup(word);
    if (words[word_count++] == NULL) {
        system_fault("strdup");
    }
}

static void add_all(const char *const list[])
{
    for (int i = 0; list[i] != NULL; i++) {
        add(list[i]);
    }
}

static void bind_path(const char *how, const char *source, const char *place)
{
    add(how);
    add(source);
    add(place);
}

/* /bin, /lib and the like: today links into /usr, on older systems folders of their own. */
static void show_system(void)
{
    static const char *const folders[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
    bind_path("--ro-bind", "/usr", "/usr");
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        char target[PATH_MAX];
        ssize_t length = readlink(folders[i], target, sizeof(target) - 1);
        if (length > 0) {
            target[length] = '\0';
            bind_path("--symlink", target, folders[i]);
        } else {
            bind_path("--ro-bind-try", folders[i], folders[i]);
        }
    }
    /* Where the dynamic linker finds libraries; which compiler is cc on Debian. */
    bind_path("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache");
    bind_path("--ro-bind-try", "/etc/alternatives", "/etc/alternatives");
}

void enter_jail(const struct options *options)
{
    static const char *const separation[] = {
        "bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-uts",
        "--unshare-cgroup-try",
        /* In a user namespace of its own a program could mount, and raise limits. */
        "--disable-userns", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL", "--hostname",
        "lab",
        /* The keeper is process 1: no signal from inside reaches it, and all ends with it. */
        "--as-pid-1", "--die-with-parent", "--new-session", "--clearenv", NULL};
    static const char *const devices[] = {
        "--proc", "/proc",    "--ro-bind", "/proc/sys",    "/proc/sys", "--dev", "/dev",
        "--bind", "/dev/shm", "/dev/shm",  "--remount-ro", "/dev",      NULL};
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);
    if (length == -1) {
        system_fault("/proc/self/exe");
    }
    self[length] = '\0';

    add_all(separation);
    show_system();
    /* First, because the folder of the run may lie in the host's /tmp. */
    bind_path("--bind", options->scratch, "/tmp");
    if (options->hidden != NULL) {
        add("--tmpfs");
        add(options->hidden);
    }
    add_all(devices);
    bind_path("--ro-bind", self, "/supervise");
    bind_path("--bind", options->home, options->home);
    if (options->directory != options->home) {
        bind_path("--ro-bind", options->directory, options->directory);
    }
    for (int i = 0; i < options->shown_paths; i++) {
        const struct shown_path *shown = &options->shown[i];
        bind_path(shown->writable ? "--bind" : "--ro-bind", shown->path, shown->path);
    }
    /* What bubblewrap made to hang all this on is memory too. */
    add("--remount-ro");
    add("/");
    add("--");
    add("/supervise");
    add("--keep");
    for (int i = 1; i < options->argument_count; i++) {
        add(options->arguments[i]);
    }
    drop_capabilities(true);
    execvp(words[0], words);
    system_fault("bwrap");
}
