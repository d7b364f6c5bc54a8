/*
 * attack: files in places that are none of its own, and its own program
 * fails: -
 */
#include "behave.h"

int main(int argc, char **argv)
{
    static const char *const places[] = {"/x",         "/usr/x",  "/usr/bin/x", "/etc/x",
                                         "/dev/x",     "/home/x", "/root/x",    "/var/tmp/x",
                                         "/supervise", "@TOP@/x"};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        if (open(places[i], O_WRONLY | O_CREAT, 0600) != -1) {
            succeeded(places[i]);
        }
    }
    if (unlink("/proc/self/exe") == 0 || open("/proc/self/exe", O_WRONLY) != -1) {
        succeeded("its own program");
    }
    char path[4096] = {0};
    if (readlink("/proc/self/exe", path, sizeof(path) - 1) > 0 && unlink(path) == 0) {
        succeeded(path);
    }
    return behave(argc, argv);
}
