"""Imports in the source phase, which acorn doesn't know: `import source x from 'y'` and `import.source(x)`.

Text that acorn refuses is parsed again with blanks in place of `source`, so every position stays; the nodes get a
`phase`. Knows: acorn's trees."""

from __future__ import annotations

from runtime_py.node.source.syntax_tree import each_child

SOURCE = 'source'
_MAY_NAME_PHASE = js_regexp('\\bimport\\s*(?:\\.\\s*)?source\\b', '')
_DECLARATION = js_regexp('(\\bimport\\s+)source(?=\\s+[\\p{ID_Start}$_][\\p{ID_Continue}$]*\\s+from\\b)', 'gu')
_CALL = js_regexp('(\\bimport)\\s*\\.\\s*source(?=\\s*\\()', 'g')


def parse(acorn: object, code: str, options: object) -> object:
    """acorn's tree. Raises acorn's error of the text as it is."""
    try:
        return acorn.parse(code, options)
    except Exception as error:
        if not _MAY_NAME_PHASE.test(code):
            raise error
        return parse_phases(acorn, code, options, error)


def parse_phases(acorn: object, code: str, options: object, error: object) -> object:
    starts = []

    def blank(found, keyword, at):
        starts.push(at)
        return keyword.padEnd(found.length)

    text = code.replace(_DECLARATION, js_func(blank)).replace(_CALL, js_func(blank))
    try:
        tree = acorn.parse(text, options)
    except Exception:
        raise error
    mark(tree, starts)
    return tree


def mark(node: object, starts: list[int]) -> None:
    if (node.type == 'ImportDeclaration' or node.type == 'ImportExpression') and node.start in starts:
        node.phase = SOURCE
    each_child(node, lambda child: mark(child, starts))
