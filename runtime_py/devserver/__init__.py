"""devserver: the program `serve`. The graph and its states are pure; docs/SERVE.md is for users.

    states, core               the table of states; the loop from a changed file to a confirmed update
    module_graph, boundaries, updates, changes     imports between modules; what a change affects (as Vite's propagateUpdate)
    modules, sources, components, generated, kinds     a file on its way to the page
    resolver, package_exports, dependencies, crawl, packages, paths, tsconfig     which file an import means
    code_mask, import_analysis, rewriting, text_edits, globs, glob_patterns, new_urls, node_env, page_links     its text
    source_map, map_chain, code_frame, failures     places, and errors at them
    compiler_host, postcss, transform_cache         the project's compilers; results that are kept
    application, html_page, proxying, env_files, settings, static_site     requests
    production, build_report   `serve --build`
    context                    the interfaces that the room is given
    disk, watcher, server, hot_clients, main        effects: system calls
    compilers/, transformers/, client/              code that uses JavaScript: a process, the worker, pages

What holds: only core changes the state, by a step of the table. A typical sequence: watcher -> core -> changes ->
boundaries -> modules -> hot_clients -> client/.

docs/rooms/devserver.md."""
