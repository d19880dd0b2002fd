"""What is prepared, and how it is accounted for."""

from runtime_py.platform.maps import Map
from runtime_py.resources.prediction.groups import Member
from runtime_py.resources.prediction.guesses import AGAIN, FILES, MODULES, PACKUMENTS, WORKERS
from runtime_py.resources.prediction.model import Expectation, Model
from runtime_py.resources.prediction.planner import PATIENCE, Planner, wishes_of
from runtime_py.resources.prediction.starts import ReadFile, Start

NOTHING_TO_LOAD: Map[str, float] = Map()


def start_of(command: str) -> Start:
    start = Start(command, '/app')
    start.files = [ReadFile('/app/x.wasm', 1)]
    start.modules = ['/app/x.wasm']
    start.programs = ['npm', 'sh', 'node']
    start.scripts = ['natives.js', 'natives-rare.js', 'crypto.js', 'unknown.js']
    return start


def planner_for(*commands: str) -> Planner:
    model = Model()
    for command in commands:
        model.starts.learn(start_of(command))
    return Planner(model)


def uses(planner: Planner, chance: float, size: float) -> list[str]:
    found = planner.plan([Expectation('dev', chance, '')], '/app', Map([['dev', size]]))
    return [each.use for each in found]


def test_what_programs_need():
    assert [wish.thing() for wish in wishes_of(start_of('dev'))] == [
        'npm npm.js',
        'node crypto.js natives-rare.js',
    ]


def test_by_chance():
    assert uses(planner_for('dev'), 0.9, 100) == [FILES, MODULES, WORKERS, WORKERS]
    assert uses(planner_for('dev'), 0.1, 100) == [FILES]
    assert uses(planner_for('dev'), 0.9, 0) == [MODULES, WORKERS, WORKERS]
    assert uses(planner_for('dev'), 0.01, 100) == []
    assert uses(planner_for('other'), 0.9, 100) == []


def test_the_chances_of_all_that_need_it_count():
    planner = planner_for('dev', 'build')
    found = planner.plan([Expectation('dev', 0.3, ''), Expectation('build', 0.3, '')], '/app', NOTHING_TO_LOAD)
    assert [each.use for each in found] == [MODULES, WORKERS, WORKERS]
    planner.begun('build', '/app')
    assert planner.model.guesses.account(MODULES).hits == 1


def test_once():
    planner = planner_for('dev')
    assert len(uses(planner, 0.9, 100)) == 4 and len(planner.wishes()) == 2
    assert uses(planner, 0.9, 100) == []
    planner.dropped(WORKERS, 'npm npm.js')
    assert uses(planner, 0.9, 100) == [WORKERS]
    planner.begun('dev', '/app')
    assert uses(planner, 0.89, 100) == []
    assert uses(planner, 0.95, 100) == [FILES, WORKERS, WORKERS]


def test_what_runs_already_is_not_expected_again():
    planner = planner_for('dev')
    running = Member('dev', 'dev', '/app')
    planner.model.groups.began(running, 0)
    assert uses(planner, 1.0, 100) == []
    planner.model.groups.ended('dev', '/app', 1)
    assert uses(planner, 1.0, 100) == [FILES, MODULES, WORKERS, WORKERS]


def test_the_folder_of_the_last_start_counts_until_one_begins():
    planner = planner_for('dev')
    assert planner.folders('/') == ['/', '/app']
    assert planner.folders('/app') == ['/app']
    assert planner.begun('ls', '/') is None
    assert planner.folders('/') == ['/', '/app']
    assert planner.begun('dev', '/app').programs == ['npm', 'sh', 'node']
    assert planner.folders('/') == ['/']


def test_what_is_prepared_again_for_nothing_withdraws_alone():
    planner = planner_for('dev')
    for _ in range(12):
        visit = Planner(planner.model)
        uses(visit, 1.0, 100)
        visit.begun('dev', '/app')
        uses(visit, 1.0, 100)
        visit.close()
    assert not planner.model.may(AGAIN) and planner.model.may(WORKERS) and planner.model.may(FILES)
    assert planner.model.guesses.account(WORKERS).misses == 0
    assert 4 < planner.model.guesses.account(AGAIN).misses < 16


def test_the_work_for_a_guess_is_accounted_while_it_is_open():
    planner = planner_for('dev')
    uses(planner, 0.9, 0)
    planner.paid(MODULES, '/app/x.wasm', 77)
    assert planner.waits_for(MODULES, '/app/x.wasm')
    planner.begun('dev', '/app')
    planner.paid(MODULES, '/app/x.wasm', 1)
    assert not planner.waits_for(MODULES, '/app/x.wasm')
    assert planner.model.guesses.account(MODULES).cpu == 77


def test_hits_and_misses():
    planner = planner_for('dev')
    planner.model.starts.learn(Start('test', '/app'))
    uses(planner, 0.9, 100)
    guesses = planner.model.guesses
    planner.begun('unknown', '/app')
    planner.begun('dev', '/app')
    assert guesses.account(FILES).hits == 1 and 1.9 < guesses.account(WORKERS).hits <= 2
    uses(planner, 0.95, 100)
    for _ in range(PATIENCE - 1):
        planner.begun('test', '/app')
    assert guesses.account(AGAIN).misses == 0
    planner.begun('test', '/app')
    assert guesses.account(AGAIN).misses > 2 and guesses.account(AGAIN).cpu_wasted > 0
    assert guesses.account(FILES).misses == 0


def test_the_end_of_the_visit():
    planner = planner_for('dev')
    uses(planner, 0.9, 0)
    planner.close()
    assert planner.model.guesses.account(MODULES).misses == 1 and planner.wishes() == []
    planner.close()
    assert planner.model.guesses.account(MODULES).misses == 1


def test_it_withdraws_and_goes_on_guessing():
    model = planner_for('dev').model
    for _ in range(20):
        planner = Planner(model)
        uses(planner, 0.9, 0)
        planner.close()
    assert model.guesses.account(MODULES).misses < 10
    assert not model.may(MODULES) and not model.may(WORKERS)
    for _ in range(30):
        planner = Planner(model)
        uses(planner, 0.9, 0)
        assert model.may(WORKERS) or planner.wishes() == []
        planner.begun('dev', '/app')
    assert model.may(MODULES) and model.may(WORKERS)


def test_packuments():
    planner = planner_for('vite')
    assert planner.prefetch(['react', 'vite'], 100, 10)
    planner.installed(['react', 'chalk'])
    account = planner.model.guesses.account(PACKUMENTS)
    assert account.hits == 1 and account.misses == 0 and account.cpu == 50 and account.bytes == 10
    for _ in range(PATIENCE):
        planner.begun('vite', '/app')
    assert account.misses == 1 and account.cpu_wasted == 50
    planner.model.is_on = False
    assert not planner.prefetch(['next'], 1, 1)


def test_the_budget_is_kept():
    planner = planner_for('dev')
    planner.budget.cpu = 60
    assert uses(planner, 0.9, 0) == [WORKERS]
    assert 0 <= planner.budget.cpu < 50
