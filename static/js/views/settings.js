// The dialog with everything that a person may set, a section at a time; each section is a view of its own.

import { Tabs } from "../lib/tabs.js"
import { Dialog } from "./dialog.js"

export class Settings extends Dialog {
  #tabs

  start() {
    this.#tabs = new Tabs(this.ref("sections"))
    this.#tabs.show()
  }

  /** Let the sections bring up to date what changes without them. */
  prepare() {
    this.element.dispatchEvent(new Event("prepare"))
  }

  /** Open one section, by its name. */
  openAt(name) {
    this.#tabs.show(`settings-${name}`)
    this.open()
  }
}
