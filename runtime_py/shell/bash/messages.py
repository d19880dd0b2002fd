"""Errors in bash's words. Pure: what the shell says of itself goes in, what bash says comes out."""

from __future__ import annotations

from runtime_py.shell.scanner import ShellSyntaxError


def syntax_lines(error: ShellSyntaxError, source: str, first: int = 1) -> list[str]:
    """What bash says of a syntax error, line by line. `first` is the number of the source's first line."""
    message = error.message
    if error.refused:
        return [f'line {error.line}: {message}']
    if error.closing != '':
        return [f"line {error.line}: unexpected EOF while looking for matching `{error.closing}'"]
    if message.startswith('end of file'):
        return [f'line {_last_line(source) + first - 1}: syntax error: unexpected end of file']
    token = unexpected(message)
    if token == '':
        return [f'line {error.line}: syntax error: {message}']
    lines = source.split('\n')
    at = error.line - first
    shown = lines[at] if 0 <= at < len(lines) else ''
    return [f"line {error.line}: syntax error near unexpected token `{token}'", f"line {error.line}: `{shown}'"]


def unexpected(message: str) -> str:
    """The token of `"X" unexpected`; '' when the message is another."""
    at = message.find(' unexpected')
    if at < 0:
        return ''
    token = message[:at]
    if token == 'newline':
        return token
    return token[1:-1] if len(token) > 2 and token.startswith('"') and token.endswith('"') else ''


def _last_line(source: str) -> int:
    """Where a source ends, behind its last newline."""
    return source.count('\n') + (1 if source.endswith('\n') else 2)


def of_test(message: str, args: list[str]) -> str:
    """Of `test` with these arguments."""
    if message == 'missing ]':
        return "missing `]'"
    if message.startswith('Illegal number: '):
        return f'{message.removeprefix("Illegal number: ")}: integer expression expected'
    if message.endswith(': unexpected operator'):
        if len(args) == 2:
            return f'{args[0]}: unary operator expected'
        return f'{args[1]}: binary operator expected' if len(args) == 3 else 'too many arguments'
    return message


def of_printf(message: str) -> str:
    if message.startswith("'") and (message.endswith(': expected a numeric value') or message.endswith(' converted')):
        return f'{message[1 : message.rfind(chr(39))]}: invalid number'
    if message.startswith('%') and message.endswith(': invalid directive'):
        letter = message[1 : message.find(':')]
        return f"`{letter}': invalid format character" if letter != '' else "`%': missing format character"
    return message


def of_builtin(name: str, message: str) -> str:
    if message.startswith('Illegal option '):
        return f'{message.removeprefix("Illegal option ")}: invalid option'
    if name == 'umask' and message.startswith('Illegal mode: '):
        return f"`{message.removeprefix('Illegal mode: ')[:1]}': invalid symbolic mode operator"
    if message.startswith('Illegal number: '):
        number = message.removeprefix('Illegal number: ')
        if name == 'umask':
            return f'{number}: octal number out of range'
        return f'{number}: numeric argument required'
    return message
