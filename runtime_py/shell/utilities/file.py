"""file: what a file contains, from its first octets: the kinds that are common where Node.js is used."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, decode_latin1
from runtime_py.platform.json import parse as parse_json
from runtime_py.platform.octets import to_text
from runtime_py.platform.text import is_well_formed, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import Status, status_of
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFIFO, S_IFSOCK

_LOOK = 65536
# the first octets (in Latin-1), where they are, the words, the MIME type
_MAGIC = [
    ['\x89PNG\r\n\x1a\n', '0', 'PNG image data', 'image/png'],
    ['GIF87a', '0', 'GIF image data, version 87a', 'image/gif'],
    ['GIF89a', '0', 'GIF image data, version 89a', 'image/gif'],
    ['\xff\xd8\xff', '0', 'JPEG image data', 'image/jpeg'],
    ['WEBP', '8', 'RIFF (little-endian) data, Web/P image', 'image/webp'],
    ['WAVE', '8', 'RIFF (little-endian) data, WAVE audio', 'audio/x-wav'],
    ['BM', '0', 'PC bitmap', 'image/bmp'],
    ['\x00\x00\x01\x00', '0', 'MS Windows icon resource', 'image/vnd.microsoft.icon'],
    ['%PDF-', '0', 'PDF document', 'application/pdf'],
    ['\x1f\x8b', '0', 'gzip compressed data', 'application/gzip'],
    ['BZh', '0', 'bzip2 compressed data', 'application/x-bzip2'],
    ['\xfd7zXZ\x00', '0', 'XZ compressed data', 'application/x-xz'],
    ['\x28\xb5\x2f\xfd', '0', 'Zstandard compressed data', 'application/zstd'],
    ['PK\x03\x04', '0', 'Zip archive data', 'application/zip'],
    ['PK\x05\x06', '0', 'Zip archive data (empty)', 'application/zip'],
    ['7z\xbc\xaf\x27\x1c', '0', '7-zip archive data', 'application/x-7z-compressed'],
    ['ustar', '257', 'POSIX tar archive', 'application/x-tar'],
    ['\x00asm', '0', 'WebAssembly (wasm) binary module', 'application/wasm'],
    ['\x7fELF', '0', 'ELF', 'application/x-executable'],
    ['SQLite format 3\x00', '0', 'SQLite 3.x database', 'application/vnd.sqlite3'],
    ['wOFF', '0', 'Web Open Font Format', 'font/woff'],
    ['wOF2', '0', 'Web Open Font Format (Version 2)', 'font/woff2'],
    ['\x00\x01\x00\x00\x00', '0', 'TrueType Font data', 'font/sfnt'],
    ['OTTO', '0', 'OpenType font data', 'application/vnd.ms-opentype'],
    ['OggS', '0', 'Ogg data', 'application/ogg'],
    ['ID3', '0', 'Audio file with ID3', 'audio/mpeg'],
    ['fLaC', '0', 'FLAC audio bitstream data', 'audio/flac'],
    ['ftyp', '4', 'ISO Media', 'video/mp4'],
    ['\x1a\x45\xdf\xa3', '0', 'WebM', 'video/webm'],
]
_KINDS = [S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK]
_KIND_TEXTS = [
    ['character special', 'inode/chardevice'],
    ['block special', 'inode/blockdevice'],
    ['fifo (named pipe)', 'inode/fifo'],
    ['socket', 'inode/socket'],
]


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'biLhN0f:F:sz',
        [
            'brief',
            'mime',
            'mime-type',
            'mime-encoding',
            'dereference',
            'no-dereference',
            'no-pad',
            'print0',
            'files-from=',
            'separator=',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = list(options.operands)
    for listing in [*options.all_values('f'), *options.all_values('files-from')]:
        source = Input(context, listing)
        names = [*await source.all_lines(), *names]
        source.close()
        if source.error != 0:
            await context.error(f"Cannot open '{listing}' ({strerror(source.error)})")
            return 1
    if len(names) == 0:
        return await usage_error(context, 'missing file operand')
    separator = options.value('F', options.value('separator', ':'))
    widest = max([len(name) for name in names])
    for name in names:
        told = await _told(context, options, name)
        if not options.any(['b', 'brief']):
            lead = name + separator
            width = 0 if options.any(['N', 'no-pad']) else widest + len(separator)
            told = pad_right(lead, width, ' ') + ' ' + told
        await context.write(told + '\n')
    return 0


async def _told(context: Context, options: Options, name: str) -> str:
    follows = options.any(['L', 'dereference'])
    status = status_of(context, name if name != '-' else '/dev/stdin', follows or name == '-')
    if status.error != 0 and name != '-':
        return f"cannot open `{name}' ({strerror(status.error)})"
    words, mime, encoding = await _kind(context, name, status)
    if options.has('mime-type'):
        return mime
    if options.has('mime-encoding'):
        return encoding
    return f'{mime}; charset={encoding}' if options.any(['i', 'mime']) else words


async def _kind(context: Context, name: str, status: Status) -> tuple[str, str, str]:
    """In words, the MIME type, and the encoding."""
    if status.is_folder():
        return 'directory', 'inode/directory', 'binary'
    if status.is_link():
        target = context.system.readlink(context.path(name))
        broken = status_of(context, name).error != 0
        return f'{"broken " if broken else ""}symbolic link to {target}', 'inode/symlink', 'binary'
    for k, kind in enumerate(_KINDS):
        if status.is_kind(kind):
            return _KIND_TEXTS[k][0], _KIND_TEXTS[k][1], 'binary'
    source = Input(context, name)
    data = await source.read_first(_LOOK)
    source.close()
    if source.error != 0:
        text = f'cannot open ({strerror(source.error)})'
        return text, text, 'binary'
    return described(data)


def described(data: Bytes) -> tuple[str, str, str]:
    """What the first octets of a file tell."""
    if len(data) == 0:
        return 'empty', 'inode/x-empty', 'binary'
    head = decode_latin1(data[: min(len(data), 512)])
    for octets, place, words, mime in _MAGIC:
        if head.startswith(octets, int(place)):
            return words + _details(head, mime), mime, 'binary'
    encoding = _encoding(data)
    if encoding == 'binary':
        return 'data', 'application/octet-stream', 'binary'
    return _text(decode_latin1(data), encoding)


def _details(head: str, mime: str) -> str:
    """The size of a picture, the version of a document."""

    def number(at: int, size: int, is_big: bool) -> int:
        octets = [ord(char) for char in head[at : at + size]]
        if not is_big:
            octets.reverse()
        value = 0
        for octet in octets:
            value = value * 256 + octet
        return value

    if mime == 'image/png' and len(head) > 28:
        colours = ['grayscale', '', 'RGB', 'colormap', 'gray+alpha', '', 'RGBA']
        bits, kind = ord(head[24]), ord(head[25])
        colour = colours[kind] if kind < len(colours) else ''
        lace = 'interlaced' if ord(head[28]) == 1 else 'non-interlaced'
        return f', {number(16, 4, True)} x {number(20, 4, True)}, {bits}-bit{"" if kind == 3 else "/color"} {colour}, {lace}'
    if mime == 'image/gif':
        return f', {number(6, 2, False)} x {number(8, 2, False)}'
    if mime == 'application/pdf':
        return f', version {head[5:8]}'
    return ''


def _encoding(data: Bytes) -> str:
    is_ascii = True
    for octet in data:
        if octet >= 128:
            is_ascii = False
        elif octet < 32 and octet not in (7, 8, 9, 10, 11, 12, 13, 27):
            return 'binary'
        elif octet == 127:
            return 'binary'
    if is_ascii:
        return 'us-ascii'
    end = len(data)
    while len(data) == _LOOK and end > _LOOK - 4 and data[end - 1] >= 128:
        end -= 1  # the last character may be cut
    return 'utf-8' if is_well_formed(to_text(data[:end])) else 'iso-8859-1'


def _text(text: str, encoding: str) -> tuple[str, str, str]:
    named = 'ASCII' if encoding == 'us-ascii' else ('Unicode text, UTF-8' if encoding == 'utf-8' else 'ISO-8859')
    if text.startswith('\xef\xbb\xbf'):
        named = 'Unicode text, UTF-8 (with BOM)'
    words, mime = _language(text, named)
    endings = ''
    if '\r\n' in text:
        endings = ', with CRLF' + (', LF' if text.count('\n') > text.count('\r\n') else '') + ' line terminators'
    elif '\r' in text and '\n' not in text:
        endings = ', with CR line terminators'
    elif '\n' not in text:
        endings = ', with no line terminators'
    longest = max([len(line) for line in text.split('\n')])
    long_lines = f', with very long lines ({longest})' if longest > 300 else ''
    return words + long_lines + endings, mime, encoding


def _language(text: str, named: str) -> tuple[str, str]:
    start = text.lstrip()
    plain = f'{named} text'
    if text.startswith('#!'):
        line = text[2:].split('\n')[0].strip()
        program = line.split(' ')[0]
        name = program[program.rfind('/') + 1 :]
        if name == 'env':
            words = [word for word in line.split(' ')[1:] if not word.startswith('-')]
            name = words[0] if len(words) > 0 else name
        if name in ('sh', 'dash'):
            return f'POSIX shell script, {plain} executable', 'text/x-shellscript'
        if name == 'bash':
            return f'Bourne-Again shell script, {plain} executable', 'text/x-shellscript'
        if name == 'node':
            return f'Node.js script executable, {plain}', 'application/javascript'
        return f'{line if name == "" else "a " + line} script, {plain} executable', 'text/plain'
    low = start[:200].lower()
    if low.startswith('<!doctype html') or low.startswith('<html'):
        return f'HTML document, {plain}', 'text/html'
    if low.startswith('<?xml'):
        kind = 'SVG Scalable Vector Graphics image' if '<svg' in text[:1000] else f'XML 1.0 document, {plain}'
        return kind, 'image/svg+xml' if '<svg' in text[:1000] else 'text/xml'
    if low.startswith('<svg'):
        return 'SVG Scalable Vector Graphics image', 'image/svg+xml'
    if start[:1] in ('{', '[') and _is_json(text):
        return 'JSON text data', 'application/json'
    return plain, 'text/plain'


def _is_json(text: str) -> bool:
    try:
        parse_json(text)
    except Exception:
        return False
    return True
