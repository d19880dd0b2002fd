"""Answers for ever: a rule in .terrarium/policy.json for one object and one asker."""

from runtime_py.security.actions import ALLOW, CONNECT, DENY, FETCH, WRITE
from runtime_py.security.patterns import Places
from runtime_py.security.reading import BadPolicy, read_document
from runtime_py.security.standing import standing_decision, with_answer
from runtime_py.security.subject import SCRIPT, Subject

PLACES = Places('/home', '/home/app')
NODE = Subject('node')
SCRIPT_OF = Subject('sh', SCRIPT, 'left-pad', 'postinstall')


def effect(text, subject, action, thing):
    decision = standing_decision(text, PLACES, subject, action, thing)
    return '' if decision is None else decision.effect


def test_an_answer_is_about_one_object_and_one_asker():
    text = with_answer('', NODE, CONNECT, 'a.test:443', ALLOW)
    assert effect(text, NODE, CONNECT, 'a.test:443') == ALLOW and effect(text, NODE, FETCH, 'a.test:443') == ALLOW
    assert effect(text, NODE, CONNECT, 'a.test:80') == '' and effect(text, NODE, CONNECT, 'b.a.test:443') == ''
    assert effect(text, Subject('curl'), CONNECT, 'a.test:443') == ''
    text = with_answer(text, SCRIPT_OF, WRITE, '/home/app/x', DENY)
    assert effect(text, Subject('node', SCRIPT, 'left-pad', 'install'), WRITE, '/home/app/x') == DENY
    assert effect(text, NODE, WRITE, '/home/app/x') == '' and len(read_document(text, 't').rules) == 2


def test_the_newest_answer_about_the_same_counts_and_other_rules_stay():
    own = '{"profile": "careful", "rules": [{"effect": "ask", "action": "fetch", "host": "*.test"}]}'
    text = with_answer(own, NODE, FETCH, 'a.test:443', DENY)
    text = with_answer(text, NODE, FETCH, 'a.test:443', ALLOW)
    document = read_document(text, 't')
    assert document.profile == 'careful' and len(document.rules) == 2
    assert effect(text, NODE, FETCH, 'a.test:443') == ALLOW and effect(text, NODE, FETCH, 'b.test:443') == 'ask'
    assert read_document(with_answer('"strict"', NODE, WRITE, '/x', DENY), 't').profile == 'strict'


def test_what_can_not_be_written():
    for text, thing in [['{', '/x'], ['{"rules": 1}', '/x'], ['', '/a*b']]:
        try:
            with_answer(text, NODE, WRITE, thing, ALLOW)
            raise AssertionError(text)
        except BadPolicy:
            pass
    assert effect('{', NODE, WRITE, '/x') == '' and effect('', NODE, WRITE, '/x') == ''
