"""internalBinding('icu'): widths and legacy encodings, by the browser's TextDecoder."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes
from runtime_py.node.realm.encodings import decode_as, encode_as, unshared
from runtime_py.platform.host import HostTextDecoder
from runtime_py.platform.text import code_points
from runtime_py.platform.widths import char_width

_FLUSH = 1
_FATAL = 2
_IGNORE_BOM = 4
_ILLEGAL_ARGUMENT = 1  # UErrorCode
_INVALID_CHARACTER = 10
_ERROR_NAMES = {_ILLEGAL_ARGUMENT: 'U_ILLEGAL_ARGUMENT_ERROR', _INVALID_CHARACTER: 'U_INVALID_CHAR_FOUND'}
_ONE_BYTE = {'ascii': 127, 'latin1': 255}
_WIDER = ['utf8', 'utf16le']
_QUESTION_MARK = 63
_BEYOND_ASCII = js_regexp('[^\\x00-\\x7f]', 'g')


def text_of(data: Uint8Array, source: str, target: str) -> str:
    """Bytes beyond ASCII are not characters; ICU only widens them on the way to UTF-16."""
    if source != 'ascii':
        return decode_as(data, source)
    text = decode_as(data, 'latin1')
    return text if target == 'utf16le' else text.replace(_BEYOND_ASCII, '\ufffd')


def in_one_byte(text: str, highest: int) -> Uint8Array:
    return Uint8Array([code if code <= highest else _QUESTION_MARK for code in code_points(text)])


def transcode(data: Uint8Array, source: str, target: str) -> object:
    """Bytes in the target encoding, or a UErrorCode."""
    known = [*_WIDER, *Object.keys(_ONE_BYTE)]
    if source not in known or target not in known:
        return _ILLEGAL_ARGUMENT
    text = text_of(data, source, target)
    if source == 'utf8' and target == 'utf16le' and not is_whole_utf8(data):
        return _INVALID_CHARACTER
    return encode_as(text, target) if target in _WIDER else in_one_byte(text, _ONE_BYTE[target])


def is_whole_utf8(data: Uint8Array) -> bool:
    try:
        HostTextDecoder('utf-8', {'fatal': True}).decode(unshared(data))
        return True
    except Exception:
        return False


def is_control(code: int) -> bool:
    return code < 32 or 127 <= code < 160


def create(realm: object, binding_data: object) -> object:
    def width(text, ambiguous_wide=False, expand_emoji=False):
        total = 0
        for code in code_points(text):
            total += 0 if is_control(code) else char_width(code)
        return total

    def has_converter(name):
        try:
            HostTextDecoder(name)
            return True
        except Exception:
            return False

    def get_converter(name, flags):
        return {
            'decoder': HostTextDecoder(name, {'fatal': (flags & _FATAL) != 0, 'ignoreBOM': (flags & _IGNORE_BOM) != 0})
        }

    def decode(converter, data, flags, name):
        try:
            return converter.decoder.decode(unshared(plain_bytes(data)), {'stream': (flags & _FLUSH) == 0})
        except Exception as error:
            # callers that expect our type error must not get the browser's
            if js_instanceof(error, TypeError):
                raise coded_error(
                    TypeError,
                    'ERR_ENCODING_INVALID_ENCODED_DATA',
                    f'The encoded data was not valid for encoding {name}',
                )
            raise error

    def transcode_buffer(data, source, target):
        made = transcode(plain_bytes(data), source, target)
        return made if js_typeof(made) == 'number' else make_buffer(made)

    return {
        'getStringWidth': width,
        'icuErrName': lambda number: _ERROR_NAMES[number],
        'hasConverter': has_converter,
        'getConverter': get_converter,
        'decode': decode,
        'transcode': transcode_buffer,
    }
