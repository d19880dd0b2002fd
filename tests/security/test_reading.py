"""Invalid policies, and the places that their errors name."""

from runtime_py.security.reading import BadPolicy, read_document
from runtime_py.security.writing import read_confinement
from tests.support import raises


def place(text):
    with raises(BadPolicy) as caught:
        read_document(text, 'test')
    return caught.error.place


def test_forms():
    assert read_document('{}', 'x').profile == 'open'
    assert read_document('"strict"', 'x').profile == 'strict'
    assert len(read_document('{"rules":[{"effect":"ask","action":["read","write"],"path":"/a"}]}', 'x').rules) == 1


def test_mistakes_are_named():
    for text, where in [
        ['', ''],
        ['[]', ''],
        ['null', ''],
        ['1', ''],
        ['{', ''],
        ['"loose"', 'profile'],
        ['{"profile":1}', 'profile'],
        ['{"profile":null}', 'profile'],
        ['{"profile":"constructor"}', 'profile'],
        ['{"rule":[]}', 'rule'],
        ['{"__proto__":{}}', '__proto__'],
        ['{"rules":{}}', 'rules'],
        ['{"rules":[1]}', 'rules[0]'],
        ['{"rules":[{}]}', 'rules[0].effect'],
        ['{"rules":[{"effect":"deny"}]}', 'rules[0].action'],
        ['{"rules":[{"effect":"refuse","action":"read"}]}', 'rules[0].effect'],
        ['{"rules":[{"effect":"deny","action":"eat"}]}', 'rules[0].action'],
        ['{"rules":[{"effect":"deny","action":[]}]}', 'rules[0].action'],
        ['{"rules":[{"effect":"deny","action":[["read"]]}]}', 'rules[0].action'],
        ['{"rules":[{"effect":"deny","action":"read","host":"a"}]}', 'rules[0].host'],
        ['{"rules":[{"effect":"deny","action":["read","fetch"],"path":"/a"}]}', 'rules[0].path'],
        ['{"rules":[{"effect":"deny","action":"read","path":"a"}]}', 'rules[0].path'],
        ['{"rules":[{"effect":"deny","action":"read","path":"~/../x"}]}', 'rules[0].path'],
        ['{"rules":[{"effect":"deny","action":"read","path":"/a\\u0000"}]}', 'rules[0].path'],
        ['{"rules":[{"effect":"deny","action":"read","path":""}]}', 'rules[0].path'],
        ['{"rules":[{"effect":"deny","action":"fetch","host":"a*b"}]}', 'rules[0].host'],
        ['{"rules":[{"effect":"deny","action":"fetch","host":"*.a.*"}]}', 'rules[0].host'],
        ['{"rules":[{"effect":"deny","action":"fetch","host":"https://a"}]}', 'rules[0].host'],
        ['{"rules":[{"effect":"deny","action":"fetch","host":"a:0x50"}]}', 'rules[0].host'],
        ['{"rules":[{"effect":"deny","action":"read","programm":"node"}]}', 'rules[0].programm'],
        ['{"rules":[{"effect":"deny","action":"read","program":[]}]}', 'rules[0].program'],
    ]:
        assert place(text) == where


def test_confinements_are_checked_when_they_arrive():
    for text in [
        '{}',
        '[1]',
        '[{}]',
        'x',
        '[{"source":"a","policy":"strict","home":"/","project":"/","package":"/","registries":[1]}]',
        '[{"source":"a","policy":"loose","home":"/","project":"/","package":"/","registries":[]}]',
    ]:
        with raises(BadPolicy):
            read_confinement(text)
