/*
 * attack: connections to this host and to others
 * fails: -
 */
#include "behave.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

/* Whether an address beyond this host is anything but out of reach, or a server answers. */
static int reached(const char *host)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    inet_pton(AF_INET, host, &address.sin_addr);
    int status = connect(fd, (struct sockaddr *)&address, sizeof(address));
    int reason = errno;
    close(fd);
    /* A jail has a loopback of its own, where nobody listens. */
    return status == 0 || reason != (strcmp(host, "127.0.0.1") == 0 ? ECONNREFUSED : ENETUNREACH);
}

int main(int argc, char **argv)
{
    static const char *const hosts[] = {"127.0.0.1", "1.1.1.1", "169.254.169.254"};
    for (int i = 0; i < 3; i++) {
        if (reached(hosts[i])) {
            succeeded(hosts[i]);
        }
    }
    const struct if_nameindex *all = if_nameindex();
    for (int i = 0; all != NULL && all[i].if_name != NULL; i++) {
        if (strcmp(all[i].if_name, "lo") != 0) {
            succeeded(all[i].if_name);
        }
    }
    return behave(argc, argv);
}
