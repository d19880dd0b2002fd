"""internalBinding('os'): information about the machine. The processors are the browser's; the load is that of programs
(sys/cpu_time.py)."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import message_of, name_of
from runtime_py.platform.host import host_navigator


def create(realm: object, binding_data: object) -> object:
    cores = host_navigator.hardwareConcurrency or 1

    def cpus():
        found = []
        split = realm.system.machine_cpu()
        idle = realm.system.machine_idle()
        for _ in range(cores):
            # model, speed, user, nice, sys, idle, irq: a browser doesn't report which processor ran a thread, so the
            # total is divided equally
            found.push(
                'Virtual CPU',
                0,
                Math.round(split.user / cores),
                0,
                Math.round(split.system / cores),
                Math.round(idle / cores),
                0,
            )
        return found

    def hostname():
        content = realm.system.read_file('/etc/hostname')
        return 'localhost' if js_typeof(content) == 'number' else decode(content).trim()

    def user_info(options, context):
        info = {'uid': 1000, 'gid': 1000, 'username': 'user', 'homedir': '/home/user', 'shell': '/bin/bash'}
        if options is not None and options.encoding == 'buffer':
            for name in ['username', 'homedir', 'shell']:
                info[name] = realm.require('buffer').Buffer['from'](info[name])
        return info

    def failed(context, result, name):
        context.errno = result
        context.code = name_of(-result)
        context.message = message_of(-result)
        context.syscall = name

    def set_priority(pid, priority, context):
        result = realm.system.setpriority(pid, priority)
        if result < 0:
            failed(context, result, 'uv_os_setpriority')
        return result

    def uptime():
        return (now_ms() - realm.system.processes.started_of(0)) / 1000

    def get_priority(pid, context):
        result = realm.system.getpriority(pid)
        if result < 0:
            failed(context, result, 'uv_os_getpriority')
            return js_undefined
        return result - 20

    return {
        'getHostname': hostname,
        'getLoadAvg': lambda out: out.set(realm.system.load_averages()),
        'getUptime': uptime,
        'getTotalMem': lambda: realm.system.memory_total(),
        'getFreeMem': lambda: realm.system.memory_total() - realm.system.memory_used(),
        'getCPUs': cpus,
        'getAvailableParallelism': lambda: cores,
        'getInterfaceAddresses': lambda: [
            'lo',
            '127.0.0.1',
            '255.0.0.0',
            'IPv4',
            '00:00:00:00:00:00',
            True,
            -1,
            'lo',
            '::1',
            'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
            'IPv6',
            '00:00:00:00:00:00',
            True,
            0,
        ],
        'getHomeDirectory': lambda: realm.env['HOME'] or '/home/user',
        'getUserInfo': user_info,
        'getPriority': get_priority,
        'setPriority': set_priority,
        'getOSInformation': lambda context: ['Linux', '#1 Terrarium', '6.1.0-terrarium', 'x86_64'],
    }
