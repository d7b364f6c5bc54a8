#!/usr/bin/env bats
#
# graders/batch and what it makes of the submissions of a class. That its verdicts are right, and that it
# survives being killed, shows the batch of all known submissions (see known).

load common

setup_file() {
    cheap_suite "$BATS_FILE_TMPDIR/suite"
    echo v7-8-gabcdef >"$BATS_FILE_TMPDIR/suite/graders/version"
}

setup() {
    class=$BATS_TEST_TMPDIR/class
    out=$BATS_TEST_TMPDIR/out
    mkdir "$class"
    suite=$BATS_FILE_TMPDIR/suite
    export BUILD=$suite/build
}

batch() {
    run "$suite/graders/batch" --unsafe --out "$out" "$@" "$class"
}

# hand_in FOLDER - puts the reference's files into the class's FOLDER.
hand_in() {
    mkdir -p "$class/$1"
    cp "$top"/solutions/01-posix-shm/*.c "$class/$1/"
}

# of STUDENT JQ - what the student's submission.json says.
of() {
    cat "$out"/results/*/submission.json | jq -r --arg student "$1" "select(.student == \$student) | $2"
}

@test "submissions come in every way: folders, archives, Moodle, Canvas, Windows, odd names" {
    hand_in plain
    hand_in nested/deep/01-posix-shm
    hand_in '-x y'
    hand_in $'new\nline'
    hand_in '김 철수_123_assignsubmission_file_'
    mkdir "$class/_456_assignsubmission_onlinetext_"
    (cd "$top/solutions" && bsdtar --format zip -cf "$class/zipped.zip" 01-posix-shm \
        && tar -czf "$class/tarred.tar.gz" 01-posix-shm)
    mkdir "$class/이 영희_124_assignsubmission_file_"
    cp "$class/zipped.zip" "$class/이 영희_124_assignsubmission_file_/lab.ZIP"
    for file in reader writer; do
        cp "$top/solutions/01-posix-shm/$file.c" "$class/leejisu_LATE_77_13$file.c" || true
        mv "$class/leejisu_LATE_77_13$file.c" "$class/leejisu_LATE_77_135_$file-1.c"
        sed 's/$/\r/' "$top/solutions/01-posix-shm/$file.c" >"$class/flat_9_assignsubmission_file_$file.c"
    done
    # As some programs of Windows pack: backslashes in the names, and line ends of Windows.
    mkdir "$BATS_TEST_TMPDIR/windows"
    for file in reader writer; do
        sed 's/$/\r/' "$top/solutions/01-posix-shm/$file.c" >"$BATS_TEST_TMPDIR/windows/01-posix-shm\\$file.c"
    done
    (cd "$BATS_TEST_TMPDIR/windows" && bsdtar --format zip -cf "$class/windows.zip" -- *)
    echo 'name,mark' >"$class/grades.csv"
    batch --lab 01 --seed 5
    assert_success
    assert_line --partial 'not looked at: _456_assignsubmission_onlinetext_ grades.csv'
    assert_equal "$(cat "$out"/results/*/01-posix-shm/result.json | jq -s 'map(.score) | add')" 11
    assert_equal "$(of $'new\nline' .status)" graded
    assert_equal "$(of '김 철수' .moodle)" 123
    assert_equal "$(of leejisu '"\(.canvas) \(.late) \(.notes[0])"')" \
        '77 true 01-posix-shm: writer-1.c is taken for writer.c'
    assert_regex "$(of flat '.notes[0]')" 'line ends of Windows'
    assert_regex "$(of windows '.notes | join(" ")')" 'reader.c has line ends of Windows'
    # What it writes is what the schemas say, and the reports come of themselves.
    for file in "$out"/results/*/{submission,*/result}.json; do
        schema=$(basename "$file")
        assert_equal "$(jq -r --slurpfile schema "$top/graders/instructors/schema/${schema%.json}.schema.json" \
            -f "$top/graders/test/schema.jq" "$file")" ''
    done
    assert_line "The class: $out/report.html"
    assert_equal "$(ls "$out/students" | wc -l)" 11
    assert_equal "$(grep -c '^"' "$out/import/canvas.csv") $(grep -c '^"Participant' "$out/import/moodle-01.csv")" '13 3'
}

@test "the archive of a whole class, as the platform exports it" {
    hand_in 'export/김 철수_123_assignsubmission_file_'
    hand_in 'export/이 영희_124_assignsubmission_file_'
    bsdtar -C "$class" --format zip -cf "$BATS_TEST_TMPDIR/export.zip" export
    class=$BATS_TEST_TMPDIR/export.zip
    batch --lab 1
    assert_success
    assert_equal "$(of '이 영희' .moodle)" 124
}

