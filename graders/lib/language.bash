# shellcheck shell=bash
#
# language.bash - the language in which people are spoken to, and one locale for all that is not shown to people.
#
# A command sources it first. It chooses $GRADE_LANGUAGE from the locale as gettext does (LANGUAGE, a list, before
# LC_ALL, LC_MESSAGES and LANG; LANGUAGE says nothing where the locale is C), but the locale need not be installed:
# a language is spoken if graders/lib/LANGUAGE.po is there, and English is if none is. Then the locale becomes
# C.UTF-8, so that no result depends on where it was made; commands that a command starts keep its language.
#
# The messages are read from the .po files themselves, all at once when a command starts, and not from compiled
# ones through gettext(1): that would be a process for each message, and glibc reads no messages of a locale
# that is not installed. In English nothing is read and nothing is started.

# choose_language LANGUAGES LOCALE - prints the first language that is spoken here.
choose_language() {
    local entry
    [[ $2 != C && $2 != POSIX ]] || set -- '' ''
    for entry in ${1//:/ } "$2"; do
        entry=${entry%%[_.@]*}
        if [[ $entry == en ]]; then
            break
        elif [[ $entry =~ ^[a-z]{2,3}$ && -e ${BASH_SOURCE[0]%/*}/$entry.po ]]; then
            printf '%s' "$entry"
            return
        fi
    done
    printf en
}

if [[ -z ${GRADE_LANGUAGE:-} ]]; then
    GRADE_LANGUAGE=en
    # No process is started for who speaks English.
    if [[ -n ${LANGUAGE:-} || ${LC_ALL:-${LC_MESSAGES:-${LANG:-en}}} != @(en*|C*|POSIX) ]]; then
        GRADE_LANGUAGE=$(choose_language "${LANGUAGE:-}" "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}")
    fi
fi
export GRADE_LANGUAGE LC_ALL=C.UTF-8
unset LANGUAGE

# Read again by a file that needs it, it changes nothing.
! declare -F translate >/dev/null || return 0

# The messages of the language, by the English ones; and those with %s or %d as patterns.
declare -gA message=() message_pattern=() message_known=()

# load_messages [LAB...] - reads the messages of the commands (lib/), and for labs those of what checks are made of and
# of several labs (lib/check/), then the labs' own, which go before.
load_messages() {
    [[ $GRADE_LANGUAGE != en ]] || return 0
    local folder=${BASH_SOURCE[0]%/*} owner files=() read_now=() i
    (($# == 0)) || set -- lib/check "$@"
    for owner in lib "$@"; do
        if [[ -e $folder/../$owner/$GRADE_LANGUAGE.po && -z ${message_known[$owner]:-} ]]; then
            files+=("$folder/../$owner/$GRADE_LANGUAGE.po")
            message_known[$owner]=yes
        fi
    done
    ((${#files[@]} > 0)) || return 0
    mapfile -t -d $'\036' read_now < <(awk -f "$folder/po.awk" "${files[@]}")
    for ((i = 0; i < ${#read_now[@]}; i += 3)); do
        message[${read_now[i]}]=${read_now[i + 1]}
        [[ -z ${read_now[i + 2]} ]] || message_pattern[${read_now[i]}]=${read_now[i + 2]}
    done
}

# text MESSAGE - puts the message in the language into $REPLY.
text() {
    REPLY=${1:+${message[$1]:-$1}}
}

# say FORMAT [ARGUMENT...] - printf in the language.
say() {
    # shellcheck disable=SC2059 # the format is the message
    printf "${message[$1]:-$1}" "${@:2}"
}

# translate TEXT - puts into $REPLY what the lines of TEXT are in the language. A line that is no message but
# matches one with %s or %d in it is that message, with what stands there, itself translated; of several, the one
# with most words of its own. A line that matches none stays as it is.
translate() {
    if ((${#message[@]} == 0)); then
        REPLY=$1
        return
    fi
    local lines line all=''
    mapfile -t lines <<<"$1"
    for line in "${lines[@]}"; do
        translate_line "$line"
        all+=$REPLY$'\n'
    done
    REPLY=${all%$'\n'}
}

translate_line() {
    local line=$1 known best='' parts=() part result
    REPLY=$1
    [[ -n $1 ]] || return 0
    if [[ -n ${message[$1]:-} ]]; then
        REPLY=${message[$1]}
        return
    fi
    for known in "${!message_pattern[@]}"; do
        if ((${#known} > ${#best})) && [[ $line =~ ${message_pattern[$known]} ]]; then
            best=$known parts=("${BASH_REMATCH[@]:1}")
        fi
    done
    [[ -n $best ]] || return 0
    result='' known=${message[$best]}
    for part in "${parts[@]}"; do
        translate_line "$part"
        result+=${known%%%[sd]*}$REPLY
        known=${known#*%[sd]}
    done
    REPLY=$result$known
}

# refuse FORMAT REASON [WAY_OUT...] - ends a command with status 2: FORMAT says what it cannot do, with the reason
# in it; the ways out follow, a line each.
refuse() {
    local format=$1
    translate "$2"
    say "$format" "$REPLY" >&2
    for REPLY in "${@:3}"; do
        translate "$REPLY"
        printf '  %s\n' "$REPLY" >&2
    done
    exit 2
}

# What takes two columns of a terminal: Hangul and Chinese characters, kana, full-width forms, most emoji
# (Unicode Standard Annex 11).
readonly wide=$'[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U1f300-\U1f64f\U1f900-\U1f9ff\U20000-\U3fffd]'

# columns TEXT - puts into $REPLY how many columns the text takes on a terminal.
columns() {
    local narrow=${1//$wide/}
    REPLY=$((2 * ${#1} - ${#narrow}))
}

# pad TEXT WIDTH - puts into $REPLY the text with blanks behind it, WIDTH columns wide.
pad() {
    local blanks
    columns "$1"
    printf -v blanks '%*s' $(($2 > REPLY ? $2 - REPLY : 0)) ''
    REPLY=$1$blanks
}

# wrap TEXT WIDTH - puts the lines of the text into the array $wrapped, broken at blanks so that none is wider
# than WIDTH columns; a word that is wider is broken where it has to be.
wrap() {
    local line head lines length
    wrapped=()
    mapfile -t lines <<<"$1"
    for line in "${lines[@]}"; do
        while columns "$line" && ((REPLY > $2)); do
            head=${line:0:$2} length=$2
            while columns "$head" && ((REPLY > $2)); do
                length=$((length - (REPLY - $2 + 1) / 2))
                head=${line:0:length}
            done
            if [[ ${line:length:1} != ' ' && $head == *[!\ ]*' '* ]]; then
                head=${head% *}
                length=$((${#head} + 1))
            fi
            wrapped+=("${head%"${head##*[! ]}"}")
            line=${line:length}
            [[ $line != ' '* ]] || line=${line# }
        done
        wrapped+=("${line%"${line##*[! ]}"}")
    done
}
