"""What npm asks a person: a name, a password, a one-time password. The answer is a line of standard input, which needs
no terminal."""

from __future__ import annotations

from runtime_py.ipc.termios import ECHO
from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.account import encode_component
from runtime_py.npm.session import STDIN, STDOUT, Session
from runtime_py.platform.bytes import alloc, decode
from runtime_py.platform.regexp import compile

_NEWLINE = 10
_EMAIL = compile('^[^@]+@.+\\..+$')
_PASSWORD_OF_ONE_TIME = compile('^[\\d ]+$|^[A-Fa-f0-9]{64,64}$')
_MOST_OF_NAME = 214
_MOST_OF_EMAIL = 254


async def ask(session: Session, prompt: str, usual: str = '', is_secret: bool = False) -> str:
    """`usual` is the answer of an empty line. Raises NpmError at the end of input."""
    shown = '' if usual == '' else '(<default hidden>) ' if is_secret else f'({usual}) '
    await session.flush()
    await session.write(STDOUT, prompt.strip() + ' ' + shown)
    hidden = is_secret and session.system.isatty(STDIN)
    before = session.system.tcgetattr(STDIN) if hidden else None
    if hidden:
        _set_echo(session, False)
    try:
        answer = await _line(session)
    finally:
        if before is not None:
            _set_echo(session, True)
    if is_secret or answer is None:
        await session.write(STDOUT, '\n')
    if answer is None:
        raise NpmError('', 'canceled')
    return answer.rstrip('\r\n') or usual


def _set_echo(session: Session, on: bool) -> None:
    found = session.system.tcgetattr(STDIN)
    if found is not None:
        found.lflag = (found.lflag | ECHO) if on else (found.lflag & ~ECHO)
        session.system.tcsetattr(STDIN, found)


async def _line(session: Session) -> str | None:
    """Byte by byte: what follows belongs to the next question. None at the end of input."""
    out = alloc(4096)
    length = 0
    one = alloc(1)
    while length < len(out):
        count = await session.system.read_async(STDIN, one, 0, 1)
        if count <= 0 and length == 0:
            return None
        if count <= 0 or one[0] == _NEWLINE:
            break
        out[length] = one[0]
        length += 1
    return decode(out[0:length])


async def ask_password(session: Session, prompt: str = 'npm password:') -> str:
    while True:
        found = await ask(session, prompt, '', True)
        if found != '':
            return found


async def ask_name(session: Session, prompt: str, usual: str) -> str:
    while True:
        found = await ask(session, prompt, usual)
        problem = _problem_of_name(found)
        if found != '' and problem == '':
            return found.strip()
        if found != '':
            await _warn(session, problem)


async def ask_email(session: Session, prompt: str, usual: str) -> str:
    while True:
        found = await ask(session, prompt, usual)
        problem = 'Email must be an email address' if not _EMAIL.test(found) else ''
        if len(found) > _MOST_OF_EMAIL:
            problem = 'Email length must be less then or equal to 254 characters long'
        if found != '' and problem == '':
            return found.strip()
        if found != '':
            await _warn(session, problem)


async def one_time_password(session: Session) -> str:
    while True:
        found = await ask(session, 'This operation requires a one-time password.\nEnter OTP:')
        if _PASSWORD_OF_ONE_TIME.test(found):
            return found.replace(' ', '')


async def _warn(session: Session, text: str) -> None:
    session.warn(text)
    await session.flush()


def _problem_of_name(name: str) -> str:
    if name != name.lower():
        return 'Name must be lowercase'
    if name != encode_component(name):
        return 'Name may not contain non-url-safe chars'
    if name.startswith('.'):
        return 'Name may not start with "."'
    if len(name) > _MOST_OF_NAME:
        return 'Name length must be less than or equal to 214 characters long'
    return 'Name may not contain illegal character "\'"' if name.find("'") >= 0 else ''
