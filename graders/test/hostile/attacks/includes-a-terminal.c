/*
 * attack: #include of the terminal of who grades
 * fails: compiles
 */

#include "/dev/tty"
