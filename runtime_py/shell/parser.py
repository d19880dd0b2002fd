"""The shell's grammar (POSIX XCU 2.10), by recursive descent over the lexer.

`parse(source, aliases)` returns the whole program; a ShellSyntaxError has the line, and whether more input could
complete it."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.alias_texts import AliasTexts
from runtime_py.shell.ast import (
    AndOr,
    Assignment,
    Command,
    For,
    Function,
    Group,
    List,
    Literal,
    Pipeline,
    Redirection,
    Simple,
    Subshell,
    While,
    Word,
)
from runtime_py.shell.bash.coprocess import coprocess
from runtime_py.shell.bash.grammar import (
    arithmetic_command,
    arithmetic_for,
    assignment,
    assigns_element,
    compound_argument,
    condition,
    select,
)
from runtime_py.shell.compound_grammar import case_clause, if_clause, loop_body, loop_head
from runtime_py.shell.lexer import Lexer
from runtime_py.shell.redirection_grammar import read_redirection
from runtime_py.shell.scanner import ShellSyntaxError, name_at

RESERVED = [
    'if',
    'then',
    'else',
    'elif',
    'fi',
    'do',
    'done',
    'case',
    'esac',
    'while',
    'until',
    'for',
    '{',
    '}',
    '!',
    'in',
]
# words that end a list inside a compound command
_CLOSERS = ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']


class Parser:
    def __init__(self, source: str, aliases: Map[str, str], bash: bool = False) -> None:
        self.lexer = Lexer(source, lambda: self.list_until_closer())
        self.lexer.bash = bash
        self._aliases = AliasTexts(self.lexer, aliases, lambda: self.peek_word())

    def use_aliases(self, aliases: Map[str, str]) -> None:
        self._aliases.texts = aliases

    # helpers

    def fail(self, expected: str = '') -> ShellSyntaxError:
        """The syntax error for the present token."""
        lexer = self.lexer
        hint = f' (expecting "{expected}")' if expected != '' else ''
        if lexer.at_end():
            return lexer.fail('end of file unexpected' + hint, True)
        op = lexer.operator()
        if op == '\n':
            return lexer.fail('newline unexpected' + hint)
        found = op if op != '' else self._next_text()
        return lexer.fail(f'"{found}" unexpected{hint}')

    def _next_text(self) -> str:
        start = self.lexer.at
        self.lexer.word()
        text = self.lexer.source[start : self.lexer.at]
        return text if text != '' else self.lexer.char()

    def peek_word(self) -> str:
        """The unquoted literal that begins here, not consumed; '' when it is anything else."""
        self.lexer.skip_blanks()
        if self.lexer.at_end() or self.lexer.operator() != '':
            return ''
        source = self.lexer.source
        end = self.lexer.at
        while end < len(source) and source[end] not in ' \t\r\n;&|<>()\'"$`':
            if source[end] == '\\':
                if not source.startswith('\\\n', end):
                    break
                self.lexer.join(end)
                source = self.lexer.source
                continue
            end += 1
        if end < len(source) and source[end] in '\'"\\$`':
            return ''
        return source[self.lexer.at : end]

    def accept(self, word: str) -> bool:
        if self.peek_word() != word:
            return False
        self.lexer.at += len(word)
        return True

    def expect(self, word: str) -> None:
        if not self.accept(word):
            raise self.fail(word)

    def operator(self) -> str:
        self.lexer.skip_blanks()
        return self.lexer.operator()

    def accept_operator(self, op: str) -> bool:
        if self.operator() != op:
            return False
        self.lexer.take(op)
        return True

    def newlines(self) -> None:
        while self.operator() == '\n':
            self.lexer.take('\n')

    # lists

    def program(self) -> List:
        found = self.list_until_closer()
        self.lexer.skip_blanks()
        if not self.lexer.at_end():
            raise self.fail()
        if len(self.lexer.pending) > 0:
            raise self.lexer.fail(f'here-document without its end marker "{self.lexer.pending[0].end}"', True)
        return found

    def complete_command(self) -> List | None:
        """The commands up to the end of a line; None at the end of the source, where a here-document may end without
        its delimiter."""
        self.lexer.ends_documents = True
        items: list[AndOr] = []
        self.newlines()
        while not self.lexer.at_end():
            if self._at_closer():
                raise self.fail()
            if self.operator() == '\n':
                self.newlines()  # an empty alias
                continue
            op = self._item(items)
            if op != '' and op != '\n':
                op = self.operator()
            elif op == '' and not self.lexer.at_end():
                raise self.fail()
            if op == '\n':
                self.lexer.take(op)
                break
        if self.lexer.at_end():
            self.lexer.finish_documents()
        return List(items) if len(items) > 0 else None

    def list_until_closer(self) -> List:
        """Commands up to a token that can't begin one: a closing word, a `)`, `;;` or the end."""
        items: list[AndOr] = []
        while True:
            self.newlines()
            if self._at_closer():
                return List(items)
            if self.operator() == '\n':
                continue  # an empty alias
            if self._item(items) == '':
                return List(items)

    def _item(self, items: list[AndOr]) -> str:
        """Adds a command; returns what ends it: & or ; (consumed), a newline (not consumed), or '' for anything
        else."""
        item = self.and_or()
        items.append(item)
        op = self.operator()
        if op == '&' or op == ';':
            item.background = op == '&'
            self.lexer.take(op)
            return op
        return op if op == '\n' else ''

    def _at_closer(self) -> bool:
        op = self.operator()
        if self.lexer.at_end() or op in (')', ';;', ';&', ';;&'):
            return True
        self._aliases.expand()
        return self.peek_word() in _CLOSERS

    def body(self, closing: str = '') -> List:
        """A list that must not be empty. `closing` is what ends it."""
        found = self.list_until_closer()
        if len(found.items) == 0:
            raise self.fail(closing if self.lexer.at_end() else '')
        return found

    def and_or(self) -> AndOr:
        found = AndOr()
        self.lexer.skip_blanks()
        start = self.lexer.at
        found.pipelines.append(self.pipeline())
        op = self.operator()
        while op == '&&' or op == '||':
            self.lexer.take(op)
            self.newlines()
            found.operators.append(op)
            found.pipelines.append(self.pipeline())
            op = self.operator()
        found.text = self.lexer.source[start : self.lexer.at].strip()
        return found

    def pipeline(self) -> Pipeline:
        self.lexer.skip_blanks()
        start = self.lexer.at
        timed = self.accept('time')
        portable = timed and self.lexer.bash and self.accept('-p')
        negated = False
        while self.accept('!'):
            negated = not negated
        if self.lexer.bash and (negated or timed) and (self.operator() in ('\n', ';') or self.lexer.at_end()):
            return Pipeline([Group(List([]), self.lexer.line)], negated, timed)  # bash's `!` alone
        commands = [self.command()]
        while self.accept_operator('|') or self._accept_both(commands[-1]):
            self.newlines()
            commands.append(self.command())
        found = Pipeline(commands, negated, timed)
        found.portable = portable
        found.text = self.lexer.source[start : self.lexer.at].strip()
        return found

    def _accept_both(self, command: Command) -> bool:
        """bash's `|&`: stderr goes into the pipe, too."""
        if not self.lexer.bash or self.operator() != '|&':
            return False
        self.lexer.take('|&')
        target = Word([Literal('1', True)], self.lexer.line)
        target.source = '1'
        command.redirections.append(Redirection('>&', 2, target))
        return True

    # commands

    def command(self) -> Command:
        self._aliases.expand()
        line = self.lexer.line
        if self.operator() == '(':
            if self.lexer.bash and self.lexer.is_arithmetic():
                return self._with_redirections(arithmetic_command(self, line))
            self.lexer.take('(')
            body = self.body(')')
            if not self.accept_operator(')'):
                raise self.fail(')')
            return self._with_redirections(Subshell(body, line))
        word = self.peek_word()
        if self.lexer.bash and word in ('[[', 'select', 'coproc'):
            return self._with_redirections(self._bash_compound(word, line))
        if word in RESERVED:
            return self._with_redirections(self._compound(word, line))
        if word == 'function':
            return self._bash_function(line)
        return self.simple(line)

    def _with_redirections(self, command: Command) -> Command:
        redirection = self.redirection()
        while redirection is not None:
            command.redirections.append(redirection)
            redirection = self.redirection()
        return command

    def _compound(self, word: str, line: int) -> Command:
        if word not in ('if', 'for', 'while', 'until', 'case', '{'):
            raise self.fail()
        self.lexer.at += len(word)
        if word == 'if':
            return if_clause(self, line)
        if word == 'for':
            return self._for(line)
        if word == 'case':
            return case_clause(self, line)
        if word == '{':
            body = self.body('}')
            self.expect('}')
            return Group(body, line)
        condition = self.body('do')
        self.expect('do')
        body = self.body('done')
        self.expect('done')
        return While(condition, body, word == 'until', line)

    def _bash_compound(self, word: str, line: int) -> Command:
        if word == 'coproc':
            return coprocess(self, line)
        return condition(self, line) if word == '[[' else select(self, line)

    def _for(self, line: int) -> Command:
        self.lexer.skip_blanks()
        if self.lexer.bash and self.lexer.source.startswith('((', self.lexer.at):
            return arithmetic_for(self, line)
        begin = self.lexer.at
        name, words = loop_head(self)
        text = self.lexer.source[begin : self.lexer.at].strip(' \t\n;')
        found = For(name, words, loop_body(self), line)
        found.text = text
        return found

    def _bash_function(self, line: int) -> Command:
        """`function name { ...; }` and `function name() { ...; }`"""
        self.lexer.at += len('function')
        self.lexer.skip_blanks()
        name = self.peek_word()
        if name == '':
            raise self.fail()
        self.lexer.at += len(name)
        if self.accept_operator('('):
            if not self.accept_operator(')'):
                raise self.fail(')')
        return self._function_body(name, line)

    def _function_body(self, name: str, line: int) -> Command:
        self.newlines()
        start = self.lexer.at
        body = self.command()
        if isinstance(body, Simple):
            raise self.lexer.fail(f'function {name}: a compound command is expected')
        made = Function(name, body, line)
        if self.lexer.bash:
            made.text = self.lexer.source[start : self.lexer.at].strip()
        return made

    # simple commands

    def simple(self, line: int) -> Command:
        command = Simple(line)
        begin = self.lexer.at
        while True:
            redirection = self.redirection()
            if redirection is not None:
                command.redirections.append(redirection)
                continue
            op = self.operator()
            if op == '(' and len(command.words) == 1 and len(command.assignments) == 0:
                name = command.words[0].literal()
                if name is not None:
                    self.lexer.take('(')
                    if not self.accept_operator(')'):
                        raise self.fail(')')
                    return self._function_body(name, line)
            if op != '' or self.lexer.at_end():
                break
            if len(command.words) == 0:
                self._aliases.expand()
                start = self.lexer.at
                assignment = self._assignment()
                if assignment is not None:
                    if self.lexer.bash:
                        assignment.source = self.lexer.source[start : self.lexer.at].strip()
                    command.assignments.append(assignment)
                    continue
            elif self._aliases.reach_on():
                self._aliases.expand()
            elif self.lexer.bash:
                compound = compound_argument(self, command)
                if compound is not None:
                    command.words.append(compound)
                    command.declares = True
                    continue
            start = self.lexer.at
            word = self.lexer.word()
            if word is None:
                break
            self._aliases.word_ended()
            if len(command.words) > 0:
                name = name_at(self.lexer.source, start)
                word.assigns = name != '' and self.lexer.source[start + len(name) : start + len(name) + 1] == '='
                if self.lexer.bash and not word.assigns and name != '':
                    word.assigns = assigns_element(self.lexer.source, start)
                command.declares = command.declares or word.assigns
            command.words.append(word)
        if len(command.words) == 0 and len(command.assignments) == 0 and len(command.redirections) == 0:
            raise self.fail()
        if self.lexer.bash:
            command.text = self.lexer.source[begin : self.lexer.at].strip()
        return command

    def _assignment(self) -> Assignment | None:
        lexer = self.lexer
        if lexer.bash:
            return assignment(self)
        name = lexer.name(lexer.at)
        if name == '':
            return None
        after = lexer.at + len(name)
        append = lexer.source.startswith('+=', after)
        if not append and lexer.source[after : after + 1] != '=':
            return None
        lexer.at = after + (2 if append else 1)
        word = lexer.word()
        return Assignment(name, Word([], lexer.line) if word is None else word, append)

    def redirection(self) -> Redirection | None:
        return read_redirection(self)


def parse(source: str, aliases: Map[str, str], bash: bool = False) -> List:
    """The program of a source. Raises ShellSyntaxError."""
    return Parser(source, aliases, bash).program()
