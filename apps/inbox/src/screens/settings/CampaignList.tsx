import type { Campaign, CampaignCount } from '@parley/protocol'
import type { Signal } from '@preact/signals'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { isFlawed, summaryOf } from '../../models/campaigns.ts'
import { moved } from '../../models/moved.ts'
import { Icon } from '../../ui/Icon.tsx'
import { CampaignEditor } from './CampaignEditor.tsx'

type Props = {
  campaigns: readonly Campaign[]
  counts: ReadonlyMap<string, CampaignCount>
  locale: string
  /** The one that is open, and shown in the preview. */
  chosen: Signal<string | null>
  set(campaigns: Campaign[]): void
}

const ICONS = { up: 'chevron-up', down: 'chevron-down', remove: 'trash' } as const

/** The campaigns of a site in their order: switched, edited, put in order, taken out. */
export function CampaignList({ campaigns, counts, locale, chosen, set }: Props) {
  const { toasts } = useWorkbench()
  const move = (at: number, by: -1 | 1) => {
    set(moved(campaigns, at, by))
    // The button moves with its campaign, and keeps the focus.
    const id = `${campaigns[at]?.id}-${by < 0 ? 'up' : 'down'}`
    requestAnimationFrame(() => document.getElementById(id)?.focus())
  }
  const remove = (at: number) => {
    set(campaigns.filter((_, n) => n !== at))
    const { name = '' } = campaigns[at] ?? {}
    toasts.show({ text: t('campaigns.removed', { name }), tone: 'plain', undo: () => set([...campaigns]) })
  }
  return (
    <>
      <ol class="ff" aria-label={t('campaigns.list')}>
        {campaigns.map((campaign, at) => (
          <Row
            key={campaign.id}
            {...{ campaign, locale, count: counts.get(campaign.id) }}
            isOpen={chosen.value === campaign.id}
            onToggle={(isOpen) => {
              if (isOpen || chosen.peek() === campaign.id) chosen.value = isOpen ? campaign.id : null
            }}
            set={(next) => set(campaigns.map((one, n) => (n === at ? next : one)))}
          >
            {(['up', 'down', 'remove'] as const).map((what) => {
              const isOff = (what === 'up' && at === 0) || (what === 'down' && at === campaigns.length - 1)
              const run = () => (what === 'remove' ? remove(at) : move(at, what === 'up' ? -1 : 1))
              return (
                <button
                  key={what}
                  type="button"
                  class="ib"
                  id={`${campaign.id}-${what}`}
                  aria-label={t(`campaigns.${what}`, { name: campaign.name })}
                  aria-disabled={isOff}
                  onClick={() => !isOff && run()}
                >
                  <Icon name={ICONS[what]} />
                </button>
              )
            })}
          </Row>
        ))}
      </ol>
      <p class="hint">{t('campaigns.counts.hint')}</p>
    </>
  )
}

type RowProps = {
  campaign: Campaign
  count: CampaignCount | undefined
  locale: string
  isOpen: boolean
  onToggle(isOpen: boolean): void
  set(campaign: Campaign): void
  children: preact.ComponentChildren
}

function Row({ campaign, count, locale, isOpen, onToggle, set, children }: RowProps) {
  const { name, on } = campaign
  return (
    <li class={isFlawed(campaign) ? 'ff-row ff-bad' : 'ff-row'}>
      <details open={isOpen} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
        <summary class="camp">
          <b class="cut">{name}</b>
          <span class="muted cut">{summaryOf(campaign)}</span>
          <span class="faint cut">{count ? t('campaigns.counts', count) : t('campaigns.counts.none')}</span>
        </summary>
        {isOpen && <CampaignEditor {...{ campaign, locale, set }} />}
      </details>
      <span class="ff-tools">
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={t('campaigns.on', { name })}
          checked={on}
          aria-checked={on}
          onChange={({ currentTarget }) => set({ ...campaign, on: currentTarget.checked })}
        />
        {children}
      </span>
    </li>
  )
}
