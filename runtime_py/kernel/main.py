"""Entry of the kernel worker."""
from runtime_py.kernel.kernel import Kernel
from runtime_py.kernel.page_link import PageLink

Kernel(PageLink())
