# shellcheck shell=bash
#
# run.bash - run a program of the submission, and know exactly how it ended.
#
# All that a submission runs goes through supervise (graders/supervise): limits, no privileges, an
# environment of four variables, a fresh folder, no descriptor but 0, 1 and 2, and nothing left running.
# In a jail it sees, of all that belongs to the grading, only $GRADE_RUN/bin, $GRADE_RUN/given and shmcheck;
# an option --show PATH or --write PATH of supervise's shows more.
#
# After a run:
#   run_end     exit, signal, cpu, wall, memory, processes, blocked or attack
#   run_code    exit status or signal number
#   run_signal  the signal's name                        run_blocked  how often it was found blocked
#   run_out, run_err     files with what it wrote        run_left_children
#   run_left_fds, run_left_maps, run_blocked_in          lists

# Puts the options that belong to the tier into tier_options.
choose_tier_options() {
    tier_options=()
    [[ $GRADE_TIER != names ]] || return 0
    tier_options+=(--small-home)
    [[ $GRADE_TIER == jail ]] || return 0
    tier_options+=(--jail --show "$GRADE_RUN/bin" --show "$GRADE_RUN/given" --show "$SHMCHECK")
    # The jail shows all of /usr, where somebody may have put the suite.
    if [[ $GRADE_TOP == /usr/* ]]; then
        tier_options+=(--hide "$GRADE_TOP")
    fi
}

# supervised OPTION... -- COMMAND... - runs it with supervise's options; sets the variables above.
supervised() {
    local folder status=0 key value tier_options outside=()
    choose_tier_options
    run_number=$((${run_number:-0} + 1))
    folder=$GRADE_RUN/tmp/$BASHPID.$run_number
    run_out=$folder/out
    run_err=$folder/err
    run_end='' run_code='' run_signal='' run_blocked=0 run_left_children=0
    run_left_fds=() run_left_maps=() run_blocked_in=()
    # Out of its jail a program can stop the process which should end it: then there is a limit from outside.
    [[ $GRADE_TIER == jail ]] || outside=(timeout --foreground -s KILL 400)
    "${outside[@]}" "$GRADE_TOOLS/supervise" --folder "$folder" "${tier_options[@]}" "$@" \
        </dev/null 2>"$folder.fault" 3>&- || status=$?
    if ((status > 128)); then
        # Nobody but the program itself had a reason to kill its supervisor.
        run_end=attack
        return
    fi
    if ((status != 0)); then
        grader_fault "supervise ended with status $status: $(<"$folder.fault")"
    fi
    while IFS='=' read -r key value; do
        case $key in
            end) run_end=$value ;;
            code) run_code=$value ;;
            signal) run_signal=$value ;;
            blocked) run_blocked=$value ;;
            left_children) run_left_children=$value ;;
            left_fd) run_left_fds+=("$value") ;;
            left_map) run_left_maps+=("$value") ;;
            blocked_in) run_blocked_in+=("$value") ;;
        esac
    done <"$folder/report"
}

# note_command FOLDER COMMAND... - writes down, for `make bench`, what a grading costs without a grader.
note_command() {
    printf 'cd %q &&' "$1" >>"$GRADE_RUN/commands"
    shift
    printf ' %q' "$@" >>"$GRADE_RUN/commands"
    printf '\n' >>"$GRADE_RUN/commands"
}

# run_program [OPTION...] NAME [ARGUMENT...] - runs bin/NAME as a student would run ./NAME.
run_program() {
    local options=() name
    while [[ $1 == --* ]]; do
        case $1 in
            --at-exit | --efbig) options+=("$1") ;;
            *)
                options+=("$1" "$2")
                shift
                ;;
        esac
        shift
    done
    name=$1
    shift
    supervised --as $((1 << 30)) --name "./$name" "${options[@]}" -- "$GRADE_RUN/bin/$name" "$@"
}

# Says in words how the last run ended.
describe_end() {
    case $run_end in
        exit) echo "exit status $run_code" ;;
        cpu) echo 'ended by the grader: it kept computing and never came to an end' ;;
        wall) echo 'ended by the grader: it neither computed much nor came to an end' ;;
        memory) echo 'ended by the grader: it took more and more memory' ;;
        processes) echo 'ended by the grader: it started more and more processes' ;;
        attack) echo 'it killed or stopped the process that watches over it' ;;
        blocked) echo 'ended by the grader: it waited for something that nobody could do any more' ;;
        signal)
            case $run_signal in
                SIGBUS) echo "killed by SIGBUS (it touched memory past the end of an object)" ;;
                SIGSEGV) echo "killed by SIGSEGV (it touched memory that is not mapped)" ;;
                SIGABRT) echo "killed by SIGABRT (the C library found an error and gave up)" ;;
                SIGXFSZ) echo "killed by SIGXFSZ (it wrote a file or an output that is too large)" ;;
                SIGSYS) echo "killed by SIGSYS (it made a system call that is not allowed)" ;;
                *) echo "killed by $run_signal" ;;
            esac
            ;;
    esac
}

# Says what the last run wrote to stdout.
describe_output() {
    if [[ -s $run_out ]]; then
        printf 'stdout: %s\n' "$(shown "$run_out")"
    else
        echo 'nothing on stdout'
    fi
}

# Says in words how the last run ended and what it wrote.
describe_run() {
    describe_end
    if [[ -s $run_out ]]; then
        printf 'stdout: %s\n' "$(shown "$run_out")"
    fi
    if [[ -s $run_err ]]; then
        printf 'stderr: %s\n' "$(shown "$run_err")"
    fi
}

# Prints the content of file $1 between quotes, with what cannot be seen escaped, cut at 160
# characters.
shown() {
    head -c 4096 "$1" | quoted "$(stat -c %s "$1")"
}

# The same for the text $1.
shown_text() {
    printf '%s' "$1" | quoted ${#1}
}

# quoted SIZE - the same for stdin, which is the beginning of SIZE bytes.
quoted() {
    jq -Rrs --argjson size "$1" '
        if length > 160 then (.[0:160] | @json) + " ... (\($size) bytes)" else @json end'
}

# Passes lines on with what cannot be seen escaped.
shown_lines() {
    jq -Rr '@json | .[1:-1] | gsub("\\\\\""; "\"")'
}
