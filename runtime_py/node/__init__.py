"""node: a Node process around the JavaScript of Node's own library.

    process/            from argv to the main script: start, thread_start, command_line, options, environment, signals, fatal
    realm/              the library's environment: realm, host, library, binding_data, callbacks, uv_errors; the base of the bindings
    bindings/           one file for each internalBinding; the build lists them in table
    loop/               libuv's phases; what keeps the loop alive
    modules/, source/   compiling and caching CommonJS texts; analysing and editing source texts
    esm/, vm/           modules; contexts of vm
    stacks/, engine/    errors as Node shows them; differences between V8 and other engines
    async_context/      AsyncLocalStorage and hooks without support by the engine
    streams/, fs/       handles over descriptors; file operations in Node's shapes
    permission/         --permission: the grants, and the checks
    messaging/          threads: ports, clones, V8's format of values
    tracing/            trace events
    coverage/           counters in the program, and V8's report of them
    http1/, http2/, dns/, tls/, tls_binding/, crypto/, compression/, sqlite/, wasi/     the parts that are C or C++ in Node

What holds: a program sees Node's objects and errors, never ours. A typical sequence: process/start -> realm/realm ->
modules/compile -> the program -> bindings/fs -> fs/requests -> a system call -> loop/loop -> its callback.

docs/rooms/node.md, docs/rooms/engine.md; docs/NODE.md lists the differences from Node."""
