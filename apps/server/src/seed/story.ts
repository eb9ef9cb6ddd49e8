/** How the demo's conversations are written down: who says what, minutes apart. */
export type Speaker = 'visitor' | 'mira' | 'tom' | 'jun'
export type FileName =
  | 'broken-lid.png'
  | 'tin-label.png'
  | 'invoice-20418.pdf'
  | 'wholesale-prices.txt'
  | 'kiln-marks.png'

export type Step =
  | { say: Speaker; text: string; files?: FileName[]; after?: number }
  | { note: Exclude<Speaker, 'visitor'>; text: string; after?: number }
  | { claim: Exclude<Speaker, 'visitor'>; after?: number }
  | { tag: string[]; by: Exclude<Speaker, 'visitor'>; after?: number }
  | { status: 'open' | 'pending' | 'closed'; by: Exclude<Speaker, 'visitor'>; after?: number }
  | { priority: 'low' | 'high' | 'urgent'; by: Exclude<Speaker, 'visitor'>; after?: number }
  | { rate: 1 | 2 | 3 | 4 | 5; comment?: string; after?: number }

export type Story = {
  visitor: { name?: string; email?: string; language: string; userAgent: string; pages: [string, string][] }
  /** Minutes before now that the first step happened. */
  ago: number
  steps: Step[]
}

export const AGENTS = {
  mira: { name: 'Mira Castell', email: 'mira@fernandkettle.example', role: 'admin' },
  tom: { name: 'Tom Ashworth', email: 'tom@fernandkettle.example', role: 'agent' },
  jun: { name: 'Jun Takeda', email: 'jun@fernandkettle.example', role: 'agent' },
} as const

/** What the demo's visitors browse with. */
export const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
export const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
export const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0'

export const teas: [string, string] = ['/teas', 'This month’s teas']
export const pots: [string, string] = ['/pots/calder', 'The Calder pot']
export const care: [string, string] = ['/care', 'Delivery and returns']
export const basket: [string, string] = ['/basket', 'Your basket']
