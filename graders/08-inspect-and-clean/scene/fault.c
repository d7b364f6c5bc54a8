/* fault.c - ends scene where the scene cannot be made. */
#include "fault.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void scene_fault(const char *what)
{
    fprintf(stderr, "scene: %s: %s\n", what, strerror(errno));
    exit(SCENE_FAULT);
}
