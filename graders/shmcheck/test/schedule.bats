#!/usr/bin/env bats
# One order instead of all: --schedule, --replay, --trace.

setup() {
    load helper
    begin
    build race "$here/labs/race.c"
}

@test "a written schedule ends with the smallest possible counter" {
    printf 'parent read\nchild x18\nparent write\nchild read\nparent x18\nchild write\n' >schedule.txt
    shmcheck --allow race --schedule schedule.txt --expect 'final counter: 2 .*' -- ./race 10
    assert_success
    assert_output "final counter: 2 (expected: 20)"
}

@test "blanks, tabs, empty lines and comments are fine in a written schedule" {
    printf '# first\n\n  parent\tread # one\nchild x18\r\nparent write\nchild read\nparent x18\nchild write' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_success
    assert_output "final counter: 2 (expected: 20)"
}

@test "what a written schedule leaves open runs parent first" {
    : >empty
    shmcheck --allow race --schedule empty -- ./race 10
    assert_success
    assert_output "final counter: 20 (expected: 20)"
}

@test "a schedule with more steps than a process has names the line" {
    printf 'parent read\nchild x21\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output "s:2: child has no step left: step 21 of 21 cannot be taken"
}

@test "a schedule that takes a write for a read names the line" {
    printf 'parent read\nparent read\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output --partial "s:2: the next step of parent is a write, not a read"
}

@test "a schedule that checks every step of its line names the line" {
    printf 'parent read x2\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output --partial "s:1: the next step of parent is a write, not a read (step 2 of 2"
}

@test "a schedule with a process that is not there names the line" {
    printf '\nuncle read\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output "s:2: there is no process uncle"
}

@test "a schedule that is not understood names the line" {
    printf 'parent read\nchild sideways\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output --partial 's:2: "sideways" is not understood'
    printf 'child x0\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output --partial 's:1: "x0" is no number of steps'
}

@test "a schedule that blocks names the line" {
    build counter "$here/labs/counter.c"
    printf 'parent read\nchild read\n' >s
    shmcheck --schedule s -- ./counter 1
    assert_failure 2
    assert_output "s:2: child cannot go on: it is blocked in sem_wait"
}

@test "a schedule that is not there is an error" {
    shmcheck --schedule nowhere -- ./race 1
    assert_failure 2
    assert_output "shmcheck: nowhere: No such file or directory"
}

@test "a schedule with a NUL byte, written or printed, and a folder are refused" {
    printf 'parent read\nchild x18\0\nparent write\n' >s
    shmcheck --allow race --schedule s -- ./race 10
    assert_failure 2
    assert_output "s:2: a NUL byte: a schedule is plain text"
    printf 'parent:shm_open\0 parent:ftruncate' >s
    shmcheck --replay s -- ./race 1
    assert_failure 2
    assert_output "s:1: a NUL byte: a schedule is plain text"
    shmcheck --schedule . -- ./race 1
    assert_failure 2
    assert_output "shmcheck: .: Is a directory"
}

@test "a printed schedule with a word that is no step is refused" {
    local word
    for word in parent parent:read* parent:read*0 parent:read*2x parent:read=x parent:read*-1; do
        shmcheck --replay "$word :" -- ./race 1
        assert_failure 2
        assert_output "shmcheck: \"$word\" is no step of a schedule"
    done
}

@test "a printed schedule runs again, from a file and from an argument" {
    shmcheck --expect 'final counter: 2 .*' -- ./race 1
    assert_failure 1
    save_schedule s
    shmcheck --expect 'final counter: 2 .*' --replay s -- ./race 1
    assert_failure 1
    assert_output --partial "one update is lost"
    shmcheck --expect 'final counter: 2 .*' --replay "$(cat s)" -- ./race 1
    assert_failure 1
    assert_output --partial "one update is lost"
}

@test "a printed schedule that does not fit the program is refused" {
    shmcheck --replay "parent:shm_open parent:sem_wait" -- ./race 1
    assert_failure 2
    assert_output "step 3: parent cannot take sem_wait; its next operation is ftruncate"
    shmcheck --replay "child7:read" -- ./race 1
    assert_failure 2
    assert_output "step 2: there is no process child7"
}

@test "a trace lists the calls with their arguments and results" {
    shmcheck --allow race --trace -- ./race 1
    assert_success
    assert_line --partial 'shm_open("/race_shm", O_CREAT | O_RDWR, 0600) = '
    assert_line --regexp '^parent +race.c:[0-9]+ +ftruncate\([0-9]+, 4\) = 0$'
    assert_line --partial 'mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED'
    assert_line --regexp '^child +race.c:[0-9]+ +read +1 +\[/race_shm\+0, 4 bytes\]$'
    assert_line --partial 'shm_unlink("/race_shm") = 0'
}
