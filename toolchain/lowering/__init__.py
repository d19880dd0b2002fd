"""Lowers a module of the dialect (docs/DIALECT.md) to a modern JavaScript module.

`lower_file(path)` is the whole interface. Inside: `generator` combines a subclass of Transcrypt's code generator from
`statements`, `classes`, `expressions` and `calls`; `scopes` and `signatures` analyse the tree; `runtime.js` implements
the built-ins."""

from toolchain.lowering.generator import Lowered, LoweringError, lower_file, lower_source

__all__ = ['Lowered', 'LoweringError', 'lower_file', 'lower_source']
