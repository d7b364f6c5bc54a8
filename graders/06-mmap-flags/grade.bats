#!/usr/bin/env bats
#
# Lab 06: somebody's mapping.c, by what its mappings do. A driver of the grader's own (driver.c) calls the
# four functions, and writes down facts; the checks here say which facts are right. And predictions.txt,
# held against what this machine shows with the grader's reference.c, whatever mapping.c does.

load ../lib/check/grader

readonly MAPPINGS=(shared-file private-file shared-anonymous private-anonymous)

setup_file() {
    local grader=$GRADE_TOP/graders/$GRADE_LAB reference=$GRADE_RUN/reference/reference.c
    start_drawing 0
    draw_number mapped 6 20
    draw_number written 2 5
    prepare_sources
    compile mmap_flags "-DMAPPED_PAGES=$mapped" "-DWRITTEN_PAGES=$written" mmap_flags.c mapping.c smaps.c
    start_beside memory check_memory
    compile driver -I. "$grader/driver.c" mapping.c smaps.c
    mkdir "$GRADE_RUN/reference"
    cp "$grader/reference/reference.c" "$reference" 2>/dev/null || zcat "$grader/reference/reference.c.gz" >"$reference"
    compile reference-driver -I. "$grader/driver.c" "$reference" smaps.c
    compile reference-flags -I. mmap_flags.c "$reference" smaps.c
}

# The body of the check `memory`, which runs beside the others.
check_memory() {
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full ./mmap_flags'
    see 'What can go wrong'
    run_valgrind memcheck mmap_flags
    expect_no_findings
}

# ask DRIVER PROBE [MAPPING] - asks for `pages` pages and `extra` bytes; the answers are in facts=().
ask() {
    # A limit on file sizes is in the way of no mapping; who makes a file of his own gets an error there.
    run_program --efbig "$1" "$2" "$pages" "$extra" "${@:3}"
    facts=()
    if [[ -e ${run_out%/*}/home/facts ]]; then
        mapfile -t -n 20 facts <"${run_out%/*}/home/facts"
    fi
}

# answered LINE... - whether the last driver came to its end with exactly these facts.
answered() {
    [[ $run_end == exit && $run_code == 0 && ${facts[*]} == "$*" ]]
}

# only_in A B - prints the lines of array A that array B does not have.
only_in() {
    local -n these=$1 those=$2
    local line other
    for line in "${these[@]}"; do
        for other in "${those[@]}"; do
            [[ $line != "$other" ]] || continue 2
        done
        printf '%s\n' "$line"
    done
}

# expect_facts PROBE LINE... - the student's functions answer so.
expect_facts() {
    expect_facts_of '' "$@"
}

# expect_facts_of MAPPING PROBE LINE... - the same, of one mapping.
expect_facts_of() {
    local mapping=$1 probe=$2 wanted=("${@:3}") facts expected got
    ask driver "$probe" ${mapping:+"$mapping"}
    if answered "${wanted[@]}"; then
        return
    fi
    expected=$(only_in wanted facts)
    got=$(only_in facts wanted | shown_lines)
    if [[ $run_end != exit || $run_code != 0 || -z $got ]]; then
        got+=${got:+$'\n'}$(describe_run)
    fi
    # Before anybody is charged: does mmap itself do so on this machine?
    ask reference-driver "$probe" ${mapping:+"$mapping"}
    if ! answered "${wanted[@]}"; then
        grader_fault "on this machine mmap itself does something else: $(only_in facts wanted) $(describe_run)"
    fi
    fail_check "${expected:-nothing else}" "$got"
}

# shows PROGRAM - runs it, and puts what it shows of each mapping into seen and in_file. What else stands
# there is not looked at: the functions may have printed it.
shows() {
    local name by_parent file _
    run_program "$1"
    seen=() in_file=()
    while read -r name by_parent file _; do
        if [[ " ${MAPPINGS[*]} " == *" $name "* && -n $name ]]; then
            seen[$name]=$by_parent in_file[$name]=$file
        fi
    done <"$run_out"
}

# The same for what is right on this machine.
measure() {
    shows reference-flags
    if [[ $run_end != exit || $run_code != 0 || ${#seen[@]} != "${#MAPPINGS[@]}" ]]; then
        grader_fault "this machine cannot be measured: $(describe_run)"
    fi
}

# read_predictions MAPPING - looks for its line. Sets count (how many there are), first and second (the numbers
# of these lines), answers (the words after the name, joined by blanks) and stranger (the number of the first
# line that begins with no mapping's name, or 0).
read_predictions() {
    # Any byte may be in the file; and one from Windows has a CR at the end of each line.
    IFS=$'\t' read -r count first second stranger answers < <(
        LC_ALL=C tr '\000' '?' <"$GRADE_RUN/submission/predictions.txt" \
            | LC_ALL=C awk -v wanted="$1" -v mappings=" ${MAPPINGS[*]} " '
            { sub(/\r$/, ""); sub(/#.*/, "") }
            NF == 0 { next }
            $1 == wanted {
                at[++count] = NR
                answers = substr($2 " " $3 (NF > 3 ? " " $4 : ""), 1, 100)
                next
            }
            !stranger && !index(mappings, " " $1 " ") { stranger = NR }
            END { printf "%d\t%d\t%d\t%d\t%s\n", count, at[1], at[2], stranger, answers }'
    )
}

