#!/usr/bin/env bats
#
# Messages in the language of who reads them: which one is chosen, where they are looked up, and how wide they are.

load common

# in_language LANGUAGE COMMAND... - runs the command, a function of language.bash or screen.bash, in a new shell.
in_language() {
    GRADE_LANGUAGE=$1 run bash -euc '
        source "$0/graders/lib/labs.bash"
        source "$0/graders/lib/screen.bash"
        load_messages 01-posix-shm
        "$@"' "$top" "${@:2}"
}

# chosen NAME=VALUE... - the language that is chosen where these are all the variables of the locale.
chosen() {
    env -u GRADE_LANGUAGE -u LANGUAGE -u LC_ALL -u LC_MESSAGES -u LANG "$@" \
        bash -euc 'source "$0/graders/lib/language.bash"; echo "$GRADE_LANGUAGE $LC_ALL ${LANGUAGE-unset}"' "$top"
}

# Prints the languages other than English.
languages() {
    basename -s .po "$top"/graders/lib/*.po
}

# copy_messages - puts into $suite a copy of what has messages, and their tool.
copy_messages() {
    suite=$BATS_TEST_TMPDIR/suite
    mkdir -p "$suite"
    cp -r "$top/labs" "$top/Makefile" "$suite/"
    tar -C "$top" --exclude='*/wrong' --exclude='*/right' --exclude=test --exclude=shmcheck -cf - graders | tar -C "$suite" -xf -
}

# known LANGUAGE FOLDER - prints the messages that stand in the language's file, in order.
known() {
    msgcat --no-wrap "$suite/graders/$2/$1.po" | sed -n 's/^msgid //p' | sort
}

# doubles GRADERS LANGUAGE - prints the messages that stand in two files of the language or more, and the way out.
doubles() {
    local file
    for file in "$1"/{,lib/}*/"$2.po"; do
        # It prints three parts of each message, of which the first is the English one.
        awk -f "$top/graders/lib/po.awk" "$file" | tr '\n\036' ' \n' \
            | awk -v file="graders${file#"$1"}" 'NR % 3 == 1 { print file "\t" $0 }'
    done | awk -F '\t' '
        $2 in first { printf "\"%s\" stands in %s and %s: graders/maintainers/messages --update\n", $2, first[$2], $1; next }
        { first[$2] = $1 }'
}

@test "all messages are translated" {
    run "$top/graders/maintainers/messages"
    assert_success
}

@test "a message without a translation is listed" {
    # A suite with one lab.
    mkdir -p "$BATS_TEST_TMPDIR/suite/labs" "$BATS_TEST_TMPDIR/suite/graders"
    cp -r "$top/labs/01-posix-shm" "$BATS_TEST_TMPDIR/suite/labs/"
    cp "$top/Makefile" "$BATS_TEST_TMPDIR/suite/"
    cp -r "$top"/graders/{lib,students,maintainers,01-posix-shm} "$BATS_TEST_TMPDIR/suite/graders/"
    find "$top/graders" -maxdepth 1 -type f -exec cp {} "$BATS_TEST_TMPDIR/suite/graders/" \;
    sed -i 's/^TITLE = .*/TITLE = Another title/' "$BATS_TEST_TMPDIR/suite/labs/01-posix-shm/Makefile"
    echo 'grader_expect("%llu bytes "' $'\n' '"come", bytes); say(mapping, "%s", text);' \
        >"$BATS_TEST_TMPDIR/suite/graders/01-posix-shm/driver.c"
    run "$BATS_TEST_TMPDIR/suite/graders/maintainers/messages"
    assert_failure 1
    assert_line '    "Another title"'
    assert_line '    "%s bytes come"'
    refute_line '    "%s"'
    run "$BATS_TEST_TMPDIR/suite/graders/maintainers/messages" --update
    assert_success
    run grep -A1 'msgid "Another title"' "$BATS_TEST_TMPDIR/suite/graders/01-posix-shm/ko.po"
    assert_line 'msgstr ""'
}

