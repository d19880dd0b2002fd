"""What starts read: the last start counts, a failed one doesn't, and it stays small."""

from runtime_py.platform.text import repeat
from runtime_py.resources.prediction.starts import MOST_FILES, MOST_LETTERS, MOST_STARTS, ReadFile, Start, Starts


def start_of(command: str, paths: list[str]) -> Start:
    found = Start(command, '/app')
    found.files = [ReadFile(path, k) for k, path in enumerate(paths)]
    return found


def paths_of(start: Start | None) -> list[str]:
    return [] if start is None else [file.path for file in start.files]


def test_the_last_start_counts():
    starts = Starts()
    starts.learn(start_of('dev', ['/a', '/b', '/a']))
    starts.learn(start_of('dev', ['/b', '/c']))
    found = starts.find('dev', '/app')
    assert paths_of(found) == ['/b', '/c']
    assert found is not None and found.runs == 2
    assert starts.find('dev', '/other') is None


def test_a_failed_start_does_not_take_its_place_but_two_do():
    starts = Starts()
    whole = [f'/f{k}' for k in range(20)]
    starts.learn(start_of('dev', whole))
    starts.learn(start_of('dev', ['/x']))
    assert paths_of(starts.find('dev', '/app')) == whole[:10]
    for _ in range(4):
        starts.learn(start_of('dev', ['/x']))
    assert paths_of(starts.find('dev', '/app')) == ['/x']


def test_it_stays_small():
    starts = Starts()
    for k in range(40):
        starts.learn(start_of(f'c{k}', [f'/f{j}' for j in range(MOST_FILES + 9)]))
    assert len(starts.newest_first()) == MOST_STARTS
    assert [start.command for start in starts.newest_first()][:2] == ['c39', 'c38']
    assert len(starts.newest_first()[0].files) == MOST_FILES
    starts.learn(start_of('long', ['/' + repeat('a', MOST_LETTERS)]))
    assert paths_of(starts.find('long', '/app')) == []


def test_modules_are_files_that_were_read():
    starts = Starts()
    seen = start_of('dev', ['/a.wasm'])
    seen.modules = ['/a.wasm', '/never.wasm']
    starts.learn(seen)
    assert starts.newest_first()[0].modules == ['/a.wasm']
