// What people build: Express, Socket.IO, mongoose; a message is journaled before it is acknowledged. Made as one makes it
// well: indexes for every query, lean reads, one look at who connects, rooms instead of loops, no work that nobody asked for.
import { createServer } from 'node:http'
import express from 'express'
import mongoose, { Schema } from 'mongoose'
import { Server } from 'socket.io'

const durable = { writeConcern: { w: 1, j: true } }

const Visitor = mongoose.model(
  'Visitor',
  new Schema({ token: { type: String, index: true, unique: true }, name: String }, durable),
)
const Conversation = mongoose.model(
  'Conversation',
  new Schema(
    {
      visitor: { type: Schema.Types.ObjectId, ref: 'Visitor', index: true },
      status: { type: String, default: 'open' },
      messages: { type: Number, default: 0 },
      last: { text: String, at: Date },
      updatedAt: { type: Date, index: true },
    },
    durable,
  ),
)
const messages = new Schema(
  { conversation: Schema.Types.ObjectId, n: Number, from: Schema.Types.ObjectId, text: String, at: Date },
  durable,
)
messages.index({ conversation: 1, n: 1 }, { unique: true })
const Message = mongoose.model('Message', messages)

await mongoose.connect(process.env.MONGODB_URI, { autoIndex: false })
await Promise.all([Visitor.init(), Conversation.init(), Message.init()])
await Promise.all([Visitor.createIndexes(), Conversation.createIndexes(), Message.createIndexes()])

const app = express()
app.get('/readyz', (_request, response) => response.json({ ok: true }))
const server = createServer(app)
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })

/** Who connects; throws when nobody knows him. */
async function whoIs({ token, access }) {
  if (access === process.env.ACCESS) return { isAgent: true }
  const visitor = await Visitor.findOne({ token: String(token) }).lean()
  const conversation = visitor && (await Conversation.findOne({ visitor: visitor._id }).lean())
  if (!conversation) throw new Error('unknown')
  return { visitorId: visitor._id, conversationId: conversation._id }
}

io.use((socket, next) => {
  whoIs(socket.handshake.auth).then((who) => {
    socket.data = who
    next()
  }, next)
})

/** Numbers the message by its conversation, which is the list row as well, then stores it; both are journaled. */
async function store({ conversationId, visitorId }, text) {
  const at = new Date()
  const update = { $inc: { messages: 1 }, $set: { last: { text: text.slice(0, 140), at }, updatedAt: at } }
  const { messages: n } = await Conversation.findByIdAndUpdate(conversationId, update, {
    returnDocument: 'after',
    ...durable,
  }).lean()
  const message = await Message.create({ conversation: conversationId, n, from: visitorId, text, at })
  return message.toObject()
}

io.on('connection', (socket) => {
  const { isAgent, conversationId } = socket.data
  const room = isAgent ? 'agents' : `conversation:${conversationId}`
  socket.join(room)
  socket.on('send', async ({ text }, acknowledge) => {
    try {
      const message = await store(socket.data, String(text))
      acknowledge({ ok: true, n: message.n })
      io.to(room).to('agents').emit('message', message)
    } catch (error) {
      acknowledge({ ok: false, error: error.message })
    }
  })
  socket.emit('ready')
})

server.listen(Number(process.env.PORT), '127.0.0.1')
