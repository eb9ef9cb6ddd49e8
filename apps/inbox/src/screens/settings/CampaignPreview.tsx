import type { Campaign, Site } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { reportOn } from '../../format/contrast.ts'
import { t } from '../../i18n/translate.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Props = { site: Site; campaign: Campaign; locale: string }

/** The bubble as visitors see it, in the site's colour. */
export function CampaignPreview({ site, campaign, locale }: Props) {
  const { people } = useWorkbench()
  const agent = campaign.agentId && people.byId.value.get(campaign.agentId)
  const name = agent ? agent.name : site.name
  const ink = reportOn(site.color).ink === 'white' ? '#ffffff' : '#1b1a19'
  const brand = { background: site.color, color: ink }
  const said = (text: Campaign['text']) => text[locale] || Object.values(text).find(Boolean) || ''
  const replies = campaign.replies.map(said).filter(Boolean)
  return (
    <section class="sec pv" aria-labelledby="campaign-preview">
      <h2 id="campaign-preview">{t('campaigns.preview')}</h2>
      <div
        class="stage"
        data-side={site.side}
        data-theme={site.theme === 'auto' ? undefined : site.theme}
        aria-hidden="true"
      >
        <div class="pv-bubble">
          <p class="pv-who">
            <Avatar id={agent ? agent.id : site.name} name={name} size={28} />
            <b class="cut">{name}</b>
            <Icon name="close" size={16} />
          </p>
          <p class="pv-said" dir="auto">
            {said(campaign.text) || '…'}
          </p>
          {replies.length > 0 && (
            <p class="pv-do">
              {replies.map((reply, at) => (
                <span key={at} style={at === 0 ? brand : undefined}>
                  {reply}
                </span>
              ))}
            </p>
          )}
        </div>
        <span class="pv-launcher" style={brand}>
          <svg viewBox="0 0 30 30" aria-hidden="true">
            <path d="M7.6 11.4h11M11.9 18.6h10.5" />
          </svg>
        </span>
      </div>
    </section>
  )
}
