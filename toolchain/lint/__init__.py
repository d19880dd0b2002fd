"""The dialect lint: rejects what Python and the lowered JavaScript would do differently, with file, line and what to write instead.

`check_source(text, path)` gives the findings of one module. `kinds` guesses which expressions are collections; each `rules_*` module
holds one family of rules as functions `rule(context, node) -> None` listed in its `RULES`."""
from toolchain.lint.checker import Finding, check_file, check_source

__all__ = ['Finding', 'check_file', 'check_source']
