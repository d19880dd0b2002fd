"""kernel: the control plane, in the kernel worker. Programs' data doesn't pass through it.

    main, boot, kernel                    what exists before the workspace's files; what runs the machine
    page_link, messages, verbs, operations     the page's requests; validation of every message; the table of verbs
    reports, file_ops, path_watch         what the page is told; its files
    supervisor, threads, programs, process_main, parts/, object_transfer     programs: started, ended
    pool, states, spares, rehearsal, start_gate, page_workers, program_scripts, script_pieces, walls     workers, kept warm
    last_words, last_printed, stuck_locks, program_locks, lock_questions      what is left when one ends
    sessions, session_input, session_output     processes of the page and their terminals
    persistence, contents, checkpoints, rollbacks, rebuilding, quarantine, quota, store_check, storage_refusals     IndexedDB
    mounts, image, disk_folder            mounts whose contents come from elsewhere
    gateway, gateway_*, preview_lines, ports_watch, last_listeners, dev_sockets, shown_targets     servers for previews
    network                               starts the network worker
    base_system, root_files               files that boot creates; files that only the kernel writes
    policies, confinements, decisions, policy_desk, policy_enforcement, policy_watch, permissions     what programs may
    confined_programs                     programs without shared memory
    watchmen, observing, behaviour, restraints, firewall_desk, audit_log, audited, once     what they do
    scheduler, resource_watch, call_times, memory_division     who runs, and what that costs
    predictor, model_file, preparing, prefetching, quiet_programs, start_notes, compiled_modules, serve_tools     ahead of time

What holds: the kernel never waits for a program; a worker's slot is freed after its worker is terminated. A typical
sequence: a Launch -> supervisor -> pool.take -> process_main -> the program -> supervisor._end -> a zombie.

docs/rooms/processes.md, docs/rooms/protocol.md, docs/rooms/previews.md."""
