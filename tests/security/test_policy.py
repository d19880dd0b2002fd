"""How rules decide: specificity, ties, defaults, layers; hostile objects."""

from runtime_py.platform.text import repeat
from runtime_py.security.actions import ALLOW, ASK, CONNECT, DENY, ENVIRONMENT, EXECUTE, FETCH, READ, WRITE
from runtime_py.security.objects import clean_host
from runtime_py.security.patterns import Places, pattern_of
from runtime_py.security.policy import Policy
from runtime_py.security.profiles import CAREFUL, OPEN, STRICT, profile_layer
from runtime_py.security.reading import Confinement, read_document
from runtime_py.security.subject import SCRIPT, Subject
from runtime_py.security.writing import read_confinement, write_confinement

PLACES = Places(
    '/home/user',
    '/home/user/project',
    '/home/user/project/node_modules/left',
    ['registry.example', 'registry.example:8443'],
)
NODE = Subject('node')


def policy(text):
    return Confinement([]).narrowed(read_document(text, 'test'), PLACES).policy()


def effect(given, action, thing, subject=NODE):
    return given.decide(subject, action, thing).effect


def test_nothing_said_is_allowed():
    assert effect(Policy([]), READ, '/etc/passwd') == ALLOW
    assert Policy([]).allows_all(READ)


def test_the_more_exact_rule_decides_whatever_the_order():
    rules = [
        '{"effect":"deny","action":"read","path":"~"}',
        '{"effect":"allow","action":"read","path":"~/project"}',
        '{"effect":"deny","action":"read","path":"./secret.txt"}',
    ]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]]:
        made = policy('{"rules":[' + ','.join([rules[i] for i in order]) + ']}')
        assert effect(made, READ, '/home/user/notes') == DENY
        assert effect(made, READ, '/home/user') == DENY
        assert effect(made, READ, '/home/user/project/a/b.js') == ALLOW
        assert effect(made, READ, '/home/user/project/secret.txt') == DENY
        assert effect(made, READ, '/home/user/project/secret.txt2') == ALLOW
        assert effect(made, READ, '/home/username') == ALLOW
        assert effect(made, WRITE, '/home/user/notes') == ALLOW


def test_equally_exact_rules_are_strict():
    made = policy(
        '{"rules":[{"effect":"allow","action":"read","path":"/a"},{"effect":"ask","action":"read","path":"/a"},{"effect":"deny","action":"read","path":"/a"}]}'
    )
    assert effect(made, READ, '/a/b') == DENY


def test_a_condition_makes_a_rule_more_exact():
    made = policy(
        '{"rules":[{"effect":"deny","action":"connect","host":"*"},{"effect":"allow","action":"connect","host":"*","program":"n*e"},'
        '{"effect":"ask","action":"connect","host":"*","package":"left-pad","program":"node"}]}'
    )
    assert effect(made, CONNECT, 'example.com:80') == ALLOW
    assert effect(made, CONNECT, 'example.com:80', Subject('sh')) == DENY
    assert effect(made, CONNECT, 'example.com:80', Subject('node', SCRIPT, 'left-pad', 'install')) == ASK


def test_hostile_objects_are_denied_by_every_policy():
    for thing in ['', 'relative', './a', '/a\0b', '/' + repeat('n', 5000), '~/a']:
        assert effect(policy('"open"'), READ, thing) == DENY
    for thing in ['', 'a b:80', 'a..b:80', 'a:99999', 'a:x', '.a:80', 'a/b:80', 'a@b:80', 'a\0:80']:
        assert effect(policy('"open"'), CONNECT, thing) == DENY
    assert effect(policy('"open"'), ENVIRONMENT, 'A\0B') == DENY


