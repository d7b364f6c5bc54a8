#!/usr/bin/env bats
#
# graders/maintainers/setup on machines that lack something.

load common

setup() {
    tools=$BATS_TEST_TMPDIR/tools
    mkdir "$tools"
    ln -s /usr/bin/* /usr/sbin/* "$tools/" 2>/dev/null || true
}

@test "where all is there nothing is installed" {
    rm -f "$tools/apt-get"
    PATH=$tools run "$top/graders/maintainers/setup"
    assert_success
    assert_output 'Everything that the suite needs is installed.'
}

@test "without apt-get it names what is missing and what it is for" {
    rm -f "$tools/apt-get" "$tools/valgrind" "$tools/jq"
    PATH=$tools run "$top/graders/maintainers/setup"
    assert_failure 1
    assert_output --partial 'no Debian or Ubuntu'
    assert_line --regexp '^  valgrind +finds memory errors and data races$'
    assert_line --regexp '^  jq +writes and reads results$'
    refute_output --partial bats
}

@test "as an ordinary user without sudo it names what is missing" {
    if ((EUID != 0)) || ! id nobody >/dev/null; then skip 'needs root, to become somebody else'; fi
    rm -f "$tools/sudo" "$tools/valgrind"
    chmod -R a+rX "$BATS_TEST_TMPDIR"
    copy_suite "$BATS_TEST_TMPDIR/suite"
    chmod -R a+rX "$BATS_TEST_TMPDIR/suite"
    chmod a+x "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test"
    run setpriv --reuid=65534 --clear-groups env PATH="$tools" "$BATS_TEST_TMPDIR/suite/graders/maintainers/setup"
    assert_failure 1
    assert_output --partial 'Installing needs root, and there is no sudo'
    assert_output --partial valgrind
}

@test "as root it installs exactly what is missing with apt-get" {
    if ((EUID != 0)); then skip 'needs root'; fi
    rm -f "$tools/valgrind" "$tools/apt-get"
    cat >"$tools/apt-get" <<EOF
#!/bin/sh
echo "apt-get \$*"
case \$1 in install) ln -s /usr/bin/valgrind "$tools/valgrind" ;; esac
EOF
    chmod +x "$tools/apt-get"
    PATH=$tools run "$top/graders/maintainers/setup"
    assert_success
    assert_line 'Installing: valgrind'
    assert_line 'apt-get install -q -y --no-install-recommends valgrind'
}
