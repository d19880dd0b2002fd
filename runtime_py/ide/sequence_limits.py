"""Limits counts in control sequences, which an emulator would execute one by one: `CSI 2147483647 b` repeats a
character two billion times, which freezes the page for minutes. A count larger than the screen has the same effect as
the screen's size.

A sequence may arrive in pieces: a possible start of one waits for the next piece. Knows ECMA-48, 5.4 (control
sequences), and which characters emulators execute or skip within one. Must not know the emulator, or what a sequence
does."""

from __future__ import annotations

ESC = '\x1b'
CSI = '\x9b'  # of eight bits
MOST_PARAMETERS = 1024  # in characters; no real sequence is longer
# finals whose parameters are counts or positions; for others a large number may have a meaning (a colour, a mode)
_COUNTING = '@ABCDEFGHIJKLMPSTXYZ`abdefgr}~'
_REPEAT = 'b'


class SequenceLimits:
    """`limited` returns the text to pass to the emulator."""

    def __init__(self, columns: int, rows: int) -> None:
        self._waiting = ''
        self._longest = 0
        self._cells = 0
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        self._longest = max(columns, rows)
        self._cells = columns * rows

    def limited(self, text: str) -> str:
        if self._waiting == '' and ESC not in text and CSI not in text:
            return text
        text = self._waiting + text
        self._waiting = ''
        done = ''
        at = 0
        starts = Starts(text)
        while at < len(text):
            start = starts.following(at)
            done += text[at:start]
            if start == len(text):
                break
            head = text[start]
            first = start + 1
            if head == ESC:
                first = end_of_skipped(text, first)
                done += text[start + 1 : first]
                if first < len(text) and text[first] != '[':
                    done += head
                    at = first
                    continue
                first += 1
                head += '['
            end = end_of_parameters(text, first)
            if end >= len(text):
                self._wait_for_more(ESC if first > len(text) else head + text[first:])
                break
            is_cancelled = text[end] == ESC or text[end] == CSI
            done += self._rewritten(head, text[first:end], '' if is_cancelled else text[end])
            at = end if is_cancelled else end + 1
        return done

    def _wait_for_more(self, beginning: str) -> None:
        if len(beginning) <= MOST_PARAMETERS:  # else it is dropped: an emulator would only search for its end
            self._waiting = beginning

    def _rewritten(self, head: str, parameters: str, final: str) -> str:
        """Control characters come first, as an emulator would execute them. A sequence that another one cancels has no
        `final`, and stays unchanged."""
        if final == '' or final not in _COUNTING:
            return head + parameters + final
        most = self._cells if final == _REPEAT else self._longest
        controls = ''
        kept = ''
        number = ''
        for k in range(len(parameters)):
            char = parameters[k]
            if char.isdigit():
                number += char
            elif ord(char) < 0x20:
                controls += char
            elif ord(char) != 0x7F:
                kept += count(number, most) + char
                number = ''
        return controls + head + kept + count(number, most) + final


class Starts:
    """Positions of sequence starts in a text, queried in ascending order, so that each kind is searched for only once
    overall."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._escape = -1
        self._csi = -1

    def following(self, at: int) -> int:
        """The first position from `at` on; the text's length when there is none."""
        if self._escape < at:
            self._escape = self._find(ESC, at)
        if self._csi < at:
            self._csi = self._find(CSI, at)
        return min(self._escape, self._csi)

    def _find(self, what: str, at: int) -> int:
        found = self._text.find(what, at)
        return len(self._text) if found < 0 else found


def end_of_skipped(text: str, at: int) -> int:
    """The end of control characters between ESC and what it begins; emulators execute or ignore them."""
    return _end_after(text, at, 0x1F)


def end_of_parameters(text: str, at: int) -> int:
    """The position of the final character, or of what cancels the sequence. Control characters in between are executed
    by emulators, and don't end it."""
    return _end_after(text, at, 0x3F)


def _end_after(text: str, at: int, last: int) -> int:
    """The end of the characters up to `last`, and DEL; CAN, SUB and ESC end it."""
    while at < len(text):
        code = ord(text[at])
        if code == 0x18 or code == 0x1A or code == 0x1B or (code > last and code != 0x7F):
            return at
        at += 1
    return at


def count(digits: str, most: int) -> str:
    plain = digits.lstrip('0')
    return str(most) if len(plain) > len(str(most)) or (plain != '' and int(plain) > most) else digits
