# shellcheck shell=bash
#
# writer_reader.bash - what labs 01 and 02 check in the same way: a writer stores a message in shared memory,
# a reader prints it and removes the memory.
#
# A lab says what its memory is with functions of its own. The expect_ ones fail the check.
#   plant SIZE MODE [TEXT]   makes the memory anew, from outside: TEXT and its NUL, then no NUL any more
#   unplant                  removes it
#   expect_there             it is there                   expect_gone    it is not
#   expect_mode MODE [WHEN]  it has this mode              expect_content TEXT  it begins with TEXT and a NUL
#   expect_untouched SIZE MODE TEXT    it is as plant made it
#   expect_writer MESSAGE    the writer succeeded, and printed its line for MESSAGE
# and with the variables SHM_SIZE and default_message.

check_mode() {
    draw_text message 5 40
    for mask in 000 022 077; do
        unplant
        run_program --umask "$mask" writer "$message"
        expect_mode 0600 ", with umask $mask"
    done
}

check_stores() {
    draw_text message 5 40
    run_program writer "$message"
    expect_content "$message"
    # Now over old bytes: none of them may stand where the NUL belongs.
    plant "$SHM_SIZE" 600
    draw_text message 5 40
    run_program writer "$message"
    expect_content "$message"
}

check_default() {
    run_program writer
    expect_writer "$default_message"
    expect_content "$default_message"
}

check_longest() {
    draw_text message $((SHM_SIZE - 1)) $((SHM_SIZE - 1))
    plant "$SHM_SIZE" 600
    run_program writer "$message"
    expect_writer "$message"
    expect_content "$message"
}

check_too_long() {
    draw_text before 10 40
    draw_number longer $((SHM_SIZE + 1)) $((4 * SHM_SIZE))
    draw_text fits_but_one "$SHM_SIZE" "$SHM_SIZE"
    draw_text much_too_long "$longer" "$longer"
    # What counts is bytes: each of these letters has three.
    printf -v korean '%*s' $((SHM_SIZE / 2)) ''
    korean=${korean// /공}
    for message in "$fits_but_one" "$much_too_long" "$korean"; do
        refusal="message too long: $(printf %s "$message" | wc -c) bytes, at most $((SHM_SIZE - 1))"
        unplant
        run_program writer "$message"
        expect_message "$refusal"
        expect_gone

        plant "$SHM_SIZE" 600 "$before"
        run_program writer "$message"
        expect_message "$refusal"
        expect_untouched "$SHM_SIZE" 0600 "$before"
    done
}

check_reads() {
    for round in 1 2; do
        draw_text message 5 60
        plant "$SHM_SIZE" 600 "$message"
        run_program reader
        expect_success "Reader: $message"
    done
}

check_any_message() {
    for message in '' -h -- '100%s' '공유 메모리'; do
        plant "$SHM_SIZE" 600
        run_program writer "$message"
        expect_writer "$message"
        expect_content "$message"
    done
    for message in '' '100%s' '공유 메모리' $'two\nlines'; do
        plant "$SHM_SIZE" 600 "$message"
        run_program reader
        expect_success "Reader: $message"
    done
}

check_removes() {
    draw_text message 5 40
    plant "$SHM_SIZE" 600 "$message"
    run_program reader
    expect_success "Reader: $message"
    expect_gone
}

check_read_only() {
    draw_text message 5 40
    plant "$SHM_SIZE" 400 "$message"
    run_program reader
    expect_success "Reader: $message"
}

check_second_message() {
    draw_text first 30 60
    draw_text second 3 12
    run_program writer "$first"
    run_program writer "$second"
    expect_writer "$second"
    run_program reader
    expect_success "Reader: $second"
}

check_no_nul() {
    draw_number larger $((SHM_SIZE + 1)) $((2 * SHM_SIZE))
    # Longer than what may be read of it: if it has a NUL, that is out of the reader's reach.
    draw_text message $((SHM_SIZE + 1)) $((SHM_SIZE + 1))
    for size in "$SHM_SIZE" "$larger" 4096; do
        plant "$size" 600 "$message"
        run_program reader
        expect_success "Reader: ${message:0:SHM_SIZE}"
    done
}

check_usage() {
    run_program writer one two
    expect_usage
    expect_gone
    for argument in one -h ''; do
        run_program reader "$argument"
        expect_usage
    done
}

check_descriptors() {
    draw_text message 5 40
    run_program --at-exit writer "$message"
    expect_nothing_open
    draw_text message $((2 * SHM_SIZE)) $((2 * SHM_SIZE))
    run_program --at-exit writer "$message"
    expect_nothing_open
    plant "$SHM_SIZE" 600 hello
    run_program --at-exit reader
    expect_nothing_open
}

check_mappings() {
    draw_text message 5 40
    run_program --at-exit writer "$message"
    expect_nothing_mapped
    draw_number larger $((SHM_SIZE + 1)) $((9 * SHM_SIZE))
    for size in "$SHM_SIZE" "$larger"; do
        plant "$size" 600 "$message"
        run_program --at-exit reader
        expect_nothing_mapped
    done
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
