"""Folders outside the machine through the File System Access API: of the user's disk, passed in by the page, or of the
browser's private file system. JavaScript only. A failure raises the browser's own error (name NotAllowedError,
NotFoundError, NoModificationAllowedError, TypeMismatchError...)."""

_Observer = getattr(globalThis, 'FileSystemObserver')


async def private_folder(name: str) -> object:
    """Opens a folder of the browser's private file system, made if it doesn't exist."""
    root = await navigator.storage.getDirectory()
    return await root.getDirectoryHandle(name, {'create': True})


async def entries(folder: object) -> list:
    """[name, handle, whether it is a folder] of each entry."""
    found = []
    names = folder.entries()
    while True:
        step = await names.next()
        if step.done:
            return found
        found.append([step.value[0], step.value[1], step.value[1].kind == 'directory'])


async def file_of(handle: object) -> object:
    """The File object: `size`, `lastModified` in milliseconds."""
    return await handle.getFile()


async def read(file: object) -> object:
    return Uint8Array(await file.arrayBuffer())


async def make_folder(folder: object, name: str) -> object:
    return await folder.getDirectoryHandle(name, {'create': True})


async def write_file(folder: object, name: str, data: object) -> object:
    """Writes a file, atomically where the browser can: the old content stays until the new one is complete. Returns the
    resulting File."""
    handle = await folder.getFileHandle(name, {'create': True})
    if handle.createWritable is None:
        return await _write_in_place(handle, data)
    stream = await handle.createWritable()
    try:
        await stream.write(data)
    except Exception as error:
        await stream.abort()
        raise error
    await stream.close()
    return await handle.getFile()


async def _write_in_place(handle: object, data: object) -> object:
    """For a browser without `createWritable` (Safari before 26), in its private file system. Raises TypeError where
    there is no way to write."""
    if handle.createSyncAccessHandle is None:
        raise TypeError("this browser can't write files there")
    access = await handle.createSyncAccessHandle()
    try:
        access.truncate(0)
        if access.write(data, {'at': 0}) < data.length:
            raise RangeError('there is no room for the file')
        access.flush()
    finally:
        access.close()
    return await handle.getFile()


async def remove(folder: object, name: str) -> None:
    """Removes an entry with everything in it; does nothing when it is already gone."""
    try:
        await folder.removeEntry(name, {'recursive': True})
    except Exception as error:
        if error.name != 'NotFoundError':
            raise error


def observe(folder: object, call: object) -> object:
    """Calls `call()` after any change in or below a folder; returns None where the browser can't observe."""
    if _Observer is None:
        return None
    observer = js_new(_Observer, lambda records, it: call())
    observer.observe(folder, {'recursive': True}).catch(lambda error: console.warn(error))
    return observer