def test_dots_and_slashes_do_not_lead_out():
    made = policy('{"rules":[{"effect":"deny","action":"read","path":"/secret"}]}')
    for thing in [
        '/secret',
        '/secret/',
        '//secret',
        '/a/../secret',
        '/a/./../secret/x',
        '/../../secret',
        '/secret/../secret/x/..',
    ]:
        assert effect(made, READ, thing) == DENY
    assert effect(made, READ, '/secret/../public') == ALLOW
    assert effect(made, READ, '/secrets') == ALLOW


def test_names_of_prototypes_are_ordinary():
    made = policy(
        '{"rules":[{"effect":"deny","action":"environment","name":"__proto__"},{"effect":"deny","action":"read","path":"/constructor"}]}'
    )
    assert effect(made, ENVIRONMENT, '__proto__') == DENY
    assert effect(made, ENVIRONMENT, 'constructor') == ALLOW
    assert effect(made, ENVIRONMENT, 'toString') == ALLOW
    assert effect(made, READ, '/constructor/x') == DENY
    assert effect(made, READ, '/__proto__') == ALLOW
    assert effect(made, 'constructor', 'x') == ALLOW


def test_wildcards():
    made = policy(
        '{"rules":[{"effect":"deny","action":"read","path":"./**/.env"},{"effect":"deny","action":"read","path":"/logs/*.txt"},'
        '{"effect":"deny","action":"write","path":"/a/**/b/**/c"}]}'
    )
    for thing in [
        '/home/user/project/.env',
        '/home/user/project/a/b/.env',
        '/home/user/project/.env/x',
        '/logs/a.txt',
        '/logs/.txt',
        '/logs/a.txt/b',
    ]:
        assert effect(made, READ, thing) == DENY
    for thing in ['/home/user/.env', '/home/user/project/.envx', '/logs/a/b.txt', '/logs/a.txt.gz', '/logs']:
        assert effect(made, READ, thing) == ALLOW
    for thing in ['/a/b/c', '/a/x/b/y/z/c', '/a/b/b/c/c', '/a/b/c/d']:
        assert effect(made, WRITE, thing) == DENY
    assert effect(made, WRITE, '/a/c/b') == ALLOW


def test_a_star_in_a_folder_s_own_name_is_no_wildcard():
    made = (
        Confinement([])
        .narrowed(
            read_document('{"rules":[{"effect":"deny","action":"read","path":"./x"}]}', 'test'), Places('/home', '/w/*')
        )
        .policy()
    )
    assert effect(made, READ, '/w/*/x') == DENY
    assert effect(made, READ, '/w/other/x') == ALLOW


def test_hosts():
    made = policy(
        '{"rules":[{"effect":"deny","action":"connect","host":"*"},{"effect":"allow","action":"connect","host":"*.example.com"},'
        '{"effect":"allow","action":"connect","host":"[::1]:8080"},{"effect":"deny","action":"connect","host":"evil.example.com:443"}]}'
    )
    for thing in [
        'a.example.com:80',
        'A.Example.COM.:443',
        'a.b.example.com:1',
        'evil.example.com:80',
        '[::1]:8080',
        '127.0.0.1:8080',
        'localhost:8080',
        '127.1.2.3:8080',
        '[::ffff:127.0.0.1]:8080',
    ]:
        assert effect(made, CONNECT, thing) == ALLOW
    for thing in [
        'example.com:80',
        'notexample.com:80',
        'evil.example.com:443',
        'a.example.com.evil.org:80',
        '[::1]:8081',
        '128.0.0.1:8080',
        '[fe80::1]:8080',
    ]:
        assert effect(made, CONNECT, thing) == DENY


def test_a_child_has_less_never_more():
    narrowed = (
        Confinement([])
        .narrowed(read_document('"strict"', 'parent'), PLACES)
        .narrowed(read_document('"open"', 'child'), PLACES)
    )
    assert effect(narrowed.policy(), READ, '/home/user/.npmrc') == DENY
    assert effect(narrowed.policy(), CONNECT, 'example.com:443') == DENY
    wider = narrowed.narrowed(
        read_document('{"rules":[{"effect":"allow","action":"read","path":"/"}]}', 'child'), PLACES
    )
    assert effect(wider.policy(), READ, '/home/user/.npmrc') == DENY


