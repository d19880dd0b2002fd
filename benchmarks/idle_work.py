"""A simulation of days of work: what the predictor prepares in idle time, on the recorded sessions, and how much of it
is for nothing. Each session is a visit; the first of each project is its first day, and isn't counted.

What a start needs is put in by its kind, as real starts of such tools showed it (kernel/start_notes.py); costs are the
planner's estimates. So this is a figure of the policy, not of a browser."""

from benchmarks.next_command import Session, read_sessions
from runtime_py.platform.maps import Map
from runtime_py.resources.kinds import BUILD, DEV_SERVER, INSTALL, LINT, SCRIPT, TEST, TYPE_CHECK
from runtime_py.resources.prediction.guesses import USES, Guesses
from runtime_py.resources.prediction.model import Expectation, Model
from runtime_py.resources.prediction.planner import Planner
from runtime_py.resources.prediction.prior import START, kind_of_command
from runtime_py.resources.prediction.starts import ReadFile, Start

PAUSE_MS = 60000.0  # idle time between two commands
FILES_BYTES = 20e6  # of a start's files that a new visit has to load
UTILITIES = ['ls', 'cat', 'cd', 'cp', 'mkdir', 'grep', 'du', 'curl', 'checkpoint']
WITH_MODULES = ['vite', 'astro']  # bundlers that are WebAssembly
KINDS = [DEV_SERVER, BUILD, TEST, LINT, TYPE_CHECK, INSTALL, SCRIPT]


def start_of(command: str, session: Session) -> Start | None:
    """None for what is no program."""
    words = command.split(' ')
    kind = kind_of_command(command)
    if words[0] in UTILITIES or kind not in KINDS:
        return None
    found = Start(command, session.folder)
    found.files = [ReadFile(f'{session.folder}/{k}', k) for k in range(120)]
    is_script = words[:2] == ['npm', 'run'] or command in ('npm test', 'npm start')
    found.programs = ['npm', 'sh', 'node'] if is_script else ['npm'] if words[0] == 'npm' else ['node']
    found.scripts = ['crypto.js', 'natives-fetch.js', 'natives-rare.js'] if kind not in (INSTALL, SCRIPT) else []
    if kind in (DEV_SERVER, BUILD) and session.project.type in WITH_MODULES:
        found.modules = [f'{session.folder}/0']
    return found


class Day:
    def __init__(self) -> None:
        self.model = Model()

    def visit(self, session: Session, is_counted: bool) -> None:
        """What was prepared and not used when the visit ends was for nothing."""
        before = [START]
        planner = Planner(self.model)
        accounts = self.model.guesses
        if not is_counted:
            self.model.guesses = Guesses()
        loaded: set[str] = set()
        for command in session.commands:
            planner.budget.idle(PAUSE_MS)
            expected = self.model.expect(session.folder, session.project, before)
            planner.plan(expected, session.folder, self._sizes(expected, loaded))
            start = start_of(command, session)
            if start is not None:
                planner.begun(command, session.folder)
                self.model.starts.learn(start)
                loaded.add(command)
            self.model.learn(session.folder, session.project, before, command)
            before.append(command)
        planner.close()
        if not is_counted:
            self.model.guesses = accounts

    def _sizes(self, expected: list[Expectation], loaded: set[str]) -> Map[str, float]:
        return Map([[each.command, 0.0 if each.command in loaded else FILES_BYTES] for each in expected])


def accounts() -> list[Guesses]:
    """A workspace for each project."""
    found = []
    for sessions in read_sessions():
        day = Day()
        for number, session in enumerate(sessions):
            day.visit(session, number > 0)
        found.append(day.model.guesses)
    return found


def waste() -> float:
    """The part of the CPU time that was for nothing."""
    each = [made.account(use) for made in accounts() for use in USES]
    return sum(account.cpu_wasted for account in each) / max(1e-9, sum(account.cpu for account in each))


def show() -> None:
    made = accounts()
    for use in USES:
        each = [one.account(use) for one in made]
        right, wrong = sum(one.hits for one in each), sum(one.misses for one in each)
        cpu, wasted = sum(one.cpu for one in each), sum(one.cpu_wasted for one in each)
        print(f'{use:<12}{right:6.0f} right{wrong:6.0f} wrong{cpu:8.0f} ms{wasted:8.0f} ms wasted')
    print(f'{waste():.0%} of the idle work was for nothing')


if __name__ == '__main__':
    show()
