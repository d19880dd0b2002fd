"""WASI's calls in the order in which Node's binding has them, and their parameters: `i` for 32 bits, `I` for 64 bits
(src/node_wasi.h).

Must not know: what the calls do."""

from __future__ import annotations

SIGNATURES = {
    'args_get': 'ii',
    'args_sizes_get': 'ii',
    'clock_res_get': 'ii',
    'clock_time_get': 'iIi',
    'environ_get': 'ii',
    'environ_sizes_get': 'ii',
    'fd_advise': 'iIIi',
    'fd_allocate': 'iII',
    'fd_close': 'i',
    'fd_datasync': 'i',
    'fd_fdstat_get': 'ii',
    'fd_fdstat_set_flags': 'ii',
    'fd_fdstat_set_rights': 'iII',
    'fd_filestat_get': 'ii',
    'fd_filestat_set_size': 'iI',
    'fd_filestat_set_times': 'iIIi',
    'fd_pread': 'iiiIi',
    'fd_prestat_get': 'ii',
    'fd_prestat_dir_name': 'iii',
    'fd_pwrite': 'iiiIi',
    'fd_read': 'iiii',
    'fd_readdir': 'iiiIi',
    'fd_renumber': 'ii',
    'fd_seek': 'iIii',
    'fd_sync': 'i',
    'fd_tell': 'ii',
    'fd_write': 'iiii',
    'path_create_directory': 'iii',
    'path_filestat_get': 'iiiii',
    'path_filestat_set_times': 'iiiiIIi',
    'path_link': 'iiiiiii',
    'path_open': 'iiiiiIIii',
    'path_readlink': 'iiiiii',
    'path_remove_directory': 'iii',
    'path_rename': 'iiiiii',
    'path_symlink': 'iiiii',
    'path_unlink_file': 'iii',
    'poll_oneoff': 'iiii',
    'proc_exit': 'i',
    'proc_raise': 'i',
    'random_get': 'ii',
    'sched_yield': '',
    'sock_accept': 'iii',
    'sock_recv': 'iiiiii',
    'sock_send': 'iiiii',
    'sock_shutdown': 'ii',
}


def is_uint32(value: object) -> bool:
    return js_typeof(value) == 'number' and value >= 0 and value <= 0xFFFFFFFF and Math.floor(value) == value


def accepts(signature: str, given: object) -> bool:
    """Whether C++ takes these arguments: all of them, and of the right types. WebAssembly passes 32 bits as a signed
    number, so what is above 2 GiB is refused, as in Node."""
    if len(given) != len(signature):
        return False
    for k in range(len(given)):
        if not (js_typeof(given[k]) == 'bigint' if signature[k] == 'I' else is_uint32(given[k])):
            return False
    return True
