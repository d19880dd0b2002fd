"""Compared with git itself (results in tests/shell/gitignore_facts.py)."""

from runtime_py.platform.text import repeat
from runtime_py.shell.gitignore import IgnoreRules, root_of
from tests.shell.gitignore_facts import CASES
from tests.shell.machine_support import Box


def rules_over(files):
    return IgnoreRules('/r', lambda path: text_of(files, path.removeprefix('/r/')))


def text_of(files, name):
    return ''.join([text for own, text in files if own == name])


def test_as_git():
    for files, left_out, kept in CASES:
        rules = rules_over(files)
        for path in left_out.split():
            assert rules.leaves_out('/r/' + path.removesuffix('/'), path.endswith('/')), (files, path)
        for path in kept.split():
            assert not rules.leaves_out('/r/' + path.removesuffix('/'), path.endswith('/')), (files, path)


def test_only_below_the_root():
    rules = rules_over([['.gitignore', '*']])
    assert (
        not rules.leaves_out('/r', True) and not rules.leaves_out('/rest/a', False) and rules.leaves_out('/r/a', False)
    )
    everything = IgnoreRules('/', lambda path: 'tmp\n' if path == '/.gitignore' else '')
    assert everything.leaves_out('/tmp/x', False) and not everything.leaves_out('/home', True)


def test_changed_patterns():
    files = [['.gitignore', 'a']]
    rules = rules_over(files)
    assert rules.leaves_out('/r/a', False)
    files[0][1] = 'b'
    rules.forget()
    assert not rules.leaves_out('/r/a', False) and rules.leaves_out('/r/b', False)


def test_many_stars_take_no_time():
    rules = rules_over([['.gitignore', '/' + repeat('**/a/', 30) + 'b\n' + repeat('a*', 60) + 'b']])
    assert not rules.leaves_out('/r/' + repeat('a/', 200) + 'c', False) and not rules.leaves_out(
        '/r/' + repeat('a', 5000), False
    )


def test_the_root_is_the_repository():
    assert root_of('/home/me/app/src', lambda path: path == '/home/me/app/.git') == '/home/me/app'
    assert root_of('/home/me', lambda path: False) == '/home/me'
    assert root_of('/', lambda path: False) == '/'


async def test_tree_reads_them():
    box = Box()
    await box.out(
        'mkdir -p r/.git/info r/app/deep r/out; cd r; echo secret > .git/info/exclude; printf "*.log\\n/out/\\n" > .gitignore; echo "!kept.log" > app/.gitignore;'
        ' touch app/a.log app/kept.log app/secret app/deep/b.log app/deep/c out/x'
    )
    assert await box.out('cd r/app; tree --gitignore --noreport') == '.\n├── deep\n│\u00a0\u00a0 └── c\n└── kept.log\n'
    assert await box.out('cd r; tree --gitignore -i --noreport') == '.\napp\ndeep\nc\nkept.log\n'
