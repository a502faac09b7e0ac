// The dialog that shows who is in a chat, adds people and removes them.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { isUsername, splitUsernames } from "../lib/usernames.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { drawFace, drawPresence } from "./face.js"

export class Members extends Dialog {
  #list

  start() {
    const { client } = this.context
    this.#list = new KeyedList(this.ref("list"), {
      make: ({ key }) => this.#make(key),
      update: (element, entry) => this.#draw(element, entry),
    })
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.element.open && this.prepare())
    this.element.addEventListener("input", (event) => showError(event.target, ""))
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#add())
    })
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find(({ room }) => room === place.opened)
  }

  prepare() {
    const { active, kind, members } = this.#chat
    const { client } = this.context
    const open = active && kind === "group"
    const owner = members.some(({ role, username }) => username === client.username && role === "owner")
    this.ref("form").hidden = !open
    this.#list.show(members.map(({ role, username }) => ({
      key: username,
      role,
      self: username === client.username,
      removable: open && owner && username !== client.username,
    })))
  }

  #make(username) {
    const element = clone("member")
    ref(element, "verify").addEventListener("click", () => this.context.dialogs.get("verify").openFor(username))
    ref(element, "remove").setAttribute("aria-label", t("member-remove.label", { name: username }))
    ref(element, "remove").addEventListener("click", () => this.#remove(username))
    return element
  }

  #draw(element, { key, role, self, removable }) {
    ref(element, "name").textContent = self ? t("member-self", { name: key }) : key
    ref(element, "role").textContent = role === "owner" ? t("member-owner") : ""
    ref(element, "remove").hidden = !removable
    drawPresence(element, self ? null : this.context.client.presence(key))
    this.#drawKeys(element, key, self)
  }

  #drawKeys(element, username, self) {
    const { client } = this.context
    const person = client.person(username)
    const action = person?.changed ? "member-look" : "member-verify"
    drawFace(ref(element, "avatar"), client, username)
    ref(element, "verified").hidden = !person?.verified
    ref(element, "verify").hidden = self || !person?.fingerprint
    ref(element, "verify").textContent = t(action)
    ref(element, "verify").setAttribute("aria-label", t(`${action}.label`, { name: username }))
  }

  async #remove(username) {
    const { client, dialogs } = this.context
    const { room } = this.#chat
    if (!await dialogs.get("ask").ask("ask-remove", { name: username })) return
    await this.#attempt(() => client.removeMember(room, username))
    // The button that had the focus is gone.
    this.ref("list").focus()
  }

  async #add() {
    const input = this.ref("add-members")
    const { room } = this.#chat
    const names = splitUsernames(input.value)
    const wrong = names.find((name) => !isUsername(name))
    const error = wrong ? t("username-not", { name: wrong }) : names.length ? "" : t("usernames-missing")
    if (!showErrors([[input, error]])) return
    await this.#attempt(async () => {
      await this.context.client.addMembers(room, names)
      input.value = ""
    })
  }

  async #attempt(work) {
    showAlert(this.ref("alert"), "")
    try {
      await work()
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
