# shellcheck shell=bash
#
# editorconfig.bash - what .editorconfig says of a file, and whether it is so (https://spec.editorconfig.org).
#
# Of its globs it knows "*" and "{a,b}", matched with the file's name or, where the glob has a "/", its path.
shopt -s extglob

declare -ga editorconfig_globs=() editorconfig_lines=()

# read_editorconfig FILE - reads the sections.
read_editorconfig() {
    local line glob
    while IFS= read -r line; do
        if [[ $line =~ ^\[(.*)\]$ ]]; then
            glob=${BASH_REMATCH[1]//\{/@(}
            glob=${glob//,/|}
            editorconfig_globs+=("${glob//\}/)}")
            editorconfig_lines+=('')
        elif [[ $line =~ ^([a-z_]+)\ =\ ([^ ]+)$ ]] && ((${#editorconfig_globs[@]} > 0)); then
            editorconfig_lines[-1]+="${BASH_REMATCH[1]}=${BASH_REMATCH[2]} "
        fi
    done <"$1"
}

# editorconfig_of FILE - puts into $REPLY what holds for the file, NAME=VALUE separated by blanks; a later section goes
# before an earlier one, so the last value of a name counts.
editorconfig_of() {
    local i name
    REPLY=
    for i in "${!editorconfig_globs[@]}"; do
        name=${1##*/}
        [[ ${editorconfig_globs[i]} != */* ]] || name=$1
        # shellcheck disable=SC2053 # a pattern
        if [[ $name == ${editorconfig_globs[i]} ]]; then
            REPLY+=${editorconfig_lines[i]}
        fi
    done
}

# check_editorconfig FILE... - prints FILE: PROBLEM, or FILE:LINE: PROBLEM, for what is not so; status 1 if something
# is not.
check_editorconfig() {
    local file said problems
    local -A group=()
    read_editorconfig .editorconfig
    for file in "$@"; do
        editorconfig_of "$file"
        group[$REPLY]+=$file$'\n'
    done
    problems=$(for said in "${!group[@]}"; do
        check_group "$said" "${group[$said]%$'\n'}"
    done)
    [[ -z $problems ]] || printf '%s\n' "$problems" | sort
    [[ -z $problems ]]
}

# check_group SAID FILES - the same for files, a line each, of which the same is said.
check_group() {
    local files
    mapfile -t files <<<"$2"
    if [[ $1 == *'charset=utf-8 '* ]]; then
        LC_ALL=C.UTF-8 grep -Hnaxv '.*' "${files[@]}" | sed -E 's/^([^:]*:[0-9]+):.*/\1: not UTF-8/' || true
    fi
    if [[ $1 == *'insert_final_newline=true '* ]]; then
        { grep -LPz '\n\z' "${files[@]}" || true; } | while IFS= read -r file; do
            [[ ! -s $file ]] || printf '%s: no newline at its end\n' "$file"
        done
    fi
    LC_ALL=C awk -v said="$1" -f graders/test/editorconfig.awk "${files[@]}"
}
