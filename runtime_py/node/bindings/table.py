"""All bindings that have functions or classes of ours, by name. One more is a file in bindings/ and two lines here.

Names that are missing here have data only, or nothing: then each function throws, naming itself (binding_data.py)."""
from __future__ import annotations

from runtime_py.node.bindings.async_context_frame import create as create_async_context_frame
from runtime_py.node.bindings.async_wrap import create as create_async_wrap
from runtime_py.node.bindings.blob import create as create_blob
from runtime_py.node.bindings.block_list import create as create_block_list
from runtime_py.node.bindings.buffer import create as create_buffer
from runtime_py.node.bindings.builtins import create as create_builtins
from runtime_py.node.bindings.cares_wrap import create as create_cares_wrap
from runtime_py.node.bindings.cjs_lexer import create as create_cjs_lexer
from runtime_py.node.bindings.config import create as create_config
from runtime_py.node.bindings.contextify import create as create_contextify
from runtime_py.node.bindings.credentials import create as create_credentials
from runtime_py.node.bindings.crypto import create as create_crypto
from runtime_py.node.bindings.diagnostics_channel import create as create_diagnostics_channel
from runtime_py.node.bindings.encoding_binding import create as create_encoding_binding
from runtime_py.node.bindings.errors import create as create_errors
from runtime_py.node.bindings.fs import create as create_fs
from runtime_py.node.bindings.fs_dir import create as create_fs_dir
from runtime_py.node.bindings.fs_event_wrap import create as create_fs_event_wrap
from runtime_py.node.bindings.http2 import create as create_http2
from runtime_py.node.bindings.http_parser import create as create_http_parser
from runtime_py.node.bindings.icu import create as create_icu
from runtime_py.node.bindings.inspector import create as create_inspector
from runtime_py.node.bindings.internal_only_v8 import create as create_internal_only_v8
from runtime_py.node.bindings.ipc_serdes import create as create_ipc_serdes
from runtime_py.node.bindings.js_stream import create as create_js_stream
from runtime_py.node.bindings.locks import create as create_locks
from runtime_py.node.bindings.messaging import create as create_messaging
from runtime_py.node.bindings.mksnapshot import create as create_mksnapshot
from runtime_py.node.bindings.module_wrap import create as create_module_wrap
from runtime_py.node.bindings.modules import create as create_modules
from runtime_py.node.bindings.options import create as create_options
from runtime_py.node.bindings.os import create as create_os
from runtime_py.node.bindings.performance import create as create_performance
from runtime_py.node.bindings.permission import create as create_permission
from runtime_py.node.bindings.pipe_wrap import create as create_pipe_wrap
from runtime_py.node.bindings.process_methods import create as create_process_methods
from runtime_py.node.bindings.process_wrap import create as create_process_wrap
from runtime_py.node.bindings.report import create as create_report
from runtime_py.node.bindings.sea import create as create_sea
from runtime_py.node.bindings.serdes import create as create_serdes
from runtime_py.node.bindings.signal_wrap import create as create_signal_wrap
from runtime_py.node.bindings.spawn_sync import create as create_spawn_sync
from runtime_py.node.bindings.sqlite import create as create_sqlite
from runtime_py.node.bindings.stream_pipe import create as create_stream_pipe
from runtime_py.node.bindings.stream_wrap import create as create_stream_wrap
from runtime_py.node.bindings.string_decoder import create as create_string_decoder
from runtime_py.node.bindings.task_queue import create as create_task_queue
from runtime_py.node.bindings.tcp_wrap import create as create_tcp_wrap
from runtime_py.node.bindings.timers import create as create_timers
from runtime_py.node.bindings.tls_wrap import create as create_tls_wrap
from runtime_py.node.bindings.trace_events import create as create_trace_events
from runtime_py.node.bindings.tty_wrap import create as create_tty_wrap
from runtime_py.node.bindings.types import create as create_types
from runtime_py.node.bindings.udp_wrap import create as create_udp_wrap
from runtime_py.node.bindings.url import create as create_url
from runtime_py.node.bindings.url_pattern import create as create_url_pattern
from runtime_py.node.bindings.util import create as create_util
from runtime_py.node.bindings.uv import create as create_uv
from runtime_py.node.bindings.v8 import create as create_v8
from runtime_py.node.bindings.wasi import create as create_wasi
from runtime_py.node.bindings.wasm_web_api import create as create_wasm_web_api
from runtime_py.node.bindings.webstorage import create as create_webstorage
from runtime_py.node.bindings.worker import create as create_worker
from runtime_py.node.bindings.zlib import create as create_zlib

BINDINGS = {
    'async_context_frame': create_async_context_frame,
    'async_wrap': create_async_wrap,
    'blob': create_blob,
    'block_list': create_block_list,
    'buffer': create_buffer,
    'builtins': create_builtins,
    'cares_wrap': create_cares_wrap,
    'config': create_config,
    'cjs_lexer': create_cjs_lexer, 'contextify': create_contextify,
    'credentials': create_credentials,
    'crypto': create_crypto,
    'diagnostics_channel': create_diagnostics_channel,
    'encoding_binding': create_encoding_binding,
    'errors': create_errors,
    'fs': create_fs,
    'fs_dir': create_fs_dir,
    'fs_event_wrap': create_fs_event_wrap,
    'http2': create_http2,
    'http_parser': create_http_parser,
    'icu': create_icu,
    'inspector': create_inspector,
    'internal_only_v8': create_internal_only_v8,
    'ipc_serdes': create_ipc_serdes,
    'js_stream': create_js_stream,
    'locks': create_locks, 'messaging': create_messaging,
    'mksnapshot': create_mksnapshot,
    'module_wrap': create_module_wrap,
    'modules': create_modules,
    'options': create_options,
    'os': create_os,
    'performance': create_performance,
    'permission': create_permission,
    'pipe_wrap': create_pipe_wrap,
    'process_methods': create_process_methods,
    'process_wrap': create_process_wrap,
    'report': create_report,
    'sea': create_sea,
    'serdes': create_serdes,
    'signal_wrap': create_signal_wrap,
    'spawn_sync': create_spawn_sync,
    'sqlite': create_sqlite,
    'stream_pipe': create_stream_pipe,
    'stream_wrap': create_stream_wrap,
    'string_decoder': create_string_decoder,
    'task_queue': create_task_queue,
    'tcp_wrap': create_tcp_wrap,
    'timers': create_timers,
    'tls_wrap': create_tls_wrap,
    'trace_events': create_trace_events,
    'tty_wrap': create_tty_wrap,
    'types': create_types,
    'udp_wrap': create_udp_wrap,
    'url': create_url,
    'url_pattern': create_url_pattern,
    'util': create_util,
    'uv': create_uv,
    'v8': create_v8,
    'wasi': create_wasi,
    'wasm_web_api': create_wasm_web_api,
    'webstorage': create_webstorage, 'worker': create_worker,
    'zlib': create_zlib,
}
