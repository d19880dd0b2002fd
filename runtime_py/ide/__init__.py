"""ide: the page, built on the public API alone.

    main, document, layout, dom, theme       what is where
    file_tree, tree_node, editor, editor_setup
    terminals, terminal, sequence_limits     xterm.js, and what may reach it
    preview, preview_history, dev_servers, status
    workspace_dialog, workspace_names, loss_dialog, mounts_section, downloads"""
