"""Rules of ignore files. Expected values: ignore-walk 8 with minimatch 10."""

from __future__ import annotations

from runtime_py.npm.formats.ignore_rules import Rule, rules_of


def matching(line: str, paths: list[str]) -> list[str]:
    rule = Rule(line)
    return [path for path in paths if rule.matches(path.rstrip('/'), path.endswith('/'))]


PATHS = ['a.js', 'lib/a.js', 'lib/deep/b.ts', '.hidden', 'lib/.x.js', 'A.JS', 'lib/', 'lib/deep/']


def test_a_name_matches_at_any_depth():
    assert matching('a.js', PATHS) == ['a.js', 'lib/a.js', 'A.JS']
    assert matching('*.js', PATHS) == ['a.js', 'lib/a.js', 'lib/.x.js', 'A.JS']
    assert matching('*', ['.hidden', 'lib/']) == ['.hidden', 'lib/']


def test_a_slash_binds_it_to_the_folder():
    assert matching('/a.js', PATHS) == ['a.js', 'A.JS']
    assert matching('lib/*.js', PATHS) == ['lib/a.js', 'lib/.x.js']
    assert matching('lib/**', PATHS) == ['lib/a.js', 'lib/deep/b.ts', 'lib/.x.js', 'lib/', 'lib/deep/']
    assert matching('lib/**/*.ts', PATHS) == ['lib/deep/b.ts']
    assert matching('lib/', PATHS) == ['lib/']


def test_braces_brackets_and_question_marks():
    assert matching('readme{,.*[^~$]}', ['README', 'readme.md', 'readme.md~', 'readmes']) == ['README', 'readme.md']
    assert matching('?.[jt]s', ['a.js', 'b.ts', 'ab.ts', 'c.cs']) == ['a.js', 'b.ts']
    assert matching('[!a].js', ['a.js', 'b.js']) == ['b.js']


def test_a_folder_on_the_way_to_what_is_taken_in_again():
    assert matching('!lib/deep/b.ts', ['lib/', 'lib/deep/', 'other/', 'lib/a.js']) == ['lib/', 'lib/deep/']
    assert matching('!lib/**/*.ts', ['lib/', 'lib/x/y/', 'other/']) == ['lib/', 'lib/x/y/']
    assert [Rule('!a').negated, Rule('!!a').negated, Rule('a').negated] == [True, False, False]


def test_hostile_and_empty_lines():
    assert len(rules_of(['', '  ', '# no', 'a', '!b'])) == 2
    assert matching('[', ['[', 'a']) == ['[']
    assert matching('(a+)+$', ['(a+)+$', 'aaaa']) == ['(a+)+$']
    assert matching('__proto__', ['__proto__', 'a']) == ['__proto__']
