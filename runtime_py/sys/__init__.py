"""sys: the system calls, programs' only way into the machine. Pure.

    layout, structures    the area in shared memory, and the structures in it
    kinds/                a module for each kind of open file
    machine               the structures with the kinds
    processes, threads    the process table; signals; further threads
    context               a process's state for its calls: working folder, umask, descriptors
    calls/                the owners of the calls, one class per subject
    table, flat, system   the list of calls; `System`, one per process, has a method for each
    front                 puts accounting, policy or a message transport before the table
    reactor               which descriptors are ready, which children ended, which signals arrived
    devices, ptys, procfs, proc_text     everything that isn't a plain file
    http1, http1_requests, http_client, websocket, wire, proxies     protocols that several rooms speak, sans I/O

A call returns a value >= 0 or -errno. Locks are taken in the order sys, file system, heap. docs/rooms/sys.md,
docs/rooms/processes.md."""
