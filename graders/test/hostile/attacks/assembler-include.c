/*
 * attack: the assembler's .include, to see a file in the messages
 * fails: compiles
 */
#include "behave.h"

__asm__(".include \"/etc/passwd\"");
