#!/usr/bin/env bats
# Every kind of violation, by its name: the table in explorer/violations.def is what reports, options and the
# help go by. Each kind has a program of the corpus whose headline it is.

setup() {
    load helper
    begin
    # shellcheck source=graders/shmcheck/test/header.bash
    source "$here/header.bash"
    declare -gA program=(
        [race]=lost_update
        ["wrong-output"]=load_then_store
        [status]=use_after_unlink
        [crash]=unsized_object
        [deadlock]=abba
        [livelock]=spin_forever
        ["left-behind"]=left_object
        [misuse]=unlock_of_another
        [mapping]=still_mapped
        [descriptor]=still_open
        [semaphore]=semaphore_not_destroyed
        ["busy-wait"]=busy_flag
        ["sleep-under-lock"]=sleeps_in_lock
    )
    mapfile -t kinds < <(sed -n 's/^VIOLATION([A-Z]*, "\([a-z-]*\)", .*/\1/p' "$here/../explorer/violations.def")
}

@test "every kind of the table has a program here, and no other kind has one" {
    assert_equal "$(printf '%s\n' "${kinds[@]}" | sort)" "$(printf '%s\n' "${!program[@]}" | sort)"
    assert_equal "${#kinds[@]}" "$(grep -c '^VIOLATION(' "$here/../explorer/violations.def")"
}

@test "every kind is the headline of its text, is among the kinds of its json, and ends with status 1" {
    local kind source options
    for kind in "${kinds[@]}"; do
        source=$here/corpus/${program[$kind]}.c
        read_options "$source"
        build "$kind" "$source"
        shmcheck "${options[@]}" -- "./$kind"
        assert_failure 1
        assert_line --index 0 --regexp "^$kind: "
        shmcheck --format json "${options[@]}" -- "./$kind"
        assert_failure 1
        printf '%s\n' "$output" >report.json
        run jq -r --arg kind "$kind" '.verdict == $kind and (.kinds | index($kind) != null)' report.json
        assert_output true || fail "$kind: $(jq -c '[.verdict, .kinds]' report.json)"
    done
}

@test "a kind that is looked for only when it is forbidden is the only one that json names" {
    local kind
    for kind in mapping descriptor semaphore busy-wait sleep-under-lock; do
        build "$kind" "$here/corpus/${program[$kind]}.c"
        shmcheck --format json --forbid "$kind" -- "./$kind"
        assert_failure 1
        printf '%s\n' "$output" >report.json
        run jq -c .kinds report.json
        assert_output "[\"$kind\"]"
    done
}

@test "every kind belongs to one of --allow and --forbid, and --help explains it" {
    local kind right wrong
    shmcheck --help
    assert_success
    for kind in "${kinds[@]}"; do
        assert_line --regexp "^  $kind +[a-z].*$"
    done
    build program "$here/corpus/mutex_locked.c"
    for kind in "${kinds[@]}"; do
        right=--allow wrong=--forbid
        ! grep -q "\"$kind\", ON_DEMAND" "$here/../explorer/violations.def" || { right=--forbid wrong=--allow; }
        shmcheck "$right" "$kind" --trace -- ./program
        refute_output --partial "no such kind"
        shmcheck "$wrong" "$kind" --trace -- ./program
        assert_failure 2
        assert_output --partial "$wrong $kind: no such kind"
    done
}
