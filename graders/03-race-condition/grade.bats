#!/usr/bin/env bats
#
# Lab 03: somebody's counter.c and schedule.txt. Whether updates are lost is luck when the program runs by
# itself, so no check waits for luck: shmcheck chooses the order of the two processes' steps, and the final
# counter is known before the run (graders/lib/check/shmcheck.bash).

load ../lib/check/grader

here=$GRADE_TOP/graders/$GRADE_LAB

# Racing is the task here; and what stays behind is another check's matter.
readonly passed_over=race,misuse,left-behind

setup_file() {
    # A name of our own: it is a macro, and a program that writes it out works by luck.
    export SHM_NAME=/$GRADE_TOKEN
    local name="-DSHM_NAME=\"$SHM_NAME\""
    prepare_sources
    compile_explored explored -I. "$name" counter.c
    compile counter -I. "$name" counter.c
    # Of two functions increment() the first one counts. -fPIC: the compiler must not count on what it knows of one
    # that is replaced.
    compile at-once -I. "$name" -fPIC -fsemantic-interposition -Wl,--allow-multiple-definition \
        "$here/at_once.c" counter.c
    compile threads -I. -Dmain=counter_main "$here/threads.c" counter.c
    start_beside race check_race
    # What a run in the default order follows: a schedule without a line.
    : >"$GRADE_RUN/given/default-order"
}

# The body of the check `race`, which runs beside the others: it makes no object.
check_race() {
    why 'two threads show what Helgrind cannot see between two processes'
    try 'increment() takes no lock, and is plain C: it reads, adds 1, and writes'
    see 'Why threads'
    run_valgrind helgrind threads
    expect_data_race
}

# final TIMES [FINAL] - the line that the program prints, as a regular expression. Without FINAL any counter will do.
final() {
    printf 'final counter: %s \\(expected: %d\\)' "${2:-[0-9]+}" $((2 * $1))
}

# one_after_the_other TIMES [FINAL] - in the default order the parent goes on until it has to wait for the child, and
# only then the child begins. The program prints what it should.
one_after_the_other() {
    expect_explorable explored
    explore --schedule "$GRADE_RUN/given/default-order" --allow "$passed_over" --expect "$(final "$@")" -- explored "$1"
    expect_explored "exit status 0, and on stdout: final counter: ${2:-N} (expected: $((2 * $1)))"
}

# trace_counter TIMES - traces the program in that order, for traced_value.
trace_counter() {
    trace_explored --allow "$everything_else,left-behind" -- explored "$1"
}

# Does the parent write to the object only after its wait? A filter for traced_value.
readonly late_write='.objects as $objects | [.events[].operation] as $operations
    | any(.events[($operations | index("wait")):][]; .process == 0 and .writes and .operation != "ftruncate"
        and $objects[.object].label == $object)'

# accesses_of PROCESS [OBJECT] - the reads and writes of shared memory (of the object of that name) that process 0, the
# parent, or 1, its child, makes between the fork and the parent's wait, one a line: "read" or "write".
accesses_of() {
    traced_value '
        .objects as $objects | [.events[].operation] as $operations
        | .events[($operations | index("fork")) + 1:($operations | index("wait"))][]
        | select(.process == $process and .writes != null and .operation != "ftruncate")
        | select($object == "" or $objects[.object].label == $object)
        | if .writes then "write" else "read" end' --argjson process "$1" --arg object "${2:-}"
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
        draw_number times 10 60
        one_after_the_other "$times"
    done
    # And all that both processes print, in whatever order.
    run_program counter "$times"
    if [[ $run_end != exit || $run_code != 0 || $(wc -l <"$run_out") != 1 ]] \
        || ! grep -qxE "$(final "$times")" "$run_out"; then
        fail_check "exit status 0 and stdout: final counter: N (expected: $((2 * times)))" "$(describe_run)"
    fi
}

# bats test_tags=id:default,points:1,needs:prints
@test "without TIMES it is 100000" {
    why 'the program works without an argument, and then this is what it does'
    try 'look at what argc is when no TIMES is given'
    see 'The task'
    run_program counter
    if [[ $run_end != exit || $run_code != 0 ]] \
        || ! grep -qxE "$(final 100000)" "$run_out"; then
        fail_check 'exit status 0 and stdout: final counter: N (expected: 200000)' "$(describe_run)"
    fi
}

