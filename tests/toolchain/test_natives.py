"""Which of the files of Node's library has a module (toolchain/natives.py)."""

from toolchain.natives import COMMON_FILE, FIRST_FILE, FIRST_IMPORTS, RARE_FILE, file_of, loaded_by_thread


def test_a_thread_begins_with_the_first_file_alone():
    loaded = loaded_by_thread(FIRST_IMPORTS)
    assert {'internal/process/worker_thread_only', 'internal/worker/io', 'internal/fs/streams'} <= loaded
    assert 'internal/modules/esm/initialize_import_meta' in loaded
    library = [native_id for native_id in loaded if native_id.startswith('internal/') or native_id == 'worker_threads']
    assert {file_of(native_id, loaded, set(), set()) for native_id in library if '/deps/' not in native_id} == {
        FIRST_FILE
    }


def test_a_module_lies_in_the_first_file_that_needs_it():
    assert file_of('tty', {'tty'}, {'tty'}, set()) == FIRST_FILE
    assert file_of('wasi', set(), {'wasi'}, set()) == COMMON_FILE
    assert file_of('trace_events', set(), set(), set()) == RARE_FILE
