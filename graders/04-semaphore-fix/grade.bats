#!/usr/bin/env bats
#
# Lab 04: somebody's counter.c. Two processes share a counter and a semaphore; which of the two comes
# first is never left to chance: every order of them is explored (graders/lib/check/shmcheck.bash).

load ../lib/check/grader

here=$GRADE_TOP/graders/$GRADE_LAB

# Kinds of violations that a check passes over: another one charges for them. In the default order of the two
# (the first goes on until it has to wait) nothing is left to chance, whatever the program does.
readonly order_matters=race,misuse

setup_file() {
    export SHM_NAME=/$GRADE_TOKEN SEM_NAME=/$GRADE_TOKEN-sem
    local names=("-DSHM_NAME=\"$SHM_NAME\"" "-DSEM_NAME=\"$SEM_NAME\"" -I.)
    prepare_sources
    compile_explored explored "${names[@]}" counter.c "$here/leftover.c"
    compile counter "${names[@]}" counter.c "$here/no_sleep.c"
    compile threads -Dmain=student_main -I. counter.c "$here/threads.c"
    start_beside threads check_threads
    # What explorations in the default order follow: a schedule without a line.
    : >"$GRADE_RUN/given/default-order"
}

# The body of the check `threads`, which runs beside the others: it has no named objects.
check_threads() {
    why 'what no lock orders may go wrong on any day, even if it never did here'
    try 'what lies between the read and the write, and is the semaphore held there?'
    see 'Why threads'
    start_drawing 100
    draw_number times 20 60
    run_valgrind helgrind threads "$times"
    expect_no_findings
    expect_success "counter: $((3 * times)) (expected: $((3 * times)))"
}

# final TIMES - the line that a program prints that has lost nothing; expected_output TIMES, the same as a
# regular expression.
final() {
    printf 'final counter: %d (expected: %d)' $((2 * $1)) $((2 * $1))
}
expected_output() {
    printf 'final counter: %d \(expected: %d\)' $((2 * $1)) $((2 * $1))
}

# one_after_the_other TIMES [--env NAME=VALUE]... - the child begins when the parent waits for it: no update can be lost.
one_after_the_other() {
    expect_explorable explored
    explore "${@:2}" --schedule "$GRADE_RUN/given/default-order" --allow "$order_matters,left-behind" \
        --expect "$(expected_output "$1")" -- explored "$1"
    case $explored_kinds in
        *deadlock*)
            why 'each of them waits for what nobody will do any more'
            try 'the value that the semaphore begins with; one sem_post() for each sem_wait()'
            see 'What can go wrong'
            ;;
        *crash*) try 'the size of the object: a new one has 0 bytes; ftruncate() before mmap()' ;;
    esac
    expect_explored "in the order in which the child counts when the parent is done: $(final "$1")"
}

# trace_updates TIMES - traces the program in that order. Then steps_of and writes_of say what one process did.
trace_updates() {
    trace_explored --allow "$everything_else,left-behind" -- explored "$1"
}

# steps_of PROCESS - the steps of process 0, the parent, or 1, its child, from the fork to its end or its wait,
# one a line, as a schedule of shmcheck names them.
steps_of() {
    traced_value '
        (if $process == 0 then "parent:" else "child1:" end) as $name
        | .events[([.events[].operation] | index("fork")) + 1:][]
        | select(.process == $process and .step) | $name + .operation' --argjson process "$1" \
        | sed '/^parent:wait$/,$d'
}

# writes_of PROCESS [UNTIL] - how often it wrote the counter, which is the beginning of the shared object, in all or
# before its first UNTIL.
writes_of() {
    traced_value '
        .objects as $objects
        | [.events[([.events[].operation] | index("fork")) + 1:][] | select(.process == $process)]
        | .[:(map(.operation) | index($until))]
        | map(select(.writes and .offset < 4 and $objects[.object].label == $name)) | length' \
        --argjson process "$1" --arg until "${2:-}" --arg name "$SHM_NAME"
}

# plant_folder PATH - a folder where the object or the semaphore should be: it cannot be opened, and not
# be unlinked either.
plant_folder() {
    remove_leftovers
    mkdir "$1"
}

