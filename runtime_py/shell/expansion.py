"""Word expansion (POSIX XCU 2.6): tilde, parameters, command substitution, arithmetic, field splitting, pathnames,
quote removal, in that order. fields.py builds the fields."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.text import code_points
from runtime_py.shell.arithmetic import ArithmeticProblem, Evaluator
from runtime_py.shell.arithmetic_words import in_bash, in_dash
from runtime_py.shell.ast import (
    Arithmetic,
    CommandSubstitution,
    DoubleQuoted,
    List,
    Literal,
    Parameter,
    Part,
    ProcessSubstitution,
    Word,
)
from runtime_py.shell.bash.parameters import expand, is_list
from runtime_py.shell.bash.references import assign_text, text_at
from runtime_py.shell.bash.rules import PatternRules
from runtime_py.shell.braces import expand_braces
from runtime_py.shell.fields import Field, Fields, joined
from runtime_py.shell.flow import Problem
from runtime_py.shell.glob import Globber
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import count
from runtime_py.shell.parameter_ops import (
    Replacement,
    case_changed,
    replaced,
    replacement_of,
    sliced,
    sliced_list,
    trimmed,
)
from runtime_py.shell.pattern import has_magic
from runtime_py.shell.state import State
from runtime_py.shell.tildes import home_of


class ExpansionProblem(Problem):
    """`${x?}` of an unset x, `set -u`, a bad substitution: the command isn't run."""


class LineProblem(ExpansionProblem):
    """Bad arithmetic, or a pattern without names: bash goes on with the next line."""


class Scope:
    """For the expansions of one command: the descriptors that its substitutions inherit, and the status of the last
    substitution, -1 if there was none. `processes` are those of bash's <( ) and >( ): bash/processes.py."""

    def __init__(self, io: Io) -> None:
        self.io = io
        self.status = -1
        self.processes: Any = None


