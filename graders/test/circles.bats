#!/usr/bin/env bats
#
# The linter of circles, in a suite that has lab 08's scene and the drivers' frame as its only modules.

load common

setup() {
    suite=$BATS_TEST_TMPDIR/suite
    scene=$suite/graders/08-inspect-and-clean/scene
    allowed=$suite/graders/test/circles.allowed
    mkdir -p "$suite"/{labs,graders/{lib/check,test,08-inspect-and-clean}}
    cp "$top/labs/lab.mk" "$suite/labs/"
    cp -r "$top"/graders/lib/{*.bash,common} "$suite/graders/lib/"
    cp "$top"/graders/test/circles{,.awk} "$suite/graders/test/"
    cp -r "$top/graders/lib/check/driver" "$suite/graders/lib/check/"
    cp -r "$top/graders/08-inspect-and-clean/scene" "$suite/graders/08-inspect-and-clean/"
    echo '# no exceptions' >"$allowed"
}

# Makes a circle: fault.c calls look.c, which calls fault.c.
make_circle() {
    printf '#include "look.h"\nvoid scene_help(void);\nvoid scene_help(void)\n{\n    look(0);\n}\n' >>"$scene/fault.c"
}

@test "modules without a circle pass" {
    run "$suite/graders/test/circles"
    assert_success
    assert_output ''
}

@test "a circle is found, with the calls that make it" {
    make_circle
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --index 0 'graders/08-inspect-and-clean/scene: files that need each other in a circle: fault look'
    assert_line --index 1 '    the shortest way round: fault -> look (look), look -> fault (scene_fault)'
    assert_line --index 2 --partial 'Move what one needs of the other into a file below both'
}

@test "a name in a comment, or a header that is included for nothing, is not a circle" {
    printf '#include "look.h"\n/* look() calls scene_fault() */\n' >>"$scene/fault.c"
    run "$suite/graders/test/circles"
    assert_success
}

@test "a variable that two files set makes a circle too" {
    printf 'extern int looks;\nint faults;\nvoid f(void);\nvoid f(void)\n{\n    looks++;\n}\n' >>"$scene/fault.c"
    printf 'extern int faults;\nint looks;\nvoid g(void);\nvoid g(void)\n{\n    faults++;\n}\n' >>"$scene/users.c"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --partial 'in a circle: fault users'
}

@test "a circle with what every group may be linked to is found" {
    printf '#include "frame.h"\nvoid f(void);\nvoid f(void)\n{\n    grader_done();\n}\n' >>"$scene/fault.c"
    printf 'void f(void);\nvoid g(void);\nvoid g(void)\n{\n    f();\n}\n' >>"$suite/graders/lib/check/driver/frame.c"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --partial 'in a circle: fault lib/check/driver/frame'
}

@test "a circle that is listed with its reason passes, and no other does" {
    make_circle
    echo 'circle 08-inspect-and-clean/scene: fault look - for a test' >"$allowed"
    run "$suite/graders/test/circles"
    assert_success
    echo 'circle 08-inspect-and-clean/scene: fault look users - for a test' >"$allowed"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --partial 'in a circle: fault look'
    assert_line --partial 'not needed any more: circle 08-inspect-and-clean/scene: fault look users'
}

@test "an exception that is not needed, or has no reason, is a finding" {
    echo 'circle 08-inspect-and-clean/scene: fault look - for a test' >"$allowed"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_output 'graders/test/circles.allowed: not needed any more: circle 08-inspect-and-clean/scene: fault look'
    make_circle
    echo 'circle 08-inspect-and-clean/scene: fault look' >"$allowed"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --index 0 --partial 'circles.allowed: not "KIND GROUP: FILE... - REASON": circle'
}

@test "a module that has something for others, and no header of its own name, is found" {
    sed -i 's/#include "look.h"/#include "fault.h"/' "$scene/look.c"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --index 0 'graders/08-inspect-and-clean/scene: files that include no header of their own name: look'
    for files in look '*'; do
        echo "headerless 08-inspect-and-clean/scene: $files - for a test" >"$allowed"
        run "$suite/graders/test/circles"
        assert_success
    done
}

@test "a module without anything for others needs no header" {
    printf 'static int nothing;\n__attribute__((constructor)) static void begin(void)\n{\n    nothing++;\n}\n' \
        >"$scene/begin.c"
    run "$suite/graders/test/circles"
    assert_success
    printf 'int something;\n' >>"$scene/begin.c"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_line --index 0 --partial 'no header of their own name: begin'
}

@test "a file that does not compile is a finding" {
    echo 'int main(' >>"$scene/look.c"
    run "$suite/graders/test/circles"
    assert_failure 1
    assert_output --partial 'look.c'
}

@test "it answers what it is, and refuses what it does not know" {
    run "$suite/graders/test/circles" --help
    assert_success
    assert_line --index 0 --partial 'circles - find C modules that need each other in a circle'
    run "$suite/graders/test/circles" --version
    assert_success
    run "$suite/graders/test/circles" scene
    assert_failure 2
}
