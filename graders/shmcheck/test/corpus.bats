#!/usr/bin/env bats
# The corpus: small programs with a known bug, or without one. Each header says what is to be found; a bug
# that is found replays 100 times out of 100.

setup() {
    load helper
    begin
}

# corpus NAME
corpus() {
    run timeout -s KILL 100 "$here/corpus-check" "$here/corpus/$1.c"
    assert_success
}

@test "deadlock: two mutexes are taken in opposite orders" {
    corpus abba
}

@test "clean: an atomic addition" {
    corpus atomic_add
}

@test "clean: two halves are added after a barrier" {
    corpus barrier
}

@test "deadlock: a barrier for three is used by two" {
    corpus barrier_of_three
}

@test "race: two halves are added before the barrier" {
    corpus barrier_too_late
}

@test "clean: a broadcast wakes both waiters" {
    corpus broadcast
}

@test "busy-wait: a process waits by looking again and again" {
    corpus busy_flag
}

@test "race: a lock of flags that are asked first and set afterwards" {
    corpus check_then_set
}

@test "clean: a loop of compare-and-exchange" {
    corpus compare_exchange
}

@test "clean: a waiter looks at its condition in a loop" {
    corpus condition
}

@test "clean: a struct is copied within shared memory under a lock" {
    corpus copy_under_lock
}

@test "clean: two processes write neighbouring bytes" {
    corpus disjoint_bytes
}

@test "clean: fences around relaxed atomics publish data" {
    corpus fences
}

@test "livelock: a lock of flags without a turn: each waits for the other one" {
    corpus flags_without_turn
}

@test "wrong-output: a process looks six times, counts on its heap, and goes on without what it waits for" {
    corpus gives_up
}

@test "clean: fork and wait order everything" {
    corpus fork_and_wait
}

@test "wrong-output: a waiter asks its condition once: a spurious wake-up lets it through" {
    corpus if_instead_of_while
}

@test "crash: an index is read before it is set, and used" {
    corpus index_out_of_range
}

@test "deadlock: a child is killed, perhaps while it holds the semaphore" {
    corpus killed_with_lock
}

@test "left-behind: nobody waits for the child" {
    corpus left_child
}

@test "left-behind: the object is never unlinked" {
    corpus left_object
}

@test "left-behind: the System V segment is never removed" {
    corpus left_segment
}

@test "left-behind: the named semaphore is never unlinked" {
    corpus left_semaphore
}

@test "wrong-output: an atomic load and an atomic store are no atomic addition" {
    corpus load_then_store
}

@test "race: two processes add to one counter without a lock" {
    corpus lost_update
}

@test "race: three processes add to one counter without a lock" {
    corpus lost_update_three
}

@test "deadlock: a waiter does not look at the condition first: a signal that came before is lost" {
    corpus lost_wakeup
}

@test "misuse: a struct is cleared after its semaphore has been made" {
    corpus memset_over_semaphore
}

@test "clean: a sender waits until its first message is read" {
    corpus message_handed_over
}

@test "race: a sender does not wait until its first message is read" {
    corpus message_overwritten
}

@test "deadlock: a process that finds nothing to do returns without giving the semaphore back" {
    corpus missed_post
}

@test "deadlock: a producer takes the mutex, and then waits for space" {
    corpus mutex_before_empty
}

@test "clean: a counter under a mutex" {
    corpus mutex_locked
}

@test "misuse: a mutex in shared memory is made for the threads of one process" {
    corpus mutex_private
}

@test "clean: a counter under a named semaphore" {
    corpus named_semaphore
}

@test "clean: a child opens an object by its name while the name is there" {
    corpus object_by_name
}

@test "deadlock: a signal wakes one of two waiters, and the other one waits for ever" {
    corpus one_signal_two_waiters
}

@test "deadlock: the owner of a mutex that is not robust dies" {
    corpus owner_dies
}

