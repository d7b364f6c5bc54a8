#!/usr/bin/env bats
#
# Lab 05: somebody's ring.c. First its functions alone: a driver of the grader's (driver/main.c) calls
# them and forces the states that matter. Then the real program around them, which no check above has
# shown to fail by luck.

load ../lib/check/grader
load ../lib/check/driver

setup_file() {
    # A size of our own, larger than what a check fills it with by the way (see driver/calls.c), and no
    # power of two, so that a counter that runs over does not come out right.
    sizes=(6 7 9 10 11)
    start_drawing 0
    draw_number index 0 $((${#sizes[@]} - 1))
    export BUF_SIZE=${sizes[index]} SHM_NAME=/$GRADE_TOKEN
    prepare_sources
    # The calls that driver/faults.c stands in for.
    export WRAP=-Wl,--wrap=sem_init,--wrap=sem_destroy,--wrap=sem_wait,--wrap=sem_trywait,--wrap=sem_timedwait,--wrap=sem_post
    export DRIVER=$GRADE_TOP/graders/$GRADE_LAB/driver FRAME=$GRADE_TOP/graders/lib/check/driver
    # Two slots: the ring is full and goes round with few items, and every item more is orders more.
    compile_explored explored -DBUF_SIZE=2 -I. "$GRADE_TOP/graders/$GRADE_LAB/explored.c" ring.c
    compile_with producer_consumer producer_consumer.c ring.c
    compile_with driver "$WRAP" -I. "-I$FRAME" "$FRAME"/*.c "$DRIVER"/*.c ring.c
    start_beside memory check_memory
    start_beside helgrind check_helgrind
    start_beside orders check_orders
    start_beside put-put check_put_put
    start_beside get-get check_get_get
    start_beside two-by-two check_two_by_two
}

# compile_with NAME ARGUMENT... - compile for the ring of this run.
compile_with() {
    local name=$1
    shift
    compile "$name" "-DSHM_NAME=\"$SHM_NAME\"" "-DBUF_SIZE=$BUF_SIZE" "$@"
}

# Waits for the proof that all processes sleep, then tells the driver's first process so.
readonly TELL='kill -USR1 ${PIDS%% *}'

# drive SLEEPS SCENARIO [ARGUMENT...] - runs a scenario of the driver, in which all processes are to be
# asleep SLEEPS times. The processor time is for those who wait without sleeping.
drive() {
    local options=() i
    for ((i = 0; i < $1; i++)); do
        options+=(--on-blocked "$TELL")
    done
    draw_number driver_seed 1 999999
    run_program --cpu 2 --wall 120 --polls 200 "${options[@]}" driver "$2" "$driver_seed" "${@:3}"
}

# expect_every_order ITEMS PRODUCERS CONSUMERS LINE [OPTION...] - in no order of the processes is an item lost
# or doubled, does nobody go on, or does somebody wait without sleeping; explored.c prints LINE.
expect_every_order() {
    expect_explorable explored
    explore --forbid busy-wait --expect "$4" "${@:5}" -- explored "${@:1:3}"
    expect_explored "in every order of $2 producer(s) and $3 consumer(s): $4"
}

check_orders() {
    why 'a mistake in one order of many strikes seldom, and then nobody can repeat it'
    try 'read the order from top to bottom; make explore LAB=05 plays it again'
    see 'In which order?'
    expect_every_order 3 1 1 'every item came once, in order'
}

check_put_put() {
    why 'two producers that see the same in store into the same slot'
    try 'everything from reading in to setting it belongs between sem_wait and sem_post of mutex'
    see 'Three semaphores'
    expect_every_order 2 2 1 'every item came once'
}

check_get_get() {
    why 'two consumers that see the same out take the same item'
    try 'everything from reading out to setting it belongs between sem_wait and sem_post of mutex'
    see 'Three semaphores'
    expect_every_order 2 1 2 'every item came once'
}

check_two_by_two() {
    why 'this is where every pair of processes can meet'
    try 'first mend what fails above; then read the order from top to bottom'
    see 'Three semaphores'
    expect_every_order 2 2 2 'every item came once'
}

check_helgrind() {
    why 'an access without a lock is a race, whether or not it has struck today'
    try 'no access to buffer, in or out, not even a look, before mutex is yours'
    see 'Why Helgrind needs threads'
    start_drawing 103
    draw_number driver_seed 1 999999
    run_valgrind helgrind driver threads "$driver_seed"
    expect_no_findings
}

check_memory() {
    local SHM_NAME=$SHM_NAME$BESIDE
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full --trace-children=yes ./producer_consumer'
    see 'What can go wrong'
    start_drawing 104
    draw_number driver_seed 1 999999
    run_valgrind memcheck driver heap "$driver_seed"
    expect_no_findings
    compile_with beside producer_consumer.c ring.c
    run_valgrind memcheck beside $((2 * BUF_SIZE)) 1 1
    expect_no_findings
}

# expect_items ITEMS - the program succeeded, and each of 0 to ITEMS - 1 was produced once and consumed
# once; with `in-order` after it, in that order.
expect_items() {
    local what order=sort
    if [[ $run_end != exit || $run_code != 0 || -s $run_err ]]; then
        fail_check 'exit status 0 and nothing on stderr' "$(describe_run)"
    fi
    if grep -qvxE '(Produced|Consumed): (0|[1-9][0-9]*)' "$run_out"; then
        fail_check 'nothing on stdout but the lines that producer_consumer.c prints' \
            "also: $(grep -vxE '(Produced|Consumed): (0|[1-9][0-9]*)' "$run_out" | head -n 2 | shown_lines)"
    fi
    if [[ ${2:-} == in-order ]]; then
        order='cat'
    fi
    for what in Produced Consumed; do
        sed -n "s/^$what: //p" "$run_out" | { [[ $order == cat ]] && cat || sort -n; } >"$GRADE_RUN/tmp/items"
        if ! cmp -s "$GRADE_RUN/tmp/items" <(seq 0 $(($1 - 1))); then
            fail_check "the items 0 to $(($1 - 1)), each $what once${2:+, in this order}" \
                "$(diff <(seq 0 $(($1 - 1))) "$GRADE_RUN/tmp/items" | sed -n 's/^< /missing: /p; s/^> /too much: /p' | head -n 3)"
        fi
    done
}

# bats test_tags=id:compiles,points:1
@test "the program compiles with your ring.c" {
    why 'nothing else can be checked before'
    try 'run make in the lab folder and read its first error'
    see 'How to run it'
    expect_compiled producer_consumer driver
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has nothing to warn about" {
    why 'in C most warnings are bugs that have not struck yet'
    try 'run make in the lab folder and read its first warning'
    see 'How to run it'
    expect_no_warnings producer_consumer
}

# bats test_tags=id:init,points:2,needs:compiles
@test "ring_init makes an empty ring of memory with anything in it" {
    why 'memory that is shared may have been used before, by a program that was killed'
    try 'set in and out, and give each semaphore its first value with sem_init()'
    see 'The task'
    drive 0 init
    # Where it stood still there is more to see than that.
    if [[ $run_end == blocked ]]; then
        expect_every_order 3 1 1 'every item came once, in order'
    fi
    expect_driven
}

# bats test_tags=id:fifo,points:2,needs:init
@test "items come out in the order in which they went in" {
    why 'consumers rely on the order: first in, first out'
    try 'in and out both go round: after the last slot comes the first one'
    see 'The task'
    drive 0 fifo
    expect_driven
}

# bats test_tags=id:shared,points:1,needs:fifo
@test "all that the ring is lies in the shared memory" {
    why 'another process has variables of its own; it shares nothing but the mapping'
    try 'no static or global variable, no pointer into the ring, no named semaphore'
    see 'Three semaphores'
    drive 0 shared
    expect_driven
}

# bats test_tags=id:capacity,points:2,needs:fifo
@test "all BUF_SIZE slots can be used" {
    why 'a slot that is never used is memory for nothing'
    try 'empty begins with BUF_SIZE, and each get gives one slot back'
    see 'Three semaphores'
    drive 0 capacity
    expect_driven
}

# bats test_tags=id:full,points:2,needs:capacity,needs:shared
@test "a producer sleeps while the ring is full" {
    why 'one item more would overwrite one that nobody has seen'
    try 'wait for empty with sem_wait(): it sleeps, and costs nothing meanwhile'
    see 'Three semaphores'
    drive 1 full
    expect_driven
}

# bats test_tags=id:empty,points:2,needs:fifo,needs:shared
@test "a consumer sleeps while the ring is empty" {
    why 'there is nothing to take; who asks again and again takes a processor for nothing'
    try 'wait for full with sem_wait(): it sleeps, and costs nothing meanwhile'
    see 'Three semaphores'
    drive 1 empty
    expect_driven
}

# bats test_tags=id:deadlock,points:2,needs:full,needs:empty
@test "who sleeps does not keep the others out" {
    why 'the one who could end the wait would wait for the lock: both sleep for ever'
    try 'in which order do you take empty and mutex, and full and mutex?'
    see 'In which order?'
    drive 2 deadlock
    expect_driven
}

# bats test_tags=id:wakes,points:2,needs:deadlock
@test "who sleeps wakes when another process makes room or brings an item" {
    why 'a semaphore that only threads share never wakes anybody in another process'
    try 'the second argument of sem_init(), pshared; and sem_post() after each put and get'
    see 'Three semaphores'
    drive 2 wakes
    expect_driven
}

# bats test_tags=id:waiters,points:1,needs:wakes
@test "when several sleep, each item and each slot wakes one of them" {
    why 'a wake-up that is saved is one that is lost as soon as two wait'
    try 'one sem_post() for each put and each get, whatever the ring looks like'
    see 'Three semaphores'
    drive 6 waiters
    expect_driven
}

# bats test_tags=id:interrupted,points:2,needs:wakes
@test "a signal that interrupts a wait loses and doubles nothing" {
    why 'sem_wait() returns -1 with EINTR then, and nothing was taken'
    try 'wait again, as often as errno is EINTR'
    see 'Interrupted waits'
    drive 6 interrupted
    expect_driven
}

# bats test_tags=id:orders,points:3,needs:init
@test "one producer, one consumer: right in every order (shmcheck)" {
    await_beside
}

# bats test_tags=id:put-put,points:2,needs:init
@test "two producers at the same time lose no item, in any order" {
    await_beside
}

# bats test_tags=id:get-get,points:2,needs:init
@test "two consumers at the same time never get the same item" {
    await_beside
}

# bats test_tags=id:two-by-two,points:2,needs:init
@test "two producers and two consumers: right in every order" {
    await_beside
}

# bats test_tags=id:interrupted-mutex,points:1,needs:interrupted,needs:put-put,needs:get-get
@test "a signal that interrupts the wait for the lock does no harm either" {
    why 'who goes on after an interrupted wait is in the ring without the lock'
    try 'every sem_wait() can be interrupted, also the one for mutex'
    see 'Interrupted waits'
    # The second wait of a put or a get.
    expect_every_order 2 2 1 'every item came once' --fail sem_wait:2=EINTR
    expect_every_order 2 1 2 'every item came once' --fail sem_wait:2=EINTR
}

# bats test_tags=id:init-fails,points:2,needs:init
@test "a ring_init that fails says why and leaves no semaphore" {
    why 'the caller cannot know which of the three it would have to destroy'
    try 'on the way out destroy those that you have, then return -1 with the first errno'
    see 'The task'
    for at in 1 2 3; do
        explore --fail "sem_init:$at=ENOSPC" --status 0,255 --allow "$everything_else" --forbid semaphore -- explored 1 1 1
        expect_explored "no semaphore left when the sem_init number $at fails"
    done
    drive 0 init-fails
    expect_driven
}

# bats test_tags=id:destroy,points:1,needs:empty
@test "ring_destroy ends all three semaphores, and a new ring works" {
    why 'a semaphore may hold resources of the system; on other systems it does'
    try 'sem_destroy() for each that sem_init() made'
    see 'The task'
    explore --allow "$everything_else" --forbid semaphore -- explored 1 1 1
    expect_explored 'no semaphore left after ring_destroy'
    drive 0 destroy
    expect_driven
}

# bats test_tags=id:failures,points:2,needs:init
@test "a semaphore call that fails is reported by -1 and errno" {
    why 'who goes on after a failed wait has neither the slot nor the lock'
    try 'look at each result; only EINTR means: wait again'
    see 'Interrupted waits'
    drive 0 failures
    expect_driven
}

# bats test_tags=id:unchanged,points:1,needs:failures,needs:capacity,needs:empty
@test "a put or get whose wait fails leaves the ring as it was" {
    why 'a slot that was taken for nothing is lost for ever'
    try 'if the wait for mutex fails you still hold a slot (an item): give it back'
    see 'Interrupted waits'
    # The second wait of each process is the one for mutex; who is refused tries again.
    explore --fail sem_wait:2=EDEADLK --allow race,misuse --expect 'every item came once, in order' -- explored 2 1 1
    expect_explored 'every item once, in order, after a wait for mutex that failed and was tried again'
    drive 0 unchanged
    expect_driven
}

# bats test_tags=id:helgrind,points:2,needs:fifo
@test "no data race between threads (Helgrind)" {
    await_beside
}

# bats test_tags=id:one-to-one,points:2,needs:waiters,needs:orders,needs:put-put,needs:get-get
@test "the program: one producer, one consumer, every item once, in order" {
    why 'this is what the ring is for'
    try 'make run, and look for what is missing, doubled, or out of order'
    see 'How to run it'
    run_program producer_consumer
    expect_items 10 in-order
    draw_number items 50 200
    run_program producer_consumer "$items" 1 1
    expect_items "$items" in-order
    run_program producer_consumer 0
    expect_items 0
}

# bats test_tags=id:several,points:2,needs:one-to-one
@test "the program: several producers and consumers, up to 10,000 items" {
    why 'every item is consumed exactly once, however many there are and whoever is first'
    try './producer_consumer 10000 3 3 | sort | uniq -c | sort -n, and look at both ends'
    see 'How to run it'
    # 256 is no multiple of three.
    compile_explored three -DBUF_SIZE=3 -I. "$GRADE_TOP/graders/$GRADE_LAB/explored.c" ring.c
    explore --expect 'every item came once, in order' --status 0,1 -- three 300 0 0
    expect_explored '300 items, each as it was put'
    for processes in '2 1' '1 2' '3 3'; do
        draw_number items 300 900
        read -ra numbers <<<"$processes"
        run_program producer_consumer "$items" "${numbers[@]}"
        expect_items "$items"
    done
    run_program producer_consumer 10000
    expect_items 10000 in-order
    run_program producer_consumer 10000 3 3
    expect_items 10000
}

# bats test_tags=id:reports,points:1,needs:one-to-one,needs:init-fails,needs:failures
@test "the program: a failure is one line and the end of all processes" {
    why 'the caller prints the error; a second line from ring.c only confuses'
    try 'ring.c prints nothing: it returns -1 and leaves errno as it is'
    see 'The task'
    compile_with failing "$WRAP" -I. "-I$DRIVER" producer_consumer.c ring.c "$DRIVER/faults.c"
    # Numbers of errors: EPERM 1, EINVAL 22.
    draw_number at 1 3
    run_program --env "FAIL=sem_init:$at:1" failing
    expect_call_failure ring_init 'Operation not permitted'
    expect_no_children
    # Every worker whose 3rd wait comes reports it, and the first one that ends takes all others with it.
    run_program --env FAIL=sem_wait:3:22 failing 1000 2 2
    if [[ $run_end != exit || $run_code != 1 || ! -s $run_err ]] \
        || grep -qvxE 'ring_(put|get): Invalid argument' "$run_err"; then
        fail_check 'exit status 1 and on stderr: ring_put (or ring_get): Invalid argument' "$(describe_run)"
    fi
    expect_no_children
    expect_nothing_left
}

# bats test_tags=id:memory,points:2,needs:one-to-one
@test "no memory error and no leak (Memcheck)" {
    await_beside
}

# bats test_tags=id:leaves-nothing,points:1,needs:one-to-one
@test "the program leaves nothing behind" {
    why 'a semaphore in the mapping ends with it; whatever else ring.c takes does not'
    try 'compare: ls /dev/shm and ls /proc/PID/fd before and after'
    see 'Three semaphores'
    explore --allow "$everything_else" --forbid descriptor,mapping -- explored 1 1 1
    expect_explored 'nothing left behind, open or mapped, in no order of the processes'
    run_program --at-exit producer_consumer 20 2 2
    expect_nothing_open
    expect_nothing_mapped
    expect_no_children
    expect_nothing_left
}
