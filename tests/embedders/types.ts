// The package's types hold wherever the published ones do: the same names, and values of ours fit where theirs are expected.
import type * as theirs from '@webcontainer/api'
import type * as ours from 'terrarium-machine'
import type * as theirConnect from '@webcontainer/api/connect'
import type * as ourConnect from 'terrarium-machine/connect'
import type * as theirUtils from '@webcontainer/api/utils'
import type * as ourUtils from 'terrarium-machine/utils'

type Public<T> = { [K in keyof T]: T[K] }
type Fits<Ours extends Theirs, Theirs> = Ours

// what only the type of a preview's message says is an enumeration, which is another type in another package
type Listeners = 'on'

export type Machine = Fits<Omit<Public<ours.WebContainer>, Listeners>, Omit<Public<theirs.WebContainer>, Listeners>>
export type Files = Fits<ours.FileSystemAPI, theirs.FileSystemAPI>
export type Process = Fits<ours.WebContainerProcess, theirs.WebContainerProcess>
export type Options = [Fits<theirs.BootOptions, ours.BootOptions>, Fits<theirs.SpawnOptions, ours.SpawnOptions>, Fits<theirs.ExportOptions, ours.ExportOptions>,
  Fits<theirs.LoadFilesOptions, ours.LoadFilesOptions>, Fits<theirs.PreviewScriptOptions, ours.PreviewScriptOptions>, Fits<theirs.AuthInitOptions, ours.AuthInitOptions>]
export type Trees = [Fits<theirs.FileSystemTree, ours.FileSystemTree>, Fits<ours.FileSystemTree, theirs.FileSystemTree>]
export type Entries = [Fits<ours.DirEnt<string>, theirs.DirEnt<string>>, Fits<ours.IFSWatcher, theirs.IFSWatcher>, Fits<ours.AuthAPI, theirs.AuthAPI>]
export type Names = [
  ours.Unsubscribe, ours.DirectoryNode, ours.FileNode, ours.SymlinkNode, ours.AuthFailedError, ours.PreviewMessage, ours.BasePreviewMessage, ours.ConsoleErrorMessage,
  ours.UncaughtExceptionMessage, ours.UnhandledRejectionMessage, ours.CodeEventType, ours.CodeEvent, ours.CodeEventFile, ours.PortListener, ours.ServerReadyListener,
  ours.PreviewMessageListener, ours.ErrorListener, ours.OpenListener, ours.CodeListener, ours.FSWatchOptions, ours.FSWatchCallback, ours.BufferEncoding,
]
export type Values = [
  Fits<keyof typeof theirs, keyof typeof ours>, Fits<keyof typeof ours, keyof typeof theirs>, Fits<keyof typeof theirConnect, keyof typeof ourConnect>,
  Fits<keyof typeof theirUtils, keyof typeof ourUtils>, Fits<typeof ourConnect.setupConnect, typeof theirConnect.setupConnect>, Fits<typeof ours.reloadPreview, typeof theirs.reloadPreview>,
]