@test "what cannot be read is a result with its reason, and stops nobody" {
    hand_in good
    : >"$class/empty.zip"
    head -c 2000 /dev/urandom >"$class/corrupt.tar.gz"
    ln -s /etc "$class/link"
    mkfifo "$class/fifo"
    mkdir "$class/nothing" "$class/misnamed" "$class/huge"
    truncate -s 65M "$class/huge/core"
    echo 'int main;' >"$class/misnamed/Writer.C"
    batch --lab 01
    assert_failure 1
    assert_equal "$(of good .status)" graded
    assert_equal "$(of empty .reason)" 'empty.zip: the archive is empty'
    assert_regex "$(of corrupt .reason)" '^corrupt.tar.gz: the archive is damaged: '
    assert_regex "$(of link .reason)" '^it is a link'
    assert_regex "$(of fifo .reason)" '^it is a link, or neither'
    assert_regex "$(of huge .reason)" 'more than 64 MiB'
    assert_regex "$(of misnamed '.notes | join(" ")')" 'writer.c is missing; there is Writer.C'
    assert_line --partial 'could not be read'
}

@test "an archive cannot write elsewhere, follow a link, or fill the disk" {
    hand_in good
    mkdir -p "$BATS_TEST_TMPDIR/x/01-posix-shm"
    cd "$BATS_TEST_TMPDIR/x/01-posix-shm"
    ln -s /etc/hostname writer.c
    cp "$top/solutions/01-posix-shm/reader.c" .
    tar -C .. -cf "$class/links.tar" 01-posix-shm
    tar -cPf "$class/dots.tar" --transform="s:.*:../../../../../../../../$BATS_TEST_TMPDIR/evil/writer.c:" reader.c
    tar -cPf "$class/absolute.tar" --transform="s:.*:$BATS_TEST_TMPDIR/evil/writer.c:" reader.c
    head -c 100M /dev/zero >writer2
    mv writer2 reader.c
    tar -C .. -cJf "$class/bomb.tar.xz" 01-posix-shm/reader.c
    rm reader.c
    mkdir many
    (cd many && seq -f 'f%g' 10001 | xargs touch)
    tar -cf "$class/many.tar" many
    batch --lab 01
    assert_failure 1
    assert_file_not_exists "$BATS_TEST_TMPDIR/evil/writer.c"
    assert_regex "$(of many .reason)" 'more than 10000 entries'
    assert_regex "$(jq -r '.tests[0].output' "$out/results/bomb/01-posix-shm/result.json")" \
        'reader.c is larger than 256 KiB'
    assert_regex "$(of links '.notes | join(" ")')" 'writer.c is a link'
    run grep -rl "$(cat /etc/hostname)" "$out/results"
    refute_output --partial 'links'
}

@test "of two submissions of one student the newer counts, and it says so" {
    hand_in kim
    hand_in 'kim (1)'
    touch -d '2026-01-02 10:00' "$class"/kim/*
    touch -d '2026-01-03 10:00' "$class/kim (1)"/*
    batch --lab 01
    assert_success
    assert_equal "$(of kim '.notes[0]')" \
        'two submissions: graded is the newer, "kim (1)" (2026-01-03 10:00:00 UTC), not "kim"'
}

@test "a fault of the grader is an error without marks, listed, and tried again by --resume" {
    hand_in kim
    cp -r "$suite" "$BATS_TEST_TMPDIR/suite"
    suite=$BATS_TEST_TMPDIR/suite
    sed -i 's/    expect_compiled reader/    no_such_command/' "$suite/graders/01-posix-shm/grade.bats"
    batch --lab 01
    assert_failure 2
    assert_line --partial 'error: kim: 01-posix-shm: compiles: '
    assert_equal "$(of kim .status)" error
    assert_equal "$(jq .score "$out/results/kim/01-posix-shm/result.json")" null
    batch --resume
    assert_failure 2
    assert_line --partial '  1/1  kim '
}

@test "the same class graded twice gives the same results, but for their times" {
    hand_in kim
    hand_in lee
    batch --lab 01 --seed 9 --jobs 2
    first=$(cd "$out/results" && find . -name '*.json' -exec jq -S 'del(.seconds)' {} + | sha256sum)
    assert_equal "$(cat "$out"/results/*/01-posix-shm/result.json | jq -rs 'map(.version) | unique | join(" ")')" v7-8-gabcdef
    grep -q 'version v7-8-gabcdef' "$out/report.html"
    rm -rf "$out"
    batch --lab 01 --seed 9 --jobs 1
    assert_equal "$(cd "$out/results" && find . -name '*.json' -exec jq -S 'del(.seconds)' {} + | sha256sum)" "$first"
}

