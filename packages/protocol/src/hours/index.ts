/** Business hours: the same answer on the server and in the settings' preview. Zod-free. */
export type { Hours, Range } from './hours.ts'
export { type Change, isOpenAt, nextChange } from './open.ts'
export { type HoursProblem, hoursProblems } from './problems.ts'
export { isZone, localTime } from './zone.ts'
