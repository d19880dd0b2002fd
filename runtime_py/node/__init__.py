"""node: a Node process around the JavaScript of Node's own library.

    start, thread_start, command_line, options    from argv to the main script
    realm, host, library, seed, binding_table     the library's world; what bindings stand on
    bindings/                                     one file for each internalBinding
    loop, loop_activity, call_queue               libuv's phases; what keeps the loop alive
    stream_base, streams, connections             handles
    compile, script_names, text_edits, esm/, contexts     source texts: CommonJS, modules, vm
    stacks, arrows, fatal, engine_messages        errors as Node shows them
    async_context/                                AsyncLocalStorage and hooks without an engine's help
    message_ports, cloning, mailboxes of sys      threads
    crypto/, tls/, tls_binding/, http2/, dns/, compression/, sqlite/, wasi/     what is C or C++ in Node

docs/rooms/node.md, docs/rooms/engine.md; what differs from Node is in docs/NODE.md."""
