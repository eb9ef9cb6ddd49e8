/** One place of a library's source and what stands there instead. It must be there once, or the build fails. */
export type Cut = [from: RegExp, to: string]

/** By file of `preact/src`, comments left out. */
export const PREACT_CUTS: Record<string, Cut[]> = {
  'render.js': [
    [/let isHydrating = .*;/, ''],
    [/isHydrating \? NULL : /, ''],
    [/oldVNode\s+\? NULL\s+: parentDom\.firstChild\s+\? slice\.call\(parentDom\.childNodes\)\s+: NULL,/, ''],
    [/if \(parentDom\.nodeType == 9\) \{[^}]*\}/, ''],
  ],
  'component.js': [
    [/oldVNode\._flags & MODE_HYDRATE \? \[oldDom\] : NULL,/, ''],
    [/oldVNode\._flags & MODE_HYDRATE,/, ''],
    [/ \|\|\s+prevDebounce != options\.debounceRendering/, ''],
    [/prevDebounce = options\.debounceRendering;\s+\(prevDebounce \|\| queueMicrotask\)/, 'queueMicrotask'],
    [/\(prevDebounce \|\| queueMicrotask\)/, 'queueMicrotask'],
  ],
  // Nothing catches: an error of a view goes on to whoever asked for the drawing.
  'diff/catch-error.js': [[/for \(; \(vnode = vnode\._parent\); \) \{[\s\S]*?\n\t\}\n/, '']],
  // Nobody else puts comments between our nodes.
  'diff/children.js': [
    [/while \(next && next\.nodeType == 8\) next = next\.nextSibling;/, ''],
    [/while \(\s+\(oldDom = oldDom && oldDom\.nextSibling\) &&[\s\S]*?\);/, 'oldDom = oldDom && oldDom.nextSibling;'],
  ],
  'diff/props.js': [[/name = name\.replace\(\/xlink\(H\|:h\)\/, 'h'\)\.replace\(\/sName\$\/, 's'\);/, '']],
  'diff/index.js': [
    [/if \(\s+oldVNode\._flags & MODE_SUSPENDED[\s\S]*?\n\t\}\n/, ''],
    [
      /if \(isHydrating \|\| excessDomChildren\) \{[\s\S]*?\} else \{\s+newVNode\._dom = oldVNode\._dom;\s+\}/,
      'newVNode._dom = oldVNode._dom;',
    ],
    [/if \(\(tmp = options\._diff\)\) tmp\(newVNode\);/, ''],
    [/if \(\(tmp = options\.diffed\)\) tmp\(newVNode\);/, ''],
    [/newVNode\._flags &= RESET_MODE;/, ''],
    [/if \(resumed\) resumed\.some\(removeNode\);/, ''],
    [
      /tmp = newType\.contextType;\s+const provider = [^;]*;\s+const componentContext = [^;]*;/,
      'const componentContext = globalContext;',
    ],
    [/if \(provider\) provider\.sub\(c\);/, ''],
    [/if \(c\._bits & COMPONENT_PENDING_ERROR\) \{[^}]*\}/, ''],
    [/if \(c\._bits & COMPONENT_PROCESSING_EXCEPTION\) \{[^}]*\}/, ''],
    [
      /let renderHook = [\s\S]*?\} while \([^;]*;/,
      'c._bits &= ~COMPONENT_DIRTY; tmp = c.render(c.props, (c.state = c._nextState), c.context);',
    ],
    [/if \(!\(e && e\.then\)\) markAsForce/, 'markAsForce'],
    [/if \(\s+!skipRemove &&\s+\(r = vnode\._component\) &&[\s\S]*?\n\t\}\n/, ''],
  ],
}

/** Of `@preact/signals-core`: signals are read by `value` and `peek`, and no one asks to be told of listeners. */
export const SIGNALS_CUTS: Cut[] = [
  [
    /this\._watched = options\?\.watched;\s+this\._unwatched = options\?\.unwatched;\s+this\.name = options\?\.name;/,
    '',
  ],
  [/ else \{\s+untracked\(\(\) => \{\s+this\._watched\?\.call\(this\);\s+\}\);\s+\}/, ''],
  [/if \(next === undefined\) \{\s+untracked\(\(\) => \{\s+this\._unwatched\?\.call\(this\);\s+\}\);\s+\}/, ''],
  [/Signal\.prototype\.subscribe = function \(fn\) \{[\s\S]*?\n\};/, ''],
  [/Signal\.prototype\.valueOf = function \(\) \{[\s\S]*?\n\};/, ''],
  [/Signal\.prototype\.toString = function \(\) \{[\s\S]*?\n\};/, ''],
  [/Signal\.prototype\.toJSON = function \(\) \{[\s\S]*?\n\};/, ''],
  [/Signal\.prototype\.brand = BRAND_SYMBOL;/, ''],
  [/this\.name = options\?\.name;/, ''],
  // Models are flat objects of signals and functions.
  [
    /const wrapInAction = [\s\S]*?\n\};/,
    `const wrapInAction = (value: Record<string, unknown>) => {
    for (const key in value) {
      const val = value[key]
      if (typeof val === 'function') value[key] = action(val as (...args: unknown[]) => unknown)
    }
  }`,
  ],
  [/wrapInAction\(model, \[\]\)/, 'wrapInAction(model as never)'],
  [/catch \(err\) \{\s+const effects[\s\S]*?throw err;\s+\} finally \{\s+modelEffects/, 'finally { modelEffects'],
]
