"""api: the embed API, in the page: the names and behaviour of @webcontainer/api, and more.

    main, instances, web_container, machine_requests     boot and the machine's methods
    boot_request, boot_options, limits, scheduling, workspaces     the options of boot, checked before anything starts
    kernel_link, request_link, heartbeat, worker_maker, waiting     the kernel worker: messages, liveness, workers for it
    process, process_control, spawning, output_log, output_queue, marks     processes and their streams
    filesystem, tree, archives, exporter, zip_file, msgpack, copying, stats, paths, globs, encodings, octets     files
    previews, preview_origins, sandboxed_previews, preview_script, stray_frames     previews
    gateway_line, machine_fetch, port_events     servers in the machine
    isolation, content_policy, refusals, wall    what the page needs, and errors that explain it
    permissions, memory_measure, events, listener_events, errors, transferables     questions to the person; small parts
    apart, apart_link, machine_frame             a machine on another origin than the page's
    utils, connect, account, internal            the other entry points

What holds: the page never waits for a lock; each request to the kernel has an answer or fails with a code. A typical
sequence: boot -> boot_options -> isolation -> kernel_link.start -> web_container.spawn -> spawning -> process.

docs/EMBED.md, docs/rooms/protocol.md."""
