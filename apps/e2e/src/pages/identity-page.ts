import type { Page } from 'playwright-core'

/** A key for signed identities, made as an admin makes it: its secret is shown once, on the page that stays open. */
export async function createIdentityKey(page: Page, url: string) {
  await page.goto(`${url}/inbox/settings/sites`)
  await page
    .getByRole('link', { name: /Fernand|Kettle|demo/i })
    .first()
    .click()
  await page.getByRole('link', { name: 'Identity and privacy' }).click()
  await page.getByRole('button', { name: 'Create a key' }).click()
  const secret = await page.getByText(/^[\w-]{43}$/).innerText()
  const kid = await page
    .getByText(/^idk_\w{20}$/)
    .first()
    .innerText()
  const workspaceId = (await page.getByText(/wsp_\w{20}/).innerText()).match(/wsp_\w{20}/)?.[0] ?? ''
  return { kid, secret, workspaceId }
}
