"""The table of verbs (verbs.py): what the page and programs ask, and who of the kernel answers."""

from runtime_py.kernel.serve_tools import compiled_tool, page_script
from runtime_py.kernel.shown_targets import may_show
from runtime_py.kernel.verbs import Verbs
from runtime_py.platform.errno import OsError
from runtime_py.security.audit_chain import lines_of, verify
from runtime_py.sys.signals import SIGTERM


def verbs_of(kernel: object) -> Verbs:
    verbs = Verbs()
    verbs.page(_of_files(kernel))
    verbs.page(_of_processes(kernel))
    verbs.page(_of_the_page(kernel))
    verbs.page(_about_the_machine(kernel))
    verbs.both(_of_both(kernel))
    verbs.programs(_of_programs(kernel))
    return verbs


def _of_both(kernel: object) -> list:
    return [
        ['umount', lambda path: kernel.mounts.unmount(path)],
        ['usage', lambda: kernel.usage()],
        ['checkpoint.remove', lambda name: kernel.rollbacks.remove(name)],
        ['rollback', lambda name: kernel.roll_back(name)],
    ]


def _of_files(kernel: object) -> list:
    files = kernel.files
    contents = kernel.persistence.contents
    return [
        ['fs.readFile', lambda path: contents.with_contents(lambda: files.read_file(path))],
        ['fs.writeFile', lambda path, data: files.write_file(path, data)],
        ['fs.readdir', lambda path: files.readdir(path)],
        ['fs.readlink', lambda path: files.readlink(path)],
        ['fs.mkdir', lambda path, recursive: files.mkdir(path, recursive)],
        ['fs.rm', lambda path, recursive, force: files.rm(path, recursive, force)],
        ['fs.rename', lambda source, target: files.rename(source, target)],
        ['fs.stat', lambda path: files.stat(path)],
        ['fs.lstat', lambda path: files.lstat(path)],
        ['fs.symlink', lambda target, path: files.symlink(target, path)],
        ['fs.chmod', lambda path, mode: files.chmod(path, mode)],
        ['fs.utimes', lambda path, atime, mtime: files.utimes(path, atime, mtime)],
        ['fs.access', lambda path, mode: files.access(path, mode)],
        ['fs.realpath', lambda path: files.realpath(path)],
        ['fs.copyFile', lambda source, target: contents.with_contents(lambda: files.copy_file(source, target))],
        ['fs.watch', lambda path, recursive: files.watch(path, recursive)],
        ['fs.unwatch', lambda number: files.unwatch(number)],
        ['paths.watch', lambda number, roots, rules: kernel.watch_paths(number, roots, rules)],
        ['paths.unwatch', lambda number: kernel.path_watches.remove(number)],
        ['mount', lambda entries: files.mount(entries)],
        ['mount.folder', lambda handle, path, is_read_only: kernel.mount_folder(handle, path, is_read_only)],
        ['mount.image', lambda source, path: kernel.mount_image(source, path)],
        [
            'mounts',
            lambda: [
                {'source': one.source, 'path': one.path, 'type': one.kind, 'readOnly': one.is_read_only}
                for one in kernel.system.mounts()
            ],
        ],
    ]


def _of_processes(kernel: object) -> list:
    sessions = kernel.sessions
    return [
        ['spawn', lambda request: kernel.spawn(request)],
        ['input', lambda pid, data: kernel.input(pid, data)],
        ['input_end', lambda pid: sessions.get(pid).end_input()],
        ['resize', lambda pid, cols, rows: sessions.get(pid).resize(cols, rows)],
        ['kill', lambda pid, number: sessions.kill(pid, number or SIGTERM)],
        ['ack', lambda pid, count, number: sessions.acknowledge(pid, count, number or 1)],
        ['process.signal', lambda pid, number: checked(kernel.system.kill(pid, number), 'kill')],
        ['process.priority', lambda pid, nice: checked(kernel.system.set_priority_of(pid, nice), 'setpriority')],
        ['process.limits', lambda pid, limits: kernel.set_limits(pid, limits)],
    ]


