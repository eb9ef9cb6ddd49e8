import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Icon } from '../../ui/Icon.tsx'

/** It reads like a note to colleagues where a reply is written, or the reverse: nothing was sent yet. */
export function Misplaced({ model }: { model: ComposerModel }) {
  const { ui } = useWorkbench()
  const choices = useRef<HTMLDivElement>(null)
  const { misplaced } = model
  const doubt = misplaced.doubt.value
  useEffect(() => choices.current?.querySelector('button')?.focus(), [doubt])
  if (!doubt) return null
  const goOn = (run: () => void) => () => {
    run()
    ui.ask('composer')
  }
  return (
    <div class="cp-held" role="alertdialog" aria-label={t(`misplaced.${doubt.meant}`, { name: doubt.name })}>
      <p>
        <Icon name="alert" size={16} />
        {t(`misplaced.${doubt.meant}`, { name: doubt.name })}
      </p>
      <div ref={choices} class="row">
        <button
          type="button"
          class="btn btn-primary"
          onClick={goOn(() => {
            misplaced.end()
            model.turn()
          })}
        >
          {t(`misplaced.make.${doubt.meant}`)}
        </button>
        <button type="button" class="btn" onClick={goOn(misplaced.end)}>
          {t('misplaced.back')}
        </button>
        <button type="button" class="btn btn-quiet" onClick={goOn(() => void model.send(misplaced.wanted()))}>
          {t(`misplaced.keep.${doubt.meant}`)}
        </button>
      </div>
    </div>
  )
}
