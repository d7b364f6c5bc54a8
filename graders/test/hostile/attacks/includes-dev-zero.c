/*
 * attack: #include of a file without end
 * fails: compiles
 */

#include "/dev/zero"
