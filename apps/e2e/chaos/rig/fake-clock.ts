import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findDebianPart } from '../../../../scripts/debian-part.mjs'

/** The clock of servers, set ahead at will while they run. Only the time of day: timers and durations go on as ever. */
export type FakeClock = {
  /** For the server's environment. */
  env: Record<string, string>
  /** So much ahead of the true time (behind it, below 0) from now on; a server notices within a second. */
  setAhead(ms: number): void
  remove(): void
}

const FAKETIME = {
  packages: ['libfaketime'],
  files: ['usr/lib/*/faketime/libfaketime.so.1'],
  what: 'hours and days of absence by a shifted clock',
}

/** Null (said loudly) where there is no libfaketime. */
export function openFakeClock(): FakeClock | null {
  const part = findDebianPart(FAKETIME)
  if (!part) return null
  const dir = mkdtempSync(path.join(tmpdir(), 'parley-clock-'))
  const file = path.join(dir, 'ahead')
  const setAhead = (ms: number) => writeFileSync(file, `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1000}\n`)
  setAhead(0)
  return {
    env: {
      ...{ LD_PRELOAD: part.path, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_CACHE_DURATION: '1' },
      ...{ FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
    },
    setAhead,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}
