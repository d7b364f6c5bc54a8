#!/usr/bin/env bats
#
# Lab 07: somebody's four transports. A driver of the grader's (driver/main.c) moves messages through
# each, and brings about what otherwise comes by chance only. Nothing here is a time: speed is shown by the
# benchmark, and is nobody's mark.

load ../lib/check/grader
load ../lib/check/driver

# shellcheck source=queues.bash
source "$GRADE_TOP/graders/$GRADE_LAB/queues.bash"

readonly TRANSPORTS=(pipe unix-socket message-queue shared-memory)

setup_file() {
    # A little shared memory, and no power of two, so that its end is met often and anywhere.
    start_drawing 0
    draw_number blocks 1000 1500
    export IPC_NAME=/$GRADE_TOKEN SHM_SIZE=$((64 * blocks))
    prepare_sources
    here=$GRADE_TOP/graders/$GRADE_LAB
    frame=$GRADE_TOP/graders/lib/check/driver
    supervise=$GRADE_TOP/graders/supervise
    # Two messages that fill the least memory more than once, so that both ends go round.
    compile_explored explored "-DIPC_NAME=\"$IPC_NAME\"" -DSHM_SIZE=64 -DMESSAGE_SIZE=40 \
        -include "$here/no_time.h" -I. shared_memory.c "$here/explored.c"
    # The driver's parts as one source: seven starts of the compiler cost three times as much.
    printf '#include "%s"\n' "$frame"/*.c "$supervise"/proc_{file,stat}.c "$here"/driver/*.c >"$GRADE_RUN/given/driver.c"
    compile_with driver -O2 -I. "-I$frame" "-I$supervise" "-I$here/driver" \
        pipe.c unix_socket.c message_queue.c shared_memory.c lifeline.c "$GRADE_RUN/given/driver.c"
}

# compile_with NAME ARGUMENT... - compile for the names and sizes of this run.
compile_with() {
    local name=$1
    shift
    compile "$name" "-DIPC_NAME=\"$IPC_NAME\"" "-DSHM_SIZE=$SHM_SIZE" "$@"
}

teardown() {
    restore_limits
    end_check
    remove_leftovers
    remove_queues
}

# drive SCENARIO TRANSPORT... - runs a scenario of the driver, which has to come to its end. On a loaded
# host a design that looks again and again needs many turns, so the time is long; but when nobody does
# anything but look again, it will not end.
drive() {
    draw_number driver_seed 1 999999
    run_program --cpu 4 --wall 120 --polls 200 driver "$1" "$driver_seed" "${@:2}"
    expect_driven
}

# bats test_tags=id:compiles,points:1
@test "your four transports compile" {
    why 'nothing else can be checked before'
    try 'run make in the lab folder and read its first error'
    see 'How to run it'
    expect_compiled driver
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has nothing to warn about" {
    why 'in C most warnings are bugs that have not struck yet'
    try 'run make in the lab folder and read its first warning'
    see 'How to run it'
    expect_no_warnings driver
}

# bats test_tags=id:pipe-small,points:2,needs:compiles
@test "pipe: messages arrive as they were sent, in order" {
    why 'this is what a transport is for'
    try 'write the message into one end, read it from the other'
    see 'The task'
    drive small pipe
}

# bats test_tags=id:pipe-large,points:2,needs:pipe-small
@test "pipe: up to 5 MiB, and through small buffers" {
    why 'what fits into a buffer today does not tomorrow'
    try 'go round until the whole message is through: read() and write() may do a part'
    see 'Parts of a message'
    drive large pipe
}

# bats test_tags=id:pipe-signal,points:2,needs:pipe-large
@test "pipe: a signal in the middle of a message does no harm" {
    why 'a terminal that changes its size is a signal already'
    try 'EINTR: call again; and a call that has done a part returns how much'
    see 'Parts of a message'
    drive signal pipe
}

# bats test_tags=id:pipe-killed,points:2,needs:pipe-large
@test "pipe: a peer that dies is an error and no hang" {
    why 'who waits for a process that is dead waits for ever'
    try 'who keeps the other end open never sees the end; and read() returns 0'
    see 'When the other side dies'
    drive killed pipe
}

# bats test_tags=id:pipe-carried,points:1,needs:pipe-large
@test "pipe: the bytes go through a pipe" {
    why 'a comparison of four ways has to take four ways'
    try 'pipe(), write(), read()'
    see 'The task'
    drive carried pipe
}

# bats test_tags=id:unix-socket-small,points:2,needs:compiles
@test "unix-socket: messages arrive as they were sent, in order" {
    why 'this is what a transport is for'
    try 'send() at one end of the pair, recv() at the other'
    see 'The task'
    drive small unix-socket
}

# bats test_tags=id:unix-socket-large,points:2,needs:unix-socket-small
@test "unix-socket: up to 5 MiB, and through small buffers" {
    why 'what fits into a buffer today does not tomorrow'
    try 'go round until the whole message is through: send() and recv() may do a part'
    see 'Parts of a message'
    drive large unix-socket
}

# bats test_tags=id:unix-socket-signal,points:2,needs:unix-socket-large
@test "unix-socket: a signal in the middle of a message does no harm" {
    why 'a terminal that changes its size is a signal already'
    try 'EINTR: call again; MSG_WAITALL too may return a part then'
    see 'Parts of a message'
    drive signal unix-socket
}

# bats test_tags=id:unix-socket-killed,points:2,needs:unix-socket-large
@test "unix-socket: a peer that dies is an error and no hang" {
    why 'who waits for a process that is dead waits for ever'
    try 'who keeps the other end open never sees the end; and recv() returns 0'
    see 'When the other side dies'
    drive killed unix-socket
}

# bats test_tags=id:unix-socket-carried,points:1,needs:unix-socket-large
@test "unix-socket: the bytes go through a socket" {
    why 'a comparison of four ways has to take four ways'
    try 'socketpair() with AF_UNIX'
    see 'The task'
    drive carried unix-socket
}

# bats test_tags=id:message-queue-small,points:2,needs:compiles
@test "message-queue: messages arrive as they were sent, in order" {
    why 'this is what a transport is for'
    try 'mq_receive() wants room for the largest piece, also for a small one'
    see 'The task'
    drive small message-queue
}

# bats test_tags=id:message-queue-large,points:2,needs:message-queue-small
@test "message-queue: up to 5 MiB, and through small buffers" {
    why 'what fits into a buffer today does not tomorrow'
    try 'cut the message into pieces that the queue takes'
    see 'Parts of a message'
    drive large message-queue
}

# bats test_tags=id:message-queue-signal,points:2,needs:message-queue-large
@test "message-queue: a signal in the middle of a message does no harm" {
    why 'a terminal that changes its size is a signal already'
    try 'EINTR: call again'
    see 'Parts of a message'
    drive signal message-queue
}

# bats test_tags=id:message-queue-killed,points:2,needs:message-queue-large
@test "message-queue: a peer that dies is an error and no hang" {
    why 'who waits for a process that is dead waits for ever'
    try 'wait with a time limit, look at the lifeline, then once more at the queue'
    see 'When the other side dies'
    drive killed message-queue
}

# bats test_tags=id:message-queue-carried,points:1,needs:message-queue-large
@test "message-queue: the bytes go through a message queue" {
    why 'a comparison of four ways has to take four ways'
    try 'mq_open(), mq_send(), mq_receive()'
    see 'The task'
    drive carried message-queue
}

# bats test_tags=id:shared-memory-small,points:2,needs:compiles
@test "shared-memory: messages arrive as they were sent, in order" {
    why 'this is what a transport is for'
    try 'say that a part is there after it has been copied, not before'
    see 'The task'
    drive small shared-memory
}

# bats test_tags=id:shared-memory-large,points:2,needs:shared-memory-small
@test "shared-memory: up to 5 MiB, and through small buffers" {
    why 'what fits into a buffer today does not tomorrow'
    try 'cut the message into parts, or have room for message_size bytes'
    see 'Parts of a message'
    drive large shared-memory
}

# bats test_tags=id:shared-memory-signal,points:2,needs:shared-memory-large
@test "shared-memory: a signal in the middle of a message does no harm" {
    why 'a terminal that changes its size is a signal already'
    try 'EINTR: wait again'
    see 'Parts of a message'
    drive signal shared-memory
}

# bats test_tags=id:shared-memory-killed,points:2,needs:shared-memory-large
@test "shared-memory: a peer that dies is an error and no hang" {
    why 'who waits for a process that is dead waits for ever'
    try 'wait with a time limit, look at the lifeline, then once more at the memory'
    see 'When the other side dies'
    drive killed shared-memory
}

# bats test_tags=id:shared-memory-carried,points:2,needs:shared-memory-large
@test "shared-memory: no system call carries a byte of a message" {
    why 'that is what makes it fast: the bytes never go through the kernel'
    try 'mmap() once in open, then memcpy()'
    see 'The task'
    drive carried shared-memory
}

# bats test_tags=id:queue-limits,points:2,needs:message-queue-large
@test "message-queue: also where an administrator has set lower limits" {
    why 'the limits are settings, and not constants'
    try 'ask /proc/sys/fs/mqueue, or make the queue without attributes and ask mq_getattr()'
    see 'How much a queue takes'
    draw_number least_piece 200 900
    lower_limits "$least_piece" || not_graded 'the limits of message queues cannot be lowered here'
    drive large message-queue
}

# bats test_tags=id:explored,points:3,needs:shared-memory-large
@test "shared-memory: no race and no lost wake-up, in every order" {
    why 'a race that has not struck today strikes on the day when it matters'
    try 'what tells the other side must come after the bytes, and what is waited for must be posted'
    see 'Who may touch what when'
    if [[ ! -x $GRADE_RUN/bin/explored ]]; then
        not_graded 'this design hides its accesses to memory from the explorer'
    fi
    explore --bound 1 --expect '2 messages arrived' --allow left-behind -- explored
    if [[ $explored != clean && $explored != violation ]]; then
        not_graded "the explorer cannot follow this design: $explored_says"
    fi
    expect_explored 'in every order 2 messages arrive, no data race, and nobody waits for ever'
}

# bats test_tags=id:two-channels,points:2,needs:pipe-small,needs:unix-socket-small,needs:message-queue-small,needs:shared-memory-small
@test "two channels at the same time, one for each direction, do not mix" {
    why 'an answer takes a second channel'
    try 'no global variables; and a name that another channel has is not yours'
    see 'The task'
    drive two "${TRANSPORTS[@]}"
}

# bats test_tags=id:open-fails,points:2,needs:two-channels
@test "an open that fails says why and leaves nothing" {
    why 'the caller cannot close what it never got'
    try 'give back what you have in reverse order, and keep the errno of the failure'
    see 'The task'
    drive open-fails "${TRANSPORTS[@]}"
}

# bats test_tags=id:leaves-nothing,points:2,needs:two-channels
@test "close leaves nothing behind: no descriptor, mapping, name or file" {
    why 'a benchmark opens a channel for each run'
    try 'mq_unlink() and shm_unlink() can follow as soon as both have it open'
    see 'What can go wrong'
    drive leaves "${TRANSPORTS[@]}"
    expect_no_children
    left=$(
        list_ipc
        list_queues
        find "${run_out%/out}/home" -mindepth 1 -printf 'file %P\n'
    )
    if [[ -n $left ]]; then
        fail_check 'nothing left behind' "left behind: $(summary <<<"$left")"
    fi
}

# bats test_tags=id:bench,points:1,needs:two-channels,needs:pipe-killed,needs:unix-socket-killed,needs:message-queue-killed,needs:shared-memory-killed
@test "./bench measures all four" {
    why 'this is what you will want to look at'
    try './bench --runs 1 and read what it says of each'
    see 'How to run it'
    mapfile -t sources < <(cd "$GRADE_RUN/src" && printf '%s\n' ./*.c)
    compile_with bench "${sources[@]}"
    expect_compiled bench
    draw_number size 1000 90000
    draw_number count 10 30
    run_program bench --runs 1 --size "$size" --count "$count" --csv table
    if [[ $run_end != exit || $run_code != 0 || -s $run_err ]]; then
        fail_check 'exit status 0 and nothing on stderr' "$(describe_run)"
    fi
    for transport in "${TRANSPORTS[@]}"; do
        if ! grep -q "^$transport,$size,$count,1,[0-9.,]*$" "${run_out%/out}/home/table"; then
            fail_check "a line for $transport in the CSV file" "$(shown "${run_out%/out}/home/table")"
        fi
    done
}

# bats test_tags=id:memory,points:2,needs:two-channels
@test "no memory error and no leak (Memcheck)" {
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full --trace-children=yes ./bench --runs 1 --count 20'
    see 'What can go wrong'
    draw_number driver_seed 1 999999
    run_valgrind memcheck driver two "$driver_seed" "${TRANSPORTS[@]}"
    expect_no_findings
}
