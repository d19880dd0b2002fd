"""The links of programs that the page opens."""

from runtime_py.ide.links import is_link

LINKS = ['http://a/', 'https://a.b/c?d#e', 'HTTPS://A', 'mailto:a@b.c', 'http://localhost:3000/']
OTHERS = [
    '',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,a',
    'blob:http://a/b',
    'about:blank',
    'file:///etc/passwd',
    'view-source:http://a',
    'preview/3000/',
    '//a.b/c',
    'http:a',
    'ftp://a',
    'vbscript:a',
    '\x01https://a',
]


def test_schemes() -> None:
    assert [text for text in LINKS if not is_link(text)] == []
    assert [text for text in OTHERS if is_link(text)] == []
