# shellcheck shell=bash
#
# schedule.bash - whether a file has the form of a schedule. Whether its steps can be taken is another
# question, and needs the program.

# schedule_problem FILE - puts into problem what is wrong with the form of FILE, with the number of the
# first wrong line; "" if nothing is.
schedule_problem() {
    local line number=0 steps=0 content
    problem=
    # read -d '' ends at a NUL with status 0, and at the end of the file with status 1.
    if IFS= read -r -d '' content <"$1"; then
        problem='the file holds a NUL byte: it is no text'
        return
    fi
    while IFS= read -r line || [[ -n $line ]]; do
        number=$((number + 1))
        line_problem "$line"
        if [[ -n $problem ]]; then
            problem="line $number: $problem"
            return
        fi
    done <"$1"
    if ((steps == 0)); then
        problem='there is no step in it: every line is empty, or a comment'
    fi
}

# line_problem LINE - the same for one line; counts it in steps if it holds any.
line_problem() {
    local words rest shown
    # An editor may have ended the line with a carriage return.
    rest=${1%$'\r'}
    rest=${rest%%#*}
    IFS=$' \t' read -ra words <<<"$rest"
    ((${#words[@]} > 0)) || return 0
    steps=$((steps + 1))
    case ${words[0]} in
        parent | child) ;;
        [Pp][Aa][Rr][Ee][Nn][Tt] | [Cc][Hh][Ii][Ll][Dd])
            problem="$(shown_text "${words[0]}") has upper case letters: parent, child"
            return
            ;;
        *)
            problem="$(shown_text "${words[0]}") is no process here: a line begins with parent or child"
            return
            ;;
    esac
    words=("${words[@]:1}")
    case ${words[0]:-} in
        read | write) words=("${words[@]:1}") ;;
        [Rr][Ee][Aa][Dd] | [Ww][Rr][Ii][Tt][Ee])
            problem="$(shown_text "${words[0]}") has upper case letters: read, write"
            return
            ;;
    esac
    ((${#words[@]} > 0)) || return 0
    shown=$(shown_text "${words[0]}")
    if [[ ${words[0]} =~ ^x0*([1-9][0-9]*)$ ]]; then
        if ((${#BASH_REMATCH[1]} > 10 || BASH_REMATCH[1] > 1000000000)); then
            problem="$shown is more than x1000000000"
        elif ((${#words[@]} > 1)); then
            problem="$(shown_text "${words[1]}") is too much: who, what, how many, and no more"
        fi
    elif [[ ${words[0]} =~ ^[xX]?[-+0-9] ]]; then
        problem="$shown is no number of steps: x1, x2, x3, ..."
    else
        problem="$shown is no step: after the process comes read or write, or how many (x3)"
    fi
}
