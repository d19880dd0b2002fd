"""How often the next command is among the first three that the predictor expects, on sessions that it has not learned
from, compared with two simple rules: the last commands again, and the most frequent ones.

benchmarks/sessions/ has the sessions, a file per project: its package.json, the names in its folder, and the lines that
were typed. docs/RESOURCES.md says how they were made."""

from dataclasses import dataclass, field
from pathlib import Path

from runtime_py.resources.prediction.commands import commands_of
from runtime_py.resources.prediction.model import FIRST, Model
from runtime_py.resources.prediction.prior import START
from runtime_py.resources.prediction.project_types import Project, project_of

FOLDER = Path(__file__).parent / 'sessions'
LEFT_FOR_TEST = 2  # of each project: its last sessions


@dataclass
class Session:
    """`commands`: normal forms."""

    folder: str
    project: Project
    commands: list[str] = field(default_factory=list)


@dataclass
class Result:
    """How many of `asked` commands were among the first three, and the first."""

    name: str
    asked: int = 0
    among: int = 0
    first: int = 0

    def take(self, expected: list[str], command: str) -> None:
        self.asked += 1
        self.among += command in expected[:FIRST]
        self.first += command in expected[:1]

    @property
    def share(self) -> float:
        return self.among / self.asked


def read_sessions() -> list[list[Session]]:
    """Those of each project, the oldest first."""
    return [_read(file) for file in sorted(FOLDER.glob('*.txt'))]


def _read(file: Path) -> list[Session]:
    lines = file.read_text(encoding='utf-8').splitlines()
    project = project_of(lines[0].removeprefix('package '), lines[1].removeprefix('names ').split())
    found: list[Session] = []
    for line in lines[2:]:
        if line.startswith('session '):
            found.append(Session(f'/home/user/{file.stem}', project))
        elif line:
            found[-1].commands.extend(commands_of(line))
    return found


def learned(sessions: list[Session]) -> Model:
    model = Model()
    for session in sessions:
        before = [START]
        for command in session.commands:
            model.learn(session.folder, session.project, before, command)
            before.append(command)
    return model


def by_model(model: Model, session: Session, result: Result) -> None:
    before = [START]
    for command in session.commands:
        result.take([each.command for each in model.expect(session.folder, session.project, before)], command)
        before.append(command)


def by_last(session: Session, result: Result) -> None:
    """The last commands again, the latest first."""
    before: list[str] = []
    for command in session.commands:
        result.take(before, command)
        before = [command, *[each for each in before if each != command]]


def by_frequency(training: list[Session], session: Session, result: Result) -> None:
    """The most frequent commands of the same project; of all, if nothing is known of it."""
    same = [other for other in training if other.folder == session.folder]
    counts: dict[str, int] = {}
    for other in same or training:
        for command in other.commands:
            counts[command] = counts.get(command, 0) + 1
    order = sorted(counts, key=lambda command: -counts[command])
    for command in session.commands:
        result.take(order, command)


def compare(training: list[Session], testing: list[Session], results: list[Result]) -> None:
    model = learned(training)
    for session in testing:
        by_model(model, session, results[0])
        by_last(session, results[1])
        by_frequency(training, session, results[2])


def fresh_results() -> list[Result]:
    return [Result('predictor'), Result('the last ones again'), Result('the most frequent')]


def later_sessions() -> list[Result]:
    """Learned from each project's earlier sessions, asked about its last ones."""
    projects = read_sessions()
    results = fresh_results()
    compare(
        [session for each in projects for session in each[:-LEFT_FOR_TEST]],
        [session for each in projects for session in each[-LEFT_FOR_TEST:]],
        results,
    )
    return results


def each_session() -> list[Result]:
    """Each session, by what was learned from all others."""
    sessions = [session for each in read_sessions() for session in each]
    results = fresh_results()
    for session in sessions:
        compare([other for other in sessions if other is not session], [session], results)
    return results


def new_projects() -> list[Result]:
    """Each project, by what was learned from all other projects."""
    projects = read_sessions()
    results = fresh_results()
    for project in projects:
        compare([session for other in projects if other is not project for session in other], project, results)
    return results
