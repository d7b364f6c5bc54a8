#!/usr/bin/env bats
#
# How the modules build on each other, read from the object files that the linker sees.

load helper

setup_file() {
    [[ -x ${SUPERVISE:-} ]]
}

# symbols OPTION... - prints "SYMBOL MODULE" for each symbol that nm lists with these options.
symbols() {
    local object
    for object in "${SUPERVISE%/*}"/*.o; do
        nm "$@" "$object" | awk -v module="$(basename "$object" .o)" '{ print $NF, module }'
    done | sort
}

# needs - prints "MODULE MODULE" where the first uses a symbol that the second defines.
needs() {
    join <(symbols --undefined-only) <(symbols --defined-only --extern-only) | awk '{ print $2, $3 }' | sort -u
}

@test "the floors in the README are those of the program" {
    # Floor 1 needs nothing; any other needs something of the floor right below it, and nothing above.
    needs >"$BATS_TEST_TMPDIR/needs"
    diff <(sed -nE 's/^\| ([0-9]+) \| `([a-z_]+)` .*/\2 \1/p' "$BATS_TEST_DIRNAME/../README.md" | sort) \
        <(awk '
            { needed[$1] = needed[$1] " " $2; all[$1]; all[$2] }
            function floor(module, list, count, i, below, most) {
                count = split(needed[module], list, " ")
                for (i = 1; i <= count; i++) {
                    below = floor(list[i])
                    if (below > most) { most = below }
                }
                return most + 1
            }
            END { for (module in all) { print module, floor(module) } }
        ' "$BATS_TEST_TMPDIR/needs" | sort)
}
