"""npm: npm 11's commands over the registry, the ideal tree and node_modules. Pure except for process.

    formats/           version, range, version_ranges, spec, integrity, manifest, lockfile, ini, json_files, paths
    registry/          registry, registry_source, cache, pick (which version), policy (what may be fetched)
    tree/              tree, edge, tree_sets, overrides, can_place, conflict, place -> ideal_tree (as arborist) -> plan
    install/           project, requests -> install -> reify, staging, extract, bins, scripts, swap (one step)
                       packages that can't run: substitutes, native_parts and replacing; auditing
    audit/             advisories of the registry: advisory -> vulnerability -> audit -> report
    query/             npm query: selectors -> conditions -> results; bill (npm sbom)
    commands/          one file each; cli dispatches, names has their aliases
    config, options, arguments, session     settings
    files              the only module that makes system calls
    process, progress, errors, versions, new_manifest, other_clients, prompts     the program around it

What holds: node_modules changes in one step, or not at all. A typical sequence: cli -> commands/install ->
install/install -> tree/ideal_tree -> tree/place -> tree/plan -> install/reify -> install/swap -> formats/lockfile.

docs/rooms/npm.md."""
