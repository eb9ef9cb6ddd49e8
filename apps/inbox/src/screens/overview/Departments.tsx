import { useWorkbench } from '../../context.ts'
import { shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { Looked } from '../../models/overview/overview-model.ts'
import { countText } from '../conversations/count-text.ts'
import { ListLink } from './ListLink.tsx'

/** Where people wait, and since when. */
export function Departments({ all }: { all: Looked['departments'] }) {
  const { now } = useWorkbench()
  return (
    <section aria-labelledby="ov-dep">
      <h2 id="ov-dep">{t('overview.departments')}</h2>
      {all.length === 0 && <p class="muted">{t('overview.no_department')}</p>}
      {all.length > 0 && (
        <table class="ov-t">
          <thead>
            <tr>
              <th scope="col">{t('overview.department')}</th>
              <th scope="col">{t('view.waiting')}</th>
              <th scope="col">{t('overview.wait')}</th>
              <th scope="col">{t('view.open')}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ id, name, waiting, waitingSince, open }) => (
              <tr key={id}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>
                  <ListLink
                    to={{ view: 'waiting', filter: { department: [id] } }}
                    label={`${name}, ${t('view.waiting')}: ${countText(waiting)}`}
                  >
                    {countText(waiting)}
                  </ListLink>
                </td>
                <td>{waitingSince ? shortAgo(waitingSince, now.value) : '–'}</td>
                <td>
                  <ListLink
                    to={{ view: 'open', filter: { department: [id] } }}
                    label={`${name}, ${t('view.open')}: ${countText(open)}`}
                  >
                    {countText(open)}
                  </ListLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
