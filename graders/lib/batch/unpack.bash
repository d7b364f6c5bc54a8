# shellcheck shell=bash
#
# unpack.bash - read the archive of somebody nobody trusts.
#
# Only files with a wanted name are extracted, into a scratch folder, by a process without privileges and
# with limits; whatever else the archive holds never reaches the disk. What comes out may still be a link, a
# device or another name's bytes, so only regular files with one name are looked at afterwards.

# Limits: bytes of the archive itself and of one extracted file, number of wanted files and of all entries.
# Who reads another kind of archive than a student's sets others.
declare -gA unpack_limit=([archive]=$((64 << 20)) [file]=$((1 << 20)) [wanted]=200 [entries]=10000)

# The suffixes of archives, as patterns of bash.
readonly archive_suffixes='@(zip|tar|tar.gz|tgz|tar.xz|tar.bz2|7z)'

# is_archive NAME - whether the name is that of an archive.
is_archive() {
    local name=${1,,}
    # shellcheck disable=SC2053 # a pattern
    [[ $name == *.$archive_suffixes ]]
}

# guarded COMMAND... - runs it with limits and, as root, as nobody; stdin is empty.
guarded() {
    local drop=()
    if ((EUID == 0)); then
        drop=(setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs)
    fi
    timeout -k 5 120 prlimit --fsize="${unpack_limit[file]}" --cpu=60 --as=$((1 << 30)) --core=0 \
        "${drop[@]}" "$@" </dev/null
}

# unpack ARCHIVE FOLDER NAME... - extracts the files that are called one of the NAMEs, which may be patterns,
# from ARCHIVE into the new FOLDER. If it cannot, the status is 1 and $unpack_problem says why. The archive's
# list of entries stays in FOLDER.list, the names of what is no regular file in FOLDER.refused.
unpack() {
    local archive=$1 folder=$2 name entries wanted patterns=() problem
    shift 2
    unpack_problem=
    if [[ ! -s $archive ]]; then
        unpack_problem='the archive is empty'
        return 1
    fi
    if (($(stat -c %s "$archive") > unpack_limit[archive])); then
        unpack_problem="the archive is larger than $((unpack_limit[archive] >> 20)) MiB"
        return 1
    fi
    mkdir "$folder"
    cp "$archive" "$folder/.archive"
    # Nobody may walk to the folder from the root; so bsdtar starts inside.
    if ((EUID == 0)); then
        chown 65534:65534 "$folder" "$folder/.archive"
    fi
    # An entry is a line: bsdtar escapes what is no character to print. A list without end is cut.
    problem=$({ (cd "$folder" && guarded bsdtar -tf .archive) | head -n $((unpack_limit[entries] + 1)) >"$folder.list"; } 2>&1 \
        | tail -n 1)
    entries=$(wc -l <"$folder.list")
    wanted=$(grep -cE "$(names_regex "$@")" "$folder.list" || true)
    if ((entries > unpack_limit[entries])); then
        unpack_problem="the archive has more than ${unpack_limit[entries]} entries"
    elif [[ -n $problem && $problem != *'Broken pipe'* ]]; then
        unpack_problem="the archive is damaged: ${problem#bsdtar: }"
    elif ((entries == 0)); then
        unpack_problem='the archive is empty'
    elif ((wanted > unpack_limit[wanted])); then
        unpack_problem="the archive has more than ${unpack_limit[wanted]} files called $*"
    fi
    if [[ -z $unpack_problem ]]; then
        for name in "$@"; do
            patterns+=(--include "*$name")
        done
        if ((wanted > 0)) && ! problem=$(cd "$folder" && guarded bsdtar -xf .archive \
            --no-same-owner --no-same-permissions --no-xattrs --no-acls --no-fflags \
            "${patterns[@]}" 2>&1); then
            problem=$(tail -n 1 <<<"$problem")
            # A refused member (.., a device) says nothing against the others.
            if [[ -z $(find "$folder" -type f -print -quit) ]]; then
                unpack_problem="the archive cannot be unpacked: ${problem#bsdtar: }"
            fi
        fi
    fi
    rm -f "$folder/.archive"
    # What was extracted has the modes of the archive; a folder of mode 0 could not be read.
    chmod -R u+rwX "$folder" 2>/dev/null || true
    find "$folder" ! -type d \( ! -type f -o ! -links 1 \) -printf '%P\0' >"$folder.refused"
    find "$folder" ! -type d \( ! -type f -o ! -links 1 \) -delete
    [[ -z $unpack_problem ]]
}

# Prints a regular expression for lines of a listing that end in one of the names, case ignored.
names_regex() {
    local name regex=
    for name in "$@"; do
        name=${name//./\\.}
        regex+="|${name//\*/.*}"
    done
    printf '(%s)$' "${regex#|}"
}
