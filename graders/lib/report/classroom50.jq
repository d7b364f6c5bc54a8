# classroom50.jq - a submission as result.json of Classroom 50, one for each lab that has marks.
# https://github.com/foundation50/classroom50/wiki/Advanced-Autograding ("The result.json contract")
#
# Its runner sets CLASSROOM, ASSIGNMENT, USERNAME, SUBMISSION_TAG, COMMIT_URL, RELEASE_URL and REVIEW_URL; elsewhere
# names of this submission stand there. Students see the tests' names: hidden checks have none.
include "common";

def setting($name; $otherwise): env[$name] // "" | if . == "" then $otherwise else . end;

def classroom50: (now | strftime("%Y-%m-%dT%H:%M:%SZ")) as $now |
. as $submission | marks[] | . as $result |
setting("SUBMISSION_TAG"; "submit/\($submission.id)") as $tag |
setting("COMMIT_URL"; $tag) as $commit |
{
    schema: "classroom50/result/v1",
    classroom: setting("CLASSROOM"; "class"),
    assignment: setting("ASSIGNMENT"; .lab),
    assignment_type: setting("ASSIGNMENT_TYPE"; "individual"),
    owner: setting("USERNAME"; $submission.id),
    submission: $tag, commit: $commit,
    release: setting("RELEASE_URL"; $tag), review: setting("REVIEW_URL"; $commit), datetime: $now,
    score, "max-score": .max_score,
    tests: ([visible[] | {"test-name": .name, passed: (.status == "passed"), score, "max-score": .max_score}] +
        [hidden | to_entries[] | .key as $i | .value |
            {"test-name": "hidden check \($i + 1)", passed: (.status == "passed"), score, "max-score": .max_score}])
};
