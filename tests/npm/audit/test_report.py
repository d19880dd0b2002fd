"""What is said of an audit."""

from runtime_py.npm.audit.report import as_json, details, exit_code, install_summary, metadata, summary
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from tests.npm.audit.audit_support import about, audited

DETAILS = """# npm audit report

leaf  1.0.0
Severity: high
T - U
fix available via `npm audit fix --force`
Will install middle@2.0.0, which is a breaking change
node_modules/leaf
  middle  1.0.0
  Depends on vulnerable versions of leaf
  node_modules/middle

2 high severity vulnerabilities

To address all issues (including breaking changes), run:
  npm audit fix --force"""


async def one():
    return await audited('"dependencies": {"middle": "1"}', Map([['leaf', [about(1, 'high', '<1.1.0')]]]), [])


async def test_details():
    audit = await one()
    assert details(audit) == DETAILS
    assert install_summary(audit).endswith('\n\nRun `npm audit` for details.')


async def test_exit_codes():
    audit = await one()
    codes = [exit_code(audit, level) for level in ['low', 'high', 'critical', 'none']]
    assert codes == [1, 1, 0, 0]


async def test_nothing():
    audit = await audited('"dependencies": {"own": "1"}', Map(), [])
    assert summary(audit) == details(audit) == install_summary(audit) == 'found 0 vulnerabilities'
    assert exit_code(audit, 'info') == 0 and as_json(audit).get('vulnerabilities').size == 0


async def test_several_severities():
    answer = Map([['own', [about(1, 'low', '*')]], ['leaf', [about(2, 'critical', '1.1.0')]]])
    audit = await audited('"dependencies": {"own": "1", "leaf": "1.1.0"}', answer, [])
    assert summary(audit).startswith('2 vulnerabilities (1 low, 1 critical)')
    assert 'Some issues need review' in summary(audit)
    assert (
        stringify(metadata(audit).get('vulnerabilities'))
        == '{"info":0,"low":1,"moderate":0,"high":0,"critical":1,"total":2}'
    )
