"""Runs a sed script over lines: pattern space, hold space, the cycle (POSIX XCU sed)."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.platform.regexp import Match, Regexp
from runtime_py.platform.text import pad_left, to_base
from runtime_py.shell.support.command_output import output_of
from runtime_py.shell.utilities.sed.input import SedInput
from runtime_py.shell.utilities.sed.output import SedOutput
from runtime_py.shell.utilities.sed.parser import Address, Command, Part, Script, SedProblem

_GO_ON = 0  # with the next command
_END_CYCLE = 1
_RESTART = 2  # D: without reading
_QUIT = 3


class Machine:
    """`status` is the exit code given to q and Q."""

    def __init__(self, script: Script, quiet: bool, source: SedInput, output: SedOutput) -> None:
        self.commands = script.commands
        self.quiet = quiet or script.quiet
        self.source = source
        self.output = output
        self.status = 0
        self.space = ''
        self.hold = ''
        self.newline = '\n'  # the newline of the line in the pattern space: '' for a last line without one
        self._appended: list[list[str]] = []  # ['text' | 'file' | 'line', value]
        self._substituted = False
        self._last_pattern: Regexp | None = None
        self._asked_to_quit = False
        self._deleted = False  # don't print the pattern space at the end of this cycle

    async def run(self) -> bool:
        """Runs a cycle; whether the script asked to quit."""
        restart = False
        while True:
            if not restart and not await self._read():
                return False
            self._deleted = False
            how = await self._cycle()
            restart = how == _RESTART
            if not self.quiet and not self._deleted and not restart:
                self.output.line(self.space, self.newline)
            await self._flush_appended()
            await self.output.breathe()
            if how == _QUIT:
                return self._asked_to_quit

    async def _read(self) -> bool:
        """Reads the next line into the pattern space; False at the end."""
        line = await self.source.next_line()
        if line is None:
            return False
        self.space = line
        self.newline = self.source.newline
        self._substituted = False
        return True

    async def _flush_appended(self) -> None:
        for entry in self._appended:
            if entry[0] == 'text':
                self.output.write(entry[1])
            else:
                self.output.write(await self.source.text_of(entry[1], entry[0] == 'line'))
        self._appended = []

    async def _cycle(self) -> int:
        k = 0
        while k < len(self.commands):
            command = self.commands[k]
            k += 1
            if not await self._selected(command):
                if command.name == '{':
                    k = command.target + 1
                continue
            name = command.name
            if name == 'b' or (name == 't' and self._substituted) or (name == 'T' and not self._substituted):
                k = command.target
                await self.output.context.breathe()
            if name == 't' or name == 'T':
                self._substituted = False
            elif name == 's':
                await self._substitute(command)
            elif name in 'nNqQdDcF=':
                how = await self._control(command)
                if how != _GO_ON:
                    return how
            else:
                await self._simple(command)
        return _END_CYCLE

    # addresses

    async def _selected(self, command: Command) -> bool:
        if command.first is None:
            return not command.negated
        if command.second is None:
            return await self._matches(command.first) != command.negated
        return await self._in_range(command, command.first, command.second) != command.negated

    async def _matches(self, address: Address) -> bool:
        number = self.source.number
        if address.kind == 'line':
            return number == address.number
        if address.kind == 'last':
            return await self.source.is_last()
        if address.kind == 'step':
            if address.step == 0:
                return number == address.number
            return number >= address.number and (number - address.number) % address.step == 0
        return self._pattern(address.pattern).test(self.space)

    async def _in_range(self, command: Command, first: Address, second: Address) -> bool:
        number = self.source.number
        if not command.active:
            # 0,/re/ checks for its end from the first line on
            zero = first.kind == 'line' and first.number == 0
            if not (zero and number == 1 and command.until == 0) and not await self._matches(first):
                return False
            command.active = True
            if second.kind == 'plus':
                command.until = number + second.number
            elif second.kind == 'multiple':
                # as GNU sed 4.9: a range that begins at a multiple ends at the next one
                step = second.number
                command.until = number if step == 0 else (number // step + 1) * step
            else:
                command.until = second.number
            if second.kind != 'pattern' and second.kind != 'last' and number >= command.until:
                command.active = False
                return True
            if second.kind != 'pattern' or not zero:
                return True
        if second.kind == 'pattern' or second.kind == 'last':
            if await self._matches(second):
                command.active = False
                command.until = -1
            return True
        if number >= command.until:
            command.active = False
        # if the ending line number has passed, the range ends before this line
        return number <= command.until

    def _pattern(self, pattern: Regexp | None) -> Regexp:
        found = self._last_pattern if pattern is None else pattern
        if found is None:
            raise SedProblem('no previous regular expression')
        self._last_pattern = found
        return found

    # commands

    async def _control(self, command: Command) -> int:
        """Commands that end cycles or read more input."""
        name = command.name
        if name == '=':
            self.output.write(f'{self.source.number}\n')
        elif name == 'F':
            self.output.write(self.source.name + '\n')
        elif name == 'd':
            self._deleted = True
            return _END_CYCLE
        elif name == 'D':
            at = self.space.find('\n')
            if at < 0:
                self._deleted = True
                return _END_CYCLE
            self.space = self.space[at + 1 :]
            return _RESTART
        elif name == 'c':
            # a range is replaced as a whole, at its end
            if command.second is None or command.negated or not command.active:
                self.output.write(command.text)
            self._deleted = True
            return _END_CYCLE
        elif name == 'q' or name == 'Q':
            self.status = command.number
            self._asked_to_quit = True
            self._deleted = name == 'Q'
            return _QUIT
        else:
            return await self._next(name)
        return _GO_ON

    async def _next(self, name: str) -> int:
        if await self.source.is_last():
            # GNU prints the pattern space when n or N finds no more input, unless POSIXLY_CORRECT is set
            return _QUIT
        if name == 'n':
            if not self.quiet:
                self.output.line(self.space, self.newline)
            await self._flush_appended()
        before = self.space
        substituted = self._substituted
        await self._read()
        self._substituted = substituted
        if name == 'N':
            self.space = before + '\n' + self.space
        return _GO_ON

    async def _simple(self, command: Command) -> None:
        name = command.name
        if name == 'p':
            self.output.line(self.space, self.newline)
        elif name == 'P':
            at = self.space.find('\n')
            self.output.write((self.space if at < 0 else self.space[:at]) + '\n')
        elif name == 'h':
            self.hold = self.space
        elif name == 'H':
            self.hold += '\n' + self.space
        elif name == 'g':
            self.space = self.hold
        elif name == 'G':
            self.space += '\n' + self.hold
        elif name == 'x':
            held = self.hold
            self.hold = self.space
            self.space = held
        elif name == 'z':
            self.space = ''
        elif name == 'y':
            self.space = ''.join(
                [command.into[command.source.find(char)] if char in command.source else char for char in self.space]
            )
        elif name == 'l':
            self.output.write(unambiguous(self.space, command.number))
        elif name == 'i':
            self.output.write(command.text)
        elif name == 'a':
            self._appended.append(['text', command.text])
        elif name == 'r' or name == 'R':
            self._appended.append(['file' if name == 'r' else 'line', command.text])
        elif name == 'w' or name == 'W':
            at = self.space.find('\n') if name == 'W' else -1
            self.output.write_to(command.text, (self.space if at < 0 else self.space[:at]) + '\n')
        elif name == 'e':
            await self._execute(command.text)

    async def _execute(self, text: str) -> None:
        """e: a command's output comes before the line; without one, the line itself is the command."""
        await self.output.flush()
        if text != '':
            self.output.write(await output_of(self.output.context, text))
        else:
            self.space = (await output_of(self.output.context, self.space)).removesuffix('\n')

    async def _substitute(self, command: Command) -> None:
        pattern = self._pattern(command.pattern)
        changed = substituted(command, pattern, self.space)
        if changed is None:
            return
        self.space = changed
        self._substituted = True
        if command.runs:
            await self._execute('')
        if command.prints:
            self.output.line(self.space, self.newline)
        if command.file != '':
            self.output.write_to(command.file, self.space + '\n')


