# shellcheck shell=bash
#
# valgrind.bash - run a program under a Valgrind tool, and say its finding in one sentence.

# run_valgrind TOOL NAME [ARGUMENT...] - runs bin/NAME under memcheck or helgrind. The reports, one for
# each process, are $valgrind_logs; the run's variables are set as by run_program. A fresh home keeps a
# planted .valgrindrc away.
run_valgrind() {
    local command
    valgrind_command "$@"
    note_command "$GRADE_RUN/tmp" "${command[@]}"
    supervise_valgrind "$2"
}

# valgrind_command TOOL NAME [ARGUMENT...] - puts the command line into command.
valgrind_command() {
    # No inlined calls: most of Valgrind's start is spent on reading the C library's.
    command=(valgrind --tool="$1" --read-inline-info=no --trace-children=yes
        --trace-children-skip='/bin/*,/usr/bin/*' --log-fd=6)
    if [[ $1 == memcheck ]]; then
        command+=(--leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all)
    fi
    command+=("$GRADE_RUN/bin/$2" "${@:3}")
}

# supervise_valgrind NAME - runs command.
supervise_valgrind() {
    local run
    valgrind_base=$GRADE_RUN/logs/$check_id.$1
    for ((run = 1; ; run++)); do
        compgen -G "$valgrind_base.$run.*" >/dev/null || break
    done
    valgrind_base+=.$run
    supervised --log --cpu 60 --wall 300 -- "${command[@]}"
    # The reports of all processes come through one pipe, where a program could add to them, but take
    # nothing away. Every line begins with the process's id.
    awk -v base="$valgrind_base" 'match($0, /^(==|--|\*\*)[0-9]+/) { print >(base "." substr($0, 3, RLENGTH - 2)) }' \
        "${run_out%/*}/log"
    # Valgrind opens its log before it starts the program.
    if [[ $run_end == exit ]] && ! compgen -G "$valgrind_base.*" >/dev/null; then
        grader_fault "valgrind: $(head -n 1 "$run_err")"
    fi
}

# compile_scenarios NAME PROGRAM... -- ARGUMENT... - makes bin/NAME, which runs the main() of each PROGRAM.c,
# compiled with the ARGUMENTs, as often as it is told (see scenarios.c), so that Valgrind starts only once.
# Whether it worked is in logs/NAME.compile, as with compile.
compile_scenarios() {
    local name=$1 program programs=() objects=()
    shift
    while [[ $1 != -- ]]; do
        programs+=("$1")
        shift
    done
    shift
    for program in "${programs[@]}"; do
        compile "$name-$program.o" "$@" -c "$program.c"
        [[ -e $GRADE_RUN/bin/$name-$program.o ]] || continue
        # Renamed now, and not by the compiler: only a main() may end without a return. All else that
        # the program defines becomes its own, because two programs may use one name.
        command=(objcopy --redefine-sym "main=${program}_main" --keep-global-symbol "${program}_main"
            "$GRADE_RUN/bin/$name-$program.o")
        note_command "$GRADE_RUN/bin" "${command[@]}"
        supervised --write "$GRADE_RUN/bin" -- "${command[@]}"
        objects+=("$GRADE_RUN/bin/$name-$program.o")
    done
    compile "$name" "-DPROGRAMS=$(printf 'PROGRAM(%s) ' "${programs[@]}")" \
        "$GRADE_TOP/graders/lib/check/scenarios.c" "${objects[@]}"
}

# run_scenarios NAME WORD... - runs bin/NAME of compile_scenarios under Memcheck; the WORDs are those of
# scenarios.c. Then expect_no_findings judges every run.
run_scenarios() {
    if [[ ! -x $GRADE_RUN/bin/$1 ]]; then
        fail_check 'programs that compile' "$(compiler_says "$1" 'error|undefined|multiple')"
    fi
    local command
    note_scenarios "$@"
    valgrind_command memcheck "$@"
    supervise_valgrind "$1"
    if [[ $run_end == exit && $run_code != 0 ]]; then
        grader_fault "scenarios: $(head -n 1 "$run_err")"
    fi
}

