"""index.html: its scripts and sheets, what is inserted first, names of the environment."""

from __future__ import annotations

from runtime_py.devserver.html_page import blanked, module_scripts, style_links, with_client, with_environment
from runtime_py.platform.maps import Map

CLIENT = '<script type="module" src="/@serve/client"></script>'
REFRESH = '<script type="module" src="/@react-refresh"></script>'


def scripts(html: str) -> list[str]:
    return [f'{found.source}|{found.text}' for found in module_scripts(html)]


def test_module_scripts_and_no_others() -> None:
    assert scripts(
        '<script src=classic.js></script><script type=module src=a.js></script>'
        '<SCRIPT TYPE="MODULE" SRC=\'b.js\'></SCRIPT ><script\n type="module">\nimport "c"</script>'
        '<script type="text/plain">x</script><script data-type="module">y</script>'
    ) == ['a.js|', 'b.js|', '|\nimport "c"']


def test_a_script_with_a_source_has_no_text() -> None:
    assert scripts('<script type="module" src="/a.js">ignored</script>') == ['/a.js|']


def test_the_place_of_an_inline_module() -> None:
    html = '<p>é</p><script type="module">let a</script>'
    found = module_scripts(html)[0]
    assert html[found.start : found.end] == 'let a'


def test_comments_hold_no_elements() -> None:
    html = '<!-- <script type="module" src="a"></script> --><link rel="stylesheet" href="b"><!--<link rel=stylesheet href=c>-->'
    assert scripts(html) == []
    assert style_links(html) == ['b']
    assert len(blanked(html)) == len(html)
    assert blanked('a<!-- b') == 'a<!-- b'  # a comment that doesn't end is none


def test_sheets() -> None:
    assert style_links(
        '<link rel=icon href=i><link href="a.css" rel="stylesheet"><link rel=\'stylesheet\' href=\'b.css\' media=print>'
        '<link rel="stylesheet"><link rel=stylesheet href=c.css>'
    ) == ['a.css', 'b.css', 'c.css']


def test_names_of_the_environment() -> None:
    values: Map = Map([['MODE', 'test'], ['DEV', True], ['PROD', False], ['VITE_N', '%MODE%'], ['EMPTY', '']])
    assert with_environment('%MODE% %DEV%%PROD% [%EMPTY%] %VITE_N% %UNKNOWN% 50% %% %9A%', values) == (
        'test truefalse [] %MODE% %UNKNOWN% 50% %% %9A%'
    )


def test_the_client_comes_before_all_scripts() -> None:
    assert with_client('<!doctype html><html><head lang="a"><script>1', False) == (
        f'<!doctype html><html><head lang="a">{CLIENT}<script>1'
    )
    assert with_client('<!doctype html><html lang="a"><body>', True) == (
        f'<!doctype html><html lang="a">{CLIENT}{REFRESH}<body>'
    )
    assert with_client('<!DOCTYPE html><p>', False) == f'<!DOCTYPE html>{CLIENT}<p>'
    assert with_client('<header>', False) == f'{CLIENT}<header>'
    assert with_client('', False) == CLIENT
