/** Hears a line about how far the work is. */
export type Tell = (line: string) => void

const STEPS = 10

/** Tells a share of 0 to 1 in steps of a tenth. */
export function inSteps(what: string, tell: Tell): (share: number) => void {
  let told = -1
  return (share) => {
    const step = Math.floor(share * STEPS)
    if (step <= told) return
    told = step
    tell(`${what}: ${step * (100 / STEPS)} %`)
  }
}
