"""network: the network worker, the one way from programs to other hosts.

    main, connection, preface     a program's connection, and what it asks before HTTP
    door                          whether it may
    exchange, request_headers, reply, problems     one request by the browser's fetch
    proxying, websocket_tunnel    by a proxy; WebSockets

docs/rooms/network.md."""
