#!/usr/bin/env bats
#
# Lab 08: somebody's shmls.c, in a room whose objects and processes are the grader's own. It is never run
# where there is no room: a wrong one could remove what belongs to others.

load ../lib/check/grader
load listing

setup_file() {
    if [[ $GRADE_TIER == names ]]; then
        return
    fi
    prepare_sources
    compile shmls shmls.c
    prepare_scene
}

# bats test_tags=id:compiles,points:1
@test "the program compiles" {
    why 'nothing can be tested before it compiles'
    try 'make, and read the first error: the others often follow from it'
    see 'How to run it'
    if [[ $GRADE_TIER == names ]]; then
        not_graded 'outside a room a mistake could remove what others need'
    fi
    expect_compiled shmls
}

# bats test_tags=id:no-warnings,points:1,needs:compiles
@test "the compiler has no remark" {
    why 'most warnings are bugs that have not been met yet'
    try 'make, and read each warning'
    see 'How to run it'
    expect_no_warnings shmls
}

# bats test_tags=id:usage,points:1,needs:compiles
@test "wrong usage is answered with a usage line and status 2" {
    why 'a typing error in an option must not list, and never remove'
    try 'no argument, --limits or --remove-orphans: all else is wrong'
    see 'The task'
    start_scene
    plant keep
    for arguments in --remove orphans '--limits --limits' '--remove-orphans now'; do
        # shellcheck disable=SC2086
        run_shmls $arguments
        expect_usage
    done
    [[ -e /dev/shm/keep ]] || fail_check 'nothing is removed' 'wrong usage removed an object'
}

# bats test_tags=id:empty,points:1,needs:compiles
@test "where there is nothing the list is the header alone" {
    why 'an empty host is no error, and a script wants to see the same header'
    try 'ask yourself what each loop does when it finds nothing'
    see 'The task'
    start_scene
    run_shmls
    expect_list
}

# bats test_tags=id:objects,points:3,needs:compiles
@test "every POSIX object is listed, with size, mode and owner, in order" {
    why 'a name, a size and an owner are what you need to decide'
    try 'compare with: ls -l /dev/shm'
    see 'A tour by hand'
    start_scene
    for mode in 600 644 400 666 000; do
        draw_name name
        draw_number size 1 99999
        plant "$name" "$size" "$mode"
    done
    plant "${name}0" 0
    # One of more bytes than fit into 32 bits; nobody ever writes them.
    draw_number size 1 999
    plant "${name}large" $(((5 << 30) + size))
    # Hidden from ls, upper case, digits.
    plant ".$name"
    plant "A$name"
    plant "9$name"
    run_shmls
    expect_list
}

# bats test_tags=id:semaphores,points:2,needs:objects
@test "named semaphores are listed as such, after the objects" {
    why 'a semaphore left at 0 stops the next run: it has to be seen'
    try 'compare: ls /dev/shm, and the name that sem_open() was given'
    see 'A tour by hand'
    start_scene
    for count in 1 2 3; do
        draw_name name
        plant "sem.$name" 32
    done
    # No semaphores.
    plant "semaphore$name"
    plant "x.sem.$name"
    plant "sem-$name"
    run_shmls
    expect_list
}

