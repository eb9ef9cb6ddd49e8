import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** Something to be answered before it happens; Esc and `keep` leave everything as it is. */
export type Question = { title: string; text: string; yes: string; keep: string; act(): void; isSafe?: true }

/** What a row has to work with. */
export type At = { kit: Kit; models: Models; ask(question: Question): void }

/** One row of the conversation's menu. */
export type Row = {
  key: string
  /** An outline on the 24 grid. */
  icon: string
  isShown(models: Models): boolean
  label(at: Pick<At, 'kit' | 'models'>): string
  /** For what is on or off. */
  isChecked?(models: Models): boolean
  isDanger?: true
  /** What takes a while keeps the menu open until it is done. */
  choose(at: At): void | Promise<void>
}
