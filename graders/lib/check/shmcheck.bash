# shellcheck shell=bash
#
# shmcheck.bash - run a program in every order of its processes, and say what was found.
#
# shmcheck (graders/shmcheck/README.md) chooses the order of a program's steps itself, so a verdict here is
# a proof, and not luck. What it found lies in the run's logs, beside result.json: ID.txt, the report, and for
# a violation ID.html, a page that plays the run. A failing check shows the order that was found, drawn:
# the file `drawing` in its folder.
#
# Names of objects, keys and standard output are each run's own: nothing is planted from outside, and
# nothing is left.

# One version for a whole grading: a program and the explorer of it belong together, and another grading may
# build a newer one meanwhile.
: "${SHMCHECK:=$(readlink -f "$GRADE_TOOLS/shmcheck")}"
export SHMCHECK

# Kinds of violations that a check which asks for one thing passes over: others charge for them.
readonly everything_else=race,misuse,wrong-output,status,crash,deadlock,livelock

# The system's texts of the errors that graders inject (strerror(3), in the C locale).
declare -gA error_texts=(
    [EACCES]='Permission denied' [EAGAIN]='Resource temporarily unavailable' [EEXIST]='File exists'
    [EFBIG]='File too large' [EINTR]='Interrupted system call' [EINVAL]='Invalid argument'
    [EMFILE]='Too many open files' [ENFILE]='Too many open files in system' [ENOENT]='No such file or directory'
    [ENOMEM]='Cannot allocate memory' [ENOSPC]='No space left on device'
)

# compile_explored NAME ARGUMENT... - compiles the C files and options among the arguments (as for compile)
# with shmcheck-cc, to be explored; run where the student's files are. It makes bin/NAME; what the compiler
# said is in logs/NAME.compile, for expect_explorable. It does so beside the checks: whoever needs NAME waits.
compile_explored() {
    mkdir -p "$GRADE_RUN/compiling"
    run_locked "$GRADE_RUN/compiling/$1" compile_by "$SHMCHECK/shmcheck-cc" "$1" -w "${@:2}" >/dev/null 2>&1
}

# await_explored NAME - waits until the compiler of bin/NAME has ended.
await_explored() {
    local lock=$GRADE_RUN/compiling/$1
    if [[ -e $lock ]]; then
        flock "$lock" true
        rm -f "$lock"
    fi
}

# Waits for the compilers of programs that no check has asked for.
await_all_explored() {
    local lock
    for lock in "$GRADE_RUN"/compiling/*; do
        [[ ! -e $lock ]] || await_explored "${lock##*/}"
    done
}

# expect_explorable NAME... - compile_explored made each NAME. To be called in a check that needs the one in
# which the plain program compiled: so what stands in the way here hides accesses to memory from shmcheck.
expect_explorable() {
    local name log
    for name in "$@"; do
        await_explored "$name"
        [[ ! -x $GRADE_RUN/bin/$name ]] || continue
        log=$GRADE_RUN/logs/$name.compile
        if grep -qE '^shmcheck-cc: .*(hides accesses|has to answer itself)|error|undefined|multiple' "$log"; then
            fail_check 'a program whose accesses to memory can be seen one by one (gcc -fsanitize=thread)' \
                "$(compiler_says "$name" '^shmcheck-cc|error|undefined|multiple')"
        fi
        grader_fault "shmcheck-cc: $(head -n 3 "$log")"
    done
}

