"""Errors of the public API: like Node's, they carry `code`, `errno`, `syscall` and `path`.

The code that raises writes the message; this file only gives errors a form that programs can test.
"""


class ApiError(Error):
    """`code` is Node's (`ENOENT`) for file errors, and one of ours (`NOT_ISOLATED`, `NOT_SUPPORTED`, ...) otherwise."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.name = 'Error'
        self.code = code


def from_wire(fields: object) -> ApiError:
    """The error for one that the kernel worker sent."""
    error = ApiError(fields.code if fields.code is not None else 'EUNKNOWN', fields.message)
    for name in ['errno', 'syscall', 'path', 'dest']:
        if fields[name] is not None:
            error[name] = fields[name]
    return error
