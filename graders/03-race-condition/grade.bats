#!/usr/bin/env bats
#
# Lab 03: somebody's counter.c and schedule.txt. Whether updates are lost is luck when the program runs by
# itself, so no check waits for luck: the order of the two processes is forced (order.c), or increment()
# is replaced by one that loses nothing (stand_in.c), and the final counter is known before the run.

load ../lib/grader
load schedule

here=$GRADE_TOP/graders/$GRADE_LAB

setup_file() {
    local waits=-Wl,--wrap=wait,--wrap=waitpid,--wrap=wait3,--wrap=wait4,--wrap=waitid
    local failing=-Wl,--wrap=shm_open,--wrap=open,--wrap=ftruncate,--wrap=mmap,--wrap=fork
    # A name of our own: it is a macro, and a program that writes it out works by luck.
    export SHM_NAME=/$GRADE_TOKEN
    prepare_sources
    compile_counter counter counter.c
    # -fPIC: the compiler must not count on what it knows of an increment() that is replaced. Without it GCC
    # calls it with a stack that is aligned for that one function alone.
    compile_counter stand-in -fPIC -fsemantic-interposition "$waits" "$failing" \
        -Wl,--allow-multiple-definition "$here/stand_in.c" "$here/witness.c" counter.c
    compile threads -I. -Dmain=counter_main "$here/threads.c" counter.c
    if command -v gcc >/dev/null; then
        # GCC, whatever CC is: clang leaves reads out that a write follows.
        CC=gcc compile_counter counter.o -fsanitize=thread -c counter.c
        CC=gcc compile order "$waits" "$here/order.c" "$here/witness.c" "$GRADE_RUN/bin/counter.o"
    fi
    start_beside race check_race
}

# compile_counter NAME ARGUMENT... - makes bin/NAME for the object SHM_NAME.
compile_counter() {
    local name=$1
    shift
    compile "$name" -I. "-DSHM_NAME=\"$SHM_NAME\"" "$@"
}

# The body of the check `race`, which runs beside the others: it makes no object.
check_race() {
    why 'two threads show what Helgrind cannot see between two processes'
    try 'increment() takes no lock, and is plain C: it reads, adds 1, and writes'
    see 'Why threads'
    run_valgrind helgrind threads
    expect_data_race
}

# in_log LINE - whether the last run's log, of witness.c, has a line that matches.
in_log() {
    grep -qxE -- "$1" "${run_out%/*}/home/witness.log"
}

# expect_own_work - the last run's log tells of no fault of the grader's own.
expect_own_work() {
    local fault
    if fault=$(grep -h '^fault ' "${run_out%/*}/home/witness.log" 2>&1) || [[ $fault == *'No such file'* ]]; then
        grader_fault "witness.c: $fault"
    fi
}

# run_stand_in [OPTION...] [ARGUMENT...] - runs the program with a stand-in for increment().
run_stand_in() {
    local options=()
    while [[ ${1:-} == --env ]]; do
        options+=("$1" "$2")
        shift 2
    done
    if [[ ! -x $GRADE_RUN/bin/stand-in ]]; then
        fail_check 'a program that calls increment(), and defines what counter.h says' \
            "$(compiler_says stand-in 'error|undefined|multiple')"
    fi
    # One run after the other: what an earlier one left is not what is looked at here.
    remove_leftovers
    run_program "${options[@]}" stand-in "$@"
    expect_own_work
}

# expect_final EXPECTED [FINAL [REASON]] - status 0, and one line with the expected counter, and the final
# one if it is known.
expect_final() {
    local pattern wanted="final counter: ${2:-N} (expected: $1)" content
    pattern="^final counter: ${2:-[0-9]+} \\(expected: $1\\)"$'\n$'
    IFS= read -r -d '' content <"$run_out" || true
    if [[ $run_end != exit || $run_code != 0 ]]; then
        fail_check "exit status 0 and stdout: $wanted${3:+
$3}" "$(describe_run)"
    fi
    if ! [[ $content =~ $pattern ]]; then
        fail_check "stdout: $wanted${3:+
$3}" "stdout: $(shown "$run_out")"
    fi
}