@test "wrong usage is one clear error, and harms nothing" {
    hand_in kim
    run "$suite/graders/batch"
    assert_failure 2
    assert_line --partial 'which submissions?'
    run "$suite/graders/batch" --unsafe /nowhere
    assert_failure 2
    assert_output --partial 'there is no /nowhere'
    batch --lab 99
    assert_failure 2
    assert_output --partial 'There is no lab "99"'
    batch --jobs 0
    assert_failure 2
    batch --seed x
    assert_failure 2
    rm -rf "${class:?}"/*
    batch
    assert_failure 2
    assert_output --partial 'there is no submission in'
    assert_file_not_exists "$out/batch.json"
}

# graded - what every submission got, without its time.
graded() {
    (cd "$out/results" && find . -name '*.json' | sort | xargs jq -S 'del(.seconds)' | sha256sum)
}

@test "killed again and again and resumed, it loses nothing and grades nothing twice" {
    for number in {1..8}; do
        hand_in "student-$number"
    done
    batch --lab 01 --seed 9 --jobs 2
    assert_success
    undisturbed=$(graded)
    rm -rf "$out"
    for ((kill = 0; kill < 5; kill++)); do
        "$suite/graders/batch" --unsafe --out "$out" --lab 01 --seed 9 --jobs 2 --resume "$class" \
            >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
        # Any moment will do, and none may matter: later in each round, so that some are after the plan.
        sleep "$kill.$((RANDOM % 9))$((RANDOM % 10))"
        kill -KILL $! || true
        wait $! || true
    done
    batch --lab 01 --seed 9 --jobs 2 --resume
    assert_success
    assert_equal "$(graded)" "$undisturbed"
    assert_equal "$(sort "$out"/.batch.*/graded | uniq -d)" ''
    assert_equal "$(sort -u "$out"/.batch.*/graded | wc -l)" 8
}

@test "a second batch is refused while one writes to the same folder" {
    hand_in kim
    mkdir "$out"
    exec 5>"$out/.lock"
    flock 5
    batch --lab 01
    exec 5>&-
    assert_failure 2
    assert_output --partial "another batch is at work on $out"
    batch --lab 01
    assert_success
}

# host NUMBER - starts an ssh server on 127.0.0.NUMBER with keys of its own, and prints its line for --hosts.
host() {
    local folder=$BATS_TEST_TMPDIR/host$1 port=$((20000 + RANDOM % 20000))
    mkdir -p "$folder"
    ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
    [[ -e $BATS_TEST_TMPDIR/user ]] || ssh-keygen -q -t ed25519 -N '' -f "$BATS_TEST_TMPDIR/user"
    cp "$BATS_TEST_TMPDIR/user.pub" "$folder/authorized"
    mkdir -p /run/sshd
    # Each host has a home of its own: what a batch leaves there is seen.
    "$(command -v sshd)" -D -f /dev/null -p "$port" -h "$folder/key" -o "ListenAddress=127.0.0.$1" -o StrictModes=no \
        -o "AuthorizedKeysFile=$folder/authorized" -o PidFile=none -o UsePAM=no -o PermitRootLogin=yes \
        -E "$folder/log" 3>&- &
    echo $! >"$folder/pid"
    printf 'ssh -i %s -p %s -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR root@127.0.0.%s\n' \
        "$BATS_TEST_TMPDIR/user" "$port" "$1" >>"$BATS_TEST_TMPDIR/hosts"
}

# descendants PID - prints it and every process below it.
descendants() {
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do
        descendants "$child"
    done
}

# end_host NUMBER - ends it as a power cut would: the server, every connection, and what runs there.
end_host() {
    local pids
    mapfile -t pids < <(descendants "$(<"$BATS_TEST_TMPDIR/host$1/pid")")
    kill -KILL "${pids[@]}" 2>/dev/null || true
}

# has_result - the batch has published a result.
has_result() {
    compgen -G "$out/results/*/submission.json" >/dev/null
}

@test "two hosts share a batch; one dies in the middle, and every submission gets its result" {
    command -v sshd >/dev/null && command -v rsync >/dev/null || skip 'needs openssh-server and rsync'
    ((EUID == 0)) || skip 'needs root, to start ssh servers'
    for number in {1..6}; do
        hand_in "student-$number"
    done
    host 2
    host 3
    "$suite/graders/batch" --unsafe --out "$out" --lab 01 --jobs 1 --hosts "$BATS_TEST_TMPDIR/hosts" "$class" \
        >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
    batch=$!
    await has_result
    end_host 3
    status=0
    wait "$batch" || status=$?
    end_host 2
    assert_equal "$status: $(<"$BATS_TEST_TMPDIR/said")" "0: $(<"$BATS_TEST_TMPDIR/said")"
    assert_equal "$(cat "$out"/results/*/submission.json | jq -rs 'map(.status) | unique | join(" ")') $(ls "$out/results" | wc -l)" \
        'graded 6'
    # Both had a part in it, and nothing of this batch stays in the home that they share.
    run cut -f 2 "$out"/.batch.*/joblog
    assert_output --partial 127.0.0.2
    assert_output --partial 127.0.0.3
    local home
    home=$(basename "$out"/.batch.*)
    assert_file_not_exists ~/"$home"
}
