#!/usr/bin/env bats
# The modules of the explorer stand on floors, as the README says: no circle can hide where every call goes down.

setup() {
    load helper
    begin
}

# Prints "module floor" for each row of the README's table.
floors() {
    awk -F'|' '
        /^\| floor \| module / { inside = 1; next }
        inside && !/^\|/ { exit }
        inside && $2 ~ /[0-9]/ { floor = $2 + 0 }
        inside {
            while (match($3, /[a-z_]+\.c/)) {
                print substr($3, RSTART, RLENGTH - 2), floor
                $3 = substr($3, RSTART + RLENGTH)
            }
        }' "$here/../README.md"
}

@test "every module of the explorer has a floor in the README, and a header, except main" {
    local source
    floors | cut -d ' ' -f 1 | sort >listed
    for source in "$here"/../explorer/*.c; do
        basename "$source" .c >>modules
        [[ $source == */main.c ]] || assert_file_exist "${source%.c}.h"
    done
    sort modules >present
    run diff listed present
    assert_success
}

@test "a module of the explorer calls only modules on floors below its own" {
    local module
    floors >table
    while read -r module _; do
        nm "$tool/explorer/$module.o" | sed "s/^/$module /"
    done <table >symbols
    run awk '
        FILENAME == "table" { floor[$1] = $2; next }
        NF == 4 && $3 ~ /[TDBR]/ { home[$4] = $1 }
        NF == 3 && $2 == "U" { used[$1 " " $3] = 1 }
        END {
            for (use in used) {
                split(use, part, " ")
                if (part[2] in home && floor[home[part[2]]] >= floor[part[1]])
                    print part[1] " calls " part[2] " in " home[part[2]]
                calls += part[2] in home
            }
            if (calls < 50) print "only " calls " calls are seen"
        }' table symbols
    assert_output ""
}
