import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Mark } from '../../ui/Mark.tsx'

type Props = { title: string; lead: string; children: ComponentChildren }

/** What stands before the inbox: a form in the start half, an invented exchange in the other. */
export function Entrance({ title, lead, children }: Props) {
  return (
    <main class="lg">
      <div class="lg-f">
        <div class="lg-b">
          <Mark size={30} />
          Parley
        </div>
        <div class="lg-c">
          <div>
            <h1>{title}</h1>
            <p class="sub">{lead}</p>
          </div>
          {children}
        </div>
      </div>
      <Exchange />
    </main>
  )
}

function Exchange() {
  return (
    <div class="lg-a" aria-hidden="true">
      <svg class="leaf" viewBox="0 0 100 100" fill="currentColor" aria-hidden="true">
        <path d="M50 0a50 50 0 0 1 50 50v36a14 14 0 0 1-14 14H50A50 50 0 0 1 50 0Z" />
      </svg>
      <svg class="leaf2" viewBox="0 0 100 100" fill="currentColor" aria-hidden="true">
        <path d="M50 0a50 50 0 0 1 0 100H14A14 14 0 0 1 0 86V50A50 50 0 0 1 50 0Z" />
      </svg>
      <div class="tal">
        <p class="m">
          <span class="av av-28 a4">L</span>
          <b>Leonie</b>
          <span>09:12</span>
        </p>
        <p class="bb">{t('entrance.asks')}</p>
        <p class="bb n">
          <Icon name="lock" size={16} />
          {t('entrance.note')}
        </p>
        <p class="m e">
          <span>09:14</span>
          <b>{t('who.you')}</b>
          <span class="av av-28 a0">I</span>
        </p>
        <p class="bb r">{t('entrance.answers')}</p>
      </div>
    </div>
  )
}