# bats test_tags=id:usage,points:2,needs:compiles
@test "what is no number from 1 to 1000000000 is wrong usage, status 2" {
    why 'a number that is cut off, or read in part, gives a result that means nothing'
    try 'strtol(3) tells where the number ended, and if it was too large: look at both'
    see 'The task'
    for arguments in 1000000001 -5 many 12x 1.5 4294967297 18446744073709551617 '' '10 20'; do
        # The last one is two arguments.
        if [[ $arguments == *' '* ]]; then
            run_program counter "${arguments% *}" "${arguments#* }"
        else
            run_program counter "$arguments"
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
    # Objects that are left are the matter of `removed`; of two things that are, the child is named.
    explore --allow "$everything_else" -- explored 1
    if [[ $explored_says == *'nobody has waited'* ]]; then
        fail_explored 'every child waited for, in every order of the two processes' "$explored_says"
    fi
    forget_drawing
    draw_number times 100 2000
    run_program counter "$times"
    expect_no_children
}

# bats test_tags=id:two-processes,points:2,needs:child-reaped
@test "there are two processes: the parent, and one child" {
    why 'a race needs two who run at the same time, and these two are processes'
    try 'fork() once; then both call increment(data, times), once each'
    see 'The task'
    draw_number times 3 9
    trace_counter "$times"
    processes=$traced_processes
    if [[ $processes != 2 ]]; then
        fail_check 'one fork, and so two processes' "$processes process(es)"
    fi
}

# bats test_tags=id:shared-object,points:2,needs:two-processes
@test "both count in the shared memory object SHM_NAME" {
    why 'after fork everything is a copy, except what is mapped with MAP_SHARED'
    try 'shm_open() with SHM_NAME, and mmap() with MAP_SHARED and its descriptor'
    see 'The task'
    draw_number times 3 9
    trace_counter "$times"
    for who in 0 1; do
        if ! accesses_of "$who" "$SHM_NAME" | grep -q write; then
            if [[ $who == 0 && $(traced_value "$late_write" --arg object "$SHM_NAME") == true ]]; then
                fail_check 'both count at the same time' 'the parent begins to count when it has waited for the child'
            fi
            fail_check 'parent and child both write to a shared mapping of SHM_NAME, after the fork' \
                "the $([[ $who == 0 ]] && echo parent || echo child) writes nothing there"
        fi
    done
}

# bats test_tags=id:mode,points:1,needs:shared-object
@test "the object is for its owner alone: mode 0600" {
    why 'every bit more lets other users of the host read or change the counter'
    try 'the third argument of shm_open() is the mode of a new object'
    see 'The task'
    trace_counter 1
    expect_private
}

# bats test_tags=id:waits-first,points:2,needs:shared-object
@test "the final counter is read after the child has finished" {
    why 'before that the number is an accident'
    try 'waitpid() first, then read the counter and print it'
    see 'The task'
    # Few: the order is drawn if it goes wrong.
    draw_number times 2 5
    # The child counts only when the parent waits for it, so nothing is lost.
    one_after_the_other "$times" $((2 * times))
}

# bats test_tags=id:range,points:1,needs:waits-first
@test "TIMES may be 1, and may be 1000000000" {
    why 'twice 1000000000 is still an int, but not much more is'
    try 'allow 1 to 1000000000, and compute with int or long'
    see 'The task'
    if [[ ! -x $GRADE_RUN/bin/at-once ]]; then
        fail_check 'a program that calls increment(), and defines what counter.h says' \
            "$(compiler_says at-once 'error|undefined|multiple')"
    fi
    for times in 1 1000000000; do
        # What a run leaves is the matter of another check.
        remove_leftovers
        # So many updates would take seconds: here increment() makes them at once.
        run_program at-once "$times"
        expect_success "final counter: $((2 * times)) (expected: $((2 * times)))"
    done
}

# bats test_tags=id:lost,points:3,needs:waits-first
@test "there is an order of the two in which an update is lost" {
    why 'an update is a read and a write, and the other process may come between'
    try 'no lock and no atomic in increment(); fork first, then both count, then wait'
    see 'How updates are lost'
    # Every order of one update each is tried, until one is found.
    explore --allow "$passed_over" --expect "$(final 1 2)" -- explored 1
    expect_violation wrong-output 'with TIMES 1, an order that ends with 1 and not 2'
}

