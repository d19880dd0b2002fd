"""npm login, npm adduser: gets a token from the registry, and writes it to the user's .npmrc."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.account import CREDENTIALS
from runtime_py.npm.commands.pages import open_url
from runtime_py.npm.formats.ini import set_line
from runtime_py.npm.prompts import ask_email, ask_name, ask_password
from runtime_py.npm.registry.account import Account
from runtime_py.npm.registry.login import begin_on_page, token_of_new_user, token_of_page, token_of_user
from runtime_py.npm.session import STDIN, STDOUT, Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    creates = session.command == 'adduser'
    scope = session.config.text('scope')
    scope = '@' + scope if scope != '' and not scope.startswith('@') else scope
    account = Account(session.registry, '', '' if session.config.cli.has('registry') else scope)
    session.log('notice', f'Log in on {account.base}')
    token = await _token(session, account, creates)
    _keep(session, account, scope, token)
    session.print(f'Logged in{" to scope " + scope if scope != "" else ""} on {account.base}.')
    return 0


async def _token(session: Session, account: Account, creates: bool) -> str:
    pages = await begin_on_page(account, creates) if session.config.text('auth-type') == 'web' else None
    if pages is not None:
        title = 'Create your account at' if creates else 'Login at'
        await _show(session, title, pages.open)
        return await token_of_page(account, pages.done)
    name = await ask_name(session, 'Username:', account.user())
    password = await ask_password(session, 'Password:')
    if not creates:
        return await token_of_user(account, name, password)
    return await token_of_new_user(
        account, name, password, await ask_email(session, 'Email (this will be public):', '')
    )


async def _show(session: Session, title: str, url: str) -> None:
    """The address is printed in any case: a browser may not let us open a page that nobody clicked for."""
    if session.config.flag('json'):
        session.print_json(Map([['title', title], ['url', url]]))
    else:
        session.print(f'{title}:\n{url}')
    await session.flush()
    has_terminal = session.system.isatty(STDIN) and session.system.isatty(STDOUT)
    if has_terminal and session.config.flag_or_none('browser') is not False:
        await open_url(session, url, 'Browser unavailable. Please open the URL manually')


def _keep(session: Session, account: Account, scope: str, token: str) -> None:
    text = session.disk.read_text(session.user_config) or ''
    for key in CREDENTIALS:
        text = set_line(text, f'{account.location}:{key}', None)
    text = set_line(text, f'{account.location}:_authToken', token)
    if scope != '':
        text = set_line(text, f'{scope}:registry', account.base)
    session.write_files(Map([[session.user_config, text]]))
    session.disk.set_mode(session.user_config, 0o600)


COMMANDS: list[Any] = [['login', run], ['adduser', run]]
