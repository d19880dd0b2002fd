"""The grammar of a whole script or module (ECMA-262, 16): imports and exports become nodes like acorn's, in
`statements`, and so do the declarations whose kind matters to importers.

A name is known to be imported or exported only when its statement has been read: if that comes too late, the text is
read again (`is_stale`). Must not know: what is done with the result."""

from __future__ import annotations

from runtime_py.node.source.survey.found import IMPORT_WRITE, is_shadowed
from runtime_py.node.source.survey.patterns import HOISTED, LEXICAL
from runtime_py.node.source.survey.statements import Statements
from runtime_py.node.source.survey.tokens import (
    CLOSE_BRACE,
    COMMA,
    END,
    NAME,
    OPEN_BRACE,
    OPEN_PAREN,
    STAR,
    STRING,
    WORD,
    Unsure,
    Words,
)
from runtime_py.node.source.survey.words import (
    AS,
    ASYNC,
    CLASS,
    CONST,
    DEFAULT,
    EXPORT,
    EXPORTED,
    FIRST_RESERVED,
    FIXED,
    FROM,
    FUNCTION,
    IMPORT,
    IMPORTED,
    LET,
    VAR,
    WITH,
)

HostMap = globalThis.Map
HostSet = globalThis.Set
_EXPORT_LIST = js_regexp('\\bexport\\s*\\{([^}]*)\\}', 'g')
_EXPORT_DECLARATION = js_regexp(
    '\\bexport\\s+(?:default\\s+)?(?:let|var|(?:async\\s+)?function(?:\\s*\\*)?|class)\\s+([\\w$]+)', 'g'
)
_FIRST_NAME = js_regexp('^\\s*([\\w$]+)', '')
_MOST_READINGS = 3
_fixed = Words(FIXED)


class Interests:
    """The names whose uses the survey notes: name -> IMPORTED or EXPORTED."""

    def __init__(self) -> None:
        self.kinds = js_new(HostMap)
        self.words = Words([])
        self.words.numbers = js_new(HostMap, _fixed.numbers)
        self.words.hashes = _fixed.hashes.slice()

    def add(self, name: str, kind: int) -> bool:
        """Whether that is new."""
        known = self.kinds.get(name)
        if known == kind or known == IMPORTED:
            return False
        self.kinds.set(name, kind)
        if _fixed.number_of(name) == 0:
            self.words.add(name, kind)
        return True

    def guess(self, code: str) -> None:
        """Adds the names that are probably exported, most of them at the text's end."""
        for found in code.matchAll(_EXPORT_LIST):
            for part in found[1].split(','):
                name = _FIRST_NAME.exec(part)
                if name is not None:
                    self.add(name[1], EXPORTED)
        for found in code.matchAll(_EXPORT_DECLARATION):
            self.add(found[1], EXPORTED)


