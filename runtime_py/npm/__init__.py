"""npm: npm 11's commands over the registry, the ideal tree and node_modules. Pure but for process.

    words              version, range, spec, pick (which version), overrides
    registry           registry, registry_source, requests, cache, integrity
    tree               tree, edge, tree_sets, can_place, conflict, place -> ideal_tree (as arborist)
    to the disk        plan, reify, staging, extract, bins, scripts, swap (one step), lockfile
    around             config, options, project, workspaces, workspace_tree, manifest, ini, json_files
    what can't run     substitutes, native_parts, other_clients
    commands/          one file each; cli dispatches

docs/rooms/npm.md."""
