#!/usr/bin/env bats
#
# The pages: their links, the commands that they show with output, and the two languages.

load common

setup() {
    page=$BATS_TEST_TMPDIR/page.md
}

# check - graders/maintainers/docs over the page that the test has written.
check() {
    run "$top/graders/maintainers/docs" "$page"
}

@test "the pages of the suite are right" {
    run "$top/graders/maintainers/docs"
    assert_success
}

@test "a link that leads nowhere is found, with its line" {
    printf '# Title\n\nSee [there](missing.md).\n' >"$page"
    check
    assert_failure 1
    assert_line "$page:3: the link leads nowhere: missing.md"
}

@test "an anchor has to be a heading, in Korean too" {
    printf '# 누가 먼저였나?\n\n[up](#누가-먼저였나) [down](#nobody)\n' >"$page"
    check
    assert_failure 1
    assert_line "$page:3: there is no heading #nobody in $page"
    refute_line --partial '#누가-먼저였나'
}

@test "a link in code is not checked as a link" {
    printf '`a[i](x)`\n\n```c\nf[0](y);\n```\n' >"$page"
    check
    assert_success
}

@test "a command that prints something else is found" {
    printf '```sh run\necho one two; echo three\n```\n```text\none ...\nfour\n```\n' >"$page"
    check
    assert_failure 1
    assert_line "$page:1: printed something else than stands there:"
}

@test "three dots stand for any text, and alone for any lines" {
    printf '```sh run\nseq 5; echo "a.b (c)"\n```\n```text\n1\n...\n5\na.b ...)\n```\n' >"$page"
    check
    assert_success
}

@test "a command that fails is found" {
    printf '```sh run\nexit 3\n```\n' >"$page"
    check
    assert_failure 1
    assert_line "$page:1: ended with status 3"
}

@test "commands run in a room of their own" {
    printf '```sh run\n: >/dev/shm/left-by-a-page\n```\n' >"$page"
    check
    assert_success
    assert_not_exist /dev/shm/left-by-a-page
}

@test "a translation has the headings, fences and commands of its page" {
    printf '# One\n\n```sh\nmake # builds\n```\n' >"$page"
    printf '# 하나\n\n```sh\nmake # 만든다\n```\n' >"${page%.md}.ko.md"
    check
    assert_success
    printf '# 하나\n\n```sh\nmake clean\n```\n' >"${page%.md}.ko.md"
    check
    assert_failure 1
    assert_line --partial 'differs from'
}

@test "a page that is not there is an error" {
    run "$top/graders/maintainers/docs" "$BATS_TEST_TMPDIR/none.md"
    assert_failure 2
    assert_output "There is no page $BATS_TEST_TMPDIR/none.md"
}
