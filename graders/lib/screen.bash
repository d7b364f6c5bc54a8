# shellcheck shell=bash
#
# screen.bash - how a graded lab looks to people: 80 columns, colour on a terminal only, in their language. What is
# shown is looked up here (language.bash); the files and results that it comes from are in English.

# shellcheck source=language.bash
source "${BASH_SOURCE[0]%/*}/language.bash"

# Colours, empty where stdout is no terminal or NO_COLOR is set (https://no-color.org).
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
    green=$'\e[32m' red=$'\e[31m' yellow=$'\e[33m' dim=$'\e[2m' bold=$'\e[1m' plain=$'\e[0m'
else
    green='' red='' yellow='' dim='' bold='' plain=''
fi

# How many failed checks are explained at length, unless VERBOSE is set. One mistake often fails
# several checks, and the first ones say most.
readonly explained_failures=3

# show_head LAB TITLE PLACE - what is graded, and where it lies.
show_head() {
    local left
    text "$2"
    left=$(say 'lab %s · %s' "${1%%-*}" "$REPLY")
    columns "$left$3"
    printf '%s%s%s%*s%s\n' "$bold" "$left" "$plain" $((REPLY < 78 ? 80 - REPLY : 2)) '' "$3"
}

# show_row STATUS NAME SCORE POINTS - one check.
show_row() {
    local sign colour name right
    REPLY=$3/$4
    case $1 in
        passed) sign='✓' colour=$green ;;
        failed) sign='✗' colour=$red ;;
        not-run) sign='–' colour=$dim && text 'not run' ;;
        error) sign='!' colour=$yellow && text 'error' ;;
    esac
    right=$REPLY
    text "$2"
    name=$REPLY
    columns "$name$right"
    clear_progress
    printf '  %s%s %s%*s%s%s\n' "$colour" "$sign" "$name" $((REPLY < 75 ? 76 - REPLY : 1)) '' "$right" "$plain"
}

# show_progress NAME - the check that is running, on a terminal only; clear_progress removes it.
show_progress() {
    if [[ -t 1 ]]; then
        text "$1"
        printf '\r\e[K  %s… %s%s' "$dim" "$REPLY" "$plain"
    fi
}
clear_progress() {
    if [[ -t 1 ]]; then
        printf '\r\e[K'
    fi
}

# show_part LABEL TEXT - one part of an explanation, translated, wrapped and indented.
show_part() {
    local label line wrapped
    text "$1"
    label=$REPLY
    translate "$2"
    wrap "$REPLY" 64
    for line in "${wrapped[@]}"; do
        pad "$label" 8
        printf '      %s%s%s  %s\n' "$dim" "$REPLY" "$plain" "$line"
        label=
    done
}

# show_drawing FILE - an order of processes, as it is: columns must stay where they are. What does not fit
# on the screen is in the report.
show_drawing() {
    local line
    echo
    while IFS= read -r line; do
        printf '  %s\n' "${line:0:77}"
    done <"$1"
    echo
}

# show_failure FOLDER HANDOUT - what the failed check in FOLDER has to say.
show_failure() {
    local part
    for part in expected got why try; do
        if [[ -s $1/$part ]]; then
            show_part "$part" "$(<"$1/$part")"
        fi
        if [[ $part == got && -s $1/drawing ]]; then
            show_drawing "$1/drawing"
        fi
    done
    if [[ -s $1/see ]]; then
        show_section "$2" "$(<"$1/see")"
    fi
}

# show_section HANDOUT SECTION - what to read: in the language, where the handout is there in it.
show_section() {
    local handout=${1%.md}.$GRADE_LANGUAGE.md
    [[ -e $top/$handout ]] || handout=$1
    text "$2"
    show_part read "$handout, \"$REPLY\""
}

# A bar of $3 cells for $1 of $2 points.
bar() {
    local full=$(($2 > 0 ? $1 * $3 / $2 : 0)) cells
    printf -v cells '%*s' "$full" ''
    printf '%s' "${cells// /█}"
    printf -v cells '%*s' $(($3 - full)) ''
    printf '%s' "${cells// /░}"
}
