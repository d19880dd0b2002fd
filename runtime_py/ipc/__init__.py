"""ipc: channels between processes, in shared memory. Pure; is given memory and addresses, and never allocates.

    ring        octets between one writer and one reader
    waitqueue   lists of waiting threads; bells that wake them
    pipe        a ring with two ends
    tty         a terminal: the line discipline over two rings; termios has its modes
    socket      streams and listeners of the loopback; datagram; states has their steps
    names, hosts, ip, ip_text     names of hosts, addresses

What holds: the caller holds sys's lock. A typical sequence: pipe.write -> ring -> waitqueue: the reader's bell.

docs/rooms/processes.md."""
