import type { ComposerModel } from '../composer-model.ts'
import type { ClosingModel } from './closing-model.ts'

type Composer = Pick<ComposerModel, 'mode' | 'about' | 'canSend' | 'send'>

/** The reason first: what is sent is not held back by the question any more. */
export function sendAndClose(closing: Pick<ClosingModel, 'ask'>, composer: Composer): void {
  if (composer.mode.peek() !== 'reply' || !composer.canSend.peek()) return
  // A change of a message closes nothing.
  if (composer.about.peek()?.is === 'edit') return void composer.send()
  void closing.ask((reasonId) => void composer.send({ is: 'close', ...(reasonId && { reasonId }) }))
}
