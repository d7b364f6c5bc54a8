/* capabilities.c - drops the bounding, ambient, permitted and effective set of this process. */
#include "capabilities.h"

#include "fault.h"

#include <linux/capability.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Root's power to open what the mode forbids would make permission checks meaningless, so every
 * capability goes. EINVAL ends the list of those that this kernel knows. Without privilege the
 * first call fails already (EPERM), and there is nothing to drop.
 */
void drop_capabilities(bool but_for_the_jail)
{
    unsigned long kept = but_for_the_jail ? CAP_SETFCAP : ~0UL;
    int status = 0;
    for (unsigned long number = 0; status == 0; number++) {
        if (number != kept) {
            status = prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
        }
    }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, sets) == -1) {
        system_fault("capget");
    }
    uint32_t left = 0;
    if (but_for_the_jail && geteuid() == 0) {
        left = sets[0].permitted & (1U << CAP_SETFCAP);
    }
    memset(sets, 0, sizeof(sets));
    sets[0].permitted = sets[0].effective = left;
    if (syscall(SYS_capset, &header, sets) == -1) {
        system_fault("capset");
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) {
        system_fault("prctl");
    }
}
