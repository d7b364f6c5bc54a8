#!/usr/bin/env bats
# Programs as students write them for a course on shared memory.

setup() {
    load helper
    begin
}

@test "two processes that count under a semaphore: no order loses an update or leaves anything" {
    build counter "$here/labs/counter.c"
    shmcheck --expect 'final counter: 10 .*' --forbid sleep-under-lock,mapping,descriptor -- ./counter 5
    assert_success
    assert_output --partial "EXHAUSTIVE: "
}

@test "a lost update exists without a lock" {
    build race "$here/labs/race.c"
    shmcheck --allow race --expect 'final counter: 4 .*' -- ./race 2
    assert_failure 1
    assert_line --index 0 --partial "wrong-output: "
    assert_output --partial "2 updates are lost"
}

@test "a ring buffer of 5 slots is right in every order, 1x1, 2x1, 1x2 and 2x2" {
    build ring "$here/labs/producer_consumer.c"
    local sizes
    for sizes in "5 1 1" "2 2 1" "2 1 2" "2 2 2"; do
        # shellcheck disable=SC2086 # three arguments
        shmcheck --budget 500 -- ./ring $sizes
        assert_success
        assert_output --partial "EXHAUSTIVE: "
    done
}

@test "a ring that takes the mutex before it waits for space deadlocks" {
    sed 's/wait_for(&ring->empty) == -1 || wait_for(&ring->mutex)/wait_for(\&ring->mutex) == -1 || wait_for(\&ring->empty)/' \
        "$here/labs/producer_consumer.c" >wrong.c
    build wrong wrong.c
    shmcheck -- ./wrong 6 1 1
    assert_failure 1
    assert_line --index 0 "deadlock: every process waits for another"
    assert_output --partial "child2 waits in sem_wait"
}

@test "a ring whose semaphore fails to be made leaves no other behind" {
    build ring "$here/labs/producer_consumer.c"
    shmcheck --fail sem_init:3=ENOSPC --status 1 --allow left-behind -- ./ring 1
    assert_success
}

@test "writer and reader together: a reader that looks at the size is never killed" {
    build writer "$here/labs/writer.c"
    build reader "$here/labs/reader.c"
    shmcheck --allow race,left-behind --status 0,1 -- ./writer hello + ./reader
    assert_success
    assert_output --partial "EXHAUSTIVE: "
}

@test "writer and reader together: a reader that does not look at the size dies of SIGBUS" {
    build writer "$here/labs/writer.c"
    build reader "$here/labs/reader.c" -DCHECKS=0
    shmcheck --allow race,left-behind --status 0,1 -- ./writer hello + ./reader
    assert_failure 1
    assert_line --index 0 "crash: reader was killed by SIGBUS"
}

@test "writer and reader together: nothing orders the message" {
    build writer "$here/labs/writer.c"
    build reader "$here/labs/reader.c"
    shmcheck --allow left-behind --status 0,1 -- ./writer hello + ./reader
    assert_failure 1
    assert_line --index 0 --partial "race: "
    assert_output --partial "writer"
}
