/*
 * attack: #include of itself without end
 * fails: compiles
 */

#include __FILE__
