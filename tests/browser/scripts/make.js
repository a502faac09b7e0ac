  // One of every object, made in the worker by Alice in a room of hers and Bob's.
  const { time, password } = arg
  const { alice, bob } = arg.actors
  const { username, enc, sig } = alice
  const privateJwks = { enc: enc.private, sig: sig.private }
  const keys = await bench("importKeys", privateJwks)
  const subject = (actor) => {
    return { username: actor.username, enc: actor.enc_thumbprint, sig: actor.sig_thumbprint }
  }
  const bundles = { alice: [alice.bundle], bob: [bob.bundle] }
  const room = await bench("newId")
  const entries = []
  let roster = null
  const enter = async (changes) => {
    const n = entries.length
    const entry = { by: username, n, prev: roster?.head ?? "", room, time, ...changes }
    const text = await bench("makeEntry", { keys, entry })
    entries.push(text)
    roster = (await bench("applyEntries", { room, roster, texts: [text], bundles })).roster
  }
  await enter({ op: "create", kind: "group", settings: { log: true }, subject: subject(alice) })
  await enter({ op: "add", subject: subject(bob) })
  const begun = await bench("makeSession", {
    keys, room, roster, bundles, sender: username, bundle: alice.bundle, sid: await bench("newId"), time,
  })
  const { session } = begun
  const id = await bench("newId")
  const seen = { head: await bench("firstHead", room), seq: 0 }
  const body = { text: "Grüße \u{1F980}" }
  const replyTo = await bench("newId")
  const log = { root: await bench("firstHead", room), size: 9 }
  const { carol } = arg.actors
  const next = { encPublic: carol.enc.public, sigPublic: carol.sig.public, username, time }
  const renewal = await bench("makeRenewal", { keys, ...next })
  const contacts = { bob: { enc: bob.enc_thumbprint, sig: bob.sig_thumbprint, since: 1, time, verified: true } }
  const login = await bench("newSalt")
  const read = { [room]: 12, [await bench("newId")]: 0 }
  return {
    room, roster, session, id, seen, body, replyTo, read, log, contacts, login,
    messageKey: Array.from(await bench("messageKey", session, 41)),
    signalKey: Array.from(await bench("signalKey", session)),
    texts: {
      bundle: await bench("makeBundle", { username, keys, encPublic: enc.public, sigPublic: sig.public, time }),
      renewal,
      entry: entries[0],
      sealed: await bench("sealKeys", { privateJwks, username, password, purpose: "password", time, login }),
      session: begun.text,
      message: await bench("makeMessage", {
        keys, session, idx: 41, id, kind: "text", body, seen, time, replyTo, log,
      }),
      signal: await bench("makeSignal", { keys, session, n: 5, kind: "typing", time }),
      state: await bench("makeState", {
        keys, owner: username, read, rev: 3, time, encPublic: enc.public, contacts, log,
      }),
    },
  }
