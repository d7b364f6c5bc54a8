/*
 * capabilities.h - giving up every privilege (capabilities(7)).
 */
#ifndef CAPABILITIES_H
#define CAPABILITIES_H

#include <stdbool.h>

/*
 * Gives up every privilege of this process, for good, also what an exec could give back. A process
 * without privileges has nothing to give up. A kernel that refuses is a fault of supervise.
 *
 * `but_for_the_jail` keeps CAP_SETFCAP, without which the kernel lets no user 0 open a user
 * namespace that maps it (user_namespaces(7)); bubblewrap gives it up afterwards.
 */
void drop_capabilities(bool but_for_the_jail);

#endif
