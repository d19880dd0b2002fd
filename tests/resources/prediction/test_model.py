"""The model: expectations come from the folder, then from the project's type, then from the prior."""

from runtime_py.resources.prediction.guesses import FILES
from runtime_py.resources.prediction.model import FIRST, MOST_FOLDERS, Model, shown_line
from runtime_py.resources.prediction.prior import START
from runtime_py.resources.prediction.project_types import Project

VITE = Project('vite', ['dev', 'build'], [])


def teach(model: Model, folder: str, commands: list[str]) -> None:
    before = [START]
    for command in commands:
        model.learn(folder, VITE, before, command)
        before.append(command)


def test_where_expectations_come_from():
    model = Model()
    found = model.expect('/a', VITE, [START])
    assert found[0].command == 'npm run dev' and 'usual in a project of the type vite' in found[0].why
    teach(model, '/a', ['node x.js', 'npm test'])
    teach(model, '/a', ['node x.js', 'npm test'])
    found = model.expect('/a', VITE, [START])
    assert found[0].command == 'node x.js' and 'after the start of a shell' in found[0].why
    assert model.expect('/a', VITE, [START, 'node x.js'])[0].command == 'npm test'
    found = model.expect('/b', VITE, [START, 'node x.js'])
    assert found[0].command == 'npm test' and 'other projects of the type vite' in found[0].why


def test_the_score_is_counted_before_it_learns():
    model = Model()
    teach(model, '/a', ['strange'])
    assert model.score.asked == 1 and model.score.among == 0
    for _ in range(5):
        teach(model, '/a', ['strange'])
    assert model.score.among >= 4 and model.score.first >= 4 and model.score.asked == 6
    assert FIRST == 3


def test_it_keeps_the_folders_that_were_used_last():
    model = Model()
    for k in range(MOST_FOLDERS + 3):
        teach(model, f'/{k}', ['a'])
    assert model.folders.size == MOST_FOLDERS and not model.folders.has('/0')


def test_groups_and_affinity():
    model = Model()
    model.began(['npm', 'run', 'dev', '--', '--port', '5000'], '/a', 0)
    model.began(['npx', 'tsc', '--watch'], '/a', 10)
    assert [each.line for each in model.groups.last] == ['npm run dev -- --port 5000', 'npx tsc --watch']
    assert model.affinity.with_command('npx tsc --watch')[0].command == 'npm run dev'
    model.ended(['npx', 'tsc', '--watch'], '/a', 20)
    assert model.groups.running() == ['npm run dev']


def test_uses():
    model = Model()
    assert model.may(FILES)
    for _ in range(12):
        model.judge(FILES, False)
    assert not model.may(FILES)
    model = Model()
    model.is_on = False
    assert not model.may(FILES)


def test_lines_of_shell():
    assert shown_line(['node', 'my file.js', "it's", '']) == "node 'my file.js' 'it'\\''s' ''"


def test_open_guesses_are_wrong_if_the_visit_ends_now() -> None:
    model = Model()
    model.opened('files', 12)
    assert model.may('files') and not model.withdrawal_if_all_ended('files').works
    for _ in range(12):
        model.judge('files', True)
    assert model.withdrawal_if_all_ended('files').works
