"""Packages in JavaScript whose work is done by a program that isn't in this machine: named at install, since at run
time they only say `spawn git ENOENT`. Pure."""

from __future__ import annotations

from runtime_py.platform.maps import Map

_GIT = 'git'
_BROWSER = 'a browser of its own'
_JAVA = 'Java'
_DOCKER = 'Docker'

# Package -> the program that it starts.
_STARTS: Map[str, str] = Map(
    [
        ['semantic-release', _GIT],
        ['lint-staged', _GIT],
        ['@changesets/cli', _GIT],
        ['release-it', _GIT],
        ['np', _GIT],
        ['bumpp', _GIT],
        ['standard-version', _GIT],
        ['commit-and-tag-version', _GIT],
        ['simple-git', _GIT],
        ['pretty-quick', _GIT],
        ['gh-pages', _GIT],
        ['lighthouse', _BROWSER],
        ['chrome-launcher', _BROWSER],
        ['karma-chrome-launcher', _BROWSER],
        ['puppeteer-core', _BROWSER],
        ['testcafe', _BROWSER],
        ['@openapitools/openapi-generator-cli', _JAVA],
        ['testcontainers', _DOCKER],
        ['fluent-ffmpeg', 'FFmpeg'],
        ['gm', 'GraphicsMagick'],
    ]
)


def absent_program(name: str, what: str) -> str:
    """A sentence for the user about the package `what`, or ''."""
    program = _STARTS.get(name)
    if program is None:
        return ''
    return f"{what} starts {program}, which isn't in this machine: what needs it can't run here."
