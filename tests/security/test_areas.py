"""What paths are to a program."""

from runtime_py.security.areas import (
    HOME,
    OUTPUT,
    PACKAGES,
    POLICY,
    PROGRAMS,
    PROJECT,
    SCRATCH,
    SECRETS,
    SETTINGS,
    STARTUP,
    SYSTEM,
    Areas,
    Surroundings,
    area_of,
)

AROUND = Surroundings('/home/user', '/home/user/app')
TABLE = [
    [PROJECT, ['/home/user/app/src/a.js', '/home/user/app/.gitignore', '/home/user/app/.env.example']],
    [PACKAGES, ['/home/user/app/node_modules/x/a.js', '/home/user/app/sub/node_modules/x', '/usr/lib/node_modules/npm/x']],
    [SECRETS, ['/home/user/.npmrc', '/home/user/.ssh/id_rsa', '/home/user/.aws/credentials', '/home/user/other/.env', '/home/user/app/.netrc']],
    [SETTINGS, ['/home/user/app/.env', '/home/user/app/api/.env.local', '/home/user/app/.npmrc']],
    [HOME, ['/home/user/notes.txt', '/home/user/other/src/x.js', '/home/user/application/x']],
    [STARTUP, ['/home/user/.bashrc', '/home/user/app/.git/hooks/pre-commit', '/home/user/app/.husky/x', '/etc/profile', '/home/user/o/.git/hooks/x']],
    [PROGRAMS, ['/usr/bin/node', '/bin/sh', '/home/user/.local/bin/x', '/usr/local/bin/y']],
    [POLICY, ['/home/user/app/.terrarium/policy.json', '/var/log/audit/current', '/var/lib/terrarium/firewall']],
    [SYSTEM, ['/etc/passwd', '/', '/home', '/home/username/x', '/mnt/data']],
    [SCRATCH, ['/tmp/x', '/home/user/.cache/x/y', '/home/user/.npm/_cacache/x', '/dev/null', '/proc/self/maps']],
    [OUTPUT, ['/home/user/app/dist/a.js', '/home/user/app/.next/x', '/home/user/app/coverage/x']],
]  # fmt: skip


def test_areas():
    for area, paths in TABLE:
        for path in paths:
            assert area_of(path, AROUND) == area, path


def joined(path):
    return '/home/user/app/' + path


def test_paths_that_are_not_clean():
    areas = Areas(AROUND, joined)
    for _ in range(2):
        for path, area in [
            ['/home/user/app/../.npmrc', SECRETS],
            ['/home/user/app/../notes', HOME],
            ['/home/user/app/./src//x.js', PROJECT],
            ['../notes', HOME],
            ['src/a.js', PROJECT],
            ['a.js', PROJECT],
            ['/home/user/app/', PROJECT],
            ['/', SYSTEM],
            ['', PROJECT],
            ['.env', SETTINGS],
            ['.env.example', PROJECT],
            ['a', PROJECT],
        ]:
            assert areas.of(path) == area, path


def test_remembered_areas_are_the_same():
    areas = Areas(AROUND, joined)
    for _ in range(2):
        for area, paths in TABLE:
            for path in paths:
                assert areas.of(path) == area, path


def test_a_project_that_contains_the_home_folder_is_none():
    for project in ['/', '/home', '/home/user', '']:
        around = Surroundings('/home/user', project)
        assert area_of('/home/user/a.js', around) == PROJECT
        assert area_of('/home/user/.npmrc', around) == SECRETS
        assert area_of('/etc/passwd', around) == SYSTEM
    assert area_of('/srv/app/a.js', Surroundings('/home/user', '/srv/app')) == PROJECT
    assert area_of('/home/user/a.js', Surroundings('/home/user', '/srv/app')) == HOME
