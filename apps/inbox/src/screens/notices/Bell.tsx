import type { FunctionComponent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { countOnBadge } from '../../format/numbers.ts'
import { loadLaterTexts, t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { placePopover } from '../../ui/place-popover.ts'

const noticesLabel = (count: number) => (count > 0 ? t('nav.notices.count', { count }) : t('nav.notices'))

/** How much is unread; in words too where no label says it. */
export function NoticeBadge({ count, isSaid = false }: { count: number; isSaid?: boolean }) {
  if (count === 0) return null
  return (
    <span class="badge here" aria-hidden={!isSaid}>
      {countOnBadge(count)}
      {isSaid && <span class="vh"> {t('nav.notices.unread')}</span>}
    </span>
  )
}

type Panel = FunctionComponent<{ onClose(): void }>

/** The bell in the rail, and the panel that it opens; the panel's code comes when it is opened first. */
export function Bell() {
  const { notices, toasts } = useWorkbench()
  const opener = useRef<HTMLButtonElement>(null)
  const popover = useRef<HTMLDivElement>(null)
  const [Shown, setShown] = useState<Panel | null>(null)
  const [isOpen, setOpen] = useState(false)
  const label = noticesLabel(notices.unread.value)

  useLayoutEffect(() => {
    if (!isOpen || !opener.current || !popover.current) return
    placePopover(popover.current, opener.current)
    const first = popover.current.querySelector<HTMLElement>('.ntc-o') ?? popover.current
    first.focus()
  }, [isOpen])

  const open = async () => {
    try {
      const [{ NoticePanel }] = await Promise.all([import('./NoticePanel.tsx'), loadLaterTexts()])
      setShown(() => NoticePanel)
      popover.current?.showPopover()
    } catch {
      toasts.show({ text: t('start.unreachable.what'), tone: 'problem' })
    }
  }
  return (
    <>
      <button
        ref={opener}
        type="button"
        class="nav"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => void open()}
      >
        <Icon name="bell" size={20} />
        <NoticeBadge count={notices.unread.value} />
      </button>
      <div
        ref={popover}
        class="menu notices-p"
        popover="auto"
        role="dialog"
        aria-label={t('nav.notices')}
        tabIndex={-1}
        onToggle={({ newState }) => {
          setOpen(newState === 'open')
        }}
      >
        {Shown && isOpen && <Shown onClose={() => popover.current?.hidePopover()} />}
      </div>
    </>
  )
}
