"""What npm asks: answers, and what is asked again."""

from runtime_py.npm.arguments import parse_arguments
from runtime_py.npm.errors import NpmError
from runtime_py.npm.prompts import ask, ask_email, ask_name, ask_password, one_time_password
from runtime_py.npm.session import Session, parse_environment
from runtime_py.platform.bytes import decode, encode
from tests.support import raises


class Typed:
    """A system whose standard input is a text, and which has no files."""

    def __init__(self, text):
        self.input = encode(text)
        self.at = 0
        self.output = ''

    def getcwd(self):
        return '/'

    def exists(self, path):
        return False

    def read_file(self, path):
        return -2

    def isatty(self, fd):
        return False

    async def read_async(self, fd, buffer, start, length):
        if self.at >= len(self.input):
            return 0
        buffer[start] = self.input[self.at]
        self.at += 1
        return 1

    async def write_async(self, fd, data, start, length):
        self.output += decode(data)
        return length


def session_of(text):
    return Session(Typed(text), parse_arguments(['login']), parse_environment(['HOME=/root']))


async def test_a_line_each():
    session = session_of('one\r\ntwo')
    assert await ask(session, 'First:') == 'one'
    assert await ask(session, 'Second:', 'usual') == 'two'
    assert session.system.output == 'First: Second: (usual) '


async def test_an_empty_line_is_the_usual_answer():
    assert await ask(session_of('\n'), 'Name:', 'ann') == 'ann'


async def test_asked_again():
    assert await ask_name(session_of('Ann\n.x\na b\n\nann\n'), 'Username:', '') == 'ann'
    assert await ask_email(session_of('no\nann@x.y\n'), 'Email:', '') == 'ann@x.y'
    assert await ask_password(session_of('\n\ns\n')) == 's'
    assert await one_time_password(session_of('abc\n12 34 56\n')) == '123456'


async def test_the_end():
    with raises(NpmError) as caught:
        await ask(session_of(''), 'Name:')
    assert caught.error.message == 'canceled'
