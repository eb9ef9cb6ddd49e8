import { describe, it } from 'vitest'
import type { Animal } from './animal.ts'
import { tell, type Zoo } from './story.ts'

/** What libraries of around 2008 hung on the natives, as far as anybody can still meet it. */
const PROTOTYPE_JS = `
  window.$ = function (id) { return document.getElementById(id) }
  window.$$ = function () { return [] }
  window.$A = function (iterable) {
    if (!iterable) return []
    if (iterable.toArray) return iterable.toArray()
    var length = iterable.length || 0, results = new Array(length)
    while (length--) results[length] = iterable[length]
    return results
  }
  window.Class = { create: function () { return function () {} } }
  window.Enumerable = {}
  window.Prototype = { Version: '1.6.0.3' }
  window.Event = { observe: function () {}, KEY_RETURN: 13 }
  Array.from = $A
  function slice(args, from) { return [].slice.call(args, from) }
  Function.prototype.bind = function () {
    var method = this, args = slice(arguments, 0), object = args.shift()
    return function () { return method.apply(object, args.concat(slice(arguments, 0))) }
  }
  Function.prototype.curry = Function.prototype.wrap = Function.prototype.defer = function () { return this }
  var list = {
    each: function (f) { this.forEach(f) }, toArray: function () { return this.concat() }, clear: function () { this.length = 0; return this },
    first: function () { return this[0] }, last: function () { return this[this.length - 1] }, size: function () { return this.length },
    entries: function () { return this.concat() }, clone: function () { return this.concat() }, inspect: function () { return '[]' },
    detect: function () {}, select: function () { return [] }, collect: function () { return [] }, inject: function () {},
    without: function () { return [] }, uniq: function () { return this }, compact: function () { return this }, flatten: function () { return this },
    include: function (value) { return this.indexOf(value) >= 0 }, _each: function () {},
    toJSON: function () { return '[' + this.map(function (one) { return JSON.stringify(one) }).join(', ') + ']' }
  }
  for (var name in list) Array.prototype[name] = list[name]
  var words = {
    gsub: function () { return this }, strip: function () { return this.trim() }, toArray: function () { return this.split('') }, times: function () { return '' },
    blank: function () { return !this.trim() }, empty: function () { return this == '' }, camelize: function () { return this }, succ: function () { return '' },
    toJSON: function () { return '"' + this + '"' }, include: function (text) { return this.indexOf(text) >= 0 }
  }
  for (name in words) String.prototype[name] = words[name]
  Number.prototype.toJSON = Boolean.prototype.toJSON = function () { return this.toString() }
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"' }
  Object.toJSON = function (value) { return JSON.stringify(value) }
  Object.extend = function (to, from) { for (var key in from) to[key] = from[key]; return to }
  Object.keys = function (object) { var keys = []; for (var key in object) if (object.hasOwnProperty(key)) keys.push(key); return keys }
  Object.values = function (object) { var all = []; for (var key in object) if (object.hasOwnProperty(key)) all.push(object[key]); return all }
  var element = {
    visible: function () { return true }, toggle: function () { return this }, hide: function () { this.style.display = 'none'; return this },
    show: function () { this.style.display = ''; return this }, update: function () { return this }, insert: function () { return this },
    remove: function () { this.parentNode.removeChild(this); return this }, replace: function () { return this }, wrap: function () { return this },
    select: function () { return [] }, up: function () {}, down: function () {}, observe: function () { return this }, fire: function () {},
    setStyle: function () { return this }, addClassName: function () { return this }, clonePosition: function () {}, identify: function () { return 'x' }
  }
  for (name in element) Element.prototype[name] = element[name]
`

