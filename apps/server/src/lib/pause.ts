import { setTimeout } from 'node:timers/promises'

/** A pause of random length below `maxMs`, so that writers who collided do not collide again. */
export async function pauseUpTo(maxMs: number): Promise<void> {
  await setTimeout(Math.random() * maxMs)
}
