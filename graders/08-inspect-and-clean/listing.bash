# shellcheck shell=bash
#
# listing.bash - plant objects, start the program among their users (see scene/main.c), and hold what it
# prints against what was planted.
#
#   words         what scene is to do before the program starts, and at which moment
#   users_of      users, by "=" and the file's name in /dev/shm, or "=" and the shmid: a name alone could
#                 be * or @, which mean more to bash
#   line_of       size, mode and owner, by the same
#   files, segments   what is to be listed: file names, shmids
#
# setup_file exports ME, the caller's name as the program sees it.

# Removes and forgets what was planted, and begins anew.
start_scene() {
    remove_leftovers
    words=() files=() segments=()
    declare -gA users_of=() line_of=()
}

# Builds scene, and asks it who we are.
prepare_scene() {
    mkdir -p "$GRADE_RUN/src/scene"
    cp "$BATS_TEST_DIRNAME"/scene/*.[ch] "$GRADE_RUN/src/scene/"
    compile scene "$GRADE_RUN"/src/scene/*.c
    if [[ ! -x $GRADE_RUN/bin/scene ]]; then
        grader_fault "scene does not compile: $(head -n 2 "$GRADE_RUN/logs/scene.compile")"
    fi
    look_around
    export ME=$me
}

# shellcheck disable=SC2120 # without files too
# look_around [NAME|SHMID...] - what the program will see from here: the caller's name as me, the number of processes
# that it may not look into (bats's own, where there is no jail) as hidden, the owners of these as owners.
look_around() {
    run_program scene --look "$@"
    if [[ $run_end != exit || $run_code != 0 ]]; then
        grader_fault "scene --look: $(describe_run)"
    fi
    { read -r _ hidden && read -r _ me && mapfile -t owners; } <"$run_out"
}

# run_shmls [ARGUMENT...] - runs the program in the scene that `words` make.
run_shmls() {
    run_program scene "${words[@]}" -- "$GRADE_RUN/bin/shmls" "$@"
    if [[ $run_end == exit && $run_code == 125 ]] && grep -q '^scene: ' "$run_err"; then
        local fault
        fault=$(<"$run_err")
        # A program may end in this way too. Then the scene can be made without it.
        run_program scene "${words[@]}" -- /bin/true
        [[ $run_end == exit && $run_code == 0 ]] || grader_fault "$fault"
        fail_check 'exit status 0' "exit status 125 and on stderr: $(shown_text "$fault")"
    fi
}

# draw_name VARIABLE - a file name of letters and digits that nothing here has.
draw_name() {
    local drawn_name
    while :; do
        draw_text drawn_name 3 16
        drawn_name=${drawn_name// /}
        [[ -e /dev/shm/$drawn_name || -e /dev/shm/sem.$drawn_name ]] || break
    done
    printf -v "$1" %s "$drawn_name"
}

# note NAME SIZE MODE OWNER - remembers what is to be listed of a file or a segment.
note() {
    local line
    printf -v line '%d %04o %s' "$2" "$((8#$3))" "$4"
    line_of["=$1"]=$line
}

# plant NAME [SIZE [MODE]] - makes the file NAME in /dev/shm, to be listed. MODE has no x. The shell does it
# itself: a grading plants hundreds.
plant() {
    local size=${2:-64} mode=${3:-600}
    umask $((666 - 10#$mode))
    if ((size > 1 << 20)); then
        : >"/dev/shm/$1"
        truncate -s "$size" -- "/dev/shm/$1"
    else
        printf '%*s' "$size" '' >"/dev/shm/$1"
    fi
    umask 022
    files+=("$1")
    note "$1" "$size" "$mode" "$ME"
}

# plant_segment [SIZE [MODE]] - makes a segment, to be listed; its shmid becomes $segment.
plant_segment() {
    local size=${1:-64} mode=${2:-600}
    segment=$(ipcmk -M "$size" -p "$mode")
    segment=${segment##* }
    segments+=("$segment")
    note "$segment" "$size" "$mode" "$ME"
}

# use HOW TARGET COUNT - has COUNT processes use a planted file or segment: map, open, both or attach.
use() {
    if [[ $1 == attach ]]; then
        words+=("$1" "$2" "$3")
    else
        words+=("$1" "/dev/shm/$2" "$3")
    fi
    users_of["=$2"]=$((${users_of["=$2"]:-0} + $3))
}

# Forgets a planted file or segment: it is not to be listed.
forget() {
    local name kept=() all
    for all in files segments; do
        local -n list=$all
        kept=()
        for name in "${list[@]}"; do
            [[ $name == "$1" ]] || kept+=("$name")
        done
        list=("${kept[@]}")
    done
}

# escape VARIABLE NAME - puts NAME into VARIABLE as the handout says that it is to be printed.
escape() {
    local LC_ALL=C text='' byte i code
    for ((i = 0; i < ${#2}; i++)); do
        byte=${2:i:1}
        if [[ $byte == [!\\] && $byte > ' ' && $byte < $'\x7f' ]]; then
            text+=$byte
        else
            printf -v code %d "'$byte"
            printf -v code '\\%03o' $((code & 255))
            text+=$code
        fi
    done
    printf -v "$1" %s "$text"
}

# shown_name VARIABLE FILE - the type and the name that the file is listed with.
shown_name() {
    local escaped
    if [[ $2 == sem.* ]]; then
        escape escaped "${2#sem.}"
        printf -v "$1" 'sem /%s' "$escaped"
    else
        escape escaped "$2"
        printf -v "$1" 'posix /%s' "$escaped"
    fi
}

# sort_files - sorts the files as they are to be listed: objects, then semaphores, byte by byte.
sort_files() {
    mapfile -d '' -t files < <(
        for name in "${files[@]}"; do
            [[ $name == sem.* ]] || printf '%s\0' "$name"
        done | LC_ALL=C sort -z
        for name in "${files[@]}"; do
            [[ $name != sem.* ]] || printf '%s\0' "$name"
        done | LC_ALL=C sort -z
    )
    mapfile -t segments < <(printf '%s\n' "${segments[@]}" | sed '/^$/d' | sort -n)
}

# wanted_list - puts the whole list, as it should be, into wanted=(): fields with one blank between.
wanted_list() {
    local name shown
    sort_files
    wanted=('TYPE NAME SIZE MODE OWNER USERS')
    for name in "${files[@]}"; do
        shown_name shown "$name"
        wanted+=("$shown ${line_of["=$name"]} ${users_of["=$name"]:-0}")
    done
    for name in "${segments[@]}"; do
        wanted+=("sysv $name ${line_of["=$name"]} ${users_of["=$name"]:-0}")
    done
}

# read_list - reads what the program printed into got=(), with one blank between fields.
read_list() {
    local LC_ALL=C
    mapfile -t got < <(LC_ALL=C tr '\000' '?' <"$run_out" | LC_ALL=C sed 's/[[:blank:]][[:blank:]]*/ /g; s/ $//')
}

