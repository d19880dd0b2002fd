"""ide: the page, built only on the public API.

    main, document, layout, dom, theme, part_keys     arrangement of the page
    file_tree, tree_node, editor, editor_setup, file_text, folder_watches
    terminals, terminal, drawing, sequence_limits, sequence_strings, clipboard_note    xterm.js, limits on its input
    preview, preview_history, dev_servers, status, problems, source_places, links, resume_offer
    workspace_dialog, workspace_names, loss_dialog, permission_dialog, live_dialog, mounts_section, downloads
    monitor/, audit/                         panels that are loaded when they are opened

What holds: what a program sends is data, never markup. A typical sequence: main -> api boot -> terminals -> terminal ->
a key -> the shell's process."""
