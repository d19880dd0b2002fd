"""The names that lines of the REPL declared by let, const and class. No object has them, and completion asks for
them."""

from __future__ import annotations

from runtime_py.node.esm.declared_names import lexical_names

REPL_LINE = js_regexp('^REPL\\d+$', '')
_names = js_new(globalThis.Set)


def note_line(script_name: str, program: object) -> None:
    """`program`: acorn's tree of a script."""
    if REPL_LINE.test(script_name):
        for statement in program.body:
            if statement.type != 'FunctionDeclaration':
                for name in lexical_names([statement], []):
                    _names.add(name)


def known_names() -> list:
    return [*_names]
