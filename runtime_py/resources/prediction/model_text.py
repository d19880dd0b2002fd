"""The model as the text of a file, and back. The text is shorter than MOST_BYTES whatever was learned: each part has a
budget, and writes what is worth most until that is used up.

Reading trusts nothing: what isn't as it should be raises BadModel with what is wrong. ASCII only, so letters are
bytes."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.resources.prediction.affinity import MOST_COMMANDS, MOST_PARTNERS, Partners
from runtime_py.resources.prediction.commands import MOST_LETTERS as MOST_COMMAND
from runtime_py.resources.prediction.groups import MOST_LETTERS as MOST_LINE
from runtime_py.resources.prediction.groups import MOST_MEMBERS, Member
from runtime_py.resources.prediction.guesses import USES
from runtime_py.resources.prediction.markov import MOST_CONTEXTS, MOST_NEXT, ORDER, Markov, Successors
from runtime_py.resources.prediction.model import MOST_FOLDERS, MOST_TYPES, Model
from runtime_py.resources.prediction.starts import MOST_FILES, MOST_LETTERS, MOST_STARTS, ReadFile, Start, start_key

MOST_BYTES = 65536
VERSION = 1
# budgets, whose sum with the frame is below MOST_BYTES
_FOLDERS = 16000
_TYPES = 8000
_TOGETHER = 5000
_GROUP = 5500
_STARTS = 28000
_MOST_PATH = 300
_LARGE = 1e12


class BadModel(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


# writing


def model_text(model: Model) -> str:
    parts = [
        f'"version":{VERSION}',
        f'"on":{"true" if model.is_on else "false"}',
        f'"score":[{model.score.asked},{model.score.among},{model.score.first}]',
        f'"guesses":[{",".join([_account_row(model, use) for use in USES])}]',
        f'"group":[{",".join(_within(_group_rows(model), _GROUP))}]',
        f'"folders":[{",".join(_within(_markov_rows(model.folders), _FOLDERS))}]',
        f'"types":[{",".join(_within(_markov_rows(model.types), _TYPES))}]',
        f'"together":[{",".join(_within(_together_rows(model), _TOGETHER))}]',
        f'"serial":{model.starts.serial}',
        f'"starts":[{",".join(_within(_start_rows(model), _STARTS))}]',
    ]
    return '{' + ',\n'.join(parts) + '}\n'


def _within(rows: list[str], budget: int) -> list[str]:
    """The first rows that fit."""
    found: list[str] = []
    left = budget
    for row in rows:
        if len(row) + 1 <= left:
            found.append(row)
            left -= len(row) + 1
    return found


def _text(value: str) -> str:
    """JSON in ASCII."""
    written = stringify(value)
    if all([ord(letter) < 127 for letter in written]):
        return written
    found = ''
    for letter in written:
        found += letter if ord(letter) < 127 else _escaped(letter)
    return found


def _escaped(letter: str) -> str:
    """In UTF-16, as JSON has it."""
    code = ord(letter)
    if code < 65536:
        return f'\\u{_hex4(code)}'
    code -= 65536
    return f'\\u{_hex4(0xD800 + code // 1024)}\\u{_hex4(0xDC00 + code % 1024)}'


def _hex4(code: int) -> str:
    digits = '0123456789abcdef'
    return digits[code // 4096 % 16] + digits[code // 256 % 16] + digits[code // 16 % 16] + digits[code % 16]


def _number(value: float) -> str:
    """To three places."""
    scaled = int(value * 1000 + 0.5)
    whole = scaled // 1000
    rest = scaled % 1000
    return str(whole) if rest == 0 else f'{whole}.{"0" if rest < 100 else ""}{"0" if rest < 10 else ""}{rest}'


def _account_row(model: Model, use: str) -> str:
    account = model.guesses.if_all_ended(use)
    withdrawal = model.withdrawal_if_all_ended(use)
    figures = [
        account.hits,
        account.misses,
        account.cpu,
        account.bytes,
        account.cpu_wasted,
        account.bytes_wasted,
        1.0 if withdrawal.works else 0.0,
        withdrawal.share,
        float(withdrawal.since),
    ]
    return f'[{_text(use)},{",".join([_number(min(each, _LARGE)) for each in figures])}]'


def _group_rows(model: Model) -> list[str]:
    return [f'[{_text(each.command)},{_text(each.line)},{_text(each.folder)}]' for each in model.groups.last]


def _markov_rows(table: Map[str, Markov]) -> list[str]:
    """A row for each context, the heaviest of the most recently used models first: [name, context, command, weight
    ...]."""
    found: list[str] = []
    for name in reversed(list(table.keys())):
        markov = table.get(name)
        if len(name) > _MOST_PATH:
            continue
        keys = sorted([key for key in markov.contexts.keys()], key=lambda key: -markov.total(key))
        for key in keys:
            successors = markov.contexts.get(key)
            cells = [_text(name), _text(key)]
            for symbol, weight in successors.weights.entries():
                cells.append(_text(symbol))
                cells.append(_number(weight / markov.unit))
            found.append(f'[{",".join(cells)}]')
    return found


def _together_rows(model: Model) -> list[str]:
    commands = model.affinity.commands
    names = sorted([name for name in commands.keys()], key=lambda name: -commands.get(name).runs)
    found: list[str] = []
    for name in names:
        cells = [_text(name), _number(commands.get(name).runs)]
        for other, weight in commands.get(name).weights.entries():
            cells.append(_text(other))
            cells.append(_number(weight))
        found.append(f'[{",".join(cells)}]')
    return found


def _start_rows(model: Model) -> list[str]:
    """The most recent first, each with at most half of what is left: [command, folder, ready, threads, runs, serial,
    [programs], [scripts], [modules], [files]]. A file is the length of the beginning that it shares with the one before, the rest,
    and ms since the one before."""
    found: list[str] = []
    left = _STARTS
    for start in model.starts.newest_first():
        head = ','.join(
            [
                _text(start.command),
                _text(start.folder),
                str(start.ready_ms),
                str(start.threads),
                str(start.runs),
                str(start.serial),
                f'[{",".join([_text(each) for each in start.programs])}]',
                f'[{",".join([_text(each) for each in start.scripts])}]',
            ]
        )
        if len(head) > 1000:
            continue
        files = _file_cells(start.files, left // 2 - len(head))
        written = [file.path for file in start.files[: len(files) // 3]]
        modules = [str(written.index(path)) for path in start.modules if path in written]
        row = f'[{head},[{",".join(modules)}],[{",".join(files)}]]'
        if len(row) + 1 <= left:
            found.append(row)
            left -= len(row) + 1
    return found


def _file_cells(files: list[ReadFile], budget: int) -> list[str]:
    cells: list[str] = []
    left = budget - 60
    before = ''
    ms = 0
    for file in files:
        shared = _shared(before, file.path)
        row = [str(shared), _text(file.path[shared:]), str(max(0, file.ms - ms))]
        size = len(row[0]) + len(row[1]) + len(row[2]) + 3
        if size > left:
            break
        left -= size
        cells.extend(row)
        before = file.path
        ms = max(ms, file.ms)
    return cells


def _shared(one: str, other: str) -> int:
    at = 0
    while at < len(one) and at < len(other) and one[at] == other[at]:
        at += 1
    return at


# reading


def read_model(text: str) -> Model:
    """Raises BadModel."""
    if len(text) >= MOST_BYTES:
        raise BadModel(f'it has {len(text)} bytes, and a model has less than {MOST_BYTES}')
    try:
        found: Any = parse(text)
    except ValueError:
        raise BadModel('it is no JSON')
    if not isinstance(found, Map):
        raise BadModel('it is no object')
    if found.get('version') != VERSION:
        raise BadModel(f'its version is not {VERSION}')
    model = Model()
    model.is_on = found.get('on') is not False
    _read_score(model, _list(found.get('score'), 'score'))
    for row in _rows(found, 'guesses', len(USES)):
        _read_account(model, row)
    for row in _rows(found, 'group', MOST_MEMBERS):
        model.groups.last.append(
            Member(
                _word(row, 0, MOST_COMMAND, 'group'),
                _word(row, 1, MOST_LINE, 'group'),
                _word(row, 2, MOST_LINE, 'group'),
            )
        )
    _read_markov(model.folders, _rows(found, 'folders', 4096), MOST_FOLDERS, 'folders')
    _read_markov(model.types, _rows(found, 'types', 4096), MOST_TYPES, 'types')
    for row in _rows(found, 'together', MOST_COMMANDS):
        _read_partners(model, row)
    model.starts.serial = _whole(found.get('serial'), 'serial')
    for row in _rows(found, 'starts', MOST_STARTS):
        start = _read_start(row)
        model.starts.starts.set(start_key(start.command, start.folder), start)
    return model


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadModel(f'its part {where} is no list')
    return value


def _rows(found: Map[str, Any], where: str, most: int) -> list[list[Any]]:
    rows = _list(found.get(where), where)
    if len(rows) > most:
        raise BadModel(f'its part {where} is too long')
    return [_list(row, where) for row in rows]


def _word(row: list[Any], at: int, most: int, where: str) -> str:
    value: Any = row[at] if at < len(row) else None
    if not isinstance(value, str) or len(value) > most:
        raise BadModel(f'its part {where} has something else in place of a text')
    return value


def _figure(value: Any, where: str) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= _LARGE:
        raise BadModel(f'its part {where} has something else in place of a number')
    return float(value)


def _whole(value: Any, where: str) -> int:
    found = _figure(value, where)
    if found != int(found):
        raise BadModel(f'its part {where} has something else in place of a whole number')
    return int(found)


def _at(row: list[Any], at: int) -> Any:
    return row[at] if at < len(row) else None


def _read_score(model: Model, row: list[Any]) -> None:
    model.score.asked = _whole(_at(row, 0), 'score')
    model.score.among = _whole(_at(row, 1), 'score')
    model.score.first = _whole(_at(row, 2), 'score')


def _read_account(model: Model, row: list[Any]) -> None:
    use = _word(row, 0, 40, 'guesses')
    if use not in USES:
        raise BadModel('its part guesses has an unknown use')
    figures = [_figure(_at(row, k), 'guesses') for k in range(1, 10)]
    account = model.guesses.account(use)
    account.hits = figures[0]
    account.misses = figures[1]
    account.cpu = figures[2]
    account.bytes = figures[3]
    account.cpu_wasted = figures[4]
    account.bytes_wasted = figures[5]
    withdrawal = model.withdrawals.get(use)
    withdrawal.works = figures[6] != 0
    withdrawal.share = min(1.0, figures[7])
    withdrawal.since = int(min(figures[8], 1000))


def _read_markov(table: Map[str, Markov], rows: list[list[Any]], most: int, where: str) -> None:
    """Rows are written with the most recently used model first."""
    names: list[str] = []
    for row in rows:
        name = _word(row, 0, _MOST_PATH, where)
        if name not in names:
            names.append(name)
    if len(names) > most:
        raise BadModel(f'its part {where} is too long')
    for name in reversed(names):
        table.set(name, Markov(3, 160) if where == 'folders' else Markov(2, 120))
    for row in rows:
        markov = table.get(_word(row, 0, _MOST_PATH, where))
        key = _word(row, 1, (MOST_COMMAND + 1) * ORDER, where)
        if markov.contexts.size >= MOST_CONTEXTS or len(row) > 2 + 2 * MOST_NEXT:
            raise BadModel(f'its part {where} is too long')
        markov.contexts.set(key, _read_successors(row, where))


def _read_successors(row: list[Any], where: str) -> Successors:
    found = Successors()
    for at in range(2, len(row), 2):
        found.add(_word(row, at, MOST_COMMAND, where), _figure(_at(row, at + 1), where))
    return found


def _read_partners(model: Model, row: list[Any]) -> None:
    partners = Partners()
    if len(row) > 2 + 2 * MOST_PARTNERS:
        raise BadModel('its part together is too long')
    partners.runs = _figure(_at(row, 1), 'together')
    for at in range(2, len(row), 2):
        partners.weights.set(_word(row, at, MOST_COMMAND, 'together'), _figure(_at(row, at + 1), 'together'))
    model.affinity.commands.set(_word(row, 0, MOST_COMMAND, 'together'), partners)


def _read_start(row: list[Any]) -> Start:
    start = Start(_word(row, 0, MOST_COMMAND, 'starts'), _word(row, 1, 1000, 'starts'))
    start.ready_ms = _whole(_at(row, 2), 'starts')
    start.threads = min(64, _whole(_at(row, 3), 'starts'))
    start.runs = _whole(_at(row, 4), 'starts')
    start.serial = _whole(_at(row, 5), 'starts')
    programs = _list(_at(row, 6), 'starts')
    start.programs = [_word(programs, k, 80, 'starts') for k in range(min(8, len(programs)))]
    scripts = _list(_at(row, 7), 'starts')
    start.scripts = [_word(scripts, k, 80, 'starts') for k in range(min(24, len(scripts)))]
    start.files = _read_files(_list(_at(row, 9), 'starts'))
    for number in _list(_at(row, 8), 'starts')[:8]:
        at = _whole(number, 'starts')
        if at >= len(start.files):
            raise BadModel('its part starts names a module that it has not')
        start.modules.append(start.files[at].path)
    return start


def _read_files(cells: list[Any]) -> list[ReadFile]:
    if len(cells) > 3 * MOST_FILES:
        raise BadModel('its part starts is too long')
    found: list[ReadFile] = []
    before = ''
    ms = 0
    for at in range(0, len(cells), 3):
        shared = _whole(_at(cells, at), 'starts')
        if shared > len(before):
            raise BadModel('its part starts has a path that can not be')
        before = before[:shared] + _word(cells, at + 1, MOST_LETTERS, 'starts')
        if len(before) > MOST_LETTERS:
            raise BadModel('its part starts has a path that can not be')
        ms += _whole(_at(cells, at + 2), 'starts')
        found.append(ReadFile(before, ms))
    return found
