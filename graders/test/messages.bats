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

@test "a further language gets its files, and what several labs say is written into that of lib/check/ alone" {
    cheap=$BATS_TEST_TMPDIR/suite/graders
    mkdir -p "$BATS_TEST_TMPDIR/suite"
    cp -r "$top/labs" "$top/Makefile" "$BATS_TEST_TMPDIR/suite/"
    tar -C "$top" --exclude='*/wrong' --exclude='*/right' --exclude=test --exclude=shmcheck -cf - graders \
        | tar -C "$BATS_TEST_TMPDIR/suite" -xf -
    run "$cheap/maintainers/messages" --update eo
    assert_success
    run "$cheap/maintainers/messages" ko
    assert_output 'All messages are translated.'
    run grep -lF 'msgid "in C most warnings are bugs that have not struck yet"' "$cheap"/{*,lib/check}/eo.po
    assert_output "$cheap/lib/check/eo.po"
    run grep -lF 'msgid "install what is missing"' "$cheap"/{*,lib/check}/eo.po
    assert_output "$cheap/lib/eo.po"
    run "$cheap/maintainers/messages" eo
    assert_failure 1
    assert_line "graders/02-sysv-shm/eo.po has no translation of:"
}

@test "a message stands in one file: of several labs in lib/check/, of commands in lib/" {
    for language in $(cd "$top/graders/lib" && printf '%s\n' *.po); do
        # po.awk prints three parts of each message, of which the first is the English one.
        run bash -c "awk -f '$top/graders/lib/po.awk' '$top'/graders/{*,lib/check}/$language | tr '\n\036' ' \n' \
            | awk 'NR % 3 == 1' | sort | uniq -d"
        assert_success
        assert_output ''
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
    for file in "$top"/graders/{*,lib/check}/ko.po; do
        run msgfmt --check-header --check-domain -o /dev/null "$file"
        assert_success
        GRADE_LANGUAGE=ko run bash -euc '
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
    for lab in $(all_labs); do
        GRADE_LANGUAGE=ko run bash -euc '
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
    done
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
