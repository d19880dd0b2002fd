"""The project of a working folder."""

from runtime_py.sys.project import project_of


def project(cwd, files):
    return project_of(cwd, '/home/user', lambda path: path in files)


def test_projects():
    assert project('/home/user/app/src', ['/home/user/app/package.json']) == '/home/user/app'
    assert (
        project('/home/user/app/packages/a', ['/home/user/app/package.json', '/home/user/app/packages/a/package.json'])
        == '/home/user/app'
    )
    assert project('/home/user/app/src', []) == '/home/user/app/src'
    assert project('/home/user', ['/home/user/package.json']) == '/home/user'
    assert project('/home/user/a/b', ['/home/user/package.json', '/home/user/a/.git']) == '/home/user/a'
    assert project('/srv/a/b', ['/srv/a/package.json']) == '/srv/a'
    assert project('/', []) == '/'