class Expander:
    """`substitute(list, scope)` runs a command substitution and returns its output without trailing newlines."""

    def __init__(self, state: State, globber: Globber, substitute: Callable[[List, Scope], Awaitable[str]]) -> None:
        self.state = state
        self.globber = globber
        self.substitute = substitute
        self._scope = Scope(Io())
        self._fields = Fields(state, True, False)  # of the word that is expanded
        self._listed = 0  # lists that had elements
        self.rules: PatternRules | None = None  # bash's patterns, while they differ from POSIX's
        # bash: starts a process substitution, and returns its name; a text as the prompt shows it
        self.start_process: Callable[[ProcessSubstitution, Scope], str] | None = None
        self.show_prompt: Callable[[str, Io], Awaitable[str]] | None = None

    # kinds of expansion

    async def fields(self, words: list[Word], scope: Scope) -> list[str]:
        """The arguments that words expand to."""
        found: list[str] = []
        for whole in words:
            for word in expand_braces(whole) if self.state.braces else [whole]:
                assigns = word.assigns and self.state.bash  # echo x=~: bash does it outside POSIX mode
                fields = await self._expand(word, scope, True, assigns, assigns)
                rules = self.rules
                for field in fields:
                    found.extend(self._pathnames(field) if rules is None else self._pathnames_by_rules(field, rules))
        return found

    def _pathnames(self, field: Field) -> list[str]:
        if not self.state.has_option('noglob') and has_magic(field.pattern):
            if self.state.bash and (self.state.get('GLOBIGNORE') or '') != '':
                return self._pathnames_by_rules(field, PatternRules(lambda option: False))
            names = self.globber.expand(field.pattern, self.state.cwd)
            if len(names) > 0:
                return names
        return [field.text]

    def _pathnames_by_rules(self, field: Field, rules: PatternRules) -> list[str]:
        """As `_pathnames`, with options of `shopt`."""
        if self.state.has_option('noglob') or not rules.has_magic(field.pattern):
            return [field.text]
        ignored = self.state.get('GLOBIGNORE') or ''
        if ignored != '':
            rules = rules.showing_hidden()
        names = self.globber.expand(field.pattern, self.state.cwd, rules)
        if ignored != '':
            patterns = ignored.split(':')
            names = [name for name in names if not any([rules.matches(pattern, name) for pattern in patterns])]
        if len(names) == 0 and rules.fails:
            raise LineProblem(f'no match: {field.text}')
        return names if len(names) > 0 or rules.empties else [field.text]

    async def text(self, word: Word | None, scope: Scope) -> str:
        """Expands to one string, without splitting or pathnames: redirections, case words."""
        if word is None:
            return ''
        return joined(await self._expand(word, scope, False, False, False))

    async def value(self, word: Word, named: bool, scope: Scope) -> str:
        """As `text`, for the value of an assignment, including its name if it is an argument (`export x=...`)."""
        return joined(await self._expand(word, scope, False, True, named))

    async def pattern(self, word: Word | None, scope: Scope) -> str:
        """As `text`, but a pattern."""
        if word is None:
            return ''
        fields = await self._expand(word, scope, False, False, False)
        return ' '.join([field.pattern for field in fields])

    async def regexp(self, word: Word, scope: Scope) -> str:
        """As `pattern`, for bash's =~."""
        saved = self._fields
        self._fields = Fields(self.state, False, True)
        try:
            return await self.pattern(word, scope)
        finally:
            self._fields = saved

    async def quoted_text(self, parts: list[Part], scope: Scope) -> str:
        """As in double quotes: bash's (( ))."""
        self._scope = scope
        return await self._quoted_text(parts)

    async def _expand(self, word: Word, scope: Scope, splits: bool, in_assignment: bool, named: bool) -> list[Field]:
        """The fields of a word, which may be a part of one that is expanded."""
        outer = self._fields
        self._fields = Fields(self.state, splits, outer.regexp)
        self._scope = scope
        for k, part in enumerate(word.parts):
            if isinstance(part, Literal) and not part.quoted:
                text = part.text
                if '~' in text and (k == 0 or in_assignment):
                    start = text.find('=') + 1 if named and k == 0 else 0
                    self._fields.literal(text[:start])
                    self._with_tildes(text[start:], k == 0, k == len(word.parts) - 1, in_assignment)
                else:
                    self._fields.literal(text)
            else:
                await self._part(part, False)
        found = self._fields.finish()
        self._fields = outer
        return found

    def _with_tildes(self, text: str, first: bool, last: bool, in_assignment: bool) -> None:
        """A literal that contains a ~. In an assignment a ~ after a colon counts too (POSIX XCU 2.6.1)."""
        pieces = text.split(':') if in_assignment else [text]
        for k, piece in enumerate(pieces):
            if k > 0:
                self._fields.literal(':')
            slash = piece.find('/')
            home: str | None = None
            # the name ends at a slash or at the end of the word: ~"x" and ~$x have none
            if piece.startswith('~') and (first or k > 0) and (slash >= 0 or last or k < len(pieces) - 1):
                home = home_of(self.state, self.globber.system, piece[1:] if slash < 0 else piece[1:slash])
            if home is None:
                self._fields.literal(piece)
            else:
                self._fields.quoted(home)
                self._fields.literal('' if slash < 0 else piece[slash:])

    # parts

    async def _part(self, part: Part, quoted: bool) -> None:
        if isinstance(part, Literal):
            if part.quoted or quoted:
                self._fields.quoted(part.text)
            else:
                self._fields.literal(part.text)
        elif isinstance(part, DoubleQuoted):
            await self._double_quoted(part)
        elif isinstance(part, Parameter):
            await self._parameter(part, quoted)
        elif isinstance(part, CommandSubstitution):
            self.result(await self._substituted(part), quoted)
        elif isinstance(part, Arithmetic):
            self.result(str(self.arithmetic(await self._quoted_text(part.parts))), quoted)
        elif isinstance(part, ProcessSubstitution) and self.start_process is not None:
            self.result(self.start_process(part, self._scope), True)

    async def _substituted(self, part: CommandSubstitution) -> str:
        """A substitution may expand words itself: saves this word's fields meanwhile."""
        fields, scope = self._fields, self._scope
        text = await self.substitute(part.body, scope)
        self._fields, self._scope = fields, scope
        return text

    def result(self, text: str, quoted: bool) -> None:
        if quoted:
            self._fields.quoted(text)
        else:
            self._fields.expanded(text)

    async def _double_quoted(self, part: DoubleQuoted) -> None:
        lists = [inner for inner in part.parts if is_list(inner)]
        if self.state.bash and len(lists) > 0:
            await self._with_lists(part)
            return
        if not (len(part.parts) == 1 and len(lists) == 1):
            self._fields.quoted('')  # even an empty quoted string is a field
        for inner in part.parts:
            await self._part(inner, True)

    async def _with_lists(self, part: DoubleQuoted) -> None:
        """In bash: "$@" and the like with other text. Nothing at all is no field."""
        fields = self._fields
        before, count, listed = fields.field.present, len(fields.ended), self._listed
        for inner in part.parts:
            await self._part(inner, True)
        if not before and len(fields.ended) == count and self._listed == listed and fields.field.text == '':
            fields.field = Field()

    async def _quoted_text(self, parts: list[Part]) -> str:
        """Expands parts to one string, separately from the word being expanded."""
        outer = self._fields
        self._fields = Fields(self.state, False, outer.regexp)
        for part in parts:
            await self._part(part, True)
        text = joined(self._fields.finish())
        self._fields = outer
        return text

    def arithmetic(self, expression: str) -> int:
        def get(name: str) -> str:
            value = self.state.get(name) if self.state.beyond is None else text_at(self.state, name)
            return '' if value is None else value

        def put(name: str, value: str) -> None:
            if self.state.beyond is None:
                self.state.set(name, value)
            else:
                assign_text(self.state, name, value, False)

        try:
            return Evaluator(get, put, self.state.bash).evaluate(expression)
        except ArithmeticProblem as problem:
            raise LineProblem(in_bash(problem) if self.state.bash else in_dash(problem, expression))

    # parameters

    def value_of(self, name: str) -> str | None:
        """A parameter's value; None when it is unset. `@` and `*` are joined."""
        state = self.state
        if name == '?':
            return str(state.status)
        if name == '#':
            return str(len(state.parameters))
        if name == '$':
            return str(state.pid)
        if name == '!':
            return str(state.last_background) if state.last_background > 0 else None
        if name == '-':
            return state.flags()
        if name == '@' or name == '*':
            return self._joined() if len(state.parameters) > 0 else None
        if name.isdigit():
            number = count(name)
            if number == 0:
                return state.name
            return state.parameters[number - 1] if number is not None and number <= len(state.parameters) else None
        return state.get(name)

    def _separator(self) -> str:
        ifs = self.state.get('IFS')
        return ' ' if ifs is None else ifs[:1]

    def _joined(self) -> str:
        return self._separator().join(self.state.parameters)

    async def _parameter(self, part: Parameter, quoted: bool) -> None:
        if part.is_bash:
            await expand(self, part, quoted)
            return
        if part.name == '@' and part.op == '':
            self._all(quoted)
            return
        if part.name == '*' and part.op == '' and not quoted and self._fields.splits:
            self._all(False)
            return
        if part.name in ('@', '*') and part.op != '' and part.op != '#len' and part.op[-1] not in '-=?+':
            await self._each(part, quoted)
            return
        if part.op == 'bad':
            if self.state.bash:
                raise LineProblem(f'{part.name}: bad substitution')
            raise ExpansionProblem('Bad substitution')
        name = part.name
        if part.indirect:
            target = self.value_of(name)
            name = '' if target is None else target
        value = self.value_of(name)
        op = part.op
        if op.lstrip(':') in ('-', '=', '?', '+') and op != '':
            await self.default(part, name, value, quoted)
            return
        if value is None and self.state.has_option('nounset') and name not in ('@', '*'):
            raise ExpansionProblem(self._unbound(name))
        if value is None and op[:1] == '/' and self.state.bash:
            self.result('', quoted)  # nothing to replace, while an empty value matches *
            return
        text = '' if value is None else value
        self.result(await self.operated(part, text), quoted)

    def _unbound(self, name: str) -> str:
        """With `set -u`."""
        if not self.state.bash:
            return f'{name}: parameter not set'
        return f'{"$" if name == "!" or name.isdigit() else ""}{name}: unbound variable'

    async def _each(self, part: Parameter, quoted: bool) -> None:
        """${@:1:2}, ${@#pattern} and the like: slices of the parameters, or the operation on each of them."""
        if part.op == ':':
            values = await self.slice_of_parameters(part)
        else:
            values = []
            for value in list(self.state.parameters):
                values.append(await self.operated(part, value))
        self.emit(values, part.name, quoted)

    async def slice_of_parameters(self, part: Parameter) -> list[str]:
        start = await self.bound(part, part.word)
        length = None if part.second is None else await self.bound(part, part.second)
        if length is not None and length < 0:
            raise self.problem(f'{length}: substring expression < 0')
        return sliced_list([self.state.name, *self.state.parameters], start, length)

    async def bound(self, part: Parameter, word: Word | None) -> int:
        """A number of ${name:start:length}."""
        try:
            return self.arithmetic(await self.aside(word))
        except LineProblem as problem:
            if self.state.bash:
                problem.message = f'{part.name}: {problem.message}'
            raise

    def emit(self, values: list[str], each: str, quoted: bool) -> None:
        """Several values: fields by @, one text by * in quotes."""
        if each == '@' or not (quoted or not self._fields.splits):
            self._fields_of(values, quoted, each)
        else:
            self.result(self._separator().join(values), quoted)

    def problem(self, message: str) -> ExpansionProblem:
        return ExpansionProblem(message)

    def line_problem(self, message: str) -> LineProblem:
        return LineProblem(message)

    def length(self, text: str) -> int:
        return len(code_points(text))

    async def as_prompt(self, text: str) -> str:
        if self.show_prompt is None:
            return text
        fields = self._fields
        shown = await self.show_prompt(text, self._scope.io)
        self._fields = fields
        return shown

    async def operated(self, part: Parameter, text: str) -> str:
        op = part.op
        if op == '':
            return text
        if op == '#len':
            return str(len(self.state.parameters) if part.name in ('@', '*') else self.length(text))
        if op == ':':
            start = await self.bound(part, part.word)
            length = None if part.second is None else await self.bound(part, part.second)
            return sliced(text, start, length)
        pattern = await self.pattern(part.word, self._scope)
        if op == '/' or op == '//':
            return replaced(text, pattern, await self._replacement(part.second), op == '//', self.rules)
        if op[0] in '^,~':
            return case_changed(text, op, pattern, self.rules)
        return trimmed(text, pattern, op, self.rules)

    async def _replacement(self, word: Word | None) -> Replacement:
        if word is None:
            return Replacement([''])
        beyond = self.state.beyond
        if beyond is None or not beyond.has('patsub_replacement'):
            return Replacement([await self.aside(word)])
        return replacement_of(await self.pattern(word, self._scope))

    async def aside(self, word: Word | None) -> str:
        """The text of a word within the one that is expanded."""
        return await self.text(word, self._scope)

    async def default(self, part: Parameter, name: str, value: str | None, quoted: bool) -> None:
        """${x:-w} ${x:=w} ${x:?w} ${x:+w}; without the colon, only an unset variable counts."""
        missing = value is None or (value == '' and part.op.startswith(':'))
        kind = part.op.lstrip(':')
        if kind == '+':
            if not missing:
                await self.word_within(part.word, quoted)
        elif not missing:
            self.result('' if value is None else value, quoted)
        elif kind == '-':
            await self.word_within(part.word, quoted)
        elif kind == '=':
            text = await self.aside(part.word)
            if name == '' or not (name[0].isalpha() or name[0] == '_'):
                raise LineProblem(f'{"$" if self.state.bash else ""}{name}: cannot assign in this way')
            if self.state.beyond is None:
                self.state.set(name, text)
            else:
                assign_text(self.state, name, text, False)
            self.result(text, quoted)
        else:
            text = await self.aside(part.word)
            raise ExpansionProblem(f'{name}: {text if text != "" else self._unset_text(part.op.startswith(":"))}')

    def _unset_text(self, or_null: bool) -> str:
        if not or_null:
            return 'parameter not set'
        return 'parameter null or not set' if self.state.bash else 'parameter not set or null'

    async def word_within(self, word: Word | None, quoted: bool) -> None:
        """Expands the word of ${x-word} into the field that is being built."""
        if word is None:
            return
        for k, part in enumerate(word.parts):
            if isinstance(part, Literal) and not part.quoted and not quoted:
                if k == 0 and part.text.startswith('~'):
                    self._with_tildes(part.text, True, len(word.parts) == 1, False)
                else:
                    self._fields.expanded(part.text)
            else:
                await self._part(part, quoted)

    def _all(self, quoted: bool) -> None:
        """$@: each parameter is a separate field."""
        self._fields_of(self.state.parameters, quoted)

    def _fields_of(self, values: list[str], quoted: bool, each: str = '@') -> None:
        self._listed += 1 if len(values) > 0 else 0
        for k, value in enumerate(values):
            if k > 0:
                if self._fields.splits:
                    self._fields.end_field()
                else:
                    self._fields.quoted(' ' if each == '@' and self.state.bash else self._separator())
            if quoted:
                self._fields.quoted(value)
            else:
                self._fields.expanded(value)
