"""The transformers of `serve` in WebAssembly: oxc, lightningcss, esbuild. hub is their interface, tools loads them."""
