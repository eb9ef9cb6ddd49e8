const PASSWORD = 'correct horse battery'

/** Asks the server as the API's clients do, without a browser. */
export async function postTo<Answer>(server: string, path: string, body: object, access?: string): Promise<Answer> {
  const answer = await fetch(`${server}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: server,
      ...(access && { authorization: `Bearer ${access}` }),
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

export const accessOf = async (server: string, who: { email: string; password: string }): Promise<string> =>
  (await postTo<{ access: string }>(server, '/sessions', who)).access

/** Adds a colleague as the owner does, with his password set by the one-time link. */
export async function addColleague(
  server: string,
  owner: { email: string; password: string },
  { name, role = 'agent' }: { name: string; role?: string },
): Promise<{ email: string; password: string }> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${Date.now()}@example.com`
  const access = await accessOf(server, owner)
  const { link } = await postTo<{ link: { url: string } }>(server, '/agents', { name, email, role }, access)
  await postTo(server, '/passwords', { token: new URL(link.url).hash.slice(1), password: PASSWORD })
  return { email, password: PASSWORD }
}
