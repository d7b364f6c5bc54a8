# shellcheck shell=bash
#
# labs.bash - which labs there are, and which of them somebody means. What each says of itself is in common/settings.bash.
#
# A lab is a folder labs/NN-name with a Makefile. Nothing lists the labs: adding one adds its folders
# in labs/, solutions/ and graders/, and changes no other file.

# shellcheck source=common/settings.bash
source "${BASH_SOURCE[0]%/*}/common/settings.bash"

# need_references WHAT - ends with status 2 and one line, if the references are not part of this copy: students get none.
need_references() {
    if [[ ! -d $top/solutions ]]; then
        printf '%s needs the references, which are not part of this copy (there is no solutions/).\n' "$1" >&2
        exit 2
    fi
}

# Prints the name of every lab, one a line, in order.
all_labs() {
    local makefile
    for makefile in "$top"/labs/[0-9]*-*/Makefile; do
        [[ -e $makefile ]] || continue
        makefile=${makefile%/Makefile}
        printf '%s\n' "${makefile##*/}"
    done
}

# complain TEXT... - says on stderr what is wrong, a line each, in the language of a command that has one
# (language.bash).
complain() {
    for REPLY in "$@"; do
        ! declare -F translate >/dev/null || translate "$REPLY"
        printf '%s\n' "$REPLY" >&2
    done
}

# Prints the labs that the arguments select: a number (1 or 01) or a name (01-posix-shm, posix-shm);
# all labs without arguments. An unknown one is an error on stderr and status 2.
select_labs() {
    local wanted lab found
    if (($# == 0)); then
        all_labs
        return
    fi
    for wanted in "$@"; do
        found=
        for lab in $(all_labs); do
            if [[ $wanted == "$lab" || $wanted == "${lab#*-}" || $wanted == "${lab%%-*}" ||
                0$wanted == "${lab%%-*}" ]]; then
                found=$lab
            fi
        done
        if [[ -z $found ]]; then
            complain "There is no lab \"$wanted\". The labs are: $(all_labs | paste -sd' ')"
            return 2
        fi
        printf '%s\n' "$found"
    done
}
