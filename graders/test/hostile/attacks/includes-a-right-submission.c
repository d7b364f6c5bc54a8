/*
 * attack: #include of the grader, to see it in the messages
 * fails: compiles
 */

#include "@TOP@/graders/90-box/grade.bats"
