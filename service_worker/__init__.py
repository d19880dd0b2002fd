"""service_worker: the worker between pages and servers in the machine, and the scripts that it puts into preview pages.

    main, requests, routing, settings, instance     which answer a fetch event gets
    precache, isolation, error_codes, pages         Terrarium's own files, offline; headers; pages of our own
    gateway, request_headers, request_body, upload_reports, lost_pages     a preview's request on its way to the kernel
    preview_response, preview_page, preview_scripts, html, embedded_text, worker_script, downloads     and the response back
    slow_pages, slow_header                         a server that takes long
    page_clients, ports_of_clients, private_paths   who asks, and for which port
    own_origins, origin/                            previews with origins of their own
    sandboxing, sandbox/                            previews of null origin
    preview/                                        the shim of pages whose preview is a path

What holds: a page of a preview is never believed to be a page of the machine (page_clients). A typical sequence: main ->
requests -> routing -> gateway -> the kernel -> preview_response.

docs/rooms/previews.md, docs/rooms/origins.md."""
