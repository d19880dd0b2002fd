"""ls's columns are those of GNU's ls."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shell.support.test_file_listing import shown

NAMES = st.lists(st.text('abcxyz', min_size=1, max_size=20), min_size=1, max_size=25, unique=True)


@pytest.mark.skipif(shutil.which('ls') is None, reason='needs ls')
@settings(max_examples=60, deadline=None)
@given(names=NAMES, width=st.integers(3, 90), across=st.booleans())
def test_columns_are_the_native_ones(names: list[str], width: int, across: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / name).touch()
        native = subprocess.run(
            ['ls', '-x' if across else '-C', '-w', str(width), '-T', '0'],
            cwd=folder,
            env={'LC_ALL': 'C', 'PATH': os.environ['PATH']},
            capture_output=True,
            text=True,
            check=True,
        )
    assert shown(sorted(names), width, across) == native.stdout
