"""Commands are watched from their beginning to their end."""

from runtime_py.resources.prediction.model import Model
from runtime_py.resources.prediction.observer import AFTER_READY_MS, STARTING_MS, Observer
from runtime_py.resources.prediction.prior import START
from runtime_py.resources.prediction.project_types import Project

VITE = Project('vite', ['dev'], [])
DEV = ['npm', 'run', 'dev']


def begun() -> Observer:
    """npm, which starts sh, which starts node."""
    observer = Observer(Model())
    observer.launched(5, 2, 'npm', DEV, '/app', True, 1000)
    observer.launched(6, 5, 'sh', ['sh', '-c', 'vite'], '/app', False, 1100)
    observer.launched(7, 6, 'node', ['node', 'vite'], '/app', False, 1200)
    return observer


def test_the_programs_of_a_command():
    observer = begun()
    assert observer.launched(9, 8, 'node', ['node', 'a.js'], '/app', False, 1300) is None
    observer.read(5, ['/app/package.json'], [1050], [])
    observer.read(7, ['/app/b.js', '/app/x.wasm'], [1500, 1400], ['crypto.js', 'crypto.js'])
    observer.read(9, ['/other'], [1600], [])
    observer.thread(7)
    observer.listens(7, 2000)
    assert not observer.look(2000 + AFTER_READY_MS - 1)
    assert observer.look(2000 + AFTER_READY_MS)
    start = observer.model.starts.find('npm run dev', '/app')
    assert start is not None
    assert [[file.path, file.ms] for file in start.files] == [
        ['/app/package.json', 50],
        ['/app/x.wasm', 400],
        ['/app/b.js', 500],
    ]
    assert (
        start.programs == ['npm', 'sh', 'node'] and start.scripts == ['crypto.js'] and start.modules == ['/app/x.wasm']
    )
    assert start.threads == 1 and start.ready_ms == 1000
    observer.read(7, ['/late'], [9000], [])
    assert len(start.files) == 3


def test_the_end_of_its_first_program_is_its_end():
    observer = begun()
    observer.read(7, ['/app/b.js'], [1500], [])
    observer.ended(7, 1900)
    assert observer.model.groups.running() == ['npm run dev']
    observer.ended(5, 2000)
    start = observer.model.starts.find('npm run dev', '/app')
    assert start is not None and start.ready_ms == 1000
    assert observer.model.groups.running() == []
    assert observer.launched(7, 5, 'node', [], '/app', False, 2100) is None


def test_what_does_not_listen_has_started_after_a_while():
    observer = begun()
    observer.read(5, ['/app/package.json'], [1050], [])
    assert not observer.look(1000 + STARTING_MS - 1) and observer.look(1000 + STARTING_MS)
    assert observer.model.starts.find('npm run dev', '/app') is not None


def test_shells():
    observer = Observer(Model())
    observer.shell_began(3, '/app')
    assert observer.before(3) == [START] and observer.folder(3) == '/app' and observer.before(99) == [START]
    observer.typed(3, ['npm install', 'npm run dev'], '/app/web', VITE)
    assert observer.before(3) == [START, 'npm install', 'npm run dev'] and observer.folder(3) == '/app/web'
    assert observer.model.score.asked == 2
    for shell in range(4, 60):
        observer.shell_began(shell, '/')
    assert len(observer.shells()) == 32 and 3 not in observer.shells()
