import type { Site } from '@parley/protocol'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { snippetsFor, WAYS, type Way } from '../../format/snippets.ts'
import { fullTime } from '../../format/times.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { InstallModel, type Seen } from '../../models/install-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { CopyField } from './CopyField.tsx'
import { HostedLink } from './HostedLink.tsx'
import { PageHead } from './PageHead.tsx'
import type { SitePageProps } from './SectionForm.tsx'

/** How the widget gets onto a page, whether it arrived, and the chat's own page. */
export function InstallPage({ site, sites }: SitePageProps) {
  return (
    <div class="sform">
      <Link to={{ screen: 'settings', section: 'sites', siteId: site.id, page: null }} class="crumb">
        <Icon name="chevron-left" size={16} />
        {site.name}
      </Link>
      <PageHead title={t('site.page.install')} lead={t('install.lead')} />
      <Snippets site={site} />
      <Check site={site} onAllow={(origin) => allow(origin)} />
      <HostedLink site={site} />
    </div>
  )

  async function allow(origin: string): Promise<void> {
    await sites.update(site.id, { allowedOrigins: [...site.allowedOrigins, origin] })
  }
}

function Snippets({ site }: { site: Site }) {
  const [way, choose] = useState<Way>('html')
  return (
    <section class="sec" aria-labelledby="install-paste">
      <h2 id="install-paste">{t('install.paste')}</h2>
      <fieldset class="fr">
        <legend class="vh">{t('install.way')}</legend>
        <div class="seg seg-wrap">
          {WAYS.map((one) => (
            <button key={one} type="button" aria-pressed={way === one} onClick={() => choose(one)}>
              {t(`install.way.${one}`)}
            </button>
          ))}
        </div>
      </fieldset>
      {snippetsFor(way, site).map((text, at) => (
        <CopyField key={text} label={labelOf(way, at)} text={text} />
      ))}
      <p class="hint">{t(`install.way.${way}.hint`)}</p>
    </section>
  )
}

/** Where each text of a way goes, in ways that have more than one. */
const PLACES: Partial<Record<Way, readonly [MessageKey, MessageKey]>> = {
  csp: ['install.into.page', 'install.into.header'],
  npm: ['install.into.shell', 'install.into.code'],
}
const labelOf = (way: Way, at: number) => t(PLACES[way]?.[at] ?? `install.way.${way}`)

type CheckProps = { site: Site; onAllow(origin: string): Promise<void> }

/** "We see your widget": which pages carried the tag, live. */
function Check({ site, onAllow }: CheckProps) {
  const { client, window } = useWorkbench()
  const model = useMemo(() => new InstallModel(client, window.env, site.id), [site.id])
  useEffect(() => model.watch(), [model])
  const seen = model.seen.value
  return (
    <section class="sec" aria-labelledby="install-check">
      <h2 id="install-check">{t('install.check')}</h2>
      <div role="status">
        {seen?.length ? (
          <ul class="tiles">
            {seen.map((one) => (
              <SeenRow key={one.origin} seen={one} isAllowed={one.allowed || isListed(site, one)} onAllow={onAllow} />
            ))}
          </ul>
        ) : (
          <p class="muted">{t(seen ? 'install.check.waiting' : 'install.check.looking')}</p>
        )}
        {model.hasFailed.value && <p class="muted">{t('install.check.failed')}</p>}
      </div>
    </section>
  )
}

const isListed = ({ allowedOrigins }: Site, { origin }: Seen) => allowedOrigins.includes(origin)

type RowProps = { seen: Seen; isAllowed: boolean; onAllow(origin: string): Promise<void> }

function SeenRow({ seen: { origin, lastAt }, isAllowed, onAllow }: RowProps) {
  const { toasts } = useWorkbench()
  const allow = () =>
    onAllow(origin).then(
      () => toasts.show({ text: t('install.allowed', { origin }), tone: 'plain' }),
      () => toasts.show({ text: t('settings.failed'), tone: 'problem' }),
    )
  return (
    <li class="tile">
      <Icon name={isAllowed ? 'check-circle' : 'alert'} />
      <span class="grow">
        <b class="cut">{origin}</b>
        <span class="muted">{t(isAllowed ? 'install.seen' : 'install.refused', { time: fullTime(lastAt) })}</span>
      </span>
      {!isAllowed && (
        <button type="button" class="btn" onClick={() => void allow()}>
          {t('install.allow')}
        </button>
      )}
    </li>
  )
}
