  const made = await bench("generateKeys")
  const keys = await bench("importKeys", { enc: made.enc.private, sig: made.sig.private })
  const time = Date.now()
  const bundle = await bench("makeBundle", {
    username: "alice", keys, encPublic: made.enc.public, sigPublic: made.sig.public, time,
  })
  const room = await bench("newId")
  const subject = { username: "alice", enc: keys.encThumbprint, sig: keys.sigThumbprint }
  const entry = { op: "create", kind: "group", settings: { log: true }, subject, by: "alice", room, n: 0, prev: "", time }
  const bundles = { alice: [bundle] }
  const texts = [await bench("makeEntry", { keys, entry })]
  const { roster } = await bench("applyEntries", { room, roster: null, texts, bundles })
  const before = await bench("boot.watched")
  let text, refused
  try {
    const sid = await bench("newId")
    const made = await bench("makeSession", { keys, room, roster, bundles, sender: "alice", bundle, sid, time })
    text = made.text
  } catch (error) {
    refused = error.message
  }
  return { text, refused, before, after: await bench("boot.watched") }
