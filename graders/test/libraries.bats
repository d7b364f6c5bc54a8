#!/usr/bin/env bats
#
# Two libraries of shell functions: graders/lib/check is read inside bats, by the checks; the rest of graders/lib is read
# by the commands. They meet in files only, and in graders/lib/common, which both read. No two files need each other.

load common

setup() {
    graders=$top/graders
}

# calls FOLDER... - prints "FILE NEEDED" for each two files of shell functions in graders/FOLDER of which the first calls
# a function of the second, or reads it. What counts is a word that stands where a command may stand.
calls() {
    local files
    mapfile -t files < <(cd "$graders" && find "$@" -name '*.bash' | sort)
    (cd "$graders" && awk '
        FNR == 1 { reading[FILENAME]++; base = FILENAME; sub(/.*\//, "", base); path[base] = FILENAME }
        reading[FILENAME] == 1 && match($0, /^[a-z_]+\(\) [{(]/) {
            name = substr($0, 1, index($0, "(") - 1)
            if (name in home) print FILENAME, "also-defines:" name
            home[name] = FILENAME
        }
        reading[FILENAME] == 1 || /^ *#/ { next }
        /^ *source / {
            sub(/.*\//, "")
            sub(/".*/, "")
            if ($0 in path) print FILENAME, path[$0]
            next
        }
        {
            gsub(/\$\(|<\(|&&|\|\||[;|&]|[{] |^ *[(]/, "\n")
            gsub(/(^|\n) *((if|then|else|elif|while|until|do|!) +)+/, "\n")
            count = split($0, commands, "\n")
            for (i = 1; i <= count; i++) {
                split(commands[i], words, " ")
                name = words[1]
                # The end of $(NAME); but "NAME)" in the first place is a case.
                if (i > 1) sub(/[)"].*/, "", name)
                if (name in home && home[name] != FILENAME) print FILENAME, home[name]
            }
        }' "${files[@]}" "${files[@]}") | sort -u
}

# crossings - prints the calls that lead from one library into the other, or out of what both share.
crossings() {
    calls lib | grep -P '^lib/check/\S* lib/(?!check/|common/)|^lib/(?!check/)\S* lib/check/|^lib/common/\S* lib/(?!common/)|also-defines' || true
}

@test "no two files of a library need each other" {
    run tsort <(calls lib)
    assert_success
}

@test "a circle and a crossing are found" {
    graders=$BATS_TEST_TMPDIR
    mkdir -p "$graders/lib/check"
    printf 'one() {\n    if ! two "$1"; then :; fi\n}\n' >"$graders/lib/check/first.bash"
    printf 'two() {\n    local word=$(one)\n    # three\n}\n' >"$graders/lib/check/second.bash"
    printf 'three() {\n    echo two; [[ -z $1 ]] || two\n}\n' >"$graders/lib/third.bash"
    printf 'source "$here/third.bash"\nthree() { :; }\n' >"$graders/lib/fourth.bash"
    run calls lib/check
    assert_output $'lib/check/first.bash lib/check/second.bash\nlib/check/second.bash lib/check/first.bash'
    run tsort <(calls lib/check)
    assert_failure
    run crossings
    assert_line 'lib/third.bash lib/check/second.bash'
    run calls lib
    assert_line 'lib/fourth.bash lib/third.bash'
    assert_line 'lib/third.bash also-defines:three'
}

@test "the two libraries call nothing of each other, and what both share calls nothing of theirs" {
    run crossings
    refute_output
}

@test "commands do not read graders/lib/check, and checks read nothing else of graders/lib but what both share" {
    cd "$graders"
    run grep -rIlE --exclude-dir=check '^ *(source|load|\.) .*\bcheck/' lib students instructors maintainers grade batch report
    refute_output
    run grep -rIlP '^ *(source|load|\.) .*\blib/(?!check/|common/)' lib/check lib/common --include='*.ba*' [0-9]*/*.ba*
    refute_output
}

@test "what stands in graders/lib/common is read by both" {
    cd "$graders"
    for file in lib/common/*; do
        grep -rqF "$file" lib/check || fail "no check reads $file"
        grep -rqF "common/${file##*/}" lib/*.bash students || fail "no command reads $file"
    done
}
