"""The dialect lint: rejects code that would behave differently in Python and in the lowered JavaScript, with file, line
and what to write instead.

`check_source(text, path)` returns the findings of one module. `kinds` guesses which expressions are collections; each
`rules_*` module has one family of rules as functions `rule(context, node) -> None` listed in its `RULES`."""

from toolchain.lint.checker import Finding, check_file, check_source

__all__ = ['Finding', 'check_file', 'check_source']
