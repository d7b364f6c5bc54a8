# shellcheck shell=bash
#
# take.bash - take the student's files out of a submission, and nothing else.

# The largest source file that is taken, in bytes.
readonly largest_source=$((256 * 1024))

# take_submission LAB FROM RUN - copies the lab's student files from folder FROM into RUN/submission.
# What is wrong with one (missing, a link, no regular file, unreadable, too large) is the submission's
# fault: it goes into RUN/submission.problems, for the first check to report.
take_submission() {
    local file path problem
    mkdir -p "$3/submission"
    : >"$3/submission.problems"
    for file in $(lab_field "$1" STUDENT_FILES); do
        path=$2/$file
        problem=
        if [[ -L $path ]]; then
            problem='is a link: hand in the file itself'
        elif [[ ! -e $path ]]; then
            problem='is missing'
        elif [[ ! -f $path ]]; then
            problem='is not a regular file'
        elif (($(stat -c %s "$path") > largest_source)); then
            problem="is larger than $((largest_source / 1024)) KiB"
        # No link is followed and no fifo waited for, even if one took the file's place just now.
        elif ! dd if="$path" of="$3/submission/$file" iflag=nofollow,nonblock,fullblock \
            bs=$largest_source count=1 status=none 2>/dev/null; then
            problem='cannot be read'
        fi
        if [[ -n $problem ]]; then
            rm -f "$3/submission/$file"
            printf '%s %s\n' "$file" "$problem" >>"$3/submission.problems"
        fi
    done
}
