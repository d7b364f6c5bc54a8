#!/usr/bin/env bats
#
# The jail, in a room as a grading opens it: what is seen in there, and that its end is reported as outside.

load helper

setup_file() {
    begin_file
}

setup() {
    begin
}

# jailed OPTION... -- COMMAND... - supervise with a jail, in a room.
jailed() {
    local probe=$BATS_TEST_TMPDIR/probe
    if ! in_room "$SUPERVISE" --folder "$probe" --small-home --jail -- true 2>"$probe.fault"; then
        skip "this host does not allow the jail: $(tail -n 1 "$probe.fault")"
    fi
    run in_room timeout -k 1 60 "$SUPERVISE" --folder "$folder" --small-home --jail "$@"
}

@test "in a jail the end is reported as outside: status, signal, orphans, blocked" {
    # shellcheck disable=SC2016 # PIDS and $$ are for the shells that supervise starts
    jailed --on-blocked 'set -- $PIDS; kill -9 $2' --show "$BATS_FILE_TMPDIR/waits_for_ever" -- bash -c '
        "$1"
        sleep 4321 & (setsid sleep 4321 &)
        kill -BUS $$' - "$BATS_FILE_TMPDIR/waits_for_ever"
    assert_success
    assert_file_contains "$folder/report" '^signal=SIGBUS$'
    # The two that sleep, and the child of the one that the hook killed.
    assert_file_contains "$folder/report" '^left_children=3$'
    assert_file_contains "$folder/report" '^blocked=1$'
}

@test "a jail has no files but its own, no network, and no processes but its own" {
    jailed -- bash -c "
        echo /proc/[0-9]*
        ls '$BATS_TEST_DIRNAME' /etc/passwd /root /home
        grep -c : /proc/net/dev
        for place in / /usr /dev /proc/sys/kernel/shmall /supervise; do
            test -w \$place && echo writes \$place
        done
        echo home >x; echo tmp >/tmp/x; cat x /tmp/x"
    assert_success
    assert_equal "$(<"$folder/out")" $'/proc/1 /proc/2\n1\nhome\ntmp'
    assert_equal "$(grep -c 'No such file' "$folder/err")" 4
}

@test "in a jail neither process 1 nor the limits give way" {
    jailed --cpu 1 -- bash -c '
        kill -KILL 1; kill -STOP 1; ulimit -n 100000 2>/dev/null && echo raised
        unshare --user true 2>/dev/null && echo namespace
        trap "" XCPU; while :; do :; done'
    assert_success
    assert_file_contains "$folder/report" '^end=cpu$'
    assert_size_zero "$folder/out"
}
