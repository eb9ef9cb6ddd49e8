import { ClientError } from '@parley/client'
import { createModel, signal } from '@preact/signals'

/** What went wrong, in words the screen chooses by `code`. */
export type FormProblem = { code: ClientError['code']; retryAfterMs: number | null }

/** One form on its way: at most one attempt at a time, and how the last one ended. */
export const FormModel = createModel(() => {
  const isBusy = signal(false)
  const problem = signal<FormProblem | null>(null)
  return {
    isBusy,
    problem,
    /** Runs `task`; true when it went through. */
    async run(task: () => Promise<unknown>): Promise<boolean> {
      if (isBusy.peek()) return false
      isBusy.value = true
      problem.value = null
      try {
        await task()
        return true
      } catch (error) {
        const { code, retryAfterMs } = error instanceof ClientError ? error : new ClientError('internal_error', 0)
        problem.value = { code, retryAfterMs }
        return false
      } finally {
        isBusy.value = false
      }
    },
    clear() {
      problem.value = null
    },
  }
})
export type FormModel = InstanceType<typeof FormModel>
