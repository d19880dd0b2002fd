"""Code coverage (NODE_V8_COVERAGE, `node --test --experimental-test-coverage`, v8.takeCoverage): the counts of the
program's files, written as V8 writes its own.

Only texts that are compiled while it is on are counted: CommonJS files and ES modules."""

from __future__ import annotations

from runtime_py.node.coverage.instrument import COUNTED, COUNTS, NO_COUNTER, CountedFunction, Instrumented, instrument
from runtime_py.node.coverage.ranges import Block, merged
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.realm.host import current_realm
from runtime_py.node.source.readings import acorn
from runtime_py.node.source.source_phase import parse

_MODULE = {'ecmaVersion': 'latest', 'sourceType': 'module', 'allowHashBang': True}
_COMMONJS = {
    'ecmaVersion': 'latest',
    'sourceType': 'script',
    'allowHashBang': True,
    'allowReturnOutsideFunction': True,
    'allowSuperOutsideMethod': True,
}
MILLISECONDS = 1000


class CountedScript:
    def __init__(self, url: str, functions: list) -> None:
        self.url = url
        self.functions = functions
        self.runs = 1


class Coverage:
    def __init__(self) -> None:
        self.is_on = False
        self.directory = ''
        self.source_maps = None
        self._counts = []
        self._scripts = []
        self._skips_empty = False

    def set_directory(self, directory: str) -> None:
        if self.directory == '':
            current_realm().at_exit.push(lambda: self.write())
        self.directory = directory
        self.start()

    def start(self) -> None:
        if self.is_on:
            return
        self.is_on = True
        counts = self._counts

        def counted(number, value):
            counts[number] += 1
            return value

        publish(COUNTS, counts)
        publish(COUNTED, js_func(counted))

    def start_for_tests(self) -> None:
        """A runner of tests that counts nothing itself writes nothing."""
        self._skips_empty = True
        self.start()

    def stop(self) -> None:
        self.is_on = False

    def end(self) -> None:
        """Nothing is written at the end."""
        self.stop()
        self.directory = ''

    def instrumented(self, code: str, url: str, is_module: bool) -> Instrumented | None:
        """None if the text isn't counted: it is in no file, or it is wrong."""
        if not self.is_on or not url.startswith('file:'):
            return None
        try:
            program = parse(acorn(), code, _MODULE if is_module else _COMMONJS)
        except Exception:
            return None  # the engine reports the error
        made = instrument(code, program, self._counts.length)
        for _counter in range(made.counters):
            self._counts.push(0)
        self._scripts.push(CountedScript(url, made.functions))
        return made

    def write(self) -> None:
        """Writes what was counted since the last time."""
        if self.directory == '' or not self.is_on:
            return
        realm = current_realm()
        fs = realm.require('fs')
        now = Date.now()
        result = self._result()
        if result.length == 0 and self._skips_empty:
            return
        report = {'result': result, 'timestamp': performance.now() / MILLISECONDS}
        maps = js_undefined if self.source_maps is None else self.source_maps()
        if maps is not None:
            report['source-map-cache'] = maps
        name = f'coverage-{realm.system.pid}-{now}-{realm.thread.number}.json'
        try:
            fs.mkdirSync(self.directory, {'recursive': True})
            fs.writeFileSync(f'{self.directory}/{name}', JSON.stringify(report))
        except Exception as error:
            realm.write_error(f'Failed to write coverage: {error.message}\n')

    def _result(self) -> list:
        found = []
        for k, script in enumerate(self._scripts):
            functions = self._functions(script)
            if functions.length > 0:
                found.push({'scriptId': String(k + 1), 'url': script.url, 'functions': functions})
            script.runs = 0
        self._counts.fill(0)
        return found

    def _functions(self, script: CountedScript) -> list:
        """Those that ran, and those in functions that ran."""
        shown = []
        around = []
        for unit in sorted(script.functions, key=lambda unit: unit.start):
            count = script.runs if unit.counter == NO_COUNTER else self._counts[unit.counter]
            while around.length > 0 and around.at(-1)[0].end <= unit.start:
                around.pop()
            if count > 0 or (around.length > 0 and around.at(-1)[1] > 0):
                shown.push(self._shown(unit, count))
            around.push([unit, count])
        return shown

    def _shown(self, unit: CountedFunction, count: int) -> object:
        blocks = unit.blocks if count > 0 else []
        ranges = merged(unit.start, unit.end, count, [Block(start, end, self._counts[n]) for start, end, n in blocks])
        return {
            'functionName': unit.name,
            'ranges': ranges.map(
                lambda found: {'startOffset': found.start, 'endOffset': found.end, 'count': found.count}
            ),
            'isBlockCoverage': count > 0,
        }


coverage = Coverage()
