"""Whether this is a debug build (`build.py build --debug`), which checks what the code relies on: locks are neither taken
twice nor released by others, sequence words don't nest, state machines take only steps of their tables (states.py).

The build replaces the name. Under CPython, and in the tests that run transpiled, it is always a debug build."""

IS_DEBUG = globalThis.TERRARIUM_DEBUG is True
