#!/usr/bin/env bats
#
# Lab 01: somebody's writer.c and reader.c, from outside. What another program would see is checked:
# the object in /dev/shm, what is printed, and how each program ends.

load ../lib/check/grader
load ../lib/check/writer_reader
load object

setup_file() {
    # A name and a size of our own: both are macros, and a program that writes them out works by luck.
    start_drawing 0
    draw_number SHM_SIZE 1100 2000
    export SHM_NAME=/$GRADE_TOKEN object=/dev/shm/$GRADE_TOKEN SHM_SIZE
    prepare_sources
    compile_pair
    compile_together "-DSHM_NAME=\"$SHM_NAME\"" "-DSHM_SIZE=$SHM_SIZE"
    start_beside memory check_memory
}

# Makes bin/writer and bin/reader for the object SHM_NAME.
compile_pair() {
    local program
    for program in writer reader; do
        compile "$program" "-DSHM_NAME=\"$SHM_NAME\"" "-DSHM_SIZE=$SHM_SIZE" "$program.c"
    done
}

# The body of the check `memory`, which runs beside the others under a name of its own.
check_memory() {
    # One whole page: the first byte past the object is past the mapping too, and Memcheck sees it.
    local name=$SHM_NAME$BESIDE size
    local object=/dev/shm/${name#/}
    size=$(getconf PAGESIZE)
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full ./writer hello'
    see 'What can go wrong'
    start_drawing 100
    draw_text message 5 40
    draw_text too_long "$size" "$size"
    compile_scenarios memory writer reader -- "-DSHM_NAME=\"$name\"" "-DSHM_SIZE=$size"
    run_scenarios memory writer "$message" + writer "$too_long" \
        + sh -c "head -c $size /dev/zero | tr '\0' x >$object" + reader \
        + sh -c ": >$object" + reader
    expect_no_findings
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

# bats test_tags=id:object,points:1,needs:compiles
@test "the writer creates the object and leaves it there" {
    why 'the reader starts later, and finds the object by its name alone'
    try 'open SHM_NAME with O_CREAT, and leave shm_unlink() to the reader'
    see 'The task'
    draw_text message 5 40
    run_program writer "$message"
    expect_writer "$message"
    expect_there
}

# bats test_tags=id:size,points:1,needs:object
@test "the object has SHM_SIZE bytes, whatever size it had before" {
    why 'a new object has 0 bytes; one that is there may have any size'
    try 'give it its size with ftruncate() before you map it'
    see 'The task'
    draw_text message 5 40
    run_program writer "$message"
    expect_size "$SHM_SIZE"
    draw_number larger $((SHM_SIZE + 1)) $((3 * SHM_SIZE))
    for size in 0 "$larger"; do
        plant "$size" 600
        run_program writer "$message"
        expect_writer "$message"
        expect_size "$SHM_SIZE"
    done
}

# bats test_tags=id:mode,points:2,needs:object
@test "the object is for its owner alone: mode 0600" {
    why 'every bit more lets other users of the host read or change the message'
    try 'the third argument of shm_open() is the mode of a new object'
    see 'The task'
    draw_text message 5 40
    for mask in 000 022 077; do
        unplant
        run_program --umask "$mask" writer "$message"
        expect_mode 0600 ", with umask $mask"
    done
}

# bats test_tags=id:stores,points:2,needs:object
@test "the writer stores the message with the NUL that ends it" {
    why 'without the NUL a reader cannot tell where the message ends'
    try 'map with MAP_SHARED, and copy strlen(message) + 1 bytes'
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
    expect_writer 'Hello from Writer!'
    expect_content 'Hello from Writer!'
}

# bats test_tags=id:longest,points:1,needs:stores
@test "the longest message that fits is stored whole" {
    why 'SHM_SIZE - 1 bytes and the NUL fill the object to its last byte'
    try 'compare the length with SHM_SIZE - 1; no fixed buffer on the way'
    see 'The task'
    draw_text message $((SHM_SIZE - 1)) $((SHM_SIZE - 1))
    plant "$SHM_SIZE" 600
    writer_stores "$message"
}

# bats test_tags=id:too-long,points:2,needs:object
@test "a message that does not fit is refused, and nothing changes" {
    why 'a message cut short, or stored past the end, is worse than none'
    try 'check the length before you open or change anything'
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
@test "an object that is there is used again, as it is" {
    why 'who has the object mapped sees a new message only if it is the same one'
    try 'O_CREAT alone: no O_EXCL, no O_TRUNC, and no shm_unlink() before'
    see 'The task'
    plant "$SHM_SIZE" 640
    before=$(stat -c '%i %a' "$object")
    draw_text message 5 40
    run_program writer "$message"
    expect_writer "$message"
    after=$(stat -c '%i %a' "$object")
    if [[ ${before% *} != "${after% *}" ]]; then
        fail_check 'the object that was there' 'a new object in its place'
    fi
    if [[ $before != "$after" ]]; then
        fail_check "the mode that it had, 0${before#* }" "mode 0${after#* }"
    fi
    expect_content "$message"
    # It never loses its bytes, or who reads them just then dies of SIGBUS. Under this limit on the size of
    # files the writer could not give them back.
    run_program --efbig --fsize $((SHM_SIZE / 2)) writer "$message"
    expect_writer "$message"
}

# bats test_tags=id:reads,points:2,needs:compiles
@test "the reader prints the message that another writer stored" {
    why 'the message has to come out of the shared object, and nowhere else'
    try 'map the object with MAP_SHARED and print from the mapping'
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

# bats test_tags=id:removes,points:1,needs:reads
@test "the reader removes the object" {
    why 'a shared memory object stays until somebody removes it, or the host restarts'
    try 'shm_unlink() is to an object what unlink() is to a file'
    see 'The task'
    draw_text message 5 40
    plant "$SHM_SIZE" 600 "$message"
    reader_prints "$message"
    expect_gone
}

# bats test_tags=id:read-only,points:2,needs:reads
@test "the reader needs no more than the right to read" {
    why 'who only reads asks for reading only, and cannot spoil anything'
    try 'O_RDONLY for shm_open(), PROT_READ for mmap()'
    see 'What can go wrong'
    draw_text message 5 40
    plant "$SHM_SIZE" 400 "$message"
    reader_prints "$message"
}

# bats test_tags=id:second-message,points:1,needs:size,needs:stores,needs:reads
@test "after a second, shorter message nothing of the first is printed" {
    why 'the bytes of the first message are still there, behind the NUL'
    try 'store the NUL with every message, and print only up to it'
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

# bats test_tags=id:no-object,points:1,needs:compiles
@test "without an object the reader says what failed and why" {
    why 'the reader may be started before the writer'
    try 'compare the result of shm_open() with -1, then perror(3), then exit 1'
    see 'What can go wrong'
    run_program reader
    expect_call_failure shm_open open 'No such file or directory'
    expect_gone
}

# bats test_tags=id:unsized,points:2,needs:reads
@test "the reader survives an object that has no size yet" {
    why 'a writer may have created the object and not sized it yet'
    try 'ask fstat() for the size before you map'
    see 'Who was first?'
    draw_number part 1 $((SHM_SIZE - 1))
    for size in 0 "$part" $((SHM_SIZE - 1)); do
        plant "$size" 600
        run_program reader
        expect_message "object not ready: $size bytes"
    done
}

# bats test_tags=id:unsized-left,points:1,needs:unsized
@test "the reader leaves an object that is not ready alone" {
    why 'the writer is still at work on it'
    try 'no shm_unlink() on the way out when the object is too small'
    see 'Who was first?'
    draw_number size 0 $((SHM_SIZE - 1))
    plant "$size" 600
    run_program reader
    expect_size "$size"
}

# bats test_tags=id:failures,points:2,needs:size,needs:no-object
@test "a call that fails is reported with the reason, and the status is 1" {
    why 'an unchecked call fails later, elsewhere, and says nothing'
    try 'check each call at once: shm_open, ftruncate, mmap'
    see 'What can go wrong'
    # An object that its owner may not open.
    plant "$SHM_SIZE" 000
    run_program writer hello
    expect_call_failure shm_open open 'Permission denied'
    run_program reader
    expect_call_failure shm_open open 'Permission denied'
    # A limit on file sizes below SHM_SIZE: the object opens, but cannot get its size.
    plant 0 600
    run_program --efbig --fsize $((SHM_SIZE / 2)) writer hello
    expect_call_failure ftruncate posix_fallocate fallocate 'File too large'
}

# bats test_tags=id:maps,points:1,needs:stores,needs:reads
@test "both programs reach the message through a mapping" {
    why 'read() and write() copy each byte; shared memory is there to save that'
    try 'mmap() the object, and use the memory like your own'
    see 'The task'
    expect_together
    for program in writer-explored reader-planted; do
        run_trace -- "$program"
        if [[ $explored == unseen ]]; then
            fail_unseen
        fi
        if [[ $(traced_value 'any(.events[]; .operation == "mmap" and (.place | startswith("plant.c") | not)
                and (.arguments | contains("MAP_ANON") | not))') != true ]]; then
            fail_check "the ${program%-*} calls mmap() for the object" 'it does not'
        fi
    done
}

# bats test_tags=id:each-call,points:2,needs:maps,needs:no-object,needs:failures
@test "every call that can fail is checked, and gives back what is held" {
    why 'an unchecked call fails later, elsewhere, and says nothing'
    try 'mmap() fails with MAP_FAILED, not with NULL; shm_unlink() can fail, too'
    see 'What can go wrong'
    expect_failures_reported 'shm_open|open=EMFILE' 'ftruncate=EINVAL' 'mmap=ENOMEM' \
        -- --allow race,left-behind --forbid mapping,descriptor -- writer-explored hello
    # A second try with other flags would be no answer to "permission denied".
    expect_failures_reported 'shm_open:2=EACCES' 'open=EACCES' 'fstat=ENOMEM' 'mmap:2=ENOMEM' \
        -- --allow race,left-behind --forbid mapping,descriptor -- reader-planted
    # The message may have been printed before.
    expect_failures_reported 'shm_unlink|unlink=EACCES' \
        -- --allow race,left-behind --forbid mapping,descriptor --expect '(Reader: planted)?' -- reader-planted
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

# bats test_tags=id:memory,points:2,needs:stores,needs:no-nul,needs:unsized
@test "no memory error and no leak (Memcheck)" {
    await_beside
}

# bats test_tags=id:descriptors,points:1,needs:object,needs:unsized
@test "no descriptor is left open" {
    why 'a program that runs for weeks runs out of them'
    try 'close() what shm_open() gave you, on every way out'
    see 'The task'
    draw_text message 5 40
    draw_text too_long $((2 * SHM_SIZE)) $((2 * SHM_SIZE))
    for argument in "$message" "$too_long"; do
        run_program --at-exit writer "$argument"
        expect_nothing_open
    done
    for size in "$SHM_SIZE" 0; do
        plant "$size" 600 hello
        run_program --at-exit reader
        expect_nothing_open
    done
}

# bats test_tags=id:mappings,points:1,needs:object,needs:reads
@test "no mapping is left behind" {
    why 'the memory stays in use as long as somebody has it mapped'
    try 'munmap() with the address and the size that mmap() had'
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

# bats test_tags=id:together,points:2,needs:maps,needs:unsized,needs:no-object,needs:descriptors,needs:mappings
@test "writer and reader may run at once, in any order of their steps" {
    why 'the reader does not know how far the writer is'
    try 'play the order below: what does each call find at that moment?'
    see 'Who was first?'
    draw_text message 5 12
    check_together "Writer: stored: $message(.Reader: .*)?" mapping,descriptor
}

# bats test_tags=id:leaves-nothing,points:1,needs:size,needs:stores,needs:removes
@test "after writer and reader nothing is left on the host" {
    why 'what stays behind takes memory, and disturbs the next run'
    try 'compare: ls /dev/shm before and after both'
    see 'The task'
    draw_text message 5 40
    run_program writer "$message"
    expect_no_children
    others=$(list_ipc | grep -vxF "${SHM_NAME#/}" || true)
    if [[ -n $others ]]; then
        fail_check "no object but $SHM_NAME" "also there: $(summary <<<"$others")"
    fi
    run_program reader
    expect_success "Reader: $message"
    expect_no_children
    expect_nothing_left
}
