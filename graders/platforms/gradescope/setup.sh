#!/usr/bin/env bash
#
# setup.sh - called by Gradescope, as root, when it makes the image: installs what grading needs and builds the suite's tools.
#
# AUTOGRADER_ROOT is the folder that Gradescope calls /autograder.
set -euo pipefail

source=${AUTOGRADER_ROOT:-/autograder}/source
cd "$source"
mkdir -p suite
tar -xzf suite.tar.gz -C suite
# What only the tests of the suite and its authors need would make the image larger.
grep -vE '^(bats-|shellcheck|shfmt|clang-format|cppcheck|entr|git) ' suite/graders/commands/packages >packages
suite/graders/commands/setup "$source/packages"
# shellcheck source=../../lib/labs.bash
source suite/graders/lib/labs.bash
# shellcheck source=../../lib/tools.bash
source suite/graders/lib/tools.bash
build_tools "$source/suite/build/tools"
# Who grades without a jail grades as somebody who may read all this, and change nothing.
chmod -R go=rX,u+w suite
[[ ! -d hidden ]] || chmod -R go=rX hidden
