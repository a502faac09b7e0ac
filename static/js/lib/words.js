// The sentences of the interface, in the words of docs/GLOSSARY.md. Above 200 lines because it is the
// one catalogue: for every reason code of PROTOCOL §15 and every refusal of §13 and §14, what
// happened, and what to do next.

const AGAIN = "Ask its sender to send it again."
const TELL = "Do not rely on this chat until you know why: ask the other members, and who runs this server."
const RELOAD = "Reload the page."
const UPDATE = "Reload the page; if it stays, ask who runs this server for an update."
const LOG_IN = "Log in again."
const RETRY = "Try again in a moment."

const COMPARE = "Compare your safety numbers by another way, such as a call, before you go on."
const WARN = "Start no new chats here, and tell the people you trust and who runs this server."

// What a reader met in a message, roster entry, session, bundle or log (PROTOCOL §15); a sentence that names somebody is made of {name}.
const REASONS = {
  "too-large": ["Something is larger than is allowed.", "Shorten it, or send it in parts."],
  "bad-shape": ["Something arrived that does not have the form it must have.", AGAIN],
  "bad-base64": ["Something arrived damaged.", AGAIN],
  "bad-json": ["Something arrived that cannot be read as data.", AGAIN],
  "bad-header": ["Something arrived that was sealed for another purpose.", AGAIN],
  "bad-version": ["This was written by another version of SecureChat.", UPDATE],
  "bad-key": ["A key is not one that SecureChat accepts.", "Ask the person whose key it is to create a new account."],
  "unknown-key": ["This was signed with a key that is not its sender's.", TELL],
  "bad-signature": ["A signature is not right: this was changed, or comes from somebody else.", TELL],
  "bad-tag": ["A message was changed on its way and cannot be opened.", AGAIN],
  "bad-unwrap": ["The key to these messages does not open with your keys.", AGAIN],
  "bad-padding": ["A message was filled up wrongly and is not shown.", AGAIN],
  "bad-rounds": ["Your sealed keys ask for a protection that is too weak or too slow.", TELL],
  "bad-password": ["The password does not open your keys.", "Check the password and try again."],
  "no-key": ["This was written before you joined, or not for you.", "Ask a member what was said."],
  "no-session": ["The key to this message has not arrived.", RELOAD],
  "no-bundle": ["The keys of a person in this chat are not known here.", "Try again when that person is connected."],
  "wrong-owner": ["Keys arrived that belong to somebody else.", TELL],
  "wrong-purpose": ["Sealed keys arrived that were made for another purpose.", LOG_IN],
  "wrong-thumbprint": ["The keys of a person are not the ones this chat knows.", TELL],
  "wrong-room": ["Something was delivered here that was written for another chat.", TELL],
  "wrong-sender": [({ name = "a name" }) => `A message was delivered as one of ${name}, who did not write it.`, TELL],
  "wrong-session": ["A message was delivered with a key that is not its own.", TELL],
  "wrong-index": ["A message claims a place that it cannot have.", AGAIN],
  "wrong-id": ["A message was delivered under another message's number.", TELL],
  "wrong-recipients": ["A message was sealed for others than the members of this chat.", TELL],
  "wrong-rev": ["Your account data is filed under the wrong number.", RELOAD],
  "stale-session": ["A message was sealed for the members as they were before the last change.", AGAIN],
  "stale-state": ["Older account data than this browser knows was delivered.", RELOAD],
  "replayed": [({ name }) => `A message${name ? ` of ${name}` : ""} was delivered a second time, and is shown once.`, TELL],
  "gap": ["Messages are missing here.", "Reload the page. If they stay away, ask the other members what was said."],
  "bad-chain": ["The history that the server shows is not the one that it promised.", TELL],
  "bad-seen": [({ name = "the sender of a message" }) => `You and ${name} were shown different histories.`, TELL],
  "index-gap": [
    ({ name = "a member", count: number = 1 }) => number === 1
      ? `A message of ${name} is missing here.`
      : `${number.toLocaleString()} messages of ${name} are missing here.`,
    "Ask them what they wrote.",
  ],
  "out-of-order": [({ name = "a member" }) => `The next message of ${name} was written before the ones above it.`, "Mind the order when you read it."],
  "dropped": ["The server said that it had taken this message in, and the others did not get it.", "Send it again."],
  "wrong-salt": [
    "The server asked for your password in a way that is not that of your account.",
    "Change your password, and ask who runs this server.",
  ],
  "not-renewed": [({ name = "A person" }) => `${name} has other keys, and the old ones do not vouch for them.`, COMPARE],
  "stale-bundle": [({ name = "a person" }) => `The server shows keys of ${name} that are no longer in use.`, TELL],
  "key-changed": [({ name = "A person" }) => `${name} has other keys than the ones you know. Nothing is sent until you have looked.`, COMPARE],
  "superseded-key": [
    ({ name = "A member" }) => `${name} renewed their keys and has not confirmed them in this chat yet.`,
    "Your messages wait until then.",
  ],
  "log-behind": [
    ({ name }) => name ? `${name} has seen a newer key log than the server shows you.` : "The server shows an older key log than it did before.",
    WARN,
  ],
  "log-withheld": ["The server does not show its key log, so it cannot be watched.", WARN],
  "log-forked": [
    ({ name }) => name ? `You and ${name} were shown different key logs.` : "The server has rewritten its key log.",
    WARN,
  ],
  "bad-log-proof": [({ name = "a person" }) => `The server cannot prove that the keys of ${name} are in its key log.`, WARN],
  "bad-log-entries": ["The key log that the server shows does not add up.", WARN],
  "not-logged": [({ name = "a person" }) => `The server shows keys of ${name} that its key log does not have.`, WARN],
  "foreign-key": [
    "Keys were published in your name that are not yours.",
    "Tell your contacts to compare safety numbers with you, and ask who runs this server.",
  ],
  "bad-body": ["This cannot be sent or shown as a message.", "Shorten it, or write it anew."],
  "bad-roster-chain": ["A change of the members does not follow the one before it.", TELL],
  "not-member": ["Somebody who is no member of this chat tried to act in it.", "Look at the list of members."],
  "already-member": ["This person is a member already.", "Look at the list of members."],
  "not-entitled": ["Only an owner of this chat may do that.", "Ask an owner of this chat."],
  "room-full": ["This chat has as many members as it can have.", "Start another chat for more people."],
  "bad-line": ["A line of the log file is out of place.", "Download the log again."],
  "bad-link": ["A line of the log file does not follow the one before it.", "Download the log again."],
  "no-end": ["The log file ends too early.", "Download the log again."],
  "after-end": ["The log file goes on behind its end.", "Download the log again."],
}

