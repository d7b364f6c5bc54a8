# shellcheck shell=bash
#
# current.bash - the result of labs/LAB as it is now: graded again if a student file is newer. Needs labs.bash.

results=${BUILD:-$top/build}/grade

# is_current LAB - whether there is a result of labs/LAB that is newer than the files it is about.
is_current() {
    local file result=$results/$1/result.json
    [[ -e $result ]] || return 1
    for file in $(lab_field "$1" STUDENT_FILES); do
        [[ $result -nt $top/labs/$1/$file ]] || return 1
    done
    [[ $(jq -r .submission "$result" 2>/dev/null) == "labs/$1" ]]
}

# current_result LAB - grades labs/LAB if that has to be, and puts the path of its result into $result. If it
# could not be graded, the reason is on stderr, and the status 2.
current_result() {
    local status=0
    result=$results/$1/result.json
    if ! is_current "$1"; then
        "$top/graders/grade" --quiet "$1" || status=$?
    fi
    if ((status == 2)) || [[ $(jq -r .score "$result" 2>/dev/null) == null ]]; then
        complain "Lab ${1%%-*} could not be graded; make grade LAB=${1%%-*} says why."
        return 2
    fi
    # Interrupted, for instance.
    ((status <= 1)) || return "$status"
}
