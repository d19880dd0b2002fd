"""What is expected of a project before anything is known of it."""

from runtime_py.resources.prediction.prior import START, commands_for, kind_of_command, prior
from runtime_py.resources.prediction.project_types import Project


def first(project: Project, last: str) -> str:
    found = prior(project, last)
    return sorted([name for name in found.keys()], key=lambda name: -found.get(name))[0]


def test_by_type_and_scripts():
    assert first(Project('vite', ['dev', 'build', 'test'], []), START) == 'npm run dev'
    assert first(Project('node', ['start'], []), START) == 'npm start'
    assert first(Project('library', ['test', 'build'], []), START) == 'npm test'
    assert first(Project('vite', ['dev'], []), 'npm install') == 'npm run dev'


def test_it_leaves_room_for_the_unknown():
    for last in [START, 'npm test', 'nothing that is known']:
        found = prior(Project('vite', ['dev', 'build', 'test', 'lint'], []), last)
        assert 0 < sum([chance for chance in found.values()]) <= 0.5 + 1e-9
    assert sum([chance for chance in prior(Project('plain', [], []), START).values()]) > 0


def test_kinds_of_normal_forms():
    assert kind_of_command('npm run dev') == 'dev server'
    assert kind_of_command('npm test') == 'test'
    assert kind_of_command('npx vite build') == 'build'
    assert kind_of_command('npx tsc --noEmit') == 'type check'
    assert kind_of_command('npm install') == 'install'
    assert commands_for(Project('vite', ['dev', 'test:unit', 'test'], []), 'test') == ['npm run test:unit', 'npm test']
