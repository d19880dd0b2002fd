"""A position in shell source: blanks and continued lines, operators and names there, and syntax errors.

Must not know words; the lexer does."""

from __future__ import annotations

from runtime_py.shell.bash_only import refusal

# longest first
OPERATORS = [
    '&>>',
    '<<-',
    '<<<',
    ';;&',
    '|&',
    '&&',
    '||',
    ';;',
    ';&',
    '<<',
    '>>',
    '<&',
    '>&',
    '<>',
    '>|',
    '&>',
    '&',
    '|',
    ';',
    '<',
    '>',
    '(',
    ')',
    '\n',
]
REDIRECTIONS = ['<', '>', '>>', '>|', '<>', '<&', '>&', '<<', '<<-', '<<<', '&>', '&>>']
BREAKS = ' \t\n;&|<>()'


class ShellSyntaxError(Exception):
    """`incomplete`: more input could complete it (an open quote, a missing `fi`)."""

    def __init__(self, message: str, line: int, incomplete: bool) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.incomplete = incomplete
        self.refused = False  # valid in bash
        self.closing = ''  # what should have ended a quote or an expansion
        self.told = f'Syntax error: {message}'


class Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.line = 1
        self.bash = False  # reads bash's language, and refuses what of it isn't implemented by name
        self.extglob = False  # reads bash's ?( ) *( ) +( ) @( ) !( ) as parts of words

    def fail(self, message: str, incomplete: bool = False) -> ShellSyntaxError:
        return ShellSyntaxError(message, self.line, incomplete)

    def unclosed(self, message: str, closing: str) -> ShellSyntaxError:
        """The end of the source came before what closes a quote or an expansion."""
        error = self.fail(message, True)
        error.closing = closing
        return error

    def refuse(self, what: str) -> ShellSyntaxError:
        """Refuses a feature of bash that this shell doesn't have."""
        error = ShellSyntaxError(refusal(what), self.line, False)
        error.told = error.message
        error.refused = True
        return error

    def skip_blanks(self) -> None:
        """Skips blanks, continued lines and comments."""
        source = self.source
        while self.at < len(source):
            char = source[self.at]
            if char == ' ' or char == '\t' or char == '\r':
                self.at += 1
            elif char == '\\' and source[self.at + 1 : self.at + 2] == '\n':
                self.at += 2
                self.line += 1
            elif char == '#':
                while self.at < len(source) and source[self.at] != '\n':
                    self.at += 1
            else:
                return

    def join(self, at: int) -> None:
        """Removes continued lines here: \\<newline> may be in the middle of an operator or a name (POSIX XCU 2.2.1)."""
        while self.source.startswith('\\\n', at):
            self.source = self.source[:at] + self.source[at + 2 :]
            self.line += 1

    def operator(self) -> str:
        """The operator that begins here, not consumed; '' when there is none."""
        if self.char() == '' or self.char() not in BREAKS:
            return ''
        if self.char() == '\n':
            return '\n'  # what follows may be a here-document
        if self.source.startswith('\\\n', self.at + 1):
            self.join(self.at + 1)
        if self.source.startswith('\\\n', self.at + 2):
            self.join(self.at + 2)
        if self.bash and self.at_process():
            return ''
        for op in OPERATORS:
            if self.source.startswith(op, self.at):
                return op
        return ''

    def at_process(self) -> bool:
        """Whether bash's <( ) or >( ) begins here."""
        return self.source.startswith('<(', self.at) or self.source.startswith('>(', self.at)

    def at_end(self) -> bool:
        return self.at >= len(self.source)

    def char(self) -> str:
        """The next character, '' at the end."""
        return self.source[self.at] if self.at < len(self.source) else ''

    def name(self, at: int) -> str:
        """The name here, which may continue on the next line."""
        name = name_at(self.source, at)
        while name != '' and self.source.startswith('\\\n', at + len(name)):
            self.join(at + len(name))
            name = name_at(self.source, at)
        return name


def name_at(source: str, at: int) -> str:
    """The variable name that begins there, or ''."""
    end = at
    while end < len(source) and is_name_char(source[end], end == at):
        end += 1
    return source[at:end]


def is_name_char(char: str, first: bool) -> bool:
    return 'a' <= char <= 'z' or 'A' <= char <= 'Z' or char == '_' or (not first and '0' <= char <= '9')
