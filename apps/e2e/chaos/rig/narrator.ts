/** Tells a person what is being done to the system now. */
export type Narrator = { say(text: string): void }

/** Lines with the seconds since the start. */
export function createNarrator(write: (line: string) => void): Narrator {
  const began = performance.now()
  return {
    say: (text) => write(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`),
  }
}
