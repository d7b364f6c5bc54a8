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

# build PROGRAM SOURCE [FLAG...] - with shmcheck-cc, without a warning. A program that another test of this
# run has built already, from a source of the repository, is copied.
build() {
    local program=$1 source=$2 built
    shift 2
    built=$BATS_RUN_TMPDIR/built-$(basename "$(dirname "$source")")-$(basename "$source" .c)$(printf '%s' "$@")
    if [[ $source != /* || ! -e $built ]]; then
        "$tool/shmcheck-cc" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror "$@" -o "$program" "$source" || return
        # Renamed into place: another test may be looking for it at this moment.
        [[ $source != /* ]] || { cp "$program" "$built.$BATS_TEST_NUMBER" && mv "$built.$BATS_TEST_NUMBER" "$built"; }
    else
        cp "$built" "$program"
    fi
}

# shmcheck ARGUMENT... - run by bats, and never for longer than a test may last.
shmcheck() {
    run timeout -s KILL 1800 "$tool/shmcheck" "$@"
}

# The schedule of the report in $output, as a file.
save_schedule() {
    printf '%s\n' "$output" | sed -n '/^schedule/,$p' | sed -n 's/^  //p' >"$1"
}
