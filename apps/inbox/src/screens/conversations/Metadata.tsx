import type { MessageMetadata } from '@parley/protocol'
import { t } from '../../i18n/translate.ts'

/** What the visitor's page said with a message: unverified, and seen by agents alone. */
export function Metadata({ said }: { said: MessageMetadata }) {
  return (
    <details class="with">
      <summary>{t('message.with')}</summary>
      <dl class="sum">
        {Object.entries(said).map(([key, value]) => (
          <div key={key}>
            <dt dir="auto">{key}</dt>
            <dd dir="auto">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
