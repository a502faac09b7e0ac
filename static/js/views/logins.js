// The section of the settings about where the account is logged in: asked for each time the settings open.

import { once, showAlert } from "../lib/forms.js"
import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { agoInText, dayAndTime, fullTime, machineTime } from "../lib/time.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

const HOUR = 3_600_000

export class Logins extends View {
  #list

  start() {
    this.#list = new KeyedList(this.ref("list"), { make: () => clone("login"), update: (element, { login }) => draw(element, login) })
    this.element.closest("dialog").addEventListener("prepare", () => this.#show())
    this.element.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-login]")
      if (button) once(button, () => this.#change(() => this.context.client.endLogin(button.dataset.login)))
    })
    const others = this.ref("others")
    others.addEventListener("click", () => once(others, () => this.#change(() => this.context.client.endOtherLogins())))
  }

  /** Do something to the logins and show how they are then; the button that was pressed may be gone. */
  async #change(work) {
    await this.#show(work)
    if (!this.element.contains(document.activeElement)) this.ref("list").focus({ preventScroll: true })
  }

  async #show(work) {
    showAlert(this.ref("alert"), "")
    try {
      await work?.()
      const logins = await this.context.client.logins()
      this.#list.show(logins.map((login) => ({ key: login.id, login })))
      this.ref("others").hidden = logins.length < 2
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}

const draw = (element, { id, browser, system, time, seen, current }) => {
  const place = placeOf(browser, system)
  ref(element, "place").textContent = place
  ref(element, "here").hidden = !current
  drawTime(ref(element, "since"), time, t("login-since", { day: dayAndTime(time) }))
  drawTime(ref(element, "seen"), seen, Date.now() - seen < HOUR ? t("login-seen-now") : t("login-seen", { when: agoInText(seen) }))
  ref(element, "seen").hidden = current
  const end = ref(element, "end")
  end.hidden = current
  end.dataset.login = id
  end.setAttribute("aria-label", t("login-end.label", { browser: place }))
}

const placeOf = (browser, system) => {
  const name = t(`login-browser-${browser}`)
  return system === "other" ? name : t("login-place", { browser: name, system: t(`login-system-${system}`) })
}

const drawTime = (element, time, text) => {
  element.textContent = text
  element.dateTime = machineTime(time)
  element.title = fullTime(time)
}
