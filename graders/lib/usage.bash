# shellcheck shell=bash
#
# usage.bash - what every program of the suite answers to --help and --version, and to wrong usage. The help is the
# comment at the top of the program itself: one line that says what it is, "usage:", its options, its exit status.

# The program that was called. Its path is fixed now: the program may change the folder.
usage_program=$0
[[ $usage_program == /* ]] || usage_program=$PWD/$usage_program

# answer_help ARGUMENT... - if one of the arguments before "--" is --help or --version, answers and ends with status 0.
answer_help() {
    local argument
    for argument in "$@"; do
        case $argument in
            --help)
                print_help
                printf '\n--help prints this, and --version the version of the suite.\n'
                exit
                ;;
            --version)
                # shellcheck source=version.bash
                source "${BASH_SOURCE[0]%/*}/version.bash"
                printf '%s (shared-memory labs) %s\n' "${usage_program##*/}" "$(suite_version)"
                exit
                ;;
            --) return ;;
        esac
    done
}

# Prints the comment at the top of the program.
print_help() {
    awk 'NR < 3 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$usage_program"
}

# wrong_usage PROBLEM - says what is wrong, and how the program is called; ends with status 2.
wrong_usage() {
    printf '%s: %s\n' "${usage_program##*/}" "$1" >&2
    print_help | awk '/^usage:/ { inside = 1 } inside && NF == 0 { exit } inside' >&2
    exit 2
}

# refuse_options ARGUMENT... - no argument may be an option; a "-" alone is none.
refuse_options() {
    local argument
    for argument in "$@"; do
        [[ $argument != -?* ]] || wrong_usage "unknown option $argument"
    done
}

# expect_arguments LEAST MOST ARGUMENT... - for a program without other options: answers --help and --version, and
# refuses every option and fewer or more arguments than these. MOST may be "any".
expect_arguments() {
    local least=$1 most=$2
    shift 2
    answer_help "$@"
    refuse_options "$@"
    (($# >= least)) || wrong_usage 'an argument is missing'
    [[ $most == any ]] || (($# <= most)) || wrong_usage "too many arguments, from \"${*:most+1:1}\" on"
}
