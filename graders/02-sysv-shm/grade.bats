#!/usr/bin/env bats
#
# Lab 02: somebody's writer.c and reader.c, from outside. What another program would see is checked: the
# segment in /proc/sysvipc/shm and its content, what is printed, and how each program ends.

load ../lib/check/grader
load ../lib/check/writer_reader
load segments

setup_file() {
    # A key and a size of our own: both are macros, and a program that writes them out works by luck.
    start_drawing 0
    draw_number SHM_SIZE 1100 2000
    export SHM_SIZE
    prepare_sources
    prepare_segments
    choose_key
    compile_pair ''
    compile_together "${definitions[@]}"
}

teardown() {
    end_check
    release_segment
    # In a room the next line would do; on the host only our own segments are ours to remove.
    unplant
    remove_leftovers
}

# Puts into definitions=() what the programs are compiled with.
define_macros() {
    # The path as a C string.
    local path=${FTOK_PATH//\\/\\\\}
    path=${path//\"/\\\"}
    definitions=("-DFTOK_PATH=\"$path\"" "-DFTOK_ID=$FTOK_ID" "-DSHM_SIZE=$SHM_SIZE")
}

# compile_pair SUFFIX [ARGUMENT...] - makes bin/writerSUFFIX and bin/readerSUFFIX for the key that
# FTOK_PATH and FTOK_ID give.
compile_pair() {
    local suffix=$1 program
    shift
    define_macros
    for program in writer reader; do
        compile "$program$suffix" "${definitions[@]}" "$program.c" "$@"
    done
}

# bats test_tags=id:compiles,points:1
@test "both programs compile" {
    why 'nothing else can be checked before'
    try 'run make in the lab folder and read its first error'
    see 'How to run it'
    expect_compiled writer reader
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has nothing to warn about" {
    why 'in C most warnings are bugs that have not struck yet'
    try 'run make in the lab folder and read its first warning'
    see 'How to run it'
    expect_no_warnings writer reader
}

# bats test_tags=id:segment,points:1,needs:compiles
@test "the writer creates the segment with its key and leaves it there" {
    why 'the reader starts later, and finds the segment by its key alone'
    try 'make the key with ftok(FTOK_PATH, FTOK_ID); leave IPC_RMID to the reader'
    see 'A number for a name'
    # In a room this is the first segment of all, and its id is 0: an id like any other.
    draw_text message 5 40
    run_program writer "$message"
    expect_writer "$message"
    expect_there
}

# bats test_tags=id:size,points:1,needs:segment
@test "a new segment has SHM_SIZE bytes" {
    why 'a segment never changes its size: it has to be right from the start'
    try 'the second argument of shmget() is the size, and SHM_SIZE is a macro'
    see 'The task'
    draw_text message 5 40
    run_program writer "$message"
    expect_size "$SHM_SIZE"
}

# bats test_tags=id:mode,points:2,needs:segment
@test "the segment is for its owner alone: mode 0600" {
    why 'every bit more lets other users of the host read or change the message'
    try 'the mode is part of the flags of shmget(): IPC_CREAT | 0600'
    see 'What can go wrong'
    draw_text message 5 40
    for mask in 000 022 077; do
        unplant
        run_program --umask "$mask" writer "$message"
        expect_mode 0600 ", with umask $mask"
    done
}

# bats test_tags=id:id,points:1,needs:segment
@test "the writer prints the id of the segment" {
    why 'ipcs and ipcrm know a segment by its id, and so do you when you look for it'
    try 'print what shmget() returned: the key is another number'
    see 'A number for a name'
    draw_text message 5 40
    # A new segment has a new id.
    for round in 1 2; do
        unplant
        run_program writer "$message"
        expect_writer "$message"
        expect_there
        if [[ $printed != "$segment_id" ]]; then
            fail_check "stdout: \"... (shmid $segment_id)\", as ipcs shows it" "(shmid $printed)"
        fi
    done
}

# bats test_tags=id:stores,points:2,needs:segment
@test "the writer stores the message with the NUL that ends it" {
    why 'without the NUL a reader cannot tell where the message ends'
    try 'copy strlen(message) + 1 bytes to where shmat() put the segment'
    see 'What can go wrong'
    draw_text message 5 40
    run_program writer "$message"
    expect_content "$message"
    # Now over old bytes: none of them may stand where the NUL belongs.
    plant "$SHM_SIZE" 600
    draw_text message 5 40
    run_program writer "$message"
    expect_content "$message"
}

# bats test_tags=id:default,points:1,needs:stores
@test "without a message the writer stores its default" {
    why 'both programs work without arguments, as in the article'
    try 'look at what argc is when no message is given'
    see 'The task'
    run_program writer
    expect_writer 'Hello from System V!'
    expect_content 'Hello from System V!'
}

# bats test_tags=id:longest,points:1,needs:stores
@test "the longest message that fits is stored whole" {
    why 'SHM_SIZE - 1 bytes and the NUL fill the segment to its last byte'
    try 'compare the length with SHM_SIZE - 1; no fixed buffer on the way'
    see 'The task'
    draw_text message $((SHM_SIZE - 1)) $((SHM_SIZE - 1))
    plant "$SHM_SIZE" 600
    writer_stores "$message"
}

# bats test_tags=id:too-long,points:2,needs:segment
@test "a message that does not fit is refused, and nothing changes" {
    why 'a message cut short, or stored past the end, is worse than none'
    try 'check the length before you create or change anything'
    see 'The task'
    draw_text kept 10 40
    draw_too_long
    for message in "${too_long[@]}"; do
        unplant
        writer_refuses "$message"
        expect_gone
        plant "$SHM_SIZE" 600 "$kept"
        writer_refuses "$message"
        expect_untouched "$SHM_SIZE" 0600 "$kept"
    done
}

# bats test_tags=id:reuse,points:2,needs:stores
@test "a segment that is there is used again, as it is" {
    why 'who has the segment attached sees a new message only if it is the same one'
    try 'IPC_CREAT alone: no IPC_EXCL, and no IPC_RMID before'
    see 'The task'
    draw_number larger $((SHM_SIZE + 1)) $((3 * SHM_SIZE))
    for size in "$SHM_SIZE" "$larger"; do
        draw_text message 5 40
        plant "$size" 640
        run_program writer "$message"
        expect_writer "$message"
        expect_there
        if [[ $segment_id != "$planted" ]]; then
            fail_check "the segment that was there, shmid $planted" "a new one, shmid $segment_id"
        fi
        if [[ $segment_mode != 0640 ]]; then
            fail_check 'the mode that it had, 0640' "mode $segment_mode"
        fi
        expect_content "$message"
    done
}

# bats test_tags=id:reads,points:2,needs:compiles
@test "the reader prints the message that another writer stored" {
    why 'the message has to come out of the shared segment, and nowhere else'
    try 'the same ftok() as in the writer, then shmget(), shmat()'
    see 'The task'
    for round in 1 2; do
        draw_text message 5 60
        plant "$SHM_SIZE" 600 "$message"
        reader_prints "$message"
    done
}

# bats test_tags=id:any-message,points:1,needs:stores,needs:reads
@test "any argument is a message: the empty one, -h, -- and 100%s too" {
    why 'an argument is data; here it has no other meaning'
    try 'print it with "%s", never as the format itself'
    see 'The task'
    for message in '' -h -- '100%s' '공유 메모리'; do
        plant "$SHM_SIZE" 600
        writer_stores "$message"
    done
    for message in '' '100%s' '공유 메모리' $'two\nlines'; do
        plant "$SHM_SIZE" 600 "$message"
        reader_prints "$message"
    done
}

# bats test_tags=id:removes,points:2,needs:reads
@test "the reader removes the segment, also when others have it attached" {
    why 'a segment stays until somebody removes it, or the host restarts'
    try 'shmctl() with IPC_RMID: no new reader finds it, who is attached keeps it'
    see 'What can go wrong'
    draw_text message 5 40
    plant "$SHM_SIZE" 600 "$message"
    reader_prints "$message"
    expect_gone
    plant "$SHM_SIZE" 600 "$message"
    hold_segment "$planted"
    expect_there
    ((segment_users == 1)) || grader_fault "attached by $segment_users, not by us alone"
    reader_prints "$message"
    expect_gone
}

# bats test_tags=id:read-only,points:2,needs:reads
@test "the reader needs no more than the right to read" {
    why 'who only reads asks for reading only, and cannot spoil anything'
    try 'SHM_RDONLY for shmat(), and no right to write in the flags of shmget()'
    see 'What can go wrong'
    draw_text message 5 40
    plant "$SHM_SIZE" 400 "$message"
    reader_prints "$message"
}

# bats test_tags=id:second-message,points:1,needs:size,needs:stores,needs:reads
@test "after a second, shorter message nothing of the first is printed" {
    why 'the bytes of the first message are still there, behind the NUL'
    try 'store the NUL with every message, at the start of the segment'
    see 'What can go wrong'
    draw_text first 30 60
    draw_text second 3 12
    run_program writer "$first"
    run_program writer "$second"
    expect_writer "$second"
    reader_prints "$second"
}

# bats test_tags=id:no-nul,points:2,needs:reads
@test "without a NUL the reader prints SHM_SIZE bytes and stops" {
    why 'never trust memory that somebody else can write'
    try 'a precision bounds what %s reads: see printf(3)'
    see 'What can go wrong'
    draw_number larger $((SHM_SIZE + 1)) $((2 * SHM_SIZE))
    # Longer than what may be read of it: if it has a NUL, that is out of the reader's reach.
    draw_text message $((SHM_SIZE + 1)) $((SHM_SIZE + 1))
    for size in "$SHM_SIZE" "$larger" 4096; do
        plant "$size" 600 "$message"
        reader_prints "${message:0:SHM_SIZE}"
    done
}

# bats test_tags=id:no-segment,points:1,needs:compiles
@test "without a segment the reader says what failed and why" {
    why 'the reader may be started before the writer'
    try 'no IPC_CREAT in the reader; compare with -1, then perror(3), then exit 1'
    see 'What can go wrong'
    run_program reader
    expect_call_failure shmget 'No such file or directory'
    expect_gone
}

# bats test_tags=id:no-path,points:2,needs:segment,needs:no-segment
@test "without the file that the key is made from both say so" {
    why 'ftok() then gives -1, and shmget() would take that for a key'
    try 'compare the result of ftok() with -1 before you use it'
    see 'A number for a name'
    FTOK_PATH=$GRADE_RUN/given/nowhere
    compile_pair -nowhere
    for program in writer reader; do
        run_program "$program-nowhere"
        expect_call_failure ftok 'No such file or directory'
    done
}

# bats test_tags=id:too-small,points:2,needs:size,needs:stores,needs:reads,needs:no-segment
@test "a segment that is too small is an error, and is left alone" {
    why 'whoever made it still uses it, and it has no room for us'
    try 'tell shmget() how many bytes you need: it compares'
    see 'The task'
    draw_number part 2 $((SHM_SIZE - 2))
    for size in 1 "$part" $((SHM_SIZE - 1)); do
        for program in writer reader; do
            plant "$size" 600 ''
            run_program "$program"
            expect_call_failure shmget 'Invalid argument'
            expect_untouched "$size" 0600 ''
        done
    done
}

# bats test_tags=id:denied,points:1,needs:stores,needs:reads,needs:no-segment
@test "a segment that may not be used is an error, and is left alone" {
    why 'an unchecked call fails later, elsewhere, and says nothing'
    try 'check shmget() and shmat() at once, each against its own failure value'
    see 'What can go wrong'
    for program in writer reader; do
        plant "$SHM_SIZE" 000
        run_program "$program"
        # The kernel compares rights where they are asked for: shmget() may ask for none.
        expect_call_failure shmget shmat 'Permission denied'
        expect_there
    done
}

# bats test_tags=id:each-call,points:3,needs:stores,needs:removes,needs:no-segment
@test "every call that can fail is checked" {
    why 'limits, rights, and other processes: a segment may go between two calls'
    try 'shmat() fails with (void *)-1, not with NULL; shmctl() with -1'
    see 'What can go wrong'
    expect_together
    expect_failures_reported shmget:1,2=ENOSPC shmat=ENOMEM \
        -- --allow race,left-behind --forbid mapping -- writer-explored hello
    # A second try with other flags would be no answer to "permission denied".
    expect_failures_reported shmget:2=EACCES shmat:2=EACCES \
        -- --allow race,left-behind --forbid mapping -- reader-planted
    # The message may have been printed before.
    expect_failures_reported shmctl=EINVAL \
        -- --allow race,left-behind --forbid mapping --expect '(Reader: planted)?' -- reader-planted
}

# bats test_tags=id:usage,points:1,needs:compiles
@test "wrong usage is answered with a usage line and status 2" {
    why 'a script can tell wrong usage (2) from failure (1) by the status'
    try 'the writer takes at most one argument, the reader none'
    see 'The task'
    run_program writer one two
    expect_usage
    expect_gone
    for argument in one -h ''; do
        run_program reader "$argument"
        expect_usage
    done
}

# bats test_tags=id:memory,points:2,needs:stores,needs:no-nul,needs:no-segment
@test "no memory error and no leak (Memcheck)" {
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full ./writer hello'
    see 'What can go wrong'
    draw_text message 5 40
    draw_text too_long "$SHM_SIZE" "$SHM_SIZE"
    define_macros
    compile_scenarios memory writer reader -- "${definitions[@]}"
    # The second reader finds no segment any more.
    run_scenarios memory writer "$message" + writer "$too_long" + reader + reader
    expect_no_findings
}

# bats test_tags=id:detaches,points:2,needs:segment,needs:reads
@test "both programs detach the segment before they end" {
    why 'a removed segment takes memory as long as somebody is attached to it'
    try 'shmdt() with the address that shmat() returned'
    see 'The task'
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

# bats test_tags=id:descriptors,points:1,needs:segment,needs:reads
@test "no descriptor is left open" {
    why 'a program that runs for weeks runs out of them'
    try 'none of the calls of this lab opens one: what does?'
    see 'The task'
    draw_text message 5 40
    draw_text too_long $((2 * SHM_SIZE)) $((2 * SHM_SIZE))
    for argument in "$message" "$too_long"; do
        run_program --at-exit writer "$argument"
        expect_nothing_open
    done
    plant "$SHM_SIZE" 600 hello
    run_program --at-exit reader
    expect_nothing_open
}

# bats test_tags=id:together,points:2,needs:detaches,needs:each-call
@test "writer and reader may run at once, in any order of their steps" {
    why 'the reader does not know how far the writer is, and may remove what it is about to use'
    try 'play the order below: what does each call find at that moment?'
    see 'Who was first?'
    draw_text message 5 12
    # Where the reader removes the segment before the writer has attached it, the writer has to say so.
    check_together "(Writer: stored: $message \\(shmid [0-9]+\\))?(.?Reader: .*)?" mapping
}

# bats test_tags=id:leaves-nothing,points:1,needs:size,needs:stores,needs:removes
@test "after writer and reader nothing is left on the host" {
    why 'what stays behind takes memory, and disturbs the next run'
    try 'compare: ipcs -m before and after both'
    see 'How to run it'
    draw_text message 5 40
    run_program writer "$message"
    expect_no_children
    expect_there
    others=$(list_ipc | grep -vxF "System V shm id $segment_id" || true)
    if [[ -n $others ]]; then
        fail_check "nothing but the segment with shmid $segment_id" "also there: $(summary <<<"$others")"
    fi
    run_program reader
    expect_success "Reader: $message"
    expect_no_children
    expect_gone
    expect_nothing_left
}
