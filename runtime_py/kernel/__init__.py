"""kernel: the control plane, in the kernel worker. Programs' data doesn't pass through it.

    main, kernel, page_link, messages     boot; the page's requests; validation of every message
    supervisor, pool, page_workers, threads, programs, process_main, parts/     workers: warmed, started, ended
    sessions, session_input, session_output     processes of the page and their terminals
    persistence, contents, checkpoints, rollbacks, rebuilding, quarantine, quota, store_check     files in IndexedDB
    mounts, image, disk_folder            mounts whose contents come from elsewhere
    gateway, gateway_*, preview_lines, ports_watch, last_listeners     servers for previews
    network                               starts the network worker
    tree                                  files that boot creates
    stuck_locks                           a worker that doesn't release a lock

docs/rooms/processes.md, docs/rooms/protocol.md, docs/rooms/previews.md."""
