import type { Readable } from 'node:stream'

/** Bytes from `start` to `end`, both included. */
export type Range = { start: number; end: number }

/**
 * Where files are. Blobs never change, and their keys are random: no text of a user is ever part of one (design.md 4).
 */
export type BlobStore = {
  /** A path for a file that is being received; whoever asks removes it, or keeps it. */
  temporaryFile(): Promise<string>
  /** Takes a complete local file over, durably, and tells the key of the blob that it became. The file is gone then. */
  keep(file: string): Promise<string>
  /** The same bytes as a blob of their own, durably; tells its key. Either may be removed without the other. */
  copy(key: string): Promise<string>
  /** Null when there is no such blob. */
  sizeOf(key: string): Promise<number | null>
  read(key: string, range?: Range): Readable
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>
  /** Removes what was being received before `before` and never became a blob: the process died meanwhile. */
  sweep(before: Date): Promise<number>
}
