"""tree: what is drawn, counted and left out."""

from __future__ import annotations

from tests.shell.machine_support import Box

FILES = 'mkdir -p a/b c; touch a/b/x.ts a/y.md .hidden z; ln -s a l; '


async def drawn(command: str) -> str:
    return (await Box().out(FILES + command)).replace('\u00a0', ' ')


async def test_a_tree() -> None:
    assert await drawn('tree') == (
        '.\n├── a\n│   ├── b\n│   │   └── x.ts\n│   └── y.md\n├── c\n├── l -> a\n└── z\n\n3 directories, 4 files\n'
    )


async def test_what_is_left_out() -> None:
    assert await drawn('tree -d --noreport') == '.\n├── a\n│   └── b\n└── c\n'
    assert await drawn('tree -L 1 -a --noreport') == '.\n├── .hidden\n├── a\n├── c\n├── l -> a\n└── z\n'
    assert await drawn("tree -I 'a|z' --noreport") == '.\n├── c\n└── l -> a\n'
    assert await drawn("tree -P '*.md' --noreport a") == 'a\n├── b\n└── y.md\n'


async def test_the_form() -> None:
    assert await drawn('tree -if --noreport a') == 'a\na/b\na/b/x.ts\na/y.md\n'
    assert await drawn('tree --dirsfirst -F --noreport -L 1') == '.\n├── a/\n├── c/\n├── l -> a/\n└── z\n'
    assert await drawn('printf 12345 > z; tree -s --noreport -L 1 -I "a|c|l"') == '.\n└── [          5]  z\n'


async def test_ignore_files() -> None:
    assert await drawn("mkdir .git; echo '*.ts' > .gitignore; tree --gitignore --noreport a") == 'a\n├── b\n└── y.md\n'


async def test_mistakes() -> None:
    assert await drawn('tree none a/b') == 'none  [error opening dir]\na/b\n└── x.ts\n\n0 directories, 1 file\n[2]'
    for level in ['0', '-1', 'x']:
        assert await drawn(f'tree -L {level}') == 'tree: Invalid level, must be greater than 0.\n[1]'
