import type { Site, SiteOptions } from '@parley/protocol'
import type { ComponentChildren } from 'preact'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { SitesModel } from '../../models/sites-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'
import { PageHead } from './PageHead.tsx'
import { type Saveable, SaveBar } from './SaveBar.tsx'

/** What every page of a site's settings is given. */
export type SitePageProps = { site: Site; sites: SitesModel }

/** A site as it would be with one section as it is being edited. */
export function withSection<S extends keyof SiteOptions>(site: Site, name: S, values: SiteOptions[S]): Site {
  return { ...site, options: { ...site.options, [name]: values } }
}

type Props = {
  site: Site
  title: string
  lead: string
  model: Saveable
  /** Stands at the end side where there is room. */
  preview?: ComponentChildren
  children: ComponentChildren
}

/** One page of a site's settings: head, sections, the save bar while something is unsaved. */
export function SectionForm({ site, title, lead, model, preview, children }: Props) {
  const { toasts } = useWorkbench()
  return (
    <form
      class="swide"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (await model.save()) toasts.show({ text: t('site.saved'), tone: 'plain' })
      }}
    >
      <div class="swide-cols">
        <div class="sform">
          <Link to={{ screen: 'settings', section: 'sites', siteId: site.id, page: null }} class="crumb">
            <Icon name="chevron-left" size={16} />
            {site.name}
          </Link>
          <PageHead title={title} lead={lead} />
          {children}
        </div>
        {preview}
      </div>
      <SaveBar model={model} />
    </form>
  )
}