# expect_end - the run ended well, and said nothing on stderr but how many it could not examine.
expect_end() {
    local said
    mapfile -t said <"$run_err"
    if [[ $run_end != exit || $run_code != 0 ]]; then
        fail_check 'exit status 0' "$(describe_run)"
    fi
    if ((${#said[@]} > 1)) || [[ -s $run_err && ! ${said[0]} =~ ^'not examined: '[0-9]+' processes'$ ]]; then
        fail_check 'nothing on stderr, but for the line "not examined: N processes"' \
            "stderr: $(shown "$run_err")"
    fi
}

# Passes lines on with a question mark for what is not visible ASCII.
visible() {
    LC_ALL=C tr -c ' -~\n' '?'
}

# expect_hidden COUNT - it said that it could not examine COUNT processes.
expect_hidden() {
    local sentence=
    (($1 == 0)) || sentence="not examined: $1 processes"$'\n'
    if ! is_text "$run_err" "$sentence"; then
        fail_check "stderr: $(shown_text "$sentence")" "stderr: $(shown "$run_err")"
    fi
}

# expect_lines - got is wanted; a failure shows the first lines that differ.
expect_lines() {
    local i
    for ((i = 0; i < ${#wanted[@]} || i < ${#got[@]}; i++)); do
        if [[ ${wanted[i]-} != "${got[i]-}" || i -ge ${#wanted[@]} || i -ge ${#got[@]} ]]; then
            fail_check "line $((i + 1)) of ${#wanted[@]}: $(cut -c 1-200 <<<"${wanted[i]-(none: the list has ended)}")" \
                "line $((i + 1)) of ${#got[@]}: $(cut -c 1-200 <<<"${got[i]-(none: the list has ended)}" | visible)"
        fi
    done
}

# expect_list - the program listed exactly what was planted.
expect_list() {
    local wanted got
    expect_end
    wanted_list
    read_list
    expect_lines
}

# expect_removed FILE|SHMID... - the program said that it removed exactly these, in any order; they are
# gone, and all else that was planted is there.
expect_removed() {
    local name line wanted=() got left
    local -A gone=()
    expect_end
    for name in "$@"; do
        gone["=$name"]=1
        if [[ " ${segments[*]} " == *" $name "* ]]; then
            line="sysv $name"
        else
            shown_name line "$name"
        fi
        wanted+=("removed $line")
    done
    # What is there comes first: it matters more than what was said.
    for name in "${files[@]}"; do
        if [[ -n ${gone["=$name"]:-} && -e /dev/shm/$name ]]; then
            fail_check "$(shown_text "/dev/shm/$name"), an orphan, is removed" "it is still there; $(describe_run)"
        elif [[ -z ${gone["=$name"]:-} && ! -e /dev/shm/$name ]]; then
            fail_check "$(shown_text "/dev/shm/$name") is left alone" "it is gone; $(describe_run)"
        fi
    done
    left=" $(awk 'FNR > 1 { printf "%s ", $2 }' /proc/sysvipc/shm)"
    for name in "${segments[@]}"; do
        if [[ -n ${gone["=$name"]:-} && $left == *" $name "* ]]; then
            fail_check "segment $name, an orphan, is removed" "it is still there; $(describe_run)"
        elif [[ -z ${gone["=$name"]:-} && $left != *" $name "* ]]; then
            fail_check "segment $name is left alone" "it is gone; $(describe_run)"
        fi
    done
    read_list
    mapfile -t wanted < <(((${#wanted[@]} == 0)) || printf '%s\n' "${wanted[@]}" | LC_ALL=C sort)
    mapfile -t got < <(((${#got[@]} == 0)) || printf '%s\n' "${got[@]}" | LC_ALL=C sort)
    expect_lines
}