# bats test_tags=id:segments,points:3,needs:compiles
@test "every System V segment is listed, in the order of the numbers" {
    why 'segments have no file: only the kernel knows them'
    try 'compare with ipcs -m; and 10 comes after 9'
    see 'A tour by hand'
    start_scene
    for mode in 600 640 444 600 600 600 600 660 600 600 600 600; do
        draw_number size 1 99999
        plant_segment "$size" "$mode"
        drawn[${#drawn[@]}]=$segment
    done
    # A hole in the kernel's table.
    ipcrm -m "${drawn[3]}"
    forget "${drawn[3]}"
    run_shmls
    expect_list
}

# bats test_tags=id:unreadable,points:1,needs:segments
@test "a segment that you may not read is listed too" {
    why 'what it holds is a secret, that it is there is none: it takes memory'
    try 'SHM_STAT asks for the right to read; shmctl(2) has another one'
    see 'A tour by hand'
    start_scene
    plant_segment 100 000
    plant_segment 200 200
    plant_segment 300 600
    run_shmls
    expect_list
}

# bats test_tags=id:no-objects,points:1,needs:objects
@test "folders, links and pipes in /dev/shm are not listed" {
    why 'shm_open() makes regular files: the rest is not its doing'
    try 'look at st_mode of the name itself, not of what it points to'
    see 'The task'
    start_scene
    draw_name name
    plant "$name"
    mkdir "/dev/shm/$name.folder"
    : >"/dev/shm/$name.folder/inside"
    ln -s "$name" "/dev/shm/$name.link"
    ln -s nowhere "/dev/shm/$name.dangling"
    mkfifo "/dev/shm/$name.pipe"
    mkdir /dev/shm/sem.folder
    run_shmls
    expect_list
}

# bats test_tags=id:many,points:2,needs:objects,needs:segments
@test "thousands of objects are listed, none is lost" {
    why 'one program in a loop is enough to leave as many'
    try 'no array of a fixed size; close what you open'
    see 'What can go wrong'
    start_scene
    draw_number count 1500 2000
    draw_number size 1 99
    for ((i = 0; i < count; i++)); do
        printf -v name 'n%05d' $((i * 7919 % count))
        printf '%0*d' "$size" 0 >"/dev/shm/$name"
        files+=("$name")
        note "$name" "$size" 644 "$ME"
    done
    words=(make "$size" 700)
    run_shmls
    ipc_ids shm
    segments+=("${ids[@]}")
    for id in "${segments[@]}"; do
        note "$id" "$size" 600 "$ME"
    done
    if ((${#segments[@]} != 700)); then
        fail_check 'a list, and nothing removed' "of 700 segments ${#segments[@]} are left"
    fi
    expect_list
}

# Puts names into hostile=() that a careless program stumbles over.
hostile_names() {
    local long
    printf -v long '%*s' 255 ''
    hostile=(
        'two words' $'new\nline' $'tab\tab' $'red\e[31m' $'bell\a' '-rf' '--remove-orphans' '100%s%n%d'
        'back\slash' '\040' '$(touch pwned)' '`touch pwned`' ';touch pwned' '*' '?' '"' "'" '~' '#'
        '공유' $'\xff\xfe' 'a (deleted)' $'sem.two\nlines' 'sem.%s' '...' "${long// /$'\x01'}" ' ' 'a ' ' a'
    )
}

# bats test_tags=id:names,points:3,needs:objects
@test "whatever a name holds, it is one line, and no terminal obeys it" {
    why 'everybody may choose names in /dev/shm, and you read them on a terminal'
    try 'escape each byte that is not visible ASCII, and the backslash'
    see 'Names are data'
    start_scene
    hostile_names
    for name in "${hostile[@]}"; do
        plant "$name"
    done
    run_shmls
    expect_list
}

# bats test_tags=id:looks-only,points:1,needs:objects,needs:segments
@test "a list changes nothing" {
    why 'a tool that you look with has to be safe to run at any time'
    try 'stat() looks without opening; shmat() would leave its time'
    see 'The task'
    start_scene
    draw_name name
    plant "$name" 0
    printf 'content of %s' "$name" >"/dev/shm/$name"
    plant "$name.more" 10 640
    plant "sem.$name" 32
    plant_segment
    words=(map "/dev/shm/$name" 1)
    before=$(
        find /dev/shm -type f -printf '%f %i %m %s %T@ %C@\n' | sort
        cat "/dev/shm/$name" /proc/sysvipc/shm
    )
    run_shmls
    after=$(
        find /dev/shm -type f -printf '%f %i %m %s %T@ %C@\n' | sort
        cat "/dev/shm/$name" /proc/sysvipc/shm
    )
    expect_end
    if [[ $before != "$after" ]]; then
        fail_check 'objects and segments as they were' \
            "changed: $(diff <(echo "$before") <(echo "$after") | grep '^>' | head -n 2 | shown_lines)"
    fi
}

# plant_used HOW - objects that one, two and three processes use (map or open), one that nobody uses, and a semaphore.
plant_used() {
    for count in 1 2 3; do
        draw_name name
        plant "$name"
        use "$1" "$name" "$count"
    done
    draw_name name
    plant "$name" 0
    plant "sem.$name" 32
    use "$1" "sem.$name" 2
}

# bats test_tags=id:mapped,points:2,needs:objects
@test "a process that has an object mapped is a user, with nothing open" {
    why 'most programs close the descriptor after mmap()'
    try 'compare with: grep /dev/shm /proc/PID/maps'
    see 'Who uses it?'
    start_scene
    plant_used map
    run_shmls
    expect_list
}

# bats test_tags=id:open,points:2,needs:objects
@test "a process that has an object open is a user, with nothing mapped" {
    why 'it may map the object at any time, without asking for its name again'
    try 'compare with: ls -l /proc/PID/fd'
    see 'Who uses it?'
    start_scene
    plant_used open
    run_shmls
    expect_list
}

# bats test_tags=id:once,points:2,needs:mapped,needs:open
@test "a process counts once, however often it has an object" {
    why 'you want to know how many would miss it'
    try 'remember, for each object, which process was counted last'
    see 'Who uses it?'
    start_scene
    draw_name name
    plant "$name"
    use both "$name" 2
    plant "$name.other"
    use both "$name.other" 1
    use map "$name.other" 1
    run_shmls
    expect_list
}

# bats test_tags=id:same-name,points:2,needs:mapped,needs:open
@test "an object is not another one with a name like its own" {
    why 'a mapping outlives the name that it was made by, and a name can be anything'
    try 'compare device and inode, of stat() and of the line in maps'
    see 'Who uses it?'
    start_scene
    draw_name name
    # Mapped and open under this name, which is then given to a new object without users.
    : >"/dev/shm/$name.old"
    : >"/dev/shm/$name.second"
    words=(map "/dev/shm/$name.old" 2 open "/dev/shm/$name.second" 2
        drop "/dev/shm/$name.old" drop "/dev/shm/$name.second")
    plant "$name.old (deleted)"
    plant "$name.second (deleted)"
    # One name is the beginning of the other.
    plant "$name" 16
    plant "$name.longer" 16
    use map "$name.longer" 1
    use open "$name.longer" 1
    # In /proc/PID/maps a newline in a name is four characters.
    plant "$name"$'\n' 16
    use map "$name"$'\n' 1
    plant "$name\\012" 16
    run_shmls
    expect_list
}

# bats test_tags=id:attached,points:2,needs:segments
@test "the users of a segment are those attached, also of one to be removed" {
    why 'a segment marked for removal takes its memory until the last one detaches'
    try 'shm_nattch; and SHM_DEST in the mode, for the word dest'
    see 'A tour by hand'
    start_scene
    plant_segment
    plant_segment 4096
    use attach "$segment" 3
    plant_segment
    use attach "$segment" 1
    plant_segment 777 640
    use attach "$segment" 2
    words+=(doom "$segment")
    users_of["=$segment"]='2 dest'
    run_shmls
    expect_list
}

# bats test_tags=id:hidden,points:2,needs:mapped
@test "it says how many processes it could not examine" {
    why '0 users may mean: none that I may see'
    try 'count where errno is EACCES; who has ended (ENOENT, ESRCH) does not count'
    see 'Who uses it?'
    start_scene
    draw_name name
    plant "$name"
    use map "$name" 1
    draw_number opaque 2 5
    words+=(opaque "$opaque")
    look_around
    run_shmls
    expect_list
    expect_hidden $((hidden + opaque))
}

# bats test_tags=id:gone-objects,points:2,needs:objects,needs:segments
@test "what vanishes while it lists is skipped, without a word" {
    why 'programs go on working while you look: that is no error'
    try 'ENOENT after readdir(), EINVAL after SHM_INFO: go on with the next'
    see 'Everything moves'
    start_scene
    draw_name name
    for number in 1 2 3 4; do
        plant "$name$number"
        plant_segment
    done
    words=(when files drop "/dev/shm/${name}2" drop "/dev/shm/${name}4" when segments doom "$segment")
    forget "${name}2"
    forget "${name}4"
    run_shmls
    # A design that reads the segments in one piece has no such moment.
    [[ $(</proc/sysvipc/shm) == *" $segment "* ]] || forget "$segment"
    expect_list
}

# bats test_tags=id:gone-users,points:2,needs:mapped,needs:open
@test "processes that come and go while it looks do no harm" {
    why 'on a living host there is always one that has just ended'
    try 'open() says ENOENT, or a read says ESRCH: it has ended, go on'
    see 'Everything moves'
    start_scene
    draw_name name
    plant "$name.stay"
    use map "$name.stay" 2
    for leaver in one two three; do
        plant "$name.$leaver"
    done
    plant "$name.new"
    words+=(map "/dev/shm/$name.one" 3 map "/dev/shm/$name.two" 1 open "/dev/shm/$name.three" 1
        when processes end "/dev/shm/$name.one" map "/dev/shm/$name.new" 1
        when looking end "/dev/shm/$name.two"
        when looking end "/dev/shm/$name.three")
    look_around
    run_shmls
    # What is seen of those depends on when it looks; the rest does not.
    wanted_list
    read_list
    for line in "${!wanted[@]}"; do
        if [[ ${wanted[line]} == *.@(one|two|three|new)' '* &&
            ${got[line]-} == "${wanted[line]% *} "[0-3] ]]; then
            got[line]=${wanted[line]}
        fi
    done
    expect_end
    expect_lines
    # That it says so at all is the matter of another check.
    [[ ! -s $run_err ]] || expect_hidden "$hidden"
}

# set_limits "NAME VALUE"... - sets limits of this room. Where that cannot be done (before Linux 5.19 only root
# can), they stay as they are, and are compared all the same.
set_limits() {
    local limit
    for limit in "$@"; do
        { echo "${limit#* }" >"/proc/sys/kernel/${limit% *}"; } 2>/dev/null || true
    done
}

# bats test_tags=id:limits,points:2,needs:compiles
@test "the limits are those of the kernel and of the file system" {
    why 'shmmax is for segments; an object ends where /dev/shm is full'
    try 'compare: cat /proc/sys/kernel/shm{max,all,mni}, df -B1 /dev/shm'
    see 'A tour by hand'
    start_scene
    local kernel=/proc/sys/kernel name before=()
    draw_number change 1 999999
    for name in shmmax shmall shmmni; do
        before+=("$name $(<$kernel/$name)")
    done
    # More than a long can hold.
    set_limits "shmmax 1844674407$((3000000000 + change))" "shmall $((16384 + change))" "shmmni $((500 + change % 500))"
    # Some of the space is taken.
    head -c $((change % 900000 + 4096)) /dev/zero >/dev/shm/taken
    read -r block blocks available < <(stat -f -c '%S %b %a' /dev/shm)
    wanted=("shmmax $(<$kernel/shmmax)" "shmall $(<$kernel/shmall)" "shmmni $(<$kernel/shmmni)"
    "size $((block * blocks))" "free $((block * available))")
    run_shmls --limits
    set_limits "${before[@]}"
    expect_end
    read_list
    expect_lines
}

# bats test_tags=id:removes,points:3,needs:objects,needs:segments
@test "--remove-orphans removes every orphan, with a line for each" {
    why 'a program that crashed leaves what nobody will ever use again'
    try 'unlink() for a file, shmctl() with IPC_RMID for a segment'
    see 'The task'
    start_scene
    orphans=()
    for mode in 600 000 666; do
        draw_name name
        plant "$name" 10 "$mode"
        plant "sem.$name" 32 "$mode"
        plant_segment 10 "$mode"
        orphans+=("$name" "sem.$name" "$segment")
    done
    run_shmls --remove-orphans
    expect_removed "${orphans[@]}"
    # And where there is none, nothing is said.
    start_scene
    run_shmls --remove-orphans
    expect_removed
}

# bats test_tags=id:spares,points:3,needs:removes,needs:mapped,needs:open
@test "--remove-orphans leaves everything else alone" {
    why 'who removes what is in use breaks a program that works'
    try 'look at the list first: only lines with your name and 0 users'
    see 'Who uses it?'
    start_scene
    draw_name name
    plant "$name.mapped"
    use map "$name.mapped" 1
    plant "$name.open"
    use open "$name.open" 1
    plant "$name.orphan"
    plant "sem.$name.mapped" 32
    use map "sem.$name.mapped" 1
    plant "sem.$name.orphan" 32
    plant_segment
    plant_segment
    use attach "$segment" 1
    # A new object with the name of one that is still mapped.
    : >"/dev/shm/$name.again"
    words+=(map "/dev/shm/$name.again" 1 drop "/dev/shm/$name.again")
    plant "$name.again (deleted)"
    mkdir "/dev/shm/$name.folder"
    ln -s "$name.orphan" "/dev/shm/$name.link"
    mkfifo "/dev/shm/$name.pipe"
    run_shmls --remove-orphans
    expect_removed "$name.orphan" "sem.$name.orphan" "${segments[0]}" "$name.again (deleted)"
    for other in folder link pipe; do
        if [[ ! -e /dev/shm/$name.$other && ! -L /dev/shm/$name.$other ]]; then
            fail_check "the $other in /dev/shm is left alone: it is no object" 'it is gone'
        fi
    done
}

# bats test_tags=id:removes-names,points:2,needs:removes,needs:spares
@test "--remove-orphans removes what has any name, and only that" {
    why 'a name that a shell sees is a command that somebody else wrote'
    try 'call unlink() yourself, with the name as it is; no system(3)'
    see 'Names are data'
    start_scene
    hostile_names
    for name in "${hostile[@]}"; do
        plant "$name"
    done
    plant 'two'
    plant 'words'
    use open two 1
    use map words 1
    run_shmls --remove-orphans
    expect_removed "${hostile[@]}"
    if [[ -e ${run_out%/*}/home/pwned ]]; then
        fail_check 'a name is data' 'a name was run as a command'
    fi
}

# bats test_tags=id:others,points:2,needs:removes
@test "objects of another user are listed with their owner, and left alone" {
    why 'who may write to /dev/shm as its owner could remove them, but must not'
    try 'compare the owner with geteuid(); it is uid that counts, not cuid'
    see 'The task'
    start_scene
    draw_name name
    plant "$name"
    plant_segment
    own=$segment
    # Made by us, and given away: that takes no privilege, only that the other user is known here.
    plant_segment 300 666
    if "$GRADE_RUN/bin/scene" --give "$segment" 1 2>/dev/null; then
        strangers=("$segment")
    else
        ipcrm -m "$segment"
        forget "$segment"
        strangers=()
    fi
    # A file takes more.
    draw_number stranger 54321 60000
    for uid in 1 "$stranger"; do
        if setpriv --reuid "$uid" truncate -s 300 "/dev/shm/$name.$uid" 2>/dev/null; then
            chmod 666 "/dev/shm/$name.$uid"
            files+=("$name.$uid")
            strangers+=("$name.$uid")
        fi
    done
    if ((${#strangers[@]} == 0)); then
        not_graded 'this room has only one user: only root can open one with more'
    fi
    look_around "${strangers[@]}"
    for other in "${!strangers[@]}"; do
        note "${strangers[other]}" 300 666 "${owners[other]}"
    done
    run_shmls
    expect_list
    run_shmls --remove-orphans
    expect_removed "$name" "$own"
}

# bats test_tags=id:adopted,points:3,needs:spares
@test "an orphan that is adopted in the meantime is left alone" {
    why 'between your look at the first and your removal of the last, time passes'
    try 'look for users again, directly before each removal'
    see 'Everything moves'
    # At the first removal somebody starts to use all that are left.
    for round in files segments; do
        start_scene
        words=(when removal)
        if [[ $round == files ]]; then
            draw_name name
            for number in 1 2 3 4; do
                plant "$name$number"
                words+=(map "/dev/shm/$name$number" 1)
            done
            plant "sem.$name" 32
            words+=(open "/dev/shm/sem.$name" 1)
        else
            for number in 1 2 3 4; do
                plant_segment
                words+=(attach "$segment" 1)
            done
        fi
        run_shmls --remove-orphans
        expect_first_removed
    done
}

# expect_first_removed - exactly one of what was planted is gone, and that was said.
expect_first_removed() {
    local name gone=() left
    for name in "${files[@]}"; do
        [[ -e /dev/shm/$name ]] || gone+=("$name")
    done
    left=" $(awk 'FNR > 1 { printf "%s ", $2 }' /proc/sysvipc/shm)"
    for name in "${segments[@]}"; do
        # What is attached and removed is still there, with another key and a mark in its mode.
        if [[ $left != *" $name "* ]] || is_doomed "$name"; then
            gone+=("$name")
        fi
    done
    if ((${#gone[@]} != 1)); then
        fail_check 'one orphan is removed; those that got a user in this moment are not' \
            "removed: $(printf '%s\n' "${gone[@]}" | sed '/^$/d' | summary); $(describe_run)"
    fi
    expect_removed "${gone[0]}"
}

# Whether segment $1 is marked for removal.
is_doomed() {
    awk -v id="$1" '$2 == id { doomed = substr($3, length($3) - 3, 1) % 2 } END { exit !doomed }' /proc/sysvipc/shm
}

# bats test_tags=id:faster,points:1,needs:removes
@test "an orphan that somebody else removes first is no error" {
    why 'two people clean up at the same time'
    try 'ENOENT from unlink(), EINVAL or EIDRM from shmctl(): go on, and claim nothing'
    see 'Everything moves'
    for round in files segments; do
        start_scene
        words=(when removal steal)
        for number in 1 2 3; do
            draw_name name
            if [[ $round == files ]]; then
                plant "$name"
            else
                plant_segment
            fi
        done
        run_shmls --remove-orphans
        expect_end
        read_list
        if ((${#got[@]} != 2)); then
            fail_check '2 lines: the third orphan was removed by somebody else' "$(describe_run)"
        fi
        if [[ $(list_ipc) != '' ]]; then
            fail_check 'all orphans are gone' "still there: $(list_ipc | summary)"
        fi
    done
}

# bats test_tags=id:failure,points:1,needs:empty
@test "a folder that may not be read is an error" {
    why 'an empty list would say that nothing is there'
    try 'compare the result of opendir() with NULL, then perror(3), then exit 1'
    see 'The task'
    start_scene
    "$GRADE_RUN/bin/scene" --cover || grader_fault '/dev/shm cannot be made unreadable'
    run_shmls
    "$GRADE_RUN/bin/scene" --uncover
    expect_call_failure opendir open openat scandir fdopendir glob nftw ftw fts_open fts_read 'Permission denied'
}

# bats test_tags=id:memory,points:2,needs:objects,needs:segments
@test "no memory error and no leak (Memcheck)" {
    why 'it works by luck today, and breaks with the next compiler'
    try 'make, then: valgrind --leak-check=full ./shmls'
    see 'What can go wrong'
    start_scene
    hostile_names
    for name in "${hostile[@]}"; do
        plant "$name"
    done
    for number in {1..40}; do
        plant "more$number"
    done
    plant_segment
    compile_scenarios memory shmls -- -include "$BATS_TEST_DIRNAME/defined.h"
    run_scenarios memory shmls + shmls --remove-orphans
    expect_no_findings
}

# bats test_tags=id:descriptors,points:1,needs:objects
@test "no descriptor is left open, and no process" {
    why 'a tool that looks at each process runs out of descriptors soon'
    try 'a closedir() for each opendir(), a fclose() for each fopen()'
    see 'What can go wrong'
    start_scene
    draw_name name
    plant "$name"
    plant_segment
    for option in '' --limits --remove-orphans; do
        run_program --at-exit shmls $option
        expect_nothing_open
        expect_nothing_mapped
        expect_no_children
    done
}
