# shellcheck shell=bash
#
# hints.bash - three hints for each TODO, from a question to nearly the line. Needs labs.bash, progress.bash, language.bash.
#
# They are in graders/NN-name/hints. A line [FILE N] CHECK... begins the hints of TODO N of a student file, and
# names the checks that lead there; [general] is for what belongs to no TODO. Each of the three is one line of
# text, with a line -- between them. Empty lines and lines that begin with # say nothing. If several TODOs are
# behind a check, the earlier block comes first.

# hint_topics LAB CHECK - prints the topics that a check leads to, one a line: "FILE N", or "general 0".
hint_topics() {
    awk -v check="$2" '
        /^\[/ {
            topic = substr($0, 2, index($0, "]") - 2)
            count = split(substr($0, index($0, "]") + 1), checks, " ")
            for (i = 1; i <= count; i++)
                if (checks[i] == check) print (topic == "general" ? "general 0" : topic)
        }
    ' "$top/graders/$1/hints"
}

# hint_text LAB TOPIC STEP - prints hint STEP (1 to 3) of a topic.
hint_text() {
    awk -v topic="${2% 0}" -v wanted="$3" '
        /^#/ || NF == 0 { next }
        /^\[/ { mine = substr($0, 2, index($0, "]") - 2) == topic; step = 1; next }
        /^--$/ { step++; next }
        mine && step == wanted
    ' "$top/graders/$1/hints"
}

# choose_hint LAB CHECK - chooses what to show next: $hint_topic and $hint_step. A TODO that is still in the
# student's file comes before the others; when all three hints of all topics were shown, it is the last one
# again, and $hint_step is 4. False if the check leads nowhere. After read_progress.
choose_hint() {
    local topic topics shown
    hint_topic='' hint_step=0
    mapfile -t topics < <(hint_topics "$1" "$2")
    ((${#topics[@]} > 0)) || return 1
    for topic in "${topics[@]}"; do
        shown=${hints_shown["$1 $topic"]:-0}
        if ((shown < 3)) && grep -qs "TODO ${topic#* }\b" "$top/labs/$1/${topic% *}"; then
            hint_topic=$topic hint_step=$((shown + 1))
            return
        fi
    done
    for topic in "${topics[@]}"; do
        shown=${hints_shown["$1 $topic"]:-0}
        if ((shown < 3)); then
            hint_topic=$topic hint_step=$((shown + 1))
            return
        fi
    done
    hint_topic=${topics[0]} hint_step=4
}

# show_hint LAB CHECK - shows the next hint for a check, and remembers that.
show_hint() {
    local where wrapped
    if ! choose_hint "$1" "$2"; then
        say '  There is no hint for this; the handout is labs/%s/README.md.\n' "$1"
        return
    fi
    where="${hint_topic% *}, TODO ${hint_topic#* }"
    if [[ $hint_topic == 'general 0' ]]; then
        text 'in general'
        where=$REPLY
    fi
    if ((hint_step == 4)); then
        say '  %sthe last hint once more%s · %s\n' "$bold" "$plain" "$where"
    else
        say '  %shint %d of 3%s · %s\n' "$bold" "$hint_step" "$plain" "$where"
        remember "hint $1 $hint_topic" "$hint_step"
    fi
    text "$(hint_text "$1" "$hint_topic" $((hint_step > 3 ? 3 : hint_step)))"
    wrap "$REPLY" 72
    printf '      %s\n' "${wrapped[@]}"
}