def test_careful_lets_an_honest_script_work():
    made = Policy([profile_layer(CAREFUL, PLACES)])
    script = Subject('node', SCRIPT, 'left', 'postinstall')
    for action, thing in [
        [READ, '/home/user/project/package.json'],
        [WRITE, '/home/user/project/node_modules/left/build/a.node'],
        [WRITE, '/tmp/x'],
        [WRITE, '/dev/null'],
        [FETCH, 'registry.example:443'],
        [CONNECT, 'registry.example:8443'],
        [ENVIRONMENT, 'npm_config_registry'],
        [ENVIRONMENT, 'PATH'],
        [EXECUTE, '/usr/bin/node'],
        [READ, '/usr/bin/node'],
    ]:
        assert effect(made, action, thing, script) == ALLOW
    for action, thing in [
        [WRITE, '/home/user/project/src/a.js'],
        [WRITE, '/home/user/project/node_modules/right/a.js'],
        [FETCH, 'elsewhere.example:443'],
        [CONNECT, 'elsewhere.example:443'],
    ]:
        assert effect(made, action, thing, script) == ASK
    for action, thing in [
        [READ, '/home/user/.npmrc'],
        [READ, '/home/user/.ssh/id'],
        [READ, '/home/user/project/.env'],
        [READ, '/home/user/project/app/.env.local'],
        [ENVIRONMENT, 'NPM_TOKEN'],
        [ENVIRONMENT, 'npm_config_//registry.example/:_authToken'],
        [ENVIRONMENT, 'aws_secret_access_key'],
        [WRITE, '/home/user/project/.terrarium/policy.json'],
        [WRITE, '/var/log/audit/current'],
        [WRITE, '/home/user/.cache/terrarium/1/script-2'],
    ]:
        assert effect(made, action, thing, script) == DENY


def test_strict():
    made = Policy([profile_layer(STRICT, PLACES)])
    for action, thing in [
        [READ, '/home/user/project/node_modules/right/index.js'],
        [READ, '/usr/lib/x'],
        [WRITE, '/tmp/a'],
        [WRITE, '/home/user/project/node_modules/left/a'],
        [FETCH, 'registry.example:443'],
        [ENVIRONMENT, 'PATH'],
        [EXECUTE, '/usr/bin/sh'],
    ]:
        assert effect(made, action, thing) == ALLOW
    for action, thing in [
        [READ, '/home/user/project/src/a.js'],
        [READ, '/home/user/a'],
        [WRITE, '/home/user/project/a'],
        [FETCH, 'elsewhere.example:443'],
        [ENVIRONMENT, 'MY_VARIABLE'],
        [ENVIRONMENT, 'npm_config_secret'],
        [READ, '/home/user/project/node_modules_evil/x'],
        ['listen', '127.0.0.1:80'],
        ['clipboard', 'write'],
        ['disk folder', 'work'],
    ]:
        assert effect(made, action, thing) == DENY


def test_a_person_s_rule_goes_before_the_profile_s():
    made = policy(
        '{"profile":"careful","rules":[{"effect":"allow","action":"read","path":"~/.npmrc"},{"effect":"allow","action":"fetch","host":"files.example"}]}'
    )
    assert effect(made, READ, '/home/user/.npmrc') == ALLOW
    assert effect(made, FETCH, 'files.example:443') == ALLOW
    assert effect(made, READ, '/home/user/.netrc') == DENY


def test_a_profile_without_places_gives_nothing():
    made = Policy([profile_layer(STRICT, Places('', '', ''))])
    for thing in ['/home/user/project/a', '/', '/node_modules/x']:
        assert effect(made, WRITE, thing) == DENY


