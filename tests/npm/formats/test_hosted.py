"""Pages of repositories. Expected values: hosted-git-info 9."""

from __future__ import annotations

from runtime_py.npm.formats.branches import Branch, drawn
from runtime_py.npm.formats.hosted import hosted, plain_url


def url_of(text: str) -> str:
    found = hosted(text)
    return '' if found is None else found.url


def test_every_form_of_an_address():
    for text in [
        'owner/name',
        'github:owner/name',
        'git@github.com:owner/name.git',
        'git+ssh://git@github.com/owner/name.git',
        'git://github.com/owner/name.git#main',
        'https://www.github.com/owner/name/',
        'git+https://user:word@github.com/owner/name',
    ]:
        assert url_of(text) == 'https://github.com/owner/name', text
    assert url_of('gitlab:a/b') == 'https://gitlab.com/a/b'
    assert url_of('https://bitbucket.org/a/b.git') == 'https://bitbucket.org/a/b'


def test_what_is_no_such_repository():
    for text in ['', 'name', './folder', '/etc/passwd', 'https://example.org/a/b', 'javascript:alert(1)', 'a/b/c']:
        assert url_of(text) == '', text


def test_pages_of_one():
    found = hosted('owner/name')
    assert found is not None
    assert found.docs == 'https://github.com/owner/name#readme'
    assert found.bugs == 'https://github.com/owner/name/issues'
    assert found.folder('packages/one/') == 'https://github.com/owner/name/tree/HEAD/packages/one'
    assert found.folder('') == found.url


def test_an_unknown_host():
    assert plain_url('git+https://git.example.org/a/b.git') == 'https://git.example.org/a/b'
    assert plain_url('git+http://git.example.org/a/b.git?x#y') == 'http://git.example.org/a/b'
    assert plain_url('ssh://git@git.example.org:22/a.git') == 'https://git.example.org/a'
    assert plain_url('nonsense') == ''


def test_branches_of_labels_with_several_lines():
    top = Branch('top')
    first = Branch('one\nmore')
    first.below = [Branch('inner')]
    top.below = [first, Branch('two\nlines')]
    assert drawn(top, False) == 'top\n+-- one\n| | more\n| `-- inner\n`-- two\n    lines\n'
    assert drawn(Branch('alone'), True) == 'alone\n'
