#!/usr/bin/env bats
#
# supervise, the program that runs all that a submission runs: each way to end, and each limit.

load common

setup_file() {
    # shellcheck source=../lib/tools.bash
    source "$top/graders/lib/tools.bash"
    build_tools "$BATS_FILE_TMPDIR"
    cat >"$BATS_FILE_TMPDIR/wait.c" <<'C'
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A parent that waits for its child, and a child that waits for a semaphore: for ever. */
int main(void)
{
    sem_t *semaphore =
        mmap(NULL, sizeof(*semaphore), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(semaphore, 1, 0);
    if (fork() == 0) {
        sem_wait(semaphore);
        _exit(0);
    }
    dup(1);
    return wait(NULL) == -1;
}
C
    cat >"$BATS_FILE_TMPDIR/poll.c" <<'C'
#include <poll.h>

int main(void)
{
    for (;;) {
        poll(0, 0, 10);
    }
}
C
    for program in wait poll; do
        gcc -w -o "$BATS_FILE_TMPDIR/$program" "$BATS_FILE_TMPDIR/$program.c" -pthread
    done
}

setup() {
    folder=$BATS_TEST_TMPDIR/run
}

supervise() {
    run timeout -k 1 60 "$BATS_FILE_TMPDIR/supervise" --folder "$folder" "$@"
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
    supervise -- "$BATS_FILE_TMPDIR/wait"
    assert_success
    assert_file_contains "$folder/report" '^end=blocked$'
    assert_file_contains "$folder/report" '^blocked_in=[0-9]* wait4$'
    assert_file_contains "$folder/report" '^blocked_in=[0-9]* futex$'
}

@test "a command can be run at the moment when all are blocked, and the run goes on" {
    # shellcheck disable=SC2016 # PIDS is for the shell that supervise starts
    supervise --on-blocked 'kill -9 ${PIDS#* }' -- "$BATS_FILE_TMPDIR/wait"
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
    supervise --polls 40 --wall 1000 -- "$BATS_FILE_TMPDIR/poll"
    assert_success
    assert_file_contains "$folder/report" '^end=wall$'
}

@test "a program that sleeps is not taken for one that polls" {
    supervise --polls 40 -- sleep 1.5
    assert_success
    assert_file_contains "$folder/report" '^end=exit$'
}

@test "whoever was not waited for is counted, and is dead afterwards" {
    supervise -- bash -c 'sleep 4321 & (setsid sleep 4321 &); exit 0'
    assert_success
    assert_file_contains "$folder/report" '^left_children=2$'
    run pgrep -f 'sleep 4321'
    assert_failure
}

@test "descriptors and mappings that are left at exit are listed" {
    supervise --at-exit --on-blocked "pkill -9 -P \${PIDS%% *}" -- "$BATS_FILE_TMPDIR/wait"
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

@test "wrong usage is status 2" {
    run "$BATS_FILE_TMPDIR/supervise" --folder "$folder"
    assert_failure 2
    run "$BATS_FILE_TMPDIR/supervise" -- true
    assert_failure 2
    run "$BATS_FILE_TMPDIR/supervise" --folder "$folder" --cpu many -- true
    assert_failure 2
}

@test "ended from outside, it takes what it started with it" {
    "$BATS_FILE_TMPDIR/supervise" --folder "$folder" -- bash -c 'setsid sleep 5432 & wait' 3>&- &
    pid=$!
    until pgrep -f 'sleep 5432' >/dev/null; do :; done
    kill -TERM "$pid"
    run wait "$pid"
    run pgrep -f 'sleep 5432'
    assert_failure
}

# jailed OPTION... - supervise with a jail, in a room of its own.
jailed() {
    # shellcheck source=../lib/room.bash
    source "$top/graders/lib/room.bash"
    if ! try_tier jail "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR/probe"; then
        skip "this host does not allow the jail"
    fi
    mkdir "$BATS_TEST_TMPDIR/jail"
    folder=$BATS_TEST_TMPDIR/jail/run
    GRADE_TOP=$top GRADE_TOOLS=$BATS_FILE_TMPDIR GRADE_RUN=$BATS_TEST_TMPDIR/jail \
        run run_in_tier jail "$BATS_FILE_TMPDIR/supervise" --folder "$folder" --jail --small-home "$@"
}

@test "in a jail the end is reported as outside: status, signal, orphans, blocked" {
    # shellcheck disable=SC2016 # PIDS and $$ are for the shells that supervise starts
    jailed --on-blocked 'set -- $PIDS; kill -9 $2' --show "$BATS_FILE_TMPDIR/wait" -- bash -c '
        "$1"
        sleep 4321 & (setsid sleep 4321 &)
        kill -BUS $$' - "$BATS_FILE_TMPDIR/wait"
    assert_success
    assert_file_contains "$folder/report" '^signal=SIGBUS$'
    # The two that sleep, and the child of the one that the hook killed.
    assert_file_contains "$folder/report" '^left_children=3$'
    assert_file_contains "$folder/report" '^blocked=1$'
}

@test "a jail has no files but its own, no network, and no processes but its own" {
    jailed -- bash -c "
        echo /proc/[0-9]*
        ls '$top' /etc/passwd /root /home
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

@test "a room for jails shows the suite to its other user, also one that is for its owner alone" {
    # shellcheck source=../lib/room.bash
    source "$top/graders/lib/room.bash"
    local closed=$BATS_TEST_TMPDIR/closed
    ((EUID == 0)) || skip "only where root grades is there another user"
    (umask 077 && mkdir -p "$closed"/suite/{labs,graders} "$closed"/{tools,run} \
        && echo check >"$closed/suite/graders/check" && echo tool >"$closed/tools/tool")
    GRADE_TOP=$closed/suite GRADE_TOOLS=$closed/tools GRADE_RUN=$closed/run \
        run run_in_tier jail setpriv --bounding-set -all --ambient-caps -all --inh-caps -all \
        bash -c 'cat "$1"/suite/graders/check "$1/tools/tool" && echo run >"$1/run/it" && cat "$1/run/it"' - "$closed"
    assert_success
    assert_output $'check\ntool\nrun'
}
