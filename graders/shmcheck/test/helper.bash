# helper.bash - what the tests share: where things are, building a program, running shmcheck.

bats_load_library bats-support
bats_load_library bats-assert
bats_load_library bats-file

# Sets tool, here and a directory of the test's own, and goes there.
begin() {
    here=$BATS_TEST_DIRNAME
    tool=$(cd "$here/../../.." && pwd)/build/shmcheck
    cd "$BATS_TEST_TMPDIR" || return 1
    export here tool
}

# build PROGRAM SOURCE [FLAG...] - with shmcheck-cc, without a warning.
build() {
    local program=$1 source=$2
    shift 2
    "$tool/shmcheck-cc" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror "$@" -o "$program" "$source"
}

# shmcheck ARGUMENT... - run by bats, and never for longer than a test may last.
shmcheck() {
    run timeout -s KILL 100 "$tool/shmcheck" "$@"
}

# The schedule of the report in $output, as a file.
save_schedule() {
    printf '%s\n' "$output" | sed -n '/^schedule/,$p' | sed -n 's/^  //p' >"$1"
}