# expect_clean [NAME] - after a failure no child and no object is left, but for what the check planted. A
# program that leaves things after every run is charged for that once, by the check leaves-nothing.
expect_clean() {
    if [[ -e $GRADE_RUN/checks/leaves-nothing/passed ]]; then
        expect_only "$@"
    fi
}

# expect_only [NAME] - no child is left, and no object but NAME.
expect_only() {
    local left
    expect_no_children
    left=$(list_ipc | grep -vxF "${1:-/}" || true)
    if [[ -n $left ]]; then
        fail_check 'nothing left behind' "left behind: $(summary <<<"$left")"
    fi
}

# expect_refusal CALLS - exit status 1, nothing on stdout, and one line on stderr that begins with one of
# the CALLS (separated by |) and ends with what the system says of it.
expect_refusal() {
    local lines
    mapfile -t lines <"$run_err"
    if [[ $run_end != exit || $run_code != 1 || -s $run_out ]] || ((${#lines[@]} != 1)) \
        || ! [[ ${lines[0]} =~ ^($1)([^a-z_].*)?:\ ($2)$ ]]; then
        fail_check "exit status 1 and on stderr: ${1%%|*}: ${2%%|*}" "$(describe_run)"
    fi
}

# bats test_tags=id:compiles,points:1
@test "the program compiles" {
    why 'nothing else can be checked before'
    try 'run make in the lab folder and read its first error'
    see 'How to run it'
    expect_compiled counter
    if [[ ! -x $GRADE_RUN/bin/threads ]]; then
        fail_check 'increment() can be called from another file' "$(compiler_says threads 'error|undefined|multiple')"
    fi
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has nothing to warn about" {
    why 'in C most warnings are bugs that have not struck yet'
    try 'run make in the lab folder and read its first warning'
    see 'How to run it'
    expect_no_warnings counter
}

# bats test_tags=id:usage,points:1,needs:compiles
@test "wrong usage is answered with a usage line and status 2" {
    why 'a script can tell wrong usage (2) from failure (1) by the status'
    try 'strtol(3) says where the number ended, and whether it was too large'
    see 'The task'
    draw_number times 2 99
    for argument in -1 "-$times" abc "${times}x" '' 1.5 1000000001 99999999999999999999; do
        run_program counter "$argument"
        expect_usage
    done
    run_program counter "$times" "$times"
    expect_usage
}

# bats test_tags=id:result,points:2,needs:compiles
@test "one process after the other: the counter is twice TIMES" {
    why 'even when the two never meet, both have to count in the same memory'
    try 'MAP_SHARED, a semaphore that starts at 1, and a parent that waits'
    see 'The task'
    draw_number times 3 9
    for times in "$times" 1; do
        one_after_the_other "$times"
    done
}

# bats test_tags=id:leaves-nothing,points:2,needs:result
@test "object, semaphore and child are gone when the program ends" {
    why 'what stays behind takes memory, and disturbs the next run'
    try 'shm_unlink(), sem_unlink() and waitpid(); compare: ls /dev/shm'
    see 'What a killed run leaves'
    explore --allow "$everything_else" -- explored 1
    expect_explored 'nothing left behind, in no order of the two processes'
    draw_number times 2 9
    run_program counter "$times"
    if [[ $run_end != exit || $run_code != 0 ]]; then
        fail_check 'exit status 0' "$(describe_run)"
    fi
    expect_only
}

# bats test_tags=id:both,points:1,needs:result
@test "both processes make TIMES updates of the counter, each for itself" {
    why 'the lab is about two processes that update one counter, again and again'
    try 'fork() once; parent and child call increment(data, sem, TIMES)'
    see 'The task'
    draw_number times 3 9
    trace_updates "$times"
    processes=$traced_processes
    if [[ $processes != 2 ]]; then
        fail_check 'one child process' "$((processes - 1)) child processes"
    fi
    for who in 0 1; do
        made=$(writes_of "$who")
        if [[ $made != "$times" ]]; then
            fail_check "with TIMES $times parent and child each write the counter $times times" \
                "the $([[ $who == 0 ]] && echo parent || echo child) writes it in the object SHM_NAME $made times"
        fi
    done
    if [[ $(writes_of 0 wait) == 0 ]]; then
        fail_check 'both count at the same time' 'the parent begins to count when it has waited for the child'
    fi
}

# bats test_tags=id:mode,points:1,needs:result
@test "object and semaphore are for their owner alone: mode 0600" {
    why 'every bit more lets other users of the host change the counter, or post'
    try 'shm_open() and sem_open() take the mode of what they create'
    see 'The task'
    trace_updates 1
    expect_private
}

# bats test_tags=id:largest,points:1,needs:both
@test "TIMES may be as large as 1,000,000,000" {
    why 'the contract says so, and twice as much still fits into an int'
    try 'compare with 1000000000, after strtol(3)'
    see 'The task'
    # So many updates would take minutes. It is enough that it goes to work: its semaphore fails at once.
    trace_explored --fail sem_wait=EINVAL --allow "$everything_else,left-behind" -- explored 1000000000
    if [[ $(traced_value 'any(.events[]; .operation == "fork")') != true ]]; then
        fail_check 'it forks, and both processes begin to count' \
            "it does not even fork; stderr: $(shown_text "$traced_errors")"
    fi
}

# bats test_tags=id:exclusive,points:4,needs:both
@test "in every order of the two the counter is twice TIMES" {
    why 'who reads between the read and the write of the other loses an update'
    try 'sem_wait() before the read, sem_post() after the write, one semaphore'
    see 'What can go wrong'
    explore --allow left-behind --expect "$(expected_output 2)" -- explored 2
    expect_explored "in every order: $(final 2), no data race, and nobody waits for ever"
}

# bats test_tags=id:waits,points:1,needs:exclusive
@test "who has to wait sleeps, and does not try again and again" {
    why 'a process that looks again and again takes the processor from the one it waits for'
    try 'sem_wait() and waitpid() alone; no sem_trywait(), no loop around a flag'
    see 'The task'
    explore --allow "$everything_else,left-behind" --forbid busy-wait -- explored 1
    expect_explored 'no busy-waiting, in no order of the two processes'
}

# bats test_tags=id:lets-go,points:2,needs:exclusive
@test "between two updates the other process gets its turn" {
    why 'held around the whole loop, the two run one after the other, not together'
    try 'wait and post inside the loop; start the child before the parent counts'
    see 'What can go wrong'
    draw_number times 3 6
    trace_updates "$times"
    expect_turn 1 0 "$times"
    expect_turn 0 1 "$times"
}

# expect_turn WHO OTHER TIMES - when process WHO has posted the semaphore for the first time, it has made one
# update, and OTHER can make all of its own.
expect_turn() {
    local names=(parent child) before
    before=$(writes_of "$1" sem_post)
    if [[ $before != 1 ]]; then
        fail_check "the ${names[$1]} posts the semaphore after each of its $3 updates" \
            "when it posted first, it had made $before"
    fi
    # The order is written in shmcheck's words: all before the fork, WHO's steps until its first post, OTHER's.
    {
        traced_value '.events[:[.events[].operation] | index("fork")][] | select(.step) | "parent:" + .operation'
        steps_of "$1" | sed '/:sem_post$/q'
        steps_of "$2"
    } >"$check_folder/turn"
    explore --replay "$check_folder/turn" --allow left-behind -- explored "$3"
    if [[ $explored == misfit ]]; then
        fail_check "while the ${names[$1]} stands between two updates, the ${names[$2]} makes all of its $3" \
            "$explored_says"
    fi
    expect_explored "$(final "$3")"
}

# bats test_tags=id:awake,points:1,needs:both
@test "nobody sleeps while holding the semaphore" {
    why 'all the others wait for as long as its holder sleeps'
    try 'hold it for the update alone; if you have to sleep, do so after sem_post()'
    see 'What can go wrong'
    explore --allow "$everything_else,left-behind" --forbid sleep-under-lock -- explored 1
    expect_explored 'no sleep between sem_wait() and sem_post()'
}

# bats test_tags=id:interrupted,points:2,needs:lets-go
@test "a sem_wait that a signal interrupts is not taken for success" {
    why 'after EINTR the other one still has the semaphore'
    try 'look at what sem_wait() returns; with errno EINTR call it again'
    see 'What can go wrong'
    # Each process in its first wait and, when it waits again, once more; and each in its second.
    expect_not_fooled 1 --fail sem_wait:1=EINTR --fail sem_wait:2=EINTR
    expect_not_fooled 2 --fail sem_wait:2=EINTR
}

# expect_not_fooled TIMES OPTION... - the waits that the options interrupt are made again, or reported.
expect_not_fooled() {
    local times=$1 said
    shift
    explore "$@" --allow "$(left_behind)" --status 0,1 --expect "($(expected_output "$times"))?" -- explored "$times"
    expect_explored 'when its sem_wait is interrupted, a process waits again, or reports it and fails'
    trace_explored "$@" --allow "$everything_else,left-behind" -- explored "$times"
    said=$traced_errors
    if [[ $traced_output == '' && ! $said =~ (^|$'\n')sem_wait([^a-z_].*)?:\ Interrupted\ system\ call ]]; then
        fail_check 'the counter is twice TIMES, or on stderr: sem_wait: Interrupted system call' \
            "stderr: $(shown_text "$said")"
    fi
}

# left_behind - the kind, to be passed over by a check whose program leaves things after every run: the check
# leaves-nothing has charged for that. Else a kind that does not matter.
left_behind() {
    if [[ -e $GRADE_RUN/checks/leaves-nothing/passed ]]; then
        echo misuse
    else
        echo left-behind
    fi
}

# bats test_tags=id:exact,points:2,needs:exclusive
@test "the counter is exact for few updates and for many" {
    why 'a lock that is right is right for any number of updates'
    try 'what else changes the counter, or depends on TIMES?'
    see 'The task'
    run_program counter
    expect_success "$(final 10)"
    draw_number few 20 300
    draw_number many 20000 40000
    for times in 1 2 "$few" "$many"; do
        run_program counter "$times"
        expect_success "$(final "$times")"
    done
}

# bats test_tags=id:stale-semaphore,points:3,needs:exclusive
@test "a semaphore that a killed run left does not disturb" {
    why 'sem_open() with O_CREAT takes one that is there as it is, and ignores your value'
    try 'sem_unlink() the name before you create it; it may not be there'
    see 'What a killed run leaves'
    draw_number value 2 9
    for value in 0 "$value"; do
        explore --env "LEFT_SEMAPHORE=$value" --allow "$(left_behind)" --expect "$(expected_output 1)" -- explored 1
        expect_explored "in every order: $(final 1), with a semaphore of value $value left by another run"
    done
}

# bats test_tags=id:old-object,points:2,needs:result
@test "an object that a killed run left does not disturb" {
    why 'it has another counter in it, and may have another size'
    try 'remove it first, or size it and set the counter to 0 before fork()'
    see 'What a killed run leaves'
    # Few: the order is drawn if it goes wrong.
    draw_number times 1 3
    draw_number counter 2 99
    for size in 260 3 8192; do
        one_after_the_other "$times" --env "LEFT_COUNTER=$counter" --env "LEFT_SIZE=$size"
    done
}

# bats test_tags=id:child-dies,points:3,needs:lets-go
@test "a child that is killed is reported, and the status is 1" {
    why 'its updates are missing, so the number is not the one that was asked for'
    try 'waitpid() gives a status: WIFEXITED, WEXITSTATUS, WIFSIGNALED'
    see 'When a child dies'
    trace_updates 2
    # Before its first update, in every order: also while the parent is in one. In mid-update no plain semaphore
    # can help.
    expect_death_reported 1
    # Between its two updates, in the default order: in others, a design may take more steps to get in.
    between=$(steps_of 1 | grep -n -m 1 ':sem_post$' | cut -d: -f1)
    expect_death_reported $((between + 1)) --schedule "$GRADE_RUN/given/default-order"
}

# expect_death_reported STEP OPTION... - the child is killed as it is about to take its STEP-th step.
expect_death_reported() {
    local kill=(--kill "child@$1") said
    shift
    explore "$@" "${kill[@]}" --allow "$(left_behind)" --status 1 \
        --expect '(final counter: [0-9]+ \(expected: [0-9]+\))?' -- explored 2
    expect_explored 'when its child is killed: exit status 1, and nothing left behind'
    trace_explored "${kill[@]}" --allow "$everything_else,left-behind" -- explored 2
    said=$traced_errors
    if [[ ! $said =~ ^[^$'\n']*[^[:space:]][^$'\n']*$ ]]; then
        fail_check 'one line on stderr that says so' "stderr: $(shown_text "$said")"
    fi
}

# bats test_tags=id:object-fails,points:2,needs:result
@test "an object that cannot be had is reported, and nothing is left" {
    why 'an unchecked call fails later, elsewhere, and says nothing'
    try 'shm_open, ftruncate and mmap: -1 or MAP_FAILED, then perror(3)'
    see 'What can go wrong'
    # A folder has the object's name: it cannot be opened as an object, and not be unlinked.
    plant_folder "$(object_path "$SHM_NAME")"
    run_program counter 3
    expect_refusal 'shm_open|open|shm_unlink|unlink' 'Invalid argument|Is a directory|File exists'
    expect_clean "${SHM_NAME#/}"
    # A limit on file sizes: the object opens, but cannot get its size.
    remove_leftovers
    run_program --efbig --fsize 200 counter 3
    expect_call_failure ftruncate posix_fallocate fallocate 'File too large'
    expect_clean
    expect_failures_reported 'shm_open|open=EMFILE' 'ftruncate|posix_fallocate=ENOSPC' mmap=ENOMEM \
        -- --allow "$order_matters,$(left_behind)" -- explored 3
}

# bats test_tags=id:sem-fails,points:1,needs:result
@test "a semaphore that cannot be had is reported, and nothing is left" {
    why 'sem_open() returns SEM_FAILED, and the object is there already'
    try 'compare with SEM_FAILED; take back what this run has created'
    see 'What can go wrong'
    plant_folder "$(object_path "sem.${SEM_NAME#/}")"
    run_program counter 3
    expect_refusal 'sem_open|sem_unlink' 'Is a directory|File exists|Invalid argument'
    expect_clean "sem.${SEM_NAME#/}"
    expect_failures_reported sem_open=EMFILE sem_init=EINVAL -- --allow "$order_matters,$(left_behind)" -- explored 3
}

# bats test_tags=id:fork-fails,points:1,needs:result
@test "a fork that fails is reported, and nothing is left" {
    why 'without a child half of the updates are missing'
    try 'fork() has three results: -1, 0, and the number of the child'
    see 'What can go wrong'
    expect_failures_reported fork=EAGAIN -- --allow "$order_matters,$(left_behind)" -- explored 3
}

# bats test_tags=id:gives-back,points:1,needs:result
@test "mapping, descriptor and semaphore are given back" {
    why 'a program that runs for weeks runs out of them'
    try 'munmap(), close() and sem_close() before the end'
    see 'The task'
    explore --allow "$everything_else,left-behind" --forbid descriptor,mapping -- explored 1
    expect_explored 'nothing open or mapped at the end, in no order of the two processes'
    run_program --at-exit counter 2
    expect_nothing_open
    expect_nothing_mapped
}

# bats test_tags=id:memory,points:1,needs:result
@test "no memory error and no leak (Memcheck)" {
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full --trace-children=yes ./counter'
    see 'What can go wrong'
    run_valgrind memcheck counter 3
    overlook_inherited
    expect_no_findings
}

# Whether a child unmaps and closes before its _exit is free, and what its parent opened is in its memory
# as well: where "still reachable" is all that the report of a child has, it is taken for clean. The report
# of a process that was forked has no heading with a command.
overlook_inherited() {
    local report reachable errors
    for report in "$valgrind_base".*; do
        reachable=$(grep -c 'still reachable in loss record' "$report" || true)
        errors=$(sed -n 's/.*ERROR SUMMARY: \([0-9]*\) errors.*/\1/p' "$report")
        if [[ $errors == "$reachable" ]] && ! grep -q ' Command: ' "$report"; then
            sed -i 's/ERROR SUMMARY: .*/ERROR SUMMARY: 0 errors, but for what the parent opened/' "$report"
        fi
    done
}

# bats test_tags=id:threads,points:2,needs:compiles
@test "no data race between threads that call increment() (Helgrind)" {
    await_beside
}
