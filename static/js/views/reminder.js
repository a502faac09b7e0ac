// What reminds of what an account lacks, as long as it does: a recovery phrase; a key file, where there is no other copy of the keys.

import { View } from "../lib/view.js"

const LACKS = {
  "phrase": ({ phraseTime }) => phraseTime === null,
  "key-file": ({ fileTime, store }) => store === "browser" && fileTime === null,
}

export class Reminder extends View {
  start() {
    const { client, dialogs } = this.context
    const { of } = this.element.dataset
    this.ref("make").addEventListener("click", () => dialogs.get(of).open())
    const show = () => this.element.hidden = !LACKS[of](client)
    for (const name of ["phrase", "key-file", "store"]) client.addEventListener(name, show)
    show()
  }
}
