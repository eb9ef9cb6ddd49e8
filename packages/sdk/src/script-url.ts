type Policy = { createScriptURL(url: string): string }
type Policies = { createPolicy(name: string, rules: Policy): Policy }

let policy: Policy | null | undefined

/**
 * The address of the script for pages that take none as text (Trusted Types): by a policy `parley`, which a page that
 * lists its policies has to list (`trusted-types parley`). Where it may not be made the browser refuses the script.
 */
export function scriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  if (policy === undefined) policy = trustedTypes ? make(trustedTypes) : null
  return policy ? policy.createScriptURL(url) : url
}

function make(policies: Policies): Policy | null {
  try {
    return policies.createPolicy('parley', { createScriptURL: (url) => url })
  } catch {
    return null // not on the page's list, or made by a second copy of this package: the browser judges the text
  }
}
