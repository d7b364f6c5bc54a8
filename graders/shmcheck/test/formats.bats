#!/usr/bin/env bats
# What a report looks like: text in columns, Mermaid, JSON, and the page that plays a run.

bats_require_minimum_version 1.5.0

setup() {
    load helper
    begin
    build race "$here/labs/race.c"
}

# The page with a script at its end; prints the document that the browser made of it.
in_browser() {
    local page=$1 script=$2
    command -v chromium >/dev/null || skip "chromium is not installed"
    sed "s|</body>|<script>$script</script></body>|" "$page" >page.html
    # What the browser says on its error output is about the desktop that it misses.
    run --separate-stderr timeout -s KILL 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$PWD/profile" --virtual-time-budget=2000 --dump-dom "file://$PWD/page.html"
    assert_success
}

press() {
    printf 'document.dispatchEvent(new KeyboardEvent("keydown", {key: "%s"}));' "$@"
}

@test "text has a column for each process and one for the memory, and marks what went wrong" {
    shmcheck --expect 'final counter: 2 .*' -- ./race 1
    assert_failure 1
    assert_line --regexp '^ +parent +child +counter$'
    assert_line --regexp '^ +[0-9]+ +race.c:21  read  0 +0 +<- race$'
    assert_line --regexp '^ +[0-9]+ +race.c:21  write 1 +1 +<- one update is lost$'
    assert_line "final counter: 1 (expected: 2)"
}

@test "a deadlock says who waits for what, and who holds it" {
    build program "$here/corpus/abba.c"
    shmcheck -- ./program
    assert_failure 1
    assert_line --regexp 'parent waits in pthread_mutex_lock at abba.c:[0-9]+ for the mutex at .*, held by child'
    assert_line --regexp 'child waits in pthread_mutex_lock at abba.c:[0-9]+ for the mutex at .*, held by parent'
}

@test "json holds the verdict, the events with their lines and values, and the schedule" {
    shmcheck --format json --expect 'final counter: 2 .*' -- ./race 1
    assert_failure 1
    printf '%s\n' "$output" >report.json
    run jq -r '.verdict, (.kinds | join(",")), .processes[1].name' report.json
    assert_output "$(printf 'race\nrace,wrong-output\nchild')"
    run jq -r '.events[] | select(.margin == "one update is lost") | .place, .name, .before, .after' report.json
    assert_output "$(printf 'race.c:21\ncounter\n1\n1')"
    run jq -r '.sources | keys | length' report.json
    assert_output 1
    jq -r .schedule report.json >schedule
    shmcheck --expect 'final counter: 2 .*' --replay schedule -- ./race 1
    assert_failure 1
}

@test "json of a clean program says how much was shown" {
    build program "$here/corpus/mutex_locked.c"
    shmcheck --format json -- ./program
    assert_success
    printf '%s\n' "$output" >report.json
    run jq -r '.verdict, .traces, (.events | length)' report.json
    assert_output "$(printf 'clean\n2\n0')"
}

@test "json survives output that is no text" {
    printf '#include "%s"\n' "$here/corpus/common.h" >program.c
    printf 'int main(void)\n{\n    *(int *)share(4) = 1;\n    puts("\\"\\\\\\t\\xff\\xc3\\xa4</script>");\n    return 1;\n}\n' \
        >>program.c
    build program program.c
    shmcheck --format json -- ./program
    assert_failure 1
    printf '%s\n' "$output" >report.json
    run jq -r .output report.json
    assert_output --partial '</script>'
    run grep -c '</script>' report.json
    assert_output 0
}

@test "mermaid is a sequence diagram of the processes and what they share" {
    shmcheck --format mermaid -- ./race 1
    assert_failure 1
    assert_line --index 0 "sequenceDiagram"
    assert_line "    participant p0 as parent"
    assert_line "    participant p1 as child"
    assert_line --regexp '^    p1->>o[0-9]+: race.c:21 read  1$'
}

@test "html is one file without any address in it" {
    shmcheck --format html --output run.html -- ./race 1
    assert_failure 1
    run grep -cE 'https?://|src=|<link|@import|url\(' run.html
    assert_output 0
}

@test "the player starts at the first mark and goes forward and back by keys" {
    shmcheck --format html --output run.html --allow race --expect 'final counter: 2 .*' -- ./race 1
    assert_failure 1
    in_browser run.html ""
    assert_output --partial '>10 of 16</span>'
    in_browser run.html "$(press Home)"
    assert_output --partial '>1 of 16</span>'
    in_browser run.html "$(press Home ArrowRight l ArrowRight h ArrowLeft)"
    assert_output --partial '>2 of 16</span>'
    in_browser run.html "$(press End ArrowRight)"
    assert_output --partial '>16 of 16</span>'
}

@test "the player shows the source line and the shared memory of each event" {
    shmcheck --format html --output run.html --allow race --expect 'final counter: 2 .*' -- ./race 1
    assert_failure 1
    in_browser run.html ""
    assert_output --partial 'data-line="21" class="here"'
    assert_output --regexp '<td class="">counter</td><td class="[a-z]*">1</td>|<td>counter</td><td( class="changed")?>1</td>'
}

@test "the page of a clean program says so" {
    build program "$here/corpus/mutex_locked.c"
    shmcheck --format html --output run.html -- ./program
    assert_success
    in_browser run.html ""
    assert_output --partial '<span class="verdict clean" id="verdict">clean</span>'
}
