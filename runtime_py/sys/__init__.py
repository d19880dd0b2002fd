"""sys: the system calls, programs' only way into the machine. Pure.

    layout, structures    the area in shared memory, and the structures in it
    kinds/                a module for each kind of open file
    machine               the structures with the kinds; mount_table, mailboxes
    processes, threads    the process table (states, table_texts); signals; further threads
    accounts, usage, cpu_time, activity, pressure, limits, file_size     what each uses and may use
    context, gate         a process's state for its calls: working folder, umask, descriptors
    calls/                the owners of the calls, one class per subject
    table, flat, system   the list of calls; `System`, one per process, has a method for each
    front                 puts accounting, policy or a message transport before the table: policy_front, observer,
                          messages/; policy_moves, permission_wait, confined_environment, project
    reactor, watching, ready_order
                          which descriptors are ready and which is first, which children ended, which signals arrived
    backends, devices, ptys, procfs, proc_text, proc_limits, proc_net, proc_usage     everything that isn't a plain file
    host_lookup, http_url, http1, http1_requests, http_client, http_ranges, http_cache, websocket, wire, proxies
                          protocols that several rooms speak, sans I/O

A call returns a value >= 0 or -errno. Locks are taken in the order sys, file system, heap. A typical sequence:
System.read (flat) -> calls/descriptors -> kinds/pipe -> ipc -> the reactor of the waiting process.

docs/rooms/sys.md, docs/rooms/processes.md."""
