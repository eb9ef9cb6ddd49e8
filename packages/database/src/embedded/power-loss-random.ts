/** A number from 0 up to 1, the same ones for the same seed. */
export type Random = () => number

/** Park and Miller's generator. */
export function randomOf(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
