"""Where an iterator of a Map or Set came from and how far it went, kept in private fields of the iterator itself.

Python has no form for them. In V8 a private field costs an iterator almost nothing: it is still inlined and never allocated in a loop, where an entry of
a WeakMap takes ten times as long as the loop's step. Must not know: what asks for the notes."""
from __future__ import annotations

js_notes = js_raw('''(() => {
    'use strict'
    class Given { constructor(object) { return object } }
    class Notes extends Given {
        #source; #make; #steps = 0
        constructor(iterator, source, make) { super(iterator); this.#source = source; this.#make = make }
        static step(iterator) { if (#steps in iterator) iterator.#steps++ }
        static of(iterator) { return #steps in iterator ? [iterator.#source, iterator.#make, iterator.#steps] : null }
    }
    return {
        maker: (name, make) => ({[name]() { return new Notes(make.call(this), this, make) }})[name],
        stepper: (next) => ({next() { const found = next.call(this); Notes.step(this); return found }}).next,
        of: Notes.of,
    }
})()''')


def noting_maker(name: str, make: object) -> object:
    """`make`, a method that gives an iterator, noting what it was called on."""
    return js_notes.maker(name, make)


def counting_next(original: object) -> object:
    """An iterator's `next`, counting."""
    return js_notes.stepper(original)


def notes_of(iterator: object) -> list | None:
    """[what it iterates, the method that makes its like, steps done]; None where nothing was noted."""
    return js_notes['of'](iterator)
