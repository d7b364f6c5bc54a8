# shellcheck shell=bash
#
# progress.bash - what is remembered from day to day: scores, the day of the first full marks, and which hints
# were shown. A plain file of lines, .progress in the suite's folder (or $PROGRESS); safe to delete.
#
#   score LAB POINTS OF-POINTS DAY    the last grading of labs/LAB
#   done LAB DAY                      the first full marks
#   hint LAB FILE TODO STEPS          how many of the three hints were shown
#
# The root of the suite is $top, of labs.bash.
progress_file=${PROGRESS:-$top/.progress}

# read_progress - reads the file into these, by lab, and the last by "LAB FILE TODO".
read_progress() {
    declare -gA score_now=() points_now=() day_now=() day_done=() hints_shown=()
    local kind lab first second third
    [[ -r $progress_file ]] || return 0
    # A line that somebody has spoilt says nothing.
    while read -r kind lab first second third; do
        case $kind in
            score)
                if [[ $first/$second =~ ^[0-9]+/[1-9][0-9]*$ ]]; then
                    score_now[$lab]=$first points_now[$lab]=$second day_now[$lab]=$third
                fi
                ;;
            done) day_done[$lab]=$first ;;
            hint) [[ ! $third =~ ^[123]$ ]] || hints_shown["$lab $first $second"]=$third ;;
        esac
    done <"$progress_file"
}

# remember KEY VALUE - puts the line "KEY VALUE" in place of the one that begins with KEY. A file that cannot be
# written is said, and is no failure.
remember() {
    local new=$progress_file.$BASHPID lock
    # Two gradings at once wait for each other here; this file is always there to be locked.
    exec {lock}<"${BASH_SOURCE[0]}"
    flock "$lock"
    if ! {
        echo '# What the labs remember of you; safe to delete.'
        { cat "$progress_file" 2>/dev/null || true; } \
            | awk -v key="$1 " 'index($0, key) != 1 && !/^#/ && NF > 0'
        printf '%s %s\n' "$1" "$2"
    } 2>/dev/null >"$new" || ! mv "$new" "$progress_file" 2>/dev/null; then
        rm -f "$new" 2>/dev/null || true
        complain "The score is not remembered: $progress_file cannot be written (PROGRESS=FILE puts it elsewhere)."
    fi
    exec {lock}<&-
}

# remember_score LAB POINTS OF-POINTS - after a grading of labs/LAB.
remember_score() {
    local today
    printf -v today '%(%Y-%m-%d)T' -1
    read_progress
    remember "score $1" "$2 $3 $today"
    if (($2 == $3)) && [[ -z ${day_done[$1]:-} ]]; then
        remember "done $1" "$today"
    fi
}

# is_done LAB - whether the lab has ever had full marks. After read_progress.
is_done() {
    [[ -n ${day_done[$1]:-} ]]
}

# What the labs that were not graded yet are worth, as far as somebody has asked: a screen is made again and again.
declare -gA promised_points=()

# sum_up - adds up over all labs: how many there are, and how many of them are done, into $labs and $finished; points,
# and of how many, into $points and $total. After read_progress; needs manifest.bash.
sum_up() {
    local lab
    labs=0 finished=0 points=0 total=0
    for lab in $(all_labs); do
        if [[ -z ${points_now[$lab]:-} && -z ${promised_points[$lab]:-} ]]; then
            promised_points[$lab]=$(print_manifest "$top/graders/$lab/grade.bats" | awk '{ sum += $2 } END { print sum + 0 }')
        fi
        labs=$((labs + 1)) points=$((points + ${score_now[$lab]:-0}))
        total=$((total + ${points_now[$lab]:-${promised_points[$lab]}}))
        ! is_done "$lab" || finished=$((finished + 1))
    done
}
# next_lab - prints the first lab that is not done; nothing if all are.
next_lab() {
    local lab
    for lab in $(all_labs); do
        if ! is_done "$lab"; then
            printf '%s\n' "$lab"
            return
        fi
    done
}

# choose_lab [LAB] - puts the lab that the argument selects into $lab, or else the next one. An unknown lab is
# an error on stderr and status 2; if all labs are done it is the last one.
choose_lab() {
    local chosen
    read_progress
    if (($# > 1)); then
        complain 'one lab at a time, please'
        return 2
    elif (($# == 1)); then
        chosen=$(select_labs "$1") || return 2
    else
        chosen=$(next_lab)
        chosen=${chosen:-$(all_labs | tail -n 1)}
    fi
    lab=$chosen
}
