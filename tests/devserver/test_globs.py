"""`import.meta.glob` in the forms that Vite takes."""

from __future__ import annotations

from runtime_py.devserver.globs import expand_globs

FILES = ['/p/g/.hidden.ts', '/p/g/.dir/h.ts', '/p/g/a.ts', '/p/g/b.ts', '/p/g/sub/d.ts', '/p/g/t.txt', '/p/main.ts']


def expanded(given: str) -> str:
    def below(folder: str) -> list[str]:
        return [file for file in FILES if file.startswith(folder)]

    def aliased(pattern: str) -> str:
        return '/p' + pattern[1:] if pattern.startswith('@/') else ''

    return expand_globs(f'import.meta.glob({given})', '/p/main.ts', '/p', below, aliased).code


def entries(*pairs: list[str]) -> str:
    return '({' + ','.join([f'"{key}":()=>import("{file}")' for key, file in pairs]) + '})'


def test_wildcards_match_no_hidden_files() -> None:
    assert expanded("'./g/*.ts'") == entries(['./g/a.ts', './g/a.ts'], ['./g/b.ts', './g/b.ts'])
    assert './g/.' not in expanded("'./g/**/*.ts'") and './g/.' not in expanded("'./g/**'")
    assert expanded("'./g/.*.ts'") == entries(['./g/.hidden.ts', './g/.hidden.ts'])
    assert './g/.dir/h.ts' in expanded("'./g/**/*.ts', {exhaustive: true}")


def test_negative_patterns() -> None:
    assert expanded("['./g/*.ts', '!**/b.ts']") == entries(['./g/a.ts', './g/a.ts'])
    assert expanded("['./g/*.ts', '!/g/b.ts']") == entries(['./g/a.ts', './g/a.ts'])


def test_a_base() -> None:
    for base in ['./g', '/g', './g/']:
        assert expanded(f"'./*.txt', {{base: '{base}'}}") == entries(['./t.txt', './g/t.txt'])


def test_aliases() -> None:
    assert expanded("'@/g/*.txt'") == entries(['/g/t.txt', '/g/t.txt'])


def test_a_query_as_an_object() -> None:
    assert expanded("'./g/*.txt', {query: {raw: true, 'foo': \"bar\"}}") == entries(
        ['./g/t.txt', './g/t.txt?raw=true&foo=bar']
    )
