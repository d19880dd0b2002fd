"""network: the network worker, the only way from programs to other hosts.

    main, connection, preface     a program's connection, and its requests before HTTP
    door, passage                 whether a connection is allowed, by where it leads and by the program's policy
    exchange, request_headers, reply, problems     one request by the browser's fetch
    proxying, websocket_tunnel    through a proxy; WebSockets

What holds: no request leaves before door and passage allow it. A typical sequence: main accepts -> preface -> connection
-> door -> passage -> exchange -> reply.

docs/rooms/network.md."""
