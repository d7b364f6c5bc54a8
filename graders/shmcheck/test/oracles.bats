#!/usr/bin/env bats
# The oracles: how many Mazurkiewicz traces each program has was counted by brute force. The search must
# complete exactly that many runs, and cut exactly the number that sleep sets without any other reduction
# cut. The parents only fork and wait, and their waits name a child, which adds no order: an end that
# nobody asks for is no choice.

setup() {
    load helper
    begin
}

# traces EXPECTED SLEEP-BLOCKED DEADLOCKS SOURCE [FLAG...]
traces() {
    local expected=$1 cut=$2 deadlocks=$3 source=$4
    shift 4
    build program "$here/oracles/$source" "$@"
    shmcheck --allow race,deadlock --budget 500 --statistics -- ./program
    assert_success
    assert_output --partial "$expected traces ($deadlocks deadlocked), $cut sleep-blocked"
}

@test "a racy counter, 2 processes x 1: 4 traces" {
    traces 4 0 0 counter.c
}

@test "a racy counter, 2 processes x 2: 34 traces" {
    traces 34 0 0 counter.c -DTIMES=2
}

@test "a racy counter, 3 processes x 1: 36 traces" {
    traces 36 0 0 counter.c -DPROCESSES=3
}

@test "a racy counter, 4 processes x 1: 576 traces" {
    traces 576 0 0 counter.c -DPROCESSES=4
}

@test "a counter under a mutex, 2 processes x 2: 6 traces" {
    traces 6 0 0 counter.c -DTIMES=2 -DLOCKED=1
}

@test "a counter under a mutex, 3 processes x 1: 6 traces" {
    traces 6 0 0 counter.c -DPROCESSES=3 -DLOCKED=1
}

@test "a counter under a mutex, 3 processes x 2: 90 traces" {
    traces 90 0 0 counter.c -DPROCESSES=3 -DTIMES=2 -DLOCKED=1
}

@test "a counter under a mutex, 4 processes x 1: 24 traces" {
    traces 24 0 0 counter.c -DPROCESSES=4 -DLOCKED=1
}

@test "two locks in opposite orders: 2 traces and 1 deadlock" {
    traces 3 2 1 locks.c
}

@test "3 dining philosophers: 7 traces, one of them a deadlock" {
    traces 7 25 1 philosophers.c
}

@test "4 dining philosophers: 15 traces, one of them a deadlock" {
    traces 15 155 1 philosophers.c -DPHILOSOPHERS=4
}

@test "a producer and a consumer, 5 slots, 5 items: 42 traces" {
    traces 42 359 0 ring.c
}