# explore [--env NAME=VALUE | --dir DIR]... [OPTION...] -- NAME [ARGUMENT...] [+ NAME [ARGUMENT...]]... - runs shmcheck with
# its OPTIONs over the programs bin/NAME, which run together. Then
#   explored        clean       nothing found, and EXHAUSTIVE (or one order with --schedule, --replay)
#                   violation   explored_kinds says which kinds, separated by blanks
#                   misfit      --schedule or --replay: a step could not be taken
#                   unseen      the program does what shmcheck cannot follow, or ends it
#   explored_says   that in one sentence; for a violation with a line of the student's program
#   explored_report the file with the report
# A search that was not exhaustive is a fault of the grader's. Choose sizes so small that a search is some dozens of
# runs: on a busy host each step has to wait for the processor.
explore() {
    local command environment
    explored_command "$@"
    number_report
    explored='' explored_kinds='' explored_says=''
    run_shmcheck "${command[@]}"
    explored_report=$report.txt
    cp "$run_out" "$explored_report"
    if [[ $run_end != exit ]]; then
        explore_ended
    elif ((run_code == 0)); then
        explored=clean
        IFS= read -r explored_says <"$explored_report" || true
    elif ((run_code == 1)); then
        explored=violation
        read_violation
        draw_violation "$@"
    elif ((run_code == 2)); then
        explored_says=$(head -n 1 "$run_err" | shown_lines)
        case $explored_says in
            *'a fault of shmcheck itself'* | 'shmcheck: '* | usage:* | '') grader_fault "${explored_says:-shmcheck}" ;;
        esac
        explored=misfit
    else
        explored_says=$(grep -m 1 -E '^(INCOMPLETE|SAMPLED)' "$explored_report" | shown_lines)
        case $explored_says in
            'INCOMPLETE: a fault of shmcheck itself'* | SAMPLED*) grader_fault "shmcheck: $explored_says" ;;
            INCOMPLETE*) explored=unseen explored_says=${explored_says#INCOMPLETE: } ;;
            *) grader_fault "shmcheck: status 3 and no reason" ;;
        esac
    fi
}

# run_shmcheck COMMAND... - a jail shows it what its options name: the file with the schedule, a folder.
run_shmcheck() {
    local word shown=() before=
    note_command "$GRADE_RUN/tmp" "$@"
    for word in "$@"; do
        case $before:$word in
            --schedule:/* | --replay:/* | --dir:/*) shown+=(--show "$word") ;;
        esac
        before=$word
    done
    supervised --cpu 60 --wall 380 --fsize $((64 << 20)) "${shown[@]}" "${environment[@]}" -- "$@"
}

# Puts the command line of `explore` into command, and supervise's options into environment.
explored_command() {
    local word is_name=no
    environment=()
    while [[ $1 == --env || $1 == --dir ]]; do
        environment+=("$1" "$2")
        shift 2
    done
    command=("$SHMCHECK/shmcheck" --budget 330)
    for word in "$@"; do
        if [[ $is_name == yes ]]; then
            await_explored "$word"
            command+=("$GRADE_RUN/bin/$word")
            is_name=no
            continue
        fi
        command+=("$word")
        # A "+" among the options would be the value of one, and no program.
        if [[ $word == -- || ($word == + && " ${command[*]} " == *' -- '*) ]]; then
            is_name=yes
        fi
    done
}

# Puts a new name for the reports of the running check into report: logs/ID, logs/ID.2, ...
number_report() {
    report_number=$((${report_number:-0} + 1))
    report=$GRADE_RUN/logs/$check_id
    if ((report_number > 1)); then
        report+=.$report_number
    fi
}

# shmcheck itself did not come to its end.
explore_ended() {
    case $run_end:$run_signal in
        attack: | signal:SIGKILL | signal:SIGTERM | signal:SIGINT | signal:SIGHUP | signal:SIGSTOP)
            explored=unseen
            explored_says='it killed or stopped the process that watches over it'
            ;;
        *) grader_fault "shmcheck: $(describe_end) $(head -n 1 "$run_err")" ;;
    esac
}

# read_violation - reads explored_kinds and explored_says off the report: the head, up to the empty line.
read_violation() {
    local line place places=
    while IFS= read -r line && [[ -n $line ]]; do
        case $line in
            '  '*' at '*) places+="${places:+, }${line#  }" ;;
            'in this order also: '*) explored_kinds+=" ${line#*: }" ;;
            *)
                if [[ -z $explored_kinds ]]; then
                    explored_kinds=${line%%:*}
                    explored_says=${line#*: }
                else
                    # The output of a program may have several lines.
                    explored_says+=$'\n'$line
                fi
                ;;
        esac
    done <"$explored_report"
    if [[ -z $places && ! $explored_says =~ :[0-9] ]]; then
        # No place in words: that of the row which is marked, or else of the last one.
        place=$(awk '
            /^$/ { table++ }
            table == 1 && match($0, /[^ ]+\.[ch]:[0-9]+/) {
                last = substr($0, RSTART, RLENGTH)
                if (/<- /) marked = last
            }
            END { print marked == "" ? last : marked }' "$explored_report")
        places=${place:+at $place}
    fi
    explored_says=$(printf '%s: %s' "${explored_kinds%% *}" "${explored_says//$'\n'/ }${places:+ ($places)}" | shown_lines)
}

# The most rows of an order that are drawn on the screen, and the widest row of them; the report has all.
readonly drawn_rows=24 drawn_columns=77

# draw_violation ARGUMENT... - leaves the order of the report in the check's file `drawing`, and the page
# that plays it in the logs; the arguments are those of explore.
draw_violation() {
    local command environment options=()
    if order_tells; then
        awk -v most="$drawn_rows" -v widest="$drawn_columns" -f "$GRADE_TOP/graders/lib/common/drawing.awk" "$explored_report" \
            | LC_ALL=C tr -c '[:print:]\n' '?' >"$check_folder/drawing"
    else
        forget_drawing
    fi
    sed -n '/^schedule (/,$p' "$explored_report" | sed 1d >"$check_folder/schedule"

    while [[ $1 == --env || $1 == --dir ]]; do
        options+=("$1" "$2")
        shift 2
    done
    explored_command "${options[@]}" --replay "$check_folder/schedule" --format html "$@"
    run_shmcheck "${command[@]}"
    if [[ $run_end == exit && $run_code == 1 ]]; then
        cp "$run_out" "$report.html"
    fi
}

# What was not given back is said with the line that made it: the order of the steps says no more.
order_tells() {
    local kind
    for kind in $explored_kinds; do
        case $kind in
            left-behind | mapping | descriptor | semaphore) ;;
            *) return 0 ;;
        esac
    done
    return 1
}

# expect_explored EXPECTED - the last exploration found nothing, in all orders.
expect_explored() {
    case $explored in
        clean) forget_drawing ;;
        violation) fail_explored "$1" "$explored_says" ;;
        *) fail_unseen ;;
    esac
}

# expect_violation KIND EXPECTED - the last exploration found an order with a violation of KIND: it must be
# there, as the lost update of lab 03.
expect_violation() {
    case $explored in
        violation)
            if [[ " $explored_kinds " != *" $1 "* ]]; then
                fail_explored "$2" "$explored_says"
            fi
            forget_drawing
            ;;
        clean) fail_check "$2" "there is none: $explored_says" ;;
        *) fail_unseen ;;
    esac
}

# What an earlier exploration of this check drew is not what the check has to say.
forget_drawing() {
    if [[ -e $check_folder/drawing ]]; then
        rm "$check_folder/drawing"
    fi
}

# Fails the check because of what the last exploration found; it says where the reports are.
fail_explored() {
    local files=${report##*/}.txt
    if [[ -e $report.html ]]; then
        files+=", to be played: ${report##*/}.html"
    fi
    fail_check "$1" "$2
