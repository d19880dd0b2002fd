"""Properties of every policy: order doesn't matter, layers only remove rights, and no input makes the reader fail with
an error other than BadPolicy."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime_py.security.actions import EFFECTS
from runtime_py.security.patterns import Places, matches
from runtime_py.security.reading import BadPolicy, Confinement, read_document
from runtime_py.security.subject import Subject
from runtime_py.security.writing import read_confinement, write_confinement

NAMES = st.sampled_from(['a', 'b', '.env', 'home', 'x*', '*', '**', '..', '.', '', '__proto__', 'é', '\0'])
PATHS = st.lists(NAMES, max_size=5).map(lambda names: '/' + '/'.join(names))
PLAIN = st.lists(st.sampled_from(['a', 'b', '.env', 'home', 'xyz', '..']), max_size=5).map(
    lambda names: '/' + '/'.join(names)
)
HOSTS = st.sampled_from(['a.example', '*.example', '*', 'b.a.example:80', '[::1]', '127.0.0.1:8080'])
RULES = st.one_of(
    st.fixed_dictionaries(
        {'effect': st.sampled_from(EFFECTS), 'action': st.sampled_from(['read', 'write', 'execute']), 'path': PATHS},
        optional={'program': st.sampled_from(['node', 'sh', '*'])},
    ),
    st.fixed_dictionaries(
        {'effect': st.sampled_from(EFFECTS), 'action': st.sampled_from(['connect', 'fetch']), 'host': HOSTS}
    ),
)
DOCUMENTS = st.fixed_dictionaries(
    {'profile': st.sampled_from(['open', 'careful', 'strict']), 'rules': st.lists(RULES, max_size=6)}
)
OBJECTS = st.one_of(
    st.tuples(st.sampled_from(['read', 'write', 'execute']), PLAIN),
    st.tuples(
        st.sampled_from(['connect', 'fetch']),
        st.sampled_from(['a.example:80', 'b.a.example:80', '[::1]:1', '127.0.0.1:8080', 'x:1']),
    ),
)
PLACES = Places('/home', '/home/a', '/home/a/b', ['a.example'])


def confinement(*documents):
    made = Confinement([])
    for document in documents:
        made = made.narrowed(read_document(json.dumps(document), 'test'), PLACES)
    return made


def read(document):
    try:
        return confinement(document)
    except BadPolicy:
        return None


@settings(max_examples=300)
@given(DOCUMENTS, OBJECTS, st.randoms())
def test_the_order_of_rules_means_nothing(document, thing, chance):
    made = read(document)
    if made is None:
        return
    shuffled = {**document, 'rules': chance.sample(document['rules'], len(document['rules']))}
    assert (
        confinement(shuffled).policy().decide(Subject('node'), *thing).effect
        == made.policy().decide(Subject('node'), *thing).effect
    )


@settings(max_examples=300)
@given(DOCUMENTS, DOCUMENTS, OBJECTS)
def test_a_layer_only_takes_away(one, two, thing):
    if read(one) is None or read(two) is None:
        return
    alone = confinement(one).policy().decide(Subject('node'), *thing).effect
    both = confinement(one, two).policy().decide(Subject('node'), *thing).effect
    assert EFFECTS.index(both) >= EFFECTS.index(alone)


@settings(max_examples=300)
@given(DOCUMENTS, OBJECTS)
def test_it_decides_the_same_after_a_journey(document, thing):
    made = read(document)
    if made is None:
        return
    again = read_confinement(write_confinement(made))
    assert again.policy().decide(Subject('node'), *thing).effect == made.policy().decide(Subject('node'), *thing).effect


@settings(max_examples=300)
@given(DOCUMENTS, OBJECTS)
def test_what_needs_no_look_is_allowed(document, thing):
    made = read(document)
    if made is not None and made.policy().allows_all(thing[0]):
        assert made.policy().decide(Subject('node'), *thing).effect == 'allow'


@given(st.text(st.sampled_from('ab*'), max_size=8), st.text(st.sampled_from('ab'), max_size=8))
def test_stars(pattern, text):
    import fnmatch

    assert matches(pattern, text) == fnmatch.fnmatchcase(text, pattern)


def test_ten_thousand_documents():
    """Every input is either read or refused with BadPolicy."""
    chance = random.Random(17)
    seed = json.dumps(
        {
            'profile': 'careful',
            'rules': [
                {'effect': 'deny', 'action': ['read', 'write'], 'path': '~/x', 'program': 'node', 'why': 'w'},
                {'effect': 'allow', 'action': 'fetch', 'host': '*.example.com:443'},
            ],
        }
    )
    pieces = [
        '{',
        '}',
        '[',
        ']',
        '"',
        ':',
        ',',
        'null',
        '1e999',
        '"__proto__"',
        '"constructor"',
        '\\u0000',
        '\\ud800',
        '/..',
        '*',
        '~',
        '-',
        'true',
        '[[[[',
        '{"a":',
    ]
    refused = 0
    for _ in range(10_000):
        text = seed
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(pieces) + text[at + chance.randrange(0, 12) :]
        try:
            Confinement([]).narrowed(read_document(text, 'fuzz'), PLACES).policy().decide(
                Subject('node'), 'read', '/home/x'
            )
        except BadPolicy:
            refused += 1
    assert refused > 5000
