"""Names by today's rules; the expected texts are npm 11's."""

from runtime_py.npm.formats.new_names import problems_of_name
from runtime_py.platform.text import repeat


def test_good_names():
    for name in ['leaf', 'a-b.c_d', '@scope/name', '@s/a.b', repeat('x', 214)]:
        assert problems_of_name(name) == [], name


def test_what_never_was_allowed():
    assert problems_of_name('') == ['name length must be greater than zero']
    assert problems_of_name('.a') == ['name cannot start with a period']
    assert problems_of_name('-a') == ['name cannot start with a hyphen']
    assert problems_of_name('_a') == ['name cannot start with an underscore']
    assert problems_of_name('node_modules') == ['node_modules is not a valid package name']
    assert problems_of_name('a b') == ['name can only contain URL-friendly characters']
    assert problems_of_name('@s/.a') == ['name cannot start with a period']
    assert problems_of_name('a/b') == ['name can only contain URL-friendly characters']


def test_what_is_no_longer_allowed():
    assert problems_of_name('uWebSockets.js') == ['name can no longer contain capital letters']
    assert problems_of_name('http') == ['http is a core module name']
    assert problems_of_name('a!') == ['name can no longer contain special characters ("~\'!()*")']
    assert problems_of_name(repeat('x', 215)) == ['name can no longer contain more than 214 characters']