// What the server refuses (PROTOCOL §13, §14), and what the session of this page can meet.
const REFUSALS = {
  "username-taken": ["This username is taken.", "Choose another one."],
  "bad-username": ["This is not a username: 3 to 32 of the letters a to z, digits, dot, underscore and hyphen.", "Correct it."],
  "bad-credentials": ["The username or the password is not right.", "Check both and try again."],
  "unknown-user": ["There is no account of this name.", "Check how the username is written."],
  "keys-offline": [
    "This person keeps their keys in their own browser and is not connected now.",
    "Try again when they are connected.",
  ],
  "direct-exists": ["You have a chat with this person already.", "Open it in the list of chats."],
  "room-exists": ["This chat exists already.", RELOAD],
  "stale-roster": ["The members of this chat have just changed.", RETRY],
  "id-conflict": ["This message's number is in use by another.", "Write the message anew."],
  "not-json": ["The server could not read the request.", RELOAD],
  "bad-request": ["The server could not make sense of the request.", RELOAD],
  "not-logged-in": ["You are not logged in.", LOG_IN],
  "cross-site": ["The request did not come from this site's own pages.", "Open this site in a tab of its own, and try again."],
  "not-found": ["This is not here, or not yours to see.", "Go back to your chats."],
  "bad-method": ["The server does not do this.", RELOAD],
  "too-many": ["That was too much at once.", "Wait a little, then try again."],
  "server-error": ["Something went wrong on the server.", RETRY],
  "no-keys": [
    "The keys of this account are not in this browser.",
    "Log in to open them. If the account keeps its keys in one browser only, use that browser.",
  ],
  "chat-with-self": ["This is your own username.", "Enter the name of somebody else."],
  "client-error": ["Something went wrong in this page.", RELOAD],
  "ended": ["This login was ended.", LOG_IN],
  "other-tab-old": ["Another tab of this browser shows an older version of SecureChat.", "Close the other tabs, then reload this one."],
  "offline": ["The server cannot be reached.", "Check your connection and try again."],
  "timeout": ["The server took too long to answer.", RETRY],
  "no-worker": ["The part of SecureChat that encrypts could not be started.", "Reload the page, or use another browser."],
  "no-storage": ["This browser does not let SecureChat keep your keys.", "Leave private browsing, or free some space, and try again."],
  "logged-out": ["You are logged out. Nothing that can be read without your password is left in this browser.", LOG_IN],
}

