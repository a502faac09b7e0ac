import * as api from "../net/api.js"
import { Failure, isPassing } from "../net/failure.js"
import { Socket } from "../net/socket.js"
import { forget, logout } from "./account.js"
import { AccountData } from "./account_data.js"
import { Arrangement } from "./arrangement.js"
import { Arrivals } from "./arrivals.js"
import { Chain } from "./chain.js"
import { Chats } from "./chats.js"
import { Contacts } from "./contacts.js"
import { crypto } from "./crypto.js"
import { Departure } from "./departure.js"
import { Directory } from "./directory.js"
import { Drafts } from "./drafts.js"
import { Downloads } from "./downloads.js"
import { Expiry } from "./expiry.js"
import { FileDrops } from "./file_drops.js"
import { History } from "./history.js"
import { makeFile } from "./key_file.js"
import { KeyLog } from "./key_log.js"
import { followStore, moveKeys, settleStore } from "./key_store.js"
import { Loader, longer, PAUSE, wait } from "./loader.js"
import { News } from "./news.js"
import { Notes } from "./notes.js"
import { Outbox } from "./outbox.js"
import { changePassword } from "./password.js"
import { Presence } from "./presence.js"
import { Privacy } from "./privacy.js"
import { ReadMarks } from "./read_marks.js"
import { Receipts } from "./receipts.js"
import { RecentEmoji } from "./recent_emoji.js"
import { drill, makePhrase } from "./recovery.js"
import { Rekeying } from "./rekeying.js"
import { renewKeys, settleRenewal } from "./renewal.js"
import { Rooms } from "./rooms.js"
import { openOwn } from "./sealed.js"
import { Search } from "./search.js"
import { SecondFactor } from "./second_factor.js"
import { Signals } from "./signals.js"
import * as storage from "./storage.js"
import { TakeBacks } from "./take_backs.js"
import { Typing } from "./typing.js"
import { Uploads } from "./uploads.js"

/** Times that a server that answers otherwise may give nothing of its key log, before that is said. */
const WITHHELD = 4

/** The longest that it is waited for the key log because the server says so, in milliseconds. */
const LONGEST_ASKED = 120_000

/** Refusals of a whole visit: the keys of this browser go. */
const ENDED = new Set(["not-logged-in", "ended"])

/**
 * The account's visit to the chat: what views listen to and call. It wires rooms, outbox, marks and connection together; longer
 * than most files because everything that a view may ask for is here.
 * Events (detail): "chats" {}, "history" {}, "timeline" {room, change}, "arrived" {room, messages}, "people" {username}, "receipts" {room}, "privacy" {}, "phrase" {}, "key-file" {}, "store" {}, "alarms" {},
 * "welcome" {room, instead: the one that is no chat any more, or null}, "connection" {state}, "renewed" {isHere: whether by this page}: it has the keys before,
 * and is to be loaded anew, "ended" {code}.
 */
export class Client extends EventTarget {
  #login
  #socket = new Socket()
  #keyLog
  #contacts
  #directory
  #rooms
  #outbox
  #marks
  #drafts
  #recentEmoji
  #data
  #signals
  #rekeying
  #takeBacks
  #fileDrops
  #privacy
  #arrangement
  #notes
  #typing
  #receipts
  #presence
  #arrivals
  #chats
  #expiry = new Expiry({ next: () => this.#nextExpiry(), expire: () => this.#expire() })
  #loader
  #history
  #search
  #maxFile = 0
  #phraseTime = null
  #fileTime = null
  #uploads
  #downloads = new Downloads()
  #news = new News((name, detail) => this.dispatchEvent(new CustomEvent(name, { detail })))
  #channel = new BroadcastChannel("securechat")
  /** room → the seq of the name that was said again here. */
  #named = new Map()
  #connections = 0
  #announced = null
  #over = false
  #isDeparting = false
  #unfollow

  /** Open the visit. Rejects with Failure `not-logged-in`, `no-keys` or `offline`. */
  static async start() {
    const me = await api.me().catch(async (error) => {
      if (ENDED.has(error.code)) await forget()
      throw error
    })
    const there = await storage.get("login", "current")
    if (there?.username !== me.username) {
      // Or has another tab just logged out? Then this says so.
      await api.me()
      throw new Failure("no-keys")
    }
    storage.enter(there)
    const login = await settleRenewal(there, me)
    await settleStore(login, me.store)
    const texts = [...login.earlier ?? [], login.bundle]
    const row = await Promise.all(texts.map((text) => crypto.readBundle(text, login.username)))
    const client = new Client(login, row.at(-1), row.slice(0, -1))
    client.#maxFile = me.max_file
    client.#phraseTime = me.recovery
    client.#fileTime = me.file
    await client.#open()
    return client
  }