@test "a further language gets all messages of the others, in files that begin with its name" {
    copy_messages
    run "$suite/graders/maintainers/messages" --update eo
    assert_success
    for folder in $(cd "$suite/graders" && dirname {,lib/}*/ko.po); do
        run diff <(known ko "$folder") <(known eo "$folder")
        assert_output ''
        assert_equal "$(head -n 7 "$suite/graders/$folder/eo.po")" \
            "$(head -n 7 "$suite/graders/$folder/ko.po" | sed 's/Language: ko/Language: eo/')"
    done
    run "$suite/graders/maintainers/messages" ko
    assert_output 'All messages are translated.'
    printf '\nmsgid "%%s in one language alone"\nmsgstr "%%s"\n' >>"$suite/graders/02-sysv-shm/eo.po"
    run "$suite/graders/maintainers/messages" ko
    assert_failure 1
    assert_line --index 0 'graders/02-sysv-shm/ko.po has no translation of:'
    assert_line --index 1 '    "%s in one language alone"'
    assert_line --index 2 '1 message is not in its file yet: graders/maintainers/messages --update writes it.'
    run "$suite/graders/maintainers/messages" --update ko
    assert_output 'graders/02-sysv-shm/ko.po is written.
1 message has an empty msgstr in graders/02-sysv-shm/ko.po: translate it.'
    printf '\nmsgid "%%s are two"\nmsgstr ""\n' >>"$suite/graders/02-sysv-shm/ko.po"
    run "$suite/graders/maintainers/messages" ko
    assert_failure 1
    assert_line --index 3 '2 messages have an empty msgstr in graders/02-sysv-shm/ko.po: translate them.'
    refute_output --partial update
}

@test "English is no translation" {
    copy_messages
    for update in '' --update; do
        run "$suite/graders/maintainers/messages" $update en
        assert_failure 2
        assert_line --index 0 'messages: en is the language of the sources'
    done
    run find "$suite" -name en.po
    assert_output ''
}

@test "what a second lab says is moved into lib/check/ with its translation" {
    copy_messages
    mkdir "$suite"/{labs,graders}/99-example
    printf 'TITLE = The race\n' >"$suite/labs/99-example/Makefile"
    : >"$suite/graders/99-example/hints"
    echo 'why "before that the number is an accident"' >"$suite/graders/99-example/grade.bats"
    # And one that a run makes, written by hand.
    cp "$suite/graders/03-race-condition/ko.po" "$BATS_TEST_TMPDIR/before"
    printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "%%s, twice"\nmsgstr "%%s, 두 번"\n' \
        | tee "$suite/graders/99-example/ko.po" | sed 1,3d >>"$suite/graders/03-race-condition/ko.po"
    run "$suite/graders/maintainers/messages" ko
    assert_failure 1
    run doubles "$suite/graders" ko
    assert_output '"%s, twice" stands in graders/03-race-condition/ko.po and graders/99-example/ko.po: graders/maintainers/messages --update'
    run "$suite/graders/maintainers/messages" --update ko
    assert_success
    assert_line --index 0 'graders/lib/check/ko.po is written.'
    assert_line --index 3 'All messages are translated.'
    run grep -FA1 -e '"before that the number is an accident"' -e '"%s, twice"' "$suite/graders/lib/check/ko.po"
    assert_line 'msgstr "%s, 두 번"'
    assert_line "$(grep -FA1 '"before that the number is an accident"' "$BATS_TEST_TMPDIR/before" | tail -n 1)"
    assert_equal "$(doubles "$suite/graders" ko)" ''
    run grep -F 'The race' "$suite/graders/03-race-condition/ko.po"
    assert_failure 1
    run "$suite/graders/maintainers/messages" ko
    assert_output 'All messages are translated.'
}

@test "a message stands in one file: of several labs in lib/check/, of commands in lib/" {
    for language in $(languages); do
        assert_equal "$(doubles "$top/graders" "$language")" ''
    done
}

@test "the language is that of the locale, as for gettext, installed or not" {
    assert_equal "$(chosen LANG=ko_KR.UTF-8)" 'ko C.UTF-8 unset'
    assert_equal "$(chosen LC_ALL=ko_KR.UTF-8 LANG=en_US.UTF-8)" 'ko C.UTF-8 unset'
    assert_equal "$(chosen LANG=en_US.UTF-8 LC_MESSAGES=ko_KR.UTF-8)" 'ko C.UTF-8 unset'
    assert_equal "$(chosen LANG=en_US.UTF-8 LANGUAGE=fr:ko:en)" 'ko C.UTF-8 unset'
    assert_equal "$(chosen LANG=C.UTF-8 LANGUAGE=ko)" 'ko C.UTF-8 unset'
    assert_equal "$(chosen LANGUAGE=ko)" 'ko C.UTF-8 unset'
    assert_equal "$(chosen LANG=ko_KR.UTF-8 LANGUAGE=en:ko)" 'en C.UTF-8 unset'
    assert_equal "$(chosen LC_ALL=C LANGUAGE=ko)" 'en C.UTF-8 unset'
    assert_equal "$(chosen LANG=de_DE.UTF-8)" 'en C.UTF-8 unset'
    assert_equal "$(chosen LANG=../../ko)" 'en C.UTF-8 unset'
    assert_equal "$(chosen)" 'en C.UTF-8 unset'
}