# expect_prediction MAPPING ANSWERS - the prediction for it is what this machine shows. ANSWERS says in words
# what may stand behind the name.
expect_prediction() {
    local mapping=$1 count first second stranger answers missing="no line for $1"
    local -A seen in_file
    why 'what you did not expect is what you learn from'
    try 'a line for each mapping: its name, and two answers; see the top of the file'
    see 'Predict first'
    if [[ ! -e $GRADE_RUN/submission/predictions.txt ]]; then
        fail_check 'predictions.txt' "$(grep '^predictions.txt ' "$GRADE_RUN/submission.problems")"
    fi
    read_predictions "$mapping"
    if ((count == 0)); then
        if ((stranger > 0)); then
            missing+="; line $stranger begins with the name of no mapping"
        fi
        fail_check "a line: $mapping, then $2" "$missing"
    elif ((count > 1)); then
        fail_check "one line for $mapping" "lines $first and $second"
    fi
    if ! [[ $answers =~ ^(yes|no)\ (yes|no|-)$ ]]; then
        fail_check "$mapping, then $2" "line $first: $(shown_text "$mapping $answers")"
    fi
    try 'run ./mmap_flags, compare, and find out why before you change the line'
    measure
    if [[ $answers != "${seen[$mapping]} ${in_file[$mapping]}" ]]; then
        fail_check 'what ./mmap_flags shows when mapping.c is right' \
            "line $first: $(shown_text "$mapping $answers")"
    fi
}

# Draws how much is asked for: whole pages.
draw_pages() {
    draw_number pages 3 9
    extra=0
}

# bats test_tags=id:compiles,points:1
@test "mapping.c compiles with the given program" {
    why 'nothing else can be checked before'
    try 'run make in the lab folder and read its first error'
    see 'How to run it'
    expect_compiled mmap_flags driver
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has nothing to warn about" {
    why 'in C most warnings are bugs that have not struck yet'
    try 'run make in the lab folder and read its first warning'
    see 'How to run it'
    expect_no_warnings mmap_flags
}

# bats test_tags=id:shared-file,points:2,needs:compiles
@test "map_shared_file: a write reaches the other process and the file" {
    why 'MAP_SHARED is what makes memory a way to communicate'
    try 'MAP_SHARED, and the descriptor that you were given'
    see 'The task'
    draw_pages
    expect_facts_of shared-file write \
        'shared-file: seen by the parent: yes' 'shared-file: in the file: yes'
}

# bats test_tags=id:private-file,points:2,needs:compiles
@test "map_private_file: a write stays with who wrote" {
    why 'this is how programs are loaded: many use one file, and nobody spoils it'
    try 'MAP_PRIVATE, and the descriptor that you were given'
    see 'The task'
    draw_pages
    expect_facts_of private-file write \
        'private-file: seen by the parent: no' 'private-file: in the file: no'
}

# bats test_tags=id:shared-anonymous,points:2,needs:compiles
@test "map_shared_anonymous: a write reaches the other process" {
    why 'parent and child can share memory without any name or file'
    try 'two flags, joined by |: one for shared, one for no file'
    see 'The task'
    draw_pages
    expect_facts_of shared-anonymous write \
        'shared-anonymous: seen by the parent: yes' 'shared-anonymous: in the file: -'
}

# bats test_tags=id:private-anonymous,points:2,needs:compiles
@test "map_private_anonymous: a write stays with who wrote" {
    why 'a child must not change the variables of its parent'
    try 'two flags, joined by |: one for private, one for no file'
    see 'The task'
    draw_pages
    expect_facts_of private-anonymous write \
        'private-anonymous: seen by the parent: no' 'private-anonymous: in the file: -'
}

