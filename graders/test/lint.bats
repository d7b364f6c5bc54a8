#!/usr/bin/env bats
#
# Every linter of graders/test/lint can fail, and names the file.

load common

setup() {
    suite=$BATS_TEST_TMPDIR/suite
    mkdir -p "$suite/graders/lib" "$suite/graders/test" "$suite/labs"
    cp "$top"/.{clang-format,codespellrc,editorconfig,shellcheckrc} "$suite/"
    cp "$top"/graders/lib/{labs,usage,version}.bash "$suite/graders/lib/"
    cp -r "$top/graders/lib/common" "$suite/graders/lib/"
    cp "$top"/graders/test/{lint,circles,circles.awk,editorconfig.bash,editorconfig.awk} "$suite/graders/test/"
    printf '# nothing is allowed\n' >"$suite/graders/test/circles.allowed"
    cd "$suite" || return
    printf '#include "good.h"\n\nint twice(int number)\n{\n    if (number == 0) {\n        return 0;\n    }\n    return 2 * number;\n}\n' >good.c
    printf 'int twice(int number);\n' >good.h
    printf '#!/usr/bin/env bash\nset -euo pipefail\nif (($# > 0)); then\n    printf "%%s\\n" "$@"\nfi\n' >good
    printf 'all: good\n\ngood:\n\ttrue\n' >Makefile
    git init -q
}

# expect_finding LINTER FILE TEXT - the linter fails, names the file, and says TEXT.
expect_finding() {
    run graders/test/lint "$1"
    assert_failure 1
    assert_line --regexp "^FAILED  "
    assert_output --partial "$2"
    assert_output --partial "$3"
}

@test "all linters pass over files that are as they should be" {
    run graders/test/lint
    assert_success
    assert_equal "$(grep -c '^ok ' <<<"$output")" 9
    refute_output --partial FAILED
}

@test "a C file with another layout is a finding" {
    sed -i 's/^    if (number/  if(number/' good.c
    expect_finding c-layout good.c:5: clang-format
}

@test "a mistake in a C file" {
    printf 'int first(void);\nint first(void)\n{\n    int all[2] = {1, 2};\n    return all[2];\n}\n' >bad.c
    expect_finding c-mistakes bad.c:5: 'out of bounds'
}

@test "a statement without braces, in a C file, in a header and beside what cannot be compiled" {
    sed -i '/^    if/,/^    }/c\    if (number == 0)\n        return 0;' good.c
    expect_finding c-braces good.c:5: 'inside braces'
    printf '#include "of_some_lab.h"\nint twice(int number)\n{\n    while (number)\n        number--;\n    return unknown;\n}\n' >good.c
    expect_finding c-braces good.c:4: 'inside braces'
    printf 'static inline int half(int number)\n{\n    if (number)\n        return number / 2;\n    return 0;\n}\n' >good.h
    printf '#include "good.h"\n' >good.c
    expect_finding c-braces good.h:3: 'inside braces'
}

@test "a sizeof without parentheses" {
    sed -i 's/return 2 \* number/return (int)sizeof number * number/' good.c
    expect_finding c-sizeof good.c:8: 'sizeof number'
}

@test "a shell program that is laid out otherwise, or has a mistake" {
    sed -i 's/^    printf/  printf/' good
    expect_finding shell-layout good shfmt
    printf '#!/usr/bin/env bash\nfor name in $(ls); do rm "$name"; done\n' >bad
    expect_finding shell-mistakes 'bad line 2' shellcheck
}

@test "a file that is not as .editorconfig says" {
    printf 'one\r\n' >dos.txt
    expect_finding files dos.txt:1: 'line end of Windows'
    rm dos.txt
    printf 'one' >short.txt
    expect_finding files short.txt: 'no newline at its end'
    rm short.txt
    printf 'one \n' >blank.txt
    expect_finding files blank.txt:1: 'blanks at the end'
    mv blank.txt blank.patch
    graders/test/lint files
    printf '\tone\n' >tab.txt
    expect_finding files tab.txt:1: 'a tab in the indentation'
    rm tab.txt
    sed -i 's/^\ttrue/    true/' Makefile
    expect_finding files Makefile:4: 'blanks in place of a tab'
    rm Makefile
    printf 'caf\xe9\n' >latin.txt
    expect_finding files latin.txt:1: 'not UTF-8'
    rm latin.txt
    printf 'a {\n    b: c;\n}\nd {\n    e: f;\n}\ng {\n    h: i;\n}\n' >wide.css
    expect_finding files wide.css: 'step in by 4 blanks, not by 2'
    rm wide.css
    printf '// %100s\n' long >wide.h
    expect_finding files wide.h:1: 'more than 100 columns'
    # A marker of a skeleton does not count, and a letter counts once.
    printf '//: // %97s\n// %97s\n' long 끝 >wide.h
    graders/test/lint files
}

@test "a word that is spelt wrong, in a hidden file too, and not Korean" {
    printf 'The recie''ver waits.\n' >word.md
    expect_finding spelling word.md:1: 'recie''ver ==> receiver'
    mkdir -p .github
    mv word.md .github/
    expect_finding spelling .github/word.md:1: 'recie''ver'
    printf '받는 프로세스가 기다린다. printf("\\nto")\n' >.github/word.md
    graders/test/lint spelling
}

@test "a linter that is not there, or not installed, is a failure" {
    run graders/test/lint colours
    assert_failure 2
    assert_output --partial 'there is no linter "colours"'
    mkdir bin
    printf '#!/bin/sh\nexit 127\n' | tee bin/codespell bin/clang-tidy >/dev/null
    chmod +x bin/*
    PATH=$PWD/bin:$PATH run graders/test/lint spelling c-braces
    assert_failure 1
    assert_equal "$(grep -c '^FAILED ' <<<"$output")" 2
}
