"""Octets and texts that hide what they are: encrypted files, source text that is decoded and then executed. Pure."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.numbers import logarithm
from runtime_py.platform.regexp import compile

SAMPLE = 4096
_LEAST = 256  # octets: below, every content looks random
_PACKED = [
    'png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'ico', 'woff', 'woff2', 'ttf', 'otf', 'mp3', 'mp4', 'webm', 'ogg', 'pdf',
    'zip', 'gz', 'tgz', 'br', 'zst', 'xz', 'bz2', '7z', 'wasm', 'node', 'db', 'sqlite', 'sqlite3', 'pack', 'idx', 'bin', 'mdb',
]  # fmt: skip
_INVISIBLE = compile('[\\u202a-\\u202e\\u2066-\\u2069]')  # they change the direction in which text is shown
_RUN = compile(
    '[A-Za-z0-9+/=]{200,}|(?:\\\\x[0-9a-fA-F]{2}){40,}|(?:\\\\u[0-9a-fA-F]{4}){40,}|(?:0x[0-9a-fA-F]{1,6}, ?){40,}'
)
_DECODES = compile(
    'atob\\s*\\(|base64|fromCharCode|unescape\\s*\\(|decodeURIComponent\\s*\\(|[\'"]hex[\'"]|base64\\s+-d|xxd\\s+-r|openssl\\s+enc'
)
_RUNS = compile(
    '\\beval\\s*\\(|new\\s+Function\\s*\\(|\\bFunction\\s*\\(|runInThisContext|runInNewContext|_compile\\s*\\(|\\|\\s*(?:ba|da|z)?sh\\b|\\beval\\s'
)


def is_packed_name(path: str) -> bool:
    """Whether files with such a name are compressed anyway."""
    name = path[path.rfind('/') + 1 :].lower()
    at = name.rfind('.')
    return at > 0 and name[at + 1 :] in _PACKED


def entropy(data: Bytes) -> float:
    """Bits for each octet, 0 to 8."""
    counts = [0 for _ in range(256)]
    for octet in data:
        counts[octet] += 1
    found = 0.0
    for count in counts:
        if count > 0:
            share = count / len(data)
            found -= share * logarithm(share)
    return found / logarithm(2.0)


def looks_scrambled(data: Bytes) -> bool:
    """The beginning of a file that should be readable. Random octets, or one unbroken run of letters that encode them
    (base64, hexadecimal), which no text for people or machines is."""
    if len(data) < _LEAST:
        return False
    # the most that so few octets could have is below 8
    most = 7.6 if len(data) >= 2048 else 6.9
    if entropy(data) >= most:
        return True
    for octet in data:
        if octet in [9, 10, 13, 32, 44, 59, 58, 40, 60, 123] or octet >= 128:
            return False
    return True


def hidden_text(text: str) -> str:
    """How a source text hides what it does, in words; '' when it doesn't. Minified code is no sign: it hides nothing
    from an engine."""
    if _INVISIBLE.test(text):
        return 'its text contains characters that change the order in which it is shown'
    if _RUNS.test(text):
        if _RUN.test(text) and _DECODES.test(text):
            return 'it decodes a long text and executes it'
        if _DECODES.test(text) and len(text) < 2000:
            return 'it decodes a text and executes it'
    return ''
