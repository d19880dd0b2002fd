"""ipc: channels between processes, in shared memory. Pure; is given memory and addresses, and never allocates.

    ring        octets between one writer and one reader
    waitqueue   lists of waiting threads; bells that wake them
    pipe        a ring with two ends
    tty         a terminal: the line discipline over two rings; termios has its modes
    socket      streams and listeners of the loopback; datagram
    names, hosts, ip   names of hosts, addresses

The caller holds sys's lock."""
