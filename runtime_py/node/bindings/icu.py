"""internalBinding('icu'): widths and legacy encodings, by the browser's TextDecoder."""
from __future__ import annotations

from runtime_py.node.encodings import unshared
from runtime_py.node.wiring import plain_bytes
from runtime_py.platform.host import HostTextDecoder
from runtime_py.platform.text import code_points
from runtime_py.platform.widths import char_width

_FLUSH = 1
_FATAL = 2
_IGNORE_BOM = 4


def create(realm: object, seed: object) -> object:
    def width(text, ambiguous_wide=False, expand_emoji=False):
        total = 0
        for code in code_points(text):
            total += char_width(code)
        return total

    def has_converter(name):
        try:
            HostTextDecoder(name)
            return True
        except Exception:
            return False

    def get_converter(name, flags):
        return {'decoder': HostTextDecoder(name, {'fatal': (flags & _FATAL) != 0, 'ignoreBOM': (flags & _IGNORE_BOM) != 0})}

    def decode(converter, data, flags, name):
        return converter.decoder.decode(unshared(plain_bytes(data)), {'stream': (flags & _FLUSH) == 0})

    def transcode(source, source_encoding, target_encoding):
        Buffer = realm.require('buffer').Buffer
        return Buffer['from'](Buffer['from'](source).toString(source_encoding), target_encoding)
    return {'getStringWidth': width, 'icuErrName': lambda number: String(number), 'hasConverter': has_converter, 'getConverter': get_converter, 'decode': decode,
            'transcode': transcode}
