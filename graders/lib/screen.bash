# shellcheck shell=bash
#
# screen.bash - how a graded lab looks to people: 80 columns, colour on a terminal only.

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
    local left="lab ${1%%-*} · $2"
    printf '%s%s%s%*s\n' "$bold" "$left" "$plain" $((80 - ${#left})) "$3"
}

# show_row STATUS NAME SCORE POINTS - one check.
show_row() {
    local sign colour right="$3/$4"
    case $1 in
        passed) sign='✓' colour=$green ;;
        failed) sign='✗' colour=$red ;;
        not-run) sign='–' colour=$dim right='not run' ;;
        error) sign='!' colour=$yellow right='error' ;;
    esac
    clear_progress
    printf '  %s%s %s%*s%s\n' "$colour" "$sign" "$2" $((76 - ${#2})) "$right" "$plain"
}

# show_progress NAME - the check that is running, on a terminal only; clear_progress removes it.
show_progress() {
    if [[ -t 1 ]]; then
        printf '\r\e[K  %s… %s%s' "$dim" "$1" "$plain"
    fi
}
clear_progress() {
    if [[ -t 1 ]]; then
        printf '\r\e[K'
    fi
}

# show_part LABEL TEXT - one part of an explanation, wrapped and indented.
show_part() {
    local label=$1 line
    while IFS= read -r line; do
        printf '      %s%-8s%s  %s\n' "$dim" "$label" "$plain" "$line"
        label=
    done < <(fold -s -w 64 <<<"$2" | sed 's/ *$//')
}

# show_failure FOLDER HANDOUT - what the failed check in FOLDER has to say.
show_failure() {
    local part
    for part in expected got why try; do
        if [[ -s $1/$part ]]; then
            show_part "$part" "$(<"$1/$part")"
        fi
    done
    if [[ -s $1/see ]]; then
        show_part read "$2, \"$(<"$1/see")\""
    fi
}

# A bar of $3 cells for $1 of $2 points.
bar() {
    local full=$(($2 > 0 ? $1 * $3 / $2 : 0)) cells
    printf -v cells '%*s' "$full" ''
    printf '%s' "${cells// /█}"
    printf -v cells '%*s' $(($3 - full)) ''
    printf '%s' "${cells// /░}"
}
