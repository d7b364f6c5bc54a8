/*
 * attack: the assembler's .incbin, to take a file into the program
 * fails: compiles
 */
#include "behave.h"

__asm__(".incbin \"@TOP@/solutions/90-box/program.c\"");
