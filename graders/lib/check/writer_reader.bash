# shellcheck shell=bash
#
# writer_reader.bash - what labs 01 and 02 need alike: a writer stores a message in shared memory, a reader prints it
# and removes the memory.
#
# A lab says what its memory is with functions that have the same names in both (object.bash, segments.bash), so that
# a check of one can be read beside that of the other:
#   plant SIZE MODE [TEXT]   makes the memory anew, from outside: TEXT and its NUL, then no NUL any more
#   unplant                  removes it
#   expect_there             it is there                   expect_gone    it is not
#   expect_mode MODE [WHEN]  it has this mode              expect_content TEXT  it begins with TEXT and a NUL
#   expect_untouched SIZE MODE TEXT    it is as plant made it
#   expect_writer MESSAGE    the writer succeeded, and printed its line for MESSAGE
# The size that the programs were compiled with is SHM_SIZE.

# draw_too_long - puts into too_long=() messages that do not fit: one that its NUL alone makes too long, a long one, and
# one that has few letters, but three bytes for each of them: what counts is bytes.
draw_too_long() {
    local longer
    draw_number longer $((SHM_SIZE + 1)) $((4 * SHM_SIZE))
    too_long=()
    draw_text 'too_long[0]' "$SHM_SIZE" "$SHM_SIZE"
    draw_text 'too_long[1]' "$longer" "$longer"
    printf -v 'too_long[2]' '%*s' $((SHM_SIZE / 2)) ''
    too_long[2]=${too_long[2]// /공}
}

# writer_stores MESSAGE - runs the writer with MESSAGE, which it has to store.
writer_stores() {
    run_program writer "$1"
    expect_writer "$1"
    expect_content "$1"
}

# writer_refuses MESSAGE - runs the writer with MESSAGE, of which it has to say that it is too long.
writer_refuses() {
    run_program writer "$1"
    expect_message "message too long: $(printf %s "$1" | wc -c) bytes, at most $((SHM_SIZE - 1))"
}

# reader_prints MESSAGE - runs the reader, which has to print MESSAGE.
reader_prints() {
    run_program reader
    expect_success "Reader: $1"
}

# compile_together ARGUMENT... - makes the programs that are explored: writer-explored and reader-explored.
# ARGUMENTs are those of compile.
compile_together() {
    cp "$BATS_TEST_DIRNAME/plant.c" "$GRADE_RUN/src/"
    compile_explored writer-explored "$@" writer.c
    compile_explored reader-explored "$@" reader.c plant.c
}

# expect_together - they were made; then there is reader-planted too, which finds memory with the message "planted".
expect_together() {
    expect_explorable writer-explored reader-explored
    ln -f "$GRADE_RUN/bin/reader-explored" "$GRADE_RUN/bin/reader-planted"
}

# check_together LINES FORBIDDEN - every order of a writer and a reader. Without a semaphore the reader may come too
# early, or see half a message; but neither is to crash or to keep anything. LINES is the regular expression
# of what the two print, in which "." is a newline, too; $message is stored. FORBIDDEN is what may not be left, as
# for shmcheck's --forbid.
check_together() {
    expect_explorable writer-explored reader-explored
    explore --allow race,left-behind --forbid "$2" --status 0,1 --expect "$1" \
        -- writer-explored "$message" + reader-explored
    expect_explored 'in every order of the two: the writer stores, the reader prints or says why not'
}