the report, in the logs beside result.json: $files"
}

fail_unseen() {
    fail_check 'a program that can be followed step by step: processes that share memory' \
        "the grader cannot follow it: $explored_says"
}

# trace_explored [OPTION...] -- NAME [ARGUMENT...]... - runs the programs once, in the default order: the first
# goes on until it has to wait. traced is the file with that run as JSON, for traced_value; explored is clean, violation
# or unseen, and explored_says the reason of the last. What most checks ask for is in
#   traced_output, traced_errors   what the programs wrote to stdout and stderr
#   traced_processes               how many there were
#   traced_failure                 true if a call was made to fail, else false
trace_explored() {
    run_trace "$@"
    if [[ $explored != unseen ]]; then
        read_traces "$traced"
        take_trace 0
    fi
}

# run_trace [OPTION...] -- NAME [ARGUMENT...]... - the run alone, without what the programs wrote.
run_trace() {
    local command environment
    explored_command --trace --format json "$@"
    run_shmcheck "${command[@]}"
    traced=$run_out
    explored=clean explored_kinds='' explored_says=''
    traced_output='' traced_errors='' traced_processes=0 traced_failure=false
    if [[ $run_end != exit ]]; then
        explore_ended
    elif ((run_code > 1)); then
        # The reason stands in the text of a run only.
        explore --trace "$@"
    elif ((run_code == 1)); then
        explored=violation
    fi
}

