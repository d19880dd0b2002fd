"""Records the state of promises that are known to be settled, in private fields of the promises themselves.

Python has no syntax for private fields, so this is JavaScript text (see iteration_notes.py). Must not know who reads
the notes."""

from __future__ import annotations

js_settled = js_raw("""(() => {
    'use strict'
    class Given { constructor(object) { return object } }
    class Settled extends Given {
        #is_rejected; #value
        constructor(promise, is_rejected, value) { super(promise); this.#is_rejected = is_rejected; this.#value = value }
        static note(promise, is_rejected, value) {
            if (#value in promise) { promise.#is_rejected = is_rejected; promise.#value = value }
            else new Settled(promise, is_rejected, value)
        }
        static of(promise) { return #value in promise ? [promise.#is_rejected, promise.#value] : null }
    }
    const is_object = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function'
    return {
        resolver: (original, may_wait) => ({resolve(value) {
            const promise = original.call(this, value)
            if (promise !== value && !(is_object(value) && may_wait(value)) && promise instanceof Promise) new Settled(promise, false, value)
            return promise
        }}).resolve,
        rejecter: (original) => ({reject(reason) {
            const promise = original.call(this, reason)
            if (promise instanceof Promise) new Settled(promise, true, reason)
            return promise
        }}).reject,
        note: Settled.note,
        of: Settled.of,
    }
})()""")


def noting_resolve(original: object, may_wait: object) -> object:
    """Promise.resolve, wrapped to record what it fulfils. `may_wait` is asked whether an object may be a thenable."""
    return js_settled.resolver(original, may_wait)


def noting_reject(original: object) -> object:
    return js_settled.rejecter(original)


def note_rejected(promise: object, reason: object) -> None:
    js_settled.note(promise, True, reason)


def settled_of(promise: object) -> list | None:
    """[whether it is rejected, value or reason]; None if it isn't known to be settled."""
    return js_settled['of'](promise)