# expect_order FIRST AT UNTIL - runs ./counter $times in this order: process FIRST is held in the middle of
# its update number AT; the other one runs from its beginning until it is in the middle of update number
# UNTIL (0: to its end), and then FIRST to its end. order.c says why the final counter is known.
expect_order() {
    local first=$1 at=$2 until=$3 second=child reason
    if [[ $first == child ]]; then
        second=parent
    fi
    if ! command -v gcc >/dev/null; then
        not_graded 'needs gcc, which is not here'
    fi
    if [[ ! -x $GRADE_RUN/bin/order ]]; then
        fail_check 'counter.c compiles with -fsanitize=thread too, to be run in a forced order' \
            "$(compiler_says counter.o 'error')$(compiler_says order 'error|undefined|multiple')"
    fi
    remove_leftovers
    run_program --cpu 2 --wall 20 --env "FIRST=$first" --env "FIRST_PARKS=$at" \
        --env "SECOND_PARKS=$until" order "$times"
    expect_own_work
    reason="The $first is held in update $at, between its read and its write. Meanwhile the $second"
    if ((until == 0)); then
        reason+=" makes all of its own. Then the $first writes over them."
    else
        reason+=" comes to its update $until, and is held there until the $first has made all of its own."
    fi
    if [[ $run_end == blocked || $run_end == cpu || $run_end == wall ]] && in_log '.* parked'; then
        fail_check "$reason" "one process cannot go on while the other is held: is there a lock between them?
$(describe_run)"
    fi
    if ! in_log "$first parked"; then
        fail_check "$reason" "the $first never came to an update $at of $times: each of the $times is a read and
a write of the shared counter, in plain C
$(describe_run)"
    fi
    if ((until > 0)) && ! in_log "$second parked"; then
        fail_check "$reason" "the $second never came to an update $until of $times while the $first was held
$(describe_run)"
    fi
    expect_final $((2 * times)) $((times + at - 1)) "$reason"
}

# bats test_tags=id:compiles,points:1
@test "counter.c compiles, and schedule.txt is there" {
    why 'nothing else can be checked before'
    try 'run make in the lab folder and read its first error'
    see 'How to run it'
    expect_compiled counter
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has nothing to warn about" {
    why 'in C most warnings are bugs that have not struck yet'
    try 'run make in the lab folder and read its first warning'
    see 'How to run it'
    expect_no_warnings counter
}

# bats test_tags=id:prints,points:2,needs:compiles
@test "it prints one line: the final counter, and twice TIMES" {
    why 'the difference of the two numbers is what the lab is about'
    try 'the parent alone prints, once, and the child leaves with _exit()'
    see 'The task'
    for round in 1 2; do
        draw_number times 100 100000
        run_stand_in "$times"
        expect_final $((2 * times))
    done
}

# bats test_tags=id:default,points:1,needs:prints
@test "without TIMES it is 100000" {
    why 'the program works without an argument, and then this is what it does'
    try 'look at what argc is when no TIMES is given'
    see 'The task'
    run_stand_in
    expect_final 200000
}

# bats test_tags=id:usage,points:2,needs:compiles
@test "what is no number from 1 to 1000000000 is wrong usage, status 2" {
    why 'a number that is cut off, or read in part, gives a result that means nothing'
    try 'strtol(3) tells where the number ended, and if it was too large: look at both'
    see 'The task'
    for arguments in 1000000001 -5 many 12x 1.5 4294967297 18446744073709551617 '' '10 20'; do
        # The last one is two arguments.
        if [[ $arguments == *' '* ]]; then
            run_stand_in "${arguments% *}" "${arguments#* }"
        else
            run_stand_in "$arguments"
        fi
        if [[ $run_end != exit || $run_code != 2 || -s $run_out ]] || ! grep -q '^usage:' "$run_err"; then
            fail_check "./counter $(shown_text "$arguments"): exit status 2 and on stderr a line that begins
with \"usage:\"" "$(describe_run)"
        fi
        expect_nothing_left
    done
}

# bats test_tags=id:child-reaped,points:1,needs:prints
@test "the parent waits for its child" {
    why 'a child that nobody waits for stays behind as a zombie'
    try 'waitpid() in the parent, before it prints'
    see 'The task'
    draw_number times 100 2000
    run_program counter "$times"
    expect_no_children
}

# bats test_tags=id:two-processes,points:2,needs:child-reaped
@test "parent and child both call increment with TIMES" {
    why 'a race needs two who run at the same time, and these two are processes'
    try 'fork() once; then both call increment(data, times), once each'
    see 'The task'
    draw_number times 100 100000
    run_stand_in "$times"
    said=$(grep -h ' times ' "${run_out%/*}/home/witness.log" | sort) || true
    if [[ $said != "child times $times"$'\n'"parent times $times" ]]; then
        fail_check "one call of increment(data, $times) by the parent, and one by the child" \
            "calls: ${said:-none}"
    fi
}

