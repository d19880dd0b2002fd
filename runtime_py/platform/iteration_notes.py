"""Records where an iterator of a Map or Set came from and how far it went, in private fields of the iterator itself.

Python has no syntax for private fields, so this is JavaScript text. In V8 they cost an iterator almost nothing: it is
still inlined and isn't allocated in a loop, while an entry in a WeakMap takes ten times as long as the loop's step.
Must not know who reads the notes."""

from __future__ import annotations

js_notes = js_raw("""(() => {
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
})()""")


def noting_maker(name: str, make: object) -> object:
    """`make`, a method that returns an iterator, wrapped to record what it was called on."""
    return js_notes.maker(name, make)


def counting_next(original: object) -> object:
    """An iterator's `next`, wrapped to count its calls."""
    return js_notes.stepper(original)


def notes_of(iterator: object) -> list | None:
    """[what it iterates, the method that makes such an iterator, steps done]; None where nothing was recorded."""
    return js_notes['of'](iterator)
