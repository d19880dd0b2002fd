"""A plan of renames, and staging folders."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.npm.install.staging import Staging
from runtime_py.npm.install.swap import Swap
from tests.npm.machine_support import Box


def make() -> list:
    box = Box()
    box.system.mkdir('/app/node_modules', 0o755)
    box.system.mkdir('/app/node_modules/a', 0o755)
    box.write('/app/node_modules/a/f', 'old')
    disk = Disk(box.system)
    staging = Staging(disk, '/home/user/.npm', '/app')
    return [box, staging, Swap(disk, staging)]


def test_the_plan_is_seen_before_it_is_done() -> None:
    box, staging, swap = make()
    fresh = staging.place('/app/node_modules/a')
    assert staging.holds(fresh) and not staging.holds('/app')
    box.system.mkdir(fresh, 0o755)
    box.write(fresh + '/f', 'new')
    swap.put_away('/app/node_modules/a')
    assert not swap.exists('/app/node_modules/a') and box.read('/app/node_modules/a/f') == 'old'
    swap.move(fresh, '/app/node_modules/a')
    assert swap.exists('/app/node_modules/a/f') and swap.real('/app/node_modules/a/f') == fresh + '/f'
    swap.symlink('../a/f', '/app/node_modules/.bin/a')
    assert swap.link_target('/app/node_modules/.bin/a') == '../a/f'
    assert box.names('/app/node_modules') == ['a'] and box.read('/app/node_modules/a/f') == 'old'
    staging.close()


def test_leftovers_of_a_killed_run_are_cleared() -> None:
    box, staging, _ = make()
    box.system.mkdir(staging.place('/app/x'), 0o755)
    assert len(box.names('/home/user/.npm/_staging')) == 1
    other = Staging(Disk(box.system), '/home/user/.npm', '/app')
    other.clear_leftovers()
    assert len(box.names('/home/user/.npm/_staging')) == 1  # it is locked
    staging.close()
    assert box.names('/home/user/.npm/_staging') in [['-'], []]
