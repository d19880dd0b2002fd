"""Whether the engine shares compiled code of WebAssembly between workers. JavaScript only."""


def shares_compiled_code() -> bool:
    """V8 gives a module that was made of the same bytes as one that is alive that one's code, in whatever worker of the page either is; other engines
    compile again. V8 is told by the member of Intl that only it has."""
    return js_in('v8BreakIterator', globalThis.Intl)
