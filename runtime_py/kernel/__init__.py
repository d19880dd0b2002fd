"""kernel: the control plane, in the kernel worker. It is never in the way of a program's data.

    main, kernel, page_link, messages     boot; the page's requests; every message checked
    supervisor, pool, page_workers, threads, programs, process_main, parts/     workers: warm, started, ended
    sessions, session_input, session_output     processes of the page and their terminals
    persistence, contents, checkpoints, rollbacks, rebuilding, quarantine, quota, store_check     files in IndexedDB
    mounts, image, disk_folder            mounts whose contents come from elsewhere
    gateway, gateway_*, preview_lines, ports_watch, last_listeners     servers for previews
    network                               starts the network worker
    tree                                  files that a machine has at boot
    stuck_locks                           a holder that doesn't let go

docs/rooms/processes.md, docs/rooms/protocol.md, docs/rooms/previews.md."""
