#!/usr/bin/env bats
# The modules of the runtime do not call each other in circles: they stand on floors, which runtime/state.h lists.

setup() {
    load helper
    begin
}

# Prints "USER DEFINER" for each pair of object files of which one uses a name that the other defines.
uses() {
    nm -A -P "$@" | awk '
        { sub(/:$/, "", $1) }
        $3 == "U" { uses[$1 " " $2] }
        $3 ~ /^[BCDRTVW]$/ { where[$2] = $1 }
        END {
            for (use in uses) {
                split(use, part)
                if (part[2] in where)
                    print part[1], where[part[2]]
            }
        }'
}

@test "no circle between the modules of the runtime" {
    local source objects=()
    for source in "$here"/../runtime/*.c; do
        objects+=("$(basename "$source" .c).o")
    done
    cd "$tool/runtime"
    uses "${objects[@]}" >"$BATS_TEST_TMPDIR/uses"
    run tsort "$BATS_TEST_TMPDIR/uses"
    assert_success
    refute_output --partial "loop"
    assert_line "turn.o"
}
