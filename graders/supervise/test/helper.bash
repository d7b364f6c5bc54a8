# shellcheck shell=bash
#
# helper.bash - what the tests share: the programs to supervise, and running supervise.

bats_load_library bats-support
bats_load_library bats-assert
bats_load_library bats-file

# begin_file - in setup_file: compiles the programs of this folder.
begin_file() {
    local source
    [[ -x ${SUPERVISE:-} ]] || fail 'SUPERVISE is not the path of a supervise: use "make test"'
    for source in "$BATS_TEST_DIRNAME"/programs/*.c; do
        gcc -w -o "$BATS_FILE_TMPDIR/$(basename "$source" .c)" "$source" -pthread
    done
}

# begin - in setup: names the folder of the run, and a sleep that no other test starts.
begin() {
    folder=$BATS_TEST_TMPDIR/run
    nap="sleep 4321.$BATS_ROOT_PID$BATS_SUITE_TEST_NUMBER"
}

# supervise OPTION... -- COMMAND... - run by bats, and never for longer than a minute.
supervise() {
    run timeout -k 1 60 "$SUPERVISE" --folder "$folder" "$@"
}

# in_room COMMAND... - runs the command in a room, as a grading opens one: namespaces of its own for System V objects,
# mounts and processes, and a /dev/shm of limited size.
in_room() {
    local mapped=()
    ((EUID == 0)) || mapped=(--user --map-root-user)
    # shellcheck disable=SC2016 # "$@" is for the shell in the room
    unshare --ipc --mount --pid --fork --kill-child --mount-proc "${mapped[@]}" \
        bash -c 'mount -t tmpfs -o size=64m,mode=1777 room /dev/shm && exec "$@"' - "$@"
}
