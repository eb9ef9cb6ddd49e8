import { afterAll, beforeAll } from 'vitest'
import { leaveBrowser, sharedBrowser } from '../harness/browser.ts'
import { startDemo } from '../harness/stage.ts'
import { badInput } from './bad-input.ts'
import { openCages } from './cages.ts'
import { frames } from './frames.ts'
import { startKeeper } from './keeper.ts'
import { lifetime } from './lifetime.ts'
import { loading } from './loading.ts'
import { neighbours } from './neighbours.ts'
import { policies } from './policies.ts'
import { scripts } from './scripts.ts'
import { atRest, lookOf, talk, visit, widgetOn, type Zoo } from './story.ts'
import { styles } from './styles.ts'

const zoo = {} as Zoo // filled before the first visit

beforeAll(async () => {
  zoo.server = await startDemo()
  zoo.cages = await openCages(zoo.server.url)
  zoo.browser = await sharedBrowser()
  zoo.keeper = await startKeeper(zoo.server)
  const plain = await visit(zoo, { name: 'that is plain' })
  await widgetOn(plain.at).launcher.waitFor()
  const closed = await lookOf(plain.at)
  await widgetOn(plain.at).launcher.click()
  await talk(plain, 'what does it look like')
  await plain.at.locator('form.card').waitFor() // it comes last
  zoo.model = { closed, open: await atRest(plain.at) }
  await plain.context.close()
})

afterAll(async () => {
  await leaveBrowser()
  zoo.keeper?.client.destroy()
  await zoo.cages?.close()
  await zoo.server?.stop()
})

policies(zoo)
styles(zoo)
scripts(zoo)
loading(zoo)
frames(zoo)
neighbours(zoo)
lifetime(zoo)
badInput(zoo)
