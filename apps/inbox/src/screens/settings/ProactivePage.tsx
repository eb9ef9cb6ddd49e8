import type { Campaign } from '@parley/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { language, t } from '../../i18n/translate.ts'
import { CampaignCountsModel } from '../../models/campaign-counts-model.ts'
import { cleaned, judgeCampaigns, MOST_CAMPAIGNS, newCampaign, PRESETS, presetOf } from '../../models/campaigns.ts'
import { SectionModel } from '../../models/section-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { CampaignList } from './CampaignList.tsx'
import { CampaignPreview } from './CampaignPreview.tsx'
import { LocaleChoice } from './LocaleTexts.tsx'
import { SectionForm, type SitePageProps } from './SectionForm.tsx'

/** Empty lines and buttons are part of writing, not of what is saved. */
function saving({ update, reread }: SitePageProps['sites']): Pick<SitePageProps['sites'], 'update' | 'reread'> {
  return {
    reread,
    update: (id, { options, ...others }) => {
      const campaigns = options?.proactive?.campaigns.map(cleaned)
      return update(id, { ...others, options: { ...options, ...(campaigns && { proactive: { campaigns } }) } })
    },
  }
}

/** Messages that a site shows before a visitor wrote. */
export function ProactivePage({ site, sites }: SitePageProps) {
  const { client } = useWorkbench()
  const model = useMemo(() => new SectionModel({ site, name: 'proactive' }, saving(sites), judgeCampaigns), [site.id])
  const counts = useMemo(() => new CampaignCountsModel(client, site.id), [site.id])
  const chosen = useSignal<string | null>(null)
  useEffect(() => void counts.load(), [counts])
  const { campaigns } = model.values.value
  const locale = model.locale.value
  const shown = campaigns.find(({ id }) => id === chosen.value) ?? campaigns[0]
  const add = (campaign: Campaign) => {
    model.set({ campaigns: [...campaigns, campaign] })
    chosen.value = campaign.id
  }
  return (
    <SectionForm
      {...{ site, model, title: t('site.page.proactive'), lead: t('campaigns.lead') }}
      preview={shown && <CampaignPreview site={site} campaign={shown} locale={locale} />}
    >
      <section class="sec" aria-labelledby="campaigns-list">
        <h2 id="campaigns-list">{t('campaigns.list')}</h2>
        {campaigns.length === 0 ? (
          <Empty
            onChoose={(preset) => {
              model.locale.value = language()
              add(presetOf(preset))
            }}
          />
        ) : (
          <>
            <p>{t('campaigns.order')}</p>
            <LocaleChoice locale={model.locale} texts={campaigns.map(({ text }) => text)} />
            <CampaignList
              {...{ campaigns, locale, chosen, counts: counts.counts.value }}
              set={(next) => model.set({ campaigns: next })}
            />
          </>
        )}
        {campaigns.length < MOST_CAMPAIGNS && (
          <button type="button" class="btn btn-start" onClick={() => add(newCampaign())}>
            <Icon name="plus" size={16} />
            {t('campaigns.add')}
          </button>
        )}
      </section>
    </SectionForm>
  )
}

function Empty({ onChoose }: { onChoose(preset: (typeof PRESETS)[number]): void }) {
  return (
    <>
      <div>
        <b>{t('campaigns.none')}</b>
        <p class="muted">{t('campaigns.none.what')}</p>
      </div>
      <ul class="tiles">
        {PRESETS.map((preset) => (
          <li key={preset}>
            <button type="button" class="tile tile-btn" onClick={() => onChoose(preset)}>
              <Icon name="bolt" />
              <span class="grow">
                <b>{t(`campaigns.preset.${preset}`)}</b>
                <span class="muted">{t(`campaigns.preset.${preset}.what`)}</span>
              </span>
              <Icon name="plus" size={16} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
