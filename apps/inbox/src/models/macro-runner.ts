import type { Macro } from '@parley/protocol'
import { signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { type MacroDesk, type Outcome, runAction, takeBack } from './macro-run.ts'
import { actionText, type Known } from './macro-words.ts'
import type { MacrosModel } from './macros-model.ts'
import type { ToastsModel } from './toasts-model.ts'

type Deps = {
  desk: MacroDesk
  known: Known
  macros: Pick<MacrosModel, 'used'>
  toasts: Pick<ToastsModel, 'show'>
  /** All went well: nothing is left to look at. */
  close(): void
}

/** Runs macros in one conversation: one action after the other, whatever became of those before. */
export function createMacroRunner({ desk, known, macros, toasts, close }: Deps) {
  /** The one that runs or ran, and what came of its actions so far. */
  const run = signal<{ macro: Macro; outcomes: readonly Outcome[]; isOver: boolean } | null>(null)

  async function undo(macro: Macro, outcomes: readonly Outcome[]): Promise<void> {
    const stays = await takeBack(outcomes)
    const what = stays.flatMap((at) => macro.actions[at] ?? []).map((action) => actionText(action, known))
    const text = what.length > 0 ? t('macros.undone_but', { what: what.join(' · ') }) : t('macros.undone')
    toasts.show({ text, tone: 'plain' })
  }

  return {
    run,
    async start(macro: Macro): Promise<void> {
      if (run.peek() && !run.peek()?.isOver) return
      const outcomes: Outcome[] = []
      for (const action of macro.actions) {
        run.value = { macro, outcomes: [...outcomes], isOver: false }
        outcomes.push(await runAction(desk, action))
      }
      run.value = { macro, outcomes, isOver: true }
      macros.used(macro)
      if (outcomes.some(({ is }) => is === 'failed')) return // told one by one
      close()
      const isDone = outcomes.some(({ is }) => is === 'done')
      const text = t(isDone ? 'macros.done' : 'macros.nothing', { name: macro.name })
      toasts.show({ text, tone: 'plain', ...(isDone && { undo: () => void undo(macro, outcomes) }) })
    },
    /** Takes back what was done of one that did not go through whole. */
    undo() {
      const last = run.peek()
      close()
      if (last) void undo(last.macro, last.outcomes)
    },
  }
}
export type MacroRunner = ReturnType<typeof createMacroRunner>
