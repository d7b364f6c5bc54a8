#!/usr/bin/env bats
#
# What `make` can do: said in the Makefile alone, and what the pages say of it.

load common

setup() {
    # shellcheck source=../lib/labs.bash
    source "$top/graders/lib/labs.bash"
    # shellcheck source=../lib/verbs.bash
    source "$top/graders/lib/verbs.bash"
}

# verbs - prints the verbs of the Makefile, one a line.
verbs() {
    list_verbs | cut -d $'\x1f' -f 1 | sed '/^$/d'
}

# targets MAKEFILE... - prints their targets that are no files, one a line.
targets() {
    sed -n 's/^\.PHONY: //p' "$@" | tr ' ' '\n' | sort -u
}

@test "each command of the Makefile says what it does" {
    assert_equal "$(verbs | sort)" "$(targets "$top/Makefile" | grep -vx help)"
    run bash -c "grep '^[a-z-]*:' '$top/Makefile' | sed 's/:.*//' | grep -vx help | sort"
    assert_output "$(verbs | sort)"
}

@test "an example, the other variables of a command, and other lines are told apart" {
    top=$BATS_TEST_TMPDIR
    printf '%s\n' '# A comment: ## no' 'one: ## A=b=c does it (A=)' '## B_C=d more' $'\t@echo ## one' \
        'two-three: four ## no' 'five: ## plain' >"$top/Makefile"
    run bash -c "$(declare -f list_verbs); top='$top' list_verbs | tr '\\037' '|'"
    assert_output $'one|A=b=c|does it (A=)\n|B_C=d|more\nfive||plain'
}

# commands_of PAGE - prints the lines of its fences of commands, and what stands between `backticks`, one a line.
commands_of() {
    awk '/^ *```/ { inside = inside ? 0 : /```sh/ ? 1 : 2; next }
        inside == 1 { print }
        !inside { count = split($0, parts, "`"); for (i = 2; i <= count; i += 2) print parts[i] }' "$1"
}

@test "the pages name no command of make that is not there" {
    targets "$top/Makefile" "$top"/labs/lab.mk "$top"/labs/*/Makefile "$top"/graders/*/Makefile >"$BATS_TEST_TMPDIR/known"
    cd "$top"
    for page in $(git ls-files '*.md' 2>/dev/null || find . -name '*.md' ! -path '*/node_modules/*' ! -path './build/*'); do
        run grep -vxFf "$BATS_TEST_TMPDIR/known" <(commands_of "$page" | sed 's/ *#.*//' \
            | grep -oP '(^|[;&] |^[A-Z_]+=\S+ )make(?= )(?: -C \S+| -\w+| [A-Z_]+=\S*)*+\K [a-z][a-z-]*(?![\w/.])' | tr ' ' '\n' | sed '/^$/d')
        assert_output ''
    done
}

@test "the architecture lists no command that is not there" {
    cd "$top/graders"
    for word in $(sed -n '/^| for | commands/,/^$/{/^| for/!p}' "$top/docs/architecture.md" | grep -oP '`\K[a-z][a-z/-]*(?=`)'); do
        # A verb, or the end of a program's path.
        [[ $word != make ]] || continue
        verbs | grep -qxF "$word" || [ -n "$(find . -path "*/$word" -perm -u+x -print -quit)" ] || fail "there is no $word"
    done
}
