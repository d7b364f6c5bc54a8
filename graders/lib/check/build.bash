# shellcheck shell=bash
#
# build.bash - compile the submission, once for each lab.

# In the run's folder: src/ where the submission is compiled, bin/ programs, given/ what else a program may
# read.

# Puts the given files of the lab beside the student's into $GRADE_RUN/src. Given is everything in
# labs/ that the student does not write; a file of that name in a submission is never looked at.
prepare_sources() {
    local file
    untrace
    mkdir -p "$GRADE_RUN/src" "$GRADE_RUN/bin" "$GRADE_RUN/given" "$GRADE_RUN/logs"
    for file in "$GRADE_TOP/labs/$GRADE_LAB"/*.[ch]; do
        cp "$file" "$GRADE_RUN/src/"
    done
    for file in $(lab_field "$GRADE_LAB" STUDENT_FILES); do
        rm -f "$GRADE_RUN/src/$file"
        if [[ -e $GRADE_RUN/submission/$file ]]; then
            cp "$GRADE_RUN/submission/$file" "$GRADE_RUN/src/"
        fi
    done
}

# compile NAME ARGUMENT... - runs the compiler in $GRADE_RUN/src with the lab's own flags and the
# given arguments (sources, -D, -c, ...) to make bin/NAME. Whether it worked is in logs/NAME.compile
# (the compiler's words) and bin/NAME; a failure is no error here: a check reports it.
compile() {
    # Valgrind 3.19 cannot read the DWARF 5 that Clang writes by default.
    compile_by "${CC:-gcc}" "$1" -gdwarf-4 "${@:2}"
}

# compile_by COMPILER NAME ARGUMENT... - the same with another COMPILER.
compile_by() {
    local flags libraries
    read -ra flags <<<"$(common_field CFLAGS)"
    read -ra libraries <<<"$(common_field LDLIBS)"
    run_compiler "$2" "$1" "${flags[@]}" "${@:3}" -o "$GRADE_RUN/bin/$2" "${libraries[@]}"
}

# run_compiler NAME COMMAND... - the same for a whole COMMAND, which makes bin/NAME.
run_compiler() {
    local name=$1 shown=() argument file
    shift
    note_command "$GRADE_RUN/src" "$@"
    # A jail shows the compiler the sources, and of the grader's own files those that are named, with the
    # C files beside them.
    for argument in "${@:2}"; do
        argument=${argument#-I}
        if [[ $argument == /* && $argument != "$GRADE_RUN"/@(src|bin)/* && -e $argument ]]; then
            for file in "$argument" "${argument%/*}"/*.[ch]; do
                [[ ! -e $file || " ${shown[*]} " == *" $file "* ]] || shown+=(--show "$file")
            done
        fi
    done
    supervised --dir "$GRADE_RUN/src" --write "$GRADE_RUN/bin" "${shown[@]}" \
        --cpu 30 --wall 120 --fsize $((64 << 20)) --as $((2 << 30)) -- "$@"
    cat "$run_out" "$run_err" >"$GRADE_RUN/logs/$name.compile"
    if [[ $run_end != exit || $run_code != 0 ]]; then
        rm -f "$GRADE_RUN/bin/$name"
        if [[ ! -s $GRADE_RUN/logs/$name.compile ]]; then
            printf 'error: the compiler was %s\n' "$(describe_end)" >"$GRADE_RUN/logs/$name.compile"
        fi
    fi
}

# The check that every lab begins with: all student files are there and all NAMEs were compiled.
expect_compiled() {
    local name file
    if [[ -s $GRADE_RUN/submission.problems ]]; then
        fail_check "the files $(lab_field "$GRADE_LAB" STUDENT_FILES)" \
            "$(<"$GRADE_RUN/submission.problems")"
    fi
    for name in "$@"; do
        if [[ ! -x $GRADE_RUN/bin/$name ]]; then
            fail_check "$name compiles" "$(compiler_says "$name" 'error|undefined|multiple')"
        fi
    done
}

# The check that comes next: the compiler had nothing to remark on any NAME.
expect_no_warnings() {
    local name
    for name in "$@"; do
        if [[ -s $GRADE_RUN/logs/$name.compile ]]; then
            fail_check "no warning from the compiler" "$(compiler_says "$name" 'warning|error')"
        fi
    done
}

# Prints the first lines of NAME's compiler messages ($1) that match $2, or else the first lines.
compiler_says() {
    local log=$GRADE_RUN/logs/$1.compile
    { grep -E -m 2 -- "$2" "$log" || head -n 2 "$log"; } | cut -c 1-300 | shown_lines
}
