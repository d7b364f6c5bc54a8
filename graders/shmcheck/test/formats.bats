#!/usr/bin/env bats
# What a report looks like: text in columns, Mermaid, JSON, and the page that plays a run.

bats_require_minimum_version 1.5.0

setup() {
    load helper
    begin
    build race "$here/labs/race.c"
}

# The page with a script at its end; prints the document that the browser made of it. Each start of a browser
# costs seconds: a test asks for all that it wants to know in one.
in_browser() {
    local page=$1 script=$2
    if ! command -v chromium >/dev/null; then
        printf '# NOT TESTED: the player, because chromium is not installed (apt-get install chromium)\n' >&3
        skip "chromium is not installed"
    fi
    sed "s|</body>|<script>$script</script></body>|" "$page" >page.html
    # What the browser says on its error output is about the desktop that it misses.
    run --separate-stderr timeout -s KILL 600 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$PWD/profile" --virtual-time-budget=2000 --dump-dom "file://$PWD/page.html"
    assert_success
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

@test "the player goes through a run by keys and by buttons, with the source line and the memory" {
    shmcheck --format html --output run.html --allow race --expect 'final counter: 2 .*' -- ./race 1
    assert_failure 1
    cat >script.js <<'EOS'
const told = [];
const tell = () => told.push(element("count").textContent.split(" ")[0]);
const press = (...keys) => {
    for (const key of keys) document.dispatchEvent(new KeyboardEvent("keydown", {key}));
    tell();
};
const click = (id) => { element(id).click(); tell(); };
tell();
const line = document.querySelector("#source .here").dataset.line;
const memory = element("memory").textContent.trim();
const now = element("now").textContent;
press("Home"); press("ArrowRight", "l", "ArrowRight"); press("h", "ArrowLeft"); press("End", "ArrowRight");
press("Home", "ArrowLeft"); press("n");
click("first"); click("forward"); click("last"); click("back"); click("next");
document.body.textContent = `seen: ${told.join(" ")} line ${line} memory ${memory} now ${now}`;
EOS
    in_browser run.html "$(tr '\n' ' ' <script.js | sed 's/[&|]/\\&/g')"
    assert_output --partial 'seen: 10 1 4 2 16 1 10 1 2 16 15 10 line 21 memory counter1 now parent, race.c:21: write 1 ← one update is lost'
}

@test "the page of a clean program says so, and shows no controls" {
    build program "$here/corpus/mutex_locked.c"
    shmcheck --format html --output run.html -- ./program
    assert_success
    in_browser run.html ""
    assert_output --partial '<h1 class="verdict clean" id="verdict">clean</h1>'
    assert_output --partial 'id="controls" aria-label="player" hidden=""'
}