const animals: Animal[] = [
  { name: 'of the days of Prototype.js', runs: PROTOTYPE_JS },
  {
    name: 'that hung things on every object',
    runs: `
      for (const name of ['extend', 'each', 'clone', 'merge', 'keys', 'size', 'isEmpty', 'toQueryString', 'bind', 'on', 'log'])
        Object.prototype[name] = function () { throw Error(name + ' was called') }
      for (const name of ['launcher', 'position', 'mount', 'offsetX', 'hideOn', 'q', 'done', 'color'])
        Object.prototype[name] = 'polluted'`,
  },
  {
    name: 'that hung a toJSON and setters on every object',
    runs: `
      Object.prototype.toJSON = function () { return 'polluted' }
      for (const name of ['should', 'must', 'red', 'bold', 'extend', '$ref'])
        Object.defineProperty(Object.prototype, name, {
          get() { return this }, set(value) { Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true }) } })`,
  },
  {
    name: 'that hung things on every array',
    runs: `
      Array.prototype.remove = function () {}
      Array.prototype.contains = function () {}
      Array.prototype.toJSON = function () { return 'polluted' }
      Array.prototype.v = Array.prototype.name = 'polluted'`,
  },
  {
    name: 'that froze the prototypes',
    runs: 'for (const one of [Object, Array, Function, Promise, Map, Set, String, Error, EventTarget, Node, Element]) Object.freeze(one.prototype)',
  },
  {
    name: 'with loaders of modules',
    runs: `
      window.define = function () { throw Error('define was called') }
      window.define.amd = {}
      window.require = function () { throw Error('require was called') }
      window.module = { exports: {} }
      window.exports = window.module.exports
      window.process = { env: {}, versions: {} }`,
  },
  {
    name: 'that wraps what talks to the network and the clock',
    runs: `
      const { fetch, WebSocket, XMLHttpRequest, Promise, setTimeout } = window
      window.fetch = function (...args) { return fetch.apply(this, args).then((response) => response) }
      window.WebSocket = function (url, ...rest) { return new WebSocket(url, ...rest) }
      window.Promise = class extends Promise {}
      window.setTimeout = function (run, ms, ...rest) { return setTimeout(() => run(...rest), ms) }
      const { addEventListener } = EventTarget.prototype
      EventTarget.prototype.addEventListener = function (type, listener, options) {
        return addEventListener.call(this, type, listener && ((event) => (listener.handleEvent ? listener.handleEvent(event) : listener.call(this, event))), options)
      }
      window.JSON = { stringify: JSON.stringify, parse: JSON.parse }
      const { pushState } = history
      history.pushState = function (...args) { return pushState.apply(this, args) }
      window.MutationObserver = class extends MutationObserver {}`,
  },
  {
    name: 'whose globals have the names of natives',
    runs: `
      var URL = '/shop', Event = {}, Image = 1, Text = 2, Comment = 3, Option = 4, Range = 5, Selection = 6, Notification = 7
      var name = 'shop', status = 'open', origin = 'here', event = 1, self = {}, top = 8, parent = 9, find = 10, focus = 11, close = 12`,
  },
  {
    name: 'whose elements have the names of ours',
    rest: ({ tag }) => `<form name="body"><input name="append"></form><a id="Parley"></a><a id="PARLEY_SITE"></a>
      <div id="watchers"></div><img name="currentScript" alt=""><img name="activeElement" alt=""><form name="readyState"></form>${tag}`,
  },
  {
    name: 'that keeps every storage from its scripts',
    runs: `
      const refuse = () => { throw new DOMException('The operation is insecure.', 'SecurityError') }
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, { get: refuse })
      Object.defineProperty(document, 'cookie', { get: refuse, set: refuse })`,
  },
  {
    name: 'whose storage is full, as its scripts see it',
    runs: `
      const full = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError') }
      Storage.prototype.setItem = full
      IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = full`,
  },
  {
    name: 'whose browser knows no storage',
    runs: `for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel', 'caches'])
      Object.defineProperty(window, name, { value: undefined })
      Object.defineProperty(navigator, 'locks', { value: undefined })`,
  },
]

export function scripts(zoo: Zoo): void {
  describe('N48 R21 scripts: the whole story is told on a page', () => {
    it.each(animals)('$name', (animal) => tell(zoo, animal))
  })
}
