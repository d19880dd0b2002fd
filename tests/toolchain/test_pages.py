"""The list of files that the page keeps for offline use."""

from pathlib import Path

from toolchain.pages import first_to_last


def test_what_all_programs_need_comes_first_and_the_largest_last(tmp_path: Path) -> None:
    sizes = {'zebra.css': 10, 'compiler.js': 90000, 'node.js': 5000, 'process.js': 9000, 'apple.js': 10}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b'x' * size)
    names = [file.name for file in first_to_last(sorted(tmp_path.iterdir()))]
    assert names == ['process.js', 'node.js', 'apple.js', 'zebra.css', 'compiler.js']
