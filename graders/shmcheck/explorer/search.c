/* search.c - what the searches have in common: one run after the other. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "budget.h"
#include "fault.h"

bool limit_reached(const struct search *search, struct limit limit)
{
    return spent_seconds(search->programs) > limit.deadline || search->counts.runs >= limit.runs;
}

enum ending next_run(struct search *search, const struct planned *prefix, uint32_t length,
                     enum unnoticed unnoticed, chooser choose, void *context)
{
    enum ending ending =
        run_once(search->programs, prefix, length, unnoticed, choose, context, &search->hang);
    count_run(&search->counts, search->programs->control);
    return ending;
}

void keep_found(struct found *found, const struct control *control, struct finding finding)
{
    size_t size = control->plan_length * sizeof(*found->plan);

    free(found->plan);
    found->plan = malloc(size == 0 ? 1 : size);
    if (found->plan == NULL) {
        tool_fault("there is no memory for a schedule");
    }
    memcpy(found->plan, control->plan, size);
    found->length = control->plan_length;
    found->finding = finding;
}
