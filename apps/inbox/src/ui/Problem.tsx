import { problemText } from '../format/problems.ts'
import type { FormProblem } from '../models/form-model.ts'
import { Icon } from './Icon.tsx'

/** Why a form did not go through, read out as soon as it appears. */
export function Problem({ problem }: { problem: FormProblem | null }) {
  if (!problem) return null
  return (
    <p class="problem" role="alert">
      <Icon name="alert" />
      <span>{problemText(problem)}</span>
    </p>
  )
}
