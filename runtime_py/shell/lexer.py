"""Reads words, operators and here-documents of shell source (POSIX XCU 2.2, 2.3, 2.7.4).

The grammar decides what a word means; this only knows where one ends. Command substitutions are parsed on the spot by
the given parser, so that `$(case x in a) ;; esac)` is read correctly."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.shell.ast import (
    Arithmetic,
    CommandSubstitution,
    DoubleQuoted,
    List,
    Literal,
    Parameter,
    Part,
    Redirection,
    Word,
)
from runtime_py.shell.bash.words import is_indirect, old_arithmetic, process_substitution, read_braced
from runtime_py.shell.dollar_quotes import DollarQuoted
from runtime_py.shell.heredoc import HereDocument, read_documents, without_quotes
from runtime_py.shell.scanner import BREAKS, Scanner, name_at

_SPECIAL = '@*#?-$!0123456789'


class Lexer(Scanner):
    def __init__(self, source: str, parse_list: Callable[[], List]) -> None:
        super().__init__(source)
        self.pending: list[HereDocument] = []
        self.ends_documents = False  # whether the end of the source ends here-documents
        self._parse_list = parse_list

    def take(self, op: str) -> None:
        self.at += len(op)
        if op == '\n':
            self.line += 1
            read_documents(self)

    # words

    def word(self) -> Word | None:
        """The word that begins here, or None."""
        line, start = self.line, self.at
        parts = self.parts_until(BREAKS, False)
        if len(parts) == 0:
            return None
        word = Word(parts, line)
        if self.bash:
            word.source = self.source[start : self.at].replace('\\\n', '')
        return word

    def parts_until(self, breaks: str, in_quotes: bool) -> list[Part]:
        parts: list[Part] = []
        text = ''
        depth = 0  # of bash's patterns in parentheses
        nested = 0  # parentheses and ? of the arithmetic in ${x:start:length}
        while self.at < len(self.source):
            char = self.source[self.at]
            if breaks == ':}' and self.bash and char in '?():':
                if char != ':' or nested > 0:
                    nested += 1 if char in '?(' else -1
                    text += char
                    self.at += 1
                    continue
            if char in breaks:
                if self.extglob and (depth > 0 or (char == '(' and text != '' and text[-1] in '?*+@!')):
                    depth += 1 if char == '(' else (-1 if char == ')' else 0)
                    text += char
                    self.at += 1
                    continue
                if self.bash and breaks == BREAKS and self.at_process():
                    text = self._flush(text, parts)
                    parts.append(process_substitution(self))
                    continue
                break
            if char == '\\':
                escaped = self.source[self.at + 1 : self.at + 2]
                self.at += 2
                if escaped == '\n':
                    self.line += 1
                    continue
                if escaped == '' and not self.ends_documents:
                    raise self.fail('end of file after a backslash', True)
                text = self._flush(text, parts)
                parts.append(Literal(escaped if escaped != '' else '\\', True))
            elif char == "'":
                text = self._flush(text, parts)
                parts.append(Literal(self._single_quoted(), True))
            elif char == '"':
                text = self._flush(text, parts)
                self.at += 1
                parts.append(DoubleQuoted(self._quoted_parts('"')))
            elif char == '$' and self.bash and self.source[self.at + 1 : self.at + 2] == '"':
                self.at += 1  # a text to be translated, but there are no translations
            elif char == '$' and self.source[self.at + 1 : self.at + 2] == "'":
                text = self._flush(text, parts)
                parts.append(Literal(self._dollar_quoted(), True))
            elif char == '$' or char == '`':
                part = self.expansion(in_quotes)
                if part is None:
                    text += char
                    self.at += 1
                else:
                    text = self._flush(text, parts)
                    parts.append(part)
            else:
                if char == '\n':
                    self.line += 1
                text += char
                self.at += 1
        if depth > 0:
            raise self.fail('end of file unexpected (expecting ")")', True)
        self._flush(text, parts)
        return parts

    def _flush(self, text: str, parts: list[Part]) -> str:
        if text != '':
            parts.append(Literal(text, False))
        return ''

    def _single_quoted(self) -> str:
        end = self.source.find("'", self.at + 1)
        if end < 0:
            raise self.unclosed('Unterminated quoted string', "'")
        text = self.source[self.at + 1 : end]
        self.line += text.count('\n')
        self.at = end + 1
        return text

    def _dollar_quoted(self) -> str:
        quoted = DollarQuoted(self.source, self.at + 2)
        if quoted.end < 0:
            raise self.unclosed('Unterminated quoted string', "'")
        self.line += self.source[self.at : quoted.end].count('\n')
        self.at = quoted.end
        return quoted.text

    def _quoted_parts(self, end: str) -> list[Part]:
        """The parts within double quotes up to `end`, which is consumed ('' is the end of the source, for
        here-documents)."""
        parts: list[Part] = []
        text = ''
        while True:
            char = self.char()
            if char == '':
                if end != '':
                    raise self.unclosed('Unterminated quoted string', end)
                break
            if char == end:
                self.at += 1
                break
            if char == '\\':
                escaped = self.source[self.at + 1 : self.at + 2]
                if escaped == '\n':
                    self.at += 2
                    self.line += 1
                elif escaped != '' and (escaped in '$`\\' or escaped == end):
                    text += escaped
                    self.at += 2
                else:
                    text += char
                    self.at += 1
                continue
            part = self.expansion(True) if char == '$' or char == '`' else None
            if part is not None:
                if text != '':
                    parts.append(Literal(text, True))
                text = ''
                parts.append(part)
                continue
            if char == '\n':
                self.line += 1
            text += char
            self.at += 1
        if text != '':
            parts.append(Literal(text, True))
        return parts

    # expansions

    def expansion(self, quoted: bool) -> Part | None:
        """The expansion that this $ or backquote begins; None when the $ is literal."""
        if self.char() == '`':
            return self._backquoted(quoted)
        self.join(self.at + 1)
        following = self.source[self.at + 1 : self.at + 2]
        if following == '(':
            self.join(self.at + 2)
            if self.source.startswith('$((', self.at):
                arithmetic = self.arithmetic()
                if arithmetic is not None:
                    return arithmetic
            self.at += 2
            return self._substitution()
        if following == '{':
            self.at += 2
            return self._braced(quoted)
        if following == '[' and self.bash:
            return old_arithmetic(self)
        if following != '' and following in _SPECIAL:
            self.at += 2
            return Parameter(following)
        name = self.name(self.at + 1)
        if name == '':
            return None
        self.at += 1 + len(name)
        return Parameter(name)

    def _substitution(self) -> Part:
        return CommandSubstitution(self.body_in_parentheses())

    def body_in_parentheses(self) -> List:
        """A list up to its ), which is consumed."""
        body = self._parse_list()
        self.skip_blanks()
        if self.at_end():
            raise self.unclosed('end of file unexpected (expecting ")")', ')')
        if self.char() != ')':
            raise self.fail(f'"{self.char()}" unexpected (expecting ")")')
        self.at += 1
        return body

    def _backquoted(self, quoted: bool) -> Part:
        """The old form: removes backslashes first, then parses the text separately."""
        self.at += 1
        text = ''
        while self.char() != '`':
            char = self.char()
            if char == '':
                raise self.unclosed('EOF in backquote substitution', '`')
            self.at += 1
            following = self.char()
            if char == '\\' and following != '' and (following in '$`\\' or (quoted and following == '"')):
                self.at += 1
                char = following
            text += char
        self.at += 1
        return CommandSubstitution(self._parse_within(text))

    def _parse_within(self, text: str) -> List:
        """Parses another source with the same parser, then continues with this one."""
        source, at, line = self.source, self.at, self.line
        pending = self.pending
        self.source, self.at, self.pending = text, 0, []
        body = self._parse_list()
        self.skip_blanks()
        if not self.at_end():
            raise self.fail(f'"{self.char()}" unexpected')
        self.source, self.at, self.line, self.pending = source, at, line, pending
        return body

    def is_arithmetic(self) -> bool:
        """Whether bash's (( )) begins here rather than nested subshells. Consumes nothing."""
        if not self.source.startswith('((', self.at):
            return False
        at, line = self.at, self.line
        self.at -= 1  # the position of the dollar in $((
        found = self.arithmetic() is not None
        self.at, self.line = at, line
        return found

    def arithmetic(self) -> Part | None:
        """The lexer is at the dollar of $((. None when it is a command substitution that begins with a subshell: `$((` without its `))`."""
        start, line = self.at, self.line
        self.at += 3
        depth = 0
        parts: list[Part] = []
        text = ''
        while True:
            char = self.char()
            if char == '':
                self.at, self.line = start, line
                return None
            if char == ')' and depth == 0:
                self.join(self.at + 1)
                if self.source.startswith('))', self.at):
                    self.at += 2
                    break
                self.at, self.line = start, line
                return None
            part = self.expansion(True) if char == '$' or char == '`' else None
            if part is not None:
                if text != '':
                    parts.append(Literal(text, True))
                text = ''
                parts.append(part)
                continue
            if char == '\\' and self.source.startswith('\\\n', self.at):
                self.join(self.at)
                continue
            depth += 1 if char == '(' else (-1 if char == ')' else 0)
            if char == '\n':
                self.line += 1
            if char != '"':
                text += char
            self.at += 1
        if text != '':
            parts.append(Literal(text, True))
        return Arithmetic(parts)

    def _braced(self, in_quotes: bool) -> Part:
        """The rest of an expansion after `${`."""
        self.join(self.at)
        self.join(self.at + 1)
        source = self.source
        part = Parameter('')
        following = source[self.at + 1 : self.at + 2]
        # ${##}, ${#-} and ${#?} are lengths too, if nothing follows
        if self.char() == '#' and (
            following not in ('}', '-', '=', '?', '+', '#', '%', ':', '/', '')
            or (following in '-?#' and source[self.at + 2 : self.at + 3] == '}')
        ):
            self.at += 1
            part.op = '#len'
        elif self.char() == '!' and (is_indirect(source, self.at) if self.bash else name_at(source, self.at + 1) != ''):
            self.at += 1
            part.indirect = True
        part.name = self._parameter_name()
        if part.name == '':
            return self._bad_substitution()
        if self.bash and read_braced(self, part, in_quotes):
            return part
        if self.char() == '}':
            self.at += 1
            return part
        if part.op != '':
            return self._bad_substitution()
        part.op = self._braced_operator()
        if part.op == '':
            return self._bad_substitution()
        if in_quotes and part.op[-1] in '-=?+':
            part.word = Word(self._quoted_word_parts(), self.line)
        else:
            if part.op == '//' and self.bash and self.char() == '/':
                self.at += 1  # a slash here belongs to the pattern
                slash: list[Part] = [Literal('/', False)]
                part.word = Word([*slash, *self.parts_until('/}', in_quotes)], self.line)
                return self._end_of_replacement(part, in_quotes)
            part.word = Word(
                self.parts_until('/}' if part.op in ('/', '//') else (':}' if part.op == ':' else '}'), in_quotes),
                self.line,
            )
        return self._end_of_replacement(part, in_quotes)

    def _end_of_replacement(self, part: Parameter, in_quotes: bool) -> Part:
        """A second word, and the brace."""
        if part.op in ('/', '//', ':') and self.char() in ('/', ':'):
            self.at += 1
            part.second = Word(self.parts_until('}', in_quotes), self.line)
        if self.char() != '}':
            raise (self.unclosed("Missing '}'", '}') if self.at_end() else self.fail("Missing '}'"))
        self.at += 1
        return part

    def _parameter_name(self) -> str:
        name = self.name(self.at)
        if name == '':
            while self.char() != '' and self.char() in '0123456789':
                name += self.char()
                self.at += 1
                self.join(self.at)
            if name != '':
                return name
            name = self.char()
            if name == '' or name not in _SPECIAL:
                return ''
        self.at += len(name)
        self.join(self.at)
        return name

    def _braced_operator(self) -> str:
        self.join(self.at + 1)
        for op in [
            ':-',
            ':=',
            ':?',
            ':+',
            '##',
            '%%',
            '//',
            '^^',
            ',,',
            '~~',
            '-',
            '=',
            '?',
            '+',
            '#',
            '%',
            '/',
            ':',
            '^',
            ',',
            '~',
        ]:
            if self.source.startswith(op, self.at):
                self.at += len(op)
                return op
        return ''

    def _bad_substitution(self) -> Part:
        """Reported only when the word is expanded: the rest of the script may be valid."""
        part = Parameter('')
        part.op = 'bad'
        start = self.source.rfind('${', 0, self.at)
        self.parts_until('}', False)
        if self.char() != '}':
            raise self.unclosed("Missing '}'", '}')
        self.at += 1
        part.name = self.source[start : self.at] if self.bash else ''
        return part

    def _quoted_word_parts(self) -> list[Part]:
        """The word of "${x:-word}", up to its brace: a single quote is literal there, and double quotes quote nothing
        more."""
        parts: list[Part] = []
        text = ''
        while self.char() != '}':
            char = self.char()
            following = self.source[self.at + 1 : self.at + 2]
            if char == '':
                raise self.unclosed("Missing '}'", '}')
            if char == '\\' and following != '' and following in '$`"\\}\n':
                self.at += 2
                if following == '\n':
                    self.line += 1
                else:
                    text += following
                continue
            part: Part | None = None
            if char == '"':
                self.at += 1
                part = DoubleQuoted(self._quoted_parts('"'))
            elif char == '$' or char == '`':
                part = self.expansion(True)
            if part is not None:
                if text != '':
                    parts.append(Literal(text, True))
                text = ''
                parts.append(part)
                continue
            if char == '\n':
                self.line += 1
            text += char
            self.at += 1
        if text != '':
            parts.append(Literal(text, True))
        return parts

    # here-documents

    def document_word(self, word: Word, start: int, redirection: Redirection, strip_tabs: bool) -> None:
        """`<<` and its word, which begins at start, were read: the document begins after the next newline."""
        quoted = False
        for part in word.parts:
            if isinstance(part, DoubleQuoted) or (isinstance(part, Literal) and part.quoted):
                quoted = True
        written = self.source[start : self.at].replace('\\\n', '')
        redirection.delimiter = written
        redirection.strips_tabs = strip_tabs
        self.pending.append(
            HereDocument(redirection, without_quotes(written) if quoted else written, strip_tabs, quoted)
        )

    def finish_documents(self) -> None:
        """At the end of the source: documents whose line has no newline are empty."""
        if len(self.pending) > 0:
            read_documents(self)

    def document_parts(self, text: str) -> list[Part]:
        """The parts of a text with expansions as in a here-document."""
        source, at, line = self.source, self.at, self.line
        self.source, self.at = text, 0
        parts = self._quoted_parts('')
        self.source, self.at, self.line = source, at, line
        return parts
