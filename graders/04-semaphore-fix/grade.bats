#!/usr/bin/env bats
#
# Lab 04: somebody's counter.c. Two processes share a counter and a semaphore; which of the two comes
# first is never left to chance: order.c stops a process at a chosen point, and supervise lets it go on
# when nothing else moves any more.

load ../lib/grader

# What supervise does when everything is blocked. PIDS has the parent first, then its child. A program
# that has no child, or whose child is gone, is no fault of the grader's.
# shellcheck disable=SC2016 # PIDS is for the shell that supervise starts
readonly let_parent_go='set -- $PIDS; kill -CONT $1 2>/dev/null || :' \
    let_child_go='set -- $PIDS; kill -CONT ${2:-} 2>/dev/null || :' \
    kill_child='set -- $PIDS; kill -KILL ${2:-} 2>/dev/null || :' \
    interrupt_parent='set -- $PIDS; kill -USR1 $1 2>/dev/null || :' \
    interrupt_child='set -- $PIDS; kill -USR1 ${2:-} 2>/dev/null || :'

# The functions of the C library that order.c stands before.
readonly wrapped='mmap fork sem_wait sem_trywait sem_timedwait sem_post sleep usleep nanosleep clock_nanosleep'

setup_file() {
    local own=$GRADE_TOP/graders/$GRADE_LAB names wraps
    export SHM_NAME=/$GRADE_TOKEN SEM_NAME=/$GRADE_TOKEN-sem
    prepare_sources
    names=("-DSHM_NAME=\"$SHM_NAME\"" "-DSEM_NAME=\"$SEM_NAME\"")
    compile counter "${names[@]}" counter.c
    # Helgrind 3.19 gives up on the DWARF 5 that Clang writes.
    compile threads -gdwarf-4 -Dmain=student_main -I. counter.c "$own/threads.c"
    start_beside threads check_threads
    compile counter.o "${names[@]}" -fsanitize=thread -c counter.c
    read -ra wraps <<<"$wrapped"
    compile ordered -I. "${wraps[@]/#/-Wl,--wrap=}" "$GRADE_RUN/bin/counter.o" "$own/order.c"
    compile semaphore "$own/semaphore.c"
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

# ordered PARENT CHILD TIMES [HOOK...] - runs the program, its two processes stopped where order.c reads
# PARENT and CHILD ("-" for nowhere); one HOOK for each time that nothing moves any more. What happened is
# in the lines of $log.
ordered() {
    local options=() hook parent=$1 child=$2 times=$3
    shift 3
    log=$GRADE_RUN/tmp/order.$check_id.$((run_number + 1))
    : >"$log"
    for hook in "$@"; do
        options+=(--on-blocked "$hook")
    done
    if [[ ! -x $GRADE_RUN/bin/ordered ]]; then
        grader_fault "the program does not link with order.c: $(compiler_says ordered 'undefined|error')"
    fi
    run_program --cpu 1 --env "ORDER_LOG=$log" --env "ORDER_PARENT=$parent" --env "ORDER_CHILD=$child" \
        ${failing:+--env "ORDER_FAIL=$failing"} "${options[@]}" ordered "$times"
}

# one_after_the_other TIMES - the child begins when the parent waits for it: no update can be lost.
one_after_the_other() {
    ordered - fork:1 "$1" "$let_child_go"
}

# count_lines LINE - how many lines of the log are exactly LINE.
count_lines() {
    grep -cxF -- "$1" "$log" || true
}

# updates_while_stopped WHO OTHER - how many updates OTHER made while WHO stood still.
updates_while_stopped() {
    awk -v stops="$1 stops" -v goes="$1 goes on" -v update="$2 updates" '
        $0 == stops { still = 1 }
        $0 == goes { still = 0 }
        still && $0 == update { count++ }
        END { print count + 0 }' "$log"
}

# final TIMES - the line that a program prints that has lost nothing.
final() {
    printf 'final counter: %d (expected: %d)' $((2 * $1)) $((2 * $1))
}

# plant_semaphore VALUE - leaves the semaphore behind, as a run that was killed would.
plant_semaphore() {
    "$GRADE_RUN/bin/semaphore" "$SEM_NAME" "$1" || grader_fault "cannot plant a semaphore of value $1"
}

# plant_counter VALUE SIZE - leaves an object of SIZE bytes behind, with VALUE in its counter.
plant_counter() {
    local path little bytes
    path=$(object_path "$SHM_NAME")
    # The bytes of an int, in the order of this machine.
    little=$(printf '\1\0' | od -An -tu2)
    if ((little == 1)); then bytes="\\$(printf %o "$1")\\0\\0\\0"; else bytes="\\0\\0\\0\\$(printf %o "$1")"; fi
    # shellcheck disable=SC2059 # the format has the bytes
    { printf "$bytes" && tr '\0' x </dev/zero; } 2>/dev/null | head -c "$2" >"$path" || true
    chmod 600 "$path"
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

# expect_death_reported - exit status 1, one line on stderr, no other counter than the true one on stdout.
expect_death_reported() {
    if [[ $run_end != exit || $run_code != 1 || $(wc -l <"$run_err") != 1 ]] \
        || ! grep -q '[^[:space:]]' "$run_err" \
        || ! [[ $(<"$run_out") =~ ^(final counter: [0-9]+ \(expected: [0-9]+\))?$ ]]; then
        fail_check 'exit status 1 and one line on stderr that says so' "$(describe_run)"
    fi
    expect_clean
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
        expect_success "$(final "$times")"
    done
}

# bats test_tags=id:leaves-nothing,points:2,needs:result
@test "object, semaphore and child are gone when the program ends" {
    why 'what stays behind takes memory, and disturbs the next run'
    try 'shm_unlink(), sem_unlink() and waitpid(); compare: ls /dev/shm'
    see 'What a killed run leaves'
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
    one_after_the_other "$times"
    if [[ $(count_lines 'child starts') != 1 ]]; then
        fail_check 'one child process' "$(count_lines 'child starts') child processes"
    fi
    for who in parent child; do
        if [[ $(count_lines "$who updates") != "$times" ]]; then
            fail_check "with TIMES $times the $who writes the counter $times times" \
                "it writes the counter in the shared object $(count_lines "$who updates") times"
        fi
    done
}

# bats test_tags=id:largest,points:1,needs:both
@test "TIMES may be as large as 1,000,000,000" {
    why 'the contract says so, and twice as much still fits into an int'
    try 'compare with 1000000000, after strtol(3)'
    see 'The task'
    # So many updates would take minutes: it is enough to see both processes begin.
    # shellcheck disable=SC2016 # PIDS is for the shell that supervise starts
    ordered fork:1 write:1 1000000000 'kill -KILL $PIDS 2>/dev/null || :'
    if [[ $(count_lines 'child stops') != 1 ]]; then
        fail_check 'both processes begin to count' "$(describe_run)"
    fi
}

# bats test_tags=id:exclusive,points:4,needs:both
@test "while one process updates the counter, the other waits" {
    why 'who reads between the read and the write of the other loses an update'
    try 'sem_wait() before the read, sem_post() after the write, one semaphore'
    see 'What can go wrong'
    draw_number times 3 6
    # The child stands between its read and its write until the parent can do nothing more.
    ordered fork:1 write:1 "$times" "$let_parent_go" "$let_child_go"
    expect_exclusive child parent "$times"
    # The same the other way round, and not at the first update.
    ordered write:2 fork:1 "$times" "$let_child_go" "$let_parent_go"
    expect_exclusive parent child "$times"
}

# expect_exclusive WHO OTHER TIMES - of the last ordered run, in which WHO stood in mid-update.
expect_exclusive() {
    local number
    number=$(updates_while_stopped "$1" "$2")
    if ((number > 0)); then
        fail_check "while the $1 stands between its read and its write, the $2 waits" \
            "the $2 made $number updates there
$(describe_run)"
    fi
    expect_success "$(final "$3")"
}

# bats test_tags=id:lets-go,points:2,needs:exclusive
@test "between two updates the other process gets its turn" {
    why 'held around the whole loop, the two run one after the other, not together'
    try 'wait and post inside the loop; start the child before the parent counts'
    see 'What can go wrong'
    draw_number times 3 6
    ordered fork:1 post:1 "$times" "$let_parent_go" "$let_child_go"
    expect_turn child parent "$times"
    ordered post:1 fork:1 "$times" "$let_child_go" "$let_parent_go"
    expect_turn parent child "$times"
}

# expect_turn WHO OTHER TIMES - of the last ordered run, in which WHO stood after its first sem_post.
expect_turn() {
    local before after
    before=$(sed "/^$1 stops\$/q" "$log" | grep -cxF "$1 updates" || true)
    if [[ $before != 1 ]]; then
        fail_check "the $1 posts the semaphore after each of its $3 updates" \
            "when it posted first, it had made $before"
    fi
    after=$(updates_while_stopped "$1" "$2")
    if [[ $after != "$3" ]]; then
        fail_check "while the $1 stands between two updates, the $2 makes all of its $3" \
            "it made $after of them"
    fi
    expect_success "$(final "$3")"
}

# bats test_tags=id:awake,points:1,needs:both
@test "nobody sleeps while holding the semaphore" {
    why 'all the others wait for as long as its holder sleeps'
    try 'hold it for the update alone; if you have to sleep, do so after sem_post()'
    see 'What can go wrong'
    one_after_the_other 3
    if grep -q 'sleeps inside$' "$log"; then
        fail_check 'no sleep between sem_wait() and sem_post()' \
            "$(grep -c 'sleeps inside$' "$log") sleeps while holding the semaphore, with TIMES 3"
    fi
}

# bats test_tags=id:interrupted,points:2,needs:lets-go
@test "a sem_wait that a signal interrupts is not taken for success" {
    why 'after EINTR the other one still has the semaphore'
    try 'look at what sem_wait() returns; with errno EINTR call it again'
    see 'What can go wrong'
    draw_number times 3 6
    # One process stands in its update, the other is blocked in sem_wait: now the signal, then go on.
    ordered write:1 fork:1 "$times" "$let_child_go" "$interrupt_child" "$let_parent_go"
    expect_not_fooled parent child "$times"
    ordered fork:1 write:1 "$times" "$let_parent_go" "$interrupt_parent" "$let_child_go"
    expect_not_fooled child parent "$times"
}

# expect_not_fooled WHO OTHER TIMES - WHO stood in its update when a signal interrupted OTHER's sem_wait:
# OTHER waits on, or says that it was interrupted and the program fails.
expect_not_fooled() {
    local number
    number=$(updates_while_stopped "$1" "$2")
    if ((number > 0)); then
        fail_check "the $2 does not touch the counter when its sem_wait was interrupted" \
            "it made $number updates while the $1 had the semaphore
$(describe_run)"
    fi
    if [[ $run_end == exit && $run_code == 1 ]] \
        && grep -qE '^sem_wait([^a-z_].*)?: Interrupted system call$' "$run_err"; then
        expect_clean
        return
    fi
    expect_success "$(final "$3")"
    expect_clean
}

# bats test_tags=id:exact,points:2,needs:exclusive
@test "the counter is exact for few updates and for many" {
    why 'a lock that is right is right for any number of updates'
    try 'what else changes the counter, or depends on TIMES?'
    see 'The task'
    run_program counter
    expect_success "$(final 10)"
    draw_number few 20 300
    for times in 1 2 "$few"; do
        run_program counter "$times"
        expect_success "$(final "$times")"
    done
    # Many, in the build where sleeping takes no time, in case somebody sleeps between updates.
    draw_number many 20000 40000
    run_program ordered "$many"
    expect_success "$(final "$many")"
}

# bats test_tags=id:stale-semaphore,points:3,needs:exclusive
@test "a semaphore that a killed run left does not disturb" {
    why 'sem_open() with O_CREAT takes one that is there as it is, and ignores your value'
    try 'sem_unlink() the name before you create it; it may not be there'
    see 'What a killed run leaves'
    draw_number value 2 9
    for value in 0 5 "$value"; do
        plant_semaphore "$value"
        ordered fork:1 write:1 3 "$let_parent_go" "$let_child_go"
        if [[ $run_end == blocked ]]; then
            fail_check "the run ends as usual, with a semaphore of value $value left by another" \
                "$(describe_run)"
        fi
        expect_exclusive child parent 3
    done
}

# bats test_tags=id:old-object,points:2,needs:result
@test "an object that a killed run left does not disturb" {
    why 'it has another counter in it, and may have another size'
    try 'remove it first, or size it and set the counter to 0 before fork()'
    see 'What a killed run leaves'
    draw_number times 3 9
    draw_number value 2 99
    for size in 260 0 3 8192; do
        plant_counter "$value" "$size"
        one_after_the_other "$times"
        expect_success "$(final "$times")"
        value=57
    done
}

# bats test_tags=id:child-dies,points:3,needs:lets-go
@test "a child that is killed is reported, and the status is 1" {
    why 'its updates are missing, so the number is not the one that was asked for'
    try 'waitpid() gives a status: WIFEXITED, WEXITSTATUS, WIFSIGNALED'
    see 'When a child dies'
    draw_number times 3 6
    # Before its first update.
    ordered - fork:1 "$times" "$kill_child"
    expect_death_reported
    # Between two updates.
    ordered fork:1 post:1 "$times" "$kill_child; $let_parent_go"
    expect_death_reported
    # While it waits for the semaphore, which the parent has.
    ordered write:1 fork:1 "$times" "$let_child_go" "$kill_child; $let_parent_go"
    expect_death_reported
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
    # A limit on address space, at the moment of the mmap.
    failing=mmap ordered - - 3
    expect_call_failure mmap 'Cannot allocate memory'
    expect_clean
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
}

# bats test_tags=id:fork-fails,points:1,needs:result
@test "a fork that fails is reported, and nothing is left" {
    why 'without a child half of the updates are missing'
    try 'fork() has three results: -1, 0, and the number of the child'
    see 'What can go wrong'
    failing=fork ordered - - 3
    expect_call_failure fork 'Resource temporarily unavailable'
    expect_clean
}

# bats test_tags=id:gives-back,points:1,needs:result
@test "mapping, descriptor and semaphore are given back" {
    why 'a program that runs for weeks runs out of them'
    try 'munmap(), close() and sem_close() before the end'
    see 'The task'
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
# as well: where "still reachable" is all that the report of a child has, it is taken for clean.
overlook_inherited() {
    local report parent reachable errors
    for report in "$valgrind_base".*; do
        parent=$(sed -n 's/.*Parent PID: //p' "$report")
        reachable=$(grep -c 'still reachable in loss record' "$report" || true)
        errors=$(sed -n 's/.*ERROR SUMMARY: \([0-9]*\) errors.*/\1/p' "$report")
        if [[ -e $valgrind_base.$parent && $errors == "$reachable" ]]; then
            sed -i 's/ERROR SUMMARY: .*/ERROR SUMMARY: 0 errors, but for what the parent opened/' "$report"
        fi
    done
}

# bats test_tags=id:threads,points:2,needs:compiles
@test "no data race between threads that call increment() (Helgrind)" {
    await_beside
}
