"""License expressions."""

from __future__ import annotations

from runtime_py.npm.formats.license_ids import EXCEPTIONS, LICENSES
from runtime_py.npm.formats.licenses import parse_license


def test_expressions() -> None:
    assert LICENSES.has('MIT') and EXCEPTIONS.has('Classpath-exception-2.0')
    for text, kind, id in [
        ['MIT', 'single', 'MIT'],
        ['(MIT)', 'single', 'MIT'],
        ['Apache-2.0+', 'single', 'Apache-2.0'],
        ['GPL-2.0-only WITH Classpath-exception-2.0', 'single', 'GPL-2.0-only'],
        ['MIT OR ISC AND (BSD-3-Clause or Zlib)', 'compound', ''],
        ['DocumentRef-a:LicenseRef-b', 'single', 'DocumentRef-a:LicenseRef-b'],
        ['mit', '', ''],
        ['MIT OR', '', ''],
        ['MIT ISC', '', ''],
        ['MIT WITH ISC', '', ''],
        ['MIT +', '', ''],
        ['', '', ''],
        ['SEE LICENSE IN X', '', ''],
    ]:
        found = parse_license(text)
        assert found.kind == kind and found.id == id, text
