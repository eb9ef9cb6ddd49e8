/** One place of a library's source and what stands there instead. It must be there once, or the build fails. */
export type Cut = [from: RegExp, to: string]

/** By file of `preact/src`, comments left out. */
export const PREACT_CUTS: Record<string, Cut[]> = {
  'render.js': [
    [/let isHydrating = .*;/, ''],
    [/isHydrating \? NULL : /, ''],
    [/oldVNode \|\| EMPTY_OBJ,\s+EMPTY_OBJ,/, 'oldVNode || EMPTY_OBJ,'],
    [/oldVNode\s+\? NULL\s+: parentDom\.firstChild\s+\? slice\.call\(parentDom\.childNodes\)\s+: NULL,/, ''],
    [/if \(parentDom\.nodeType == 9\) \{[^}]*\}/, ''],
  ],
  // The views of `view.ts` draw again by `forceUpdate`, and have no state but signals.
  'component.js': [
    [/BaseComponent\.prototype\.setState = [\s\S]*?\n\};/, ''],
    [/this\._bits \|= COMPONENT_FORCE;\s+if \(callback\) this\._renderCallbacks\.push\(callback\);/, ''],
    [
      /function BaseComponent\(props, context\) \{\s+this\.props = props;\s+this\.context = context;/,
      'function BaseComponent(props) { this.props = props;',
    ],
    [/component\._globalContext,/, ''],
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
    [/if \(!c\.state\) c\.state = \{\};\s+c\._globalContext = globalContext;/, ''],
    [/c\._renderCallbacks = \[\];\s+c\._stateCallbacks = \[\];/, 'c._renderCallbacks = [];'],
    [/if \(isClassComponent\) \{\s+if \(!c\._nextState\)[\s\S]*?\n\t\t\t\}\n/, ''],
    [/oldState = c\.state;/, ''],
    [/ \|\|\s+\(!\(c\._bits & COMPONENT_FORCE\) &&\s+c\.shouldComponentUpdate[\s\S]*?=== false\)/, ''],
    [/if \(newVNode\._original != oldVNode\._original\) \{[\s\S]*?\}/, ''],
    [
      /EMPTY_ARR\.push\.apply\(c\._renderCallbacks, c\._stateCallbacks\);\s+c\._stateCallbacks = \[\];\s+if \(c\._r/,
      'if (c._r',
    ],
    [/c\.context = componentContext;/, ''],
    [/c\._bits &= ~COMPONENT_FORCE;/, ''],
    [/if \(isClassComponent\) \{\s+EMPTY_ARR\.push\.apply\([^}]*\}\s+c\.state = c\._nextState;/, ''],
    [/if \(c\.getChildContext\) \{[^}]*\}[^}]*\}/, ''],
    [/c\.componentDidUpdate\(oldProps, oldState, snapshot\)/, 'c.componentDidUpdate(oldProps)'],
    [/return this\.constructor\(props, context\)/, 'return this.constructor(props)'],
    [/function markAsForce\(vnode\) \{[\s\S]*?\n\}/, ''],
    [/if \(\s+oldVNode\._flags & MODE_SUSPENDED[\s\S]*?\n\t\}\n/, ''],
    [
      /if \(isHydrating \|\| excessDomChildren\) \{[\s\S]*?\} else \{\s+newVNode\._dom = oldVNode\._dom;\s+\}/,
      'newVNode._dom = oldVNode._dom;',
    ],
    [/if \(\(tmp = options\._diff\)\) tmp\(newVNode\);/, ''],
    [/if \(\(tmp = options\.diffed\)\) tmp\(newVNode\);/, ''],
    [/newVNode\._flags &= RESET_MODE;/, ''],
    [/if \(resumed\) resumed\.some\(removeNode\);/, ''],
    [/tmp = newType\.contextType;\s+const provider = [^;]*;\s+const componentContext = [^;]*;/, ''],
    [/if \(provider\) provider\.sub\(c\);/, ''],
    [/new newType\(newProps, componentContext\)/, 'new newType(newProps)'],
    [/new BaseComponent\(\s+newProps,\s+componentContext\s+\)/, 'new BaseComponent(newProps)'],
    [/if \(c\._bits & COMPONENT_PENDING_ERROR\) \{[^}]*\}/, ''],
    [/if \(c\._bits & COMPONENT_PROCESSING_EXCEPTION\) \{[^}]*\}/, ''],
    [/let renderHook = [\s\S]*?\} while \([^;]*;/, 'c._bits &= ~COMPONENT_DIRTY; tmp = c.render(newProps);'],
    [/if \(!\(e && e\.then\)\) markAsForce\(newVNode\);/, ''],
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
