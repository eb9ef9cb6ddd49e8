"""Requests, and RFC 6455 by hand as far as text messages need it: a language that has a WebSocket needs little of this."""
import base64, hashlib, json, os, socket, ssl
from urllib import request
from urllib.parse import urlsplit


def call(options, method, path, body=None, access=''):
    headers = {'Origin': options.origin, 'Content-Type': 'application/json', 'Authorization': f'Bearer {access}'}
    asked = request.Request(options.url + path, body and json.dumps(body).encode(), headers, method=method)
    with request.urlopen(asked, timeout=35) as answer:
        return json.load(answer)


class Closed(Exception):
    """The line ended; its argument is the close code."""


class WebSocket:
    def __init__(self, url, origin):
        parts, key, self.buffer, self.text = urlsplit(url), base64.b64encode(os.urandom(16)), b'', b''
        is_secure = parts.scheme == 'https'
        self.sock = socket.create_connection((parts.hostname, parts.port or (443 if is_secure else 80)), 10)
        if is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=parts.hostname)
        self.sock.sendall((f'GET /api/v1/socket HTTP/1.1\r\nHost: {parts.netloc}\r\nOrigin: {origin}\r\n'
                           'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n'
                           f'Sec-WebSocket-Key: {key.decode()}\r\n\r\n').encode())
        while b'\r\n\r\n' not in self.buffer:
            self.receive()
        head, self.buffer = self.buffer.split(b'\r\n\r\n', 1)
        proof = base64.b64encode(hashlib.sha1(key + b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest())
        if proof not in head:
            raise Closed(4403 if b' 403 ' in head.split(b'\r\n')[0] else 1006)
        self.sock.settimeout(0.25)

    def receive(self):
        piece = self.sock.recv(65536)
        self.buffer += piece
        if not piece:
            raise Closed(1006)

    def send(self, payload, opcode=1):
        size, mask = len(payload), os.urandom(4)
        length = bytes([128 | size]) if size < 126 else bytes([254]) + size.to_bytes(2, 'big')
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
        self.sock.sendall(bytes([128 | opcode]) + length + mask + masked)

    def messages(self):
        """The JSON texts that come within a quarter of a second."""
        try:
            self.receive()
        except TimeoutError:
            pass
        while len(self.buffer) > 1:
            size = self.buffer[1] & 127
            at = {126: 4, 127: 10}.get(size, 2)
            size = int.from_bytes(self.buffer[2:at], 'big') if at > 2 else size
            if len(self.buffer) < at + size:
                return
            opcode, is_last, payload = self.buffer[0] & 15, self.buffer[0] & 128, self.buffer[at:at + size]
            self.buffer = self.buffer[at + size:]
            if opcode == 8:
                raise Closed(int.from_bytes(payload[:2], 'big') or 1006)
            if opcode == 9:
                self.send(payload, 10)
            elif opcode < 3:
                self.text += payload
                if is_last:
                    text, self.text = self.text, b''
                    yield json.loads(text)