# bats test_tags=id:maps,points:1,needs:compiles
@test "all four give memory that can be read and written" {
    why 'the checks that follow are about all four'
    try 'PROT_READ and PROT_WRITE, joined by |'
    see 'The task'
    draw_pages
    expect_facts maps "${MAPPINGS[@]/%/: read and written}"
}

# bats test_tags=id:rights,points:1,needs:maps
@test "the memory can not be executed" {
    why 'memory that can be written and executed is what an attacker looks for'
    try 'PROT_READ and PROT_WRITE, and nothing more'
    see 'The task'
    draw_pages
    expect_facts rights "${MAPPINGS[@]/%/: rights rw-}"
}

# bats test_tags=id:content,points:1,needs:maps
@test "the memory begins with the first byte of the file, or with zeros" {
    why 'a mapping does not care where the descriptor stands: it has an offset of its own'
    try 'the last argument of mmap() is the offset'
    see 'The task'
    draw_pages
    expect_facts content 'shared-file: the file, from its first byte' \
        'private-file: the file, from its first byte' 'shared-anonymous: zeros' 'private-anonymous: zeros'
}

# bats test_tags=id:lengths,points:1,needs:maps
@test "any length will do: one byte, or no multiple of a page" {
    why 'the kernel rounds up to whole pages by itself'
    try 'pass the length on as it is'
    see 'What can go wrong'
    draw_pages
    draw_number extra 1 4000
    expect_facts maps "${MAPPINGS[@]/%/: read and written}"
    pages=0 extra=1
    expect_facts maps "${MAPPINGS[@]/%/: read and written}"
}

# bats test_tags=id:twice,points:1,needs:maps
@test "a second call makes a second mapping" {
    why 'a caller may need many, of one file too'
    try 'let the kernel choose the address: NULL'
    see 'What can go wrong'
    draw_pages
    expect_facts twice 'shared-file: shared with the first' 'private-file: apart from the first' \
        'shared-anonymous: apart from the first' 'private-anonymous: apart from the first'
}

# bats test_tags=id:cost,points:2,needs:maps
@test "only writing makes pages private, and only in private mappings" {
    why 'copy-on-write: mapping a large file costs nothing until you write to it'
    try 'map the file itself; neither read it into memory nor have it copied in advance'
    see 'What a write costs'
    draw_pages
    wanted=(
        'shared-file: copied before the write: nothing'
        'shared-file: made private by the write: nothing'
        'private-file: copied before the write: nothing'
        'private-file: made private by the write: each page that was written to'
        'shared-anonymous: made private by the write: nothing'
        'private-anonymous: made private by the write: each page that was written to'
    )
    # How pages are counted is the kernel's business, and not every kernel tells.
    ask reference-driver cost
    if ! answered "${wanted[@]}"; then
        not_graded 'the kernel of this machine does not tell private pages apart (/proc/self/smaps)'
    fi
    expect_facts cost "${wanted[@]}"
}

# bats test_tags=id:empty,points:1,needs:maps
@test "length 0 is refused with EINVAL" {
    why 'there is no memory without a byte, and mmap says so'
    try 'return what mmap() returned'
    see 'What can go wrong'
    draw_pages
    expect_facts empty "${MAPPINGS[@]/%/: MAP_FAILED, errno EINVAL}"
}

# bats test_tags=id:huge,points:1,needs:maps
@test "a length that no process has room for is refused" {
    why 'a failed mmap is not rare: it is how the kernel says that there is no more'
    try 'return what mmap() returned, and leave errno as it is'
    see 'What can go wrong'
    draw_pages
    expect_facts huge "${MAPPINGS[@]/%/: MAP_FAILED, and the reason in errno}"
}

# bats test_tags=id:bad-descriptor,points:1,needs:maps
@test "a descriptor that is not open is refused with EBADF" {
    why 'memory without the file would look right until somebody reads the file'
    try 'no MAP_ANONYMOUS where there is a file: it makes mmap ignore the descriptor'
    see 'What can go wrong'
    draw_pages
    expect_facts no-descriptor \
        'shared-file: -1: MAP_FAILED, errno EBADF' 'shared-file: a closed one: MAP_FAILED, errno EBADF' \
        'private-file: -1: MAP_FAILED, errno EBADF' 'private-file: a closed one: MAP_FAILED, errno EBADF'
}

# bats test_tags=id:read-only,points:2,needs:maps
@test "a file open for reading only: private works, shared is EACCES" {
    why 'a shared mapping would write to a file that you may not write to'
    try 'leave the decision to mmap(): no second way when it says no'
    see 'What can go wrong'
    draw_pages
    expect_facts read-only 'shared-file: MAP_FAILED, errno EACCES' 'private-file: a mapping' \
        'private-file: read: yes, written: yes, in the file: no'
}

