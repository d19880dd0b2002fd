"""Which policy a process gets: its parent's and what is added, never less; what can't be read starts nothing."""

from runtime_py.kernel.confinements import Confinements
from runtime_py.security.actions import ALLOW, DENY, READ
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Actor, Confinement, read_document
from runtime_py.security.subject import SCRIPT
from runtime_py.security.writing import PARTS_MOST, read_confinement, write_confinement

PLACES = Places('/home', '/home/app')


def added(text, actor=None):
    return write_confinement(Confinement([]).narrowed(read_document(text, 'test'), PLACES, actor))


def deny(path):
    return added('{"rules":[{"effect":"deny","action":"read","path":"' + path + '"}]}')


def effect(text, path):
    confinement = read_confinement(text)
    return confinement.policy().decide(confinement.subject('node'), READ, path).effect


def test_a_child_has_its_parent_s_and_its_own():
    known = Confinements()
    assert known.begin(3, 0, '') == ''
    known.begin(4, 3, deny('/a'))
    child = known.begin(5, 4, deny('/b'))
    assert [effect(child, '/a'), effect(child, '/b'), effect(child, '/c')] == [DENY, DENY, ALLOW]
    assert known.of(5) == child
    grandchild = known.begin(6, 5, added('{"profile":"open","rules":[{"effect":"allow","action":"read","path":"/"}]}'))
    assert effect(grandchild, '/a/b') == DENY


def test_a_slot_that_is_free_is_forgotten():
    known = Confinements()
    known.begin(4, 0, deny('/a'))
    known.forget(4)
    assert known.of(4) == ''
    assert known.begin(4, 0, '') == ''


def test_what_can_not_be_read_starts_nothing():
    known = Confinements()
    for text in ['x', '{}', '[1]', '[{"source":"a"}]']:
        assert known.begin(4, 0, text) is None


def test_repeated_parts_are_kept_once_and_a_chain_has_an_end():
    known = Confinements()
    known.begin(1, 0, deny('/a'))
    for slot in range(2, 100):
        known.begin(slot, slot - 1, deny('/a'))
    assert len(read_confinement(known.of(99)).parts) == 1
    results = [known.begin(100 + k, 99 + k, deny(f'/{k}')) for k in range(PARTS_MOST)]
    assert results[PARTS_MOST - 2] is not None and results[PARTS_MOST - 1] is None


def test_nobody_gets_rid_of_the_package_he_acts_for():
    known = Confinements()
    known.begin(1, 0, added('"careful"', Actor(SCRIPT, 'left', 'postinstall')))
    child = known.begin(2, 1, added('"open"', Actor(SCRIPT, 'other', 'install')))
    assert read_confinement(child).subject('sh').text() == 'sh (postinstall of left)'
