"""Whether the engine shares compiled code of WebAssembly between workers. JavaScript only."""


def shares_compiled_code() -> bool:
    """V8 reuses the code of a living module for another one made from the same bytes, in any worker of the page; other
    engines compile again. V8 is recognized by a member of Intl that only it has."""
    return js_in('v8BreakIterator', globalThis.Intl)
