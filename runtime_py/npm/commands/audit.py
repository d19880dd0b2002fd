"""npm audit: what the registry's advisories say of the installed packages; exit code 1 if there is something. npm audit
fix: updates what can be, with --force beyond the ranges of package.json."""

from __future__ import annotations

from runtime_py.npm.audit.report import as_json, details, exit_code
from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.install.auditing import make_audit
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.install.report import report_install
from runtime_py.npm.registry.registry import AdvisoryError
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    word = session.words[0] if len(session.words) > 0 else ''
    if word == 'signatures':
        raise NpmError('EUNSUPPORTED', '`npm audit signatures` is not supported in this machine.')
    if session.is_global:
        raise NpmError('EAUDITGLOBAL', '`npm audit` does not support testing globals')
    return await (_fix(session) if word == 'fix' else _report(session))


async def _report(session: Session) -> int:
    if session.config.flag('package-lock'):
        session.config.layers[0].values.set('package-lock-only', ['true'])
    tree = present_tree(session)
    audit = make_audit(session, tree)
    try:
        await audit.run()
    except NpmError as error:
        _tell(session, error)
        raise NpmError('', 'audit endpoint returned an error')
    if session.config.flag('json'):
        session.print_json(as_json(audit))
    else:
        session.print(details(audit))
    return exit_code(audit, session.config.text('audit-level') or 'low')


def _tell(session: Session, error: NpmError) -> None:
    session.warn(f'audit {error.message}')
    if not isinstance(error, AdvisoryError):
        return
    if session.config.flag('json'):
        session.print_json(
            Map(
                [
                    ['message', error.message],
                    ['method', 'POST'],
                    ['uri', error.url],
                    ['statusCode', error.status],
                    ['body', error.body],
                ]
            )
        )
    else:
        session.print(error.body)


async def _fix(session: Session) -> int:
    if not session.config.flag('package-lock'):
        raise usage_error('audit', 'fix cannot be used without a package-lock')
    request = Request(session.prefix)
    request.choose(session)
    request.fixes = True
    done = await install(session, request)
    report_install(session, done, False)
    return 0 if done.audit is None else exit_code(done.audit, session.config.text('audit-level') or 'low')
