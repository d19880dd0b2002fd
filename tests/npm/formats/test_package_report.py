"""A report's lines, and two reports compared."""

from runtime_py.npm.formats.package_report import NOT_OBSERVED, TOPICS, PackageReport, compared


def make(identity, found):
    report = PackageReport(identity)
    for topic, text in found:
        report.add(topic, text)
    return report


def test_lines():
    lines = make(
        'a@1', [['licence', 'MIT'], ['hosts', 'x:1'], ['hosts', 'y\x1b:2'], ['hosts', 'x:1'], ['read', '']]
    ).lines()
    assert lines[0] == 'a@1'
    assert '  licence: MIT' in lines
    at = lines.index('  hosts that it tried to reach:')
    assert lines[at + 1 : at + 3] == ['    x:1', '    y?:2']
    assert '  files that it read outside of its folder: none' in lines
    assert lines[len(lines) - 1].strip() == NOT_OBSERVED[2]


def test_many_are_counted():
    lines = make('a@1', [['globals', f'g{k}'] for k in range(40)]).lines()
    assert '    and 10 more' in lines


def test_compared():
    one = make('a@1', [['licence', 'MIT'], ['hosts', 'x:1']])
    other = make('a@2', [['licence', 'MIT'], ['hosts', 'y:1'], ['scripts', 'install: x']])
    lines = compared(one, other)
    assert lines[:6] == [
        'a@1 -> a@2',
        '  install scripts:',
        '    + install: x',
        '  hosts that it tried to reach:',
        '    + y:1',
        '    - x:1',
    ]
    assert compared(one, one)[1] == '  no difference was observed'


def test_value():
    value = make('a@1', [['hosts', 'x:1']]).value()
    assert value.get('package') == 'a@1'
    assert value.get('hosts') == ['x:1']
    assert value.size == len(TOPICS) + 2
