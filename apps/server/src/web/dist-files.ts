import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { FastifyReply } from 'fastify'

/** Where the build puts what browsers load. */
const ROOT = path.resolve(import.meta.dirname, '../../../..')
export const WIDGET_DIST = path.join(ROOT, 'packages/widget/dist')
export const INBOX_DIST = path.join(ROOT, 'apps/inbox/dist')

/** Seconds after which a browser asks again whether a file under a lasting name changed (O12). */
export const FRESH = 'public, max-age=300'
const FOR_EVER = 'public, max-age=31536000, immutable'
/** As esbuild names what changes with its content. */
const HASHED = /-[A-Z0-9]{8}\.\w+(\.map)?$/

/** A built file, compressed as the build left it beside; `root` is the only folder it can come from. */
export function sendFile(reply: FastifyReply, root: string, name: string) {
  reply.header('cache-control', HASHED.test(name) ? FOR_EVER : FRESH)
  return reply.sendFile(name, root)
}

/** The newest state of a file that a build may replace under a running server; null when it is not built. */
export function createFileReader(file: string): () => { text: string; version: number } | null {
  let known: { text: string; version: number } | null = null
  return () => {
    const version = statSync(file, { throwIfNoEntry: false })?.mtimeMs
    if (version === undefined) return null
    if (known?.version !== version) known = { text: readFileSync(file, 'utf8'), version }
    return known
  }
}

/** The name of the one file of a folder that `shape` fits, such as a hashed entry; null when it is not built. */
export function createNameFinder(dir: string, shape: RegExp): () => string | null {
  let known: { name: string | null; version: number } | null = null
  return () => {
    const version = statSync(dir, { throwIfNoEntry: false })?.mtimeMs
    if (version === undefined) return null
    if (known?.version !== version) known = { name: readdirSync(dir).find((name) => shape.test(name)) ?? null, version }
    return known.name
  }
}
