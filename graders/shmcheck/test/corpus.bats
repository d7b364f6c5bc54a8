#!/usr/bin/env bats
# The corpus: small programs with a known bug, or without one. Each header says what is to be found; a bug
# that is found replays 100 times out of 100. One test checks many programs, and names each that is wrong.

setup() {
    load helper
    begin
}

# corpus NUMBER ERE - every program of which the header's verdict matches, and of which there are so many.
corpus() {
    local number=$1 verdict=$2 source failed=0
    mapfile -t sources < <(grep -lE "^ \* verdict: ($verdict)\$" "$here"/corpus/*.c)
    ((${#sources[@]} == number)) || fail "$number programs are expected, there are ${#sources[@]}"
    for source in "${sources[@]}"; do
        timeout -s KILL 1800 "$here/corpus-check" "$source" >difference && continue
        failed=$((failed + 1))
        printf '%s: ' "$(basename "$source")"
        cat difference
    done
    ((failed == 0)) || fail "$failed of $number programs are judged wrong"
}

@test "every header names one verdict that is looked for here, and options that a shell would understand" {
    # shellcheck source=graders/shmcheck/test/header.bash
    source "$here/header.bash"
    local source options number=0
    for source in "$here"/corpus/*.c; do
        header_field "$source" verdict >verdict
        run grep -cxE 'clean|race|deadlock|livelock|misuse|left-behind|status|wrong-output|crash|busy-wait|mapping|descriptor|semaphore|sleep-under-lock' verdict
        assert_output 1
        run wc -l <verdict
        assert_output 1
        read_options "$source" || fail "$source: its options are not understood"
        [[ ${#options[@]} == 0 || ${options[0]} == --* ]] || fail "$source: ${options[0]} is no option"
        number=$((number + 1))
    done
    ((number == 83)) || fail "83 programs are expected, there are $number"
    read_options "$here/corpus/wait_by_id.c"
    assert_equal "${options[*]@Q}" "'--expect' 'exited 7, exited 8'"
    printf '/* x.c - x.\n *\n * options: --expect "open\n */\n' >x.c
    run read_options x.c
    assert_failure
}

@test "31 programs without a bug: nothing is found, and every order was run" {
    corpus 31 'clean'
}

@test "19 races are found" {
    corpus 19 'race'
}

@test "10 deadlocks and 2 livelocks are found" {
    corpus 12 'deadlock|livelock'
}

@test "4 misuses, 4 objects left behind, 3 wrong exit statuses, 3 wrong outputs and 2 crashes are found" {
    corpus 16 'misuse|left-behind|status|wrong-output|crash'
}

@test "a busy wait, a sleep under a lock, and a mapping, a descriptor and a semaphore that are left are found when they are forbidden" {
    corpus 5 'busy-wait|mapping|descriptor|semaphore|sleep-under-lock'
}
