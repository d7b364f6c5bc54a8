# shellcheck shell=bash
#
# beside.bash - a long check that runs beside the others, on another core.
#
# Most of the time of a grading is Valgrind's. A check that only runs programs under it can start when the
# programs are compiled, and be waited for where it stands in the .bats file:
#
#     setup_file() { ...; start_beside memory check_memory; }
#     @test "no memory error and no leak (Memcheck)" { await_beside; }
#
# It shares /dev/shm with the checks before it, so its objects have names of their own, with BESIDE in
# them: clean-ups and listings pass over these. The word is new in every run, because a program that knew
# it could hide there what it leaves behind.
: "${BESIDE:=.beside-$SRANDOM}"
export BESIDE

# run_locked LOCK FUNCTION [ARGUMENT...] - runs FUNCTION in the background. The file LOCK is locked from now on, and
# is released when the last process of it has ended.
run_locked() {
    exec 5>"$1"
    flock 5
    "${@:2}" 3>&- &
    exec 5>&-
}

# start_beside ID FUNCTION - starts FUNCTION, the body of check ID, in the background.
start_beside() {
    check_id=$1
    check_folder=$GRADE_RUN/checks/$1
    run_locked "$check_folder/running" run_beside "$2" >"$check_folder/output" 2>&1
    echo $! >"$check_folder/pid"
}

run_beside() {
    set -e
    untrace
    "$1"
    : >"$check_folder/done"
}

# await_beside - waits for the running test's check to end; the test ends as it did.
await_beside() {
    flock "$check_folder/running" true
    [[ -e $check_folder/done ]]
}

# Ends what nobody waited for, because the check was not run, and removes what it left.
end_beside() {
    local file
    for file in "$GRADE_RUN"/checks/*/pid; do
        if [[ -e $file ]]; then
            kill "$(<"$file")" 2>/dev/null || true
            flock "${file%pid}running" true
            # Another file of checks may follow, and by then the number may be another process's.
            rm -f "$file"
        fi
    done
    find /dev/shm -mindepth 1 -maxdepth 1 -name "*$BESIDE*" -delete
}
