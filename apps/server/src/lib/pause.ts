import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/** A pause of random length up to `maxMs`, so that writers who collided do not collide again. */
export async function pauseUpTo(maxMs: number): Promise<void> {
  await setTimeout(randomInt(maxMs + 1))
}
