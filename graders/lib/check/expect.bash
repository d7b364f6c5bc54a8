# shellcheck shell=bash
#
# expect.bash - what a contract says of a run, as one line each. All look at the last run.

# is_text FILE TEXT - whether FILE holds exactly TEXT.
is_text() {
    local content
    # read stops at a NUL, which no text here has; else it reads the file to its end and returns 1.
    ! IFS= read -r -d '' content <"$1" && [[ $content == "$2" ]]
}

# expect_success [LINE...] - exit status 0, and exactly these lines on stdout.
expect_success() {
    local wanted=
    if (($# > 0)); then
        printf -v wanted '%s\n' "$@"
    fi
    if [[ $run_end != exit || $run_code != 0 ]]; then
        fail_check "exit status 0 and stdout: $(shown_text "$wanted")" "$(describe_run)"
    fi
    if ! is_text "$run_out" "$wanted"; then
        fail_check "stdout: $(shown_text "$wanted")" "$(describe_output)"
    fi
}

# expect_message LINE - exit status 1, exactly this line on stderr, nothing on stdout.
expect_message() {
    if [[ $run_end != exit || $run_code != 1 || -s $run_out ]] || ! is_text "$run_err" "$1"$'\n'; then
        fail_check "exit status 1 and on stderr: $1" "$(describe_run)"
    fi
}

# expect_call_failure CALL... TEXT - exit status 1, nothing on stdout, and one line on stderr that begins
# with the CALL's name (or another of the calls that a design may use there) and ends with the system's
# TEXT, as perror(3) prints it.
expect_call_failure() {
    if [[ $run_end != exit || $run_code != 1 || -s $run_out ]] || ! is_call_failure "$@"; then
        fail_check "exit status 1 and on stderr: $1: ${*: -1}" "$(describe_run)"
    fi
}

# Whether stderr is one line that begins with one of the names and ends with the last argument.
is_call_failure() {
    local lines call text=${*: -1}
    mapfile -t lines <"$run_err"
    ((${#lines[@]} == 1)) || return 1
    for call in "${@:1:$#-1}"; do
        if [[ ${lines[0]} == "$call"[!a-z_]* && ${lines[0]} == *"$text" ]]; then
            return 0
        fi
    done
    return 1
}

# expect_usage - exit status 2, a line that begins with "usage:" on stderr, nothing on stdout.
expect_usage() {
    if [[ $run_end != exit || $run_code != 2 || -s $run_out ]] || ! grep -q '^usage:' "$run_err"; then
        fail_check 'exit status 2 and on stderr a line that begins with "usage:"' "$(describe_run)"
    fi
}

# expect_nothing_open, expect_nothing_mapped - of a run with --at-exit: its first process had closed
# its descriptors and removed its shared mappings before it exited.
expect_nothing_open() {
    if ((${#run_left_fds[@]} > 0)); then
        fail_check 'no descriptor open when the program exits' \
            "descriptor $(printf '%s, ' "${run_left_fds[@]}" | sed 's/, $//')"
    fi
}
expect_nothing_mapped() {
    if ((${#run_left_maps[@]} > 0)); then
        fail_check 'no shared memory mapped when the program exits' \
            "still mapped: $(printf '%s, ' "${run_left_maps[@]}" | sed 's/, $//')"
    fi
}

# expect_no_children - the program waited for every process that it started.
expect_no_children() {
    if ((run_left_children > 0)); then
        fail_check 'every child process ended and waited for' \
            "$run_left_children child process(es) left when the program exited"
    fi
}
