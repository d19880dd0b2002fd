"""network: the network worker, the only way from programs to other hosts.

    main, connection, preface     a program's connection, and its requests before HTTP
    door                          whether a connection is allowed
    exchange, request_headers, reply, problems     one request by the browser's fetch
    proxying, websocket_tunnel    through a proxy; WebSockets

docs/rooms/network.md."""
