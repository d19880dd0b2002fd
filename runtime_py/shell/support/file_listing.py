"""ls's output: columns for the terminal's width, the long format, colours and type marks."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.text import code_points, pad_left, repeat
from runtime_py.platform.widths import char_width
from runtime_py.shell.shown_names import (
    in_c,
    is_special,
    needs_quotes,
    quoted_unescaped,
    shown_in_quotes,
    with_question_marks,
)
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.sizes import human
from runtime_py.shell.support.status import Status, mode_text
from runtime_py.shell.support.zone import UTC, Zone
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFIFO, S_IFSOCK

USER = 'user'
_GAP = 2
_LEAST_COLUMN = 3
_HALF_YEAR = 15778476
_ARCHIVES = ['.tar', '.tgz', '.gz', '.zip', '.xz', '.bz2', '.zst', '.7z', '.jar', '.br']
_IMAGES = ['.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp', '.bmp', '.mp4', '.webm', '.ico']


class Entry:
    """A name with its lstat; `target` is a link's target, `target_status` the target's status."""

    def __init__(self, name: str, status: Status) -> None:
        self.name = name
        self.status = status
        self.target = ''
        self.target_status: Status | None = None


class Style:
    def __init__(self) -> None:
        self.colour = False
        self.marks = ''  # '', 'slash' (-p) or 'all' (-F)
        self.human = False
        self.inodes = False
        self.blocks = False
        self.numeric = False
        self.owner = True
        self.group = True
        self.time_format = ''  # '' is ls's own
        self.time = 'mtime'
        self.zone: Zone = UTC
        self.quoting = 'literal'  # of names, as for --quoting-style
        self.hides = False  # hidden characters are shown as question marks
        self.aligns = False  # some names are quoted, the others get a space in place of the quote


def name_as(name: str, style: Style) -> str:
    """The name in the style of --quoting-style."""
    if style.quoting == 'c':
        return '"' + in_c(name, '"\\') + '"'
    if style.quoting == 'escape':
        return in_c(name, ' \\')
    text = name
    if style.quoting == 'shell-escape-always' or (style.quoting == 'shell-escape' and needs_quotes(name)):
        return shown_in_quotes(name)
    if style.quoting == 'shell-always' or (style.quoting == 'shell' and is_special(name)):
        text = quoted_unescaped(name)
    return with_question_marks(text) if style.hides else text


def aligned_name(name: str, style: Style) -> str:
    text = name_as(name, style)
    return ' ' + text if style.aligns and text == name else text


def mark(entry: Entry, marks: str) -> str:
    status = entry.status
    if status.is_folder():
        return '/' if marks != '' else ''
    if marks != 'all':
        return ''
    if status.is_link():
        return '@'
    if status.is_kind(S_IFIFO):
        return '|'
    if status.is_kind(S_IFSOCK):
        return '='
    return '*' if status.is_regular() and (status.mode & 0o111) != 0 else ''


def _coloured_name(entry: Entry, style: Style) -> str:
    text = aligned_name(entry.name, style)
    space = ' ' if text.startswith(' ') and style.aligns else ''
    return space + coloured(text[len(space) :], entry, style)


def coloured(name: str, entry: Entry, style: Style) -> str:
    code = _colour(entry.name, entry) if style.colour else ''
    return name if code == '' else f'\x1b[{code}m{name}\x1b[0m'


def _colour(name: str, entry: Entry) -> str:
    """The default colours of dircolors(1)."""
    status = entry.status
    if status.is_folder():
        return '30;42' if (status.mode & 0o1002) == 0o1002 else '01;34'
    if status.is_link():
        return '40;31;01' if entry.target_status is not None and entry.target_status.error != 0 else '01;36'
    if status.is_kind(S_IFIFO):
        return '40;33'
    if status.is_kind(S_IFSOCK):
        return '01;35'
    if status.is_kind(S_IFCHR) or status.is_kind(S_IFBLK):
        return '40;33;01'
    if (status.mode & 0o111) != 0:
        return '01;32'
    dot = name.rfind('.')
    suffix = name[dot:].lower() if dot > 0 else ''
    return '01;31' if suffix in _ARCHIVES else ('01;35' if suffix in _IMAGES else '')


def display(entry: Entry, style: Style) -> str:
    text = _coloured_name(entry, style) + mark(entry, style.marks)
    if style.blocks:
        text = f'{_block_count(entry, style)} {text}'
    return f'{entry.status.ino} {text}' if style.inodes else text


def _width(entry: Entry, style: Style) -> int:
    plain = Style()
    plain.quoting = style.quoting
    plain.hides = style.hides
    plain.aligns = style.aligns
    plain.marks = style.marks
    plain.blocks = style.blocks
    plain.human = style.human
    plain.inodes = style.inodes
    return sum([char_width(point) for point in code_points(display(entry, plain))])


def _block_count(entry: Entry, style: Style) -> str:
    return human(entry.status.blocks * 512) if style.human else str((entry.status.blocks + 1) // 2)


def _column_sizes(widths: list[int], count: int, width: int, across: bool) -> list[int] | None:
    """The widths of so many columns with their gaps; None when they don't fit. As GNU's ls: a column has at least three
    places, and only one that needs more is checked."""
    rows = -(-len(widths) // count)
    sizes = [_LEAST_COLUMN for _ in range(count)]
    line = _LEAST_COLUMN * count
    fits = True
    for k, size in enumerate(widths):
        column = k % count if across else k // rows
        needed = size if column == count - 1 else size + _GAP
        if needed > sizes[column]:
            line += needed - sizes[column]
            sizes[column] = needed
            fits = line < width
    return sizes if fits else None


def columns(entries: list[Entry], style: Style, width: int, across: bool) -> str:
    """As many columns as fit, filled downwards, or across (-x)."""
    widths = [_width(entry, style) for entry in entries]
    count = len(entries)
    number = max(1, min(count, -(-width // _LEAST_COLUMN)))
    sizes = _column_sizes(widths, number, width, across)
    while sizes is None and number > 1:
        number -= 1
        sizes = _column_sizes(widths, number, width, across)
    if sizes is None:
        sizes = [0]  # longer than a line
    rows = -(-count // len(sizes))
    text = ''
    for row in range(rows):
        line = ''
        gap = 0
        for column, size in enumerate(sizes):
            k = row * len(sizes) + column if across else column * rows + row
            if k < count:
                line += repeat(' ', gap) + display(entries[k], style)
                gap = size - widths[k]
        text += line + '\n'
    return text


def long_lines(entries: list[Entry], style: Style) -> str:
    rows = [_long_fields(entry, style) for entry in entries]
    if len(rows) == 0:
        return ''
    widths = [0 for _ in rows[0]]
    for row in rows:
        for k, field in enumerate(row):
            widths[k] = max(widths[k], len(field))
    lead = (1 if style.inodes else 0) + (1 if style.blocks else 0)
    text = ''
    for row, entry in zip(rows, entries):
        parts: list[str] = []
        for k, field in enumerate(row):
            is_number = k < lead or k == lead + 1 or k == len(row) - 2
            parts.append(pad_left(field, widths[k], ' ') if is_number else field + repeat(' ', widths[k] - len(field)))
        text += ' '.join(parts) + ' ' + _long_name(entry, style) + '\n'
    return text


def _long_fields(entry: Entry, style: Style) -> list[str]:
    status = entry.status
    fields: list[str] = []
    if style.inodes:
        fields.append(str(status.ino))
    if style.blocks:
        fields.append(_block_count(entry, style))
    fields.append(mode_text(status.mode))
    fields.append(str(status.links))
    if style.owner:
        fields.append(str(status.uid) if style.numeric else owner_name(status.uid))
    if style.group:
        fields.append(str(status.gid) if style.numeric else owner_name(status.gid))
    if status.is_kind(S_IFCHR) or status.is_kind(S_IFBLK):
        fields.append(f'{status.rdev >> 8}, {status.rdev & 255}')
    else:
        fields.append(human(status.size) if style.human else str(status.size))
    fields.append(_time(status, style))
    return fields


def owner_name(uid: int) -> str:
    """There are only root and the machine's user."""
    return 'root' if uid == 0 else (USER if uid == 1000 else str(uid))


def is_owner(text: str) -> bool:
    """Whether it is the name or number of somebody, or of a group."""
    return text in ('root', USER) or text.isdigit()


def time_of(status: Status, which: str) -> float:
    return (
        status.atime
        if which == 'atime'
        else (status.ctime if which == 'ctime' else (status.birth if which == 'birth' else status.mtime))
    )


def _time(status: Status, style: Style) -> str:
    seconds = time_of(status, style.time)
    moment = Moment(seconds, style.zone)
    if style.time_format != '':
        return format_time(style.time_format, moment)
    age = now_ms() / 1000 - seconds
    return format_time('%b %e %H:%M' if -60 < age < _HALF_YEAR else '%b %e  %Y', moment)


def _long_name(entry: Entry, style: Style) -> str:
    text = _coloured_name(entry, style)
    if entry.target == '':
        return text + mark(entry, style.marks)
    target = name_as(entry.target, style)
    if entry.target_status is not None and entry.target_status.error == 0:
        there = Entry(entry.target, entry.target_status)
        target = coloured(target, there, style) + mark(there, style.marks)
    return f'{text} -> {target}'
