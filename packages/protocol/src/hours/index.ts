/** Business hours: the same answer on the server and in the settings' preview. Zod-free. */
export { type Change, type Hours, isOpenAt, nextChange } from './open.ts'
export { type HoursProblem, hoursProblems } from './problems.ts'
export { isZone, localTime } from './zone.ts'
