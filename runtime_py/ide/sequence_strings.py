"""Lets through only those control strings of a program (OSC, DCS, APC, PM, SOS) that a terminal in a page should obey:
an allow-list, since an emulator and its addons learn new ones.

| string | what comes of it |
|---|---|
| OSC 0, 1, 2 | the title, cleaned and cut |
| OSC 4, 10 to 12, 104, 110 to 112 | colours |
| OSC 8 | a link, if its address is http or https; else plain text |
| OSC 52 | `on_copy(text)`, if it sets the clipboard; nobody may read it |
| DCS $q, DCS +q | questions for settings and capabilities |
| all others | dropped, however long |

A string may arrive in pieces: it waits until its end, or is dropped when it is too long. Knows ECMA-48, 5.6 (control
strings), and where emulators end one. Must not know the emulator."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.ide.links import is_link
from runtime_py.platform.bytes import decode, from_base64
from runtime_py.platform.unseen import is_all_shown, without_unseen

ESC = '\x1b'
BEL = '\x07'
# how a string begins, after ESC or as one character of eight bits
_LETTERS = ['P', ']', 'X', '^', '_']
_KINDS = ['DCS', 'OSC', 'SOS', 'PM', 'APC']
_EIGHT_BITS = ['\x90', '\x9d', '\x98', '\x9e', '\x9f']  # the same kinds in this order
_ENDS = ['\x9c', ESC, '\x18', '\x1a']  # BEL ends an OSC too
_TITLES = ['0', '1', '2']
_COLOURS = ['4', '10', '11', '12', '104', '110', '111', '112']
MOST_TITLE = 100
MOST_LINK = 2083
MOST_COPIED = 1 << 20  # of base64
MOST_OTHER = 1024


class SequenceStrings:
    """`allowed` returns the text to pass on."""

    def __init__(self, on_copy: Callable[[str], None]) -> None:
        self._on_copy = on_copy
        self._kind = ''  # of the string that hasn't ended yet
        self._body = ''
        self._is_escaped = False  # the last character was ESC

    def allowed(self, text: str) -> str:
        if self._kind == '' and not self._is_escaped and ESC not in text and not _has_eight_bits(text):
            return text
        done = ''
        at = 0
        starts = Starts(text)
        while at < len(text):
            if self._kind != '':
                at = self._go_on(text, at)
                if at < len(text):
                    done += self._ended(text[at])
                    at += 1 if text[at] != ESC else 0
                continue
            if self._is_escaped:
                self._is_escaped = False
                if text[at] in _LETTERS:
                    self._kind = _KINDS[_LETTERS.index(text[at])]
                    at += 1
                    continue
                done += ESC
                if text[at] < ' ':  # emulators execute these, and go on with the sequence
                    done = done[0 : len(done) - 1] + text[at]
                    self._is_escaped = True
                    at += 1
                    continue
            start = starts.following(at)
            done += text[at:start]
            at = start
            if at < len(text):
                if text[at] == ESC:
                    self._is_escaped = True
                else:
                    self._kind = _KINDS[_EIGHT_BITS.index(text[at])]
                at += 1
        return done

    def _go_on(self, text: str, at: int) -> int:
        """Collects the body up to what ends it, whose position is returned."""
        start = at
        while at < len(text) and text[at] not in _ENDS and not (text[at] == BEL and self._kind == 'OSC'):
            at += 1
        # more than one too many: `_ended` sees that it is too long
        room = max(0, MOST_COPIED + 100 - len(self._body))
        self._body += text[start : min(at, start + room)]
        return at

    def _ended(self, end: str) -> str:
        kind = self._kind
        body = self._body
        self._kind = ''
        self._body = ''
        if end == '\x18' or end == '\x1a':
            return ''  # cancelled
        if kind == 'OSC':
            return self._command(body)
        if kind == 'DCS' and len(body) <= MOST_OTHER and (body[0:2] == '$q' or body[0:2] == '+q') and _is_plain(body):
            return f'{ESC}P{body}{ESC}\\'
        return ''

    def _command(self, body: str) -> str:
        number = body.partition(';')[0]
        rest = body.partition(';')[2]
        if number in _TITLES:
            return f'{ESC}]{number};{without_unseen(rest[0 : MOST_TITLE * 2])[0:MOST_TITLE]}{BEL}'
        if number in _COLOURS:
            return f'{ESC}]{body}{BEL}' if len(body) <= MOST_OTHER and _is_plain(body) else ''
        if number == '8':
            return _link(rest)
        if number == '52':
            self._copy(rest.partition(';')[2])
        return ''

    def _copy(self, data: str) -> None:
        if data == '?' or len(data) > MOST_COPIED:
            return
        try:
            self._on_copy(decode(from_base64(data)))
        except ValueError:
            pass  # as in xterm: what isn't base64 copies nothing


def _link(rest: str) -> str:
    """`parameters;address`; an address that isn't allowed ends the link before it."""
    parameters = rest.partition(';')[0]
    address = rest.partition(';')[2]
    is_good = len(address) <= MOST_LINK and is_link(address) and not address.lower().startswith('mailto:')
    if not is_good or not is_all_shown(address) or not _is_plain(parameters) or len(parameters) > 250:
        return f'{ESC}]8;;{BEL}'
    return f'{ESC}]8;{parameters};{address}{BEL}'


def _is_plain(text: str) -> bool:
    return all([' ' <= text[i] <= '~' for i in range(len(text))])


def _has_eight_bits(text: str) -> bool:
    return any([text.find(each) >= 0 for each in _EIGHT_BITS])


class Starts:
    """Positions of ESC and of the introducers of eight bits, asked for in ascending order, so that each is searched for
    only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kinds = [ESC, *[each for each in _EIGHT_BITS if text.find(each) >= 0]]
        self._found = [-1 for _ in self._kinds]

    def following(self, at: int) -> int:
        """The first from `at` on; the text's length when there is none."""
        nearest = len(self._text)
        for k in range(len(self._kinds)):
            if self._found[k] < at:
                found = self._text.find(self._kinds[k], at)
                self._found[k] = len(self._text) if found < 0 else found
            nearest = min(nearest, self._found[k])
        return nearest
