# shellcheck shell=bash
#
# exercise.bash - what both graders of the hostile programs do.

prepare_exercise() {
    start_drawing 0
    draw_number number 100 999
    export number SHM_NAME=/$GRADE_TOKEN
    prepare_sources
    compile program "-DSHM_NAME=\"$SHM_NAME\"" program.c
}

run_exercise() {
    run_program --cpu 1 --wall 3 --processes 12 --as $((400 << 20)) --memory $((256 << 20)) \
        --fsize $((256 << 10)) program "$number"
}
