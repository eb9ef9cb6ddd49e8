import type { MethodName, Methods } from '@parley/sdk/types'
import type { Own } from './own.ts'

/** What a command returns: what its promise resolves to, or a promise of that. */
type Result<N extends MethodName> = Methods[N] extends (...args: never[]) => Promise<infer R> ? R | Promise<R> : unknown
export type Command<N extends MethodName> = (own: Own, ...args: Parameters<Methods[N]>) => Result<N>

/** Those that the loader does itself: they have to work where nothing more can be fetched. */
type Loaders = 'destroy' | 'instance'
export type Commands = { [N in Exclude<MethodName, Loaders>]: Command<N> }
