"""A digest of a text, to recognize it in a cache: 128 bits, at the speed of memory. It doesn't protect against deliberate
collisions. JavaScript only.

The text is encoded piece by piece into the memory of a WebAssembly function, which multiplies and rotates two sums of 64
bits: a loop over the characters in JavaScript is interpreted at first, and took a tenth of the start of a large
program."""

from runtime_py.platform.captured import fill_octets, uncurried
from runtime_py.platform.host import HostInt32Array, HostTextEncoder, HostUint8Array

_Module = globalThis.WebAssembly.Module
_Instance = globalThis.WebAssembly.Instance
_encoder = HostTextEncoder()
_encode_into = uncurried(HostTextEncoder.prototype.encodeInto)
PIECE = 0x40000  # bytes at once
_START = 0x10000
_BLOCK = 16

# (func $mix (param $at i32) (param $end i32) (local $a i64) (local $b i64)): blocks of 16 bytes; sums at 0 and 8
_BODY = [
    *[1, 2, 0x7E],
    *[0x41, 0, 0x29, 3, 0, 0x21, 2],  # a = load 0
    *[0x41, 0, 0x29, 3, 8, 0x21, 3],  # b = load 8
    *[0x03, 0x40],  # loop
    *[0x20, 2, 0x20, 0, 0x29, 3, 0, 0x85],  # a ^ load at
    *[0x42, 0x87, 0x95, 0xAF, 0xAF, 0x98, 0xB6, 0xDE, 0x9B, 0x9E, 0x7F, 0x7E],  # * 0x9E3779B185EBCA87
    *[0x42, 31, 0x89, 0x21, 2],  # a = rotl 31
    *[0x20, 3, 0x20, 0, 0x29, 3, 8, 0x85],  # b ^ load at + 8
    *[0x42, 0xCF, 0xD6, 0xD3, 0xBE, 0xD2, 0xC7, 0xAB, 0xD9, 0x42, 0x7E],  # * 0xC2B2AE3D27D4EB4F
    *[0x42, 29, 0x89, 0x20, 2, 0x7C, 0x21, 3],  # b = rotl 29, + a
    *[0x20, 0, 0x41, _BLOCK, 0x6A, 0x22, 0, 0x20, 1, 0x49, 0x0D, 0],  # at += 16; again while at < end
    *[0x0B],
    *[0x41, 0, 0x20, 2, 0x37, 3, 0],  # store a
    *[0x41, 0, 0x20, 3, 0x37, 3, 8],  # store b
    *[0x0B],
]
_MODULE = [
    *[0, 0x61, 0x73, 0x6D, 1, 0, 0, 0],
    *[1, 6, 1, 0x60, 2, 0x7F, 0x7F, 0],  # type: (i32, i32) -> ()
    *[3, 2, 1, 0],
    *[5, 3, 1, 0, 1 + PIECE // 0x10000],  # memory: the sums, and a piece
    *[7, 9, 2, 1, 0x6D, 2, 0, 1, 0x66, 0, 0],  # exports m and f
    *[10, len(_BODY) + 2, 1, len(_BODY), *_BODY],
]


class _Mixer:
    def __init__(self) -> None:
        exports = js_new(_Instance, js_new(_Module, HostUint8Array(_MODULE))).exports
        self.mix = exports.f
        self.sums = HostInt32Array(exports.m.buffer, 0, 4)
        self.piece = HostUint8Array(exports.m.buffer, _START, PIECE)


class _Last:
    """The text that was digested last: a text is often asked about several times in a row."""

    def __init__(self) -> None:
        self.mixer = None
        self.text = ''
        self.digest = ''


_last = _Last()


def text_digest(text: str) -> str:
    """Letters, digits and '-', at most 40. Unpaired surrogates count as U+FFFD."""
    if _last.digest == '' or text != _last.text:
        if _last.mixer is None:
            _last.mixer = _Mixer()
        _last.digest = _digest(_last.mixer, text)
        _last.text = text
    return _last.digest


def _digest(mixer: _Mixer, text: str) -> str:
    sums = mixer.sums
    sums[0] = 0x1B873593
    sums[1] = 0x2D51E995
    sums[2] = text.length
    sums[3] = 0x6546B64
    at = 0
    while at < text.length:
        found = _encode_into(_encoder, text.slice(at, at + PIECE), mixer.piece)
        end = found.written
        while end % _BLOCK != 0:
            mixer.piece[end] = 0
            end += 1
        mixer.mix(_START, _START + end)
        at += found.read
    fill_octets(mixer.piece, 0, 0, _BLOCK)
    mixer.mix(_START, _START + _BLOCK)  # the last block reaches all bits
    return '-'.join([Number(sums[k] >> 0).toString(36).replace('-', 'n') for k in range(4)]) + f'-{text.length}'
