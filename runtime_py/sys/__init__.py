"""sys: the system calls, the one door from programs to the machine. Pure.

    layout, structures    the area in shared memory, and everything that is joined over it
    kinds/                a module for each kind of open file
    machine               the structures with the kinds
    processes, threads    the process table; signals; further threads
    context               what a process is to its calls: working folder, umask, descriptors
    calls/                the owners of the calls, one class a subject
    table, flat, system   which calls there are; `System`, one per process, has a method for each
    front                 accounting, policy, a transport before the table
    reactor               which descriptors are ready, which children ended, which signals came
    devices, ptys, procfs, proc_text     what is no plain file
    http1, http1_requests, http_client, websocket, wire, proxies     protocols that several rooms speak, sans I/O

A call returns a value >= 0 or -errno. Locks are taken in the order sys, file system, heap. docs/rooms/sys.md, docs/rooms/processes.md."""