@test "a translation has the places for values of its message, and a name fits into its row" {
    for file in "$top"/graders/{,lib/}*/*.po; do
        run msgfmt --check-header --check-domain -o /dev/null "$file"
        assert_success
        GRADE_LANGUAGE=$(basename "$file" .po) run bash -euc '
            source "$0/graders/lib/language.bash"
            load_messages "$1"
            for known in "${!message[@]}"; do
                here=${message[$known]}
                if [[ ${known//[^%]/} != "${here//[^%]/}" ]]; then
                    printf "%s\n" "$known"
                fi
            done' "$top" "$(basename "$(dirname "$file")")"
        assert_output ''
    done
}

@test "the names of checks fit into a row, and the sections that they name are in the translated handout" {
    source "$top/graders/lib/labs.bash"
    source "$top/graders/lib/manifest.bash"
    while read -r language lab; do
        [[ -e $top/labs/$lab/README.$language.md ]] || fail "labs/$lab/README.$language.md is missing"
        GRADE_LANGUAGE=$language run bash -euc '
            source "$0/graders/lib/language.bash"
            load_messages "$1"
            while IFS=$'\''\t'\'' read -r _ _ _ name; do
                text "$name"
                columns "$REPLY"
                ((REPLY <= 70)) || printf "%s columns: %s\n" "$REPLY" "$name"
            done < <(source "$0/graders/lib/manifest.bash" && print_manifest "$0/graders/$1/grade.bats")
            while IFS= read -r section; do
                text "$section"
                grep -qxF "## $REPLY" "$0/labs/$1/README.$GRADE_LANGUAGE.md" || printf "no section %s\n" "$REPLY"
            done < <(sed -n "s/^ *see .\(.*\).\$/\1/p" "$0/graders/$1"/*.ba*)' "$top" "$lab"
        assert_output ''
    done < <(for language in $(languages); do all_labs | sed "s/^/$language /"; done)
}

@test "a wide character takes two columns, and lines are broken by columns" {
    in_language en eval 'columns "한글 ab ✓"; echo "$REPLY"; pad 한 4; echo "[$REPLY]"'
    assert_output $'9\n[한  ]'
    in_language en eval 'wrap "ab 한글은 넓다 가나다라마바" 10; printf "[%s]\n" "${wrapped[@]}"'
    assert_output $'[ab 한글은]\n[넓다]\n[가나다라마]\n[바]'
}

@test "rows and explanations are in Korean and 80 columns wide" {
    mkdir "$BATS_TEST_TMPDIR/check"
    (
        cd "$BATS_TEST_TMPDIR/check"
        printf 'exit status 1 and on stderr: object not ready: 0 bytes\n' >expected
        printf 'killed by SIGBUS (it touched memory past the end of an object)\nstdout: "x"\n' >got
        printf 'ask fstat() for the size before you map\n' >try
        printf 'Who was first?\n' >see
    )
    in_language ko show_failure "$BATS_TEST_TMPDIR/check" labs/01-posix-shm/README.md
    assert_line --partial '기대      종료 상태 1, stderr: object not ready: 0 bytes'
    assert_line --partial '결과      SIGBUS로 죽음'
    assert_line --partial 'stdout: "x"'
    assert_line --partial 'labs/01-posix-shm/README.ko.md, "누가 먼저였나?"'
    in_language ko show_row failed 'the reader survives an object that has no size yet' 0 2
    in_language en eval "columns '$output'; echo \"\$REPLY\""
    assert_output 80
}

@test "a result is the same in every language" {
    mistaken_submission "$BATS_TEST_TMPDIR/from" does-not-compile
    copy_tools "$BATS_TEST_TMPDIR/build"
    for language in ko_KR.UTF-8 en_US.UTF-8; do
        run env -u GRADE_LANGUAGE -u LC_ALL LANG=$language BUILD="$BATS_TEST_TMPDIR/build" "$top/graders/grade" \
            --seed 7 --isolation names --from "$BATS_TEST_TMPDIR/from" --out "$BATS_TEST_TMPDIR/$language" 01
        assert_failure 1
        [[ $language != ko* ]] || assert_line --regexp '✗ 두 프로그램 모두 컴파일된다 +0/1'
    done
    assert_equal "$(jq -S 'del(.seconds)' "$BATS_TEST_TMPDIR/ko_KR.UTF-8/01-posix-shm/result.json")" \
        "$(jq -S 'del(.seconds)' "$BATS_TEST_TMPDIR/en_US.UTF-8/01-posix-shm/result.json")"
}

@test "the demo is in Korean too" {
    cheap_suite "$BATS_TEST_TMPDIR/suite"
    printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/suite/graders/grade"
    GRADE_LANGUAGE=ko BUILD=$BATS_TEST_TMPDIR/build run "$BATS_TEST_TMPDIR/suite/graders/maintainers/demo"
    assert_line --index 0 --partial '먼저, 모든 랩의 참고 답안입니다'
}
