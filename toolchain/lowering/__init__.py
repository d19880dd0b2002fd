"""Lowers a module of the dialect (docs/DIALECT.md) to a modern JavaScript module.

`lower_file(path)` is the whole interface. Inside: `generator` joins a subclass of Transcrypt's code generator from `statements`,
`classes`, `expressions` and `calls`; `scopes` and `signatures` answer questions about the tree; `runtime.js` is what built-ins become."""
from toolchain.lowering.generator import Lowered, LoweringError, lower_file, lower_source

__all__ = ['Lowered', 'LoweringError', 'lower_file', 'lower_source']