class ProgramText(Statements):
    def __init__(self, code: str, is_module: bool, interests: Interests, tells_calls: bool) -> None:
        super().__init__(code, interests.words, is_module, tells_calls)
        self.interest = interests
        self.interests = interests.kinds
        self.statements = []
        self.is_stale = False
        self.has_begun = False  # whether something else than an import has been read
        self._top_functions = js_new(HostSet)
        self._exported = []  # local names of exports
        self._export_names = js_new(HostSet)

    def read(self) -> None:
        self.advance()
        while self.kind != END:
            if self.is_module:
                self.item()
            else:
                self.statement(True, False)
        if self.is_module and not self.is_stale:
            self.check()

    def check(self) -> None:
        """What the engine can't find wrong, since it gets a function's body without imports and exports."""
        for name in self._exported:
            if not self.top_names.has(name) and not self.top_vars.has(name):
                raise Unsure
        for name in self._top_functions:
            if self.top_vars.has(name):
                raise Unsure
        for found in self.events:
            if found.kind == IMPORT_WRITE and not is_shadowed(self.code[found.start : found.end], found.scope):
                raise Unsure

    def want(self, name: str, kind: int) -> None:
        if self.interest.add(name, kind) and self.has_begun:
            self.is_stale = True

    def item(self) -> None:
        kind = self.kind
        word = self.word if kind == WORD else 0
        if word == IMPORT and not self.is_import_expression():
            self.import_statement()
            return
        self.has_begun = True
        if word == EXPORT:
            self.export_statement()
        elif word == FUNCTION:
            self.statements.push(self.top_function(False, True))
        elif word == CONST:
            self.statements.push(self.top_variables())
            self.semicolon()
        elif word == ASYNC and self.is_async_function():
            self.statements.push(self.top_function(True, True))
        else:
            self.statement(True, False)

    def is_import_expression(self) -> bool:
        before = self.last_end
        self.advance()
        is_expression = self.kind == OPEN_PAREN or self.code[self.start] == '.'
        self.go_back(before)
        return is_expression

    def top_function(self, is_async: bool, needs_name: bool) -> object:
        """The token is `function`. A node like acorn's, without its start."""
        self.advance()
        is_generator = self.kind == STAR
        if is_generator:
            self.advance()
        identifier = None
        if needs_name or self.kind != OPEN_PAREN:
            name = self.name()
            if self._top_functions.has(name):
                raise Unsure
            self._top_functions.add(name)
            identifier = identifier_node(name)
            self.declare_here(LEXICAL)
        self.function(is_async, is_generator, None)
        return {'type': 'FunctionDeclaration', 'id': identifier, 'source': None}

    def top_variables(self) -> object:
        """A node like acorn's, with a declaration for each name."""
        kind = self.name()
        names = []
        self.bound = names
        if self.word == LET:
            if not self.is_declared_by_let():
                raise Unsure
        else:
            self.advance()
        self.declarations(HOISTED if kind == 'var' else LEXICAL)
        self.bound = None
        return {
            'type': 'VariableDeclaration',
            'kind': kind,
            'declarations': [{'id': identifier_node(name)} for name in names],
            'source': None,
        }

    # imports

    def import_statement(self) -> None:
        node = {'type': 'ImportDeclaration', 'start': self.start, 'specifiers': []}
        self.advance()
        if self.kind != STRING:
            if self.is_name():
                self.imported_as(node, 'ImportDefaultSpecifier')
                if self.kind == COMMA:
                    self.advance()
                    self.import_clause(node)
            else:
                self.import_clause(node)
            if not self.is_word(FROM):
                raise Unsure
            self.advance()
        self.source_of(node)

    def import_clause(self, node: object) -> None:
        if self.kind == STAR:
            start = self.start
            self.advance()
            if not self.is_word(AS):
                raise Unsure
            self.advance()
            self.imported_as(node, 'ImportNamespaceSpecifier').start = start
            return
        self.open_list()
        while self.kind != CLOSE_BRACE:
            start = self.start
            imported = self.export_name()
            if self.is_word(AS):
                self.advance()
                specifier = self.imported_as(node, 'ImportSpecifier')
                specifier.start = start
                specifier.imported = imported
            else:
                if imported.type != 'Identifier' or imported.number >= FIRST_RESERVED:
                    raise Unsure
                self.specified(node, 'ImportSpecifier', imported.name, start).imported = imported
            self.end_of_item()
        self.advance()

    def imported_as(self, node: object, kind: str) -> object:
        """The token is the local name."""
        if not self.is_name():
            raise Unsure
        start = self.start
        name = self.name()
        self.advance()
        return self.specified(node, kind, name, start)

    def specified(self, node: object, kind: str, name: str, start: int) -> object:
        if self.top_names.has(name) or name == 'await':
            raise Unsure
        self.top_names.add(name)
        self.want(name, IMPORTED)
        specifier = {'type': kind, 'local': {'name': name}, 'start': start, 'end': self.last_end}
        node.specifiers.push(specifier)
        return specifier

    def open_list(self) -> None:
        if self.kind != OPEN_BRACE:
            raise Unsure
        self.advance()

    def end_of_item(self) -> None:
        if self.kind != CLOSE_BRACE:
            self.expect(COMMA)

    def export_name(self) -> object:
        if self.kind == STRING:
            node = {'type': 'Literal', 'value': self.string()}
        elif self.kind == NAME or self.kind == WORD:
            node = identifier_node(self.name())
            node.number = self.word if self.kind == WORD else 0
        else:
            raise Unsure
        self.advance()
        return node

    def string(self) -> str:
        """The value of the token."""
        text = self.code[self.start + 1 : self.end - 1]
        if self.kind != STRING or '\\' in text:
            raise Unsure
        return text

    def source_of(self, node: object) -> None:
        """The rest of a statement that names another module."""
        start = self.start
        node.source = {'value': self.string(), 'start': start, 'end': self.end}
        self.advance()
        node.attributes = []
        if self.is_word(WITH):
            self.advance()
            self.open_list()
            while self.kind != CLOSE_BRACE:
                node.attributes.push(self.attribute(node.attributes))
                self.end_of_item()
            self.advance()
        self.ended(node)

    def attribute(self, others: list) -> object:
        key = self.export_name()
        for other in others:
            if other.key.name == key.name and other.key.value == key.value:
                raise Unsure
        if self.code[self.start] != ':':
            raise Unsure
        self.advance()
        value = {'value': self.string()}
        self.advance()
        return {'key': key, 'value': value}

    def ended(self, node: object) -> None:
        self.semicolon()
        node.end = self.last_end
        self.statements.push(node)

    # exports

    def exports(self, name: str) -> None:
        if self._export_names.has(name):
            raise Unsure
        self._export_names.add(name)

    def export_statement(self) -> None:
        start = self.start
        self.advance()
        word = self.word if self.kind == WORD else 0
        if self.kind == STAR:
            self.export_all({'type': 'ExportAllDeclaration', 'start': start, 'exported': None})
        elif self.kind == OPEN_BRACE:
            self.export_list(
                {
                    'type': 'ExportNamedDeclaration',
                    'start': start,
                    'declaration': None,
                    'specifiers': [],
                    'source': None,
                }
            )
        elif word == DEFAULT:
            self.export_default(start)
        else:
            self.export_declaration(start, word)

    def export_all(self, node: object) -> None:
        self.advance()
        if self.is_word(AS):
            self.advance()
            node.exported = self.export_name()
            self.exports(name_in(node.exported))
        if not self.is_word(FROM):
            raise Unsure
        self.advance()
        self.source_of(node)

    def export_list(self, node: object) -> None:
        self.advance()
        while self.kind != CLOSE_BRACE:
            start = self.start
            local = self.export_name()
            exported = local
            if self.is_word(AS):
                self.advance()
                exported = self.export_name()
            self.exports(name_in(exported))
            node.specifiers.push(
                {'type': 'ExportSpecifier', 'local': local, 'exported': exported, 'start': start, 'end': self.last_end}
            )
            self.end_of_item()
        self.advance()
        if self.is_word(FROM):
            self.advance()
            self.source_of(node)
            return
        for specifier in node.specifiers:
            if specifier.local.type != 'Identifier' or specifier.local.number >= FIRST_RESERVED:
                raise Unsure
            self.export_local(specifier.local.name)
        self.ended(node)

    def export_local(self, name: str) -> None:
        self._exported.push(name)
        self.want(name, EXPORTED)

    def export_declaration(self, start: int, word: int) -> None:
        at = self.start
        is_variable = word == CONST or word == VAR or word == LET
        if is_variable:
            node = self.top_variables()
            names = [one.id.name for one in node.declarations]
        elif word == FUNCTION or (word == ASYNC and self.is_async_function()):
            node = self.top_function(word == ASYNC, True)
            names = [node.id.name]
        elif word == CLASS:
            node = self.top_class(True)
            names = [node.id.name]
        else:
            raise Unsure
        for name in names:
            self.exports(name)
            self.export_local(name)
        if is_variable:
            self.semicolon()
        node.start = at
        node.end = self.last_end
        self.statements.push(
            {
                'type': 'ExportNamedDeclaration',
                'start': start,
                'end': self.last_end,
                'declaration': node,
                'specifiers': [],
                'source': None,
            }
        )

    def top_class(self, needs_name: bool) -> object:
        """The token is `class`."""
        self.advance()
        identifier = None
        if needs_name or self.is_name():
            if not self.is_name():
                raise Unsure
            identifier = identifier_node(self.name())
            self.declare(LEXICAL, self.start, self.end, self.word if self.kind == WORD else 0)
        self.class_rest(identifier is not None)
        return {'type': 'ClassDeclaration', 'id': identifier, 'source': None}

    def export_default(self, start: int) -> None:
        self.exports('default')
        self.advance()
        at = self.start
        word = self.word if self.kind == WORD else 0
        if word == FUNCTION or (word == ASYNC and self.is_async_function()):
            node = self.top_function(word == ASYNC, False)
        elif word == CLASS:
            node = self.top_class(False)
        else:
            self.assignment()
            node = {'type': 'Expression', 'source': None}
            self.semicolon()
        if node.id is not None:
            self.want(node.id.name, EXPORTED)
        node.start = at
        node.end = self.last_end
        self.statements.push(
            {
                'type': 'ExportDefaultDeclaration',
                'start': start,
                'end': self.last_end,
                'declaration': node,
                'source': None,
            }
        )


def identifier_node(name: str) -> object:
    return {'type': 'Identifier', 'name': name}


def name_in(node: object) -> str:
    return node.name if node.type == 'Identifier' else node.value


def read_program(code: str, is_module: bool, tells_calls: bool) -> ProgramText:
    """Raises Unsure."""
    interests = Interests()
    if is_module:
        interests.guess(code)
    for _ in range(_MOST_READINGS):
        text = ProgramText(code, is_module, interests, tells_calls)
        text.read()
        if not text.is_stale:
            return text
    raise Unsure
