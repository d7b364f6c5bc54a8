/*
 * attack: #include of the solution, whose path it knows
 * fails: compiles
 */

#include "@TOP@/solutions/90-box/program.c"