const UNKNOWN = ["Something went wrong that SecureChat has no words for.", RELOAD]

const CATALOGUE = new Map(Object.entries({ ...REFUSALS, ...REASONS }))

/**
 * What a code means and what to do next.
 * @param {{name?: string, count?: number, entry?: number}} about whom, how many, and which change of the members it is about
 */
export const reasonSentence = (code, about = {}) => {
  const [sentence, next] = CATALOGUE.get(code) ?? UNKNOWN
  const what = typeof sentence === "function" ? sentence(about) : sentence
  return { what: about.entry ? `Change ${about.entry} of the members is not right: ${what}` : what, next }
}

/** Both in one text. */
export const sentence = (code, about) => {
  const { what, next } = reasonSentence(code, about)
  return `${what} ${next}`
}

/** What to show of a thrown Failure, or of anything else that was thrown; of several people it names the one meant. */
export const failureSentence = (failure) => {
  const { username: name, entry } = failure?.details ?? {}
  if (CATALOGUE.has(failure?.code)) {
    const named = typeof CATALOGUE.get(failure.code)[0] === "function"
    return name && !named ? `${name}: ${sentence(failure.code, { entry })}` : sentence(failure.code, { name, entry })
  }
  return failure?.code && failure.message ? failure.message : UNKNOWN.join(" ")
}

/** "1 member", "3 members". */
export const count = (number, one, many) => `${number.toLocaleString()} ${number === 1 ? one : many}`