# bats test_tags=id:separate,points:3,needs:lost
@test "each of the TIMES updates reads the counter, and writes it, anew" {
    why 'it is what the article shows: two increments, and the counter is 1'
    try 'add 1 to data->counter itself, TIMES times; no sum of your own on the way'
    see 'How updates are lost'
    draw_number times 3 12
    trace_counter "$times"
    for who in 0 1; do
        if [[ $(accesses_of "$who" | paste -sd ' ') != "$(printf 'read write %.0s' $(seq "$times") | sed 's/ $//')" ]]; then
            fail_check "with TIMES $times, $times times a read and a write of the counter, by each process" \
                "the $([[ $who == 0 ]] && echo parent || echo child) makes: $(accesses_of "$who" | paste -sd ' ')"
        fi
    done
    # One process is held in an update until the other has made nearly all of its own, and then the other way round.
    {
        echo "child read"
        echo "parent x$((2 * times - 2))"
        echo "child write"
        echo "parent read"
        echo "child x$((2 * times - 2))"
        echo "parent write"
    } >"$GRADE_RUN/given/smallest"
    explore --dir "$GRADE_RUN/given" --schedule smallest --allow "$passed_over" --expect "$(final "$times" 2)" -- explored "$times"
    if [[ $explored == misfit ]]; then
        fail_check "an order in which $((2 * times - 2)) of $((2 * times)) updates are lost" "$explored_says"
    fi
    expect_explored "an order in which $((2 * times - 2)) of $((2 * times)) updates are lost"
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
    explore --allow "$everything_else,left-behind" --forbid descriptor -- explored 1
    expect_explored 'no descriptor open at the end, in no order of the two processes'
    draw_number times 100 2000
    run_program --at-exit counter "$times"
    expect_nothing_open
}

# bats test_tags=id:mappings,points:1,needs:shared-object
@test "no mapping is left behind" {
    why 'the memory stays in use as long as somebody has it mapped'
    try 'munmap() in the parent, with the address and the size that mmap() had'
    see 'The task'
    explore --allow "$everything_else,left-behind" --forbid mapping -- explored 1
    expect_explored 'nothing mapped at the end, in no order of the two processes'
    draw_number times 100 2000
    run_program --at-exit counter "$times"
    expect_nothing_mapped
}

# bats test_tags=id:removed,points:1,needs:shared-object
@test "nothing is left on the host" {
    why 'what stays behind takes memory, and disturbs the next run'
    try 'shm_unlink() before the end; compare ls /dev/shm before and after'
    see 'The task'
    explore --allow "$everything_else" -- explored 1
    expect_explored 'nothing left behind, in no order of the two processes'
    draw_number times 100 2000
    run_program counter "$times"
    expect_nothing_left
}

# bats test_tags=id:failures,points:2,needs:removed
@test "a call that fails is reported, and the object is removed" {
    why 'an unchecked call fails later, elsewhere, and says nothing'
    try 'check each call at once: shm_open, ftruncate, mmap, fork'
    see 'What can go wrong'
    expect_failures_reported 'shm_open|open=EMFILE' ftruncate=EFBIG mmap=ENOMEM fork=EAGAIN \
        -- --allow race,misuse -- explored 1
}

# bats test_tags=id:schedule,points:2,needs:separate
@test "every step of schedule.txt can be taken" {
    why 'a step that is not there would be another order than the one you thought of'
    try 'one line: parent or child, then read or write, then how many (x3)'
    see 'The schedule'
    if ! grep -qE '^[[:blank:]]*[^#[:space:]]' "$GRADE_RUN/submission/schedule.txt"; then
        fail_check 'lines of: who, what (may be left out), how many (may be left out)' \
            'schedule.txt has no step: every line is empty, or a comment'
    fi
    replay_schedule --allow "$passed_over,wrong-output"
    if [[ $explored == misfit ]]; then
        fail_check 'an order of the steps of ./counter 10' "$explored_says"
    fi
    expect_explored 'a run of ./counter 10 in this order'
}

# replay_schedule OPTION... - runs the student's program in the student's order.
replay_schedule() {
    # From its own folder, so that an error names the file alone.
    explore --dir "$GRADE_RUN/submission" --schedule schedule.txt "$@" -- explored 10
}

# bats test_tags=id:replay,points:4,needs:schedule
@test "in the order of schedule.txt, ./counter 10 ends with 2" {
    why 'it is the smallest that there is, and you can tell why'
    try 'make schedule, and follow the counter line by line'
    see 'The schedule'
    replay_schedule --allow "$passed_over" --expect "$(final 10 2)"
    expect_explored 'final counter: 2 (expected: 20)'
}
