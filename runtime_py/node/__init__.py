"""node: a Node process around the JavaScript of Node's own library.

    process/            from argv to the main script: start, thread_start, command_line, options, environment, signals, fatal
    realm/              the library's world: realm, host, library, binding_data, callbacks, uv_errors; what bindings stand on
    bindings/           one file for each internalBinding; the build lists them in table
    loop/               libuv's phases; what keeps the loop alive
    modules/, source/   CommonJS texts compiled and cached; what is read out of source texts and edited in them
    esm/, vm/           modules; contexts of vm
    stacks/, engine/    errors as Node shows them; what V8 has and another engine lacks or says differently
    async_context/      AsyncLocalStorage and hooks without an engine's help
    streams/, fs/       handles over descriptors; file operations in Node's shapes
    permission/         --permission: what is granted, and who asks
    messaging/          threads: ports, clones, V8's format of values
    http1/, http2/, dns/, tls/, tls_binding/, crypto/, compression/, sqlite/, wasi/     what is C or C++ in Node

docs/rooms/node.md, docs/rooms/engine.md; what differs from Node is in docs/NODE.md."""