export const words = {
  // Accounts
  usernameMissing: "Enter your username.",
  usernameForm: "A username is 3 to 32 of the letters a to z, digits, dot, underscore and hyphen.",
  passwordMissing: "Enter your password.",
  passwordShort: (missing) => `Use at least 12 characters: ${count(missing, "more is", "more are")} needed.`,
  passwordsDiffer: "The two passwords are not the same.",
  strength: ["Very easy to guess", "Easy to guess", "Could be stronger", "Strong", "Very strong"],
  strengthUnknown: "How strong the password is cannot be shown now. Long and unlike anything else is good.",
  registerSteps: {
    keys: "Making your keys. This takes a few seconds.",
    seal: "Sealing your keys under your password.",
    send: "Creating the account.",
    store: "Storing your keys in this browser.",
  },
  loginSteps: {
    stretch: "Working out your login from the password. This takes a moment.",
    send: "Logging in.",
    open: "Opening your keys.",
    store: "Storing your keys in this browser.",
  },
  show: "Show",
  hide: "Hide",

  // Chats
  noMessages: "No messages yet",
  you: "You",
  unread: (number) => count(number, "unread message", "unread messages"),
  membersLine: (names) => `${count(names.length, "member", "members")}: ${names.join(", ")}`,
  directLine: "End-to-end encrypted",
  typing: (names) => names.length > 2
    ? `${names.length.toLocaleString()} people are writing…`
    : `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} writing…`,
  leftLine: "You are no longer a member",
  startsDirect: (name) => `Starts a chat with ${name}, or opens the one you have.`,
  startsGroup: (others) => `Starts a group: you and ${others.toLocaleString()} others.`,
  namesMissing: "Enter at least one username.",
  notUsername: (name) => `“${name}” is not a username. ${words.usernameForm}`,
  ownName: "You are in the chat already: leave your own username out.",
  titleMissing: "Enter a title.",
  titleLong: "A title has at most 80 characters.",

  stores: {
    server: "Your keys are stored with the server, sealed under your password.",
    browser: "Your keys are kept in this browser only, sealed under your password when you log out.",
  },

  // Messages
  pending: "Sending",
  sent: "Sent",
  failed: "Not sent",
  signedWith: (key) => `signed with key ${key}`,
  newerKind: "This was written by a newer version of SecureChat. Reload the page to read it.",
  message: (name) => `Message ${name}`,
  bytesLeft: (number) => `${count(number, "byte", "bytes")} left`,
  bytesOver: (number) => `${count(number, "byte", "bytes")} too long`,
  tooLong: "The message is longer than a message can be.",
  nearLimit: "The message is nearly as long as it can be.",
  overLimit: (number) => `The message is ${count(number, "byte", "bytes")} too long to send. Shorten it, or send it in parts.`,

  // Connection
  reconnecting: "Reconnecting… What you write is kept and sent when the connection is back.",

  // Safety numbers and keys
  safetyNumber: "Safety number",
  verify: (name) => `Verify ${name}`,
  look: (name) => `Look at the new keys of ${name}`,
  verifyAction: "Verify",
  lookAction: "New keys",
  withWhom: (name) => `You and ${name}`,
  since: (day) => `Keys known since ${day}`,
  newSince: (day) => `Shown since ${day}`,
  noKeys: (name) => `The keys of ${name} are not known here yet, so there is nothing to compare. They are when you have a chat with ${name} that is open.`,
  copied: "Copied.",
  notCopied: "This browser did not let the page copy. Select the digits instead.",
  looking: "Hold the other screen's QR code in front of the camera.",
  noCamera: "The camera could not be used. Allow it in the browser, or compare another way.",
  noCode: "No QR code was found in this image. Try a sharper one, with the whole code and its white margin.",
  noNumber: "This is no safety number: it has 60 digits.",
  noNumberInCode: "This QR code is no safety number of SecureChat.",
  equal: (name) => ["Equal.", `You and ${name} see the same number, so nobody stands between you. Mark ${name} as verified, to be told if that ever changes.`],
  equalVerified: (name) => ["Equal.", `You and ${name} see the same number, so nobody stands between you.`],
  different: (name) => ["Different.", `This is not the number of you and ${name}. It was taken from another chat or is out of date, or somebody stands between you. Compare once more, face to face.`
  + " If it stays different, write nothing here that matters, and ask who runs this server."],
  equalNew: (name) => ["Equal to the new number.", `${name} uses the new keys.`],
  equalOld: (name) => ["Equal to the old number.", `${name} does not use the new keys, so somebody else may have made them. Keep the old ones, and ask who runs this server.`],
  differentBoth: (name) => ["Different from both.", `This is neither the old nor the new number of you and ${name}. Do not use the new keys until you know why.`],
  marked: (name) => `${name} is marked as verified.`,
  unmarked: "The mark is removed.",
  accepted: (name) => `The new keys of ${name} are in use. Compare the new number when you can.`,
  kept: (name) => `The old keys of ${name} stay in use.`,
  changedTitle: (name) => `The keys of ${name} have changed`,
  changedText: (name) => `This happens when somebody creates their account anew. It would look the same if somebody put themselves between you and ${name}.`,
  whichKeys: (name) => `Ask ${name} by another way, face to face or by phone. Use the new keys if ${name} made them and sees the new number; keep the old ones if ${name} knows nothing of new keys.`,
  blocked: (name) => `The keys of ${name} have changed. Nothing is sent in chats with ${name} until you have looked.`,
  blockedKept: (name) => `You keep the old keys of ${name}, and in this chat ${name} has the new ones. Nothing is sent here.`,

  // Members and settings
  roles: { owner: "Owner", member: "Member" },
  self: (name) => `${name} (you)`,
  remove: (name) => `Remove ${name}`,
  logNote: (kept, owner) => kept
    ? "The server keeps the encrypted messages, so that they can be read later and on other browsers."
    + (owner ? "" : " An owner of the chat can turn this off.")
    : "The server keeps no messages of this chat: only who is connected receives them."
      + (owner ? "" : " An owner of the chat can turn the log on."),
  removeAsk: (name) => ({
    title: `Remove ${name}?`,
    text: `${name} keeps what they have read until now, and can read nothing that is written from now on.`,
    action: "Remove",
  }),
  leaveAsk: {
    title: "Leave this group?",
    text: "You can read nothing that is written from then on. To come back, a member has to add you.",
    action: "Leave group",
  },
  logOffAsk: {
    title: "Turn the log off?",
    text: "The server deletes the messages kept so far, and keeps none of those to come: "
      + "only who is connected receives them. Everyone in the chat sees that the log is off.",
    action: "Turn off and delete",
  },
}