def test_open_needs_no_look():
    assert policy('"open"').allows_all(READ)
    assert Policy([profile_layer(OPEN, PLACES)]).allows_all(WRITE)
    assert not policy('"strict"').allows_all(READ)
    assert policy('"strict"').allows_all(EXECUTE)
    assert not policy('{"rules":[{"effect":"deny","action":"read","path":"/a"}]}').allows_all(READ)


def test_a_confinement_travels():
    made = Confinement([]).narrowed(
        read_document('{"profile":"careful","rules":[{"effect":"allow","action":"read","path":"~/.npmrc"}]}', 'here'),
        PLACES,
    )
    again = read_confinement(write_confinement(made))
    assert write_confinement(again) == write_confinement(made)
    for thing in ['/home/user/.npmrc', '/home/user/.netrc', '/home/user/project/x']:
        for action in [READ, WRITE]:
            assert effect(again.policy(), action, thing) == effect(made.policy(), action, thing)
    assert write_confinement(read_confinement('')) == ''


def test_decisions_say_why():
    assert (
        policy('{"rules":[{"effect":"deny","action":"read","path":"~/notes","why":"they are mine"}]}')
        .decide(NODE, READ, '/home/user/notes/a')
        .why
        == 'test: deny read ~/notes: they are mine'
    )
    assert policy('"strict"').decide(NODE, FETCH, 'a.example:80').why == 'test: the default for fetch'


def test_subjects_pass_on_whom_they_act_for():
    child = Subject('sh', SCRIPT, 'left', 'install').child('curl')
    assert child.text() == 'curl (install of left)'
    assert child.parent == 'sh'
    assert Subject('node').text() == 'node'


def test_a_rule_for_everything_counts_as_much_as_a_default():
    places = Places('/home', '/home/app')
    for rules, expected in [
        ('[{"effect": "allow", "action": "fetch", "host": "*"}]', True),
        ('[{"effect": "allow", "action": "fetch", "host": "*", "program": "node"}]', False),
        ('[{"effect": "allow", "action": "fetch", "host": "a.test"}]', False),
        (
            '[{"effect": "allow", "action": "fetch", "host": "*"}, {"effect": "ask", "action": "fetch", "host": "a.test"}]',
            False,
        ),
    ]:
        layer = read_document('{"profile": "strict", "rules": ' + rules + '}', 't').layer(places)
        assert layer.allows_all(FETCH) == expected, rules


def test_an_address_has_one_form():
    for texts in [
        ['10.0.0.1', '::ffff:10.0.0.1', '[::ffff:a00:1]', '0:0:0:0:0:FFFF:10.0.0.1'],
        ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '[2001:db8:0::1]'],
        ['localhost', '127.0.0.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.9.9.9', '[::ffff:7f00:1]', '0.0.0.0', '::'],
        ['fe80::1%eth0', 'FE80:0::1%eth0'],
    ]:
        assert [clean_host(text) for text in texts] == [texts[0] for _ in texts]
    denied = policy('{"rules":[{"effect":"deny","action":"connect","host":"10.0.0.1:80"}]}')
    assert effect(denied, CONNECT, '[::ffff:a00:1]:80') == DENY


def test_what_a_pattern_may_match_below_a_folder():
    places = Places('/home', '/home/app')
    for text, inside, outside in [
        [
            '~/.config/*',
            ['/', '/home', '/home/.config', '/home/.config/a'],
            ['/home/.npm', '/home/.configs', '/home/app'],
        ],
        ['./**/.env', ['/home', '/home/app', '/home/app/src/a'], ['/home/.npm', '/home/apple']],
        ['~/.ssh', ['/home'], ['/home/.ssh', '/home/.ssh/keys', '/home/app']],
    ]:
        pattern = pattern_of(READ, text, places)
        assert pattern is not None
        for path in inside:
            assert pattern.may_match_below(path), f'{text} {path}'
        for path in outside:
            assert not pattern.may_match_below(path), f'{text} {path}'
