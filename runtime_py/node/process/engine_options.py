"""The text of `node --v8-options`: the engine's options that the command line accepts, in V8's format, from which
programs read the names (`v8flags`, and by it gulp and plop).

Without descriptions and defaults: those of the browser's engine are unknown."""

_HEAD = """The following syntax for options is accepted (both '-' and '--' are ok):
  --flag        (bool flags only)
  --no-flag     (bool flags only)
  --flag=value  (non-bool flags only, no spaces around '=')
  --flag value  (non-bool flags only)
  --            (captures all remaining args in JavaScript)

Options:
"""


def engine_options_text(engine: list) -> str:
    """`engine`: pairs of an option and its type."""
    return _HEAD + ''.join([f'  {name}\n        type: {kind}\n' for name, kind in engine])
