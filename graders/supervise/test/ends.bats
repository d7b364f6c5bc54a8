#!/usr/bin/env bats
#
# The ways in which a command ends, and each limit.

load helper

setup_file() {
    begin_file
}

setup() {
    begin
}

@test "an exit status is reported" {
    supervise -- sh -c 'echo out; echo err >&2; exit 7'
    assert_success
    assert_file_contains "$folder/report" '^end=exit$'
    assert_file_contains "$folder/report" '^code=7$'
    assert_equal "$(<"$folder/out")" out
    assert_equal "$(<"$folder/err")" err
}

@test "a signal is reported by its name" {
    supervise -- sh -c 'kill -BUS $$'
    assert_success
    assert_file_contains "$folder/report" '^end=signal$'
    assert_file_contains "$folder/report" '^signal=SIGBUS$'
}

@test "a loop without end is ended for its processor time, also when it ignores SIGXCPU" {
    supervise --cpu 1 -- bash -c 'trap "" XCPU; while :; do :; done'
    assert_success
    assert_file_contains "$folder/report" '^end=cpu$'
}

@test "processes that wait for each other for ever are found blocked, and where" {
    supervise -- "$BATS_FILE_TMPDIR/waits_for_ever"
    assert_success
    assert_file_contains "$folder/report" '^end=blocked$'
    assert_file_contains "$folder/report" '^blocked_in=[0-9]* wait4$'
    assert_file_contains "$folder/report" '^blocked_in=[0-9]* futex$'
}

@test "a command can be run at the moment when all are blocked, and the run goes on" {
    # shellcheck disable=SC2016 # PIDS is for the shell that supervise starts
    supervise --on-blocked 'kill -9 ${PIDS#* }' -- "$BATS_FILE_TMPDIR/waits_for_ever"
    assert_success
    assert_file_contains "$folder/report" '^end=exit$'
    assert_file_contains "$folder/report" '^blocked=1$'
}

@test "a program that sleeps is not taken for blocked" {
    supervise --wall 1 -- sleep 1000
    assert_success
    assert_file_contains "$folder/report" '^end=wall$'
}

@test "where nothing waits for time, a program that polls for ever is ended" {
    supervise --polls 40 --wall 1000 -- "$BATS_FILE_TMPDIR/polls_for_ever"
    assert_success
    assert_file_contains "$folder/report" '^end=wall$'
}

@test "a program that sleeps is not taken for one that polls" {
    supervise --polls 40 -- sleep 1.5
    assert_success
    assert_file_contains "$folder/report" '^end=exit$'
}

@test "whoever was not waited for is counted, and is dead afterwards" {
    supervise -- bash -c "$nap & (setsid $nap &); exit 0"
    assert_success
    assert_file_contains "$folder/report" '^left_children=2$'
    run pgrep -f "$nap"
    assert_failure
}

@test "descriptors and mappings that are left at exit are listed" {
    supervise --at-exit --on-blocked "pkill -9 -P \${PIDS%% *}" -- "$BATS_FILE_TMPDIR/waits_for_ever"
    assert_success
    assert_file_contains "$folder/report" '^left_fd=3 .*/out$'
    assert_file_contains "$folder/report" '^left_map='
}

@test "nothing but 0, 1 and 2 is open, and the environment is empty" {
    SECRET=1 supervise -- bash -c 'ls /proc/self/fd | wc -l; echo "${SECRET-none}"; pwd' 7</dev/null
    assert_success
    # ls itself opens the folder that it lists.
    assert_equal "$(<"$folder/out")" $'4\nnone\n'"$folder/home"
}

@test "too large an output ends the program" {
    supervise --fsize 1000 -- bash -c 'exec yes'
    assert_success
    assert_file_contains "$folder/report" '^signal=SIGXFSZ$'
    assert_size_zero "$folder/err"
}

@test "no privilege is left to open what the mode forbids" {
    echo secret >"$BATS_TEST_TMPDIR/locked"
    chmod 000 "$BATS_TEST_TMPDIR/locked"
    supervise -- cat "$BATS_TEST_TMPDIR/locked"
    assert_success
    assert_file_contains "$folder/report" '^code=1$'
}

@test "a command that cannot be started is its own fault, with status 125" {
    supervise -- "$BATS_TEST_TMPDIR/missing"
    assert_failure 125
    assert_output --partial 'No such file or directory'
}

@test "ended from outside, it takes what it started with it" {
    "$SUPERVISE" --folder "$folder" -- bash -c "setsid $nap & wait" 3>&- &
    pid=$!
    until pgrep -f "$nap" >/dev/null; do :; done
    kill -TERM "$pid"
    run wait "$pid"
    run pgrep -f "$nap"
    assert_failure
}
