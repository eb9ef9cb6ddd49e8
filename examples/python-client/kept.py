"""What outlives the process, and the ids of what is in it."""
import json, os, secrets, time

ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'


def new_id():
    """commands.md, making an id: ten characters of milliseconds, sixteen random ones."""
    ms = time.time_ns() // 1_000_000
    head = ''.join(ALPHABET[ms >> 5 * place & 31] for place in range(9, -1, -1))
    return head + ''.join(secrets.choice(ALPHABET) for _ in range(16))


def load(file_name):
    kept = {'token': None, 'epoch': None, 'device': new_id(), 'key': new_id(), 'conversation': None, 'position': None,
            'outbox': [], 'acked': []}
    if os.path.exists(file_name):
        with open(file_name, encoding='utf-8') as file:
            kept.update(json.load(file))
    return kept


def store(file_name, kept):
    """Written as a whole: a position is never there without its effect, nor an entry by half."""
    with open(file_name + '.new', 'w', encoding='utf-8') as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file_name + '.new', file_name)
