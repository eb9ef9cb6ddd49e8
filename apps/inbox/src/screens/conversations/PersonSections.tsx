import type { Attributes, Company, Contact, Visitor } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { VisitorModel } from '../../models/visitor-model.ts'
import { Icon } from '../../ui/Icon.tsx'

const MOST_EVENTS = 6
type Row = [name: string, value: string]

/** Dates travel as texts of this form. */
const DATE = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

function shown(value: Attributes[string]): string {
  if (typeof value === 'boolean') return t(value ? 'person.yes' : 'person.no')
  if (typeof value === 'number') return new Intl.NumberFormat().format(value)
  return DATE.test(value) ? fullTime(value) : value
}

const attributeRows = (attributes: Attributes = {}): Row[] =>
  Object.entries(attributes).map(([key, value]) => [key, shown(value)])

function companyRows(company: Company | null | undefined): Row[] {
  if (!company) return []
  return [[t('person.company'), company.name ?? company.id], ...attributeRows(company.attributes)]
}

/** That the site signed who this is; beside the name. */
export function Verified() {
  return (
    <span class="chip chip-ok" title={t('person.verified.hint')}>
      <Icon name="shield" size={14} />
      {t('person.verified')}
    </span>
  )
}

/** What the signed identity told, and apart from it what the page said. */
export function Known({ visitor, contact, hasCard }: { visitor: Visitor; contact: Contact | null; hasCard: boolean }) {
  const signed: Row[] = contact
    ? [
        [t('person.externalId'), contact.externalId],
        ...attributeRows(contact.company?.attributes),
        ...attributeRows(contact.attributes),
      ]
    : []
  const said: Row[] = [
    ...(visitor.phone && !hasCard ? [[t('person.phone'), visitor.phone] satisfies Row] : []),
    ...(hasCard ? attributeRows(visitor.company?.attributes) : companyRows(visitor.company)),
    ...attributeRows(visitor.attributes),
  ]
  return (
    <>
      <Rows title={t('person.about')} rows={signed} />
      <Rows title={t('person.said')} rows={said} />
    </>
  )
}

function Rows({ title, rows }: { title: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null
  return (
    <div class="pn-s">
      <h3>{title}</h3>
      <dl class="kv">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt class="cut" title={name}>
              {name}
            </dt>
            <dd>
              <span class="cut" title={value} dir="auto">
                {value}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** What the page told of, the newest first. */
export function Events({ visitor: { events = [] } }: { visitor: Visitor }) {
  const { now } = useWorkbench()
  if (events.length === 0) return null
  return (
    <div class="pn-s">
      <h3>{t('person.events')}</h3>
      <ul class="tl">
        {events.slice(0, MOST_EVENTS).map(({ name, props, at }) => (
          <li key={`${at} ${name}`}>
            <span
              class="cut"
              dir="auto"
              title={attributeRows(props)
                .map((row) => row.join(': '))
                .join(', ')}
            >
              {name}
            </span>
            <time dateTime={at} title={fullTime(at)}>
              {shortAgo(at, now.value)}
            </time>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** While what is known of somebody is not there yet, or could not be had. */
export function Fetching({ who }: { who: VisitorModel }) {
  if (who.state.value === 'failed')
    return (
      <div class="pn-s" role="alert">
        <p>{t('details.failed')}</p>
        <button type="button" class="btn btn-s" onClick={who.retry}>
          {t('action.retry')}
        </button>
      </div>
    )
  if (who.state.value !== 'loading') return null
  return (
    <div class="pn-s skel-lines" aria-busy="true">
      <span class="skel skel-a" />
      <span class="skel skel-b" />
      <span class="skel skel-a" />
    </div>
  )
}
