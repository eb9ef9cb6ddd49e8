#!/usr/bin/env python3
"""A visitor's client of Parley that rests on docs/reference/protocol.md alone: one conversation, lines in, lines out.

Comments name the pages it follows. Left out: taking back, edits, files, typing, the long-poll.
"""
import argparse, json, queue, random, sys, threading, time
from urllib import error
from kept import load, new_id, store
from wire import Closed, WebSocket, call

STOPS = {4403: 'not allowed here', 4409: 'too many connections', 4412: 'this client is too old'}
SOON = {4400, 4401, 4413, 4012, 1001, 1009}  # connect.md, close codes: no back-off the first time
now = time.monotonic


def backoff(k):
    return random.uniform(0, min(20, 0.5 * 2 ** min(k, 10)))  # connect.md, back-off: seconds


class Client:
    def __init__(self, options):
        self.options, self.typed, self.at_end = options, queue.Queue(), False
        self.line, self.losses, self.last_code = None, 0, None
        self.kept = load(options.state)

    def save(self):
        store(self.options.state, self.kept)

    def access(self):
        """connect.md, visitors: door two. A refusal means that this visitor is gone: the next dial makes a new one."""
        try:
            return call(self.options, 'POST', '/api/v1/visitors/access', {'token': self.kept['token']})['access']
        except error.HTTPError as problem:
            if problem.code == 401:
                self.kept.update(token=None, key=new_id(), conversation=None, position=None)
            raise

    def dial(self):
        """connect.md, opening a socket: the first time and every later one."""
        if not self.kept['token']:
            self.kept['token'] = call(self.options, 'POST', '/api/v1/visitors', {'siteKey': self.options.site})['token']
            self.save()
        self.line = WebSocket(self.options.url, self.options.origin)
        self.limits = {'ackMs': 10000, 'deadMs': 35000, 'inFlight': 16}
        self.since = self.ack_at = self.bye_at = None
        self.heard, self.in_flight, self.on_this_line, self.refusals, self.paused_until = now(), [], set(), 0, 0
        self.ahead, self.filling, self.told, self.mark_at = {}, False, 0, 0
        hello = {'v': [1, 1], 'token': self.kept['token'], 'device': self.kept['device'], 'tab': new_id()}
        if self.kept['epoch']:
            hello['epoch'] = self.kept['epoch']
        if self.kept['position']:
            hello['positions'], self.filling = {self.kept['conversation']: self.kept['position']}, True
        self.write('hello', **hello)

    def write(self, t, **fields):
        self.line.send(json.dumps({'t': t, **fields}).encode())

    def subscribe(self):
        self.filling = True
        self.write('sub', conversationId=self.kept['conversation'], since=self.kept['position'])

    # commands.md: the outbox

    def pump(self):
        before = None
        for entry in self.kept['outbox']:
            after, before = before, entry['cmid']
            if not self.since or now() < self.paused_until or len(self.in_flight) >= self.limits['inFlight']:
                return
            if entry['cmid'] not in self.in_flight:
                known = not entry.get('again') and self.kept['conversation']
                fields = {'after': after} if after else {}
                fields.update({'conversationId': known} if known else {'create': {'key': self.kept['key']}})
                body = {'v': 1, 'type': 'text', 'text': entry['text']}
                self.write('send', cmid=entry['cmid'], kind='msg.new', body=body, **fields)
                self.in_flight.append(entry['cmid'])
                self.ack_at = self.ack_at or now() + self.limits['ackMs'] / 1000

    def answered(self, cmid):
        if cmid in self.in_flight:
            self.in_flight.remove(cmid)
            self.ack_at = now() + self.limits['ackMs'] / 1000 if self.in_flight else None

    def take(self, cmid):
        self.answered(cmid)
        found = next((entry for entry in self.kept['outbox'] if entry['cmid'] == cmid), None)
        self.kept['outbox'] = [entry for entry in self.kept['outbox'] if entry is not found]
        return found

    def settle(self, cmid, n):
        """An ack, or the event itself."""
        self.on_this_line.add(cmid)
        entry = self.take(cmid)
        if entry:
            self.refusals = 0
            young = [one for one in self.kept['acked'] if time.time() - one['at'] < 86400]
            self.kept['acked'] = [*young, {'cmid': cmid, 'text': entry['text'], 'n': n, 'at': time.time()}][-50:]
            print(f'[sent {n}] {entry["text"]}', flush=True)

    def refused(self, cmid, code, retry):
        if not retry:
            entry = self.take(cmid)
            print(f'[failed: {code}] {entry["text"] if entry else ""}', flush=True)
        self.answered(cmid)
        if retry and now() >= self.paused_until:
            self.paused_until, self.refusals = now() + backoff(self.refusals), self.refusals + 1

    def send_again(self, above=0):
        """following.md, reset: what was acknowledged before this line, beyond a number, may be lost."""
        lost = [one for one in self.kept['acked'] if one['cmid'] not in self.on_this_line and one['n'] > above]
        self.kept['acked'] = [one for one in self.kept['acked'] if one not in lost]
        self.kept['outbox'] = [{**one, 'again': True} for one in lost] + self.kept['outbox']

    # following.md: positions, gaps, resets

    def restart(self, why):
        print(f'-- reading the conversation anew ({why})', flush=True)
        self.kept['position'], self.ahead, self.filling = None, {}, False
        try:
            path = '/api/v1/conversations/' + self.kept['conversation']
            snapshot = call(self.options, 'GET', path, None, self.access())
        except error.HTTPError as problem:
            if problem.code != 404:
                raise
            return self.send_again()
        for entry in snapshot['entries']:
            self.show(entry['e'])
        self.kept['position'] = snapshot['position']
        self.subscribe()

    def show(self, event):
        """events.md: of all kinds this client knows one; the others count as applied."""
        if event['kind'] == 'msg.new' and event['actor']['type'] != 'visitor':
            text = event['body']['fallback'] if event['body'] else '(deleted)'
            print(f'{event["actor"].get("name", "agent")}: {text}', flush=True)

    def on_ev(self, frame):
        if not self.kept['position'] or frame['n'] <= self.kept['position']['n']:
            return
        if len(self.ahead) < 200:
            self.ahead[frame['n']] = frame
        while one := self.ahead.pop(self.kept['position']['n'] + 1, None):
            self.show(one['e'])
            self.settle(one['e']['cmid'], one['n'])
            self.kept['position'] = {'n': one['n'], 'id': one['id']}
        self.fill(frame['n'])

    def fill(self, head):
        if self.kept['position'] and head > self.kept['position']['n'] and not self.filling:
            self.subscribe()

    def on_synced(self, frame):
        position, self.filling, self.ahead = self.kept['position'], False, {}
        if frame['n'] < position['n'] or (frame['n'] == position['n'] and frame.get('id') != position.get('id')):
            return self.restart('diverged')
        self.fill(frame['n'])
        self.told = 0  # watermarks are said again after each resume
        self.send_again(frame['n'])

    def on_welcome(self, frame):
        before, self.kept['epoch'], self.since, self.last_code = self.kept['epoch'], frame['epoch'], now(), None
        self.limits.update(frame['limits'])
        print('-- online', flush=True)
        if before not in (None, frame['epoch']):
            self.send_again()
        if self.kept['conversation'] and (before != frame['epoch'] or not self.kept['position']):
            self.restart('epoch')

    def on_frame(self, frame):
        kind, mine = frame['t'], frame.get('conversationId') == self.kept['conversation']
        if kind == 'welcome':
            self.on_welcome(frame)
        elif kind == 'ev' and mine:
            self.on_ev(frame)
        elif kind == 'synced' and mine and self.kept['position']:
            self.on_synced(frame)
        elif kind == 'ack':
            self.kept['conversation'] = frame['conversationId']
            self.settle(frame['cmid'], frame['n'])
            if not self.kept['position']:  # it has just begun: nothing to fetch
                self.kept['position'] = {'n': 0}
                self.subscribe()
        elif kind == 'nack':
            self.refused(frame['cmid'], frame['code'], frame['retry'])
        elif kind == 'reset' and mine:
            if frame['why'] == 'diverged':
                self.send_again()
            self.restart(frame['why'])
        elif kind == 'gone' and mine:
            self.kept['position'] = None
            self.send_again()
        elif kind == 'hb' and 'c' in frame:
            self.write('hb', c=frame['c'])
            self.fill(frame.get('heads', {}).get(self.kept['conversation'], 0))
        elif kind == 'bye':
            self.bye_at = now() + frame['afterMs'] / 1000

    def step(self):
        for frame in self.line.messages():
            self.heard = now()
            self.on_frame(frame)
            self.save()
        if now() > min(self.heard + self.limits['deadMs'] / 1000, self.ack_at or 1e18):
            raise Closed(1006)  # connect.md, heartbeat: dead, whatever the socket says of itself
        if self.bye_at and now() > self.bye_at:
            raise Closed(4012)
        if self.since and now() - self.since > 30:
            self.losses = 0
        n = self.kept['position']['n'] if self.kept['position'] and not self.filling else 0
        if n > self.told and now() > self.mark_at:
            self.write('recv', conversationId=self.kept['conversation'], n=n)
            self.told, self.mark_at = n, now() + 1
        self.pump()

    def is_done(self):
        """Puts what was typed into the outbox: a command exists when it is kept, before it is sent."""
        while not self.typed.empty():
            text = self.typed.get()
            self.at_end = text is None
            if text and text.strip():
                self.kept['outbox'].append({'cmid': new_id(), 'text': text.strip()[:10000]})
                self.save()
        return self.at_end and not self.kept['outbox']

    def run(self):
        while not self.is_done():
            try:
                self.dial()
                while not self.is_done():
                    self.step()
            except Closed as closed:
                self.come_back(closed.args[0])
            except OSError as problem:  # a line that broke, or a refusal over HTTP
                self.come_back({401: 4401, 403: 4403, 404: 4403}.get(getattr(problem, 'code', 0), 1006))

    def come_back(self, code):
        if self.line:
            self.line.sock.close()
        repeated, self.last_code, self.line = code == self.last_code, code, None
        if code in STOPS or (code == 4400 and repeated):
            sys.exit(STOPS.get(code, 'the server does not understand this client'))
        if code == 4401 and self.kept['token']:
            try:
                self.access()
            except OSError:
                pass  # it is gone, and forgotten by now; or nobody can tell, and the next try will
        until = now() + (random.uniform(0, 0.5) if code in SOON and not repeated else backoff(self.losses))
        self.losses += 1
        print(f'-- offline ({code}), back in {until - now():.1f} s', flush=True)
        while now() < until and not self.is_done():
            time.sleep(min(0.25, max(0, until - now())))


def main():
    parser = argparse.ArgumentParser(description='A visitor of Parley: type a line, press Enter.')
    for name, default in (('url', 'http://localhost:3000'), ('origin', ''), ('site', 'demo'), ('state', 'parley-client.json')):
        parser.add_argument('--' + name, default=default)
    options = parser.parse_args()
    options.origin = options.origin or options.url  # a page on the list of the site
    client = Client(options)

    def listen():
        for text in sys.stdin:
            client.typed.put(text)
        client.typed.put(None)

    threading.Thread(target=listen, daemon=True).start()
    client.run()


if __name__ == '__main__':
    main()
