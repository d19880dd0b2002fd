"""Prints the shell's syntax tree as a script again; parsing the script gives the same tree (test_printer_property.py).
CPython only.

Quotes are printed in a canonical form, because the tree knows what is quoted but not how. Must not know how anything
runs."""

from __future__ import annotations

from runtime_py.shell.ast import (
    AndOr,
    Arithmetic,
    ArithmeticCommand,
    ArithmeticFor,
    Assignment,
    Case,
    Command,
    CommandSubstitution,
    Condition,
    DoubleQuoted,
    For,
    Function,
    Group,
    If,
    List,
    Literal,
    Parameter,
    Part,
    Pipeline,
    ProcessSubstitution,
    Redirection,
    Select,
    Simple,
    Subshell,
    Test,
    While,
    Word,
)


def print_tree(program: List) -> str:
    printer = Printer(False)
    printer.list(program)
    return printer.text()


class Printer:
    """`inline`: without newlines, because one would begin the here-documents of the surrounding line."""

    def __init__(self, inline: bool) -> None:
        self.inline = inline
        self.out: list[str] = []
        self.documents: list[str] = []

    def text(self) -> str:
        return ''.join(self.out)

    def put(self, *texts: str) -> None:
        self.out += texts

    def break_line(self) -> None:
        if self.inline and not self.documents:
            self.put(' ')
            return
        self.put('\n', *self.documents)
        self.documents = []

    def list(self, items: List) -> None:
        for item in items.items:
            self.and_or(item)

    def and_or(self, item: AndOr) -> None:
        for place, pipeline in enumerate(item.pipelines):
            self.put(f' {item.operators[place - 1]} ' if place > 0 else '')
            self.pipeline(pipeline)
        self.put(' &' if item.background else ';' if self.inline and not self.documents else '')
        self.break_line()

    def pipeline(self, pipeline: Pipeline) -> None:
        self.put(
            'time ' if pipeline.timed else '', '-p ' if pipeline.portable else '', '! ' if pipeline.negated else ''
        )
        for place, command in enumerate(pipeline.commands):
            self.put(' | ' if place > 0 else '')
            self.command(command)

    def body(self, before: str, body: List) -> None:
        self.put(before)
        self.break_line()
        self.list(body)

    def command(self, command: Command) -> None:
        if isinstance(command, Simple):
            self.simple(command)
        elif isinstance(command, Group):
            self.body('{', command.body)
            self.put('}')
        elif isinstance(command, Subshell):
            self.body('(', command.body)
            self.put(')')
        elif isinstance(command, If):
            self.conditions(command)
        elif isinstance(command, For):
            self.loop('for', command)
        elif isinstance(command, While):
            self.body('until' if command.until else 'while', command.condition)
            self.body('do', command.body)
            self.put('done')
        elif isinstance(command, Case):
            self.cases(command)
        elif isinstance(command, Condition):
            self.put('[[ ', self.test(command.test), ' ]]')
        elif isinstance(command, ArithmeticCommand):
            self.put('((', self.expression(command.parts), '))')
        elif isinstance(command, ArithmeticFor):
            self.put('for ((', ';'.join(self.expression(clause) for clause in command.clauses), '));')
            self.body(' do', command.body)
            self.put('done')
        elif isinstance(command, Select):
            self.loop('select', command)
        elif isinstance(command, Function):
            self.put(f'{command.name}() ')
            self.command(command.body)
        for redirection in command.redirections:
            self.redirection(redirection)

    def loop(self, kind: str, command: For | Select) -> None:
        self.put(
            f'{kind} {command.name}',
            '' if command.words is None else ' in' + ''.join(f' {self.word(word)}' for word in command.words),
            ';' if self.inline else '',
        )
        self.break_line()
        self.body('do', command.body)
        self.put('done')

    def test(self, test: Test) -> str:
        if test.op in ('&&', '||'):
            return f'{self.test(test.nodes[0])} {test.op} {self.test(test.nodes[1])}'
        if test.op == '!':
            return f'! {self.test(test.nodes[0])}'
        if test.op == '(':
            return f'( {self.test(test.nodes[0])} )'
        words = [self.word(word) for word in test.words]
        if len(words) == 1:
            return words[0] if test.op == '' else f'{test.op} {words[0]}'
        return f'{words[0]} {test.op} {words[1]}'

    def expression(self, parts: list[Part]) -> str:
        return ''.join(each.text if isinstance(each, Literal) else self.expansion(each, True) for each in parts)

    def assignment(self, each: Assignment) -> str:
        subscript = '' if each.subscript is None else f'[{self.word(each.subscript)}]'
        head = f'{each.name}{subscript}{"+=" if each.append else "="}'
        if each.items is None:
            return head + self.word(each.value)
        texts = []
        for item in each.items:
            key = '' if item.subscript is None else f'[{self.word(item.subscript)}]{"+=" if item.append else "="}'
            texts.append(key + self.word(item.value))
        return f'{head}({" ".join(texts)})'

    def simple(self, command: Simple) -> None:
        texts = [self.assignment(each) for each in command.assignments] + [
            self.word(word) if word.compound is None else self.assignment(word.compound) for word in command.words
        ]
        self.put(' '.join(texts))

    def conditions(self, command: If) -> None:
        for place, (condition, body) in enumerate(command.clauses):
            self.body('if' if place == 0 else 'elif', condition)
            self.body('then', body)
        if command.otherwise is not None:
            self.body('else', command.otherwise)
        self.put('fi')

    def cases(self, command: Case) -> None:
        self.put(f'case {self.word(command.word)} in')
        self.break_line()
        for item in command.items:
            self.body('(' + ' | '.join(self.word(pattern) for pattern in item.patterns) + ')', item.body)
            self.put(item.end)
            self.break_line()
        self.put('esac')

    def redirection(self, redirection: Redirection) -> None:
        number = '' if redirection.fd == -1 else str(redirection.fd)
        if redirection.variable:
            number = '{' + redirection.variable + '}'
        if redirection.op != '<<':
            self.put(f' {number}{redirection.op} {self.word(redirection.word)}')
            return
        [part] = redirection.word.parts
        if isinstance(part, Literal):
            content, quote = part.text, "'"
        else:
            content, quote = (
                ''.join(
                    escaped(each.text, '$`\\') if isinstance(each, Literal) else self.expansion(each, True)
                    for each in part.parts
                ),
                '',
            )
        end = 'END'
        while end in content:
            end += '_'
        self.put(f' {number}<<{quote}{end}{quote}')
        self.documents.append(f'{content}{end}\n')

    def word(self, word: Word, in_quotes: bool = False) -> str:
        return ''.join(self.part(part, in_quotes) for part in word.parts)

    def part(self, part: Part, in_quotes: bool) -> str:
        if isinstance(part, Literal):
            return quoted(part.text) if part.quoted else part.text
        if isinstance(part, DoubleQuoted):
            return self.double_quoted(part)
        return self.expansion(part, in_quotes)

    def double_quoted(self, part: DoubleQuoted) -> str:
        return (
            '"'
            + ''.join(
                escaped(each.text, '$`"\\') if isinstance(each, Literal) else self.expansion(each, True)
                for each in part.parts
            )
            + '"'
        )

    def expansion(self, part: Part, in_quotes: bool) -> str:
        if isinstance(part, CommandSubstitution):
            inside = Printer(True)
            inside.list(part.body)
            return f'$( {inside.text()})'
        if isinstance(part, ProcessSubstitution):
            inside = Printer(True)
            inside.list(part.body)
            return f'{part.op}( {inside.text()})'
        if isinstance(part, Arithmetic):
            return '$((' + self.expression(part.parts) + '))'
        assert isinstance(part, Parameter), part
        if part.op == 'bad':
            return part.name or '${}'
        place = f'[{part.each}]' if part.each else ''
        if part.subscript is not None:
            place = f'[{self.word(part.subscript, in_quotes)}]'
        if part.op == '#len':
            return f'${{#{part.name}{place}}}'
        if part.op == 'keys':
            return f'${{!{part.name}{place}}}'
        if part.op.startswith('names'):
            return f'${{!{part.name}{part.op[-1]}}}'
        name = ('!' if part.indirect else '') + part.name + place
        second = '' if part.second is None else (':' if part.op == ':' else '/') + self.word(part.second, in_quotes)
        return f'${{{name}{part.op}{"" if part.word is None else self.braced_word(part, in_quotes)}{second}}}'

    def braced_word(self, part: Parameter, in_quotes: bool) -> str:
        """Within double quotes the word of a default is quoted as a whole."""
        if not in_quotes or part.op[-1] not in '-=?+':
            return self.word(part.word, in_quotes)
        texts = []
        for each in part.word.parts:
            if isinstance(each, Literal):
                texts.append(escaped(each.text, '$`"\\}'))
            else:
                texts.append(self.double_quoted(each) if isinstance(each, DoubleQuoted) else self.expansion(each, True))
        return ''.join(texts)


def escaped(text: str, special: str) -> str:
    return ''.join('\\' + char if char in special else char for char in text)


def quoted(text: str) -> str:
    """As one literal: after a backslash, in single quotes, or in $'' if it contains either."""
    if len(text) == 1 and text != '\n':
        return '\\' + text
    return f"'{text}'" if "'" not in text else "$'" + escaped(text, "'\\") + "'"
