"""`python -m toolchain.states`: draws the state machines (the rooms' `states.py`) into docs/STATES.md. A test fails if
the page is stale."""

import importlib

from runtime_py.devserver.states import TRANSITIONS
from runtime_py.platform.states import Table
from toolchain.environment import ROOT

PAGE = ROOT / 'docs' / 'STATES.md'
_HEAD = """# State machines

Generated from the tables in the rooms' `states.py` by `python -m toolchain.states` (a test checks it). In a debug build
(`build.py build --debug`), and in all tests that run in CPython or transpiled, a step that isn't in its table raises
`IllegalStep`; so does a lock that is taken twice or released by another (`LockMisused`), and a write of a sequence word
within another (`NestedWrite`).
"""


def tables() -> list[Table]:
    found: list[Table] = []
    for path in sorted((ROOT / 'runtime_py').rglob('states.py')):
        name = '.'.join(path.relative_to(ROOT).with_suffix('').parts)
        found += getattr(importlib.import_module(name), 'TABLES', [])
    return [*found, dev_server()]


def dev_server() -> Table:
    """Its machine is driven by events and always strict (devserver/states.py)."""
    steps = [[before, after, event] for before, row in TRANSITIONS.entries() for event, after in row.entries()]
    return Table('The dev server', 'devserver/states.py', list(TRANSITIONS.keys()), steps)


def drawing(table: Table) -> str:
    """As a Mermaid diagram, which GitHub draws."""
    names = {state: state.replace(' ', '_') for state in table.states}
    lines = ['stateDiagram-v2', f'    [*] --> {names[table.states[0]]}']
    pairs: dict[tuple[str, str], list[str]] = {}
    for before, after, what in table.steps:
        pairs.setdefault((before, after), []).append(what)
    for (before, after), whats in pairs.items():
        label = '; '.join(whats).replace(':', ',')
        lines.append(f'    {names[before]} --> {names[after]}: {label}')
    return '\n'.join(lines)


def page() -> str:
    parts = [_HEAD]
    for table in tables():
        parts.append(f'\n## {table.name}\n\n`runtime_py/{table.home}`\n\n```mermaid\n{drawing(table)}\n```\n')
    return ''.join(parts)


if __name__ == '__main__':
    PAGE.write_text(page(), encoding='utf-8')
