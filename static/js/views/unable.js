// Says why nothing can be encrypted here, where that is so.

import { canEncrypt } from "../lib/environment.js"
import { View } from "../lib/view.js"

export class Unable extends View {
  start() {
    this.element.hidden = canEncrypt()
  }
}
