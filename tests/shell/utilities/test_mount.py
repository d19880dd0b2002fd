"""mount, umount, df: messages and statuses of util-linux and coreutils. Images and folders need the kernel:
tests/machine/test_mounts.py."""

from tests.shell.machine_support import Box


async def test_mount_and_umount():
    box = Box()
    assert await box.out('mkdir m; mount -v -t tmpfs -o size=64k,mode=700 mem m; stat -c %a m; mount -t tmpfs') == (
        'mount: mem mounted on /home/user/m.\n700\nmem on /home/user/m type tmpfs (rw,relatime,size=64k)\n'
    )
    assert await box.out(
        'mount -o remount,ro m; touch m/x 2>&1; mount -o remount,size=1m m; mount -t tmpfs; mount -o remount,rw m; touch m/x; umount -v m'
    ) == (
        "touch: cannot touch 'm/x': Read-only file system\nmem on /home/user/m type tmpfs (ro,relatime,size=1024k)\numount: m unmounted\n"
    )
    assert (
        await box.out('mount -t tmpfs -o size=50% mem m; stat -c %a m; df -h m | tail -1; umount m')
        == '1777\nmem             252M     0  252M   0% /home/user/m\n'
    )


async def test_what_is_not_mounted():
    box = Box()
    await box.sh('mkdir m; echo > file')
    for script, said, status in [
        (
            'mount -t nfs host:/x m',
            "mount: /home/user/m: unknown filesystem type 'nfs' (there are tmpfs, zip, folder).",
            32,
        ),
        ('mount --bind m m', "mount: /home/user/m: 'bind' is not supported.", 32),
        ('mount -o bind m m', "mount: /home/user/m: 'bind' is not supported.", 32),
        ('mount -t tmpfs -o noexec x m', "mount: /home/user/m: 'noexec' is not supported.", 32),
        ('mount -t tmpfs -o size=big x m', "mount: /home/user/m: bad option 'size=big'.", 32),
        ('mount /dev/sda1 m', 'mount: /home/user/m: special device /dev/sda1 does not exist.', 32),
        ('mount -t tmpfs x nope', 'mount: /home/user/nope: mount point does not exist.', 32),
        ('mount -t tmpfs x file', 'mount: /home/user/file: mount point is not a directory.', 32),
        ('mount -o remount,ro m', 'mount: /home/user/m: mount point not mounted or bad option.', 32),
        ('mount nope', "mount: nope: can't find in /etc/fstab.", 1),
        ('umount m', 'umount: m: not mounted.', 32),
        ('umount nope', 'umount: nope: no mount point specified.', 32),
        ('umount /', 'umount: /: target is busy.', 32),
        ('mount -t tmpfs x m; (exec 3>m/open; umount m)', 'umount: m: target is busy.', 32),
    ]:
        found = await box.sh(script)
        assert [found.err, found.status] == [said + '\n', status]


async def test_df():
    box = Box()
    await box.sh('mkdir m; mount -t tmpfs -o size=1m mem m; printf %10000s > m/x')
    assert (
        await box.out('df m')
        == 'Filesystem     1K-blocks  Used Available Use% Mounted on\nmem                 1024    12      1012   2% /home/user/m\n'
    )
    assert (
        await box.out('df -hT m/x')
        == 'Filesystem     Type   Size  Used Avail Use% Mounted on\nmem            tmpfs  1.0M   12K 1012K   2% /home/user/m\n'
    )
    assert (
        await box.out('df -P m')
        == 'Filesystem     1024-blocks  Used Available Capacity Mounted on\nmem                   1024    12      1012       2% /home/user/m\n'
    )
    assert await box.out('df -i m | head -1; df -m m | head -1; df -B 4096 m | tail -1; df -B1 m | head -1') == (
        'Filesystem     Inodes IUsed IFree IUse% Mounted on\nFilesystem     1M-blocks  Used Available Use% Mounted on\n'
        'mem                  256     3       253   2% /home/user/m\nFilesystem     1B-blocks  Used Available Use% Mounted on\n'
    )
    assert (
        await box.out('df -t tmpfs --total | tail -1; df -x tmpfs -x idb')
        == 'total               1024    12      1012   2% -\ndf: no file systems processed\n[1]'
    )
    assert await box.out('df nope') == 'df: nope: No such file or directory\n[1]'