@test "clean: Peterson's lock with sequentially consistent atomics" {
    corpus peterson
}

@test "deadlock: every philosopher takes the left fork first" {
    corpus philosophers
}

@test "clean: every philosopher takes the fork with the lower number first" {
    corpus philosophers_ordered
}

@test "clean: a reader polls an atomic flag and sleeps in between" {
    corpus poll_and_sleep
}

@test "clean: two processes read what was written before the fork" {
    corpus read_only
}

@test "clean: a recursive mutex is taken twice" {
    corpus recursive_mutex
}

@test "race: a relaxed atomic publishes data: it orders nothing" {
    corpus relaxed_publish
}

@test "race: the writer releases, the reader does not acquire" {
    corpus relaxed_reader
}

@test "clean: a release store publishes data to an acquire load" {
    corpus release_acquire
}

@test "clean: a ring buffer with two counting semaphores and a lock" {
    corpus ring
}

@test "race: a ring of one slot says that it has two" {
    corpus ring_wrong_count
}

@test "status: the owner of a robust mutex dies, and the next one takes that for a failure" {
    corpus robust_not_recovered
}

@test "clean: the owner of a robust mutex dies, and the next one makes it consistent" {
    corpus robust_recovered
}

@test "clean: two writers and a reader with a read-write lock" {
    corpus rwlock
}

@test "race: a writer takes the read lock" {
    corpus rwlock_write_as_reader
}

@test "clean: a child and then its parent add to a counter in a System V segment" {
    corpus segment
}

@test "race: two processes add to a counter in a System V segment" {
    corpus segment_race
}

@test "deadlock: a semaphore that is to be a lock begins at 0" {
    corpus semaphore_at_0
}

@test "race: a semaphore that is to be a lock begins at 2" {
    corpus semaphore_at_2
}

@test "clean: a counter under an unnamed semaphore" {
    corpus semaphore_locked
}

@test "race: a semaphore lies outside shared memory: fork gives each process its own" {
    corpus semaphore_outside
}

@test "misuse: a semaphore in shared memory is made for the threads of one process" {
    corpus semaphore_pshared_0
}

@test "race: a reader sleeps and hopes that the writer is done" {
    corpus sleep_as_order
}

@test "sleep-under-lock: a process sleeps while it holds the lock" {
    corpus sleeps_in_lock
}

@test "livelock: a process waits for a flag that nobody sets" {
    corpus spin_forever
}

@test "clean: a counter under a spin lock" {
    corpus spin_lock
}

@test "mapping: a mapping is still there at exit" {
    corpus still_mapped
}

@test "clean: a lock made of an atomic exchange" {
    corpus test_and_set
}

@test "clean: data is read only when the wait has succeeded" {
    corpus timeout_handled
}

@test "race: a wait that timed out is taken for success" {
    corpus timeout_ignored
}

@test "race: a struct is copied within shared memory while another process writes it" {
    corpus torn_copy
}

@test "race: a reader sees half of a pair that a writer replaces" {
    corpus torn_struct
}

@test "race: a process goes on although trylock has failed" {
    corpus trylock_ignored
}

@test "clean: a process tries again until trylock succeeds" {
    corpus trylock_retried
}

@test "status: two processes create an object; the one that comes second fails" {
    corpus two_creators
}

@test "misuse: a process unlocks a mutex that another one holds" {
    corpus unlock_of_another
}

@test "race: a reader prints a message that a writer may still be writing" {
    corpus unordered_message
}

@test "crash: a child uses an object before its parent has given it a size" {
    corpus unsized_object
}

@test "status: a child opens an object by a name that its parent may have removed already" {
    corpus use_after_unlink
}

@test "clean: a parent waits for its children in whatever order they end" {
    corpus wait_for_any
}

@test "clean: a parent asks again and again whether its child has ended" {
    corpus wait_without_hanging
}

@test "race: the parent reads a result after waiting for the other child" {
    corpus wrong_child
}
