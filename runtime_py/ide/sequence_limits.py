"""Control sequences whose counts an emulator would carry out one by one: `CSI 2147483647 b` repeats a character two thousand million times, and the page
freezes for minutes. No screen has more than MOST rows or columns, so a larger count means the same as MOST.

A sequence may come in pieces: what may be the beginning of one waits for the next piece. Knows: ECMA-48, 5.4 (control sequences). Must not know: the
emulator, what a sequence does."""
from __future__ import annotations

ESC = '\x1b'
CSI = '\x9b'        # of eight bits
MOST = 9999
DIGITS = 4          # of MOST
MOST_PARAMETERS = 1024      # characters; what is longer is no sequence of anybody's
# whose parameters are counts or positions; of others a large number may mean something (a colour, a mode)
_COUNTING = '@ABCDEFGHIJKLMPSTXYZ`abdefgr'


class SequenceLimits:
    """`limited` gives the text that may go to the emulator."""

    def __init__(self) -> None:
        self._waiting = ''

    def limited(self, text: str) -> str:
        if self._waiting == '' and ESC not in text and CSI not in text:
            return text
        text = self._waiting + text
        self._waiting = ''
        done = ''
        at = 0
        while at < len(text):
            start = next_start(text, at)
            if start < 0:
                return done + text[at:]
            done += text[at:start]
            first = start + 1 if text[start] == CSI else start + 2
            if first > len(text):
                self._waiting = text[start:]
                return done
            if text[start] == ESC and text[start + 1] != '[':
                done += ESC
                at = start + 1
                continue
            end = end_of_parameters(text, first)
            if end < len(text):
                is_cancelled = text[end] == ESC
                done += rewritten(text[start:first], text[first:end], '' if is_cancelled else text[end])
                at = end if is_cancelled else end + 1
            elif end - first > MOST_PARAMETERS:
                return done     # thrown away: an emulator would only look for its end
            else:
                self._waiting = text[start:]
                return done
        return done


def next_start(text: str, at: int) -> int:
    """Of a sequence, or -1."""
    escape = text.find(ESC, at)
    csi = text.find(CSI, at)
    if escape < 0 or csi < 0:
        return max(escape, csi)
    return min(escape, csi)


def end_of_parameters(text: str, at: int) -> int:
    """Where the final character stands, or what cancels the sequence. Control characters in between are carried out by emulators, and don't end it."""
    while at < len(text):
        code = ord(text[at])
        if code == 0x18 or code == 0x1a or code == 0x1b or (code > 0x3f and code != 0x7f):
            return at
        at += 1
    return at


def rewritten(head: str, parameters: str, final: str) -> str:
    """Control characters come first, as they would be carried out. One that another sequence cancels has no `final`, and stays as it is."""
    if final == '' or final not in _COUNTING:
        return head + parameters + final
    controls = ''
    kept = ''
    number = ''
    for k in range(len(parameters)):
        char = parameters[k]
        if char.isdigit():
            number += char
        elif ord(char) < 0x20:
            controls += char
        elif ord(char) != 0x7f:
            kept += count(number) + char
            number = ''
    return controls + head + kept + count(number) + final


def count(digits: str) -> str:
    plain = digits.lstrip('0')
    return digits if len(plain) <= DIGITS else str(MOST)
