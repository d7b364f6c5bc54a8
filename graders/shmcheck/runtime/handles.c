/* handles.c - what sem_open returns. */
#include "handles.h"

#include "stop.h"

void *open_handle(int32_t object, uint64_t pc)
{
    for (uint32_t i = 0; i < RT->handle_count; i++) {
        if (RT->handles[i].object == object && RT->handles[i].opened > 0) {
            RT->handles[i].opened++;
            return RT->handles[i].place;
        }
    }
    if (RT->handle_count == MAX_HANDLES) {
        stop_run(TROUBLE_FULL, pc, "more than %d named semaphores opened", MAX_HANDLES);
    }
    struct handle *handle = &RT->handles[RT->handle_count++];
    handle->place = &RT->handle_places[RT->handle_count - 1];
    handle->object = object;
    handle->opened = 1;
    return handle->place;
}

struct handle *find_handle(const void *address)
{
    for (uint32_t i = 0; i < RT->handle_count; i++) {
        if (RT->handles[i].place == address && RT->handles[i].opened > 0) {
            return &RT->handles[i];
        }
    }
    return NULL;
}
