"""The project's own compilers, in a Node process (main): Vue, Svelte, Solid, Sass, Less, PostCSS."""
