"""tests/machine/test_node_cases.py in Firefox. Where a case prints what only V8 can say, its end alone is compared."""

from pathlib import Path

import pytest

from tests.machine.browser import Machine
from tests.machine.test_node_cases import CASES, inside, natively

# case -> what SpiderMonkey says in another way, or does not tell
ENGINES = {
    'buffer_edges': 'messages about detached memory; receivers of frames',
    'command_lines': 'the column of an assignment to an undeclared name',
    'coverage': 'columns of what reads a property',
    'crypto_ciphers': 'own properties of errors: fileName, lineNumber, columnNumber',
    'eval_frames': 'columns of what reads a property',
    'evals': 'messages that a program reads before the stack; frames of eval',
    'evals_in_modules': 'messages that a program reads before the stack',
    'exit_errors': 'columns of what reads a property',
    'failed_links': 'messages of conversions',
    'iterators_shown': 'messages about receivers',
    'library_stacks': 'frames of async callers',
    'module_cycles': 'whether the caller of a proxy is strict',
    'module_early_errors': 'assignments that only V8 refuses when they run',
    'permission': 'the place of a throw apart from where the error was made',
    'print_values': 'completion values of `if` and loops before ES2015',
    'process_edges': 'the place of a throw apart from where the error was made',
    'promise_hooks': 'columns of awaits',
    'promise_states': 'messages of Promise',
    'request_errors': 'frames of async callers and of aliases',
    'source_edits': 'messages of calls of what is no function',
    'sqlite_arguments': 'messages that a program reads before the stack',
    'sqlite_modules': 'the place of a throw apart from where the error was made',
    'stack_names': 'receivers of frames',
    'test_mocks': 'line breaks in the text of native functions',
    'test_runner': 'receivers of frames',
    'time_zone': "ICU's older name of a time zone; messages of Date",
    'uncaught': 'the place of a throw apart from where the error was made',
    'url': 'messages about private fields',
    'vm_contexts': 'whether the caller of a proxy is strict',
    'vm_receivers': 'messages of calls of what is no function',
    'wasm_modules': 'messages of WebAssembly',
    'web_locks': 'the order in which a stolen lock is told',
}


@pytest.mark.parametrize('case', [case for case in CASES if case.stem not in ENGINES], ids=lambda case: case.stem)
def test_prints_what_native_node_prints(machine: Machine, case: Path, tmp_path: Path) -> None:
    assert inside(machine, case) == natively(case, tmp_path)


@pytest.mark.parametrize('case', [case for case in CASES if case.stem in ENGINES], ids=lambda case: case.stem)
def test_ends_as_natively(machine: Machine, case: Path, tmp_path: Path) -> None:
    found = inside(machine, case).splitlines()
    expected = natively(case, tmp_path).splitlines()
    assert found[-1] == expected[-1]
    assert len(found) > len(expected) // 2


def test_the_list_names_cases() -> None:
    assert ENGINES.keys() <= {case.stem for case in CASES}
