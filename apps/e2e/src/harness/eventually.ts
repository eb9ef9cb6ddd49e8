import { setTimeout as pause } from 'node:timers/promises'

type Options = { withinMs?: number; onFailure?: () => string }

/** Waits until `condition` holds; fails after `withinMs` (10 s), saying what it waited for. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  { withinMs = 10_000, onFailure = () => '' }: Options = {},
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms for ${what}\n${onFailure()}`)
    await pause(50)
  }
}
