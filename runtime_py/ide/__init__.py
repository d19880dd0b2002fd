"""ide: the page, built only on the public API.

main, document, layout, dom, theme       arrangement of the page
file_tree, tree_node, editor, editor_setup
terminals, terminal, sequence_limits     xterm.js, and limits on its input
preview, preview_history, dev_servers, status
workspace_dialog, workspace_names, loss_dialog, permission_dialog, mounts_section, downloads"""
