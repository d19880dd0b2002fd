"""bc's grammar (POSIX XCU bc, with GNU's words): a recursive descent to a tree of nodes. Pure."""

from __future__ import annotations

_OPERATORS = [
    '++',
    '--',
    '+=',
    '-=',
    '*=',
    '/=',
    '%=',
    '^=',
    '==',
    '<=',
    '>=',
    '!=',
    '&&',
    '||',
]
_ASSIGNING = ['=', '+=', '-=', '*=', '/=', '%=', '^=']
_RELATIONS = ['==', '<=', '>=', '!=', '<', '>']
_WORDS = [
    'auto',
    'break',
    'continue',
    'define',
    'else',
    'for',
    'halt',
    'ibase',
    'if',
    'last',
    'length',
    'limits',
    'obase',
    'print',
    'quit',
    'read',
    'return',
    'scale',
    'sqrt',
    'void',
    'warranty',
    'while',
]
_MOST_DEEP = 400


class BcSyntax(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Tree:
    """What it means is in `kind`: see run.py. `text` is a name, an operator or a numeral."""

    def __init__(self, kind: str, text: str, parts: list[Tree]) -> None:
        self.kind = kind
        self.text = text
        self.parts = parts


class Token:
    """kind: number, string, name, word, op, newline or end."""

    def __init__(self, kind: str, text: str, line: int) -> None:
        self.kind = kind
        self.text = text
        self.line = line


class Definition:
    def __init__(self, name: str, parameters: list[str], autos: list[str], body: list[Tree]) -> None:
        self.name = name
        self.parameters = parameters  # arrays end in []
        self.autos = autos
        self.body = body


def tokens_of(source: str) -> list[Token]:
    """Raises BcSyntax."""
    found: list[Token] = []
    at = 0
    line = 1
    while at < len(source):
        char = source[at]
        if char == '\n':
            found.append(Token('newline', char, line))
            line += 1
            at += 1
        elif char in ' \t\r' or source.startswith('\\\n', at):
            line += 1 if char == '\\' else 0
            at += 2 if char == '\\' else 1
        elif char == '#':
            while at < len(source) and source[at] != '\n':
                at += 1
        elif source.startswith('/*', at):
            end = source.find('*/', at + 2)
            end = len(source) if end < 0 else end + 2
            line += source[at:end].count('\n')
            at = end
        elif char == '"':
            end = source.find('"', at + 1)
            end = len(source) if end < 0 else end
            found.append(Token('string', source[at + 1 : end], line))
            line += source[at:end].count('\n')
            at = end + 1
        elif char in '0123456789ABCDEF' or (char == '.' and source[at + 1 : at + 2] in '0123456789ABCDEF'):
            text = ''
            while at < len(source):
                if source[at] in '0123456789ABCDEF' or (source[at] == '.' and '.' not in text):
                    text += source[at]
                elif source.startswith('\\\n', at):
                    at += 1
                    line += 1
                else:
                    break
                at += 1
            found.append(Token('number', text, line))
        elif 'a' <= char <= 'z':
            end = at
            while end < len(source) and (source[end].isalnum() or source[end] == '_') and ord(source[end]) < 128:
                end += 1
            text = source[at:end]
            found.append(Token('word' if text in _WORDS else 'name', text, line))
            at = end
        else:
            op = source[at : at + 2]
            op = op if op in _OPERATORS else char
            if char not in '+-*/%^=<>!&|(){}[],;.' or op in ('&', '|'):
                raise BcSyntax('illegal character: ' + char, line)
            found.append(Token('op', op, line))
            at += len(op)
    found.append(Token('end', '', line))
    return found


class Parser:
    """`next_unit` gives one after the other, so that what comes before an error is run."""

    def __init__(self, source: str) -> None:
        self.tokens = tokens_of(source)
        self.at = 0
        self.depth = 0

    def _peek(self) -> Token:
        return self.tokens[self.at]

    def _is(self, text: str) -> bool:
        token = self._peek()
        return token.kind in ('op', 'word') and token.text == text

    def _accept(self, text: str) -> bool:
        if not self._is(text):
            return False
        self.at += 1
        return True

    def _need(self, text: str) -> None:
        if not self._accept(text):
            raise self._fail()

    def _fail(self) -> BcSyntax:
        token = self._peek()
        return BcSyntax('syntax error', token.line + (1 if token.kind == 'newline' else 0))

    def _newlines(self) -> None:
        while self._peek().kind == 'newline':
            self.at += 1

    def skip_line(self) -> None:
        """After an error: continues after the line."""
        while self._peek().kind not in ('newline', 'end'):
            self.at += 1

    def next_unit(self) -> list[Tree] | Definition | None:
        """The statements of a line, or a function; None at the end. Raises BcSyntax."""
        self._newlines()
        if self._peek().kind == 'end':
            return None
        if self._is('define'):
            return self._function()
        found: list[Tree] = []
        while self._peek().kind not in ('newline', 'end'):
            if self._accept(';'):
                continue
            found.append(self._statement())
            if self._peek().kind not in ('newline', 'end') and not self._is(';'):
                raise self._fail()
        return found

    def _function(self) -> Definition:
        self._need('define')
        self._accept('void')
        name = self._name()
        self._need('(')
        parameters = self._names(')')
        self._need(')')
        self._newlines()
        self._need('{')
        self._newlines()
        autos: list[str] = []
        while self._accept('auto'):
            autos.extend(self._names(''))
            while self._accept(';') or self._peek().kind == 'newline':
                self._newlines()
        return Definition(name, parameters, autos, self._block())

    def _name(self) -> str:
        token = self._peek()
        if token.kind != 'name':
            raise self._fail()
        self.at += 1
        return token.text

    def _names(self, end: str) -> list[str]:
        found: list[str] = []
        if end != '' and self._is(end):
            return found
        while True:
            self._accept('*')
            name = self._name()
            if self._accept('['):
                self._need(']')
                name += '[]'
            found.append(name)
            if not self._accept(','):
                return found

    def _block(self) -> list[Tree]:
        """After the {, up to and with the }."""
        found: list[Tree] = []
        while True:
            while self._accept(';') or self._peek().kind == 'newline':
                self._newlines()
            if self._accept('}'):
                return found
            found.append(self._statement())
            if not (self._is(';') or self._is('}') or self._peek().kind == 'newline'):
                raise self._fail()

    def _statement(self) -> Tree:
        self.depth += 1
        if self.depth > _MOST_DEEP:
            raise BcSyntax('too deeply nested', self._peek().line)
        try:
            return self._one_statement()
        finally:
            self.depth -= 1

    def _one_statement(self) -> Tree:
        token = self._peek()
        if token.kind == 'string':
            self.at += 1
            return Tree('string', token.text, [])
        if self._accept('{'):
            return Tree('block', '', self._block())
        if token.kind == 'word':
            for word in ['break', 'continue', 'halt', 'quit', 'limits', 'warranty']:
                if self._accept(word):
                    return Tree(word, '', [])
            if self._accept('return'):
                ends = self._is(';') or self._is('}') or self._peek().kind in ('newline', 'end')
                return Tree('return', '', [] if ends else [self._expression()])
            if self._accept('print'):
                return self._print()
            if self._accept('if'):
                return self._if()
            if self._accept('while'):
                self._need('(')
                condition = self._expression()
                self._need(')')
                self._newlines()
                return Tree('while', '', [condition, self._statement()])
            if self._accept('for'):
                return self._for()
        value = self._expression()
        return Tree('silent' if value.kind == 'assign' else 'show', '', [value])

    def _print(self) -> Tree:
        parts: list[Tree] = []
        while True:
            token = self._peek()
            if token.kind == 'string':
                self.at += 1
                parts.append(Tree('string', token.text, []))
            else:
                parts.append(self._expression())
            if not self._accept(','):
                return Tree('print', '', parts)

    def _if(self) -> Tree:
        self._need('(')
        condition = self._expression()
        self._need(')')
        self._newlines()
        parts = [condition, self._statement()]
        before = self.at
        self._accept(';')
        self._newlines()
        if self._accept('else'):
            self._newlines()
            parts.append(self._statement())
        else:
            self.at = before
        return Tree('if', '', parts)

    def _for(self) -> Tree:
        self._need('(')
        parts: list[Tree] = []
        for end in [';', ';', ')']:
            parts.append(Tree('nothing', '', []) if self._is(end) else self._expression())
            self._need(end)
        self._newlines()
        return Tree('for', '', [*parts, self._statement()])

    # expressions, from weakest to strongest

    def _expression(self) -> Tree:
        self.depth += 1
        if self.depth > _MOST_DEEP:
            raise BcSyntax('too deeply nested', self._peek().line)
        try:
            return self._or()
        finally:
            self.depth -= 1

    def _or(self) -> Tree:
        left = self._and()
        while self._accept('||'):
            left = Tree('or', '', [left, self._and()])
        return left

    def _and(self) -> Tree:
        left = self._not()
        while self._accept('&&'):
            left = Tree('and', '', [left, self._not()])
        return left

    def _not(self) -> Tree:
        if self._accept('!'):
            return Tree('not', '', [self._not()])
        return self._relation()

    def _relation(self) -> Tree:
        left = self._assignment()
        while self._peek().kind == 'op' and self._peek().text in _RELATIONS:
            op = self._peek().text
            self.at += 1
            left = Tree('relation', op, [left, self._assignment()])
        return left

    def _assignment(self) -> Tree:
        left = self._sum()
        token = self._peek()
        if token.kind == 'op' and token.text in _ASSIGNING:
            if left.kind not in ('variable', 'element', 'special'):
                raise self._fail()
            self.at += 1
            return Tree('assign', token.text[:-1], [left, self._assignment()])
        return left

    def _sum(self) -> Tree:
        left = self._product()
        while self._is('+') or self._is('-'):
            op = self._peek().text
            self.at += 1
            left = Tree('binary', op, [left, self._product()])
        return left

    def _product(self) -> Tree:
        left = self._power()
        while self._is('*') or self._is('/') or self._is('%'):
            op = self._peek().text
            self.at += 1
            left = Tree('binary', op, [left, self._power()])
        return left

    def _power(self) -> Tree:
        left = self._unary()
        if self._accept('^'):
            return Tree('binary', '^', [left, self._power()])
        return left

    def _unary(self) -> Tree:
        if self._accept('-'):
            return Tree('negative', '', [self._unary()])
        for op in ['++', '--']:
            if self._accept(op):
                place = self._primary()
                if place.kind not in ('variable', 'element', 'special'):
                    raise self._fail()
                return Tree('before', op[0], [place])
        value = self._primary()
        for op in ['++', '--']:
            if value.kind in ('variable', 'element', 'special') and self._accept(op):
                return Tree('after', op[0], [value])
        return value

    def _primary(self) -> Tree:
        token = self._peek()
        if token.kind == 'number':
            self.at += 1
            return Tree('number', token.text, [])
        if self._accept('('):
            value = self._expression()
            self._need(')')
            return Tree('group', '', [value])
        if self._accept('.'):
            return Tree('special', 'last', [])
        if token.kind == 'word':
            return self._word(token)
        name = self._name()
        if self._accept('('):
            parts: list[Tree] = []
            while not self._accept(')'):
                parts.append(self._argument())
                if not self._accept(',') and not self._is(')'):
                    raise self._fail()
            return Tree('call', name, parts)
        if self._accept('['):
            index = self._expression()
            self._need(']')
            return Tree('element', name, [index])
        return Tree('variable', name, [])

    def _argument(self) -> Tree:
        """An expression, or a whole array: `a[]`."""
        following = ''.join([token.text for token in self.tokens[self.at + 1 : self.at + 3]])
        if self._peek().kind == 'name' and following == '[]':
            name = self._name()
            self.at += 2
            return Tree('array', name, [])
        return self._expression()

    def _word(self, token: Token) -> Tree:
        self.at += 1
        if token.text in ('ibase', 'obase', 'last') or (token.text == 'scale' and not self._is('(')):
            return Tree('special', token.text, [])
        if token.text in ('length', 'sqrt', 'scale'):
            self._need('(')
            value = self._argument()
            self._need(')')
            return Tree('builtin', token.text, [value])
        if token.text == 'read':
            self._need('(')
            self._need(')')
            return Tree('builtin', 'read', [])
        self.at -= 1
        raise self._fail()
