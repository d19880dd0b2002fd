"""What records of the audit log say of a package."""

from runtime_py.npm.formats.package_report import PackageReport
from runtime_py.npm.install.observed import add_record, is_about
from runtime_py.platform.maps import Map


def test_whose_records():
    for who in ['node (postinstall of left)', 'sh (loading of left)', 'postinstall of left']:
        assert is_about(who, 'left')
    for who in ['node', 'node (postinstall of left-pad)', 'left', 'node (postinstall of @a/left)x']:
        assert not is_about(who, 'left')


def test_topics():
    report = PackageReport('left@1.0.0')
    for fields in [
        [['kind', 'start'], ['program', '/bin/tar'], ['argv', ['tar', 'x']]],
        [['kind', 'start'], ['program', '/usr/bin/node'], ['argv', ['node', '-e', 'probe', '/tmp/npm-report-ab.json']]],
        [['kind', 'decision'], ['action', 'connect'], ['object', 'a:1'], ['effect', 'deny']],
        [['kind', 'decision'], ['action', 'write'], ['object', '/a'], ['effect', 'allow']],
        [['kind', 'decision'], ['action', 'read'], ['object', '/b'], ['effect', 'deny']],
        [['kind', 'decision'], ['action', 'listen'], ['object', 'localhost:1'], ['effect', 'deny']],
        [['kind', 'behaviour'], ['reasons', ['it x']]],
        [['kind', 'start'], ['program', 5], ['argv', 'x']],
        [['kind', 'end']],
    ]:
        add_record(report, Map(fields))
    assert report.of('children') == ['tar x']
    assert report.of('hosts') == ['a:1 (refused)']
    assert report.of('written') == ['/a']
    assert report.of('read') == ['/b (refused)']
    assert report.of('refused') == ['listen localhost:1']
    assert report.of('errors') == ['suspicious: it x']
