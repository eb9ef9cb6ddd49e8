import type { Scenario } from '../rig/stage.ts'
import { crash } from './r01-crash.ts'

/** Every guarantee that the rig proves, in the order of `reliability.md`. */
export const SCENARIOS: readonly Scenario[] = [crash]