# bats test_tags=id:shared-object,points:2,needs:two-processes
@test "the counter is in the shared memory object SHM_NAME" {
    why 'after fork everything is a copy, except what is mapped with MAP_SHARED'
    try 'shm_open() with SHM_NAME, and mmap() with MAP_SHARED and its descriptor'
    see 'The task'
    draw_number times 100 100000
    run_stand_in "$times"
    for who in parent child; do
        if ! in_log "$who memory ..-s /dev/shm$SHM_NAME( \\(deleted\\))?"; then
            fail_check "the $who counts in a shared mapping (..-s) of /dev/shm$SHM_NAME" \
                "$(grep "^$who memory" "${run_out%/*}/home/witness.log")"
        fi
    done
}

# bats test_tags=id:waits-first,points:2,needs:shared-object
@test "the final counter is read after the child has finished" {
    why 'before that the number is an accident'
    try 'waitpid() first, then read the counter and print it'
    see 'The task'
    draw_number times 100 100000
    run_stand_in --env HOLD=1 "$times"
    expect_final $((2 * times)) $((2 * times)) \
        'Here the child counts only when the parent waits for it, and nothing is lost.'
}

# bats test_tags=id:range,points:1,needs:waits-first
@test "TIMES may be 1, and may be 1000000000" {
    why 'twice 1000000000 is still an int, but not much more is'
    try 'allow 1 to 1000000000, and compute with int or long'
    see 'The task'
    for times in 1 1000000000; do
        run_stand_in "$times"
        expect_final $((2 * times)) $((2 * times))
    done
}

# bats test_tags=id:lost,points:3,needs:waits-first
@test "in an order that loses them, all updates of one process are lost" {
    why 'an update is a read and a write, and the other process may come between'
    try 'no lock and no atomic in increment(); fork first, then both count, then wait'
    see 'How updates are lost'
    draw_number times 20 60
    expect_order child 1 0
    expect_order parent 1 0
}

# bats test_tags=id:separate,points:3,needs:lost
@test "each of the TIMES updates reads the counter, and writes it, anew" {
    why 'it is what the article shows: two increments, and the counter is 1'
    try 'add 1 to data->counter itself, TIMES times; no sum of your own on the way'
    see 'How updates are lost'
    for first in child parent; do
        draw_number times 20 60
        draw_number at 2 "$times"
        draw_number until 2 "$times"
        expect_order "$first" "$at" "$until"
    done
}

# bats test_tags=id:race,points:2,needs:compiles
@test "Helgrind sees the data race when two threads run increment" {
    await_beside
}

# bats test_tags=id:memory,points:1,needs:child-reaped
@test "no memory error and no leak (Memcheck)" {
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --trace-children=yes --leak-check=full ./counter 100'
    see 'What can go wrong'
    draw_number times 50 150
    run_valgrind memcheck counter "$times"
    expect_no_findings
}

# bats test_tags=id:descriptors,points:1,needs:two-processes
@test "no descriptor is left open" {
    why 'a program that runs for weeks runs out of them'
    try 'close() what shm_open() gave you; the mapping does not need it'
    see 'The task'
    draw_number times 100 2000
    run_program --at-exit counter "$times"
    expect_nothing_open
}

# bats test_tags=id:mappings,points:1,needs:shared-object
@test "no mapping is left behind" {
    why 'the memory stays in use as long as somebody has it mapped'
    try 'munmap() in the parent, with the address and the size that mmap() had'
    see 'The task'
    draw_number times 100 2000
    run_program --at-exit counter "$times"
    expect_nothing_mapped
}

# bats test_tags=id:removed,points:1,needs:shared-object
@test "nothing is left on the host" {
    why 'what stays behind takes memory, and disturbs the next run'
    try 'shm_unlink() before the end; compare ls /dev/shm before and after'
    see 'The task'
    draw_number times 100 2000
    run_program counter "$times"
    expect_nothing_left
}

# bats test_tags=id:failures,points:2,needs:removed
@test "a call that fails is reported, and the object is removed" {
    why 'an unchecked call fails later, elsewhere, and says nothing'
    try 'check each call at once: shm_open, ftruncate, mmap, fork'
    see 'What can go wrong'
    for failure in 'shm_open open:Too many open files' 'ftruncate:File too large' \
        'mmap:Cannot allocate memory' 'fork:Resource temporarily unavailable'; do
        read -ra calls <<<"${failure%%:*}"
        run_stand_in --env "FAIL=${calls[0]}" 10
        # A design that does not make this call, or makes it when the child is there, cannot be asked.
        if in_log "failed ${calls[0]}"; then
            expect_call_failure "${calls[@]}" "${failure#*:}"
            expect_no_children
            expect_nothing_left
        fi
    done
}

# bats test_tags=id:schedule,points:2,needs:compiles
@test "schedule.txt has the form of a schedule" {
    why 'a line that is misread would try another order than the one you thought of'
    try 'one line: parent or child, then read or write, then how many (x3)'
    see 'The schedule'
    schedule_problem "$GRADE_RUN/submission/schedule.txt"
    if [[ -n $problem ]]; then
        fail_check 'lines of: who, what (may be left out), how many (may be left out)' "$problem"
    fi
}

# No `needs`: where it cannot be graded its points are nobody's, also when a check above failed.
# bats test_tags=id:replay,points:4
@test "in the order of schedule.txt, ./counter 10 ends with 2" {
    not_graded 'needs shmcheck, which this grader does not call'
}