def substituted(command: Command, pattern: Regexp, space: str) -> str | None:
    """None when nothing matches. Also for tar's --transform."""
    text = ''
    at = 0
    count = 0
    copied = 0
    matched_to = -1
    done = False
    while at <= len(space):
        found = pattern.exec(space, at)
        if found is None:
            break
        if found.start == found.end and found.start == matched_to:
            at = matched_to + 1  # an empty match right after a match doesn't count
            continue
        count += 1
        matched_to = found.end
        at = found.end
        if count >= command.nth:
            text += space[copied : found.start] + expand(command.parts, found)
            copied = found.end
            done = True
            if not command.every:
                break
    return text + space[copied:] if done else None


def expand(parts: list[Part], found: Match) -> str:
    """The replacement for one match. \\U and \\L apply until \\E, \\u and \\l to one character."""
    text = ''
    fold = ''
    once = ''
    for part in parts:
        if part.fold != '':
            if part.fold in 'ul':
                once = part.fold
            else:
                fold = '' if part.fold == 'E' else part.fold
            continue
        group = found.groups[part.group] if part.group >= 0 and part.group < len(found.groups) else ''
        piece = part.text if part.group < 0 else ('' if group is None else group)
        if fold != '':
            piece = piece.upper() if fold == 'U' else piece.lower()
        if once != '' and piece != '':
            piece = (piece[:1].upper() if once == 'u' else piece[:1].lower()) + piece[1:]
            once = ''
        text += piece
    return text


def unambiguous(text: str, width: int) -> str:
    """The output of the command l: invisible characters are escaped, long lines folded with a backslash."""
    line = ''
    out = ''
    for octet in to_bytes(text):
        at = '\\\a\b\f\n\r\t\v'.find(chr(octet))
        if at >= 0:
            shown = '\\' + '\\abfnrtv'[at]
        else:
            shown = chr(octet) if 32 <= octet < 127 else '\\' + pad_left(to_base(octet, 8), 3, '0')
        if width > 1 and len(line) + len(shown) > width - 1:
            out += line + '\\\n'
            line = ''
        line += shown
    return out + line + '$\n'