# bats test_tags=id:write-only,points:1,needs:maps
@test "a file open for writing only is refused with EACCES" {
    why 'memory that can be written can be read too, so the file must be readable'
    try 'leave the decision to mmap(): no second way when it says no'
    see 'What can go wrong'
    draw_pages
    expect_facts write-only 'shared-file: MAP_FAILED, errno EACCES' \
        'private-file: MAP_FAILED, errno EACCES'
}

# bats test_tags=id:quiet,points:1,needs:maps
@test "the functions print nothing" {
    why 'a function tells its caller; whether people should read it is not its decision'
    try 'no printf() and no perror() in mapping.c'
    see 'The task'
    draw_pages
    expect_facts quiet
    if [[ -s $run_out || -s $run_err ]]; then
        fail_check 'nothing on stdout and stderr' "$(describe_run)"
    fi
}

# bats test_tags=id:descriptor,points:1,needs:maps
@test "the descriptor stays the caller's, and the memory does not need it" {
    why 'who opened it closes it; a mapping keeps its file by itself'
    try 'no close() and no lseek() in mapping.c'
    see 'The task'
    draw_pages
    expect_facts descriptor \
        'shared-file: the descriptor is as before' 'shared-file: the memory goes on without it' \
        'private-file: the descriptor is as before' 'private-file: the memory goes on without it'
}

# bats test_tags=id:untouched,points:1,needs:maps
@test "mapping a file does not change it, whatever its size" {
    why 'a file that is too short is the caller'\''s business; the caller may only want to look'
    try 'no ftruncate() and no write() in mapping.c'
    see 'The task'
    draw_pages
    expect_facts files \
        "${MAPPINGS[0]}: a longer file: unchanged" "${MAPPINGS[0]}: a shorter file: unchanged" \
        "${MAPPINGS[0]}: an empty file: unchanged" \
        "${MAPPINGS[1]}: a longer file: unchanged" "${MAPPINGS[1]}: a shorter file: unchanged" \
        "${MAPPINGS[1]}: an empty file: unchanged"
}

# bats test_tags=id:leftovers,points:1,needs:maps
@test "nothing else is mapped or left: no memory, no descriptor, no object" {
    why 'a caller can give back only what it was given'
    try 'one mmap() in each function, and nothing that has to be closed'
    see 'The task'
    draw_pages
    wanted=()
    for mapping in "${MAPPINGS[@]}"; do
        wanted+=("$mapping: mapped pages: as asked for" "$mapping: after munmap: as before"
            "$mapping: after calls that fail: as before" "$mapping: descriptors: as before")
    done
    expect_facts leftovers "${wanted[@]}"
    expect_no_children
    expect_nothing_left
}

# bats test_tags=id:program,points:1,needs:maps
@test "./mmap_flags shows what it should" {
    why 'this is the table that you predict'
    try 'run ./mmap_flags; which line is not what its name says?'
    see 'How to run it'
    local -A seen in_file right_seen right_in_file
    measure
    for mapping in "${MAPPINGS[@]}"; do
        right_seen[$mapping]=${seen[$mapping]} right_in_file[$mapping]=${in_file[$mapping]}
    done
    shows mmap_flags
    if [[ $run_end != exit || $run_code != 0 ]]; then
        fail_check 'exit status 0, and a line for each mapping' "$(describe_run)"
    fi
    for mapping in "${MAPPINGS[@]}"; do
        right="${right_seen[$mapping]} ${right_in_file[$mapping]}"
        if [[ "${seen[$mapping]:-} ${in_file[$mapping]:-}" != "$right" ]]; then
            fail_check "a line: $mapping $right" "$(describe_run)"
        fi
    done
}

# bats test_tags=id:memory,points:2,needs:maps
@test "no memory error and no leak (Memcheck)" {
    await_beside
}

# bats test_tags=id:predict-shared-file,points:1
@test "predicted: shared-file" {
    expect_prediction shared-file '"yes" or "no" twice'
}

# bats test_tags=id:predict-private-file,points:1
@test "predicted: private-file" {
    expect_prediction private-file '"yes" or "no" twice'
}

# bats test_tags=id:predict-shared-anonymous,points:1
@test "predicted: shared-anonymous" {
    expect_prediction shared-anonymous '"yes" or "no", then "-"'
}

# bats test_tags=id:predict-private-anonymous,points:1
@test "predicted: private-anonymous" {
    expect_prediction private-anonymous '"yes" or "no", then "-"'
}
