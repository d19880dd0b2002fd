"""api: the embed API, in the page: the names and behaviour of @webcontainer/api, and more.

    main, web_container          boot and the machine's methods
    boot_options                 the options of boot, checked before anything starts
    kernel_link, heartbeat, worker_maker     the kernel worker: messages, liveness, workers created for it
    process, spawning, output_log, output_queue     processes and their streams
    filesystem, tree, archives, exporter, zip_file, msgpack, copying, stats     files
    previews, preview_origins, sandboxed_previews, preview_script, stray_frames, gateway_line, machine_fetch     servers
    isolation, content_policy, refusals      what the page needs, and errors that explain it
    utils, connect, account, internal        the other entry points

docs/EMBED.md, docs/rooms/protocol.md."""
