"""`python -m toolchain.links`: checks that every link in the repository's documents leads to an existing file, and
heading in it, that every source file that they name exists, that names of our own code are in the code, and that lines
are not too long.

Links to other hosts are not followed: a check must not depend on them."""

import re
import subprocess
import sys
from pathlib import Path

from toolchain import document_lines
from toolchain.environment import ROOT

LINK = re.compile(r'!?\[[^\]]*\]\(([^)\s]+)\)')
HEADING = re.compile(r'^#{1,6}\s+(.*?)\s*#*$', re.MULTILINE)
CODE = re.compile(r'^(```|~~~).*?^\1', re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r'`[^`\n]*`')
SOURCE = re.compile(r'`([\w./-]+/[\w.-]+\.(?:py|toml|txt))`')
NAME = re.compile(r'`(?:[A-Za-z]\w*\.)?(_*[a-z]+(?:_[a-z0-9]+)+|_[a-z]+)(?:\(\))?`')
ABOUT_OUR_CODE = re.compile(r'CONTRIBUTING.md|docs/(?:ARCHITECTURE|DESIGN|DIALECT|GLOSSARY|LIVES|SECURITY|rooms/.*).md')
FREE_LINES = ('CHANGELOG.md',)  # every change adds a line to it: rewrapping it would conflict with all of them
ELSEWHERE = ('http://', 'https://', 'mailto:')


def anchors(text: str) -> set[str]:
    """GitHub's names for the headings of a document: lower case, words joined by hyphens, a number for each
    repetition."""
    found: set[str] = set()
    for title in HEADING.findall(CODE.sub('', text)):
        plain = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', title).lower()
        slug = re.sub(r'[^\w\- ]', '', plain).replace(' ', '-')
        name, number = slug, 0
        while name in found:
            number += 1
            name = f'{slug}-{number}'
        found.add(name)
    return found


def targets(text: str) -> list[tuple[int, str]]:
    """(line number, target) of each link outside code."""
    blanked = CODE.sub(lambda match: '\n' * match[0].count('\n'), text)
    return [
        (number, target)
        for number, line in enumerate(blanked.split('\n'), 1)
        for target in LINK.findall(INLINE_CODE.sub('', line))
    ]


def problem(document: Path, target: str, root: Path) -> str | None:
    """Why the link is broken, or None."""
    if target.startswith(ELSEWHERE):
        return None
    name, _, anchor = target.partition('#')
    path = (document.parent / name).resolve() if name else document
    if not path.is_relative_to(root):
        return f'{target} leads out of the repository'
    if not path.exists():
        return f'{target} does not exist'
    if anchor and path.suffix == '.md' and anchor not in anchors(path.read_text()):
        return f'{name or path.name} has no heading #{anchor}'
    return None


def missing_sources(text: str, root: Path) -> list[tuple[int, str]]:
    """(line number, name) of files in backticks that don't exist: names are relative to the root, to runtime_py/, to
    one of its rooms, or to service_worker/; NAME matches anything."""
    places = [
        root,
        root / 'runtime_py',
        root / 'service_worker',
        *(path for path in (root / 'runtime_py').glob('*') if path.is_dir()),
    ]
    return [
        (number, name)
        for number, line in enumerate(text.split('\n'), 1)
        for name in SOURCE.findall(line)
        if 'NAME' not in name and not any((place / name).exists() for place in places)
    ]


def words_of_code() -> set[str]:
    """Every word of the Python sources."""
    listed = subprocess.run(
        ['git', 'ls-files', '-z', '*.py'], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [ROOT / name for name in listed.split('\0') if name]
    return {word for path in paths if path.exists() for word in re.findall(r'\w+', path.read_text())}


def missing_names(text: str, words: set[str]) -> list[tuple[int, str]]:
    """(line number, name) of functions and methods in backticks that the code doesn't have: names with an
    underscore."""
    return [
        (number, name)
        for number, line in enumerate(text.split('\n'), 1)
        for name in NAME.findall(line)
        if name not in words
    ]


def documents() -> list[Path]:
    """All documents except those of tests, which are input."""
    listed = subprocess.run(
        ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md', ':!tests'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split('\0') if name and (ROOT / name).exists()]


def main() -> int:
    wrong = []
    words = words_of_code()
    for document in documents():
        text = document.read_text()
        found = [(number, problem(document, target, ROOT)) for number, target in targets(text)]
        found += [(number, f'{name} does not exist') for number, name in missing_sources(text, ROOT)]
        if document.name not in FREE_LINES:
            found += document_lines.problems(text)
        if ABOUT_OUR_CODE.fullmatch(str(document.relative_to(ROOT))):
            found += [(number, f'{name} is not in the code') for number, name in missing_names(text, words)]
        wrong += [f'{document.relative_to(ROOT)}:{number}: {reason}' for number, reason in found if reason]
    print('\n'.join([*wrong, f'links: {len(wrong)} wrong']))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
