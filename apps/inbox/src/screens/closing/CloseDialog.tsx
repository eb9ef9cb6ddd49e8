import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { MenuItem } from '../../ui/Menu.tsx'

/** Why it is closed: arrows and Enter, or a click; Esc closes nothing. */
export function CloseDialog() {
  const { closing } = useWorkbench()
  const list = useRef<HTMLDivElement>(null)
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  useLayoutEffect(() => items()[0]?.focus(), [])
  const move = (step: number) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all.at((at + step + all.length) % all.length)?.focus()
  }
  const { ask, reasons } = closing.known.value ?? { ask: 'offered', reasons: [] }
  return (
    <Dialog title={t('reasons.ask')} onClose={closing.cancel}>
      <div
        ref={list}
        class="dialog-body"
        role="menu"
        aria-label={t('reasons.ask')}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1)
          else if (event.key === 'ArrowUp') move(-1)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        {reasons.map(({ id, name }) => (
          <MenuItem key={id} onChoose={() => closing.choose(id)}>
            <span dir="auto">{name}</span>
          </MenuItem>
        ))}
        {ask !== 'required' && (
          <MenuItem onChoose={() => closing.choose(null)}>
            <span class="faint">{t('reasons.none_given')}</span>
          </MenuItem>
        )}
      </div>
    </Dialog>
  )
}
