"""What `resources predict` shows."""

from runtime_py.resources.prediction.guesses import WORKERS
from runtime_py.resources.prediction.model import Model
from runtime_py.resources.prediction.project_types import Project
from runtime_py.resources.prediction.report import report
from runtime_py.resources.prediction.starts import ReadFile, Start

VITE = Project('vite', ['dev'], [])


def shown(model: Model) -> str:
    return report(model, '/app', VITE, model.expect('/app', VITE, ['^']))


def test_of_a_new_workspace():
    text = shown(Model())
    assert '/app is a project of the type vite.' in text
    assert 'npm run dev' in text and 'what is usual in a project of the type vite' in text
    assert 'No command has been seen yet.' in text


def test_of_one_that_is_known():
    model = Model()
    for _ in range(3):
        model.learn('/app', VITE, ['^'], 'npm run dev')
    start = Start('npm run dev', '/app')
    start.files = [ReadFile('/app/a.js', 1)]
    start.ready_ms = 1540
    model.starts.learn(start)
    model.began(['npx', 'tsc', '-w'], '/app', 0)
    model.began(['npm', 'run', 'dev'], '/app', 0)
    text = shown(model)
    assert 'after the start of a shell in this folder' in text
    assert 'its last start read 1 files and took 1.5 s' in text
    assert 'runs together with npx tsc -w (100%)' in text
    assert 'Of 3 commands 100% were among the first 3' in text
    model.is_on = False
    for _ in range(9):
        model.judge(WORKERS, False)
    assert 'Prediction is off' in shown(model) and 'withdrawn' in shown(model)
