"""What people usually do next in a project of some type, before anything has been learned: a table from the kind of the
last command to kinds of the next, and the commands that a project has for a kind.

The weights are estimates, not measurements; whatever has been learned outweighs them soon (markov.py)."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.resources.kinds import BUILD, DEV_SERVER, INSTALL, LINT, SCRIPT, SHELL, TEST, TYPE_CHECK, kind_of
from runtime_py.resources.prediction.project_types import EXPRESS, LIBRARY, MONOREPO, NEXT, Project

START = '^'  # in place of the last command: a shell has just begun


class Next:
    def __init__(self, kind: str, weight: float) -> None:
        self.kind = kind
        self.weight = weight


_ANY = '*'
_GENERAL: Map[str, list[Next]] = Map(
    [
        [START, [Next(DEV_SERVER, 6), Next(INSTALL, 3), Next(TEST, 2), Next(BUILD, 1), Next(SHELL, 2)]],
        [INSTALL, [Next(DEV_SERVER, 5), Next(BUILD, 2), Next(TEST, 2), Next(SHELL, 1)]],
        [DEV_SERVER, [Next(TEST, 2), Next(BUILD, 2), Next(INSTALL, 2), Next(DEV_SERVER, 2), Next(SHELL, 2)]],
        [TEST, [Next(TEST, 5), Next(BUILD, 2), Next(LINT, 2), Next(SHELL, 2)]],
        [BUILD, [Next(BUILD, 2), Next(DEV_SERVER, 2), Next(TEST, 2), Next(SHELL, 2)]],
        [LINT, [Next(LINT, 2), Next(TEST, 3), Next(BUILD, 2), Next(SHELL, 2)]],
        [TYPE_CHECK, [Next(TYPE_CHECK, 3), Next(TEST, 2), Next(LINT, 2), Next(BUILD, 2)]],
        [_ANY, [Next(DEV_SERVER, 2), Next(TEST, 2), Next(BUILD, 1), Next(SHELL, 3), Next(SCRIPT, 1)]],
    ]
)
# by project type, where it differs
_OF_TYPE: Map[str, Map[str, list[Next]]] = Map(
    [
        [
            LIBRARY,
            Map(
                [
                    [START, [Next(TEST, 6), Next(INSTALL, 3), Next(BUILD, 3), Next(LINT, 1)]],
                    [INSTALL, [Next(TEST, 4), Next(BUILD, 4)]],
                    [TEST, [Next(TEST, 6), Next(BUILD, 3), Next(LINT, 2)]],
                ]
            ),
        ],
        [
            MONOREPO,
            Map(
                [
                    [START, [Next(INSTALL, 3), Next(BUILD, 4), Next(DEV_SERVER, 4), Next(TEST, 3)]],
                    [BUILD, [Next(TEST, 4), Next(DEV_SERVER, 3), Next(BUILD, 2)]],
                ]
            ),
        ],
        [EXPRESS, Map([[DEV_SERVER, [Next(DEV_SERVER, 4), Next(SHELL, 3), Next(TEST, 3), Next(INSTALL, 2)]]])],
        [NEXT, Map([[DEV_SERVER, [Next(BUILD, 3), Next(LINT, 2), Next(DEV_SERVER, 2), Next(INSTALL, 2)]]])],
    ]
)
# most of the weight of what isn't known is for commands that no table can name
_SHARE = 0.5


def prior(project: Project, last: str) -> Map[str, float]:
    """Chances of commands; `last` is a normal form or START. Their sum is at most _SHARE."""
    last_kind = START if last == START else kind_of_command(last)
    rows = _rows(project.type, last_kind)
    whole = sum([row.weight for row in rows])
    found: Map[str, float] = Map()
    for row in rows:
        commands = commands_for(project, row.kind)
        for command in commands:
            chance = _SHARE * row.weight / whole / len(commands)
            found.set(command, (found.get(command) or 0.0) + chance)
    return found


def _rows(type_name: str, last_kind: str) -> list[Next]:
    special = _OF_TYPE.get(type_name)
    if special is not None and special.has(last_kind):
        return special.get(last_kind)
    return _GENERAL.get(last_kind) if _GENERAL.has(last_kind) else _GENERAL.get(_ANY)


def kind_of_command(command: str) -> str:
    """Of a normal form."""
    words = command.split(' ')
    if words[0] in ('npm', 'pnpm', 'yarn') and len(words) > 1:
        if words[1] == 'run' and len(words) > 2:
            return kind_of([], words[2], False)
        if words[1] in ('test', 'start'):
            return kind_of([], words[1], False)
    if words[0] == 'npx':
        words = words[1:]
    return kind_of(words, '', False)


def commands_for(project: Project, kind: str) -> list[str]:
    """The commands of a kind that this project has, by its scripts."""
    if kind == INSTALL:
        return ['npm install']
    if kind == SHELL:
        return ['ls', 'cd', 'cat']
    found: list[str] = []
    for script in project.scripts:
        if kind_of([], script, False) == kind:
            found.append(f'npm {script}' if script in ('test', 'start') else f'npm run {script}')
    return found[:3]