# read_traces FILE... - reads all that is wanted of several traces with one start of jq, which takes longer than the
# run of a program; take_trace INDEX then sets the variables of one.
read_traces() {
    mapfile -t -d $'\x1e' traced_values < <(jq -j '
        (.processes | length), any(.events[]; .margin | contains("made to fail")), .text, .output, .errors
        | tostring | gsub("\u001e"; "?") + "\u001e"' "$@")
}

take_trace() {
    local values=("${traced_values[@]:5*$1:5}")
    traced_processes=${values[0]} traced_failure=${values[1]} explored_says=${values[2]}
    # Less the newline at the end, as of a command.
    traced_output=${values[3]%$'\n'} traced_errors=${values[4]%$'\n'}
}

# expect_private - all that the run of the last trace created is for its owner alone: mode 0600.
expect_private() {
    local open
    open=$(traced_value 'first(.events[] | select((.operation == "shm_open" or .operation == "sem_open")
        and (.arguments | contains("O_CREAT") and (test(", 0600(,|$)") | not)))
        | "\(.operation)(\(.arguments)) at \(.place)")')
    if [[ -n $open ]]; then
        fail_check 'mode 0600 for all that is created' "$open"
    fi
}

# traced_value FILTER [ARGUMENT...] - the raw output of jq over the last trace.
traced_value() {
    jq -r "${@:2}" "$1" "$traced"
}

# expect_failures_reported CALLS=ERROR... -- [OPTION...] -- NAME [ARGUMENT...] - each of the calls fails once, with
# that errno, and the program answers as every contract says: exit status 1, nothing on stdout, one line
# on stderr that begins with the call's name and ends with the system's text, and nothing left behind. This is
# so in all orders, if it comes after a fork.
#
# CALLS is one name, or several, "shm_open|open", where a design may use one or the other; "munmap:2" is the second
# such call of a process, and "shmget:1,2" the first two of them: who looks first, and then creates, need not
# report that nothing was there. A call that the program does not make cannot fail, and is passed over. OPTIONs are
# shmcheck's (--allow race).
expect_failures_reported() {
    local failures=() failure calls call failing runs=() traces=() results=() i
    while [[ $1 != -- ]]; do
        failures+=("$1")
        shift
    done
    shift
    for failure in "${failures[@]}"; do
        IFS='|' read -ra calls <<<"${failure%=*}"
        for call in "${calls[@]}"; do
            failing_options "$call" "${failure##*=}"
            run_trace "${failing[@]}" --status 1 --expect '' "$@"
            if [[ $explored == unseen ]]; then
                fail_unseen
            fi
            runs+=("$call=${failure##*=}") traces+=("$traced") results+=("$explored")
        done
    done
    read_traces "${traces[@]}"
    for i in "${!runs[@]}"; do
        take_trace "$i"
        explored=${results[i]}
        expect_failure_reported "${runs[i]%=*}" "${runs[i]##*=}" "$@"
    done
}

# failing_options CALL ERROR - puts into failing the options that make it fail.
failing_options() {
    local number numbers
    failing=()
    IFS=, read -ra numbers <<<"${1#"${1%:*}"}"
    for number in "${numbers[@]:-1}"; do
        failing+=(--fail "${1%:*}:${number#:}=$2")
    done
}

# expect_failure_reported CALL ERROR [OPTION...] -- NAME [ARGUMENT...] - judges the trace that was taken.
expect_failure_reported() {
    local call=${1%:*} text=${error_texts[$2]} failing name wanted said alone line
    if [[ $traced_failure == false ]]; then
        return 0
    fi
    failing_options "$1" "$2"
    shift 2
    name=$call
    # To shmcheck these two are one call, which a program may report under either name.
    case $call in
        shm_open) name='(shm_open|open)' ;;
        shm_unlink) name='(shm_unlink|unlink)' ;;
    esac
    wanted="exit status 1, nothing on stdout, nothing left, and on stderr: $call: $text"
    said=$traced_errors alone=$traced_processes
    if [[ $explored == violation ]]; then
        explore "${failing[@]}" --status 1 --expect '' "$@"
        fail_explored "$wanted" "when $call fails: $explored_says${said:+
stderr: $(shown_text "$said")}"
    fi
    # After the fork each process may have something to say.
    while IFS= read -r line && [[ $alone != 1 ]]; do
        [[ ! $line =~ ^${name}[^a-z_].*$ || $line != *"$text" ]] || said=$line
    done <<<"$said"
    if [[ $said == *$'\n'* || ! $said =~ ^${name}[^a-z_] || $said != *"$text" ]]; then
        fail_check "$wanted" "stderr: $(shown_text "$said")"
    fi
    if [[ $alone != 1 ]]; then
        explore "${failing[@]}" --status 1 --expect '' "$@"
        expect_explored "$wanted"
    fi
}
