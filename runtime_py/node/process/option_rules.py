"""Valid values and combinations of options (CheckOptions of src/node_options.cc). Must not know how they are read."""

from __future__ import annotations

_EXCLUDING = [['--tls-min-v1.3', '--tls-max-v1.2'], ['--use-openssl-ca', '--use-bundled-ca']]
# option -> valid values; '' means that the option wasn't given
_CHOICES = {
    '--unhandled-rejections': ['warn-with-error-code', 'throw', 'strict', 'warn', 'none'],
    '--trace-require-module': ['all', 'no-node-modules'],
    '--use-largepages': ['off', 'on', 'silent'],
}
_INPUT_TYPES = ['commonjs', 'module', 'commonjs-typescript', 'module-typescript']
_ISOLATIONS = ['process', 'none']
_PROFILES = ['cpu', 'heap']
_DESTINATIONS = ['stderr', 'http']
_OF_THE_ENGINE = [
    '--build-snapshot',
    '--experimental-sea-config',
    '--cpu-prof',
    '--heap-prof',
    '--prof',
    '--heapsnapshot-signal',
    '--heapsnapshot-near-heap-limit',
    '--trace-sigint',
    '--prof-process',
    '--snapshot-blob',
    '--experimental-shadow-realm',
]
_DEBUG = '[DEP0062]: `node --debug` and `node --debug-brk` are invalid. Please use `node --inspect` and `node --inspect-brk` instead.'


def unsupported(values: object) -> list:
    """Options that must be refused, since nothing here implements them."""
    found = []
    for option in _OF_THE_ENGINE:
        if values[option]:
            found.push(f'{option} is not available in Terrarium: it needs access to the engine (docs/NODE.md)')
    return found


def contradictions(values: object) -> list:
    """Errors about invalid combinations, one per line."""
    found = []
    for option in Object.keys(_CHOICES):
        if values[option] and values[option] not in _CHOICES[option]:
            found.push(f'invalid value for {option}')
    if values['--input-type'] and values['--input-type'] not in _INPUT_TYPES:
        found.push('--input-type must be "module","commonjs", "module-typescript" or "commonjs-typescript"')
    if values['--check'] and values['[has_eval_string]']:
        found.push('either --check or --eval can be used, not both')
    check_modes(values, found)
    for first, second in _EXCLUDING:
        if values[first] and values[second]:
            found.push(f'either {first} or {second} can be used, not both')
    if values['--heapsnapshot-near-heap-limit'] < 0:
        values['--heapsnapshot-near-heap-limit'] = 0
        found.push('--heapsnapshot-near-heap-limit must not be negative')
    check_secure_heap(values, found)
    check_heap_share(values['--max-old-space-size-percentage'], found)
    for kind in _PROFILES:
        check_profile(values, f'--{kind}-prof', found)
    check_inspector(values, found)
    return found


def check_modes(values: object, found: list) -> None:
    modes = [['--check', '--check'], ['[has_eval_string]', '--eval'], ['--interactive', '--interactive']]
    if values['--test']:
        if values['--test-isolation'] and values['--test-isolation'] not in _ISOLATIONS:
            found.push('invalid value for --test-isolation')
        for option, name in modes:
            if values[option]:
                found.push(f'either --test or {name} can be used, not both')
        if values['--watch-path'] is not None and values['--watch-path'].length > 0:
            found.push('--watch-path cannot be used in combination with --test')
    if values['--watch']:
        first = modes.find(lambda mode: values[mode[0]])
        if first is not None:
            found.push(f'either --watch or {first[1]} can be used, not both')


def check_secure_heap(values: object, found: list) -> None:
    size = values['--secure-heap'] or 0
    if size >= 2:
        if not is_power_of_two(size):
            found.push('--secure-heap must be a power of 2')
        least = Math.max(2, Math.min(size, values['--secure-heap-min'] or 2))
        if not is_power_of_two(least):
            found.push('--secure-heap-min must be a power of 2')


def check_heap_share(percentage: str | None, found: list) -> None:
    if percentage is not None and not (Number(percentage) > 0 and Number(percentage) <= 100):
        found.push(f'--max-old-space-size-percentage must be greater than 0 and up to 100. Got: {percentage}')


def is_power_of_two(number: int) -> bool:
    return Number.isInteger(Math.log2(number))


def check_profile(values: object, option: str, found: list) -> None:
    if values[option]:
        return
    for detail in ['name', 'dir', 'interval']:
        if values[f'{option}-{detail}'] is not None:
            found.push(f'{option}-{detail} must be used with {option}')


def check_inspector(values: object, found: list) -> None:
    if values['--debug'] or values['--debug-brk']:
        found.push(_DEBUG)
    for destination in (values['--inspect-publish-uid'] or '').split(','):
        if destination != '' and destination not in _DESTINATIONS:
            found.push('--inspect-publish-uid destination can be stderr or http')


def refusal_at_start(values: object) -> list | None:
    """[exit code, text] if the process can't start with these well-formed options."""
    mode = values['--disable-proto']
    if mode and mode not in ['delete', 'throw']:
        return [12, 'invalid mode passed to --disable-proto']
    for name in values['--security-revert'] or []:
        return [12, f'Error: Attempt to revert an unknown CVE [{name}]']
    if values['--force-fips'] or values['--enable-fips']:
        return [1, 'OpenSSL error when trying to enable FIPS:\n']
    return None


def notes_at_start(values: object) -> list:
    """Notes, before the program begins, about options without effect here."""
    found = []
    if values['--inspect']:
        found.push("The debugger is not available in Terrarium: use the browser's developer tools (docs/NODE.md)")
    if values['--secure-heap'] >= 2:
        found.push('Unable to initialize openssl secure heap.')
    return found
