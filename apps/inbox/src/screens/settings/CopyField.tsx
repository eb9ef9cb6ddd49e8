import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'

const TOLD_MS = 2000

/** A text to take elsewhere, with the button that does it. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const { window, toasts } = useWorkbench()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), TOLD_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () =>
    window.copy(text).then(
      () => setCopied(true),
      // Browsers refuse on plain http from afar: then it is selected by hand.
      () => toasts.show({ text: t('copy.refused'), tone: 'problem' }),
    )
  return (
    <div class="code">
      <div class="code-h">
        <span class="label">{label}</span>
        <button type="button" class="btn btn-s" onClick={() => void copy()}>
          <Icon name={isCopied ? 'check' : 'copy'} size={14} />
          <span aria-live="polite">{t(isCopied ? 'copy.done' : 'copy.do')}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, and must do so by keyboard too. */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  )
}
