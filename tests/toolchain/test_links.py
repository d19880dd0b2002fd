from pathlib import Path

from toolchain.links import anchors, missing_names, missing_sources, problem, targets

TEXT = """# One `code` & more
See [a](b.md), ![picture](p.png) and `[not](this)`.
```
[nor](that)
```
## Same
## Same
### [Linked](x.md) title
[last](#same-1)
"""


def test_links_outside_of_code() -> None:
    assert targets(TEXT) == [(2, 'b.md'), (2, 'p.png'), (8, 'x.md'), (9, '#same-1')]


def test_anchors_are_githubs() -> None:
    assert anchors(TEXT) == {'one-code--more', 'same', 'same-1', 'linked-title'}


def test_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / 'docs' / 'page.md'
    page.parent.mkdir()
    page.write_text(TEXT)
    assert problem(page, 'https://example.com/x', tmp_path) is None
    assert problem(page, '#same', tmp_path) is None
    assert problem(page, '../docs/page.md#same-1', tmp_path) is None
    assert problem(page, '#none', tmp_path) == 'page.md has no heading #none'
    assert problem(page, 'b.md', tmp_path) == 'b.md does not exist'
    assert problem(page, '../../other/DESIGN.md', tmp_path) == '../../other/DESIGN.md leads out of the repository'


def test_source_files_that_are_named(tmp_path: Path) -> None:
    for name in ['runtime_py/vfs/heap.py', 'service_worker/origin/page.py', 'build.py']:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    text = 'See `vfs/heap.py`,\n`runtime_py/vfs/heap.py`, `origin/page.py`,\n`heap.py`, `vfs/none.py` and `vfs/`.'
    assert missing_sources(text, tmp_path) == [(3, 'vfs/none.py')]


def test_names_of_our_code() -> None:
    words = {'run_pending', '_wake', 'take'}
    text = (
        'See `run_pending`, `Reactor._wake()`,\n`_gone`, `Reactor.gone_too`, `npm`, `take`, `ERR_GONE` and gone_three.'
    )
    assert missing_names(text, words) == [(2, '_gone'), (2, 'gone_too')]
