"""devserver: the program `serve`. The graph and its states are pure; docs/SERVE.md is for users.

    states, core               the table of states; the loop from a changed file to a confirmed update
    module_graph, boundaries, updates, changes     imports between modules; what a change affects (as Vite's propagateUpdate)
    modules, resolver, rewriting, import_analysis, kinds, dependencies, transform_cache     a module on its way to the page
    application, html_page, proxying, env_files, settings       requests
    disk, watcher, server, hot_clients, packages, main          effects: system calls
    transformers/ (in the process), client/ (in pages)          code that uses JavaScript

docs/rooms/devserver.md."""