# note_scenarios NAME WORD... - without a grader somebody would start Valgrind for each run of a program.
note_scenarios() {
    local name=$1 word words=() command
    for word in "${@:2}" +; do
        if [[ $word != + ]]; then
            words+=("$word")
            continue
        fi
        command=("${words[@]}")
        if [[ -e $GRADE_RUN/bin/$name-${words[0]}.o ]]; then
            valgrind_command memcheck "$name" "${words[@]}"
        fi
        note_command "$GRADE_RUN/tmp" "${command[@]}"
        words=()
    done
}

# expect_no_findings - the last run under Valgrind found nothing and came to an end.
expect_no_findings() {
    local log report found=no
    for log in "$valgrind_base".*; do
        [[ -e $log ]] || continue
        report=$(<"$log")
        # A process that was killed writes no summary; a child left running is another check's matter.
        [[ $report == *'ERROR SUMMARY:'* ]] || continue
        found=yes
        # A second summary is none of Valgrind's.
        if [[ $report != *'ERROR SUMMARY: 0 errors'* || $report == *'ERROR SUMMARY:'*'ERROR SUMMARY:'* ]]; then
            fail_check 'no finding' "$(valgrind_sentence "$log")$(valgrind_scenario "$log")
the whole report: $(basename "$log") in the logs beside result.json"
        fi
    done
    if [[ $found == no || $run_end != exit ]]; then
        fail_check 'the program runs to its end under Valgrind' "$(describe_run)"
    fi
}

# expect_data_race - the last run under Helgrind found two threads that touch the same memory without an
# order between them.
expect_data_race() {
    if ! grep -qs 'Possible data race' "$valgrind_base".*; then
        fail_check 'a data race, found by Helgrind' "no data race; $(describe_run)"
    fi
}

# Says in which of several runs the process of report $1 was.
valgrind_scenario() {
    local runs=${run_out%/*}/home/scenarios
    if [[ -e $runs ]]; then
        sed -n "s|^${1##*.} |, in the run ./|p" "$runs" | shown_lines
    fi
}

# Says the first finding of the report $1: what happened, and at which line of the student's files.
valgrind_sentence() {
    local files
    files=$(lab_field "$GRADE_LAB" STUDENT_FILES)
    awk -v files="$files" '
        BEGIN { count = split(files, student, " ") }
        { sub(/^==[0-9]+== ?/, "") }
        # A finding begins in the first column and its stack frames are indented.
        /^ *(Invalid|Conditional|Use of|Syscall param|Mismatched|Source and dest|Argument)/ ||
        /^[0-9,]+ bytes? in .* (lost|reachable)/ || /^Possible data race/ ||
        /^Thread #.*(lock|unlock|exit)/ {
            if (finding == "") finding = $0
            next
        }
        finding != "" && place == "" && /^ +(at|by) 0x/ {
            for (i = 1; i <= count; i++)
                if (match($0, "\\(" student[i] ":[0-9]+\\)"))
                    place = substr($0, RSTART + 1, RLENGTH - 2)
        }
        function plain(text) {
            if (text ~ /Invalid read/) return "it reads memory that is not its own"
            if (text ~ /Invalid write/) return "it writes to memory that is not its own"
            if (text ~ /Invalid free|Mismatched/) return "it frees memory that it may not free"
            if (text ~ /uninitialised/) return "it uses a value that was never set"
            if (text ~ /overlap/) return "it copies between two places that overlap"
            if (text ~ /lost|reachable/) {
                split(text, word, " ")
                return "it never frees " word[1] " bytes of heap memory, taken"
            }
            if (text ~ /data race/) return "two threads touch the same memory without a lock"
            return text
        }
        END {
            if (finding == "") finding = "Valgrind reports an error"
            print plain(finding) (place == "" ? "" : " at " place)
        }
    ' "$1"
}
