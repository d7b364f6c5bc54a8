#!/usr/bin/env bats
# The example in docs/shmcheck-example.md: its programs, run again, print what stands there.

setup() {
    load helper
    begin
    page=$here/../../../docs/shmcheck-example.md
}

# block LANGUAGE NUMBER - the text of a fenced block of the page.
block() {
    awk -v fence="\`\`\`$1" -v number="$2" '
        inside && /^```$/ { inside = 0 }
        inside { print }
        $0 == fence && ++count == number { inside = 1 }' "$page"
}

@test "the example prints what its page shows, before it is mended and afterwards" {
    block c 1 >tickets.c
    build tickets tickets.c
    shmcheck --expect '1 sold, 0 left' ./tickets
    assert_failure 1
    assert_equal "$output" "$(block text 1)"

    { sed '/^static int tickets_left/,$d' tickets.c && block c 2 && sed -n '/^int main/,$p' tickets.c; } >mended.c
    mv mended.c tickets.c
    build tickets tickets.c
    shmcheck --expect '1 sold, 0 left' --explain ./tickets
    assert_success
    assert_equal "$output" "$(block text 2)"
}
