"""The modules that count as having a test of their own."""

from toolchain import mirrored


def test_a_file_of_its_name_is_its_test(tmp_path):
    (tmp_path / 'ipc').mkdir()
    (tmp_path / 'ipc' / 'test_tty.py').touch()
    (tmp_path / 'ipc' / 'test_ring_property.py').touch()
    assert mirrored.has_test('ipc/tty', set(), tmp_path) and mirrored.has_test('ipc/ring', set(), tmp_path)
    assert not mirrored.has_test('ipc/pipe', set(), tmp_path)


def test_a_folder_may_have_one_for_all(tmp_path):
    (tmp_path / 'shell' / 'utilities').mkdir(parents=True)
    (tmp_path / 'shell' / 'utilities' / 'test_awk.py').touch()
    assert mirrored.has_test('shell/utilities/awk/lexer', set(), tmp_path)


def test_what_a_test_imports_has_one(tmp_path):
    assert mirrored.has_test('vfs/heap', {'vfs/heap'}, tmp_path)


def test_scripts_name_utilities():
    assert {'shell/utilities/sed', 'shell/utilities/rev'} <= mirrored.utilities_in_scripts()
