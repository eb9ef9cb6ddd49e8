import { bundle } from '../build/bundle.ts'
import { cssText } from '../build/css-text.ts'
import { brotli } from '../build/write-folder.ts'
import { PROBE } from './widget-probe.ts'

const DIR = 'scripts/bench/floors'

/** A file as a host serves it: the text, and the same compressed. */
export type Served = { text: string; brotli: Buffer }
/** What is loaded for a floor, by the last part of its address. */
export type Floor = { 'loader.js': Served; 'chat.js': Served }

async function built(name: string, file: string, format: 'iife' | 'esm'): Promise<Served> {
  const [script] = await bundle(name, {
    entryPoints: [`${DIR}/${file}`],
    outfile: `${DIR}/${name}.js`, // a name only: nothing is written
    format,
    plugins: [cssText],
  })
  if (!script) throw new Error(`nothing was built of ${file}`)
  return { text: Buffer.from(script.contents).toString(), brotli: await brotli(script.contents) }
}

/** Both floors: one loader, and behind it a chat without a library or on Preact and signals. */
export async function buildFloors(): Promise<{ vanilla: Floor; preact: Floor }> {
  const [loader, vanilla, preact] = await Promise.all([
    built('floor-loader', 'loader.ts', 'iife'),
    built('floor-vanilla', 'vanilla-chat.ts', 'esm'),
    built('floor-preact', 'preact-chat.tsx', 'esm'),
  ])
  return {
    vanilla: { 'loader.js': loader, 'chat.js': vanilla },
    preact: { 'loader.js': loader, 'chat.js': preact },
  }
}

/** The scripts that watch a host page: its moments, and its clock. */
export async function buildProbes(): Promise<{ moments: string; idle: string }> {
  const [moments, idle] = await Promise.all([
    built('probe', 'probe.ts', 'iife'),
    built('idle-probe', 'idle-probe.ts', 'iife'),
  ])
  // On a line of its own: one may stand before another.
  const named = ({ text }: Served) => `${text}\n//# sourceURL=${PROBE}\n`
  return { moments: named(moments), idle: named(idle) }
}
