# shellcheck shell=bash
#
# scan.bash - which submissions there are in a folder, and whose they are.
#
# A submission is what one student handed in: a folder, an archive, or several files that the learning
# platform named after the student:
#   Moodle   Name_12345_assignsubmission_file_/...   (or Name_12345_assignsubmission_file_writer.c)
#            https://docs.moodle.org/en/Using_Assignment, "Download all submissions"
#   Canvas   name_67890_13579_writer.c, name_LATE_67890_13579_writer.c: the student's and the file's number
#            (Canvas' content_zipper.rb)
# Everything is keyed by student, so that two submissions of one are seen.
declare -gA parts_of student_of moodle_of canvas_of late_of notes_of
declare -ga students=() passed_over=()

# scan_submissions FOLDER - fills, by key: parts_of (paths, each ended by a newline; a newline inside a name
# stands as \001), student_of, moodle_of and canvas_of (the platform's number), late_of, notes_of; students
# (the keys, sorted); and passed_over (names that are no submission).
scan_submissions() {
    local path name
    while IFS= read -r -d '' path; do
        name=${path##*/}
        # Files of an operating system or of the platform itself, not of a student.
        case $name in
            .* | __MACOSX | Thumbs.db | desktop.ini) continue ;;
        esac
        add_entry "$path" "$name"
    done < <(find "$1" -mindepth 1 -maxdepth 1 -print0 | sort -z)
    mapfile -d '' -t students < <(((${#student_of[@]} == 0)) || printf '%s\0' "${!student_of[@]}" | sort -z)
}

# add_entry PATH NAME - takes one entry of the folder into account.
add_entry() {
    local path=$1 name=$2 key base
    if [[ $name =~ ^(.*)_([0-9]+)_assignsubmission_(file|onlinetext)_?(.*)$ ]]; then
        # Typed into the page, not handed in as a file.
        if [[ ${BASH_REMATCH[3]} == onlinetext ]]; then
            passed_over+=("$name")
            return
        fi
        key=moodle-${BASH_REMATCH[2]}
        student_of[$key]=${BASH_REMATCH[1]}
        moodle_of[$key]=${BASH_REMATCH[2]}
        parts_of[$key]+=${path//$'\n'/$'\001'}$'\n'
    elif [[ -f $path && ! -L $path && $name =~ ^(.*[^_])(_LATE)?_(anon_[A-Za-z0-9]+|[0-9]+)_([0-9]+)_(.+)$ ]]; then
        key=canvas-${BASH_REMATCH[3]}
        student_of[$key]=${BASH_REMATCH[1]%_LATE}
        canvas_of[$key]=${BASH_REMATCH[3]}
        [[ -z ${BASH_REMATCH[2]} && ${BASH_REMATCH[1]} != *_LATE ]] || late_of[$key]=yes
        parts_of[$key]+=${path//$'\n'/$'\001'}$'\n'
    elif [[ -d $path || -L $path || ! -f $path ]] || is_archive "$name"; then
        base=$name
        [[ -d $path ]] || base=$(student_name "$name")
        # A browser or a file manager calls the second copy "kim (1)".
        [[ ! $base =~ ^(.+)\ \([0-9]+\)$ ]] || base=${BASH_REMATCH[1]}
        key=name-$base
        if [[ -n ${student_of[$key]:-} ]]; then
            keep_newer "$key" "$path"
        else
            student_of[$key]=$base
            parts_of[$key]=${path//$'\n'/$'\001'}$'\n'
        fi
    else
        passed_over+=("$name")
    fi
}

# The name of an archive without its suffixes.
student_name() {
    local name=$1
    shopt -s nocasematch
    # shellcheck disable=SC2295 # a pattern
    name=${name%.$archive_suffixes}
    name=${name%.tar}
    shopt -u nocasematch
    printf '%s' "$name"
}

# Of what the student has handed in already and PATH, keeps the newer; of the same age, the later name.
keep_newer() {
    local key=$1 path=$2 old taken left
    old=${parts_of[$key]%$'\n'}
    old=${old//$'\001'/$'\n'}
    if (($(newest "$path") >= $(newest "$old"))); then
        taken=$path left=$old
    else
        taken=$old left=$path
    fi
    parts_of[$key]=${taken//$'\n'/$'\001'}$'\n'
    notes_of[$key]+="two submissions: graded is the newer, \"${taken##*/}\" ($(date -u -d "@$(newest "$taken")" +'%F %T') UTC), not \"${left##*/}\""$'\001'
}

# The time of the newest file in PATH, in seconds.
newest() {
    local time
    time=$(find "$1" -type f -printf '%T@\n' 2>/dev/null | sort -n | tail -n 1)
    [[ -n $time ]] || time=$(stat -c %Y "$1")
    printf '%s' "${time%%.*}"
}

# job_id KEY - a name for the submission's result that is a plain file name everywhere: the student's, as far
# as it is made of letters and digits, and six digits that tell it from one that looks alike.
job_id() {
    local name=${student_of[$1]} plain
    plain=$(printf '%s' "$name" | iconv -c -f UTF-8 -t UTF-8 | tr '\n' '_' | sed -E 's/[^[:alnum:]._-]+/_/g; s/^[-._]+//' \
        | cut -c 1-40)
    if [[ $1 == name-* && $plain == "$name" ]]; then
        printf '%s' "$plain"
    else
        printf '%s-%s' "${plain:-student}" "$(printf '%s' "$1" | sha256sum | cut -c 1-6)"
    fi
}

# pack KEY FILE - writes the student's submission into the tar archive FILE and puts into $pack_problem what is
# in the way, or nothing. No link is followed: it is packed as a link.
pack() {
    local key=$1 part path name size number stage=$2.stage problem
    local -A number_of
    pack_problem=
    rm -rf "$stage" "$2"
    mkdir "$stage"
    while IFS= read -r part; do
        path=${part//$'\001'/$'\n'}
        name=${path##*/}
        if [[ -L $path || (! -d $path && ! -f $path) ]]; then
            pack_problem='it is a link, or neither a folder nor a file'
            break
        fi
        size=$(find "$path" -type f -printf '%s\n' 2>/dev/null | head -n $((unpack_limit[entries] + 1)) \
            | awk -v most="${unpack_limit[entries]}" '{ sum += $1 } END { printf "%.0f", (NR > most ? 2 ^ 40 : sum) }')
        if ((size > unpack_limit[archive])); then
            pack_problem="it has more than ${unpack_limit[entries]} files, or more than $((unpack_limit[archive] >> 20)) MiB"
            break
        fi
        if [[ -d $path ]]; then
            problem=$(cp -rP --preserve=timestamps -- "$path/." "$stage/" 2>&1) || true
        else
            # The platform's part of a file's name is not the student's.
            if [[ -n ${canvas_of[$key]:-} && $name =~ _${canvas_of[$key]}_([0-9]+)_(.+)$ ]]; then
                number=${BASH_REMATCH[1]} name=${BASH_REMATCH[2]}
                if ((10#${number_of[$name]:-0} > 10#$number)); then
                    continue
                fi
                number_of[$name]=$number
            elif [[ -n ${moodle_of[$key]:-} && $name =~ _assignsubmission_file_(.+)$ ]]; then
                name=${BASH_REMATCH[1]}
            fi
            problem=$(cp -P --preserve=timestamps -- "$path" "$stage/$name" 2>&1) || true
        fi
        if [[ -n $problem ]]; then
            pack_problem="it cannot be read: ${problem##*: }"
            break
        fi
    done <<<"${parts_of[$key]%$'\n'}"
    if [[ -z $pack_problem ]] && ! problem=$(tar -C "$stage" -cf "$2" . 2>&1); then
        pack_problem="it cannot be read: $(tail -n 1 <<<"$problem")"
    fi
    chmod -R u+rwX "$stage"
    rm -rf "$stage"
}
