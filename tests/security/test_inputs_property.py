"""The readers of what comes from outside, 10,000 mutated inputs each: a reader accepts an input, or raises the one error
that its callers know. What is accepted reads the same again. CPython only; fixed seeds."""

import io
import random
import tarfile
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from runtime_py.archive.member import ArchiveError
from runtime_py.archive.paths import inside
from runtime_py.archive.tar import members as tar_members
from runtime_py.archive.zip import members as zip_members
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.security.actions import ALLOW, CONNECT, WRITE
from runtime_py.security.audit_chain import read_line
from runtime_py.security.objects import clean_host, clean_name, clean_path, split_host
from runtime_py.security.patterns import Places
from runtime_py.security.reading import BadPolicy, read_document
from runtime_py.security.standing import standing_decision, with_answer
from runtime_py.security.subject import Subject
from runtime_py.security.writing import read_confinement, write_confinement
from runtime_py.sys.http1 import HttpError
from runtime_py.sys.http1_requests import parse_request_head

INPUTS = 10000
PLACES = Places('/home', '/home/app')
RULES = '{"profile":"careful","rules":[{"effect":"ask","action":["read","write"],"path":"~/a/**","why":"x","program":"n*"}]}'
CONFINEMENT = (
    '[{"source":"s","policy":{"profile":"strict","rules":[]},"home":"/h","project":"/p","package":"","registries":["a:1"],'
    '"kind":"script","name":"left-pad","script":"install"}]'
)
LINE = '{"number":1,"time":"2026-11-29T00:00:00.000Z","kind":"start","pid":7,"argv":["a"],"before":""}'
PIECES = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\\',
    '\0',
    '..',
    '/',
    '*',
    'null',
    '1e999',
    '-1',
    '\ud800',
    'é',
    '%00',
    '\r\n',
]
PIECES += [
    '"deny"',
    '"__proto__":1,',
    '"path":"/"',
    '"host":"*"',
    'localhost',
    '127.1',
    '[::1]',
    '0x7f.1',
    ' ',
    '@',
    '#',
]


def document_again(text: str) -> None:
    document = read_document(text, 'fuzz')
    document.layer(PLACES).decide(Subject('node'), WRITE, '/home/a/b')


def confinement_again(text: str) -> None:
    first = write_confinement(read_confinement(text))
    assert write_confinement(read_confinement(first)) == first


def path_again(text: str) -> None:
    clean = clean_path(text)
    if clean is not None:
        assert clean.startswith('/') and '/../' not in clean + '/' and '//' not in clean and clean_path(clean) == clean


def host_again(text: str) -> None:
    clean = clean_host(text)
    assert clean is None or clean_host(clean) == clean
    found = split_host(text)
    assert found is None or -1 <= found.port <= 65535


def answer_again(text: str) -> None:
    made = with_answer(text, Subject('node'), CONNECT, 'a.test:443', ALLOW)
    decision = standing_decision(made, PLACES, Subject('node'), CONNECT, 'a.test:443')
    assert decision is not None


# what comes in, its reader, an input that is right, and the error for what isn't
TEXTS: list[tuple[str, Callable[[str], Any], str, type[Exception] | None]] = [
    ('a policy', document_again, RULES, BadPolicy),
    ('a confinement', confinement_again, CONFINEMENT, BadPolicy),
    ('answers for ever', answer_again, RULES, BadPolicy),
    ('a record of the audit log', read_line, LINE, None),
    ('a path', path_again, '/home/user/../x/./y', None),
    ('a host', host_again, '[::ffff:127.0.0.1]:8080', None),
    ('a name', clean_name, 'NPM_TOKEN', None),
    ('the head of a request', parse_request_head, 'GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n', HttpError),
    ('a package', lambda text: parse_argument(text, '/app'), '@scope/name@npm:other@^1.2.3', NpmError),
]


def mutated(made: random.Random, text: str) -> str:
    for _ in range(made.randint(1, 4)):
        at = made.randint(0, len(text))
        end = min(len(text), at + made.choice([0, 0, 1, 1, 2, 5, 20]))
        put = (
            made.choice(PIECES)
            if made.random() < 0.7
            else chr(made.choice([made.randint(0, 127), made.randint(0, 65535)]))
        )
        text = text[:at] + put * made.choice([1, 1, 1, 40]) + text[end:]
    return text


@pytest.mark.parametrize(('name', 'read', 'sample', 'error'), TEXTS, ids=[row[0] for row in TEXTS])
def test_texts(name: str, read: Callable[[str], Any], sample: str, error: type[Exception] | None) -> None:
    made = random.Random(name)
    read(sample)
    accepted = 0
    for _ in range(INPUTS):
        text = mutated(made, sample)
        try:
            read(text)
            accepted += 1
        except Exception as problem:
            if error is None or not isinstance(problem, error):
                raise AssertionError(f'{name}: {text!r}: {problem!r}') from problem
    assert accepted > 0, name  # else the mutations test only one check


def sample_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.PAX_FORMAT) as archive:
        for path in ['package/a', 'package/' + 'long' * 40, 'ünïcode']:
            info = tarfile.TarInfo(path)
            info.size = 3
            archive.addfile(info, io.BytesIO(b'abc'))
    return out.getvalue()


def sample_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('a', 'text' * 50)
        archive.writestr('b/c', 'x')
    return out.getvalue()


@pytest.mark.parametrize(
    ('name', 'read', 'sample'),
    [('tar', tar_members, sample_tar()), ('zip', zip_members, sample_zip())],
    ids=['tar', 'zip'],
)
def test_archives(name: str, read: Callable[[Any], list], sample: bytes) -> None:
    made = random.Random(name)
    assert len(read(bytearray(sample))) >= 2
    for _ in range(INPUTS):
        data = bytearray(sample)
        for _ in range(made.randint(1, 4)):
            at = made.randrange(len(data))
            if made.random() < 0.8:
                data[at] = made.choice([0, 1, 0x2F, 0x30, 0x37, 0x7F, 0x80, 0xFF, made.randrange(256)])
            else:
                del data[at : at + made.choice([1, 7, 512])]
            if len(data) == 0:
                break
        try:
            for member in read(data):
                path = inside(member.path)
                assert not path.startswith('/') and '..' not in path.split('/'), bytes(data)
        except ArchiveError:
            pass
