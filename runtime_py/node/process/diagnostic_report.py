"""Diagnostic reports (Node's "report" documentation): what process.report returns and writes.

A report has what the machine knows: the header, the JavaScript stack, the environment. Data of the engine or the
operating system (heap spaces, native stack, libuv's handles, limits) is left out rather than invented; `sharedObjects`
and `workers` are empty lists. Knows: the realm's process and library. Must not know: what triggers a report."""

from __future__ import annotations

from runtime_py.node.realm.host import current_realm
from runtime_py.platform.system_names import GLIBC_VERSION
from runtime_py.platform.text import pad_left

REPORT_VERSION = 5
WORD_SIZE = 64
_INDENT = 2
_STREAMS = ['stdout', 'stderr']


class ReportSettings:
    """The settings of `process.report` and the --report options."""

    def __init__(self) -> None:
        options = current_realm().option_overrides
        self.on_uncaught = options['--report-uncaught-exception'] is True
        self.on_fatal = options['--report-on-fatalerror'] is True
        self.on_signal = options['--report-on-signal'] is True
        self.signal = options['--report-signal'] or 'SIGUSR2'
        self.compact = options['--report-compact'] is True
        self.exclude_network = options['--report-exclude-network'] is True
        self.exclude_env = options['--report-exclude-env'] is True
        self.directory = options['--report-dir'] or ''
        self.filename = options['--report-filename'] or ''
        self._written = 0

    def next_number(self) -> int:
        self._written += 1
        return self._written


def report_text(settings: ReportSettings, event: str, trigger: str, filename: object, error: object) -> str:
    report = {
        'header': header(settings, event, trigger, filename),
        'javascriptStack': javascript_stack(error),
        'nativeStack': [],
        'libuv': [],
        'workers': [],
    }
    if not settings.exclude_env:
        report.environmentVariables = Object.assign({}, current_realm().process.env)
    report.sharedObjects = []
    return JSON.stringify(report, None, 0 if settings.compact else _INDENT)


def header(settings: ReportSettings, event: str, trigger: str, filename: object) -> object:
    realm = current_realm()
    process = realm.process
    system = realm.require('os')
    now = Date()
    found = {
        'reportVersion': REPORT_VERSION,
        'event': event,
        'trigger': trigger,
        'filename': filename,
        'dumpEventTime': now.toISOString().replace(js_regexp('\\.\\d+', ''), ''),
        'dumpEventTimeStamp': String(now.getTime()),
        'processId': process.pid,
        'threadId': realm.require('worker_threads').threadId,
        'cwd': process.cwd(),
        'commandLine': [process.execPath, *process.execArgv, *process.argv.slice(1)],
        'nodejsVersion': process.version,
        'glibcVersionRuntime': GLIBC_VERSION,
        'glibcVersionCompiler': GLIBC_VERSION,
        'wordSize': WORD_SIZE,
        'arch': process.arch,
        'platform': process.platform,
        'componentVersions': Object.assign({}, process.versions),
        'release': Object.assign({}, process.release),
        'osName': system.type(),
        'osRelease': system.release(),
        'osVersion': system.version(),
        'osMachine': system.machine(),
        'cpus': [
            {
                'model': cpu.model,
                'speed': cpu.speed,
                'user': cpu.times.user,
                'nice': cpu.times.nice,
                'sys': cpu.times.sys,
                'idle': cpu.times.idle,
                'irq': cpu.times.irq,
            }
            for cpu in system.cpus()
        ],
    }
    if not settings.exclude_network:
        found.networkInterfaces = network_interfaces(system)
    found.host = system.hostname()
    return found


def network_interfaces(system: object) -> list:
    found = []
    for name, addresses in Object.entries(system.networkInterfaces()):
        for address in addresses:
            shown = {
                'name': name,
                'internal': address.internal,
                'mac': address.mac,
                'address': address.address,
                'netmask': address.netmask,
                'family': address.family,
            }
            if address.family == 'IPv6':
                shown.scopeid = address.scopeid
            found.push(shown)
    return found


def javascript_stack(error: object) -> object:
    """The first line of the stack, the other lines, and the error's own properties as text."""
    if js_typeof(error) != 'object' or error is None:
        return {'message': 'No stack.', 'stack': ['Unavailable.'], 'errorProperties': {}}
    stack = error.stack
    if js_typeof(stack) != 'string':
        return {'message': String(error), 'stack': ['Unavailable.'], 'errorProperties': {}}
    lines = stack.split('\n')
    return {
        'message': lines[0],
        'stack': [line.trim() for line in lines.slice(1)],
        'errorProperties': properties_of(error),
    }


def properties_of(error: object) -> object:
    found = {}
    for key in Object.keys(error):
        if key != 'stack' and key != 'message':
            try:
                found[key] = String(error[key])
            except Exception:
                continue
    return found


def default_name(settings: ReportSettings) -> str:
    """report.YYYYMMDD.HHMMSS.PID.THREAD.NUMBER.json, in local time."""
    now = Date()
    day = f'{now.getFullYear()}{pad_left(str(now.getMonth() + 1), 2, "0")}{pad_left(str(now.getDate()), 2, "0")}'
    time = ''.join([pad_left(str(part), 2, '0') for part in [now.getHours(), now.getMinutes(), now.getSeconds()]])
    thread = current_realm().require('worker_threads').threadId
    return f'report.{day}.{time}.{current_realm().process.pid}.{thread}.{pad_left(str(settings.next_number()), 3, "0")}.json'


def write_report(settings: ReportSettings, event: str, trigger: str, file: object, error: object) -> str:
    """Returns the name of the file written; '' on failure. `stdout` and `stderr` name the streams, as in Node."""
    realm = current_realm()
    name = (file if js_typeof(file) == 'string' and file != '' else settings.filename) or default_name(settings)
    if name in _STREAMS:
        stream = 1 if name == 'stdout' else 2
        text = realm.encode(report_text(settings, event, trigger, name, error) + '\n')
        realm.system.write_wait(stream, text, 0, text.length)
        return name
    path = name if settings.directory == '' else f'{settings.directory}/{name}'
    text = realm.encode(report_text(settings, event, trigger, name, error) + '\n')
    done = realm.system.write_file(path, text)
    if done < 0:
        realm.write_error(
            f'\nFailed to open Node.js report file: {name}{" directory: " + settings.directory if settings.directory != "" else ""} (errno: {-done})\n'
        )
        return ''
    realm.write_error(f'\nWriting Node.js report to file: {name}\nNode.js report completed\n')
    return name
