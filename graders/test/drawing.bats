#!/usr/bin/env bats
#
# The order of a report of shmcheck, as a screen has room for it (graders/lib/common/drawing.awk).

load common

# draw [COLUMNS] < REPORT
draw() {
    run awk -v most=24 -v widest="${1:-77}" -f "$top/graders/lib/common/drawing.awk"
}

@test "columns are as narrow as their rows, and what came before the first fork is left out" {
    draw <<'E'
race: text

     parent                         child                          counter
  1  x.c:1  shm_open                                               0
  2  x.c:2  fork child                                             0
  3                                 x.c:3  read  0                 0
E
    assert_output "     parent             child           counter
  ...
  2  x.c:2  fork child                  0
  3                     x.c:3  read  0  0"
}

@test "where that is too wide the lines of the source stand apart, and a step reaches into the next columns" {
    draw 40 <<'E'
race: text

     parent                         child                          counter
  2  x.c:2  fork child                                             0
  3                                 x.c:30  read  0                0   <- race

E
    assert_output "             parent  child    counter
  2  x.c:2   fork child       0
  3  x.c:30          read  0  0  <- race"
}

@test "no mark is cut: then the values are left out, and at last the marks stand close to their steps" {
    draw 38 <<'E'
race: text

     parent                         child                          counter
  2  x.c:2  fork child                                             0
  3                                 x.c:30  sem_wait 1>0           0   <- race

E
    assert_output "             parent  child
  2  x.c:2   fork child
  3  x.c:30          sem_wait 1>0  <- race"
    draw 20 <<'E'
race: text

     parent                         child                          counter
  2  x.c:2  fork child                                             0   <- race
  3                                 x.c:30  sem_wait 1>0           0

E
    assert_output "             parent  child
  2  x.c:2   fork child  <- race
  3  x.c:30          sem_wait 1>0"
}

@test "a process that waits for ever stands below, even if it never made a step" {
    draw <<'E'
deadlock: every process waits for another
  parent waits for child to end at x.c:9
  child waits in sem_wait at x.c:5: the semaphore s is at 0

     parent                         child                          counter
  1  x.c:2  fork child

E
    assert_output "     parent             child
  1  x.c:2  fork child
     x.c:9  wait                         <- waits for ever
                        x.c:5  sem_wait  <- waits for ever"
}

@test "nothing is drawn of a few steps of one process, unless one is marked" {
    draw <<'E'
wrong-output: text

     parent
  1  x.c:2  mmap
  2  x.c:3  exit 1

E
    assert_output ''
    draw <<'E'
wrong-output: text

     parent
  1  x.c:2  mmap = ENOMEM   <- made to fail
  2  x.c:3  exit 1

E
    assert_line --index 1 '  1  x.c:2  mmap = ENOMEM  <- made to fail'
}
