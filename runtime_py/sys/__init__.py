"""sys: the system calls, the one door from programs to the machine. Pure.

    layout, machine       the area in shared memory, and everything that is joined over it
    processes, threads    the process table; signals; further threads
    base < files < mounts < opening < descriptors < terminals < sockets < outside < datagrams < children < threads < system
                          `System`, one per process: calls by subject
    reactor               which descriptors are ready, which children ended, which signals came
    devices, ptys, procfs, proc_text, open_things     what is no plain file
    http1, http1_requests, http_client, websocket, wire, proxies     protocols that several rooms speak, sans I/O

A call returns a value >= 0 or -errno. Locks are taken in the order sys, file system, heap. docs/rooms/sys.md, docs/rooms/processes.md."""
