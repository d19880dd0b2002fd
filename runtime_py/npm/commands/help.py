"""npm help [COMMAND]: lists the commands, and their usage."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.session import Session
from runtime_py.npm.versions import NPM_VERSION
from runtime_py.platform.maps import Map

_USAGE: Map[str, str] = Map(
    [
        [
            'install',
            'Install a package\n\nUsage:\nnpm install [<package-spec> ...]\n\nOptions:\n'
            '[-S|--save|--no-save|--save-prod|--save-dev|--save-optional|--save-peer]\n'
            '[-E|--save-exact] [-g|--global] [--omit <dev|optional|peer>]\n[--strict-peer-deps] [--legacy-peer-deps] [--force] [--no-package-lock]\n'
            '[--ignore-scripts] [--offline] [--prefer-offline] [--dry-run]\n\naliases: add, i, in, ins, inst, isntall',
        ],
        ['ci', 'Clean install a project\n\nUsage:\nnpm ci\n\naliases: clean-install, ic, install-clean'],
        [
            'uninstall',
            'Remove a package\n\nUsage:\nnpm uninstall [<@scope>/]<pkg>...\n\naliases: unlink, remove, rm, r, un',
        ],
        ['update', 'Update packages\n\nUsage:\nnpm update [<pkg>...]\n\naliases: up, upgrade'],
        [
            'init',
            'Create a package.json file\n\nUsage:\nnpm init [-y]\nnpm init <package-spec>\n\naliases: create, innit',
        ],
        [
            'run',
            'Run arbitrary package scripts\n\nUsage:\nnpm run <command> [-- <args>]\n\naliases: run-script, rum, urn',
        ],
        ['test', 'Test a package\n\nUsage:\nnpm test [-- <args>]\n\naliases: tst, t'],
        ['start', 'Start a package\n\nUsage:\nnpm start [-- <args>]'],
        ['stop', 'Stop a package\n\nUsage:\nnpm stop [-- <args>]'],
        ['restart', 'Restart a package\n\nUsage:\nnpm restart [-- <args>]'],
        [
            'exec',
            'Run a command from a local or remote npm package\n\nUsage:\nnpm exec -- <pkg>[@<version>] [args...]\n'
            'npm exec --package=<pkg>[@<version>] -- <cmd> [args...]\n'
            "npm exec -c '<cmd> [args...]'\n\nalias: x",
        ],
        [
            'approve-scripts',
            'Approve install scripts for specific dependencies\n\nUsage:\nnpm approve-scripts <pkg> [<pkg> ...]\n'
            'npm approve-scripts --all\nnpm approve-scripts --allow-scripts-pending\n\nOptions:\n'
            '[-a|--all] [--allow-scripts-pending] [--no-allow-scripts-pin] [--json]',
        ],
        [
            'deny-scripts',
            'Deny install scripts for specific dependencies\n\nUsage:\nnpm deny-scripts <pkg> [<pkg> ...]\n'
            'npm deny-scripts --all\n\nOptions:\n[-a|--all] [--json]',
        ],
        [
            'ls',
            'List installed packages\n\nUsage:\nnpm ls <package-spec>\n\nOptions:\n'
            '[-a|--all] [--json] [-p|--parseable] [--depth <depth>] [-g|--global]\n\nalias: list',
        ],
        [
            'explain',
            'Explain installed packages\n\nUsage:\nnpm explain <package-spec>\n\nOptions:\n'
            '[--json] [-w|--workspace <workspace-name>]\n\nalias: why',
        ],
        [
            'outdated',
            'Check for outdated packages\n\nUsage:\nnpm outdated [<package-spec> ...]\n\nOptions:\n'
            '[-a|--all] [--json] [-l|--long] [-p|--parseable] [-g|--global]\n[-w|--workspace <workspace-name>]',
        ],
        [
            'audit',
            'Run a security audit\n\nUsage:\nnpm audit [fix]\n\nOptions:\n'
            '[--audit-level <info|low|moderate|high|critical|none>] [--dry-run] [-f|--force]\n'
            '[--json] [--package-lock-only] [--no-package-lock] [--omit <dev|optional|peer>]\n[-w|--workspace <workspace-name>]',
        ],
        [
            'sbom',
            'Generate a Software Bill of Materials (SBOM)\n\nUsage:\nnpm sbom\n\nOptions:\n'
            '[--omit <dev|optional|peer>] [--package-lock-only] [--sbom-format <cyclonedx|spdx>]\n'
            '[--sbom-type <library|application|framework>] [-w|--workspace <workspace-name>] [--workspaces]',
        ],
        [
            'query',
            'Retrieve a filtered list of packages\n\nUsage:\nnpm query <selector>\n\nOptions:\n'
            '[-g|--global] [-w|--workspace <workspace-name>] [--workspaces] [--include-workspace-root]\n'
            '[--package-lock-only] [--expect-results|--expect-result-count <count>]',
        ],
        [
            'prune',
            'Remove extraneous packages\n\nUsage:\nnpm prune\n\nOptions:\n[--omit <dev|optional|peer>] [--dry-run] [--json]',
        ],
        ['dedupe', 'Reduce duplication in the package tree\n\nUsage:\nnpm dedupe\n\nalias: ddp'],
        ['find-dupes', 'Find duplication in the package tree\n\nUsage:\nnpm find-dupes'],
        [
            'install-test',
            'Install package(s) and run tests\n\nUsage:\nnpm install-test [<package-spec> ...]\n\nalias: it',
        ],
        [
            'install-ci-test',
            'Install a project with a clean slate and run tests\n\nUsage:\nnpm install-ci-test\n\nalias: cit',
        ],
        ['link', 'Symlink a package folder\n\nUsage:\nnpm link [<package-spec>]\n\nalias: ln'],
        [
            'pack',
            'Create a tarball from a package\n\nUsage:\nnpm pack <package-spec>\n\nOptions:\n'
            '[--dry-run] [--json] [--pack-destination <pack-destination>] [--ignore-scripts]\n'
            '[-w|--workspace <workspace-name>] [--workspaces]',
        ],
        [
            'rebuild',
            'Rebuild a package\n\nUsage:\nnpm rebuild [<package-spec> ...]\n\nOptions:\n'
            '[-g|--global] [--no-bin-links] [--ignore-scripts]\n\nalias: rb',
        ],
        [
            'fund',
            'Retrieve funding information\n\nUsage:\nnpm fund [<package-spec>]\n\nOptions:\n'
            '[--json] [--no-browser] [--which <fundingSourceNumber>]',
        ],
        [
            'docs',
            'Open documentation for a package in a web browser\n\nUsage:\nnpm docs [<pkgname> [<pkgname> ...]]\n\nalias: home',
        ],
        ['repo', 'Open package repository page in the browser\n\nUsage:\nnpm repo [<pkgname> [<pkgname> ...]]'],
        [
            'bugs',
            'Report bugs for a package in a web browser\n\nUsage:\nnpm bugs [<pkgname> [<pkgname> ...]]\n\nalias: issues',
        ],
        ['shrinkwrap', 'Lock down dependency versions for publication\n\nUsage:\nnpm shrinkwrap'],
        [
            'report',
            'Show what a package did when it was installed and loaded, or what differs between two versions\n\n'
            'Usage:\nnpm report <package-spec> [<package-spec>] [--json]',
        ],
        [
            'view',
            'View registry info\n\nUsage:\nnpm view [<package-spec>] [<field>[.subfield]...]\n\naliases: info, show, v',
        ],
        [
            'version',
            'Bump a package version\n\nUsage:\n'
            'npm version [<newversion> | major | minor | patch | premajor | preminor | prepatch | prerelease]',
        ],
        [
            'config',
            'Manage the npm configuration files\n\nUsage:\n'
            'npm config set <key>=<value>\nnpm config get [<key> ...]\nnpm config delete <key>\nnpm config list\n\nalias: c',
        ],
        [
            'pkg',
            'Manages your package.json\n\nUsage:\nnpm pkg set <key>=<value> [<key>=<value> ...]\nnpm pkg get [<key> [<key> ...]]\n'
            'npm pkg delete <key> [<key> ...]\nnpm pkg set [<array>[<index>].<key>=<value> ...]\nnpm pkg set [<array>[].<key>=<value> ...]\n\n'
            'Options:\n[-f|--force] [--json]\n[-w|--workspace <workspace-name> [-w|--workspace <workspace-name> ...]]\n[--workspaces]',
        ],
        [
            'publish',
            'Publish a package\n\nUsage:\nnpm publish <package-spec>\n\nOptions:\n'
            '[--tag <tag>] [--access <restricted|public|private>] [--dry-run] [--otp <otp>]\n'
            '[-w|--workspace <workspace-name>] [--workspaces] [--include-workspace-root]',
        ],
        [
            'unpublish',
            'Remove a package from the registry\n\nUsage:\nnpm unpublish [<package-spec>]\n\nOptions:\n'
            '[--dry-run] [-f|--force] [-w|--workspace <workspace-name>] [--workspaces]',
        ],
        [
            'deprecate',
            'Deprecate a version of a package\n\nUsage:\nnpm deprecate <package-spec> <message>\n\nOptions:\n'
            '[--registry <registry>] [--otp <otp>] [--dry-run]',
        ],
        [
            'undeprecate',
            'Undeprecate a version of a package\n\nUsage:\nnpm undeprecate <package-spec>\n\nOptions:\n'
            '[--registry <registry>] [--otp <otp>] [--dry-run]',
        ],
        [
            'dist-tag',
            'Modify package distribution tags\n\nUsage:\nnpm dist-tag add <package-spec (with version)> [<tag>]\n'
            'npm dist-tag rm <package-spec> <tag>\nnpm dist-tag ls [<package-spec>]\n\n'
            'Options:\n[-w|--workspace <workspace-name>] [--workspaces] [--include-workspace-root]\n\nalias: dist-tags',
        ],
        [
            'diff',
            'The registry diff command\n\nUsage:\nnpm diff [...<paths>]\n\nOptions:\n'
            '[--diff <package-spec> [--diff <package-spec> ...]] [--diff-name-only] [--diff-unified <number>]\n'
            '[--diff-ignore-all-space] [--diff-no-prefix] [--diff-src-prefix <path>] [--diff-dst-prefix <path>]\n'
            '[--diff-text] [-g|--global] [--tag <tag>] [-w|--workspace <workspace-name>] [--workspaces]',
        ],
        [
            'owner',
            'Manage package owners\n\nUsage:\nnpm owner add <user> <package-spec>\nnpm owner rm <user> <package-spec>\n'
            'npm owner ls <package-spec>\n\nOptions:\n[--registry <registry>] [--otp <otp>]\n'
            '[-w|--workspace <workspace-name>] [--workspaces]\n\nalias: author',
        ],
        [
            'access',
            'Set access level on published packages\n\nUsage:\n'
            'npm access list packages [<user>|<scope>|<scope:team>] [<package>]\n'
            'npm access list collaborators [<package> [<user>]]\nnpm access get status [<package>]\n'
            'npm access set status=public|private [<package>]\n'
            'npm access set mfa=none|publish|automation [<package>]\n'
            'npm access grant <read-only|read-write> <scope:team> [<package>]\n'
            'npm access revoke <scope:team> [<package>]\n\nOptions:\n[--json] [--otp <otp>] [--registry <registry>]',
        ],
        [
            'login',
            'Login to a registry user account\n\nUsage:\nnpm login\n\nOptions:\n'
            '[--registry <registry>] [--scope <@scope>] [--auth-type <legacy|web>]',
        ],
        [
            'adduser',
            'Add a registry user account\n\nUsage:\nnpm adduser\n\nOptions:\n'
            '[--registry <registry>] [--scope <@scope>] [--auth-type <legacy|web>]\n\nalias: add-user',
        ],
        [
            'token',
            'Manage your authentication tokens\n\nUsage:\nnpm token list\nnpm token revoke <id|token>\n'
            'npm token create\n\nOptions:\n[--name <name>] [--token-description <description>] [--expires <days>]\n'
            '[--packages <package> [--packages <package> ...]] [--packages-all]\n'
            '[--scopes <@scope> [--scopes <@scope> ...]] [--orgs <org> [--orgs <org> ...]]\n'
            '[--packages-and-scopes-permission <read-only|read-write|no-access>]\n'
            '[--orgs-permission <read-only|read-write|no-access>] [--cidr <cidr> [--cidr <cidr> ...]]\n'
            '[--bypass-2fa] [--password <password>] [--registry <registry>] [--otp <otp>]',
        ],
        [
            'profile',
            'Change settings on your registry profile\n\nUsage:\nnpm profile disable-2fa\nnpm profile get [<key>]\n'
            'npm profile set <key> <value>\n\nOptions:\n[--registry <registry>] [--json] [-p|--parseable] [--otp <otp>]',
        ],
        [
            'org',
            'Manage orgs\n\nUsage:\nnpm org set orgname username [developer | admin | owner]\n'
            'npm org rm orgname username\nnpm org ls orgname [<username>]\n\nOptions:\n'
            '[--registry <registry>] [--otp <otp>] [--json] [-p|--parseable]',
        ],
        [
            'team',
            'Manage organization teams and team memberships\n\nUsage:\nnpm team create <scope:team> [--otp <otpcode>]\n'
            'npm team destroy <scope:team> [--otp <otpcode>]\nnpm team add <scope:team> <user> [--otp <otpcode>]\n'
            'npm team rm <scope:team> <user> [--otp <otpcode>]\nnpm team ls <scope>|<scope:team>\n\nOptions:\n'
            '[--registry <registry>] [--otp <otp>] [-p|--parseable] [--json]',
        ],
        [
            'star',
            'Mark your favorite packages\n\nUsage:\nnpm star [<package-spec>...]\n\nOptions:\n'
            '[--registry <registry>] [--no-unicode] [--otp <otp>]',
        ],
        [
            'unstar',
            'Remove an item from your favorite packages\n\nUsage:\nnpm unstar [<package-spec>...]\n\nOptions:\n'
            '[--registry <registry>] [--no-unicode] [--otp <otp>]',
        ],
        [
            'stars',
            'View packages marked as favorites\n\nUsage:\nnpm stars [<user>]\n\nOptions:\n[--registry <registry>]',
        ],
        [
            'doctor',
            'Check the health of your npm environment\n\nUsage:\n'
            'npm doctor [connection] [registry] [versions] [environment] [permissions] [cache]\n\nOptions:\n'
            '[--registry <registry>]',
        ],
        [
            'explore',
            'Browse an installed package\n\nUsage:\nnpm explore <pkg> [ -- <command>]\n\nOptions:\n[--shell <shell>]',
        ],
        [
            'edit',
            'Edit an installed package\n\nUsage:\nnpm edit <pkg>[/<subpkg>...]\n\nOptions:\n[--editor <editor>]',
        ],
        ['completion', 'Tab Completion for npm\n\nUsage:\nnpm completion'],
        [
            'help-search',
            'Search npm help documentation\n\nUsage:\nnpm help-search <text>\n\nOptions:\n[-l|--long]',
        ],
        ['ping', 'Ping npm registry\n\nUsage:\nnpm ping\n\nOptions:\n[--registry <registry>]'],
        ['whoami', 'Display npm username\n\nUsage:\nnpm whoami\n\nOptions:\n[--registry <registry>]'],
        [
            'logout',
            'Log out of the registry\n\nUsage:\nnpm logout\n\nOptions:\n[--registry <registry>] [--scope <@scope>]',
        ],
        [
            'search',
            'Search for packages\n\nUsage:\nnpm search <search term> [<search term> ...]\n\nOptions:\n'
            '[--json] [-p|--parseable] [--searchlimit <number>] [--searchopts <searchopts>]\n'
            '[--searchexclude <searchexclude>] [--registry <registry>]\n\naliases: find, s, se',
        ],
        ['root', 'Display npm root\n\nUsage:\nnpm root [-g]'],
        ['prefix', 'Display prefix\n\nUsage:\nnpm prefix [-g]'],
        [
            'cache',
            'Manipulates packages and npx cache\n\nUsage:\nnpm cache add <package-spec>\nnpm cache clean [--force]\n'
            'npm cache verify\nnpm cache npx ls\nnpm cache npx rm [<key>...]',
        ],
        ['help', 'Get help on npm\n\nUsage:\nnpm help <term>'],
    ]
)


def command_names() -> list[str]:
    return list(_USAGE.keys())


def usage_of(command: str) -> str:
    return _USAGE.get(command) or ''


def usage_error(command: str, why: str) -> NpmError:
    """The command's usage, after a reason if there is one."""
    reason = why + '\n\n' if why != '' else ''
    return NpmError('EUSAGE', f'\n{reason}{usage_of(command)}\n\nRun "npm help {command}" for more info')


async def run(session: Session) -> int:
    usage = _USAGE.get(session.words[0]) if len(session.words) > 0 else None
    if usage is not None:
        session.print(usage)
        return 0
    names = ', '.join(list(_USAGE.keys()))
    session.print(
        f'npm <command>\n\nUsage:\n\nnpm install        install all the dependencies in your project\n'
        f'npm install <foo>  add the <foo> dependency to your project\n'
        f"npm test           run this project's tests\nnpm run <foo>      run the script named <foo>\nnpm <command> -h   quick help on <command>\n\n"
        f'All commands:\n\n    {names}\n\nSpecify configs in the ini-formatted file:\n    {session.user_config}\n'
        f'or on the command line via: npm <command> --key=value\n\n'
        f'npm@{NPM_VERSION} /usr/bin/npm'
    )
    return 0 if session.command == 'help' else 1
