"""Links of a page's elements: found, made absolute, and led to bundles."""

from __future__ import annotations

from runtime_py.devserver.html_page import module_scripts
from runtime_py.devserver.page_links import asset_links, classic_scripts, is_relative, with_absolute_links, with_bundles
from runtime_py.platform.maps import Map


def test_links_of_elements_that_show_something() -> None:
    assert asset_links(
        '<img src="a.png" alt="src=no"><img src=a.png><link rel=icon href=\'i.svg\'><video poster="p.jpg" src="v.mp4"></video>'
        '<a href="page.html">x</a><input type=image src=b.png><img src=""><!-- <img src="c.png"> --><image href="d.svg">'
    ) == ['a.png', 'i.svg', 'p.jpg', 'v.mp4', 'b.png', 'd.svg']


def test_classic_scripts_of_the_host() -> None:
    assert classic_scripts(
        '<script src="a.js"></script><script type="module" src="b.js"></script><script>1</script>'
        '<script src="https://h/c.js"></script><script src="//h/d.js"></script><script src=/e.js defer></script>'
    ) == ['a.js', '/e.js']


def test_relative_links() -> None:
    for link in ['a', './a', '../a', 'a/b:c', 'a?b']:
        assert is_relative(link)
    for link in ['', '/a', '//h/a', '#a', '?a', 'https://h', 'data:x', 'mailto:a@b', '%BASE%/a', '{{ a }}']:
        assert not is_relative(link)


def test_relative_links_become_absolute() -> None:
    assert with_absolute_links(
        '<script src="./m.js"></script><img src=\'a.png\'><img src=b.png><link href="/c.css"><img alt="a.png">'
        '<!--<img src="a.png">--><a href="d">',
        '/docs/',
    ) == (
        '<script src="/docs/m.js"></script><img src=\'/docs/a.png\'><img src=/docs/b.png><link href="/c.css"><img alt="a.png">'
        '<!--<img src="a.png">--><a href="d">'
    )


def test_bundles_replace_module_scripts() -> None:
    html = (
        '<html><head><link rel=icon href="i.svg"></head><body><img src="i.svg"><script type="module" src="/a.js"></script>'
        '<script>classic</script><script type="module">inline</script></body></html>'
    )
    bundles: Map[int, str] = Map()
    for found in module_scripts(html):
        bundles.set(found.start, f'/assets/{bundles.size}.js')
    made = with_bundles(html, bundles, Map([['i.svg', '/assets/i-1.svg']]), ['/assets/s.css'])
    assert made == (
        '<html><head><link rel=icon href="/assets/i-1.svg"><link rel="stylesheet" crossorigin href="/assets/s.css"></head>'
        '<body><img src="/assets/i-1.svg"><script type="module" crossorigin src="/assets/0.js"></script>'
        '<script>classic</script><script type="module" crossorigin src="/assets/1.js"></script></body></html>'
    )


def test_where_sheets_go_without_a_head() -> None:
    sheet = '<link rel="stylesheet" crossorigin href="s.css">'
    assert with_bundles('<p></p><body >', Map(), Map(), ['s.css']) == f'<p></p>{sheet}<body >'
    assert with_bundles('<p></p>', Map(), Map(), ['s.css']) == f'{sheet}<p></p>'
    assert with_bundles('<p></p>', Map(), Map(), []) == '<p></p>'
