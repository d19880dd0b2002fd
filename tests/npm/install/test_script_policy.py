"""What an install script gets, and what npm tells of it afterwards."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.install.script_policy import AUDIT, ScriptReport, audit_lines, npx_confinement, script_confinement
from runtime_py.platform.errno import EACCES, OsError
from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, ASK, CONNECT, DENY, LISTEN, READ, WRITE
from runtime_py.security.audit_chain import Head, head_after, make_line
from runtime_py.security.writing import read_confinement
from tests.support import raises


class Config:
    def default_registry(self):
        return 'https://registry.example:8443/npm/'


class Files:
    def __init__(self):
        self.texts = Map()

    def read_text(self, path):
        return self.texts.get(path)


class Kernel:
    def __init__(self):
        self.confines = True
        self.asked = []

    async def ask_kernel(self, op):
        self.asked.append(op)
        return self.confines if op == 'confines' else [0, '']


class Session:
    def __init__(self):
        self.disk = Files()
        self.prefix = '/home/app'
        self.home = '/home'
        self.config = Config()
        self.system = Kernel()
        self.said = []

    def log(self, level, text):
        self.said.append(f'{level} {text}')


def effects(session, asked):
    text = script_confinement(session, 'postinstall', '/home/app/node_modules/left', 'left', True)
    confinement = read_confinement(text)
    assert confinement.is_confined()
    return [confinement.policy().decide(confinement.subject('node'), action, thing).effect for action, thing in asked]


def test_careful_with_the_registry_of_the_configuration():
    assert effects(
        Session(),
        [
            [WRITE, '/home/app/node_modules/left/a'],
            [WRITE, '/home/app/a'],
            [READ, '/home/.npmrc'],
            [CONNECT, 'registry.example:8443'],
            [CONNECT, 'registry.example:443'],
            [WRITE, '/home/app/node_modules/.cache/x'],
            [LISTEN, 'localhost:3000'],
        ],
    ) == [ALLOW, ASK, DENY, ALLOW, ASK, ALLOW, ASK]


def test_npx_keeps_its_own_settings():
    session = Session()
    session.cwd = '/home/app'
    confinement = read_confinement(npx_confinement(session, '/home/.npm/_npx/1/node_modules/@a/make', '@a/make'))
    for path, effect in [
        ['/home/.config', ALLOW],
        ['/home/.config/make-nodejs', ALLOW],
        ['/home/.config/make-nodejs/config.json', ALLOW],
        ['/home/.config/configstore', ALLOW],
        ['/home/.config/configstore/make.json', ALLOW],
        ['/home/.config/configstore/update-notifier-make.json.123', ALLOW],
        ['/home/.config/configstore/other.json', ASK],
        ['/home/.config/other', ASK],
        ['/home/.config/git/config', ASK],
        ['/home/.config/gh/hosts.yml', DENY],
        ['/home/.local', ALLOW],
        ['/home/.local/share', ALLOW],
        ['/home/.local/share/make-nodejs/x', ALLOW],
        ['/home/.local/share/other', ASK],
        ['/home/.local/bin/node', ASK],
        ['/home/.bashrc', ASK],
    ]:
        found = confinement.policy().decide(confinement.subject('node'), WRITE, path).effect
        assert found == effect, f'{path}: {found}'


def test_npx_writes_where_it_is_called_and_reads_no_secrets():
    session = Session()
    session.cwd = '/home/app/sub'
    confinement = read_confinement(npx_confinement(session, '/home/.npm/_npx/1/node_modules/make', 'make'))
    assert not confinement.is_confined() and confinement.subject('node').text() == 'node (of make)'
    for action, thing, effect in [
        [WRITE, '/home/app/sub/new/index.js', ALLOW],
        [WRITE, '/home/app/sub/new/.env', ALLOW],
        [WRITE, '/home/app/sub/new/.env.local', ALLOW],
        [READ, '/home/app/sub/.env', DENY],
        [WRITE, '/home/app/other', ASK],
        [WRITE, '/home/.npmrc', DENY],
        [WRITE, '/home/app/sub/.terrarium/policy.json', DENY],
        [READ, '/home/.npmrc', DENY],
        [CONNECT, 'registry.example:8443', ALLOW],
        [CONNECT, 'other.example:443', ASK],
    ]:
        found = confinement.policy().decide(confinement.subject('node'), action, thing)
        assert found.effect == effect, [action, thing, found.why]


def test_the_project_s_rules():
    session = Session()
    session.disk.texts.set(
        '/home/app/.terrarium/policy.json',
        '{"rules":[{"effect":"allow","action":"write","path":"./a","package":"left"},'
        '{"effect":"allow","action":"write","path":"./b","package":"right"}]}',
    )
    assert effects(session, [[WRITE, '/home/app/a'], [WRITE, '/home/app/b']]) == [ALLOW, ASK]
    session.disk.texts.set('/home/app/.terrarium/policy.json', '{"rules":1}')
    with raises(NpmError) as caught:
        effects(session, [])
    assert caught.error.code == 'EPOLICY'


async def test_whether_scripts_can_be_confined_is_asked_once():
    for confines in [True, False]:
        session = Session()
        session.system.confines = confines
        report = ScriptReport(session)
        assert await report.confines() is confines and await report.confines() is confines
        assert session.system.asked == ['confines']
        told = [] if confines else ['warn install scripts are careful, but they can not be confined in this browser']
        assert session.said == told


async def test_what_is_told():
    session = Session()
    first = make_line(
        Head(0, ''),
        't',
        'decision',
        Map(
            [
                ['who', 'node (postinstall of left)'],
                ['action', 'read'],
                ['object', '/old'],
                ['effect', 'deny'],
                ['why', 'x'],
            ]
        ),
    )
    session.disk.texts.set(AUDIT, first + '\n')
    report = ScriptReport(session)
    await report.tell()
    assert session.said == []
    report.ran('left@1.0.0', 'left', 'postinstall')
    text = first + '\n'
    head = head_after(first)
    for who, thing, effect in [
        ['node (postinstall of left)', '/secret', 'deny'],
        ['sh (postinstall of left)', '/made', 'allow'],
        ['node (install of other)', '/x', 'deny'],
        ['node', '/y', 'deny'],
    ]:
        line = make_line(
            head,
            't',
            'decision',
            Map([['who', who], ['action', 'write'], ['object', thing], ['effect', effect], ['why', 'because']]),
        )
        head = head_after(line)
        text += line + '\n'
    session.disk.texts.set(AUDIT, text)
    await report.tell()
    assert session.said == [
        'notice install scripts ran: left@1.0.0 (postinstall)',
        'notice outside of its folder: sh (postinstall of left): write /made',
        'warn refused: node (postinstall of left): write /secret (because)',
    ]


class HiddenFiles(Files):
    def read_text(self, path):
        if path == AUDIT:
            raise OsError(EACCES, 'open', path)
        return super().read_text(path)


async def test_npm_itself_may_not_see_the_audit_log():
    session = Session()
    session.disk = HiddenFiles()
    assert audit_lines(session) is None
    report = ScriptReport(session)
    report.ran('left@1.0.0', 'left', 'postinstall')
    await report.tell()
    assert session.said == [
        'notice install scripts ran: left@1.0.0 (postinstall)',
        'warn what they did can not be told: the policy of npm hides the audit log',
    ]