def _of_the_page(kernel: object) -> list:
    return [
        ['gateway', lambda number: kernel.open_gateway(number)],
        ['gateway.page', lambda: kernel.open_page_line()],
        ['gateway.preview', lambda port: kernel.preview_lines.introduce(port)],
        ['gateway.lost', lambda number: kernel.gateway.drop(number)],
        ['worker.failed', lambda *args: kernel.page_workers.failed(*args)],
        ['ping', lambda: None],
        ['teardown', lambda: kernel.teardown()],
    ]


def _about_the_machine(kernel: object) -> list:
    quarantine = kernel.persistence.quarantine
    return [
        ['sync', lambda: kernel.persistence.sync_or_raise()],
        ['resources', lambda: kernel.resources.now()],
        ['resources.history', lambda: kernel.resources.history()],
        ['resources.watch', lambda on: kernel.resources.watch(on)],
        ['resources.measured', lambda workers: kernel.resources.measured(workers)],
        ['predict.group', lambda: kernel.predictor.group()],
        ['checkpoints', lambda: kernel.rollbacks.newest_first()],
        ['checkpoint', lambda name: kernel.rollbacks.create(name, False)],
        ['audit.read', lambda: kernel.audit_log.text()],
        ['audit.verify', lambda: verify(lines_of(kernel.audit_log.text()), kernel.audit_log.head)],
        ['audit.follow', lambda on: kernel.follow_audit(on)],
        ['audit.preview', lambda kind, port, text: kernel.audited.previewed(kind, port, text)],
        ['firewall', lambda op, args: kernel.watchmen.answer('firewall', op, args)],
        ['behaviour', lambda op, args: kernel.watchmen.answer('behaviour', op, args)],
        ['permission.follow', lambda on: kernel.policy_desk.follow(on)],
        ['permission.answer', lambda number, answer: kernel.policy_desk.answer(number, answer)],
        ['damaged', lambda: quarantine.entries()],
        ['damaged.clear', lambda: quarantine.clear()],
    ]


def _of_programs(kernel: object) -> list:
    decisions = kernel.policy_desk.decisions
    return [
        ['sync', lambda slot: kernel.persistence.sync()],
        ['confines', lambda slot: kernel.pool.can_confine()],
        ['mount', lambda slot, *args: kernel.mounts.mount(*args)],
        ['fsck', lambda slot: kernel.persistence.check()],
        [
            'checkpoints',
            lambda slot: [
                [entry['name'], entry['time'], entry['automatic']] for entry in kernel.rollbacks.newest_first()
            ],
        ],
        ['checkpoint', lambda slot, name, automatic: _name_of_checkpoint(kernel, name, automatic)],
        ['door', lambda slot, *args: kernel.policy_desk.at_door(args, slot, kernel.network.pid)],
        ['audit.head', lambda slot: [kernel.audit_log.head.number, kernel.audit_log.head.digest]],
        ['audit.note', lambda slot, kind, text: kernel.audited.noted(slot, kind, text)],
        ['scheduler', lambda slot, change: kernel.scheduler.change(change)],
        ['firewall', lambda slot, op, args: kernel.watchmen.answer_process(slot, 'firewall', op, args)],
        ['behaviour', lambda slot, op, args: kernel.watchmen.answer_process(slot, 'behaviour', op, args)],
        ['tool', lambda slot, name: compiled_tool(name)],
        ['page-script', lambda slot, name: page_script(name)],
        ['xdg-open', lambda slot, target: _open_target(kernel, decisions, slot, target)],
        ['dev-server', lambda slot, text: kernel.link.post({'event': 'dev-server', 'text': text}, [])],
        ['code', lambda slot, kind, files: _open_files(kernel, decisions, slot, kind, files)],
    ]


async def _name_of_checkpoint(kernel: object, name: str, automatic: bool) -> str:
    return (await kernel.rollbacks.create(name, automatic))['name']


async def _open_target(kernel: object, decisions: object, slot: int, target: str) -> None:
    await may_show(decisions, slot, target)
    kernel.link.post({'event': 'xdg-open', 'text': target}, [])


async def _open_files(kernel: object, decisions: object, slot: int, kind: str, files: list) -> None:
    for file in files:
        await may_show(decisions, slot, file[0])
    kernel.link.post({'event': 'code', 'type': kind, 'files': files}, [])


def checked(result: int, call: str) -> None:
    if result < 0:
        raise OsError(-result, call)
