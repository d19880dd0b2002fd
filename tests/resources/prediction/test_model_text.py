"""The file of the model: what is written can be read again, it stays below 64 KB, and nothing in it is trusted."""

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.text import repeat
from runtime_py.resources.prediction.groups import Member
from runtime_py.resources.prediction.guesses import FILES
from runtime_py.resources.prediction.model import Model
from runtime_py.resources.prediction.model_text import MOST_BYTES, BadModel, model_text, read_model
from runtime_py.resources.prediction.project_types import Project
from runtime_py.resources.prediction.starts import ReadFile, Start


def small() -> Model:
    model = Model()
    before = ['^']
    for command in ['npm install', 'npm run dev', 'npm test', 'npm test', 'node \u00fc\U0001f600.js']:
        model.learn('/home/user/project', Project('vite', [], []), before, command)
        before.append(command)
    start = Start('npm run dev', '/home/user/project')
    start.files = [ReadFile('/a/package.json', 3), ReadFile('/a/package-lock.json', 5), ReadFile('/b.wasm', 90)]
    start.modules = ['/b.wasm']
    start.programs = ['npm', 'sh', 'node']
    start.scripts = ['crypto.js']
    start.threads = 4
    start.ready_ms = 1500
    model.starts.learn(start)
    model.began(['npm', 'run', 'dev'], '/home/user/project', 0)
    model.began(['npx', 'tsc', '-w'], '/home/user/project', 1)
    model.guesses.made(FILES, 'x', 12.5, 1000)
    model.guesses.missed(FILES, 'x')
    for _ in range(9):
        model.judge(FILES, False)
    return model


def refused(text: str) -> str:
    try:
        read_model(text)
    except BadModel as problem:
        return problem.message
    return ''


def test_there_and_back():
    text = model_text(small())
    again = read_model(text)
    assert model_text(again) == text
    start = again.starts.find('npm run dev', '/home/user/project')
    assert start is not None and [[file.path, file.ms] for file in start.files] == [
        ['/a/package.json', 3],
        ['/a/package-lock.json', 5],
        ['/b.wasm', 90],
    ]
    assert start.modules == ['/b.wasm'] and start.scripts == ['crypto.js'] and start.ready_ms == 1500
    assert not again.may(FILES) and again.score.asked == 5
    assert again.expect('/home/user/project', Project('vite', [], []), ['^'])[0].command == 'npm install'
    assert all([ord(letter) < 127 for letter in text])


def test_it_is_bounded_whatever_was_learned():
    model = Model()
    wide = repeat('\U0001f600', 20)
    accents = repeat('\u00e9', 200)
    for k in range(3000):
        before = [f'npm run {repeat("x", 50)}{k % 97}', f'node {wide}{k % 13}.js', 'a"\\\n\u0001']
        folder = f'/home/user/{repeat("f", 120)}{k % 20}'
        model.learn(folder, Project(f'type{k % 9}', [], []), before, f'npm run {accents[:40]}{k % 211}')
        model.affinity.learn(repeat(f'\u00e9{k}', 9), [repeat(f'\u00e9{k + j}', 9) for j in range(9)])
    for k in range(20):
        start = Start(f'{repeat("c", 50)}{k}', '/home/user/' + repeat('d', 200))
        start.files = [ReadFile(f'/{accents[:2]}{k}{j}/{accents}', j * 7) for j in range(900)]
        model.starts.learn(start)
    model.groups.last = [Member(repeat('\u0001', 60), repeat('\u0001', 300), repeat('\u0001', 300)) for _ in range(8)]
    text = model_text(model)
    assert len(text) < MOST_BYTES
    assert len(model_text(read_model(text))) < MOST_BYTES


def test_the_most_recent_start_is_kept_when_there_is_little_room():
    model = Model()
    for k in range(12):
        start = Start(f'c{k}', '/p')
        start.files = [ReadFile(f'/node_modules/{j * 7919 % 1000}/{k}/index.js', j) for j in range(800)]
        model.starts.learn(start)
    again = read_model(model_text(model))
    newest = again.starts.newest_first()
    assert newest[0].command == 'c11' and len(newest[0].files) > 300
    assert len(newest) > 3


def test_hostile_files():
    good = model_text(small())
    assert refused('') == 'it is no JSON'
    assert refused(good[: len(good) // 2]) == 'it is no JSON'
    assert refused('[]') == 'it is no object'
    assert refused('{}') == 'its version is not 1'
    assert 'has less than 65536' in refused(repeat(' ', MOST_BYTES))
    for part in ['score', 'guesses', 'group', 'folders', 'types', 'together', 'starts']:
        for wrong in [None, 5, 'text', [5], [[5]], [[[]]], [['a', -1]], [['a', 'b', 'c'] for _ in range(5000)]]:
            found = parse(good)
            found.set(part, wrong)
            text = stringify(found)
            assert refused(text) != ''


def test_numbers_that_can_not_be():
    good = model_text(small())
    for wrong in ['-1', '1e300', 'true', '"1"', 'null', '0.5']:
        found = good.replace('"serial":1,', f'"serial":{wrong},')
        assert found != good and refused(found) != ''
