"""What `resources predict` shows: what is expected and why, how often that was right, and what it cost."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.resources.prediction.guesses import USES
from runtime_py.resources.prediction.model import FIRST, Expectation, Model
from runtime_py.resources.prediction.project_types import Project

_SHOWN = 5


def report(model: Model, folder: str, project: Project, expected: list[Expectation]) -> str:
    """`expected`: as `Model.expect` gives it."""
    lines = [f'{folder} is a project of the type {project.type}.']
    if not model.is_on:
        lines.append('Prediction is off; `resources predict on` begins again.')
    lines.append('')
    lines.append('Expected next:')
    for each in expected[:_SHOWN]:
        lines.append(f'  {pad_left(percent(each.chance), 4)}  {pad_right(each.command, 32)} {each.why}')
        start = model.starts.find(each.command, folder)
        if start is not None:
            lines.append(f'        its last start read {len(start.files)} files{_ready(start.ready_ms)}')
        together = [other for other in model.affinity.with_command(each.command) if other.share >= 0.3]
        if len(together) > 0:
            names = ', '.join([f'{other.command} ({percent(other.share)})' for other in together[:3]])
            lines.append(f'        runs together with {names}')
    score = model.score
    lines.append('')
    lines.append(_score_line(score.asked, score.among, score.first))
    lines.append('')
    lines.append('What was prepared          right  wrong   CPU ms  of it wasted')
    for use in USES:
        account = model.guesses.account(use)
        works = '' if model.withdrawals.get(use).works else '  (withdrawn: it was wrong too often)'
        cells = [pad_left(rounded(account.hits), 7), pad_left(rounded(account.misses), 7)]
        cells.append(pad_left(rounded(account.cpu), 9))
        cells.append(pad_left(percent(account.waste()), 14))
        lines.append(f'  {pad_right(use, 23)}{"".join(cells)}{works}')
    return '\n'.join(lines) + '\n'


def _ready(ms: int) -> str:
    return f' and took {rounded(ms / 100)[:-1] or "0"}.{rounded(ms / 100)[-1:]} s' if ms > 0 else ''


def _score_line(asked: int, among: int, first: int) -> str:
    if asked == 0:
        return 'No command has been seen yet.'
    return (
        f'Of {asked} commands {percent(among / asked)} were among the first {FIRST} that were expected, '
        f'{percent(first / asked)} were the first.'
    )


def percent(share: float) -> str:
    return f'{int(share * 100 + 0.5)}%'


def rounded(value: float) -> str:
    return str(int(value + 0.5))