  constructor(login, own, earlier) {
    super()
    this.#login = login
    this.#keyLog = new KeyLog(own)
    this.#contacts = new Contacts(own)
    this.#directory = new Directory(own, this.#keyLog, this.#contacts, earlier)
    const people = { directory: this.#directory, contacts: this.#contacts, keyLog: this.#keyLog }
    this.#rooms = new Rooms(login, people, (room) => this.#changed(room, "update"))
    this.#marks = new ReadMarks(login)
    this.#drafts = new Drafts(login)
    this.#recentEmoji = new RecentEmoji(login)
    this.#privacy = new Privacy(login)
    this.#arrangement = new Arrangement(login)
    this.#notes = new Notes(login)
    this.#data = new AccountData(login, own, {
      read: this.#marks, contacts: this.#contacts, log: this.#keyLog, chats: this.#arrangement, notes: this.#notes,
      privacy: this.#privacy,
    })
    const chain = new Chain(login, this.#directory)
    const socket = this.#socket
    this.#outbox = new Outbox({ login, socket, chain, keyLog: this.#keyLog, roomOf: (room) => this.#rooms.get(room) })
    this.#rekeying = new Rekeying({
      login, rooms: this.#rooms, directory: this.#directory, entered: (room) => this.#rekeyed(room),
    })
    this.#takeBacks = new TakeBacks({ login, socket })
    this.#fileDrops = new FileDrops(login)
    const [rooms, privacy] = [this.#rooms, this.#privacy]
    const settled = (room) => this.#loader.settled(room)
    const signals = this.#signals = new Signals({ login, socket, outbox: this.#outbox, rooms, settled })
    const changed = () => this.#chatsChanged()
    this.#typing = new Typing({ signals, privacy, changed })
    this.#presence = new Presence({ username: login.username, signals, privacy, rooms, changed })
    this.#receipts = new Receipts({
      login, signals, privacy, rooms, read: this.#marks,
      changed: (room) => this.#changed(room, "update"),
      heard: (room) => this.#news.tell("receipts", { room }),
      announced: (room) => this.#presence.loaded(room),
    })
    this.#arrivals = new Arrivals(rooms)
    this.#chats = new Chats({
      login, rooms, marks: this.#marks, contacts: this.#contacts, arrangement: this.#arrangement, notes: this.#notes,
      typing: this.#typing, presence: this.#presence, drafts: this.#drafts,
    })
    this.#loader = new Loader({
      rooms: this.#rooms,
      loaded: (room, isAnew) => this.#loaded(room, isAnew),
      received: (room, entries) => this.#received(room, entries),
      failed: (room, error) => this.#report(room, error),
    })
    this.#history = new History({
      rooms: this.#rooms,
      load: (room) => this.#loader.load(room),
      changed: (room) => this.#readBack(room),
      report: (room, error) => this.#report(room, error),
    })
    this.#search = new Search(this.#rooms)
    this.#uploads = new Uploads({
      username: this.username,
      finished: (room, body, options) => this.#addFiles(room, body, options),
      drop: (room, ids) => this.#drop(room, ids),
    })
    this.#listen()
  }

  get username() {
    return this.#login.username
  }

  /** Where the keys are kept: "server" or "browser". */
  get store() {
    return this.#login.store
  }

  get connection() {
    return this.#socket.state
  }

  /** The list of chats, newest activity first. */
  get chats() {
    return this.#chats.list
  }

  /** What was found wrong with the key log or the account data: [{reason, username}]. */
  get alarms() {
    return this.#data.isStale ? [...this.#keyLog.alarms, { reason: "stale-state", username: null }] : this.#keyLog.alarms
  }

  /**
   * What is known of a person: {username, isSelf, fingerprint, since, verified, changed: {fingerprint, since, kept, isReset} or null}; the fingerprint is
   * that of the keys that are accepted here, null where there are none.
   */
  person(username) {
    return this.#contacts.person(username)
  }

  /** The 60 digits of the safety number with a person: of their "pinned" keys, or of the "changed" ones that were shown. */
  async safetyNumber(username, which = "pinned") {
    return this.#told(() => this.#contacts.safetyNumber(username, which))
  }

  /** Mark keys as compared, or take the mark away. What is decided is about keys of a fingerprint: others that came meanwhile stay as they are. */
  async setVerified(username, verified, fingerprint) {
    await this.#told(() => this.#contacts.setVerified(username, verified, fingerprint))
  }

  /** Take the other keys that were shown of a person; what waited for that goes out. */
  async acceptKeys(username, fingerprint) {
    await this.#told(() => this.#directory.accept(username, fingerprint))
  }

  /** Stay with the keys that are pinned instead of these. */
  async keepKeys(username, fingerprint) {
    await this.#told(() => this.#contacts.keep(username, fingerprint))
  }

  /** Say to the others in a room that we are writing. */
  typing(room) {
    this.#typing.say(room).catch((error) => this.#passOn(error))
  }

  /** Somebody is at this browser again, or nobody is. */
  idle(isIdle) {
    this.#presence.idle(isIdle)
  }

  /** Whether a person is "here", "idle", or null where that is not known. */
  presence(username) {
    return this.#presence.of(username)
  }

  /** Who has received, and seen, a message of ours: {delivered, read, waiting}, each [username]. */
  receipts(room, seq) {
    return this.#receipts.of(room, seq)
  }

  /** Which signals this account gives, and is shown of others: {typing, delivered, read, presence}. */
  get privacy() {
    return this.#privacy.settings
  }

  setPrivacy(changes) {
    this.#privacy.decide(changes)
  }

  /** Pin, archive or mute a chat: some of {pinned, archived, muted: until when, or 0}. */
  arrange(room, changes) {
    this.#arrangement.arrange(room, changes)
  }

  async openChat(room) {
    await this.#told(() => this.#loader.load(room))
  }

  timeline(room) {
    const items = this.#rooms.peek(room)?.timeline.items ?? []
    const met = new Set(items.map(({ key }) => key))
    // One that is in the outbox by now shows from there, in the same place.
    return [...items, ...this.#uploads.of(room).filter(({ key }) => !met.has(key))]
  }

  hasOlder(room) {
    return this.#rooms.peek(room)?.hasOlder ?? false
  }

  async loadOlder(room) {
    await this.#told(() => this.#rooms.peek(room).older())
    this.#settle(this.#rooms.peek(room))
    this.#changed(room, "prepend")
  }

  /** Load a chat back to a message, by its seq, so that it can be shown in its place. */
  async seek(room, seq) {
    await this.#told(async () => {
      await this.#loader.load(room)
      await this.#rooms.peek(room).seek(seq)
    })
    this.#changed(room, "prepend")
  }

  /** Find messages in everything that was read so far (search.js): {results, total}. */
  search(question) {
    return this.#search.find(question)
  }

  /** Everybody whose messages search finds. */
  get senders() {
    return this.#search.senders
  }

  /** How far the messages of all chats were read back, for search to find them: {read, total, isComplete}, in records. */
  get progress() {
    return this.#history.progress
  }

  async startDirect(username) {
    return this.#told(async () => {
      if (username === this.username) throw new Failure("chat-with-self")
      const id = await this.#openDirect(username) ?? await this.#create("direct", [username])
      await this.#loader.load(id)
      // One for keys that are lost is kept, out of the way.
      const over = this.chats.filter(({ isClosed, peer }) => isClosed && peer === username)
      for (const { room } of over) this.arrange(room, { archived: true })
      // The server said which room this is; only the roster shows with whom.
      const room = this.#rooms.peek(id)
      if (room.roster.kind !== "direct" || !room.member(username)) throw new Failure("wrong-room")
      return id
    })
  }

  async startGroup(usernames, title) {
    return this.#told(async () => {
      const room = await this.#create("group", usernames.filter((name) => name !== this.username))
      if (title) await this.#outbox.add(room, "title", { text: title })
      // The group is made: what loading it may meet is for whoever opens it to say.
      await this.#loader.load(room).catch((error) => this.#report(room, error))
      return room
    })
  }

  /** Begin a chat anew whose keys are lost: with the same people, and of a group with the same name. Gives its room. */
  async beginAgain(room) {
    const { kind, peer, members } = this.chats.find((chat) => chat.room === room)
    if (kind === "direct") return this.startDirect(peer)
    const again = await this.startGroup(members.map(({ username }) => username), this.#rooms.peek(room)?.title)
    this.arrange(room, { archived: true })
    return again
  }

  /** Put the keys that somebody has now in the place of the lost ones, in a group of which we are an owner. */
  async addAgain(room, username) {
    await this.#told(async () => {
      await this.#ready()
      await this.#rooms.addAgain(room, username)
      const { title } = this.#rooms.peek(room)
      if (title) await this.#outbox.add(room, "title", { text: title })
    })
    this.#changed(room, "append")
  }

  /** The chat of this account with itself, made where there is none. Gives its room. */
  async openNotes() {
    return this.#told(async () => {
      // Another browser may have made it.
      await this.#data.load()
      return this.#notes.open(() => this.#create("group", []), async (room) => {
        for (const text of this.#notes.welcome) await this.#outbox.add(room, "text", { text })
        await this.#loader.load(room)
      })
    })
  }

  /**
   * Take an invitation, {username, fingerprint} (lib/invitation.js): start the chat with whoever invites, their keys compared with it.
   * Rejects with Failure `wrong-invitation` where the server shows other keys; nothing is pinned or sent then.
   */
  async acceptInvitation({ username, fingerprint }) {
    return this.#told(async () => {
      if (username === this.username) throw new Failure("chat-with-self")
      const isCompared = await this.#directory.invited(username, fingerprint)
      const room = await this.startDirect(username)
      if (isCompared) await this.#contacts.setVerified(username, true, fingerprint)
      return room
    })
  }

  async addMembers(room, usernames) {
    await this.#told(async () => {
      await this.#ready()
      await this.#rooms.add(room, usernames)
      // Whoever joins reads from here on: the title is said again, so that they know it too.
      const { title } = this.#rooms.peek(room)
      if (title) await this.#outbox.add(room, "title", { text: title })
    })
    this.#changed(room, "append")
  }

  async removeMember(room, username) {
    await this.#told(() => this.#ready().then(() => this.#rooms.remove(room, username)))
    this.#changed(room, "append")
  }

  async leave(room) {
    await this.#told(() => this.#ready().then(() => this.#rooms.leave(room)))
    await this.#rooms.peek(room)?.blocks.clear()
    this.#rooms.forget(room)
    this.#chats.forget(room)
    this.#history.forget(room)
    await this.#outbox.forget(room)
    await this.#drafts.keep(room, null)
    await this.#receipts.forget(room)
    this.#changed(room, "reset")
  }

  async setLog(room, log) {
    await this.#told(() => this.#ready().then(() => this.#rooms.setLog(room, log)))
    this.#changed(room, "append")
  }

  /** @param seconds after which messages sent from now on disappear, or 0 */
  async setTimer(room, seconds) {
    await this.#told(() => this.#ready().then(() => this.#rooms.setTimer(room, seconds)))
    this.#changed(room, "append")
  }

  async setTitle(room, title) {
    await this.#told(() => this.#outbox.add(room, "title", { text: title }))
  }

  /** The message of this id as it is by now, or undefined where it is not loaded. */
  message(room, id) {
    return this.#rooms.peek(room)?.timeline.find(id)
  }

  /** What was begun in this room and not sent: {text, replyTo}, or null. */
  draft(room) {
    return this.#drafts.get(room)
  }

  /** Keep what was begun in this room, sealed in this browser; null forgets it. */
  async keepDraft(room, draft) {
    if (await this.#told(() => this.#drafts.keep(room, draft))) this.#chatsChanged()
  }

  /** The emoji that were used last, the newest first. */
  get recentEmoji() {
    return this.#recentEmoji.list
  }

  useEmoji(emoji) {
    this.#recentEmoji.use(emoji).catch((error) => this.#passOn(error))
  }

  /** @param replyTo the id of the message that this one answers */
  async send(room, text, { replyTo = null } = {}) {
    await this.#nameAgain(room)
    await this.#add(room, "text", { text }, { replyTo })
  }

  /** How many bytes a file may have on this server. */
  get maxFile() {
    return this.#maxFile
  }

  /**
   * Send files, [{blob, name, type, …}] with what the message says of each (PROTOCOL 8), and a caption that may be empty. They
   * show in the timeline at once, with status "uploading" and `progress` from 0 to 1; `retry` and `discard` are for them, too.
   */
  async sendFiles(room, sources, { text = "", replyTo = null } = {}) {
    await this.#told(async () => {
      const ids = await this.#uploads.add(room, sources, { text, replyTo })
      sources.forEach(({ blob, type }, place) => this.#downloads.keep(room, { id: ids[place], type }, blob))
    })
  }

  /** The address of a file of a message, for an image, a sound or a film of this page; it ends when another room's file is shown. */
  async openFile(room, file) {
    return this.#told(() => this.#downloads.url(room, file))
  }

  /** Save a file to the disk; resolves when all of it is there, and rejects where it is not the one that was sent. */
  async saveFile(room, file, options) {
    await this.#told(() => this.#downloads.save(room, file, options))
  }

  /** Let go of the files that were shown in other rooms. */
  leaveFiles(room) {
    this.#downloads.leave(room)
  }

  /**
   * Give a message of our own another text, or a file another caption.
   * @throws Failure `edit-disappears` where a timer that was set since would end the change first, and show what was there before
   */
  async edit(room, id, text) {
    if (this.#isShorter(room, this.message(room, id))) throw new Failure("edit-disappears")
    await this.#add(room, "edit", { target: id, text })
  }

  /** Take a message of our own back, for everyone; one that is still waiting is not sent. */
  async remove(room, id) {
    await this.#told(async () => {
      const loaded = this.#rooms.peek(room)
      const { seq, sid, idx, files } = loaded.timeline.find(id)
      if (seq === null) return this.discard(room, id)
      const hash = await crypto.recordHash(await loaded.record({ seq, id }))
      await this.#add(room, "delete", { hash, idx, seq, sid, target: id })
      // Of no use to anybody: the key goes with the message.
      await this.#drop(room, files.map((file) => file.id))
    })
  }

  /** Set our reaction with an emoji on a message, or take it off. */
  async react(room, id, emoji, on) {
    await this.#add(room, "reaction", { emoji, on, target: id })
  }

  /** Say messages of a room again in others, in their order; each says that it was forwarded, and not from where. */
  async forward(from, ids, rooms) {
    await this.#told(async () => {
      const messages = ids.map((id) => this.message(from, id))
        .filter((message) => message && !message.deleted && (message.text || message.files.length))
      for (const room of rooms) {
        await this.#loader.load(room)
        for (const { text, files } of messages) {
          // The server has the bytes already, and lets the members of the other room have them, too.
          for (const { id } of room === from ? [] : files) await api.copyFile(from, id, room)
          if (files.length) await this.#add(room, "file", { files, forwarded: true, text })
          else await this.#add(room, "text", { forwarded: true, text })
        }
      }
    })
  }

  async retry(room, id) {
    if (this.#uploads.has(id)) return this.#uploads.retry(id)
    await this.#told(() => this.#outbox.retry(id))
    await this.#showWaiting(room)
  }

  async discard(room, id) {
    if (this.#uploads.has(id)) return this.#uploads.cancel(id)
    await this.#told(() => this.#outbox.discard(id))
    await this.#showWaiting(room, "update")
  }

  /** Count everything in this room as read. */
  markRead(room) {
    const seq = this.#rooms.peek(room)?.seq
    if (!seq || seq <= this.#marks.get(room)) return
    this.#marks.mark(room, seq)
    this.#receipts.tell(room)
    this.#chatsChanged()
  }

  logUrl(room) {
    return api.logUrl(room)
  }

  /** Change the password: {old, password}; every other login of the account ends. */
  async changePassword(wish, onProgress) {
    await this.#told(() => changePassword(this.#login, wish, onProgress))
  }

  /** Make new keys, which the old ones vouch for: {password}; every other login of the account ends, and all pages of this one load anew. */
  async renewKeys(wish, onProgress) {
    await this.#told(() => renewKeys(this.#login, wish, onProgress))
    this.#channel.postMessage("renewed")
    this.#news.tell("renewed", { isHere: true })
  }

  /** Where this account is logged in, this browser first: [{id, browser, system, time, seen, current}]. */
  async logins() {
    const { logins } = await this.#told(() => api.logins())
    return logins
  }

  /** End a login of this account; its browser wipes what it keeps at its next contact with the server. */
  async endLogin(id) {
    // Where it has ended by itself meanwhile, all is as it should be.
    await this.#told(() => api.endLogin(id)).catch((failure) => {
      if (failure.code !== "not-found") throw failure
    })
  }

  /** End every login of this account but the one in this browser. */
  async endOtherLogins() {
    await this.#told(() => api.endOtherLogins())
  }

  /** Delete the account, for good: {username, password}. */
  async deleteAccount(wish, onProgress) {
    const load = (room) => this.#loader.load(room).then(() => this.#rooms.peek(room))
    const [login, outbox, socket] = [this.#login, this.#outbox, this.#socket]
    const departure = new Departure({ login, outbox, socket, load, leave: (room) => this.leave(room) })
    await this.#told(async () => {
      // Its login ends before we hear that it is gone.
      this.#isDeparting = true
      await departure.go(wish, onProgress).finally(() => (this.#isDeparting = false))
    })
    await this.#end("deleted")
  }

  /** Whether this is the account's password: rejects with Failure `bad-password` where it is not. */
  async checkPassword(password) {
    await this.#told(() => openOwn(this.#login, password))
  }

  /** When the recovery phrase was made or used last, in milliseconds; null where the account has none. */
  get phraseTime() {
    return this.#phraseTime
  }

  /** Give the account another recovery phrase: {phrase, password}. */
  async makePhrase(wish, onProgress) {
    await this.#told(() => makePhrase(this.#login, wish, onProgress))
    this.#phraseTime = Date.now()
    this.#news.tell("phrase", {})
  }

  /** When the newest key file was made or used, in milliseconds; null where none proves the account. */
  get fileTime() {
    return this.#fileTime
  }

  /** Keep the keys elsewhere: {store, password}. Others meet them here from now on, where this is the only place. */
  async moveKeys(wish, onProgress) {
    const keepsPhrase = await this.#told(() => moveKeys(this.#login, wish, onProgress))
    if (!keepsPhrase) this.#phraseTime = null
    for (const name of ["phrase", "store"]) this.#news.tell(name, {})
    await this.#announce().catch((error) => this.#passOn(error))
  }

  /** Make a key file, {name, text} to be saved: {password, filePassword}. */
  async makeKeyFile(wish, onProgress) {
    const file = await this.#told(() => makeFile(this.#login, wish, onProgress))
    this.#fileTime = Date.now()
    this.#news.tell("key-file", {})
    return file
  }

  /** Try a way back out, {phrase} or {file}: all that a recovery would do and that changes nothing. */
  async drill(by) {
    await this.#told(() => drill(this.#login, by))
  }

  /** What logging in asks for besides the password. */
  get factor() {
    return new SecondFactor(this.#login, (work) => this.#told(work))
  }

  async logout() {
    await this.#presence.leave()
    this.#close()
    try {
      await logout()
    } finally {
      this.#news.tell("ended", { code: "logged-out" })
    }
  }

  #listen() {
    this.#socket.addEventListener("state", ({ detail }) => this.#connected(detail))
    this.#socket.addEventListener("push", ({ detail }) => this.#pushed(detail))
    this.#socket.addEventListener("refused", ({ detail }) => this.#end(detail.code, !ENDED.has(detail.code)))
    this.#outbox.addEventListener("sent", ({ detail }) => this.#acknowledged(detail))
    this.#outbox.addEventListener("failed", ({ detail }) => this.#showWaiting(detail.room))
    this.#outbox.addEventListener("changed", ({ detail }) => this.#showWaiting(detail.room))
    this.#uploads.addEventListener("progress", ({ detail }) => this.#changed(detail.room, "append"))
    for (const source of [this.#marks, this.#arrangement, this.#notes]) {
      source.addEventListener("change", () => this.#chatsChanged())
    }
    this.#notes.addEventListener("surplus", ({ detail }) => this.#leaveSurplus(detail.room))
    this.#data.addEventListener("known", () => this.#privacy.know())
    this.#privacy.addEventListener("change", () => this.#decided())
    this.#contacts.addEventListener("change", ({ detail }) => this.#personChanged(detail.username))
    this.#keyLog.addEventListener("entries", ({ detail }) => this.#directory.follow(detail).catch((error) => this.#passOn(error)))
    for (const source of [this.#keyLog, this.#data]) source.addEventListener("alarm", () => this.#news.tell("alarms", {}))
    this.#channel.addEventListener("message", ({ data }) => {
      if (data === "renewed") this.#news.tell("renewed", { isHere: false })
      else this.#end("logged-out", true)
    })
    this.#unfollow = followStore(this.#login, () => this.#news.tell("store", {}))
  }

  async #open() {
    const kept = [
      this.#marks, this.#contacts, this.#keyLog, this.#takeBacks, this.#privacy, this.#arrangement, this.#notes,
      this.#drafts, this.#recentEmoji, this.#fileDrops,
    ]
    await Promise.all(kept.map((one) => one.recall()))
    this.#loader.loadAll(await this.#list(), this.#untilConnected())
    this.#socket.open()
  }

  /** Account data and the list of rooms. Gives the summaries of those in which there is something new. */
  async #list() {
    const { loaded } = this.#rooms
    const [{ rooms }] = await Promise.all([api.rooms(), this.#data.load()])
    this.#arrivals.begin(rooms)
    await this.#chats.learn(rooms)
    this.#history.learn(rooms)
    const ours = new Set(rooms.map(({ room }) => room))
    for (const { id } of loaded) if (!ours.has(id)) this.#deactivate(id)
    this.#chatsChanged()
    return this.#chats.toLoad(rooms)
  }

  /** After each connection: say our keys where the server does not have them, learn what is new, send what waits. */
  async #connected({ state }) {
    const isStill = this.#untilConnected(++this.#connections)
    if (state !== "online") {
      this.#presence.disconnected()
      return this.#news.tell("connection", { state })
    }
    for (let pause = PAUSE; isStill(); pause = longer(pause)) {
      try {
        await this.#announce()
        this.#watchKeyLog(isStill)
        const summaries = await this.#list()
        const [open, others] = split(summaries, ({ room }) => this.#rooms.peek(room)?.roster)
        const failed = await this.#loader.loadSome(open)
        if (!isStill()) return
        const load = (room) => this.#loader.load(room)
        this.#loader.loadAll([...failed, ...others], isStill)
          .then(() => this.#rekeying.settleAll(this.chats.map(({ room }) => room), load, isStill))
          .then(() => this.#history.read(isStill))
        this.#news.tell("connection", { state })
        this.#presence.connected()
        this.#settleFiles()
        for (const room of this.#rooms.loaded) {
          this.#settle(room)
          this.#rekey(room.id)
          this.#receipts.repeat(room.id)
        }
        if (this.#login.isNew) await this.#welcome()
        return await this.#outbox.flush()
      } catch (error) {
        this.#passOn(error)
      }
      await wait(pause)
    }
  }

  /** Whoever has just made their account begins in the chat with themselves. */
  async #welcome() {
    this.#login.isNew = false
    const room = await this.openNotes()
    await storage.update("login", "current", (login) => ({ ...login, isNew: false }))
    this.#news.tell("welcome", { room, instead: null })
  }

  /** Leave the notes that this browser made a moment too late, unless something was written there: then they stay, a chat like any other. */
  async #leaveSurplus(id) {
    try {
      await this.#loader.load(id)
      const room = this.#rooms.peek(id)
      const isAlone = room.active && room.roster.kind === "group" && room.roster.members.length === 1
      if (isAlone && !room.hasOlder && !room.title && !this.draft(id) && this.#notes.isUntouched(this.timeline(id))) {
        this.#news.tell("welcome", { room: this.#notes.room, instead: id })
        await this.leave(id)
      }
      await this.#notes.settle()
    } catch (error) {
      // An earlier visit may have left it and got no further; of everything else the next visit tries again.
      if (Failure.of(error).code === "not-found") await this.#notes.settle()
      else this.#report(id, error)
    }
  }

  /** Verify the key log; again after a while where the server gives nothing of it, and in the end say so. */
  async #watchKeyLog(isStill) {
    let pause = PAUSE
    for (let tries = 1; isStill(); tries++) {
      let asked
      try {
        return await this.#keyLog.visit()
      } catch (error) {
        if (this.#passOn(error) || !isPassing(error)) return
        // Whoever is asked too often says when to come again, but does not put everybody off for good by it.
        asked = Math.min(Failure.of(error).wait, LONGEST_ASKED)
      }
      if (tries === WITHHELD) this.#keyLog.withhold()
      await wait(Math.max(pause, asked))
      pause = longer(pause)
    }
  }

  /** Give what tells whether there was no other connection meanwhile. */
  #untilConnected(connection = this.#connections) {
    return () => connection === this.#connections && !this.#over
  }

  /** Whoever keeps their keys in this browser only says the public ones at each connection; others wrap keys to them. */
  async #announce() {
    if (this.store !== "browser") return
    const saying = this.#socket.request("keys", { bundle: this.#login.bundle })
    this.#announced = saying
    saying.catch(() => {})
    await saying.catch((error) => {
      if (Failure.of(error).code === "offline") throw error
    })
  }

  /** Whether what is sent now disappears before a message that is there. */
  #isShorter(room, message) {
    const { expire = 0 } = this.#rooms.peek(room)?.roster ?? {}
    if (!expire || !message || message.seq === null) return false
    return !message.expires || message.expires > Date.now() + expire * 1000
  }

  /** A name that has disappeared with its message is said again by the next who writes. */
  async #nameAgain(room) {
    const title = this.#rooms.peek(room)?.titleOver
    if (!title || this.#named.get(room) === title.seq) return
    this.#named.set(room, title.seq)
    await this.#add(room, "title", { text: title.text })
  }

  async #add(room, kind, body, options) {
    await this.#told(async () => {
      await this.#outbox.add(room, kind, body, options)
      await this.#showWaiting(room)
    })
  }

  /** What is in the outbox is sent, whether or not that shows: it must not be taken for failed, and its files dropped. */
  async #addFiles(room, body, options) {
    await this.#told(() => this.#outbox.add(room, "file", body, options))
    await this.#showWaiting(room).catch((error) => this.#passOn(error))
  }

  /** The direct chat with somebody, or undefined; what an earlier visit knew of it may be over once it is loaded. */
  async #openDirect(username) {
    const find = () => this.chats.find((chat) => chat.kind === "direct" && chat.peer === username && chat.active)?.room
    for (let found; (found = find()) !== undefined;) {
      await this.#loader.load(found)
      if (find() === found) return found
    }
  }

  async #create(kind, usernames) {
    await this.#ready()
    return this.#rooms.create(kind, usernames)
  }

  /** Before the server verifies an entry of ours it needs our keys. */
  async #ready() {
    if (this.store !== "browser") return
    if (!this.#socket.online) throw new Failure("offline")
    await this.#announced
  }

  async #pushed({ name, payload }) {
    try {
      if (name === "record") this.#loader.receive(payload)
      // What was refused is loaded anew when the person opens it: that is not for the server to bring about.
      else if (name === "room" && this.#rooms.peek(payload.room)?.refused) return
      else if (name === "room") await this.#loader.loadAll([{ room: payload.room, seq: Infinity }], this.#untilConnected())
      else if (name === "gone") this.#deactivate(payload.room)
      else if (name === "state") await this.#data.load(payload.rev)
      else if (name === "signal") await this.#signals.hear(payload)
      else if (name === "keys" && payload.username) await this.#directory.look(payload.username)
      else if (name === "keys") await this.#keyLog.visit()
      else if (name === "ended") await this.#end(payload.code === "logged-out" ? payload.code : "ended")
    } catch (error) {
      this.#report(payload?.room, error)
    }
  }

  async #loaded(room, isAnew) {
    await this.#rekey(room)
    await this.#outbox.confirm(this.#rooms.peek(room))
    await this.#receipts.loaded(room)
    await this.#showWaiting(room, isAnew ? "reset" : "append")
    this.#settle(this.#rooms.peek(room))
    if (isAnew) this.#seekTitle(room)
    this.#presence.loaded(room)
    this.#arrived(room, isAnew)
  }

  /** A room that does not take our new keys is shown all the same. */
  async #rekey(room) {
    await this.#rekeying.settle(room).catch((error) => this.#report(room, error))
  }

  /** Our new keys are in a roster: what waited for that goes out. */
  #rekeyed(room) {
    this.#changed(room, "append")
    if (this.#socket.online) this.#outbox.flush()
  }

  /** Tell of messages of others that are new here. One that is not muted brings its chat back from the archive. */
  #arrived(room, isAnew = false) {
    const messages = this.#arrivals.in(room)
    const { archived, time } = this.#arrangement.of(room)
    const isNews = messages.length || (isAnew && this.#rooms.peek(room)?.timeline.lastMessage?.time > time)
    if (archived && isNews && !this.#arrangement.isMuted(room)) this.#arrangement.arrange(room, { archived: false })
    if (messages.length) this.#news.tell("arrived", { room, messages })
  }

  async #seekTitle(id) {
    const room = this.#rooms.peek(id)
    if (!room?.roster || room.title || !room.hasOlder) return
    await room.seekTitle().catch((error) => this.#report(id, error))
    this.#changed(id, "prepend")
  }

  /** Older messages of a chat came, or all of them are there. */
  #readBack(room) {
    if (this.#over) return
    if (room) {
      this.#settle(this.#rooms.peek(room))
      this.#search.prepare(room)
      this.#changed(room, "prepend")
    }
    this.#news.tell("history", {})
  }

  async #received(room, entries) {
    const loaded = this.#rooms.peek(room)
    if (loaded && await this.#outbox.confirm(loaded)) await this.#showWaiting(room)
    // We may have left it meanwhile.
    if (!this.#rooms.peek(room)) return
    this.#typing.ended(room, entries.filter(({ record }) => record.kind === "message").map(({ record }) => record.sender))
    this.#receipts.met(room)
    this.#changed(room, "append")
    this.#settle(this.#rooms.peek(room))
    this.#arrived(room)
  }

  /** Have the server erase what we took back; nobody waits for it, and what the connection fails is asked for at the next one. */
  #settle(room) {
    this.#takeBacks.settle(room).catch((error) => this.#passOn(error))
  }

  /** Have the server let go of files, as soon as it can be asked: nobody waits for that either. */
  async #drop(room, ids) {
    await this.#fileDrops.owe(room, ids)
    this.#settleFiles()
  }

  #settleFiles() {
    this.#fileDrops.settle().catch((error) => this.#passOn(error))
  }

  #nextExpiry() {
    const ends = [this.#arrangement.nextEnd, this.#chats.nextExpiry]
    return Math.min(...ends, ...this.#rooms.loaded.map((room) => room.nextExpiry))
  }

  /** Let messages disappear whose time is over; a mute that is over shows by itself. */
  #expire() {
    for (const room of this.#rooms.loaded) if (room.expire()) this.#changed(room.id, "update")
    this.#chats.expire().then(() => this.#chatsChanged(), (error) => this.#passOn(error))
  }

  /** Which signals are given was decided, here or in another browser. */
  #decided() {
    this.#presence.decided()
    this.#receipts.decided()
    this.#news.tell("privacy", {})
    this.#chatsChanged()
  }

  /** Somebody's keys were pinned, questioned, accepted or compared: it shows wherever they are, and may let something out. */
  #personChanged(username) {
    this.#news.tell("people", { username })
    for (const room of this.#rooms.loaded) if (room.judge(username)) this.#news.tell("timeline", { room: room.id, change: "update" })
    this.#chatsChanged()
    if (this.#socket.online) this.#outbox.flush()
  }

  /** The server says that it has a message of ours. Its record comes by itself, or else is fetched; without one it was not sent. */
  async #acknowledged({ room: id, seq }) {
    await this.#showWaiting(id, "update")
    const room = this.#rooms.peek(id)
    await room?.settled()
    if (!room?.active) return
    try {
      if (room.seq < seq) await room.catchUp()
      await this.#outbox.confirm(room, seq)
    } catch (error) {
      this.#report(id, error)
    }
    await this.#showWaiting(id, "update")
    // Our session is announced by now, so that we can say that we are here.
    this.#presence.loaded(id)
  }

  #deactivate(id) {
    const room = this.#rooms.peek(id)
    if (!room?.active) return
    room.close()
    this.#changed(id, "update")
  }

  /** Put what the outbox holds for a room behind its records. */
  async #showWaiting(id, change = "append") {
    const waiting = await this.#outbox.of(id)
    this.#rooms.peek(id)?.timeline.wait(waiting)
    this.#changed(id, change)
  }

  #changed(room, change) {
    this.#news.tell("timeline", { room, change })
    this.#chatsChanged()
  }

  #chatsChanged() {
    this.#expiry.watch()
    this.#chats.changed()
    this.#news.tellChats()
  }

  #report(room, error) {
    if (this.#passOn(error) || !room) return
    this.#changed(room, "update")
  }

  /** What concerns the visit rather than a room. Gives true where there is nothing more to show. */
  #passOn(error) {
    if (this.#over) return true
    const { code } = Failure.of(error)
    if (ENDED.has(code)) this.#end(code)
    if (code === "client-error") console.error(error)
    return ENDED.has(code) || code === "offline"
  }

  #close() {
    this.#over = true
    this.#socket.close()
    this.#loader.close()
    this.#outbox.close()
    this.#data.close()
    this.#contacts.close()
    for (const one of [this.#uploads, this.#downloads, this.#expiry]) one.close()
    for (const one of [this.#typing, this.#receipts, this.#presence]) one.close()
    this.#channel.close()
    this.#unfollow()
    this.#news.close()
  }

  /** @param isKept whether what this browser keeps is left alone: it was wiped already, or is of use yet */
  async #end(code, isKept = false) {
    if (this.#over || this.#isDeparting) return
    this.#close()
    try {
      if (!isKept) await forget()
    } finally {
      // Whatever became of the wiping: nobody stays on a page whose login has ended.
      this.#news.tell("ended", { code })
    }
  }

  async #told(work) {
    try {
      return await work()
    } catch (error) {
      this.#passOn(error)
      throw Failure.of(error)
    }
  }
}

function split(all, isFirst) {
  return [all.filter((one) => isFirst(one)), all.filter((one) => !isFirst(one))]
}
